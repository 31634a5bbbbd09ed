import Dining
import Events

extension OrderRow {
  /// What an order's events have made of it so far; nil while nobody is known to have opened it.
  public init?(_ stream: OrderStream) {
    let order = stream.order
    guard let opening = order.opening else { return nil }
    id = order.id
    type = opening.type
    table = order.tableID
    guests = opening.guests
    currency = opening.currency
    session = opening.session
    menuVersion = opening.menuVersion
    arm = opening.arm
    total = order.total.minor
    isCancelled = order.isCancelled
    let dishes = DishRow.dishes(of: order, opening)
    isSold = !order.isCancelled && !dishes.isEmpty
    let handed = stream.handed
    hasMoney = !handed.isEmpty
    moments = Moments(stream, opening, dishes, handed)
    self.dishes = dishes
    voids = stream.voids.map { void in
      VoidRow(
        kind: DishKind(void.item, opening), quantity: void.quantity, amount: void.amount, reason: void.reason,
        at: void.at)
    }
  }
}

extension DishKind {
  fileprivate init(_ item: Item, _ opening: Order.Opening) {
    self.init(
      menuitemID: item.dish.menuitemID, name: ExactString(item.dish.name), station: item.dish.station,
      menuVersion: item.menuVersion ?? opening.menuVersion)
  }
}

extension DishRow {
  fileprivate static func dishes(of order: Order, _ opening: Order.Opening) -> [DishRow] {
    order.rounds.flatMap { round in
      order.items(ofRound: round.number).filter { !$0.isRemoved }.map { item in
        DishRow(
          kind: DishKind(item, opening), round: round.number, quantity: item.quantity, sent: round.sentAt,
          delayMinutes: round.delayMinutes, end: End(item, sent: round.sentAt))
      }
    }
  }
}

extension DishRow.End {
  fileprivate init(_ item: Item, sent: Timestamp) {
    if let ready = item.readyAt {
      self = .ready(max(sent, ready))
    } else {
      self = item.status == .delivered ? .served : .open
    }
  }
}

extension OrderStream {
  /// What the clock said when an event was written that took effect at a moment.
  fileprivate func written(at time: Timestamp) -> Timestamp? {
    events.first { $0.createdAt == time }?.writtenAt
  }
}

extension OrderRow.Moments {
  fileprivate init(
    _ stream: OrderStream, _ opening: Order.Opening, _ dishes: [DishRow], _ handed: [Handed]
  ) {
    let order = stream.order
    self.init(opened: opening.createdAt)
    let effective = Set(order.changes.map(\.event))
    // Who took the first dish off again had chosen it all the same.
    firstAdded = stream.events.first { $0.type == .itemAdded }?.writtenAt
    firstSent = order.rounds.map(\.sentAt).min()
    firstReady =
      dishes.compactMap { dish in
        if case .ready(let time) = dish.end { time } else { nil }
      }.min()
    billRequested = order.billRequest.flatMap { stream.event($0)?.writtenAt }
    paymentStarted =
      stream.events.first { $0.type == .paymentStarted && effective.contains($0.id) }?.writtenAt
    firstPaid = handed.first { $0.amount >= 0 }?.at
    paidInFull = Self.paidInFull(order, handed)
    closed = order.closing.flatMap { stream.written(at: $0.at) }
    freed = order.tableFreedAt.flatMap { stream.written(at: $0) }
  }

  private static func paidInFull(_ order: Order, _ handed: [Handed]) -> Timestamp? {
    guard order.remaining == .zero, !order.isCancelled else { return nil }
    var taken = 0 as Int64
    for payment in handed where payment.amount >= 0 {
      taken += payment.amount
      if taken >= order.total.minor { return payment.at }
    }
    return nil
  }
}
