import Dining
import Events
import Venue

/// What a table's screen is told of how its house is paid.
public struct TablePaying: Hashable, Sendable {
  /// When those who agreed to it pay by themselves; nil where the house does not do that.
  var autopay: AutopayMoment?
  /// Whether the built-in provider answers, which trains the staff and takes nobody's money.
  var isTraining = false
  /// Where the house's own short links begin (`pay.link_base`); nil where it has none.
  var linkBase: String?
  /// The order that was paid here just now and is over.
  var settled: Settled?

  /// What was paid, for as long as a screen that is started anew still says so.
  struct Settled: Hashable, Sendable {
    let order: OrderID
    let amount: Money
    let currency: ExactString
    let endsAt: Timestamp
  }

  public init() {}

  init(at table: GuestTable, in house: House, at now: Timestamp, linkBase: String?) {
    autopay = house.autopayMoment
    isTraining = house.providerToAsk == Partner.simulated
    self.linkBase = linkBase
    settled = Self.settled(at: table, in: house, at: now)
  }

  /// Of several the one that was paid last; an order that is open again, or was closed unpaid, is none.
  private static func settled(at table: GuestTable, in house: House, at now: Timestamp) -> Settled? {
    let ended = house.orders.values.compactMap { stream -> Settled? in
      let order = stream.order
      guard !order.isLive, !order.isCancelled, order.remaining == .zero, order.paidPortion > .zero,
        order.tableID.map({ table.isNamed($0.string) }) ?? false, let opening = order.opening,
        let latest = stream.latest
      else { return nil }
      return Settled(
        order: order.id, amount: order.paidPortion, currency: opening.currency.code,
        endsAt: latest.advanced(byMilliseconds: TableConsole.goodbyeMs))
    }
    return ended.filter { now < $0.endsAt }.max { ($0.endsAt, $0.order) < ($1.endsAt, $1.order) }
  }

  var json: JSON {
    JSON.object([
      "auto_pay": autopay.map { .string($0.rawValue) }, "training": .bool(isTraining),
      "link_base": linkBase.map { .string($0) },
      "settled": settled.map { settled in
        JSON.object([
          "order_id": .string(settled.order.description), "amount": .int(settled.amount.minor),
          "currency": .string(settled.currency.string), "ends_at": .int(settled.endsAt.milliseconds),
        ])
      },
    ])
  }

  /// A terminal of an older version says nothing of it: then nobody is charged by themselves, and there is no link.
  init(_ json: JSON?) {
    autopay = json?["auto_pay"]?.string.flatMap { AutopayMoment(rawValue: $0) }
    isTraining = json?["training"]?.bool ?? false
    linkBase = json?["link_base"]?.string
    guard let told = json?["settled"], let order = told["order_id"]?.string.flatMap({ UUIDv7($0) }),
      let amount = told["amount"]?.int.flatMap({ Money(minor: $0) }),
      let currency = told["currency"]?.string, let end = told["ends_at"]?.int
    else { return }
    settled = Settled(
      order: OrderID(order), amount: amount, currency: ExactString(currency), endsAt: Timestamp(clamping: end)
    )
  }
}

extension TableView {
  /// The order that was paid here, while it is told.
  var settledNow: TablePaying.Settled? { paying.settled.flatMap { now < $0.endsAt ? $0 : nil } }

  /// The house's own link to a payment's page.
  func shortLink(_ payment: Payment) -> String? { PayLinks(base: paying.linkBase).short(payment) }
}
