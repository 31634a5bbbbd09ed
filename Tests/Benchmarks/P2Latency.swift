import EventLog
import Glibc

extension Figure {
  /// P2: how long an append takes, beside a bare write and sync of the same bytes.
  static let p2 = Figure(name: "P2", measure: "append latency") {
    let count = 2000
    var ours: (p50: [Double], p99: [Double]) = ([], [])
    var bare: (p50: [Double], p99: [Double]) = ([], [])
    for _ in 0..<9 {
      var workload = Workload()
      let scratch = try ScratchDirectory()
      let log = try scratch.openLog()
      let file = open(scratch.path + "/bare", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
      var (oursTook, bareTook): ([Double], [Double]) = ([], [])
      // One of ours, one of theirs: what else goes on in the machine meets both alike.
      for event in try workload.next(count) {
        oursTook.append(
          try seconds {
            try log.append([event])
            try log.sync()
          })
        let line = event.line + [UInt8(ascii: "\n")]
        bareTook.append(
          seconds {
            _ = write(file, line, line.count)
            _ = fdatasync(file)
          })
      }
      close(file)
      try log.close()
      ours.p50.append(median(oursTook) * 1e6)
      ours.p99.append(quantile(0.99, of: oursTook) * 1e6)
      bare.p50.append(median(bareTook) * 1e6)
      bare.p99.append(quantile(0.99, of: bareTook) * 1e6)
    }
    return [
      Result(
        label: "p50, bare write and fdatasync", ours: median(ours.p50), yardstick: median(bare.p50),
        unit: "µs",
        reach: .atMost(1.4)),
      Result(
        label: "p99, bare write and fdatasync", ours: median(ours.p99), yardstick: median(bare.p99),
        unit: "µs",
        reach: .atMost(2)),
    ]
  }
}
