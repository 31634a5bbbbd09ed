/// The smallest unit of a currency: how many digits stand after the point of an amount in the major one.
public struct MinorUnit: Hashable, Sendable {
  /// ISO 4217.
  public let code: ExactString
  public let digits: Int

  /// Takes three capital letters; nil for anything else. Digits follow ISO 4217, two where it names none.
  public init?(of code: String) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
    self.code = ExactString(code)
    digits =
      if Self.withoutDigits.contains(code) { 0 } else if Self.withThreeDigits.contains(code) { 3 } else { 2 }
  }

  /// The minor unit is the major one (ISO 4217:2015, table A.1, exponent 0).
  private static let withoutDigits = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
    "XOF", "XPF",
  ]
  /// Exponent 3 in the same table.
  private static let withThreeDigits = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]

  /// An amount of minor units in the major one, without the currency's name: `12.50`.
  public func text(_ minor: Int64) -> String {
    let sign = minor < 0 ? "-" : ""
    var text = String(minor.magnitude)
    guard digits > 0 else { return sign + text }
    if text.utf8.count <= digits { text = String(repeating: "0", count: digits + 1 - text.utf8.count) + text }
    return sign + text.dropLast(digits) + "." + text.suffix(digits)
  }
}
