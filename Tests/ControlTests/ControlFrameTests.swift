import Testing

@testable import Control

/// Frames of the control socket, cut wherever the socket cuts them.
@Suite struct ControlFrameTests {
  private let frames = [
    ControlFrame(.run, "[\"order\",\"list\"]"), ControlFrame(.inputEnd), ControlFrame(.exit, [0]),
    ControlFrame(.output, [UInt8](repeating: 7, count: 300)), ControlFrame(.lines, "é\n"),
  ]

  /// The form by its definition: kind, four bytes of length (the high one first), content.
  @Test func theBytesAreKindLengthContent() {
    let frame = ControlFrame(.output, [UInt8](repeating: 9, count: 0x0102))
    #expect(frame.bytes.prefix(5) == [0x4F, 0, 0, 1, 2] && frame.bytes.count == 5 + 0x0102)
  }

  @Test func anySplitGivesTheSameFrames() throws {
    let bytes = frames.flatMap(\.bytes)
    for cut in 0...bytes.count {
      var reader = FrameReader()
      let taken = try reader.take(Array(bytes[..<cut])) + reader.take(Array(bytes[cut...]))
      #expect(taken == frames, "cut at \(cut)")
    }
    var reader = FrameReader()
    var taken: [ControlFrame] = []
    for byte in bytes { taken += try reader.take([byte]) }
    #expect(taken == frames)
  }

  /// S4: a frame longer than any may be is refused by its head, before its content has come.
  @Test(arguments: [ControlFrame.contentLimit + 1, 1 << 24, 1 << 31, Int(UInt32.max)])
  func anOversizedFrameIsRefusedByItsLength(_ length: Int) {
    var reader = FrameReader()
    #expect(throws: FrameReader.Malformed.self) { try reader.take(Self.head(.lines, length)) }
  }

  @Test func theLongestFrameIsTaken() throws {
    let longest = ControlFrame(.lines, [UInt8](repeating: 0, count: ControlFrame.contentLimit))
    var reader = FrameReader()
    #expect(try reader.take(longest.bytes) == [longest])
  }

  /// S19: whoever is only trusted with commands is held to their length.
  @Test func aReaderMayTakeLessThanAFrameMayHave() throws {
    let command = ControlFrame(.run, [UInt8](repeating: 0x20, count: 100))
    var reader = FrameReader(contentLimit: 100)
    #expect(try reader.take(command.bytes) == [command])
    #expect(throws: FrameReader.Malformed.self) { try reader.take(Self.head(.run, 101)) }
  }

  /// Kinds whose content has a fixed length, with one byte more than that, and the exit with one less.
  @Test(arguments: [
    (ControlFrame.Kind.inputEnd, 1), (.attach, 1), (.follow, 1), (.touch, 1), (.exit, 0), (.exit, 2),
  ])
  func aContentThatTheKindDoesNotHaveIsRefused(_ kind: ControlFrame.Kind, _ length: Int) {
    var reader = FrameReader()
    #expect(throws: FrameReader.Malformed.self) { try reader.take(Self.head(kind, length)) }
  }

  @Test func everyByteThatIsNoKindIsRefused() {
    let kinds = Set(ControlFrame.Kind.allCases.map(\.rawValue))
    for byte in UInt8.min...UInt8.max where !kinds.contains(byte) {
      var reader = FrameReader()
      #expect(throws: FrameReader.Malformed.self) { try reader.take([byte, 0, 0, 0, 0]) }
    }
  }

  /// Whatever comes before the head is whole says nothing yet: also a first byte that is no kind.
  @Test func aHeadIsJudgedOnceItIsWhole() throws {
    var reader = FrameReader()
    #expect(try reader.take([0xFF, 0xFF, 0xFF, 0xFF]).isEmpty)
    #expect(throws: FrameReader.Malformed.self) { try reader.take([0xFF]) }
  }

  @Test func piecesPutTogetherAreTheContent() {
    for count in [0, 1, ControlFrame.contentLimit, ControlFrame.contentLimit * 2 + 3] {
      let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let pieces = ControlFrame.pieces(.output, content)
      #expect(pieces.flatMap(\.content) == content)
      #expect(pieces.allSatisfy { $0.content.count <= ControlFrame.contentLimit && !$0.content.isEmpty })
    }
  }

  private static func head(_ kind: ControlFrame.Kind, _ length: Int) -> [UInt8] {
    [kind.rawValue] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
  }
}
