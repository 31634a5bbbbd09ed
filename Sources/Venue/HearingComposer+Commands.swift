import Dining
import Events
import Voice

/// What is to be done.
extension HearingComposer {
  func command(
    _ spoken: Spoken, _ target: OrderStream, _ participant: ParticipantID?
  ) throws(Venue.Stop) -> OrderCommand {
    switch spoken.intent {
    case .addSameItem: return try oneMore(on: target.order, for: participant)
    case .undoLastAction: return try takingBack(on: target)
    case .requestBill: return .money(.bill)
    case .payNow:
      guard let provider = house.providerToAsk else { throw .complaint(.noProvider) }
      return .own(.requestPayment(provider: provider, trigger: "voice"))
    case .orderReady: return .kitchen(.move(to: .ready, round: nil, items: []))
    case .delayOrder: return .kitchen(.delay(minutes: spoken.minutes ?? 0))
    }
  }

  /// What was added last and still stands: by who asks, or for the table.
  func lastAdded(_ order: Order, by participant: ParticipantID?) -> Item? {
    order.standing.last { item in
      participant == nil || item.participant == nil || item.participant == participant
    }
  }

  /// One more of it, at the price of today, as if it were chosen from the menu anew.
  private func oneMore(on order: Order, for participant: ParticipantID?) throws(Venue.Stop) -> OrderCommand {
    guard let last = lastAdded(order, by: participant) else {
      throw .complaint(Complaint("nothing_to_do", "nothing was added to \(order.codeText) yet"))
    }
    let label = (participant ?? last.participant).flatMap { order.participant($0)?.label.string }
    guard last.dish.menuitemID != Dish.openItem else {
      return .priced(
        .add(OrderCommand.Addition(dish: last.dish, modifiers: last.modifiers, participant: label)))
    }
    let extras = OrderRequest.Extras(
      modifiers: last.modifiers.map(\.name), note: last.note, participant: label)
    return try composer.asking(composer.request, on: surface)
      .add(last.dish.menuitemID.string, extras, on: order)
  }

  /// What takes back the last thing that a voice did to this order.
  func takingBack(on target: OrderStream) throws(Venue.Stop) -> OrderCommand {
    let (order, now) = (target.order, composer.moment.wall)
    guard let event = house.undoableByVoice(order.id, at: now), mayTakeBack(event) else {
      throw .complaint(whyNoUndo(target))
    }
    try checkMayUndo(order)
    guard event.type == .paymentRequested, let payment = event.entityUUID else {
      return .own(.takeBack(event.id))
    }
    return .own(.cancelPayment(PaymentID(payment), reason: PaymentWords.undone))
  }

  /// Whoever takes something back may do it as well: a cook no bill, and nobody without a name a dish.
  private func checkMayUndo(_ order: Order) throws(Venue.Stop) {
    let request = composer.request
    guard request.table == nil, request.source != .guest, let last = order.changes.last,
      let objection = house.objection(to: last.kind.clearance, role: request.role)
    else { return }
    throw .complaint(Complaint(objection, name: request.actor?.string))
  }

  /// Guests take back what a guest's voice did, and no cook's.
  private func mayTakeBack(_ event: Event) -> Bool {
    surface == .staff || house.voice(making: event.id)?.surface == .guest
  }

  private func whyNoUndo(_ target: OrderStream) -> Complaint {
    let code = target.order.codeText
    let last = house.heardLately.first { heard in
      heard.order == target.order.id && heard.outcome == .executed
        && (surface == .staff || heard.surface == .guest)
    }
    guard let last, let made = last.made.flatMap({ target.event($0) }),
      target.order.changes.contains(where: { $0.event == made.id })
    else {
      return Complaint("cannot_undo", "no voice has changed \(code) that could be taken back")
    }
    let seconds = house.voiceUndoMs / 1_000
    guard composer.moment.wall.milliseconds - made.writtenAt.milliseconds <= house.voiceUndoMs else {
      return Complaint("cannot_undo", "\(seconds) s have passed since a voice changed \(code)")
    }
    let by = target.order.changes.last.map { ", by \($0.actor)" } ?? ""
    return Complaint("cannot_undo", "\(code) has moved on since\(by)")
  }
}
