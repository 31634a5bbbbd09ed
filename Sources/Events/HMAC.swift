/// HMAC-SHA256 (RFC 2104, test cases in RFC 4231).
public enum HMAC {
  /// 32 bytes that only a holder of `key` can make for `message`.
  public static func sha256(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var block = key.count > SHA256.blockBytes ? SHA256.digest(key) : key
    block += [UInt8](repeating: 0, count: SHA256.blockBytes - block.count)
    let inner = SHA256.digest(block.map { $0 ^ 0x36 } + message)
    return SHA256.digest(block.map { $0 ^ 0x5c } + inner)
  }
}
