import Dining
import Events

/// When the steps of one order came, for programs that plan work and know guests: nothing of it names anybody.
///
/// Moments are by the clock of whoever wrote the event, so that time between two of them is time that went by.
public struct ServiceTimes: Hashable, Sendable {
  public let id: OrderID
  public let type: OrderType
  public let table: ExactString?
  public let guests: Int64?
  public let opened: Timestamp
  /// When its guests sat down: when their visit began, where the order names one, else when it was opened.
  public let seated: Timestamp
  /// Those that were sent and of which something stands, by their numbers.
  public let rounds: [Round]
  /// Dishes that were sent and stand.
  public let dishes: [Dished]
  public let isCancelled: Bool
  /// The request that stands.
  public let billRequested: Timestamp?
  /// The payment with which all was covered; nil while something is due, and where there was nothing to pay.
  public let paid: Timestamp?
  /// When its table was free; nil while guests sit there, and where nobody knows.
  public let freed: Timestamp?
  /// Whether its guests are at its table.
  public let isSeated: Bool

  public struct Round: Hashable, Sendable {
    public let number: Int
    public let sent: Timestamp
    /// Nil while nobody has said of any of its dishes that it is ready.
    public let firstReady: Timestamp?
    /// Nil while one of its dishes is on its way, too.
    public let lastReady: Timestamp?
  }

  public struct Dished: Hashable, Sendable {
    public let menuitemID: ExactString
    public let name: String
    public let sent: Timestamp
    /// Nil where nobody said that it is ready.
    public let ready: Timestamp?
  }

  /// A visit that began longer before is somebody else's.
  private static let visitMs: Int64 = 6 * 3_600_000
  /// Why a table is free of which an imported order does not know when it was.
  public static let unknownFreeing = "imported"

  /// - Returns: nil while nobody is known to have opened the order.
  public init?(_ stream: OrderStream) {
    let order = stream.order
    guard let opening = order.opening else { return nil }
    id = order.id
    type = opening.type
    table = order.tableID
    guests = opening.guests
    opened = stream.events.first { $0.type == .orderOpened }?.writtenAt ?? opening.createdAt
    let visit = opening.session.map { Timestamp(clamping: $0.milliseconds) }
    let earliest = opened.advanced(byMilliseconds: -Self.visitMs)
    seated = visit.flatMap { [opened] in (earliest...opened).contains($0) ? $0 : nil } ?? opened
    isCancelled = order.isCancelled
    let sent = order.rounds.flatMap { round in
      order.items(ofRound: round.number).filter { !$0.isRemoved }.map { (round: round, item: $0) }
    }
    dishes = sent.map { round, item in
      Dished(
        menuitemID: item.dish.menuitemID, name: item.dish.name, sent: round.sentAt,
        ready: item.readyAt.map { max($0, round.sentAt) })
    }
    rounds = order.rounds.compactMap { round in
      let items = sent.filter { $0.round.number == round.number }.map(\.item)
      guard !items.isEmpty else { return nil }
      let ready = items.compactMap { $0.readyAt.map { max($0, round.sentAt) } }
      let isOpen = items.contains { $0.readyAt == nil && $0.status != .delivered }
      return Round(
        number: round.number, sent: round.sentAt, firstReady: ready.min(),
        lastReady: isOpen ? nil : ready.max())
    }
    billRequested = order.billRequest.flatMap { stream.event($0)?.writtenAt }
    paid = Self.paid(stream)
    let freeing = stream.events.last { $0.type == .tableFreed && $0.createdAt == order.tableFreedAt }
    var payload = freeing?.payload
    let isKnown = payload?.text("reason") != Self.unknownFreeing
    freed = isKnown ? freeing?.writtenAt : nil
    isSeated = order.tableID != nil && order.tableFreedAt == nil && order.party != nil
  }

  /// When what was taken came to the total.
  private static func paid(_ stream: OrderStream) -> Timestamp? {
    let order = stream.order
    guard order.remaining == .zero, !order.isCancelled else { return nil }
    let effective = Set(order.changes.map(\.event))
    var taken = 0 as Int64
    for event in stream.events where event.type == .paid && effective.contains(event.id) {
      var fields = event.payload
      taken += fields.int("amount") ?? 0
      if taken >= order.total.minor { return event.writtenAt }
    }
    return nil
  }
}

extension Timestamp {
  /// How long it is until another moment in whole seconds, rounded down; two clocks that disagree make it nothing.
  func seconds(until other: Timestamp) -> Int64 { max(0, other.milliseconds - milliseconds) / 1_000 }
}
