import CCrypt
import Venue

/// The slow hash over a peppered PIN (S8), by the system's libcrypt. Takes some hundredths of a second and 16 MiB: for a
/// thread beside the loop.
public enum Yescrypt {
  /// Random bytes of a salt.
  private static let saltBytes = 16
  /// What crypt(3) asks its callers to have room for.
  private static let textBytes = 384

  /// A new hash under a salt of the system's chance; nil where libcrypt can't make one.
  public static func hash(_ phrase: String) -> PinHash? {
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<saltBytes).map { _ in CChar(truncatingIfNeeded: generator.next() as UInt64) }
    var setting = [CChar](repeating: 0, count: textBytes)
    // The cost 0 stands for the one that libcrypt takes by itself, which ``PinHash/method`` names; another is refused there.
    guard crypt_gensalt_rn("$y$", 0, salt, Int32(saltBytes), &setting, Int32(textBytes)) != nil else {
      return nil
    }
    return hash(phrase, setting)
  }

  /// The hash that a phrase has under the salt and the cost of another one.
  public static func hash(_ phrase: String, like other: PinHash) -> PinHash? {
    hash(phrase, other.text.utf8CString.map { $0 })
  }

  private static func hash(_ phrase: String, _ setting: [CChar]) -> PinHash? {
    var made = [CChar](repeating: 0, count: textBytes)
    guard galley_crypt(phrase, setting, &made, textBytes) == 1 else { return nil }
    return PinHash(String(decoding: made.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}
