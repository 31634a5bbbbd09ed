/// Turns the bytes of a terminal into keys: those of xterm, tmux, rxvt and the Linux console, in normal and in
/// application mode, with or without the keypad's own codes.
///
/// It holds no clock. A lone Escape begins like an arrow key, so after a read that leaves `isWaiting` true the
/// caller waits a moment (50 ms is customary) for more bytes and, if none come, calls `timedOut()`.
///
/// A paste between bracketed-paste marks is swallowed: what somebody pastes by mistake must not bump tickets.
/// Answers and strings that a terminal sends (OSC, DCS …) come out as `.unknown`, never as keys.
public struct KeyDecoder: Sendable {
  /// Longer control sequences are swallowed to their end and come out as one `.unknown`.
  static let limitParameterBytes = 32
  /// A paste whose end never comes is over after this many silences in a row: half a second at 50 ms each.
  static let limitPasteSilences = 10

  enum State: Sendable {
    case ground
    /// After Escape.
    case escape
    /// After `ESC [`: what came since.
    case controlSequence([UInt8])
    /// After `ESC O`.
    case singleShift
    /// After `ESC [ [`, a Linux console function key.
    case linuxFunction
    /// Inside OSC, DCS, SOS, PM or APC; whether the last byte was the Escape of its end.
    case string(sawEscape: Bool)
    /// The three bytes of an old mouse report.
    case mouse(bytesLeft: Int)
    /// Inside a bracketed paste: how much of its end mark has come, and how often nothing came.
    case paste(matched: Int, silences: Int)
  }

  private var state = State.ground
  private var utf8 = UTF8Assembly()

  public init() {}

  /// Whether bytes are held back that more bytes, or a silence, will decide.
  public var isWaiting: Bool {
    if case .ground = state { return utf8.isWaiting }
    return true
  }

  /// The keys that `bytes` complete, in order.
  public mutating func decode(_ bytes: some Sequence<UInt8>) -> [Key] {
    var keys: [Key] = []
    for byte in bytes { take(byte, into: &keys) }
    return keys
  }

  /// Nothing came for a while: a held Escape is the key itself; anything else that is incomplete is given up.
  public mutating func timedOut() -> [Key] {
    utf8 = UTF8Assembly()
    switch state {
    case .ground: return []
    case .escape:
      state = .ground
      return [.escape]
    case .paste(let matched, let silences) where silences + 1 < Self.limitPasteSilences:
      state = .paste(matched: matched, silences: silences + 1)
      return []
    case .paste:
      state = .ground
      return []
    default:
      state = .ground
      return [.unknown]
    }
  }

  private mutating func take(_ byte: UInt8, into keys: inout [Key]) {
    switch state {
    case .ground: takeInGround(byte, into: &keys)
    case .escape: takeAfterEscape(byte, into: &keys)
    case .controlSequence(let parameters): take(byte, after: parameters, into: &keys)
    // Some old terminals put a modifier's digit here; the key follows.
    case .singleShift where (0x31...0x38).contains(byte): break
    case .singleShift: finish(KeyTables.singleShift[byte] ?? .unknown, into: &keys)
    case .linuxFunction:
      finish((0x41...0x45).contains(byte) ? .function(Int(byte) - 0x40) : .unknown, into: &keys)
    case .string(let sawEscape):
      // BEL ends an OSC in xterm; `ESC \` ends all of them.
      if byte == 0x07 || (sawEscape && byte == 0x5C) {
        finish(.unknown, into: &keys)
      } else {
        state = .string(sawEscape: byte == 0x1B)
      }
    case .mouse(let left):
      state = .mouse(bytesLeft: left - 1)
      if left == 1 { finish(.unknown, into: &keys) }
    case .paste(let matched, _): takeInPaste(byte, matched: matched)
    }
  }

  private mutating func finish(_ key: Key, into keys: inout [Key]) {
    state = .ground
    keys.append(key)
  }

  private mutating func takeInGround(_ byte: UInt8, into keys: inout [Key]) {
    if byte < 0x80 { utf8 = UTF8Assembly() }
    switch byte {
    case 0x1B: state = .escape
    case 0x0D, 0x0A: keys.append(.enter)
    case 0x09: keys.append(.tab)
    case 0x08, 0x7F: keys.append(.backspace)
    case 0x01...0x1A: keys.append(.control(Unicode.Scalar(byte + 0x60)))
    case 0x00...0x1F: keys.append(.unknown)
    case 0x20...0x7E: keys.append(.character(Unicode.Scalar(byte)))
    default:
      guard let scalar = utf8.take(byte) else { return }
      // C1 controls are characters in UTF-8 but no keys.
      keys.append(scalar.value < 0xA0 ? .unknown : .character(scalar))
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8, into keys: inout [Key]) {
    switch byte {
    case 0x5B: state = .controlSequence([])
    case 0x4F: state = .singleShift
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .string(sawEscape: false)
    case 0x1B: keys.append(.escape)
    // Alt and a key, or a quick hand after Escape; nothing here has Alt, so it is taken for the hand.
    default:
      finish(.escape, into: &keys)
      takeInGround(byte, into: &keys)
    }
  }

  private mutating func take(_ byte: UInt8, after parameters: [UInt8], into keys: inout [Key]) {
    switch byte {
    case 0x5B where parameters.isEmpty: state = .linuxFunction
    case 0x4D where parameters.isEmpty: state = .mouse(bytesLeft: 3)
    case 0x20...0x3F:
      let isFull = parameters.count == Self.limitParameterBytes
      state = .controlSequence(isFull ? parameters : parameters + [byte])
    case 0x40...0x7E:
      if byte == 0x7E, parameters == Array("200".utf8) {
        state = .paste(matched: 0, silences: 0)
      } else if byte == 0x4D || byte == 0x6D, parameters.first == 0x3C {
        finish(KeyTables.mouse(parameters: parameters.dropFirst(), isPress: byte == 0x4D), into: &keys)
      } else {
        finish(KeyTables.key(parameters: parameters, final: byte), into: &keys)
      }
    // A control or a byte of text inside a sequence: the sequence is broken, and Escape begins anew.
    case 0x1B:
      keys.append(.unknown)
      state = .escape
    default: finish(.unknown, into: &keys)
    }
  }

  private mutating func takeInPaste(_ byte: UInt8, matched: Int) {
    let end = Array("\u{1B}[201~".utf8)
    // The mark's first byte occurs nowhere else in it, so a mismatch restarts at most at one.
    let now = byte == end[matched] ? matched + 1 : byte == end[0] ? 1 : 0
    state = now == end.count ? .ground : .paste(matched: now, silences: 0)
  }
}
