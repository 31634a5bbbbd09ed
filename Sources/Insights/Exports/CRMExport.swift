import Dining
import Events

/// What programs that know guests want to know of their meals: pacing, and how long paying took. It names nobody.
///
/// Its JSON is `galley.crm.v1`; see galley(1), EXPORTS.
public struct CRMExport: Sendable {
  public let venue: String
  public let window: InsightWindow
  public let now: Timestamp
  private var orders: [ServiceTimes] = []

  /// The newest of more: some hundred days of a full house, and what one answer can carry.
  public static let orderLimit = 20_000

  public init(venue: String, _ window: InsightWindow, now: Timestamp) {
    self.venue = venue
    self.window = window
    self.now = now
  }

  /// Takes an order with all of its events; each once. It is told where it was opened in the window, something of it
  /// was sent and stands, and nobody cancelled it.
  public mutating func take(_ order: ServiceTimes) {
    guard window.holds(order.opened), !order.rounds.isEmpty, !order.isCancelled else { return }
    orders.append(order)
  }

  public var json: JSON {
    let inOrder = orders.sorted { ($0.opened, $0.id) < ($1.opened, $1.id) }
    let told = inOrder.suffix(Self.orderLimit)
    return .object([
      "schema": "galley.crm.v1", "venue": .string(venue), "generated_at": .string(now.description),
      "from": .string(window.from.description), "until": .string(window.until.description),
      "orders": .array(told.map(\.crm)), "left_out": .int(Int64(inOrder.count - told.count)),
    ])
  }
}

extension ServiceTimes {
  fileprivate var crm: JSON {
    func seconds(_ from: Timestamp?, _ until: Timestamp?) -> JSON? {
      guard let from, let until else { return nil }
      return .int(from.seconds(until: until))
    }
    let pairs = Array(zip(rounds, rounds.dropFirst()))
    let firstSent = rounds.map(\.sent).min()
    return .object([
      "order_id": .string(id.description), "order_type": .string(type.rawValue),
      "table_id": table.map { .string($0.string) }, "party_size": guests.map { .int($0) },
      "seated_at": .string(seated.description), "first_order_seconds": seconds(seated, firstSent),
      "first_dish_seconds": seconds(firstSent, rounds.compactMap(\.firstReady).min()),
      "rounds": .int(Int64(rounds.count)),
      "round_gaps_seconds": .array(pairs.map { .int($0.sent.seconds(until: $1.sent)) }),
      "course_gaps_seconds": .array(pairs.compactMap { seconds($0.lastReady, $1.firstReady) }),
      "bill_requested_at": billRequested.map { .string($0.description) },
      "paid_at": paid.map { .string($0.description) }, "time_to_pay_seconds": seconds(billRequested, paid),
    ])
  }
}
