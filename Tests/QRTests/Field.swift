/// GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1 by powers of α = 2, as tables have it; the encoder multiplies bit by bit.
enum Field {
  private static let powers: [UInt8] = {
    var powers: [UInt8] = []
    var value = 1
    for _ in 0..<255 {
      powers.append(UInt8(value))
      value *= 2
      if value >= 256 { value ^= 0b1_0001_1101 }
    }
    return powers
  }()

  static func power(_ exponent: Int) -> UInt8 { powers[exponent % 255] }

  static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
    guard let left = powers.firstIndex(of: one), let right = powers.firstIndex(of: other) else { return 0 }
    return power(left + right)
  }

  /// Whether the polynomial, the highest power first, is zero at α⁰, α¹ and so on: then the generator divides it.
  static func isCodeword(_ polynomial: [UInt8], roots: Int) -> Bool {
    (0..<roots).allSatisfy { root in
      var value: UInt8 = 0
      // Horner's rule.
      for part in polynomial { value = (value == 0 ? 0 : product(value, power(root))) ^ part }
      return value == 0
    }
  }
}
