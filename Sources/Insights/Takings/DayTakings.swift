import Dining
import Events

/// Adds up the takings of one business day, order by order.
public struct DayTakings: Sendable {
  public let day: BusinessDay
  private var sums: [ExactString: Takings] = [:]

  public init(_ day: BusinessDay) { self.day = day }

  /// One for each currency in which something happened, in order of their codes.
  public var takings: [Takings] { sums.values.sorted { $0.currency.code < $1.currency.code } }

  /// Whether an order may have a part in the day: nothing that comes before any of its events has.
  public func concerns(_ stream: OrderStream) -> Bool {
    stream.events.contains { $0.createdAt >= day.from && $0.writtenAt < day.until }
  }

  /// Takes an order with all of its events; each once.
  public mutating func take(_ stream: OrderStream) {
    guard concerns(stream), let opening = stream.order.opening else { return }
    let code = opening.currency.code
    var sum = sums[code] ?? Takings(opening.currency)
    let before = sum
    let isOfDay = day.holds(opening.createdAt)
    let handed = stream.handed
    for move in handed { sum.take(move, isOfDay: isOfDay, isToday: day.holds(move.at)) }
    for void in stream.voids where day.holds(void.at) {
      sum.voids.count += 1
      sum.voids.amount += void.amount
    }
    if isOfDay { sum.take(stream.order, opening, hasMoney: !handed.isEmpty) }
    if sum != before { sums[code] = sum }
  }
}

extension Takings {
  fileprivate mutating func take(_ handed: Handed, isOfDay: Bool, isToday: Bool) {
    if isOfDay, !isToday { paidOnOtherDays += handed.amount }
    guard isToday else { return }
    if !isOfDay { forOtherDays += handed.amount }
    if handed.amount < 0 { refunded += -handed.amount } else { paid += handed.amount }
    let place = methods.firstIndex { $0.provider >= handed.provider } ?? methods.endIndex
    if place == methods.endIndex || methods[place].provider != handed.provider {
      methods.insert(Method(provider: handed.provider), at: place)
    }
    methods[place].amount += handed.amount
    if handed.amount >= 0 { methods[place].count += 1 }
  }

  /// An order that nothing was sent of and nobody paid for is a table that is being laid.
  fileprivate mutating func take(_ order: Order, _ opening: Order.Opening, hasMoney: Bool) {
    let isSold = !order.isCancelled && order.standing.contains { $0.round != nil }
    guard isSold || hasMoney else { return }
    if isSold {
      orders += 1
      covers += opening.guests ?? 0
    }
    total += order.total.minor
    if !order.isCancelled {
      for adjustment in order.adjustments {
        adjustments[adjustment.kind, default: Amount()] += adjustment.amount.minor
      }
    }
    unpaid += order.remaining.minor
    overpaid += order.overpaid.minor
    guard order.remaining > .zero || order.overpaid > .zero else { return }
    let uneven = Uneven(
      order: order.id, code: opening.shortCode, table: order.tableID, openedAt: opening.createdAt,
      unpaid: order.remaining, overpaid: order.overpaid)
    let place = self.uneven.firstIndex { ($0.openedAt, $0.order) > (uneven.openedAt, uneven.order) }
    self.uneven.insert(uneven, at: place ?? self.uneven.endIndex)
  }
}
