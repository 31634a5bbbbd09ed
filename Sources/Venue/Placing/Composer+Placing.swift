import Dining
import Events

/// Whole orders as events, one after the other: each is decided against the order as those before have made it.
extension Composer {
  /// The next event of orders that are placed together, once `made` are made; nil where all are.
  func place(_ placements: [Placement], after made: [Event]) throws(Venue.Stop) -> EventDraft? {
    var first = 0
    for placement in placements {
      let steps = placement.steps
      defer { first += steps.count }
      guard made.count < first + steps.count else { continue }
      return try composer(after: made.last).draft(
        steps[made.count - first], of: placement, opening: first < made.count ? made[first] : nil, made)
    }
    return nil
  }

  /// Only the first event carries the key: an order takes each key once.
  func composer(after last: Event?) -> Composer {
    guard let last else { return self }
    var request = request
    request.idempotencyKey = nil
    return Composer(venue: venue, request: request, moment: moment.following(last))
  }

  private func draft(
    _ step: Placement.Step, of placement: Placement, opening: Event?, _ made: [Event]
  ) throws(Venue.Stop) -> EventDraft {
    if case .open = step, case .new(let table, let type, let guests, let promisedAt) = placement.target {
      let codes = made.compactMap { event in
        var payload = event.payload
        return event.type == .orderOpened ? payload.text("short_code") : nil
      }
      return try open(
        table: table, guests: guests, type: type, promisedAt: promisedAt, taken: Set(codes))
    }
    var stream = try stream(of: placement.target, opening)
    stream.insert(made.filter { $0.orderID == stream.order.id })
    return try change(stream) { order throws(Venue.Stop) in try command(step, on: order) }
  }

  private func stream(of target: Placement.Target, _ opening: Event?) throws(Venue.Stop) -> OrderStream {
    switch target {
    case .existing(let name): return try order(name)
    case .new:
      guard let id = opening?.orderID else { preconditionFailure("a new order begins with its opening") }
      return OrderStream(id: id)
    }
  }

  private func command(_ step: Placement.Step, on order: Order) throws(Venue.Stop) -> OrderCommand {
    switch step {
    case .open: preconditionFailure("an opening is of no order yet")
    case .join(let name): return .item(.join(name: name))
    case .alert(let text): return .service(.alert(text))
    case .submit: return .kitchen(.submit)
    case .add(let item): return try command(item, on: order)
    }
  }

  private func command(_ item: Placement.Item, on order: Order) throws(Venue.Stop) -> OrderCommand {
    switch item.dish {
    case .menu(let id): return try add(id, item.extras, on: order)
    case .open(let name, let price):
      guard request.source == .staff else { throw .complaint(Complaint(Refusal.onlyStaff)) }
      // What is on no menu has no options: its modifiers are wishes.
      let wishes = item.extras.modifiers.map { Modifier(name: $0, price: .zero) }
      return .priced(
        .add(
          OrderCommand.Addition(
            dish: Dish(menuitemID: Dish.openItem, name: name, unitPrice: price),
            quantity: item.extras.quantity,
            modifiers: wishes, note: item.extras.note, participant: item.extras.participant)))
    }
  }
}
