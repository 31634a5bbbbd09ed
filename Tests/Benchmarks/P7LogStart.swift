import EventLog
import Events
import Glibc
import Host

extension Figure {
  /// P7, the log's part: from the checkpoint of a long history and what came after it to the last event handed over.
  ///
  /// 200 live orders are retained with 7,500 lines, and 5,000 events came after the checkpoint.
  static let p7 = Figure(name: "P7", measure: "start of the log with 1 M events of history") {
    let long = try History(events: 1_000_000)
    let short = try History(events: 10_000)
    var (ours, yardstick): ([Double], [Double]) = ([], [])
    for _ in 0..<9 {
      ours.append(try seconds { try long.start() } * 1000)
      yardstick.append(try seconds { try short.start() } * 1000)
    }
    let old = try long.lookUp()
    print("    an order from long ago: \(rounded(old.first)) ms at first, \(rounded(old.later)) ms later")
    return [
      Result(
        label: "10 k events", ours: median(ours), yardstick: median(yardstick), unit: "ms",
        reach: .atMost(1.2)),
      Result(label: "the bound", ours: median(ours), yardstick: 150, unit: "ms", reach: .atMost(1)),
    ]
  }
}

/// A log with so many events before its checkpoint.
private final class History {
  private let scratch: ScratchDirectory
  private let oldOrder: OrderID?

  init(events count: Int) throws {
    scratch = try ScratchDirectory()
    let log = try scratch.openLog()
    var workload = Workload()
    var retained: [[UInt8]] = []
    var firstOrder: OrderID?
    for _ in 0..<(count / 1000) {
      let batch = try workload.next(1000)
      firstOrder = firstOrder ?? batch[500].orderID
      try log.append(batch)
      retained = Array((retained + batch.map(\.line)).suffix(7500))
    }
    try log.checkpoint(retained: retained, blob: [UInt8](repeating: 7, count: 100_000))
    for _ in 0..<5 { try log.append(try workload.next(1000)) }
    while try log.rest() {}
    try log.close()
    oldOrder = firstOrder
  }

  func start() throws { try scratch.openLog().close() }

  /// How long it takes to find an order, in milliseconds: at first, and once the reader knows its way.
  func lookUp() throws -> (first: Double, later: Double) {
    let log = try scratch.openLog()
    let reader = LogReader(
      on: try PosixDisk(root: scratch.path + "/data", program: "benchmark"), durable: log.durable)
    guard let oldOrder else { return (.nan, .nan) }
    var found = 0
    let first = try seconds { found = try reader.events(of: oldOrder).count }
    precondition(found == 5, "the order has five events")
    let later = try seconds { _ = try reader.events(of: oldOrder) }
    try log.close()
    return (first * 1000, later * 1000)
  }
}
