import Control
import Events
import Host
import Screens
import Venue

/// `galley table T4`: the screen of one table's guests on this process's terminal.
///
/// Whoever holds the log, the screen speaks to the table's socket alone. This process may hold the log itself where no
/// terminal runs when it starts, or hold the terminal that does to the socket; on a machine where only the socket can be
/// reached it does neither.
final class TableScreen {
  private let table: GuestTable
  private let options: Options
  private let links: LinkSettings
  private let loop = EventLoop()
  private let stage: ScreenLoop
  private let clock = HouseClock()
  private var console: TableConsole
  private var state: TableState
  private var holding = Holding.nothing
  private var link: TableLink?
  /// Whether the table's socket has told what is to be drawn, since it was reached last.
  private var isInTouch = false
  /// Whether it ever has: what fails before is told on a plain screen.
  private var hasBegun = false

  /// Why the table's socket stands.
  private enum Holding {
    case nothing
    /// The log is held here.
    case log(Station, Server)
    /// The terminal that holds the log was asked for it.
    case wish(Connection)
  }

  /// How long a screen waits until it looks again for a terminal.
  private static let retryMs: Int64 = 1_000

  /// - Returns: the exit status.
  static func run(_ table: GuestTable, _ options: Options, _ links: LinkSettings) throws -> Int32 {
    try TableScreen(table, options, links).run()
  }

  /// - Parameter links: where it listens and whom it dials, while it holds the log.
  private init(_ table: GuestTable, _ options: Options, _ links: LinkSettings) throws {
    self.table = table
    self.options = options
    self.links = links
    let signals = try SignalSource()
    try ScreenLoop.checkTerminal()
    state = TableState(of: table, closedBecause: "One moment, please.")
    let (theme, _) = ThemeFiles().theme(options.settings.theme)
    let opened = try Self.reach(table, options, links, loop, clock)
    do throws(Failure) {
      stage = try ScreenLoop(loop, signals, theme: theme, hasMouse: options.settings.mouse)
    } catch {
      opened?.close()
      throw error
    }
    console = TableConsole(
      Preferences(
        pixels: options.settings.letters.pixels(on: stage.screen.pixels), settings: options.settings,
        keys: options.keys),
      seed: SystemClock.bits().high)
    try use(opened)
  }

  private func run() throws -> Int32 {
    defer { letGo() }
    try stage.run { [unowned self] in
      draw()
    } press: { [unowned self] key in
      press(key)
    }
    return 0
  }

  /// Where the log can be reached from here; nil where that is the table's socket alone.
  ///
  /// A folder with a table's socket and no log is a tablet's: a house is not begun in it.
  private static func reach(
    _ table: GuestTable, _ options: Options, _ links: LinkSettings, _ loop: EventLoop, _ clock: HouseClock
  ) throws -> OpenedLog? {
    if try options.identity() == nil, ControlSocket.stands(at: options.socketPath(of: table)) { return nil }
    return try OpenedLog.open(options, links, loop, clock)
  }

  private func use(_ opened: OpenedLog?) throws {
    switch opened {
    case nil: try attach()
    case .station(let station)?:
      do {
        try station.watchFiles()
        let server = try Server(station, options)
        try server.tables.want(table, by: ObjectIdentifier(self))
        holding = .log(station, server)
      } catch {
        station.close()
        throw error
      }
      try attach()
    case .connection(let connection)?:
      holding = .wish(connection)
      connection.start(on: loop) { [unowned self] in
        hear($0)
      } onEnd: { [unowned self] in
        lost()
      }
      connection.send(ControlFrame(.table, table.description))
    }
  }

  /// Hears from the terminal that was asked for the socket.
  private func hear(_ frame: ControlFrame) {
    switch frame.kind {
    case .table:
      do { try attach() } catch { fail(error) }
    case .error: fail(Failure(.disk, "socket", String(decoding: frame.content, as: UTF8.self)))
    case .run, .input, .inputEnd, .output, .exit, .attach, .follow, .position, .identity, .lines, .caughtUp,
      .peers, .banner, .partners, .touch, .menu, .tableState, .surface, .askPin, .askNewPin, .pin, .logIn,
      .pass,
      .logOut, .webhook, .payLink:
      break
    }
  }

  private func attach() throws {
    guard let connection = try ControlSocket.connect(path: options.socketPath(of: table)) else {
      return lost()
    }
    link = TableLink(connection, on: loop) { [unowned self] state in
      isInTouch = true
      hasBegun = true
      self.state = state
      if let zone = state.timeZone { LocalTime.use(zone: zone) }
      stage.paintSoon()
    } onEnd: { [unowned self] in
      lost()
    }
  }

  /// The terminal is gone, or has ended the connection: guests are told, and it is tried again, at once where all was
  /// well so far.
  private func lost() {
    link?.close()
    link = nil
    if case .wish(let connection) = holding {
      connection.close()
      holding = .nothing
    }
    state.closedBecause =
      "The house can't be reached at the moment. This screen waits, and goes on by itself."
    stage.paintSoon()
    let waitMs = isInTouch ? 0 : Self.retryMs
    isInTouch = false
    loop.at(SystemClock.monotonicMs() + waitMs, "reach") { [unowned self] in again() }
  }

  private func again() {
    do {
      if case .log = holding { return try attach() }
      // A guest's screen takes no log over: the terminal of the house comes back to a free one.
      try use(try ControlSocket.connect(path: options.socketPath).map { .connection($0) })
    } catch {
      lost()
    }
  }

  private func fail(_ error: any Error) {
    if hasBegun { lost() } else { stage.stop(because: error) }
  }

  private func letGo() {
    link?.close()
    switch holding {
    case .nothing: break
    case .log(let station, _): station.close()
    case .wish(let connection): connection.close()
    }
  }

  private func view() -> TableView {
    let now = clock.steady()
    return state.view(size: stage.size, now: now, offsets: .around(now))
  }

  private func draw() -> ScreenLoop.Drawing? {
    let view = view()
    let frame = console.frame(view)
    for effect in console.shown(view) { perform(effect) }
    return ScreenLoop.Drawing(frame: frame, nextMs: console.nextChange(view))
  }

  private func press(_ key: Key) {
    for effect in console.handle(key, view()) { perform(effect) }
  }

  private func perform(_ effect: TableEffect) {
    switch effect {
    case .touch: link?.touch()
    case .run(let words): run(words)
    case .redraw: stage.paintSoon()
    case .repaint: stage.repaint()
    case .quit: stage.stop()
    }
  }

  private func run(_ words: [String]) {
    let answer = { [unowned self] (answer: TypedAnswer) in
      for effect in console.show(answer.text, of: words, isError: answer.isError, view()) { perform(effect) }
      stage.paintSoon()
    }
    guard let link else { return answer(TypedAnswer(text: state.closedBecause ?? "", isError: true)) }
    link.run(words, answer)
  }
}
