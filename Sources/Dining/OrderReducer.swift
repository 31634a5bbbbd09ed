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
    if opening == nil, case .opened = fact {} else if opening == nil { return list(event, .notOpened) }
    apply(fact, event)
  }

  private mutating func apply(_ fact: OrderFact, _ event: Event) {
    switch fact {
    case .opened(let opening, let table): open(opening, table, event)
    case .tableMoved(let table): moveTable(to: table, event)
    case .cancelled(let reason): cancel(because: reason, event)
    case .joined(let participant): join(participant, event)
    case .left(let id): change(id, event) { $0.hasLeft = true }
    case .itemAdded(let item): add(item, event)
    case .itemRemoved(let id, let reason, let undoes): remove(id, reason, undoes, event)
    case .itemRestored(let id, let undoes): restore(id, undoes, event)
    case .quantityChanged(let id, let from, let to): changeQuantity(id, from: from, to: to, event)
    case .voidAcknowledged(let id): acknowledge(id, event)
    case .statusChanged(let change): move(change, event)
    case .alertSet(let text, let isCleared): setAlert(text, isCleared, event)
    case .rushSet(let rush): setRush(rush, event)
    case .delayMarked(let minutes, let round, let undoes): delay(minutes, round, undoes, event)
    case .adjusted(let adjustment): adjust(adjustment, event)
    case .adjustmentRemoved(let undoes): removeAdjustment(undoes, event)
    case .billRequested: requestBill(event)
    case .billWithdrawn: withdrawBill(event)
    case .splitAgreed(let shares):
      self.shares = shares
      note(event, .final)
    case .payment(let fact): apply(fact, event)
    case .methodAttached(let id, let provider): change(id, event) { $0.paymentMethod = provider }
    case .methodDetached(let id): change(id, event) { $0.paymentMethod = nil }
    case .autopayArmed(let id, let autopay): change(id, event) { $0.autopay = autopay }
    case .autopayDisarmed(let id): change(id, event) { $0.autopay = nil }
    case .mealCompleted:
      mealCompletedAt = mealCompletedAt ?? event.createdAt
      note(event, .final)
    case .tableFreed: tableFreedAt = tableFreedAt ?? event.createdAt
    case .noted: break
    }
  }

  mutating func list(_ event: Event, _ reason: ConflictReason) {
    conflicts.append(Conflict(event: event.id, actor: event.actor, reason: reason))
  }

  mutating func note(_ event: Event, _ kind: Change.Kind) {
    changes.append(Change(event: event.id, actor: event.actor, at: event.createdAt, kind: kind))
  }

  /// Takes a change out of those in force; false where it was not among them.
  @discardableResult
  mutating func takeBack(_ event: EventID) -> Bool {
    guard let index = changes.lastIndex(where: { $0.event == event }) else { return false }
    changes.remove(at: index)
    undone.insert(event)
    return true
  }

  private mutating func open(_ opening: Opening, _ table: ExactString?, _ event: Event) {
    guard self.opening == nil else { return list(event, .openedTwice) }
    self.opening = opening
    tableID = table
    note(event, .final)
  }

  private mutating func moveTable(to table: ExactString, _ event: Event) {
    guard table != tableID else { return }
    let before = tableID
    tableID = table
    guard let undoes = event.undoes, takeBack(undoes) else { return note(event, .tableMoved(before: before)) }
  }

  private mutating func join(_ participant: Participant, _ event: Event) {
    guard self.participant(participant.id) == nil else { return }
    participants.append(participant)
    note(event, .final)
  }

  private mutating func change(_ id: ParticipantID, _ event: Event, _ body: (inout Participant) -> Void) {
    guard let index = participants.firstIndex(where: { $0.id == id }) else {
      return list(event, .unknownParticipant)
    }
    body(&participants[index])
    note(event, .final)
  }

  /// What the kitchen knew of becomes a void, so that nobody goes on cooking it.
  private mutating func cancel(because reason: String, _ event: Event) {
    guard closing == nil else { return list(event, .alreadyClosed) }
    for index in items.indices where !items[index].isRemoved {
      items[index].removal = Item.Removal(
        event: event.id, reason: reason, isPending: items[index].isKnownToKitchen)
    }
    closing = Closing(at: event.createdAt, cancelledBecause: reason)
    note(event, .final)
  }

  private mutating func setAlert(_ text: String?, _ isCleared: Bool, _ event: Event) {
    let before = alert
    alert = isCleared ? nil : Alert(event: event.id, text: text)
    guard let undoes = event.undoes, takeBack(undoes) else { return note(event, .alerted(before: before)) }
  }

  private mutating func setRush(_ rush: Bool, _ event: Event) {
    guard rush != isRushed else { return }
    isRushed = rush
    guard let undoes = event.undoes, takeBack(undoes) else { return note(event, .rushed(before: !rush)) }
  }
}

extension Item {
  /// Between sending and serving: someone may be cooking it.
  var isKnownToKitchen: Bool { round != nil && status != .delivered }
}

extension Event {
  /// What an undo names, for types whose fact carries nothing else about it.
  var undoes: EventID? {
    var fields = payload
    return fields.identifier("undoes")
  }
}
