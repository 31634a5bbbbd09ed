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
    closing = Closing(at: event.createdAt, cancelledBecause: nil)
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
      if items[index].isRemoved {
        list(event, .itemRemoved)
      } else if items[index].round == nil {
        items[index].status = .ordered
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
    if closing != nil { list(event, .alreadyClosed) }
    note(event, .sent(round: number))
  }

  /// Of two moves of one item the further one holds.
  private mutating func advance(_ change: OrderFact.StatusChange, to status: KitchenStatus, _ event: Event) {
    var move = Move(to: status)
    for named in change.items {
      guard let index = itemIndex[named.id] else {
        list(event, .unknownItem)
        continue
      }
      if items[index].isRemoved {
        list(event, .itemRemoved)
      } else if items[index].round == nil {
        list(event, .notSent)
      } else if items[index].status < status {
        // Where the person saw it, which others may have moved it past: that is what a recall goes back to.
        move.take(named.id, from: named.from < status ? named.from : items[index].status)
        items[index].status = status
      }
    }
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
    for named in change.items {
      guard let item = item(named.id) else { return list(event, .unknownItem) }
      guard !item.isRemoved else { return list(event, .itemRemoved) }
      guard let start = move.start(of: named.id) else { return list(event, .movedOn) }
      isBack = isBack && item.status == start
      isStill = isStill && item.status == named.from && item.status == move.to
    }
    if isBack { return }
    guard isStill else { return list(event, .movedOn) }
    for named in change.items {
      guard let index = itemIndex[named.id], let start = move.start(of: named.id) else { continue }
      items[index].status = start
      if start == .opened { items[index].round = nil }
    }
    dropEmptyRounds()
    takeBack(undoes)
  }

  /// A round whose sending was taken back goes, and with it what was said of its delay.
  private mutating func dropEmptyRounds() {
    let empty = Set(rounds.map(\.number)).subtracting(items.compactMap(\.round))
    rounds.removeAll { empty.contains($0.number) }
    changes.removeAll {
      if case .delayed(let round, _) = $0.kind { empty.contains(round) } else { false }
    }
  }

  mutating func delay(_ minutes: Int64, _ number: Int?, _ undoes: EventID?, _ event: Event) {
    let wanted = number ?? newestRound?.number
    guard let index = rounds.firstIndex(where: { $0.number == wanted }) else {
      return list(event, .unknownRound)
    }
    if let undoes {
      guard mayTakeBack(undoes, on: .delay(round: rounds[index].number), event) else { return }
      takeBack(undoes)
    } else if minutes != rounds[index].delayMinutes {
      note(event, .delayed(round: rounds[index].number, before: rounds[index].delayMinutes))
    }
    rounds[index].delayMinutes = minutes
  }
}
