import Events

/// What `status_changed` and `delay_marked` do: rounds are sent, items move forward, recalls put them back.
extension Order {
  mutating func move(_ change: OrderFact.StatusChange, _ event: Event) {
    switch change.to {
    case .closed: close(event)
    case .kitchen(let status):
      if let undoes = change.undoes {
        putBack(change, undoes, event)
      } else if status == .ordered, let round = change.round {
        send(change, as: round, event)
      } else {
        advance(change, to: status, event)
      }
    }
  }

  private mutating func close(_ event: Event) {
    guard closing == nil else { return }
    if !cart.isEmpty || remaining > .zero { list(event, .closedEarly) }
    // A table that is free is one thing, dishes that nobody wants any more are another: the kitchen hears of those.
    for index in items.indices where !items[index].isRemoved {
      items[index].strike(items[index].quantity, by: event.id)
    }
    closing = Closing(at: event.createdAt, cancelledBecause: nil, event: event.id)
    note(event, .final)
  }

  /// Sends what is still in the cart; what another screen sent already stays where it is.
  private mutating func send(_ change: OrderFact.StatusChange, as number: Int, _ event: Event) {
    var move = Move(to: .ordered)
    for named in change.items {
      guard let index = itemIndex[named.id] else {
        list(event, .unknownItem)
        continue
      }
      if let removal = items[index].removal {
        list(event, .itemRemoved, against: removal.event)
      } else if items[index].round == nil {
        items[index].stand(at: .ordered, by: event.id)
        items[index].round = number
        move.take(named.id, from: .opened)
      }
    }
    guard !move.items.isEmpty else { return }
    moves[event.id] = move
    if round(number) == nil {
      rounds.append(Round(number: number, sentBy: event.id, sentAt: event.writtenAt))
      rounds.sort { $0.number < $1.number }
    }
    if let closing { list(event, .alreadyClosed, against: closing.event) }
    note(event, .sent(round: number))
  }

  /// Of two moves of one item the further one holds.
  private mutating func advance(_ change: OrderFact.StatusChange, to status: KitchenStatus, _ event: Event) {
    var move = Move(to: status)
    var overtaken: [EventID] = []
    for named in change.items {
      guard let index = itemIndex[named.id] else {
        list(event, .unknownItem)
        continue
      }
      if let removal = items[index].removal {
        list(event, .itemRemoved, against: removal.event)
      } else if items[index].round == nil {
        list(event, .notSent, against: items[index].movedBy)
      } else if items[index].status < status {
        // The writer saw it further on than it stands: they had not heard that somebody put it back.
        if items[index].wasPutBack, named.from > items[index].status, let back = items[index].movedBy {
          overtaken.append(back)
        }
        // Where the person saw it, which others may have moved it past: that is what a recall goes back to.
        move.take(named.id, from: named.from < status ? named.from : items[index].status)
        items[index].stand(at: status, by: event.id)
        if status == .ready { items[index].readyAt = event.writtenAt }
      }
    }
    for back in overtaken { listOverruled(back, .overtaken, by: event) }
    guard !move.items.isEmpty else { return }
    moves[event.id] = move
    note(event, .moved(to: status))
  }

  /// All named items go back together, or none does: half a recall would split a ticket that nobody split. Two
  /// who take back the same move agree.
  private mutating func putBack(_ change: OrderFact.StatusChange, _ undoes: EventID, _ event: Event) {
    guard let move = moves[undoes] else { return list(event, .unknownChange) }
    var isStill = !undone.contains(undoes)
    var isBack = true
    var movedOnBy: EventID?
    for named in change.items {
      guard let item = item(named.id) else { return list(event, .unknownItem) }
      if let removal = item.removal { return list(event, .itemRemoved, against: removal.event) }
      guard let start = move.start(of: named.id) else { return list(event, .movedOn) }
      isBack = isBack && item.status == start
      let stands = item.status == named.from && item.status == move.to
      if !stands, item.status != start { movedOnBy = item.movedBy ?? movedOnBy }
      isStill = isStill && stands
    }
    if isBack { return }
    guard isStill else { return list(event, .movedOn, against: movedOnBy) }
    let isSeen = change.to == .kitchen(.opened) && !mayUnsend(undoes, at: event.createdAt)
    for named in change.items {
      guard let index = itemIndex[named.id], let start = move.start(of: named.id) else { continue }
      if isSeen { items[index].strike(items[index].quantity, by: event.id) }
      items[index].stand(at: start, by: event.id)
      items[index].wasPutBack = true
      if start < .ready { items[index].readyAt = nil }
      if start == .opened { items[index].round = nil }
    }
    dropEmptyRounds()
    takeBack(undoes)
  }

  /// Whether nobody can have begun to cook what was sent, so that it may be taken back without a void.
  func mayUnsend(_ sending: EventID, at now: Timestamp) -> Bool {
    guard let sent = changes.last(where: { $0.event == sending }) else { return false }
    return now <= sent.at.advanced(byMilliseconds: Self.unsendMs)
  }

  /// A round whose sending was taken back goes, and with it what was said of its delay; one with a void stays until
  /// that is seen.
  mutating func dropEmptyRounds() {
    let held = items.compactMap(\.round) + items.flatMap { $0.fewer.map(\.round) }
    let empty = Set(rounds.map(\.number)).subtracting(held)
    rounds.removeAll { empty.contains($0.number) }
    changes.removeAll {
      if case .delayed(let round, _) = $0.kind { empty.contains(round) } else { false }
    }
    for round in empty { lastWords[.delay(round: round)] = nil }
  }

  mutating func delay(_ minutes: Int64, _ number: Int?, _ earlier: OrderFact.Earlier, _ event: Event) {
    let wanted = number ?? newestRound?.number
    guard let index = rounds.firstIndex(where: { $0.number == wanted }) else {
      return list(event, .unknownRound)
    }
    let subject = Change.Subject.delay(round: rounds[index].number)
    if let undoes = earlier.undoes {
      guard mayTakeBack(undoes, on: subject, event) else { return }
      takeBack(undoes)
    } else if minutes != rounds[index].delayMinutes {
      note(event, .delayed(round: rounds[index].number, before: rounds[index].delayMinutes))
    }
    say(event, on: subject, earlier, isSame: minutes == rounds[index].delayMinutes)
    rounds[index].delayMinutes = minutes
  }
}

extension Item {
  /// Notes where an item stands and what brought it there.
  fileprivate mutating func stand(at status: KitchenStatus, by event: EventID) {
    self.status = status
    movedBy = event
    wasPutBack = false
  }
}
