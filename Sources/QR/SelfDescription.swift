/// What a code says about itself, each time with a BCH code that corrects some errors.
enum SelfDescription {
  /// Level and mask in 15 bits: BCH (15, 5), then turned by a constant so that they are never all light (clause 7.9,
  /// annex C).
  static func format(_ level: ErrorLevel, _ mask: Int) -> Int {
    coded(level.formatBits << 3 | mask, generator: 0b101_0011_0111, degree: 10) ^ 0b101_0100_0001_0010
  }

  /// The version in 18 bits: BCH (18, 6) (clause 7.10, annex D).
  static func version(_ number: Int) -> Int {
    coded(number, generator: 0b1_1111_0010_0101, degree: 12)
  }

  /// The value, followed by its remainder when divided by the generator.
  private static func coded(_ value: Int, generator: Int, degree: Int) -> Int {
    var remainder = value << degree
    for place in (degree..<degree + 6).reversed() where remainder >> place & 1 == 1 {
      remainder ^= generator << (place - degree)
    }
    return value << degree | remainder
  }
}
