/// Why a terminal cannot show a full screen. Nothing was changed on it.
public enum ScreenFailure: Error, Equatable, CustomStringConvertible {
  case notATerminal
  case noTerminalType
  case unknownTerminalType(String)
  case terminalTooSimple(String)
  case notUTF8(characterSet: String)

  /// One sentence for a person: what is the matter and what to do.
  public var description: String {
    switch self {
    case .notATerminal:
      "The full screen needs a terminal; `galley serve` runs without one and `galley screen` prints a picture."
    case .noTerminalType:
      "The variable TERM is not set, so the terminal's type is unknown; set it, for example TERM=linux."
    case .unknownTerminalType(let type):
      "The terminal type \"\(type)\" is not known on this machine; set TERM to one that is (xterm-256color, "
        + "tmux-256color, linux), or install the package ncurses-term."
    case .terminalTooSimple(let type):
      "A terminal of type \"\(type)\" cannot place and save its cursor, which a full screen needs; use another terminal, "
        + "or `galley screen`, which prints a picture."
    case .notUTF8(let characterSet):
      "The locale's character set is \(characterSet), and galley writes UTF-8; set LC_ALL=C.UTF-8 where the "
        + "terminal can show it."
    }
  }
}
