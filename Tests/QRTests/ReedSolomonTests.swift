import Randomness
import Testing

@testable import QR

@Suite struct ReedSolomonTests {
  /// ISO/IEC 18004, annex I: “01234567” in version 1-M.
  @Test func `The standard's own example has the error correction that is printed there`() {
    let data: [UInt8] = [
      0b0001_0000, 0b0010_0000, 0b0000_1100, 0b0101_0110, 0b0110_0001, 0b1000_0000, 0b1110_1100,
      0b0001_0001, 0b1110_1100, 0b0001_0001, 0b1110_1100, 0b0001_0001, 0b1110_1100, 0b0001_0001,
      0b1110_1100, 0b0001_0001,
    ]
    let correction: [UInt8] = [
      0b1010_0101, 0b0010_0100, 0b1101_0100, 0b1100_0001, 0b1110_1101, 0b0011_0110, 0b1100_0111,
      0b1000_0111, 0b0010_1100, 0b0101_0101,
    ]
    #expect(ReedSolomon(correction: 10).correction(data) == correction)
  }

  /// By hand: (x + 1)(x + 2) = x² + 3x + 2 over this field. 1·x² leaves 3x + 2, and 1·x³ = x·x² leaves
  /// 3x² + 2x = 3(3x + 2) + 2x = (5 + 2)x + 6.
  @Test func `Two codewords of correction by hand`() {
    let code = ReedSolomon(correction: 2)
    #expect(code.correction([1]) == [3, 2])
    #expect(code.correction([1, 0]) == [7, 6])
    #expect(code.correction([0, 0, 0]) == [0, 0])
  }

  @Test func `A product in the field is that of the powers`() {
    // Every value on one side; on the other zero, one, and a few with high and low bits.
    for one in UInt8.min...UInt8.max {
      for other: UInt8 in [0, 1, 2, 3, 0x1D, 0x80, 0x8E, 0xFF]
      where ReedSolomon.product(one, other) != Field.product(one, other) {
        Issue.record("\(one) times \(other)")
      }
    }
  }

  @Test(arguments: [7, 10, 13, 15, 16, 17, 18, 20, 22, 24, 26, 28, 30])
  func `Data and correction together are divisible by the generator`(correction: Int) {
    var random = Seeded(seed: UInt64(correction))
    for length in [1, 2, 19, 122] {
      let data = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let whole = data + ReedSolomon(correction: correction).correction(data)
      #expect(Field.isCodeword(whole, roots: correction))
    }
  }
}
