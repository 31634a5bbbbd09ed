import CNcurses
import Screens

/// What can be asked of a Linux console beside its control sequences (ioctl_console(2)).
protocol LinuxConsole {
  /// Red, green and blue of 16 colours, in the kernel's order; nil where they can't be read.
  var palette: [UInt8]? { get }
  func setPalette(_ bytes: [UInt8])
  /// The code points that the font has; nil where they can't be read.
  var signs: Set<UInt32>? { get }
}

/// The console itself.
struct KernelConsole: LinuxConsole {
  private let descriptor: Int32

  /// Nil where the descriptor is no virtual terminal.
  init?(_ descriptor: Int32) {
    guard galley_is_console(descriptor) else { return nil }
    self.descriptor = descriptor
  }

  var palette: [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: GALLEY_PALETTE_BYTES)
    return galley_get_palette(descriptor, &bytes) ? bytes : nil
  }

  func setPalette(_ bytes: [UInt8]) {
    guard bytes.count == GALLEY_PALETTE_BYTES else { return }
    _ = galley_set_palette(descriptor, bytes)
  }

  var signs: Set<UInt32>? {
    var signs = [UInt16](repeating: 0, count: GALLEY_SIGNS_LIMIT)
    let count = galley_font_signs(descriptor, &signs)
    return count < 0 ? nil : Set(signs.prefix(Int(count)).map(UInt32.init))
  }
}

/// A console while a screen is on it: the theme's palette instead of its own, and what its font can draw.
struct ConsoleMode {
  let font: ConsoleFont
  private let console: any LinuxConsole
  private let own: [UInt8]?
  private let wanted: [UInt8]

  /// - Parameter palette: 16 colours; nil leaves the console's own.
  init(_ console: any LinuxConsole, palette: [RGB]?) {
    self.console = console
    font = ConsoleFont(signs: console.signs ?? [])
    // One that can't be put back is not changed.
    own = palette == nil ? nil : console.palette
    wanted = (palette ?? []).flatMap { [$0.red, $0.green, $0.blue] }
  }

  func begin() {
    if own != nil { console.setPalette(wanted) }
  }

  func end() {
    if let own { console.setPalette(own) }
  }
}
