import Control
import EventLog
import Events

/// An event that is on its way to a partner.
public struct DeliveryEntry: Hashable, Sendable {
  /// Where it came from.
  public enum Source: Hashable, Sendable {
    case log(LogPosition, Origin, seq: Int64)
    /// It had been given up, and somebody wants it sent again.
    case deadLetter
  }

  enum State: Hashable, Sendable {
    case ready
    case sent
    /// On the monotonic clock.
    case waiting(untilMs: Int64)
  }

  public let source: Source
  /// The order, or whatever else it is of: those of one stream go out one after the other.
  let stream: String
  public let event: JSON
  let bytes: Int
  public internal(set) var tries = 0
  public internal(set) var firstTriedAt: Timestamp?
  var state = State.ready

  init(_ source: Source, stream: String, event: JSON) {
    self.source = source
    self.stream = stream
    self.event = event
    bytes = event.compactText.utf8.count
  }

  /// - Returns: nil for a line that no partner gets.
  init?(_ line: LogScan.Line, venue: String) {
    guard case .success(let event) = line.content, let cloud = CloudEvent(event, venue: venue) else {
      return nil
    }
    let stream = event.orderID?.description ?? "\(event.entity.text) \(event.entityID?.text ?? "")"
    self.init(.log(line.position, event.origin, seq: event.seq), stream: stream, event: cloud.json)
  }

  public var id: String { event["id"]?.string ?? "" }

  /// What the partner names it by.
  public var cursor: String {
    switch source {
    case .log(let position, _, _): position.text
    case .deadLetter: "again-\(id)"
    }
  }

  /// A number that belongs to this event and this try.
  var spread: UInt64 {
    id.utf8.reduce(UInt64(tries)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
