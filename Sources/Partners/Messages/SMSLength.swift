/// How long a text is as a short message (3GPP TS 23.038): in the plain letters of telephones where all of it is in them,
/// else in units of UCS-2.
struct SMSLength: Hashable, Sendable {
  enum Coding: String, Sendable {
    case plain = "GSM-7"
    case wide = "UCS-2"
  }

  let coding: Coding
  /// In the coding's units: letters of seven bits, of which an escaped one takes two, or sixteen bits.
  let units: Int
  /// How many messages it is sent in, and paid for as.
  let parts: Int

  private static let basic: Set<Unicode.Scalar> = Set(
    ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
      + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
  private static let escaped: Set<Unicode.Scalar> = Set("\u{0C}^{}\\[~]|€".unicodeScalars)

  init(_ text: String) {
    let scalars = text.unicodeScalars
    if scalars.allSatisfy({ Self.basic.contains($0) || Self.escaped.contains($0) }) {
      coding = .plain
      units = scalars.reduce(0) { $0 + (Self.escaped.contains($1) ? 2 : 1) }
      // Seven letters of each part go to its number.
      parts = units <= 160 ? 1 : (units + 152) / 153
    } else {
      coding = .wide
      units = text.utf16.count
      parts = units <= 70 ? 1 : (units + 66) / 67
    }
  }
}
