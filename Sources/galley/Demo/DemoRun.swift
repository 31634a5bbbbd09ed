import Events
import Host
import Screens

/// `galley demo`: a scratch house with a menu and a dinner rush, shown on the board.
///
/// The guests who came before the rush are played as fast as the disk allows; from then on the evening runs at
/// the chosen speed, on a clock of its own. Every step is a command line, as a person would type it.
final class DemoRun {
  private let steps: [DemoStep]
  private let speed: Int64
  private let clock = HouseClock()
  private let opens: Timestamp
  private var next = 0
  private var codes: [Int: String] = [:]
  private var screen: FullScreen?
  private let data: String

  private let themeName: String?

  init(seed: UInt64, speed: Int, themeName: String?) throws {
    self.themeName = themeName
    steps = DinnerRush(seed: seed).steps
    self.speed = Int64(speed)
    opens = SystemClock.wall().advanced(byMilliseconds: -DinnerRush.rushMilliseconds.lowerBound)
    data = try ThisProcess.makeScratchDirectory()
  }

  /// - Returns: the exit status.
  func run() throws -> Int32 {
    clock.set(opens, speed: speed)
    let options = Options(ofDemoIn: data, themeName: themeName)
    let menu = "\(data)/menu.json"
    try OutputFile.write(Array(DemoMenu.text.utf8), to: menu)
    let screen = try FullScreen(.kitchen, options, .none, clock: clock)
    self.screen = screen
    screen.give(["menu", "import", menu]) { [weak self] _ in self?.play() }
    let status = try screen.run()
    StandardStreams.print("The demo's house is in \(data); it may be deleted.\n")
    return status
  }

  /// Does the next step when its time has come.
  private func play() {
    guard next < steps.count, let screen else { return }
    let step = steps[next]
    let isBeforeRush = step.atMilliseconds < DinnerRush.rushMilliseconds.lowerBound
    let time = opens.advanced(byMilliseconds: step.atMilliseconds)
    if isBeforeRush { clock.set(time, speed: speed) }
    let wait = clock.processMs(for: time.milliseconds - clock.steady().milliseconds)
    guard wait <= 0 else {
      return screen.loop.at(SystemClock.monotonicMs() + wait, "demo") { [weak self] in self?.play() }
    }
    next += 1
    let code = codes[step.party] ?? ""
    let words = step.words(code: code) { opens.advanced(byMilliseconds: $0).description }
    screen.give(words) { [weak self] answer in
      if words.starts(with: ["order", "open"]) {
        self?.codes[step.party] = String(answer.text.prefix { $0 != ":" })
      }
      self?.play()
    }
  }
}
