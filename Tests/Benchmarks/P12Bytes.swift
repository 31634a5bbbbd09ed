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
    var changes = Self.changes.map { _ in [Double]() }
    for round in 0..<Self.rounds {
      // Each starts behind a tick, so that the next one is most of a second away.
      tick.append(bytesOfATick(on: terminal))
      terminal.press("\u{0C}")
      repaint.append(Double(try terminal.burst().bytes))
      for (index, change) in Self.changes.enumerated() {
        _ = bytesOfATick(on: terminal)
        try galley.run(["--data", data, "order"] + change.words(round))
        changes[index].append(Double(try terminal.burst().bytes))
      }
    }
    let place = "\(tickets) tickets at \(size)"
    func result(_ label: String, _ bytes: [Double]) -> Figure.Result {
      Figure.Result(
        label: "bytes when \(label), \(place); a full repaint", ours: median(bytes),
        yardstick: median(repaint),
        unit: "bytes", reach: .atMost(0.08), stretch: .atMost(0.04))
    }
    return zip(Self.changes, changes).map { result($0.label, $1) } + [result("the timers tick", tick)]
  }

  /// What happens to one ticket, there and back again.
  private static let changes: [(label: String, words: @Sendable (_ round: Int) -> [String])] = [
    ("a line changes", { ["quantity", "B01", "1", String(2 + $0)] }),
    // While two tickets stand before it.
    ("a rush comes in", { ["rush", "B03"] + ($0.isMultiple(of: 2) ? [] : ["--off"]) }),
    ("a ticket goes to the next column", { [$0.isMultiple(of: 2) ? "start" : "recall", "B01"] }),
    ("a delay comes in", { ["delay", "B02", $0.isMultiple(of: 2) ? "10" : "0"] }),
  ]

  /// What the next tick sends; a board whose timers stand still for a second sends nothing.
  private func bytesOfATick(on terminal: BoardTerminal) -> Double {
    Double(terminal.burst(withinMs: Self.tickLimitMs)?.bytes ?? 0)
  }
}
