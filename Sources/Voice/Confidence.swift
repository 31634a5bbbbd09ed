/// How sure somebody is of what was heard, in thousandths: 0 to 1,000.
public struct Confidence: Hashable, Comparable, Sendable {
  public let thousandths: Int64

  /// Below this nothing is changed (roadmap, document 04): 0.85.
  public static let gate = Confidence(unchecked: 850)
  static let full = Confidence(unchecked: 1_000)

  private init(unchecked thousandths: Int64) { self.thousandths = thousandths }

  /// - Returns: nil outside 0 to 1,000.
  public init?(thousandths: Int64) {
    guard (0...1_000).contains(thousandths) else { return nil }
    self.thousandths = thousandths
  }

  /// Reads a number as programs write it: `0.93`, `1`, `9.3e-1`. What lies between two thousandths is the lower one, so
  /// that 0.8499 does not pass for 0.85.
  ///
  /// - Returns: nil for what is no number from 0 to 1.
  public init?(_ text: String) {
    guard text.utf8.count <= Self.digitsLimit, text.utf8.allSatisfy(Self.isOfNumber),
      let number = Double(text), (0...1).contains(number)
    else {
      return nil
    }
    let scaled = number * 1_000
    // 0.57 times 1,000 is a little less than 570 in binary.
    let nearest = scaled.rounded()
    thousandths = Int64(abs(scaled - nearest) < 1e-6 ? nearest : scaled.rounded(.down))
  }

  private static let digitsLimit = 40

  /// As JSON writes numbers: the library would read others too.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: true
    default: false
    }
  }

  public static func < (left: Self, right: Self) -> Bool { left.thousandths < right.thousandths }

  /// What is left of it after something of so many thousandths.
  func less(_ thousandths: Int) -> Confidence {
    Confidence(unchecked: max(0, self.thousandths - Int64(thousandths)))
  }

  /// `0.93`
  public var text: String {
    let digits = String(thousandths % 1_000 + 1_000).dropFirst()
    let short = digits.reversed().drop { $0 == "0" }.reversed()
    return short.isEmpty ? "\(thousandths / 1_000)" : "\(thousandths / 1_000).\(String(short))"
  }
}
