import Dining
import Events

/// Payments that were asked for and are not done: where no webhook reaches the house, or the provider could not be
/// reached, it is asked about them.
struct PaymentWatch: Sendable {
  private var open: Set<OrderID> = []
  /// When they are asked about next, on the monotonic clock; nil while there are none.
  private(set) var dueMs: Int64?
  /// When somebody asked for one last; for those that a start found, when they were first asked about.
  private var sinceMs: Int64?

  /// While a guest stands there with a telephone …
  private static let soonMs: Int64 = 5_000
  /// … for two minutes; then every minute.
  private static let freshMs: Int64 = 120_000
  private static let laterMs: Int64 = 60_000

  var orders: [OrderID] { open.sorted() }

  /// Begins or ends to watch an order; the first tick makes it due.
  mutating func look(at order: Order) {
    let isOpen = !order.openPayments.isEmpty
    if isOpen { open.insert(order.id) } else { open.remove(order.id) }
    if open.isEmpty { dueMs = nil } else { dueMs = dueMs ?? .min }
  }

  /// A payment that somebody has just asked for is asked about soon, also where another is watched already.
  mutating func begin(nowMs: Int64) {
    sinceMs = nowMs
    dueMs = min(dueMs ?? .max, nowMs + Self.soonMs)
  }

  mutating func asked(nowMs: Int64) {
    guard !open.isEmpty else { return }
    let isFresh = nowMs - (sinceMs ?? nowMs) < Self.freshMs
    sinceMs = sinceMs ?? nowMs
    dueMs = nowMs + (isFresh ? Self.soonMs : Self.laterMs)
  }
}

extension Venue {
  mutating func follow(_ events: [Event], _ moment: Moment) {
    for event in events where Self.isOfPayment(event) {
      guard let order = event.orderID.flatMap({ shown.orders[$0]?.order }) else { continue }
      if event.type == .paymentRequested { watch.begin(nowMs: moment.monotonicMs) }
      watch.look(at: order)
    }
  }

  private static func isOfPayment(_ event: Event) -> Bool {
    if case .known(.payment) = event.entity { true } else { false }
  }

  mutating func checkPayments(_ moment: Moment) -> [Effect] {
    watch.asked(nowMs: moment.monotonicMs)
    return watch.orders.flatMap { id in openChecks(of: id) }.map { .carryOut($0) }
  }
}
