import Dining
import Events

/// What follows from a change of an order for payments that are open, for those who agreed to pay by themselves, and for
/// the table: each is an event of its own beside the change, kept or lost with it.
extension Composer {
  /// The next of them; nil where all have followed.
  func payments(after made: [Event]) throws(Venue.Stop) -> EventDraft? {
    guard let last = made.last, let id = last.orderID, let before = venue.ahead.orders[id] else { return nil }
    var stream = before
    for event in made where event.orderID == id { stream.insert(event) }
    guard let next = next(Turn(made: made, before: before.order, after: stream.order)) else { return nil }
    var own = Request(own: .own(next.command), on: id, idempotencyKey: next.key)
    if next.isTold {
      own.actor = actor
      own.source = request.source
    }
    let composer = Composer(venue: venue, request: own, moment: moment.following(last))
    return try composer.change(stream) { _ in .own(next.command) }
  }

  /// What a request has made of an order so far.
  private struct Turn {
    let made: [Event]
    let before: Order
    let after: Order

    func has(_ types: Set<EventType>) -> Bool { made.contains { $0.type.map(types.contains) ?? false } }
  }

  private struct Next {
    let command: OwnCommand
    /// Whether whoever asked is told: it is theirs as much as the change.
    var isTold = false
    var key: ExactString?
  }

  private func next(_ turn: Turn) -> Next? {
    tip(turn) ?? stop(turn) ?? stopNeedless(turn) ?? disarm(turn) ?? charge(turn) ?? free(turn)
  }

  /// A tip goes on the bill with the payment that holds it, once, whoever hears of the payment.
  private func tip(_ turn: Turn) -> Next? {
    guard let event = turn.made.first, event.type == .paid, let id = event.entityUUID,
      let payment = turn.after.payments.first(where: { $0.id.uuid == id }), payment.tip > .zero
    else { return nil }
    let key = ExactString("tip/\(payment.id)")
    guard turn.after.event(withKey: key) == nil else { return nil }
    let who = payment.participant.flatMap { turn.after.participant($0)?.label.string }
    return Next(command: .tip(payment.tip, label: who), key: key)
  }

  private static let sums: Set<EventType> = [
    .itemAdded, .itemRemoved, .itemRestored, .quantityChanged, .adjustmentAdded, .adjustmentRemoved,
    .splitAgreed, .billWithdrawn, .orderCancelled,
  ]
  private static let dishes: Set<EventType> = [.itemAdded, .itemRemoved, .itemRestored, .quantityChanged]

  /// Whoever changed the sum all the same has stopped what was open, and taken the bill back.
  private func stop(_ turn: Turn) -> Next? {
    guard case .said = request.content, let first = turn.made.first else { return nil }
    let isOfSum = turn.has(Self.sums) || turn.after.closing != nil && turn.before.closing == nil
    if let open = turn.after.openPayments.first(where: { isOfSum || Self.gives(first, wayTo: $0, turn) }) {
      return Next(command: .cancelPayment(open.id, reason: PaymentWords.changed), isTold: true)
    }
    guard turn.has(Self.dishes), turn.after.bill == .billRequested, turn.before.bill == .billRequested,
      !turn.has([.billRequested])
    else { return nil }
    return Next(command: .withdrawBill, isTold: true)
  }

  /// Money that came another way leaves less than somebody is about to pay: two terminals may each have asked for it.
  private func stopNeedless(_ turn: Turn) -> Next? {
    guard turn.has([.paid]) else { return nil }
    let open = turn.after.openPayments.first { open in
      turn.after.remaining.adding(open.tip).map { open.amount > $0 } ?? false
    }
    return open.map { Next(command: .cancelPayment($0.id, reason: PaymentWords.changed)) }
  }

  /// Whether a payment that was asked for or made by hand takes the place of an open one.
  private static func gives(_ first: Event, wayTo open: Payment, _ turn: Turn) -> Bool {
    guard [.paymentRequested, .paid].contains(first.type),
      let new = turn.after.payments.first(where: { $0.id.uuid == first.entityUUID }), new.id != open.id
    else { return false }
    return new.share == nil || open.share == nil || new.share == open.share
  }

  private func disarm(_ turn: Turn) -> Next? {
    let said = Set(turn.made.filter { $0.type == .autopayDisarmed }.compactMap(\.entityUUID))
    let ended = turn.before.armed.first { one in
      turn.after.participant(one.id)?.autopay == nil && !said.contains(one.id.uuid)
    }
    if let ended {
      return Next(command: .disarm(ended.id, reason: AutopayWords.totalChanged), isTold: isOfPerson)
    }
    guard case .said(.change(_, .pay(.disarm(participant: nil)))) = request.content,
      let one = turn.after.armed.first
    else { return nil }
    let reason = request.source == .guest ? AutopayWords.byGuest : AutopayWords.byStaff
    return Next(command: .disarm(one.id, reason: reason), isTold: true)
  }

  private var isOfPerson: Bool {
    switch request.content {
    case .said: true
    case .own: false
    }
  }

  // MARK: Auto-pay

  /// Takes what is due from a card on file, one after the other.
  private func charge(_ turn: Turn) -> Next? {
    if let payment = turn.after.payments.last, turn.has([.paymentRequested]), !payment.isAutomatic,
      let trigger = Self.trigger(of: payment, in: turn.made)
    {
      return Next(command: .noteCharge(payment.id, trigger: trigger))
    }
    guard let moment = venue.ahead.autopayMoment,
      turn.has([.billRequested, .mealCompleted, .autopayArmed, .paid]),
      turn.after.openPayments.isEmpty,
      let one = turn.after.armed.first(where: { $0.autopay?.isTried == false })
    else { return nil }
    switch (moment, turn.after.bill) {
    case (.meal, .none):
      guard turn.after.mealCompletedAt != nil, turn.after.isBillable else { return nil }
      return Next(command: .requestBill)
    case (.meal, .billRequested): guard turn.after.mealCompletedAt != nil else { return nil }
    case (.bill, .billRequested): break
    case (_, .none), (_, .paid), (_, .closed): return nil
    }
    return turn.after.mayCharge(one)
      ? Next(command: .charge(one.id, trigger: moment.rawValue))
      : Next(command: .disarm(one.id, reason: AutopayWords.tooMuch))
  }

  /// What made a card on file be charged; nil for a payment that a guest makes.
  private static func trigger(of payment: Payment, in made: [Event]) -> String? {
    guard let event = made.first(where: { $0.entityUUID == payment.id.uuid && $0.type == .paymentRequested })
    else { return nil }
    var payload = event.payload
    return payload.text("trigger").flatMap { ["staff", "bill", "meal"].contains($0) ? $0 : nil }
  }

  /// Whoever paid by themselves may leave: the table is free, unless the house wants somebody to say so.
  private func free(_ turn: Turn) -> Next? {
    guard venue.ahead.freesTablesAtOnce, turn.after.bill == .paid, turn.before.bill != .paid,
      turn.after.closing == nil, turn.after.tableID != nil, turn.after.tableFreedAt == nil,
      turn.after.isPaidByItself
    else { return nil }
    return Next(command: .freeTable(reason: "paid"))
  }
}
