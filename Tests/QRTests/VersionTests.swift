import Testing

@testable import QR

/// What is worked out, against the tables that the standard prints.
@Suite struct VersionTests {
  @Test(arguments: 1...20)
  func `Sizes, codewords, blocks and room are those of the standard`(number: Int) {
    let version = Version(number)
    #expect(version.size == 17 + 4 * number)
    #expect(version.alignmentCentres == Standard.alignment[number - 1])
    #expect(version.codewords == Standard.codewords[number - 1])
    for level in ErrorLevel.allCases {
      let printed = Standard.blocks(number, level.rawValue)
      let blocks = version.blocks(level)
      #expect(blocks.count == printed.count)
      #expect(printed.allSatisfy { $0.codewords - $0.data == blocks.correction })
      #expect(version.dataCodewords(level) == printed.reduce(0) { $0 + $1.data })
      #expect(version.capacityBytes(level) == Standard.capacityBytes[level.rawValue][number - 1])
      let made = Codewords(Array("a".utf8), version, level)
      #expect(made.blocks.map(\.count) == printed.map(\.data))
      #expect(made.interleaved.count == version.codewords)
    }
  }

  /// Up to seven modules are left over when the codewords are placed (table 1, “remainder bits”).
  @Test(arguments: 1...20)
  func `The modules that the patterns leave are enough for the codewords and no more`(number: Int) {
    let version = Version(number)
    let words = [UInt8](repeating: 0, count: version.codewords)
    let left = Modules(version, codewords: words).freeCount - 8 * version.codewords
    let printed = number == 1 ? 0 : number < 7 ? 7 : number < 14 ? 0 : 3
    #expect(left == printed)
  }

  /// Annex C.2: level M and mask 101 are 00101, with 0011011100 after it, and turned 100000011001110. Annex D.2:
  /// version 7 is 000111110010010100.
  @Test func `What a code says of itself is coded as in the standard's examples`() {
    #expect(SelfDescription.format(.medium, 0b101) == 0b100_0000_1100_1110)
    #expect(SelfDescription.version(7) == 0b00_0111_1100_1001_0100)
  }
}
