import CNcurses
import Glibc
import Screens

/// A terminal in full-screen mode: paints frames, sends only what changed, and leaves everything as it was.
///
/// ncurses holds one screen for the whole process, so there is one of these at a time, used by one thread. The
/// terminal is in raw mode meanwhile: Control-C is a key, and no key stops the output. Nothing is read from it
/// here; bytes go from the caller's loop through `KeyDecoder`.
public final class Screen {
  /// How many colours are used: what the terminal has, or none where `NO_COLOR` is set (no-color.org).
  ///
  /// True colour where `COLORTERM` says so and the terminal's type with direct colour is known (ncurses-term).
  public let depth: ColourDepth
  /// What the terminal's font can paint big letters with; nil: plain letters only.
  public let pixels: PixelShape?
  /// Whether it can tell where it is clicked or touched.
  public let hasMouse: Bool

  private let descriptor: Int32
  private let file: UnsafeMutablePointer<FILE>
  private let handle: OpaquePointer
  private let theme: Theme
  private let strings: TerminalStrings
  private let console: ConsoleMode?
  private var reportsMouse = false
  /// What the terminal shows; nil: not known, or nothing yet.
  private var shown: Frame?
  private var hasLeft = false

  /// Takes over a terminal.
  ///
  /// - Parameters:
  ///   - descriptor: Open for reading and writing; stays the caller's. Where it is non-blocking and the terminal
  ///     slow, painting waits busily, so better it is not.
  ///   - environment: TERM, COLORTERM, NO_COLOR, LC_ALL, LC_CTYPE and LANG are looked at.
  /// - Throws: `ScreenFailure`; the terminal is as it was.
  public convenience init(
    descriptor: Int32, environment: [String: String], theme: Theme = .default
  ) throws(ScreenFailure) {
    try self.init(
      descriptor: descriptor, environment: environment, theme: theme, console: KernelConsole(descriptor))
  }

  /// - Parameter console: the Linux console that the descriptor is; nil on other terminals.
  init(
    descriptor: Int32, environment: [String: String], theme: Theme, console: (any LinuxConsole)?
  ) throws(ScreenFailure) {
    guard isatty(descriptor) == 1 else { throw .notATerminal }
    guard let type = environment["TERM"], !type.isEmpty else { throw .noTerminalType }
    switch galley_kind_of_terminal(type, descriptor) {
    case GALLEY_TERMINAL_FIT: break
    case GALLEY_TERMINAL_TOO_SIMPLE: throw .terminalTooSimple(type)
    default: throw .unknownTerminalType(type)
    }
    try Locale.useUTF8(environment: environment)
    // ncurses closes neither the file nor its descriptor, so it gets a copy that is closed here.
    guard let file = fdopen(dup(descriptor), "r+") else { throw .notATerminal }
    // LINES and COLUMNS may be stale; the terminal itself knows better until the first frame comes.
    use_env(false)
    use_tioctl(true)
    let typeInUse =
      DirectColour.type(for: type, environment) {
        galley_kind_of_terminal($0, descriptor) == GALLEY_TERMINAL_FIT
      }
      ?? type
    guard let handle = Signals.keep({ newterm(typeInUse, file, file) }) else {
      fclose(file)
      throw .unknownTerminalType(type)
    }
    let wantsColour = (environment["NO_COLOR"] ?? "").isEmpty
    depth = wantsColour ? ColourDepth(colourCount: Int(galley_colour_count())) : .none
    strings = TerminalStrings(theme: theme, depth: depth)
    let palette = depth == .none ? nil : theme.palette
    let mode = console.map { ConsoleMode($0, palette: palette) }
    self.console = mode
    pixels = mode.map(\.font.pixels) ?? Self.assumedPixels(of: type)
    hasMouse = console == nil && Mouse.isReported(by: type)
    self.descriptor = descriptor
    self.file = file
    self.handle = handle
    self.theme = theme
    prepare()
  }

  deinit { leave() }

  /// What a terminal is taken to draw whose font cannot be asked for: a Linux console at the far end of a connection
  /// mostly lacks quarter blocks.
  private static func assumedPixels(of type: String) -> PixelShape {
    type.hasPrefix("linux") ? .half : .quarter
  }

  /// Shows a frame. Only what differs from the last one is sent; a frame of another size than the last one tells
  /// that the terminal was resized, and is sent whole.
  public func paint(_ frame: Frame) {
    guard !hasLeft else { return }
    if shown?.size != frame.size {
      resize_term(Int32(frame.size.heightRows), Int32(frame.size.widthColumns))
      clearok(galley_window(), true)
    }
    let runs = frame.difference(from: shown)
    guard !runs.isEmpty || shown?.cursor != frame.cursor else { return }
    for run in runs { put(run, of: frame) }
    showCursor(of: frame)
    wnoutrefresh(galley_window())
    doupdate()
    // Moving the cursor along its row may repeat what ncurses believes to stand there.
    let rows = Set(runs.map(\.row) + [frame.cursor?.row].compactMap { $0 })
    paintByHand(rows: rows.sorted(), of: frame)
    shown = frame
  }

  /// Forgets what the terminal shows, so that the next frame is sent whole: for when something else has written
  /// on it, or the program was stopped and goes on.
  public func forget() {
    shown = nil
    console?.begin()
    if reportsMouse { write(Mouse.on) }
  }

  /// Has the terminal tell of clicks and touches, or no longer; nothing where it cannot. ``leave()`` ends it too.
  public func reportMouse(_ isWanted: Bool) {
    guard hasMouse, !hasLeft, isWanted != reportsMouse else { return }
    reportsMouse = isWanted
    write(isWanted ? Mouse.on : Mouse.off)
  }

  /// Rings once, now. Pitch and length are heard on the Linux console; elsewhere it is the terminal's own bell.
  public func ring(_ stroke: Stroke = Stroke()) {
    guard !hasLeft else { return }
    write(console == nil ? Stroke.bell : stroke.onConsole)
  }

  /// Gives the terminal back as it was found: modes, cursor, colours and, where it has two screens, what was on
  /// the first. Further calls do nothing.
  public func leave() {
    guard !hasLeft else { return }
    reportMouse(false)
    hasLeft = true
    write(TerminalStrings.capability("BD") ?? "")
    curs_set(1)
    endwin()
    // ncurses has sent the console's reset of its palette, which is to the one that was set last.
    console?.end()
    delscreen(handle)
    fclose(file)
  }

  private func prepare() {
    console?.begin()
    raw()
    noecho()
    nonl()
    // A key that waits to be read must not make ncurses put off half a frame.
    typeahead(-1)
    let window = galley_window()
    idlok(window, false)
    idcok(window, false)
    if depth != .none {
      start_color()
      // Else ncurses takes white on black for the terminal's own colours and sends both before every other.
      use_default_colors()
      for role in Role.allCases {
        let ink = theme.ink(of: Style(role), at: depth)
        init_extended_pair(pair(of: role), number(ink.foreground), number(ink.background))
      }
    }
    // Erasing to the end of a line then erases to the board's ground, where the terminal can do that.
    var ground = cell(" ", style: Style(.text))
    wbkgrndset(window, &ground)
    write(TerminalStrings.capability("BE") ?? "")
  }

  private func showCursor(of frame: Frame) {
    let window = galley_window()
    leaveok(window, frame.cursor == nil)
    if let cursor = frame.cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
    if shown == nil || (shown?.cursor == nil) != (frame.cursor == nil) {
      curs_set(frame.cursor == nil ? 0 : 1)
    }
  }

  /// Hands a run of cells to ncurses, placeholders for those that it does not paint.
  private func put(_ run: CellRun, of frame: Frame) {
    var line: [cchar_t] = []
    for column in run.columns {
      guard let found = frame[run.row, column] else { continue }
      let cluster = sign(for: found.cluster)
      if CellsByHand.holds(cluster) || isStruck(found.style) {
        line.append(cell(CellsByHand.placeholder, style: found.style))
      } else if !found.isContinuation {
        line.append(cell(cluster.base, style: found.style))
      }
    }
    mvwadd_wchnstr(
      galley_window(), Int32(run.row), Int32(run.columns.lowerBound), line, Int32(line.count))
  }

  private func paintByHand(rows: [Int], of frame: Frame) {
    let text = rows.map {
      CellsByHand.text(row: $0, of: frame, sign: sign, struck: isStruck, strings: strings)
    }.joined()
    if !text.isEmpty { write(strings.aside(text)) }
  }

  /// What stands for a cluster that a console's font does not have.
  private func sign(for cluster: Cluster) -> Cluster { console?.font.sign(for: cluster) ?? cluster }

  private func isStruck(_ style: Style) -> Bool {
    strings.canStrike && theme.ink(of: style, at: depth).attributes.contains(.strike)
  }

  private func cell(_ character: Unicode.Scalar, style: Style) -> cchar_t {
    let attributes = theme.ink(of: style, at: depth).attributes
    let bits = galley_attributes(
      attributes.contains(.bold), attributes.contains(.reverse), attributes.contains(.underline))
    return galley_cell(wchar_t(character.value), bits, depth == .none ? 0 : pair(of: style.role))
  }

  /// Pair 0 is the terminal's own colours and cannot be set.
  private func pair(of role: Role) -> Int32 { Int32(role.rawValue) + 1 }

  private func number(_ colour: Colour?) -> Int32 {
    colour.map { Int32(DirectColour.number($0)) } ?? -1
  }

  /// Sends a string at once; ncurses has sent all of its own by then. A terminal that is gone is the caller's
  /// loop to notice.
  private func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if count < 0, errno != EINTR, errno != EAGAIN {
          return
        }
      }
    }
  }
}
