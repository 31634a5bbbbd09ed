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
  private let stage: ScreenLoop
  private var console: Console
  private var backend: (any Backend)? {
    didSet { knownTickets = nil }
  }
  /// Those of the last view, for the next one.
  private var knownTickets: View.KnownTickets?
  private let clock: HouseClock
  private var room: DiskRoom
  /// What was wrong with the log when the disk was asked last.
  private var logAtAsking = Truth.Log.saved
  private lazy var ringer = Ringer(
    { [settings = options.settings] in settings.ring(of: $0) }, loop: loop,
    strike: { [unowned self] sound in stage.screen.ring(Stroke(pitchHertz: sound.pitchHertz)) },
    say: { [unowned self] words in complain(words) })

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
    let signals = try SignalSource()
    room = DiskRoom(path: options.dataPath)
    try ScreenLoop.checkTerminal()
    let opened = try OpenedLog.open(options, links, loop, clock)
    let (theme, themeTrouble) = ThemeFiles().theme(options.settings.theme)
    do throws(Failure) {
      stage = try ScreenLoop(loop, signals, theme: theme, hasMouse: options.settings.mouse)
    } catch {
      opened.close()
      throw error
    }
    console = Console(
      mode,
      Preferences(
        pixels: options.settings.letters.pixels(on: stage.screen.pixels), settings: options.settings,
        keys: options.keys))
    try use(opened)
    if let themeTrouble { console.say(themeTrouble, at: now) }
  }

  func run() throws -> Int32 {
    defer { backend?.close() }
    try stage.run { [unowned self] in
      draw()
    } press: { [unowned self] key in
      press(key)
    }
    return 0
  }

  private func use(_ opened: OpenedLog) throws {
    switch opened {
    case .station(let station):
      try station.watchFiles()
      station.onChange.append { [unowned self] in stage.paintSoon() }
      backend = LocalBackend(station, try Server(station, options))
    case .connection(let connection):
      backend = RemoteBackend(
        connection, loop: loop, socketPath: options.socketPath, dataPath: options.dataPath,
        onChange: { [unowned self] in stage.paintSoon() }, onEnd: { [unowned self] in takeOver() })
    }
  }

  /// The process that held the log is gone: this screen holds it now, or follows whoever was quicker.
  private func takeOver() {
    do {
      try use(try OpenedLog.open(options, links, loop, clock, isOnScreen: true))
      console.lookAnew()
      console.say("The terminal that held the log went away; this screen goes on with it.", at: now)
      console.loseLogIn(at: now)
      stage.paintSoon()
    } catch {
      stage.stop(because: error)
    }
  }

  private var now: Timestamp { clock.steady() }

  private func view() -> View? {
    guard let backend, let identity = backend.identity else { return nil }
    let view = View(
      size: stage.size, house: backend.house, identity: identity, now: now, known: knownTickets,
      offsets: .around(now), wall: clock.wall(), truth: truth(backend), mesh: backend.mesh,
      partners: backend.partners, readOnlyBecause: backend.readOnlyBecause)
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

  private func draw() -> ScreenLoop.Drawing? {
    guard let view = view() else { return nil }
    let (effects, frame) = console.seeAndDraw(view)
    return ScreenLoop.Drawing(frame: frame, nextMs: console.nextChange(view)) { [unowned self] in
      for effect in effects { perform(effect) }
    }
  }

  private func press(_ key: Key) {
    guard let view = view() else { return }
    for effect in console.handle(key, view) { perform(effect) }
  }

  private func perform(_ effect: ConsoleEffect) {
    switch effect {
    case .request(let action):
      backend?.request(action) { [unowned self] reply in
        if let view = view() { console.hear(reply, view) }
        stage.paintSoon()
      }
    case .run(let words): run(words)
    case .ring(let sound): ringer.ring(sound)
    case .lookBack(let since): lookBack(since)
    case .readFigures(let experiment):
      backend?.figures(FigureReading.visits(of: experiment)) { [unowned self] answer in
        console.take(answer, of: experiment, at: now)
        stage.paintSoon()
      }
    case .readTakings(let days):
      backend?.figures(FigureReading.takings(of: days)) { [unowned self] answer in
        console.take(answer, at: now)
        stage.paintSoon()
      }
    case .readInsight(let question):
      guard let backend else { break }
      let settings = HouseSetting.values(in: backend.house)
      backend.figures(FigureReading.insight(question, settings, now: clock.wall())) { [unowned self] answer in
        console.take(answer, at: now)
        stage.paintSoon()
      }
    case .logIn(let name, let pin): logIn(name, pin)
    case .logOut: backend?.logOut()
    case .redraw: stage.paintSoon()
    case .repaint: stage.repaint()
    case .quit: stage.stop()
    }
  }

  private func logIn(_ name: String, _ pin: [UInt8]) {
    backend?.logIn(name, pin) { [unowned self] complaint in
      if let view = view() { for effect in console.hearLogIn(name, complaint, view) { perform(effect) } }
      stage.paintSoon()
    }
  }

  private func lookBack(_ since: Timestamp) {
    backend?.past(since: since) { [unowned self] result in
      switch result {
      case .success(let lookback): console.take(lookback)
      case .failure(let failure): console.couldNotLookBack(failure.message, at: now)
      }
      stage.paintSoon()
    }
  }

  private func complain(_ words: String) {
    console.say(words, isError: true, at: now)
    stage.paintSoon()
  }

  /// Does what the demo's people ask for.
  func give(_ words: [String], _ answer: @escaping (TypedAnswer) -> Void) { backend?.run(words, answer) }

  private func run(_ words: [String]) {
    backend?.run(words) { [unowned self] answer in
      if let view = view() { console.show(answer.text, of: words, isError: answer.isError, view) }
      stage.paintSoon()
    }
  }
}
