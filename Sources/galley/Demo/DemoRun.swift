import Events
import Host
import Screens

/// `galley demo`: a scratch house with a menu and a dinner rush, shown on the board until the evening is over.
///
/// The guests who came before the rush are played as fast as the disk allows; from then on the evening runs at
/// the chosen speed, on a clock of its own. Every step is a command line, as a person would type it.
final class DemoRun {
  private let demo: Invocation.Demo
  private let themeName: String?
  private let steps: [DemoStep]
  private let speed: Int64
  private let clock = HouseClock()
  private let opens: Timestamp
  private var next = 0
  private var codes: [Int: String] = [:]
  private var screen: FullScreen?

  init(_ demo: Invocation.Demo, themeName: String?) {
    self.demo = demo
    self.themeName = themeName
    steps = DinnerRush(seed: demo.seed).steps
    speed = Int64(demo.speed)
    opens = SystemClock.wall().advanced(byMilliseconds: -DinnerRush.rushMilliseconds.lowerBound)
  }

  /// Shows the evening. However it ends, by a key, a signal or a fault, nothing is left of its house that nobody wants.
  ///
  /// - Returns: the exit status.
  func run() throws -> Int32 {
    let scratch = try ScratchDirectory("galley-demo")
    defer { leave(scratch) }
    let status = try show(in: scratch.path)
    if next == steps.count { StandardStreams.print("The evening is over.\n") }
    return status
  }

  private func show(in data: String) throws -> Int32 {
    clock.set(opens, speed: speed)
    let menu = "\(data)/menu.json"
    try OutputFile.write(Array(DemoMenu.text.utf8), to: menu)
    let screen = try FullScreen(.kitchen, Options(ofDemoIn: data, themeName: themeName), .none, clock: clock)
    self.screen = screen
    screen.give(["menu", "import", menu]) { [unowned self] _ in play() }
    return try screen.run()
  }

  private func leave(_ scratch: ScratchDirectory) {
    guard !demo.keepsHouse else {
      return StandardStreams.print(
        "The demo's house is in \(scratch.path). See it again with: galley --data \(scratch.path) kitchen\n")
    }
    do throws(SystemFault) {
      try scratch.remove()
    } catch {
      StandardStreams.warn(
        "galley: the demo's house could not be removed whole (\(error)); delete \(scratch.path)\n")
    }
  }

  /// Does the next step when its time has come.
  private func play() {
    guard let screen else { return }
    guard next < steps.count else { return screen.loop.stop() }
    let step = steps[next]
    let isBeforeRush = step.atMilliseconds < DinnerRush.rushMilliseconds.lowerBound
    let time = opens.advanced(byMilliseconds: step.atMilliseconds)
    if isBeforeRush { clock.set(time, speed: speed) }
    let wait = clock.processMs(for: time.milliseconds - clock.steady().milliseconds)
    guard wait <= 0 else {
      return screen.loop.at(SystemClock.monotonicMs() + wait, "demo") { [unowned self] in play() }
    }
    next += 1
    let code = codes[step.party] ?? ""
    let words = step.words(code: code) { opens.advanced(byMilliseconds: $0).description }
    screen.give(words) { [unowned self] answer in
      if words.starts(with: ["order", "open"]) {
        codes[step.party] = String(answer.text.prefix { $0 != ":" })
      }
      play()
    }
  }
}
