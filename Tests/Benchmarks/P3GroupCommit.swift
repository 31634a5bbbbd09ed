import EventLog
import Glibc
import Host

extension Figure {
  /// P3: appends a second when 64 writers wait, each for its own acknowledgement.
  static let p3 = Figure(name: "P3", measure: "appends a second with 64 waiting writers") {
    let (count, writers) = (32_000, 64)
    var ours: [Double] = []
    var yardstick: [Double] = []
    for _ in 0..<7 {
      var workload = Workload()
      let events = try workload.next(count)
      let lines = events.map(\.line)
      let scratch = try ScratchDirectory()
      let worker = try LogWorker(try scratch.openLog())
      let sqlite = try SQLiteYardstick(path: scratch.path + "/yardstick.db")
      ours.append(
        Double(count)
          / (seconds {
            var (handedOver, acknowledged) = (0, 0)
            while acknowledged < count {
              while handedOver < count, handedOver - acknowledged < writers {
                let batch = BatchNumber(UInt64(handedOver + 1))
                worker.put(.append([events[handedOver]], batch, isWhole: false, refusalsHeard: 0))
                handedOver += 1
              }
              var ready = pollfd(fd: worker.wakeUpDescriptor, events: Int16(POLLIN), revents: 0)
              _ = poll(&ready, 1, -1)
              for case .durable(let upTo, _) in worker.takeOutcomes() { acknowledged = Int(upTo.number) }
            }
          }))
      yardstick.append(
        Double(count)
          / (try seconds {
            for start in stride(from: 0, to: count, by: writers) {
              try sqlite.commit(lines[start..<(start + writers)])
            }
          }))
      worker.close()
    }
    return [
      Result(
        label: "SQLite 3, 64 rows a commit", ours: median(ours), yardstick: median(yardstick), unit: "/s",
        reach: .atLeast(1.1))
    ]
  }
}
