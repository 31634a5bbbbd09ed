extension Figure {
  /// P14: from a key that moves the selection to the last byte of the changed picture, 200 tickets.
  static let p14 = Figure(name: "P14", measure: "key press to changed frame") {
    let galley = try Galley()
    let scratch = try ScratchDirectory()
    let data = scratch.path + "/data"
    try BusyBoard.write(tickets: 200, to: data)
    let terminal = try BoardTerminal(galley, data: data)
    _ = try terminal.burst(quietMs: 300)
    var times: [Double] = []
    for press in 0..<400 {
      let start = ContinuousClock.now
      terminal.press(press.isMultiple(of: 2) ? "j" : "k")
      times.append(milliseconds(from: start, to: try terminal.burst(quietMs: 5).end))
    }
    terminal.child.end()
    return [
      Result(
        label: "key press to changed frame, 200 tickets, p50", ours: median(times), unit: "ms", reach: .none),
      Result(
        label: "key press to changed frame, 200 tickets, p99", ours: quantile(0.99, of: times), unit: "ms",
        reach: .atMost(16), stretch: .atMost(5)),
    ]
  }
}
