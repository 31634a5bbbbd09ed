import Glibc

/// The terminal that this process was started on: its size, and whether there is one.
public enum TerminalDevice {
  /// Columns and rows; nil where the descriptor is no terminal.
  public static func size(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 else { return nil }
    return (max(1, Int(size.ws_col)), max(1, Int(size.ws_row)))
  }
}
