import Dining
import Events

/// Money that changed hands once: given back where the amount is negative.
struct Handed {
  let provider: ExactString
  let amount: Int64
  let at: Timestamp
}

/// What was taken off a line after it had been sent.
struct StruckOff {
  let item: Item
  let quantity: Int64
  let amount: Int64
  let reason: String?
  let at: Timestamp
}

extension OrderStream {
  /// What was taken and given back. What had no effect on the order, such as a payment that was reported twice, is not
  /// among its changes.
  var handed: [Handed] {
    let effective = Set(order.changes.map(\.event))
    return events.compactMap { event in
      guard event.type == .paid || event.type == .refunded, effective.contains(event.id) else { return nil }
      var fields = event.payload
      guard let amount = fields.int("amount"), let id = fields.uuid("payment_id").map({ PaymentID($0) }),
        let payment = order.payments.first(where: { $0.id == id })
      else { return nil }
      return Handed(
        provider: payment.provider, amount: event.type == .paid ? amount : -amount, at: event.writtenAt)
    }
  }

  /// What was taken off after it had been sent.
  var voids: [StruckOff] {
    var voids: [StruckOff] = []
    func void(_ item: Item, _ quantity: Int64, by id: EventID, _ reason: String?) {
      guard let event = event(id), let amount = item.lineTotal(quantity: quantity) else { return }
      voids.append(
        StruckOff(
          item: item, quantity: quantity, amount: amount.minor, reason: reason, at: event.writtenAt))
    }
    var sent: Set<Int> = []
    for change in order.changes {
      if case .sent(let round) = change.kind { sent.insert(round) }
      guard case .quantity(let id, let from, let to) = change.kind, to < from, let item = order.item(id),
        item.round.map(sent.contains) == true
      else { continue }
      void(item, from - to, by: change.event, nil)
    }
    for item in order.items where item.round != nil {
      if let removal = item.removal { void(item, item.quantity, by: removal.event, removal.reason) }
    }
    return voids
  }
}
