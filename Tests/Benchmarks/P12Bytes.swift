extension Figure {
  /// P12: what the terminal is sent when something changes, beside a repaint of all of it (Ctrl-L).
  static let p12 = Figure(name: "P12", measure: "bytes to the terminal") {
    try [BoardTerminal.Size.usual, .large].flatMap { size in
      // Few tickets are drawn in large letters, 200 fill pages in plain ones.
      try [3, 12, 200].flatMap { try RepaintedBoard(tickets: $0, size: size).results() }
    }
  }
}

/// A board at which one thing after the other changes.
struct RepaintedBoard {
  private static let rounds = 6
  /// Longer than the second in which a timer ticks, should one be shown.
  private static let tickLimitMs: Int32 = 1_200

  let tickets: Int
  let size: BoardTerminal.Size

  func results() throws -> [Figure.Result] {
    let galley = try Galley()
    let scratch = try ScratchDirectory()
    let data = scratch.path + "/data"
    try BusyBoard.write(tickets: tickets, to: data)
    let terminal = try BoardTerminal(galley, data: data, size: size)
    defer { terminal.end() }
    _ = try terminal.burst(quietMs: 100)
    var (repaint, tick): ([Double], [Double]) = ([], [])
    var bytes = changes.map { _ in [Double]() }
    for round in 0..<Self.rounds {
      // Each starts behind a tick, so that the next one is most of a second away.
      tick.append(bytesOfATick(on: terminal))
      terminal.press("\u{0C}")
      repaint.append(Double(try terminal.burst().bytes))
      for (index, change) in changes.enumerated() {
        _ = bytesOfATick(on: terminal)
        try galley.run(["--data", data, "order"] + change.words(round))
        bytes[index].append(Double(try terminal.burst().bytes))
      }
    }
    let place = "\(tickets) tickets at \(size)"
    func result(_ label: String, _ bytes: [Double]) -> Figure.Result {
      Figure.Result(
        label: "bytes when \(label), \(place); a full repaint", ours: median(bytes),
        yardstick: median(repaint),
        unit: "bytes", reach: .atMost(0.08), stretch: .atMost(0.04))
    }
    return zip(changes, bytes).map { result($0.label, $1) } + [result("the timers tick", tick)]
  }

  /// What happens to one ticket, there and back again.
  private struct Change {
    let label: String
    let words: (_ round: Int) -> [String]
  }

  private var changes: [Change] {
    // The last of those that are cooking, or one of the last: a rush puts it before the others. Codes have two digits.
    let last = min((tickets - 2) / 3 * 3 + 2, 98)
    let rushed = last < 10 ? "B0\(last)" : "B\(last)"
    return [
      Change(label: "a line changes") { ["quantity", "B01", "1", String(2 + $0)] },
      Change(label: "a rush comes in") { ["rush", rushed] + ($0.isMultiple(of: 2) ? [] : ["--off"]) },
      Change(label: "a ticket goes to the next column") {
        [$0.isMultiple(of: 2) ? "start" : "recall", "B01"]
      },
      // The first of them, which goes behind the others.
      Change(label: "a delay comes in") { ["delay", "B02", $0.isMultiple(of: 2) ? "10" : "0"] },
    ]
  }

  /// What the next tick sends; a board whose timers stand still for a second sends nothing.
  private func bytesOfATick(on terminal: BoardTerminal) -> Double {
    Double(terminal.burst(withinMs: Self.tickLimitMs)?.bytes ?? 0)
  }
}
