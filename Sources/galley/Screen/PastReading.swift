import EventLog
import Events
import Host
import Screens
import Venue

/// Reads the last part of the log for a screen's time scrubber, on a thread of its own.
enum PastReading {
  /// A full house's two days; decoded and folded in about a second on a small box, while the board goes on.
  static let eventsLimit = 50_000

  typealias Answer = (Result<Lookback, Failure>) -> Void

  /// - Parameters:
  ///   - durable: how far the log may be read.
  ///   - house: as it stands now; what is in memory need not come from the log.
  static func start(
    on loop: EventLoop, disk: PosixDisk, durable: LogPosition, house: House, since: Timestamp,
    _ answer: @escaping Answer
  ) {
    do throws(DiskFault) {
      try SideJob.start(on: loop) {
        Result<Read, DiskFault> { () throws(DiskFault) in
          try read(LogReader(on: disk, durable: durable), house, since)
        }
      } done: { result in
        answer(
          result.map { $0.lookback(offsets: .around(SystemClock.wall(), since: $0.history.since)) }.mapError(
            failure))
      }
    } catch {
      answer(.failure(failure(error)))
    }
  }

  private static func failure(_ fault: DiskFault) -> Failure {
    Failure(.disk, "disk", "the past can't be read, and nothing else is wrong with the board: \(fault)")
  }

  struct Read: Sendable {
    let history: HouseHistory
    let isBounded: Bool

    func lookback(offsets: LocalOffsets) -> Lookback {
      Lookback(history, offsets: offsets, isBounded: isBounded)
    }
  }

  /// All orders that had events since then, each whole: those that were opened before are looked up one by one.
  static func read(_ reader: LogReader, _ house: House, _ since: Timestamp) throws(DiskFault) -> Read {
    let recent = try reader.recent(since: since, limitEvents: eventsLimit)
    var events = recent.events.filter { $0.orderID.map { house.orders[$0] == nil } ?? false }
    let opened = Set(events.lazy.filter { $0.type == .orderOpened }.compactMap(\.orderID))
    let begun = Set(events.compactMap(\.orderID)).subtracting(opened)
    for order in begun.sorted() { events += try reader.events(of: order) }
    return Read(
      history: HouseHistory(house, events: events, since: recent.since), isBounded: recent.isBounded)
  }
}
