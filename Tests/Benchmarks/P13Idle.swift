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
        label: "wake-ups a second, 12 tickets", ours: working.wakeUps / IdleBoard.seconds, unit: "/s",
        reach: .atMost(1.1)),
      Result(
        label: "thread sleeps a second, 12 tickets", ours: working.sleeps / IdleBoard.seconds, unit: "/s",
        reach: .atMost(1.1)),
      Result(
        label: "share of a core, 12 tickets", ours: working.cpuSeconds / IdleBoard.seconds * 100, unit: "%",
        reach: .atMost(0.3)),
      Result(
        label: "wake-ups a minute, no tickets, no peers", ours: resting.wakeUps, unit: "/min",
        reach: .atMost(1)),
      Result(
        label: "thread sleeps a minute, no tickets, no peers", ours: resting.sleeps, unit: "/min",
        reach: .atMost(1)),
    ]
  }
}

/// A board that is watched for a minute.
final class IdleBoard {
  static let seconds = 60.0

  struct Use {
    let wakeUps: Double
    let sleeps: Double
    let cpuSeconds: Double
  }

  let terminal: BoardTerminal
  private let galley: Galley
  private let scratch: ScratchDirectory
  private let data: String
  private let atStart: (wakeUps: Int, use: ProcessUse)

  init(tickets: Int) throws {
    galley = try Galley()
    scratch = try ScratchDirectory()
    data = scratch.path + "/data"
    try BusyBoard.write(tickets: tickets, to: data)
    terminal = try BoardTerminal(galley, data: data)
    _ = try terminal.burst(quietMs: 300)
    // What it puts off until nothing else is to do is done by then.
    _ = terminal.read(forSeconds: 2)
    _ = try Self.wakeUps(galley, data)
    let asked = try Self.wakeUps(galley, data)
    // The end of the command that asked is heard before the watch begins.
    _ = terminal.read(forSeconds: 1)
    atStart = (asked, try ProcessUse(of: terminal.child.id))
  }

  deinit { terminal.child.end() }

  /// What was used since the start; asking counts as the wake-ups that asking takes.
  func use() throws -> Use {
    let end = try ProcessUse(of: terminal.child.id)
    let first = try Self.wakeUps(galley, data)
    let second = try Self.wakeUps(galley, data)
    let asking = second - first
    return Use(
      wakeUps: Double(max(0, first - atStart.wakeUps - asking)),
      sleeps: Double(end.sleeps - atStart.use.sleeps),
      cpuSeconds: end.cpuSeconds - atStart.use.cpuSeconds)
  }

  private static func wakeUps(_ galley: Galley, _ path: String) throws -> Int {
    let text = try galley.run(["--data", path, "metrics"])
    let line = text.split(separator: "\n").first { $0.hasPrefix("galley_wake_ups_total ") }
    return line?.split(separator: " ").last.flatMap { Int($0) } ?? 0
  }
}
