import Events

/// Bytes as they come become the lines that ``HeardLine`` reads.
///
/// JSON may stand on several lines, as vosk writes it: those are one. A line that breaks off inside a string never goes
/// on, and one that begins at its very start with what goes on no object begins another: a recogniser that was killed in
/// the middle of one does not swallow what the next one says.
public struct HeardLines: Sendable {
  /// The longest line, or object of several: more than ten minutes of whisper's tokens.
  public static let bytesLimit = 64 << 10

  /// What came.
  public enum Piece: Hashable, Sendable {
    case line([UInt8])
    /// More than ``bytesLimit``: passed over.
    case tooLong
  }

  private var held: [UInt8] = []
  private var isTooLong = false
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  public init() {}

  public mutating func take(_ bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), depth == 0 || isInString {
        if let piece = finish() { pieces.append(piece) }
        continue
      }
      if depth > 0, held.last == UInt8(ascii: "\n"), Self.beginsAnew(byte), let piece = finish() {
        pieces.append(piece)
      }
      follow(byte)
      if held.count < Self.bytesLimit { held.append(byte) } else { isTooLong = true }
      // Nothing that goes on for so long is one object: its end is looked for no further than this line's.
      if isTooLong { (depth, isInString) = (0, false) }
    }
    return pieces
  }

  /// What was not ended by a newline.
  public mutating func end() -> Piece? { finish() }

  private mutating func finish() -> Piece? {
    let wasTooLong = isTooLong
    let line = held.last == UInt8(ascii: "\r") ? held.dropLast() : held
    self = HeardLines()
    if wasTooLong { return .tooLong }
    return line.allSatisfy(HeardLine.isBlank) ? nil : .line(line)
  }

  /// Whether a line that begins so is no part of an object over several lines: those are indented, but for their quotes
  /// and ends.
  private static func beginsAnew(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    default: false
    }
  }

  /// Only what begins with a brace is followed: plain text may have any in it.
  private mutating func follow(_ byte: UInt8) {
    guard depth > 0 || byte == UInt8(ascii: "{") && held.allSatisfy(HeardLine.isBlank) else { return }
    if isInString {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString = false
      }
      return
    }
    switch byte {
    case UInt8(ascii: "\""): isInString = true
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
    default: break
    }
  }
}
