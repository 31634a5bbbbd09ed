import Dining
import Events
import Venue

/// Holds what the house has recorded against the provider's own book.
struct MoneyCheck {
  struct Fault: Hashable {
    let invariant: String
    let words: String
  }

  private struct Taken {
    let order: String
    let payment: String
    let attempt: String
    let intent: ProviderBook.Intent
  }

  private let book: ProviderBook
  private let taken: [Taken]
  /// Whether orders may be gone that nobody else had.
  let isDestroyed: Bool

  init(_ book: ProviderBook, isDestroyed: Bool) {
    self.book = book
    self.isDestroyed = isDestroyed
    taken = book.captures.map { intent in
      func text(_ key: String) -> String { intent.metadata[key]?.string ?? "" }
      return Taken(
        order: text("order_id"), payment: text("payment_id"), attempt: text("attempt"), intent: intent)
    }
  }

  /// What the provider has done whatever the house knows.
  var ofProvider: Fault? {
    var seen: Set<String> = []
    for one in taken where !seen.insert("\(one.order) \(one.payment) \(one.attempt)").inserted {
      return Fault(
        invariant: "nobody is charged twice",
        words: "payment \(one.payment) of \(one.order), attempt \(one.attempt), was captured twice")
    }
    return nil
  }

  /// Money of orders that the house does not know.
  func unknown(_ orders: Set<String>) -> Fault? {
    guard !isDestroyed, let lost = taken.first(where: { !orders.contains($0.order) }) else { return nil }
    return Fault(invariant: "nothing captured is lost", words: "nobody knows the order \(lost.order)")
  }

  /// What is wrong with an order's money.
  func fault(of order: Order, _ events: [Event]) -> Fault? {
    let own = taken.filter { $0.order == order.id.description }
    return lost(own, order, events) ?? sum(own, order) ?? beyond(own, order, events)
  }

  /// Each capture is a payment of just that much, and each payment a capture.
  private func lost(_ own: [Taken], _ order: Order, _ events: [Event]) -> Fault? {
    for one in own {
      let payment = order.payments.first { $0.id.description == one.payment }
      if payment == nil, isDestroyed { continue }
      guard payment?.state == .paid, payment?.amount.minor == one.intent.amount else {
        let state = payment.map { "\($0.state) with \($0.amount.minor)" } ?? "unknown"
        return Fault(
          invariant: "nothing captured is lost",
          words: "\(one.intent.amount) of payment \(one.payment) of \(order.id), which is \(state) here"
            + Self.lines(of: one.payment, events))
      }
    }
    for payment in order.payments where payment.provider == Desk.stripe && payment.state == .paid {
      guard !own.contains(where: { $0.payment == payment.id.description }) else { continue }
      return Fault(
        invariant: "what is recorded was captured", words: "payment \(payment.id) of \(order.id)")
    }
    return refunds(own, order, events)
  }

  /// Each refund of the provider's counts once, beside those that were made by hand.
  private func refunds(_ own: [Taken], _ order: Order, _ events: [Event]) -> Fault? {
    for one in own {
      guard let payment = order.payments.first(where: { $0.id.description == one.payment }) else { continue }
      let there = book.refunded(one.intent.id)
      let given = there + Self.byHand(payment, events)
      if payment.refunded.minor == given { continue }
      // What a disk has lost of it nobody asks the provider for again.
      if isDestroyed, payment.refunded.minor < given { continue }
      // More than was taken is nobody's refund: staff are shown it.
      let isShown = order.conflicts.contains { $0.reason == .amount }
      if given > payment.amount.minor, isShown { continue }
      return Fault(
        invariant: "refunds add up",
        words:
          "payment \(payment.id) of \(order.id): \(payment.refunded.minor) here, \(given) was given back, "
          + "\(there) by the provider" + Self.lines(of: one.payment, events))
    }
    return nil
  }

  /// All that the house has written of a payment, for whoever looks for the cause.
  private static func lines(of payment: String, _ events: [Event]) -> String {
    events.filter { $0.entityUUID?.description == payment }.map {
      "\n    " + String(decoding: $0.line, as: UTF8.self)
    }.joined()
  }

  /// Without the provider's name for it, each as often as it was written: two of one key are one.
  private static func byHand(_ payment: Payment, _ events: [Event]) -> Int64 {
    var keys: Set<ExactString> = []
    return events.reduce(0) { sum, event in
      if let key = event.idempotencyKey, !keys.insert(key).inserted { return sum }
      var payload = event.payload
      guard event.type == .refunded, event.entityUUID == payment.id.uuid, let amount = payload.int("amount"),
        payload.text("external_ref") == nil
      else { return sum }
      return sum + amount
    }
  }

  /// What was recorded as paid is captures and cash less refunds; nothing is paid without its sum; what does not fit is
  /// shown.
  private func sum(_ own: [Taken], _ order: Order) -> Fault? {
    let other = order.payments.filter { $0.provider != Desk.stripe && $0.state == .paid }
    let known = own.filter { one in order.payments.contains { $0.id.description == one.payment } }
    let refunded = order.payments.reduce(0) { $0 + $1.refunded.minor }
    let sum =
      known.reduce(0) { $0 + $1.intent.amount } + other.reduce(0) { $0 + $1.amount.minor } - refunded
    func fault(_ invariant: String) -> Fault {
      Fault(
        invariant: invariant,
        words: "\(order.id): \(order.paidPortion.minor) recorded, \(sum) taken, total \(order.total.minor)")
    }
    if order.paidPortion.minor != sum { return fault("captures and cash less refunds are what is paid") }
    if order.bill == .paid, sum < order.total.minor { return fault("no order is paid without its sum") }
    let tooMuch = max(0, sum - max(0, order.total.minor))
    let isShown = order.calls(at: .latest).contains { $0.kind == .overpaid }
    if order.overpaid.minor != tooMuch || (tooMuch > 0) != isShown, order.opening != nil {
      return fault("what does not fit is shown to staff")
    }
    return nil
  }

  /// Nobody's part was charged beyond what was asked, and no card on file beyond what was agreed.
  private func beyond(_ own: [Taken], _ order: Order, _ events: [Event]) -> Fault? {
    for one in own {
      for event in events where event.entityUUID?.description == one.payment {
        guard event.type == .paymentRequested else { continue }
        var payload = event.payload
        guard let amount = payload.int("amount"), one.intent.amount > amount else { continue }
        return Fault(
          invariant: "no guest is charged beyond what was asked",
          words: "\(one.intent.amount) of payment \(one.payment) of \(order.id), asked for was \(amount)")
      }
      guard one.intent.metadata["trigger"] != nil else { continue }
      let most = Self.agreed(events, one.intent.metadata["participant_id"]?.string ?? "")
      guard one.intent.amount > most else { continue }
      return Fault(
        invariant: "no card is charged beyond what was agreed",
        words: "\(one.intent.amount) of payment \(one.payment) of \(order.id), agreed was \(most)")
    }
    return nil
  }

  private static func agreed(_ events: [Event], _ participant: String) -> Int64 {
    var most: Int64 = 0
    for event in events where event.type == .autopayArmed && event.entityUUID?.description == participant {
      var payload = event.payload
      _ = payload.text("consent_text")
      most = max(most, payload.int("max_amount") ?? 0)
    }
    return most
  }
}
