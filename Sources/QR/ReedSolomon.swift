/// The Reed–Solomon code of ISO/IEC 18004 (clause 7.5.2): over GF(2⁸) modulo x⁸ + x⁴ + x³ + x² + 1, with the roots
/// α⁰, α¹, α² and so on.
struct ReedSolomon {
  /// The generator polynomial without its leading 1, the highest power first (annex A).
  private let generator: [UInt8]

  /// - Parameter correction: the number of codewords that are added.
  init(correction: Int) {
    var polynomial: [UInt8] = [1]
    var root: UInt8 = 1
    for _ in 0..<correction {
      // Times x − α^n, which is x + α^n here.
      let scaled = polynomial.map { Self.product($0, root) }
      polynomial.append(0)
      for (index, part) in scaled.enumerated() { polynomial[index + 1] ^= part }
      root = Self.product(root, 2)
    }
    generator = Array(polynomial.dropFirst())
  }

  /// The remainder of the data, moved up by the generator's degree, when divided by the generator.
  func correction(_ data: [UInt8]) -> [UInt8] {
    var remainder = [UInt8](repeating: 0, count: generator.count)
    for byte in data {
      let factor = byte ^ remainder.removeFirst()
      remainder.append(0)
      for (index, part) in generator.enumerated() { remainder[index] ^= Self.product(part, factor) }
    }
    return remainder
  }

  /// In the field: doubled and added, bit by bit.
  static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
    var sum: UInt8 = 0
    for bit in (0..<8).reversed() {
      sum = sum << 1 ^ (sum >> 7) &* 0x1D
      if other >> UInt8(bit) & 1 == 1 { sum ^= one }
    }
    return sum
  }
}
