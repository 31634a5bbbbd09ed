/// What goes over the control socket: one byte that says what it is, four that say how long, and so many bytes.
///
/// Only galley's own processes of one version speak it, so it is as plain as can be.
public struct ControlFrame: Hashable, Sendable {
  public enum Kind: UInt8, Sendable {
    /// A command line, as a JSON list of its words.
    case run = 0x52
    /// A piece of what the command reads from a file or standard input.
    case input = 0x49
    /// The end of that.
    case inputEnd = 0x45
    /// For standard output, and for standard error.
    case output = 0x4F
    case error = 0x58
    /// The exit status, one byte: the command is done.
    case exit = 0x51
    /// A screen asks to follow.
    case attach = 0x41
    /// A reader of the log's files asks how far they are durable, and for what comes after.
    case follow = 0x46
    /// The answer to that, as JSON.
    case position = 0x50
    /// To a follower: who the terminal is, as JSON.
    case identity = 0x44
    /// To a follower: event lines, each with its newline.
    case lines = 0x4C
    /// To a follower: all that it missed has been sent.
    case caughtUp = 0x43
    /// To a follower: how it stands with the other terminals, as JSON.
    case peers = 0x4D
    /// To a follower: what is wrong, in words; empty when nothing is.
    case banner = 0x42
  }

  public let kind: Kind
  public let content: [UInt8]

  /// One event line and its newline, the longest there is.
  public static let contentLimit = 1 << 20

  public init(_ kind: Kind, _ content: [UInt8] = []) {
    self.kind = kind
    self.content = content
  }

  public init(_ kind: Kind, _ text: String) { self.init(kind, Array(text.utf8)) }

  var bytes: [UInt8] {
    let count = UInt32(content.count)
    return [kind.rawValue] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) } + content
  }

  /// Cuts content that is longer than one frame into several of the same kind.
  public static func pieces(_ kind: Kind, _ content: [UInt8]) -> [ControlFrame] {
    stride(from: 0, to: content.count, by: contentLimit).map { start in
      ControlFrame(kind, Array(content[start..<min(start + contentLimit, content.count)]))
    }
  }
}

/// Puts frames together from bytes as they arrive.
struct FrameReader {
  private var bytes: [UInt8] = []

  /// What came was no frame: the other end is no galley of this version.
  struct Malformed: Error {}

  mutating func take(_ arrived: [UInt8]) throws(Malformed) -> [ControlFrame] {
    bytes += arrived
    var frames: [ControlFrame] = []
    var start = 0
    while bytes.count - start >= 5 {
      let length = bytes[(start + 1)...(start + 4)].reduce(0) { $0 << 8 | Int($1) }
      guard let kind = ControlFrame.Kind(rawValue: bytes[start]), length <= ControlFrame.contentLimit else {
        throw Malformed()
      }
      guard bytes.count - start - 5 >= length else { break }
      frames.append(ControlFrame(kind, Array(bytes[(start + 5)..<(start + 5 + length)])))
      start += 5 + length
    }
    bytes.removeFirst(start)
    return frames
  }
}
