import CNcurses

/// Reports of clicks and touches: presses and releases (mode 1000), written as text (mode 1006), as xterm has them.
enum Mouse {
  static let on = "\u{1B}[?1000h\u{1B}[?1006h"
  static let off = "\u{1B}[?1006l\u{1B}[?1000l"

  private static let families = ["xterm", "tmux", "screen"]

  /// Whether the current terminal has them: its entry says so, or it is of a family that does. The Linux console's
  /// entry says so too, for a helper program that is not asked here.
  static func isReported(by type: String) -> Bool {
    guard !type.hasPrefix("linux") else { return false }
    return galley_has("kmous") || galley_has("XM") || families.contains { type.hasPrefix($0) }
  }
}
