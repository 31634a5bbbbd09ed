extension Figure {
  /// P13: how often a board wakes up and what it uses while nobody touches it.
  static let p13 = Figure(name: "P13", measure: "an idle board") {
    let busy = try IdleBoard(tickets: 12)
    let empty = try IdleBoard(tickets: 0)
    _ = busy.terminal.read(forSeconds: IdleBoard.seconds)
    _ = empty.terminal.read(forSeconds: 0)
    let (working, resting) = (try busy.use(), try empty.use())
    return [
      Result(
        label: "wake-ups a second, 12 tickets", ours: working.wakeUps, unit: "/s", reach: .atMost(1.1)),
      Result(
        label: "thread sleeps a second, 12 tickets", ours: working.sleeps, unit: "/s", reach: .atMost(1.1)),
      Result(
        label: "share of a core, 12 tickets", ours: working.cpu * 100, unit: "%", reach: .atMost(0.3)),
      Result(
        label: "wake-ups a minute, no tickets, no peers", ours: resting.wakeUps * 60, unit: "/min",
        reach: .atMost(1)),
      Result(
        label: "thread sleeps a minute, no tickets, no peers", ours: resting.sleeps * 60, unit: "/min",
        reach: .atMost(1)),
      Result(
        label: "wake-ups that asking for the counter takes, left out above", ours: Double(resting.asking),
        unit: "", reach: .none),
    ]
  }
}

/// A board that is watched for a minute.
///
/// The loop's counter is read by a command, which wakes the board itself. The kernel's figures cost it nothing:
/// they are read inside the watch, the counter around it.
final class IdleBoard {
  static let seconds = 60.0

  /// What was used by the board itself, for each second.
  struct Use {
    let wakeUps: Double
    let sleeps: Double
    let cpu: Double
    /// How many wake-ups one question for the counter makes.
    let asking: Int
  }

  private struct Asked {
    let wakeUps: Int
    let at: ContinuousClock.Instant
  }

  let terminal: BoardTerminal
  private let galley: Galley
  private let scratch: ScratchDirectory
  private let data: String
  private let asked: Asked
  private let atStart: (use: ProcessUse, at: ContinuousClock.Instant)

  init(tickets: Int) throws {
    galley = try Galley()
    scratch = try ScratchDirectory()
    data = scratch.path + "/data"
    try BusyBoard.write(tickets: tickets, to: data)
    terminal = try BoardTerminal(galley, data: data)
    _ = try terminal.burst(quietMs: 300)
    // What it puts off until nothing else is to do is done by then.
    _ = terminal.read(forSeconds: 2)
    asked = try Self.ask(galley, data)
    // The end of the command that asked is heard before the kernel is.
    _ = terminal.read(forSeconds: 1)
    atStart = (try ProcessUse(of: terminal.child.id), .now)
  }

  deinit { terminal.end() }

  func use() throws -> Use {
    let end = try ProcessUse(of: terminal.child.id)
    let watched = milliseconds(from: atStart.at, to: .now) / 1000
    let last = try Self.ask(galley, data)
    let asking = try wakeUpsOfAsking(after: last)
    let counted = milliseconds(from: asked.at, to: last.at) / 1000
    // Between two answers lie the end of the first question and the beginning of the second: one in all.
    return Use(
      wakeUps: Double(last.wakeUps - asked.wakeUps - asking) / counted,
      sleeps: Double(end.sleeps - atStart.use.sleeps) / watched,
      cpu: (end.cpuSeconds - atStart.use.cpuSeconds) / watched, asking: asking)
  }

  /// Of several questions in a row most meet no tick, so the fewest wake-ups between two are those of asking alone.
  private func wakeUpsOfAsking(after first: Asked) throws -> Int {
    var last = first
    var fewest = Int.max
    for _ in 0..<8 {
      let next = try Self.ask(galley, data)
      fewest = min(fewest, next.wakeUps - last.wakeUps)
      last = next
    }
    return fewest
  }

  private static func ask(_ galley: Galley, _ path: String) throws -> Asked {
    let text = try galley.run(["--data", path, "metrics"])
    let line = text.split(separator: "\n").first { $0.hasPrefix("galley_wake_ups_total ") }
    guard let count = line?.split(separator: " ").last.flatMap({ Int($0) }) else { throw NoCounter() }
    return Asked(wakeUps: count, at: .now)
  }

  struct NoCounter: Error, CustomStringConvertible {
    var description: String { "galley metrics tells no galley_wake_ups_total" }
  }
}
