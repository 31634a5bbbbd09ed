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
  /// The event's.
  public let id: String
  /// The order, or whatever else it is of: those of one stream go out one after the other.
  let stream: String
  public let event: JSON
  let bytes: Int
  public internal(set) var tries = 0
  public internal(set) var firstTriedAt: Timestamp?
  var state = State.ready
  /// How many events the partner had taken when it did not take this one last.
  private var deliveredThen: Int64?
  /// How often it was not taken though others were, since it was tried before.
  private var doubts = 0

  init(_ source: Source, event: JSON) {
    self.source = source
    self.event = event
    id = event["id"]?.string ?? ""
    stream = event["subject"]?.string ?? Self.entity(of: event)
    bytes = event.compactText.utf8.count
  }

  private static func entity(of event: JSON) -> String {
    let data = event["data"]
    return "\(data?["entity_type"]?.string ?? "") \(data?["entity_id"]?.string ?? "")"
  }

  /// - Returns: nil for a line that no partner gets.
  init?(_ line: LogScan.Line, venue: String) {
    guard case .success(let event) = line.content, let cloud = CloudEvent(event, venue: venue) else {
      return nil
    }
    self.init(.log(line.position, event.origin, seq: event.seq), event: cloud.json)
  }

  /// What the partner names it by: no other has the same, also where the log was rewritten meanwhile.
  public var cursor: String { id }

  /// Whether the event is to blame, and not the partner: while this one was tried again and again, others were taken.
  var isSuspect: Bool { doubts >= DeliverySchedule.suspectAfter }

  mutating func doubt(delivered: Int64) {
    if let deliveredThen, delivered > deliveredThen { doubts += 1 }
    deliveredThen = delivered
  }

  /// Somebody has mended something.
  mutating func forgive() {
    state = .ready
    doubts = 0
    deliveredThen = nil
  }

  /// A number that belongs to this event and this try.
  var spread: UInt64 {
    id.utf8.reduce(UInt64(tries)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
