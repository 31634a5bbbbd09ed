import Events
import Host
import Screens
import Terminal
import Venue

/// A screen on this process's terminal: keys in, pictures out, on whatever holds the log.
final class FullScreen {
  private let options: Options
  private let links: LinkSettings
  let loop = EventLoop()
  private let signals: SignalSource
  private let screen: Screen
  private var console: Console
  private var backend: (any Backend)? {
    didSet { knownTickets = nil }
  }
  /// Those of the last view, for the next one.
  private var knownTickets: View.KnownTickets?
  private var decoder = KeyDecoder()
  private let clock: HouseClock
  private var room: DiskRoom
  /// What was wrong with the log when the disk was asked last.
  private var logAtAsking = Truth.Log.saved
  private lazy var ringer = Ringer(
    { [settings = options.settings] in settings.ring(of: $0) }, loop: loop,
    strike: { [unowned self] sound in screen.ring(Stroke(pitchHertz: sound.pitchHertz)) },
    say: { [unowned self] words in complain(words) })
  private var isPaintDue = false
  /// Why it ended by itself.
  private var failure: (any Error)?

  /// A lone Escape is told from the start of a sequence by what follows within this time.
  private static let escapeMs: Int64 = 40
  private static let painterVariables = ["TERM", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "COLORTERM"]

  /// - Returns: the exit status.
  static func run(_ mode: Console.Mode, _ options: Options, _ links: LinkSettings) throws -> Int32 {
    try FullScreen(mode, options, links).run()
  }

  /// Opens the log or follows who holds it, then takes the terminal over: what goes wrong is said on a plain screen.
  ///
  /// - Parameter links: where it listens and whom it dials, while it holds the log.
  init(
    _ mode: Console.Mode, _ options: Options, _ links: LinkSettings, clock: HouseClock = HouseClock()
  ) throws {
    self.options = options
    self.links = links
    self.clock = clock
    signals = try SignalSource()
    room = DiskRoom(path: options.dataPath)
    guard Descriptor.isTerminal(Descriptor.standardInput) else {
      throw Failure(.usage, "terminal", "\(ScreenFailure.notATerminal)")
    }
    let opened = try Self.open(options, links, loop, clock)
    let (theme, themeTrouble) = ThemeFiles().theme(options.settings.theme)
    do throws(ScreenFailure) {
      screen = try Screen(
        descriptor: Descriptor.standardInput, environment: ThisProcess.environment(of: Self.painterVariables),
        theme: theme)
    } catch {
      if case .station(let station) = opened { station.close() }
      throw Failure(.usage, "terminal", error.description)
    }
    console = Console(
      mode,
      Preferences(
        pixels: options.settings.letters.pixels(on: screen.pixels), settings: options.settings,
        keys: options.keys))
    screen.reportMouse(options.settings.mouse)
    try use(opened)
    if let themeTrouble { console.say(themeTrouble, at: now) }
  }

  func run() throws -> Int32 {
    loop.whenReadable(signals.number) { [unowned self] in hearSignals() }
    loop.whenReadable(Descriptor.standardInput) { [unowned self] in readKeys() }
    paintSoon()
    do {
      try loop.run()
    } catch {
      failure = error
    }
    screen.leave()
    backend?.close()
    if let failure { throw failure }
    return 0
  }

  private enum Opened {
    case station(Station)
    case connection(Connection)
  }

  private static func open(
    _ options: Options, _ links: LinkSettings, _ loop: EventLoop, _ clock: HouseClock
  ) throws -> Opened {
    while true {
      if let connection = try ControlSocket.connect(path: options.socketPath) {
        let disk = try PosixDisk(root: options.dataPath, program: "galley")
        try HouseDirectory.checkVenue(disk, options)
        return .connection(connection)
      }
      do {
        var progress = Progress("open")
        let opened = try HouseDirectory.open(options) { progress.show($0, of: $1) }
        progress.clear()
        let station = try Station(opened, loop: loop, clock: clock)
        try station.link(links)
        return .station(station)
      } catch is HouseDirectory.TerminalRuns {
        continue
      }
    }
  }

  private func use(_ opened: Opened) throws {
    switch opened {
    case .station(let station):
      try station.watchFiles()
      station.onChange.append { [unowned self] in paintSoon() }
      backend = LocalBackend(station, try Server(station, path: options.socketPath))
    case .connection(let connection):
      backend = RemoteBackend(
        connection, loop: loop, socketPath: options.socketPath, dataPath: options.dataPath,
        onChange: { [unowned self] in paintSoon() }, onEnd: { [unowned self] in takeOver() })
    }
  }

  /// The process that held the log is gone: this screen holds it now, or follows whoever was quicker.
  private func takeOver() {
    do {
      try use(try Self.open(options, links, loop, clock))
      console.lookAnew()
      console.say("The terminal that held the log went away; this screen goes on with it.", at: now)
      paintSoon()
    } catch {
      failure = error
      loop.stop()
    }
  }

  private var now: Timestamp { clock.steady() }

  private func view() -> View? {
    guard let backend, let identity = backend.identity else { return nil }
    let size = TerminalDevice.size(Descriptor.standardInput) ?? (80, 24)
    let view = View(
      size: Size(widthColumns: size.columns, heightRows: size.rows), house: backend.house,
      identity: identity, now: now, known: knownTickets, offsets: .around(now), wall: clock.wall(),
      truth: truth(backend), mesh: backend.mesh, readOnlyBecause: backend.readOnlyBecause)
    knownTickets = view.knownTickets
    return view
  }

  /// What the backend knows, with disk and clock, which are this machine's.
  private func truth(_ backend: any Backend) -> Truth {
    var truth = backend.truth
    // Where the disk begins or ends to refuse, its room has changed.
    let isStale = truth.log.isTrouble != logAtAsking.isTrouble
    logAtAsking = truth.log
    truth.freeBytes = room.ask(atMonotonicMs: SystemClock.monotonicMs(), isStale: isStale)
    let wall = clock.wall()
    truth.clockSetMs = wall.milliseconds - now.milliseconds
    truth.lastEventAheadMs = backend.house.newest.milliseconds - wall.milliseconds
    return truth
  }

  /// Paints once at the end of this turn of the loop, however much has changed in it.
  private func paintSoon() {
    guard !isPaintDue else { return }
    isPaintDue = true
    loop.at(SystemClock.monotonicMs(), "paint") { [unowned self] in paint() }
  }

  private func paint() {
    isPaintDue = false
    guard let view = view() else { return }
    let (effects, frame) = console.seeAndDraw(view)
    screen.paint(frame)
    for effect in effects { perform(effect) }
    loop.cancel("tick")
    let wait = max(1, console.nextChange(view))
    loop.at(SystemClock.monotonicMs() + wait, "tick") { [unowned self] in paint() }
  }

  private func hearSignals() {
    for signal in signals.take() {
      switch signal {
      case .resize: paintSoon()
      case .resume:
        screen.forget()
        paintSoon()
      case .terminate, .hangUp, .interrupt: loop.stop()
      }
    }
  }

  private func readKeys() {
    switch Result(catching: { try Descriptor.read(Descriptor.standardInput) }) {
    case .success(.bytes(let bytes)): press(decoder.decode(bytes))
    case .success(.nothingYet): return
    // The terminal hung up.
    case .success(.end), .failure: return loop.stop()
    }
    loop.cancel("escape")
    guard decoder.isWaiting else { return }
    loop.at(SystemClock.monotonicMs() + Self.escapeMs, "escape") { [unowned self] in press(decoder.timedOut())
    }
  }

  private func press(_ keys: [Key]) {
    for key in keys {
      guard let view = view() else { return }
      for effect in console.handle(key, view) { perform(effect) }
    }
  }

  private func perform(_ effect: ConsoleEffect) {
    switch effect {
    case .request(let action):
      backend?.request(action) { [unowned self] reply in
        if let view = view() { console.hear(reply, view) }
        paintSoon()
      }
    case .run(let words): run(words)
    case .ring(let sound): ringer.ring(sound)
    case .lookBack(let since): lookBack(since)
    case .redraw: paintSoon()
    case .repaint:
      screen.forget()
      paintSoon()
    case .quit: loop.stop()
    }
  }

  private func lookBack(_ since: Timestamp) {
    backend?.past(since: since) { [unowned self] result in
      switch result {
      case .success(let lookback): console.take(lookback)
      case .failure(let failure): console.couldNotLookBack(failure.message, at: now)
      }
      paintSoon()
    }
  }

  private func complain(_ words: String) {
    console.say(words, isError: true, at: now)
    paintSoon()
  }

  /// Does what the demo's people ask for.
  func give(_ words: [String], _ answer: @escaping (TypedAnswer) -> Void) { backend?.run(words, answer) }

  private func run(_ words: [String]) {
    backend?.run(words) { [unowned self] answer in
      if let view = view() { console.show(answer.text, of: words, isError: answer.isError, view) }
      paintSoon()
    }
  }
}
