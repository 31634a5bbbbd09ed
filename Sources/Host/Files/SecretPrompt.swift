import Glibc

/// Asks whoever sits at this process's terminal for a text that the terminal doesn't show.
public enum SecretPrompt {
  /// Longer than any PIN; what is typed beyond is left out.
  private static let bytesLimit = 256

  /// Whether somebody could be asked: there is a terminal, and what is said comes to it. A command whose words go to a
  /// file is a script's.
  public static var isPossible: Bool {
    guard Descriptor.isTerminal(Descriptor.standardError) else { return false }
    let number = retrying { open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) }
    guard number >= 0 else { return false }
    close(number)
    return true
  }

  /// What was typed, up to Enter; nil where nobody can be asked, or Ctrl-C or Ctrl-D was pressed.
  ///
  /// The terminal's own signals are off meanwhile: a process that Ctrl-C ends here would leave a terminal without echo.
  public static func ask(_ prompt: String) -> [UInt8]? {
    guard isPossible else { return nil }
    let number = retrying { open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) }
    guard number >= 0 else { return nil }
    let terminal = Descriptor(number)
    var before = termios()
    guard tcgetattr(terminal.number, &before) == 0 else { return nil }
    var quiet = before
    quiet.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    guard tcsetattr(terminal.number, TCSAFLUSH, &quiet) == 0 else { return nil }
    defer {
      tcsetattr(terminal.number, TCSAFLUSH, &before)
      try? Descriptor.writeAll([UInt8(ascii: "\n")], to: terminal.number)
    }
    try? Descriptor.writeAll(Array(prompt.utf8), to: terminal.number)
    return line(from: terminal)
  }

  private static func line(from terminal: Descriptor) -> [UInt8]? {
    var line: [UInt8] = []
    while case .bytes(let bytes)? = try? terminal.read() {
      for byte in bytes {
        switch byte {
        case 0x0A, 0x0D: return line
        // Ctrl-C, Ctrl-D, Ctrl-\, Escape.
        case 0x03, 0x04, 0x1C, 0x1B: return nil
        // Backspace takes a whole character back, Ctrl-U all.
        case 0x08, 0x7F: while let last = line.popLast(), last & 0xC0 == 0x80 {}
        case 0x15: line = []
        default: if line.count < bytesLimit { line.append(byte) }
        }
      }
    }
    return nil
  }
}
