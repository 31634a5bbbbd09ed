/// What the terminals send for their keys (xterm's ctlseqs, console_codes(4), rxvt's and tmux's terminfo).
enum KeyTables {
  /// After `ESC O`: application mode, and the keypad's own codes.
  static let singleShift: [UInt8: Key] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home,
    0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
    0x4D: .enter, 0x49: .tab, 0x20: .character(" "), 0x58: .character("="),
    0x6A: .character("*"), 0x6B: .character("+"), 0x6C: .character(","), 0x6D: .character("-"),
    0x6E: .character("."), 0x6F: .character("/"),
    0x70: .character("0"), 0x71: .character("1"), 0x72: .character("2"), 0x73: .character("3"),
    0x74: .character("4"), 0x75: .character("5"), 0x76: .character("6"), 0x77: .character("7"),
    0x78: .character("8"), 0x79: .character("9"),
  ]

  /// After `ESC [` and numbers, before `~`.
  private static let numbered: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]

  /// After `ESC [`, by the last byte.
  private static let lettered: [UInt8: Key] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home, 0x5A: .backTab,
    0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
  ]

  /// The key of a control sequence. Modifiers (`1;5A`) change nothing on keys that move; with any other key they
  /// make it one that means nothing here.
  static func key(parameters: [UInt8], final: UInt8) -> Key {
    let numbers = parameters.split(separator: 0x3B, omittingEmptySubsequences: false).map {
      Int(String(decoding: $0, as: UTF8.self))
    }
    guard numbers.count <= 2, parameters.isEmpty || !numbers.contains(nil) else { return .unknown }
    let first = numbers.first.flatMap { $0 }
    let found: Key? =
      if final == 0x7E { first.flatMap { numbered[$0] } } else if first ?? 1 == 1 { lettered[final] } else {
        nil
      }
    guard let key = found else { return .unknown }
    let isModified = numbers.count == 2 && numbers[1] != 1
    return !isModified || moves(key) ? key : .unknown
  }

  /// After `ESC [ <`: a mouse report in xterm's SGR form (ctlseqs, "Extended coordinates"), buttons and modifiers
  /// in one number, column and row from 1. Only a first button going down and a wheel mean something here.
  static func mouse(parameters: ArraySlice<UInt8>, isPress: Bool) -> Key {
    let numbers = parameters.split(separator: 0x3B, omittingEmptySubsequences: false).map {
      Int(String(decoding: $0, as: UTF8.self))
    }
    guard isPress, numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2],
      (1...mouseLimit).contains(column), (1...mouseLimit).contains(row)
    else { return .unknown }
    switch button & ~mouseModifiers {
    case 0: return .click(row: row - 1, column: column - 1)
    case 64: return .wheelUp
    case 65: return .wheelDown
    default: return .unknown
    }
  }

  /// Shift, Meta and Control.
  private static let mouseModifiers = 4 | 8 | 16
  /// More cells than any screen has.
  private static let mouseLimit = 10_000

  private static func moves(_ key: Key) -> Bool {
    switch key {
    case .up, .down, .left, .right, .home, .end, .pageUp, .pageDown: true
    default: false
    }
  }
}
