import Events

/// Folds events into an order: the one place that says what an event does.
///
/// Events come in the order of their stream. Forward moves join, additions and money always count, and only
/// going back needs the state that it names; what has no effect is listed, so that nothing that a person did
/// vanishes without a word.
public enum OrderReducer {
  /// The order after all of `events`, which are in the order of their stream, each once.
  public static func fold(_ id: OrderID, _ events: some Sequence<Event>) -> Order {
    var order = Order(id: id)
    for event in events { order.apply(event) }
    return order
  }
}

extension Order {
  /// Lets the next event of the stream take effect.
  mutating func apply(_ event: Event) {
    if let key = event.idempotencyKey {
      guard keys[key] == nil else { return }
      keys[key] = event.id
    }
    guard let type = event.type else {
      unsupported += 1
      return
    }
    guard let fact = OrderFact(event, type) else { return list(event, .senseless) }
    if case .opened(let opening, let table) = fact { return open(opening, table, event) }
    guard opening != nil else { return list(event, .notOpened) }
    apply(fact, event)
    disarmWhereTotalChanged()
  }

  private mutating func apply(_ fact: OrderFact, _ event: Event) {
    switch fact {
    case .opened(let opening, let table): open(opening, table, event)
    case .tableMoved(let table, let earlier): moveTable(to: table, earlier, event)
    case .cancelled(let reason): cancel(because: reason, event)
    case .changed(let terms, let earlier): changeTerms(terms, earlier, event)
    case .reopened(let undoes): reopen(undoes, event)
    case .joined(let participant): join(participant, event)
    case .left(let id): change(id, event) { $0.hasLeft = true }
    case .itemAdded(let item): add(item, event)
    case .itemRemoved(let id, let reason, let undoes): remove(id, reason, undoes, event)
    case .itemRestored(let id, let undoes): restore(id, undoes, event)
    case .quantityChanged(let id, let from, let to, let undoes):
      changeQuantity(id, from: from, to: to, undoes, event)
    case .voidAcknowledged(let id): acknowledge(id, event)
    case .statusChanged(let change): move(change, event)
    case .alertSet(let text, let isBlank, let earlier): setAlert(text, isBlank, earlier, event)
    case .alertCleared(let alert, let undoes): clearAlert(alert, undoes, event)
    case .rushSet(let rush, let undoes): setRush(rush, undoes, event)
    case .delayMarked(let minutes, let round, let earlier): delay(minutes, round, earlier, event)
    case .adjusted(let adjustment): adjust(adjustment, event)
    case .adjustmentRemoved(let undoes): removeAdjustment(undoes, event)
    case .billRequested: requestBill(event)
    case .billWithdrawn(let undoes): withdrawBill(undoes, event)
    case .billViewed: billViewed = billRequest
    case .splitAgreed(let shares, let earlier): agree(on: shares, earlier, event)
    case .payment(let fact): apply(fact, event)
    case .methodAttached(let id, let method): change(id, event) { $0.paymentMethod = method }
    case .methodDetached(let id):
      change(id, event) { participant in
        participant.paymentMethod = nil
        participant.autopay = nil
      }
    case .autopayArmed(let id, let autopay): arm(id, autopay, event)
    case .autopayDisarmed(let id, _): change(id, event) { $0.autopay = nil }
    case .mealCompleted:
      mealCompletedAt = mealCompletedAt ?? event.createdAt
      note(event, .final)
    case .tableFreed: tableFreedAt = tableFreedAt ?? event.createdAt
    case .noted: break
    }
  }

  /// Lists an event for people; once for each reason, however many of its items it concerns.
  mutating func list(_ event: Event, _ reason: ConflictReason, against: EventID? = nil) {
    let ofEvent = conflicts.reversed().prefix { $0.event == event.id }
    if ofEvent.contains(where: { $0.reason == reason }) { return }
    conflicts.append(Conflict(event: event.id, reason: reason, against: against))
  }

  mutating func note(_ event: Event, _ kind: Change.Kind) {
    changes.append(
      Change(event: event.id, actor: event.actor, source: event.source, at: event.createdAt, kind: kind))
  }

  /// Whether an undo may have its effect: the change that it names is the last in force on its subject. An undo
  /// that only repeats another one agrees with it; any other is listed.
  mutating func mayTakeBack(_ undoes: EventID, on subject: Change.Subject, _ event: Event) -> Bool {
    if undone.contains(undoes) { return false }
    let onSubject = changes.filter { $0.kind.subject == subject }
    guard let last = onSubject.last else {
      list(event, .unknownChange)
      return false
    }
    if last.event == undoes { return true }
    if onSubject.contains(where: { $0.event == undoes }) {
      list(event, .alreadyChanged, against: last.event)
    } else {
      list(event, .unknownChange)
    }
    return false
  }

  /// Takes a change out of those in force.
  mutating func takeBack(_ event: EventID) {
    changes.removeAll { $0.event == event }
    undone.insert(event)
  }

  private mutating func open(_ opening: Opening, _ table: ExactString?, _ event: Event) {
    guard self.opening == nil else { return list(event, .openedTwice, against: openedBy) }
    self.opening = opening
    openedBy = event.id
    tableID = table
    note(event, .final)
  }

  private mutating func moveTable(
    to table: ExactString, _ earlier: OrderFact.Earlier, _ event: Event
  ) {
    let before = tableID
    if let undoes = earlier.undoes {
      guard mayTakeBack(undoes, on: .table, event) else { return }
      takeBack(undoes)
    } else if table != before {
      note(event, .tableMoved(before: before))
    }
    say(event, on: .table, earlier, isSame: table == before)
    tableID = table
  }

  private mutating func join(_ participant: Participant, _ event: Event) {
    guard self.participant(participant.id) == nil else { return }
    if participants.contains(where: { $0.label == participant.label }) { list(event, .labelTwice) }
    participants.append(participant)
    note(event, .final)
  }

  mutating func change(_ id: ParticipantID, _ event: Event, _ body: (inout Participant) -> Void) {
    guard let index = participants.firstIndex(where: { $0.id == id }) else {
      return list(event, .unknownParticipant)
    }
    body(&participants[index])
    note(event, .final)
  }

  /// What the kitchen knew of becomes a void, so that nobody goes on cooking it. Two who cancel agree.
  private mutating func cancel(because reason: String, _ event: Event) {
    if let closing {
      if closing.cancelledBecause == nil { list(event, .alreadyClosed, against: closing.event) }
      return
    }
    guard totalHolds(adding: -itemsTotal) else { return list(event, .amount) }
    for index in items.indices where !items[index].isRemoved {
      items[index].remove(because: reason, by: event.id)
    }
    if paidPortion > .zero { list(event, .cancelledPaid, against: lastPayment) }
    closing = Closing(at: event.createdAt, cancelledBecause: reason, event: event.id)
    note(event, .final)
  }

  /// An order is rushed or it is not: a person who sets one has seen the other. So no rush overrules another that its
  /// writer did not know of, and none is listed as a conflict.
  private mutating func setRush(_ rush: Bool, _ undoes: EventID?, _ event: Event) {
    if let undoes {
      guard mayTakeBack(undoes, on: .rush, event) else { return }
      takeBack(undoes)
    } else if rush != isRushed {
      note(event, .rushed(before: isRushed))
    }
    isRushed = rush
  }
}
