extension Figure {
  /// P7: from the start of `galley kitchen` in a terminal to the last byte of its first picture.
  static let p7 = Figure(name: "P7", measure: "start to first frame") {
    let galley = try Galley()
    func start(_ events: Int, guests: Int = 0) throws -> Double {
      // Asked for in each round: what the one before left is put right outside of the time that counts.
      let path = try History.directory(events, guests: guests, .checkpointed)
      let terminal = try BoardTerminal(galley, data: path)
      let took = milliseconds(from: terminal.started, to: try terminal.burst().end)
      terminal.child.cut()
      return took
    }
    let times = try medians(rounds: 9) {
      try start(1_000_000)
    } _: {
      try start(10_000)
    }
    let crowded = try medians(rounds: 9) {
      try start(10_000, guests: 1_000_000)
    } _: {
      try start(10_000)
    }
    return [
      Result(
        label: "start to first frame in a pty, 1,000,000 events beside 10,000", ours: times.ours,
        yardstick: times.yardstick, unit: "ms", reach: .atMost(1.2)),
      Result(
        label: "start to first frame with 1,000,000 events", ours: times.ours, unit: "ms",
        reach: .atMost(150), stretch: .atMost(60)),
      Result(
        label: "start to first frame, 1,000,000 events of sessions and voices more, beside none",
        ours: crowded.ours, yardstick: crowded.yardstick, unit: "ms", reach: .atMost(1.2)),
    ]
  }
}
