extension Figure {
  /// P12: what the terminal is sent when something changes, beside a repaint of all of it (Ctrl-L).
  static let p12 = Figure(name: "P12", measure: "bytes to the terminal") {
    let galley = try Galley()
    let scratch = try ScratchDirectory()
    let data = scratch.path + "/data"
    try BusyBoard.write(tickets: 12, to: data)
    let terminal = try BoardTerminal(galley, data: data)
    _ = try terminal.burst(quietMs: 100)
    var (repaint, change, bump, tick): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    for round in 0..<8 {
      // Each starts behind a tick, so that the next one is most of a second away.
      tick.append(Double(try terminal.burst().bytes))
      terminal.press("\u{0C}")
      repaint.append(Double(try terminal.burst().bytes))
      _ = try terminal.burst()
      try galley.run(["--data", data, "order", "quantity", "B01", "1", String(2 + round)])
      change.append(Double(try terminal.burst().bytes))
      _ = try terminal.burst()
      try galley.run(["--data", data, "order", round.isMultiple(of: 2) ? "start" : "recall", "B01"])
      bump.append(Double(try terminal.burst().bytes))
    }
    terminal.child.end()
    func result(_ label: String, _ bytes: [Double]) -> Result {
      Result(
        label: "\(label); a full repaint", ours: median(bytes), yardstick: median(repaint), unit: "bytes",
        reach: .atMost(0.08), stretch: .atMost(0.04))
    }
    return [
      result("bytes when a line of one of 12 tickets changes", change),
      result("bytes when one of 12 tickets goes to the next column", bump),
      result("bytes when 12 timers tick", tick),
    ]
  }
}
