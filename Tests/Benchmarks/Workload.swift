import EventLog
import Events
import Foundation
import Host
import Venue

/// The same events for every figure of the log: a kitchen's, some 430 bytes a line.
struct Workload {
  static let venue = "maple"
  static let now = Timestamp(clamping: 1_795_000_000_000)

  let origin: Origin
  private var tip: ChainTip
  private var count: UInt64 = 0

  init() {
    guard let origin = Origin(terminal: "till", random: 1) else {
      preconditionFailure("a name of a terminal")
    }
    self.origin = origin
    tip = ChainTip(before: origin, venue: Self.venue)
  }

  /// An order holds five events.
  mutating func next() throws -> Event {
    count += 1
    let time = Self.now.advanced(byMilliseconds: Int64(count) * 700)
    let order = UUIDv7(
      at: Self.now.advanced(byMilliseconds: Int64(count / 5) * 3500),
      random: RandomBits(high: 3, low: count / 5))
    var payload = PayloadWriter()
    payload.set("from", "preparing")
    payload.set("items", [item(1), item(2)])
    payload.set("round", 1 as Int64)
    payload.set("to", "ready")
    let draft = EventDraft(
      id: EventID(UUIDv7(at: time, random: RandomBits(high: count, low: count))),
      stamp: StreamClock().stamp(wall: time, latestInStream: nil), orderID: OrderID(order),
      type: .statusChanged, entity: .order, source: .staff, actor: "Mira", payload: payload)
    let event = try draft.sealed(origin: origin, after: tip)
    tip = ChainTip(seq: event.seq, hash: event.hash)
    return event
  }

  mutating func next(_ count: Int) throws -> [Event] {
    var events: [Event] = []
    for _ in 0..<count { events.append(try next()) }
    return events
  }

  private func item(_ number: UInt64) -> PayloadWriter {
    var item = PayloadWriter()
    item.set("from", "preparing")
    item.set("item_id", UUIDv7(at: Self.now, random: RandomBits(high: number, low: count)))
    return item
  }
}

/// A directory of its own on the disk that the working directory is on: temporary ones may lie in memory.
final class ScratchDirectory {
  let path: String

  init() throws {
    path = FileManager.default.currentDirectoryPath + "/.build/benchmark-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func openLog() throws -> EventLog {
    let disk = try PosixDisk(root: path + "/data", program: "benchmark")
    return try EventLog.open(
      on: disk, venue: Workload.venue, reduction: House.reduction, at: Workload.now
    ) { _ in }
  }
}
