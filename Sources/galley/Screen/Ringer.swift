import Host
import Screens

/// Makes the sounds of a screen: strokes of the terminal's bell, or programs beside this one.
///
/// Nothing waits here: strokes are spaced by the loop's deadlines, and of each kind one program runs at a time.
final class Ringer {
  private let rings: (Sound) -> Ring
  private let loop: EventLoop
  private let strike: (Sound) -> Void
  private let say: (String) -> Void
  private var children: [Sound: ChildProcess] = [:]
  /// What the bell is ringing for, and how often it still will.
  private var ringing: (sound: Sound, strokesLeft: Int)?
  /// Kinds whose failure was said.
  private var failed: Set<Sound> = []

  static let strokeMs: Int64 = 250

  /// - Parameters:
  ///   - rings: how a sound is made.
  ///   - strike: one stroke of the bell.
  ///   - say: shows a sentence; called once for each kind at most.
  init(
    _ rings: @escaping (Sound) -> Ring, loop: EventLoop, strike: @escaping (Sound) -> Void,
    say: @escaping (String) -> Void
  ) {
    self.rings = rings
    self.loop = loop
    self.strike = strike
    self.say = say
  }

  func ring(_ sound: Sound) {
    switch rings(sound) {
    case .off: break
    case .bell(let strokes): ringBell(sound, strokes)
    case .run(let words): run(words, sound)
    }
  }

  /// Strokes of two kinds that mix count as neither, so the more urgent one rings.
  private func ringBell(_ sound: Sound, _ strokes: Int) {
    if let ringing, ringing.sound >= sound { return }
    ringing = (sound, strokes)
    stroke()
  }

  private func stroke() {
    guard let (sound, left) = ringing else { return }
    guard left > 0 else {
      ringing = nil
      return
    }
    strike(sound)
    ringing = (sound, left - 1)
    // Also after the last one: what follows at once would sound like one stroke more.
    loop.at(SystemClock.monotonicMs() + Self.strokeMs, "bell") { [weak self] in self?.stroke() }
  }

  private func run(_ words: [String], _ sound: Sound) {
    guard children[sound] == nil else { return }
    do throws(SystemFault) {
      children[sound] = try ChildProcess(
        words, on: loop, name: sound.setting, limitMs: Ring.commandLimitMs
      ) { [weak self] end in
        self?.children[sound] = nil
        self?.hear(end, of: words, sound)
      }
    } catch {
      fail(sound, error.description)
    }
  }

  private func hear(_ end: ChildProcess.End, of words: [String], _ sound: Sound) {
    let program = words.first ?? ""
    switch end {
    case .exited(0): break
    case .exited(let status): fail(sound, "\(program) ended with status \(status)")
    case .killed(let signal): fail(sound, "\(program) was ended by signal \(signal)")
    case .tooLong: fail(sound, "\(program) took more than \(Ring.commandLimitMs / 1_000) s and was ended")
    }
  }

  private func fail(_ sound: Sound, _ what: String) {
    guard failed.insert(sound).inserted else { return }
    say("\(sound.setting): \(what); the board goes on without it")
  }
}

extension Sound {
  /// Where the terminal's bell has a pitch, each kind has its own: low where somebody should stop.
  var pitchHertz: Int {
    switch self {
    case .late: 1_500
    case .attention: 1_250
    case .new: 750
    case .changed: 1_000
    case .void: 400
    }
  }
}
