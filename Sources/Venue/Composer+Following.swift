import Dining
import Events

/// What a request writes beside its first event.
extension Composer {
  /// The next event of the request, once `made` are made; nil where it is complete.
  ///
  /// The identifier of each counts one on from that of the event before (RFC 9562, section 6.2, method 2), so that a
  /// repeat of the request finds all of them again: ``Composer/group(from:in:)``.
  func next(after made: [Event]) throws(Venue.Stop) -> EventDraft? {
    guard let last = made.last else { return try draft() }
    switch request.content {
    case .said(.place(let placements)):
      if let next = try place(placements, after: made) { return next }
    case .said(.menu(let request)): return try next(of: request, after: made)
    case .said(.voice(let request)): return try record(request, after: made)
    case .said, .own: break
    }
    if let exposure = exposure(after: made) { return exposure }
    if made.count == 1, let comp = try comping(after: last) { return comp }
    if let payment = try payments(after: made) { return payment }
    return try freeing(after: made)
  }

  /// What is given back as a gift comes off the bill too.
  private func comping(after event: Event) throws(Venue.Stop) -> EventDraft? {
    guard case .said(.change(_, .refund(_, let refunding))) = request.content, refunding.isComp,
      let id = event.orderID, var stream = venue.ahead.orders[id]
    else { return nil }
    stream.insert(event)
    var payload = event.payload
    guard let amount = payload.int("amount").flatMap({ Money(minor: $0) }) else { return nil }
    let command = OrderCommand.own(.comp(amount, label: refunding.reason))
    let own = Request(own: command, on: id, actor: actor, source: request.source)
    let composer = Composer(venue: venue, request: own, moment: moment.following(event))
    return try composer.change(stream) { _ in command }
  }

  /// All events of the request that wrote `first`, as far as their orders are in memory.
  static func group(from first: Event, in house: House) -> [Event] {
    var group = [first]
    while let last = group.last, let next = event(after: last, in: house) { group.append(next) }
    return group
  }

  /// Nearly all of a request is about one order, so that one is looked at first.
  private static func event(after last: Event, in house: House) -> Event? {
    let same = last.orderID.flatMap { house.orders[$0] }
    if let next = same?.events.first(where: { follows($0, last) }) { return next }
    return house.orders.values.lazy.flatMap(\.events).first { follows($0, last) }
      ?? house.standing.first { follows($0, last) } ?? house.recent.first { follows($0, last) }
  }

  private static func follows(_ event: Event, _ last: Event) -> Bool {
    event.origin == last.origin && event.seq == last.seq + 1 && event.id.uuid.countsOn(from: last.id.uuid)
  }

  /// A table is free when its order has been closed or cancelled: the terminal says so itself.
  private func freeing(after made: [Event]) throws(Venue.Stop) -> EventDraft? {
    guard let event = made.last, let id = event.orderID, var stream = venue.ahead.orders[id] else {
      return nil
    }
    stream.insert(made.filter { $0.orderID == id })
    guard let closing = stream.order.closing, made.contains(where: { $0.createdAt == closing.at }),
      stream.order.tableID != nil,
      stream.order.tableFreedAt == nil
    else { return nil }
    let reason = closing.cancelledBecause == nil ? "closed" : "cancelled"
    let command = OrderCommand.own(.freeTable(reason: reason))
    let composer = Composer(
      venue: venue, request: Request(own: command, on: id), moment: moment.following(event))
    return try composer.change(stream) { _ in command }
  }
}
