import Dining
import Events

/// What `state` prints of a whole log, or of what it held at a moment, from one pass over the events.
///
/// An order is written down as soon as it is through, so that memory holds its line and not its parts.
public struct StateFold {
  private let time: Timestamp
  private let isWhole: Bool
  /// Of all that is no order.
  private var house = House()
  private var newest = Timestamp.earliest
  private var orders = OrderFold<Line>()

  private struct Line {
    let closedAt: Timestamp?
    let bytes: [UInt8]
  }

  /// - Parameters:
  ///   - time: events that took effect later are left aside.
  ///   - isWhole: every order; else those that ``StateReport/isRecent(_:newest:)`` speaks of.
  public init(until time: Timestamp, isWhole: Bool) {
    self.time = time
    self.isWhole = isWhole
  }

  /// Takes the next event of the log.
  public mutating func take(_ event: Event) {
    guard event.createdAt <= time else { return }
    newest = max(newest, event.createdAt)
    guard event.orderID != nil else { return house.insert(event) }
    let (isWhole, newest) = (isWhole, newest)
    orders.take(event) { Self.line($0, isWhole, newest) }
  }

  /// The line that `state` prints, without its newline.
  ///
  /// - Parameter events: brings all that the log holds of an order.
  public mutating func finish<Failure: Error>(
    bringing events: (OrderID) throws(Failure) -> [Event]
  ) throws(Failure) -> [UInt8] {
    let (time, isWhole, newest) = (time, isWhole, newest)
    func known(_ id: OrderID) throws(Failure) -> [Event] {
      try events(id).filter { $0.createdAt <= time }
    }
    let lines = try orders.finish(bringing: known) { Self.line($0, isWhole, newest) }
    // An order is no longer recent once a later event says so, which may have come after it was through.
    let wanted = lines.filter {
      isWhole || StateReport.isRecent(closedAt: $0.output.closedAt, newest: newest)
    }
    return StateReport.bytes(orders: wanted.map { ($0.id, $0.output.bytes) }, house: house)
  }

  private static func line(_ stream: OrderStream, _ isWhole: Bool, _ newest: Timestamp) -> Line? {
    let order = stream.order
    let closedAt = order.closing?.at
    guard isWhole || StateReport.isRecent(closedAt: closedAt, newest: newest) else { return nil }
    return Line(closedAt: closedAt, bytes: order.state.canonicalBytes)
  }
}
