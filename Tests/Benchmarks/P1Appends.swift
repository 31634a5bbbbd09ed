import EventLog

extension Figure {
  /// P1: acknowledged appends a second, one at a time.
  static let p1 = Figure(name: "P1", measure: "acknowledged appends a second, one at a time") {
    let count = 2000
    var ours: [Double] = []
    var yardstick: [Double] = []
    for _ in 0..<9 {
      var workload = Workload()
      let events = try workload.next(count)
      let lines = events.map(\.line)
      let scratch = try ScratchDirectory()
      let log = try scratch.openLog()
      let sqlite = try SQLiteYardstick(path: scratch.path + "/yardstick.db")
      ours.append(
        Double(count)
          / (try seconds {
            for event in events {
              try log.append([event])
              try log.sync()
            }
          }))
      yardstick.append(
        Double(count) / (try seconds { for at in 0..<count { try sqlite.commit(lines[at...at]) } }))
      try log.close()
    }
    return [
      Result(
        label: "SQLite 3, WAL, synchronous=FULL", ours: median(ours), yardstick: median(yardstick),
        unit: "/s",
        reach: .atLeast(1.1))
    ]
  }
}
