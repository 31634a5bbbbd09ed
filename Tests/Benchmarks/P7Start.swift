extension Figure {
  /// P7: from the start of `galley kitchen` in a terminal to the last byte of its first picture.
  static let p7 = Figure(name: "P7", measure: "start to first frame") {
    let galley = try Galley()
    let small = try History.directory(10_000, .checkpointed)
    let large = try History.directory(1_000_000, .checkpointed)
    func start(_ path: String) throws -> Double {
      let terminal = try BoardTerminal(galley, data: path)
      let took = milliseconds(from: terminal.started, to: try terminal.burst().end)
      terminal.child.end()
      return took
    }
    let times = try medians(rounds: 9) {
      try start(large)
    } _: {
      try start(small)
    }
    return [
      Result(
        label: "start to first frame in a pty, 1,000,000 events beside 10,000", ours: times.ours,
        yardstick: times.yardstick, unit: "ms", reach: .atMost(1.2)),
      Result(
        label: "start to first frame with 1,000,000 events", ours: times.ours, unit: "ms",
        reach: .atMost(150), stretch: .atMost(60)),
    ]
  }
}
