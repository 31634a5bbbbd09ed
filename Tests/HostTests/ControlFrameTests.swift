import Foundation
import Glibc
import Testing

@testable import Host

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

  /// S4: a frame longer than any may be is refused by its head, before a byte of it is kept.
  @Test func anOversizedFrameIsRefusedByItsLength() throws {
    let limit = ControlFrame.contentLimit
    var good = FrameReader()
    #expect(try good.take(ControlFrame(.lines, [UInt8](repeating: 0, count: limit)).bytes).count == 1)
    for length in [limit + 1, Int(UInt32.max)] {
      let head =
        [ControlFrame.Kind.lines.rawValue] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) }
      var reader = FrameReader()
      #expect(throws: FrameReader.Malformed.self) { try reader.take(head) }
    }
  }

  @Test func anUnknownKindIsRefused() {
    for kind in [UInt8(0), 0x7A, 0xFF] {
      var reader = FrameReader()
      #expect(throws: FrameReader.Malformed.self) { try reader.take([kind, 0, 0, 0, 0]) }
    }
  }

  @Test func piecesPutTogetherAreTheContent() {
    for count in [0, 1, ControlFrame.contentLimit, ControlFrame.contentLimit * 2 + 3] {
      let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let pieces = ControlFrame.pieces(.output, content)
      #expect(pieces.flatMap(\.content) == content)
      #expect(pieces.allSatisfy { $0.content.count <= ControlFrame.contentLimit && !$0.content.isEmpty })
    }
  }

  @Test func outgoingGivesBackWhatWasPutInWhateverWasSent() {
    var outgoing = Outgoing()
    var sent: [UInt8] = []
    for round in 0..<200 {
      outgoing.append((0..<50).map { UInt8(truncatingIfNeeded: round &* 50 + $0) })
      let part = Array(outgoing.bytes.prefix(round % 90))
      outgoing.drop(part.count)
      sent += part
    }
    #expect(outgoing.count == 200 * 50 - sent.count && !outgoing.isEmpty)
    sent += Array(outgoing.bytes)
    outgoing.drop(outgoing.count)
    #expect(sent == (0..<10_000).map { UInt8(truncatingIfNeeded: $0) } && outgoing.isEmpty)
  }
}
