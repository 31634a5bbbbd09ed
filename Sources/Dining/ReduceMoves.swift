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
    closing = Closing(at: event.createdAt, cancelledBecause: nil)
    note(event, .final)
  }

  /// Sends what is still in the cart; what another screen sent already stays where it is.
  private mutating func send(_ change: OrderFact.StatusChange, as number: Int, _ event: Event) {
    var move = Move(from: [:], to: .ordered)
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
        move.from[named.id] = .opened
      }
    }
    guard !move.from.isEmpty else { return }
    moves[event.id] = move
    if round(number) == nil {
      rounds.append(Round(number: number, sentBy: event.id, sentAt: event.writtenAt))
      rounds.sort { $0.number < $1.number }
    }
    note(event, .sent(round: number))
  }

  /// Of two moves of one item the further one holds.
  private mutating func advance(_ change: OrderFact.StatusChange, to status: KitchenStatus, _ event: Event) {
    var move = Move(from: [:], to: status)
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
        move.from[named.id] = items[index].status
        items[index].status = status
      }
    }
    guard !move.from.isEmpty else { return }
    moves[event.id] = move
    note(event, .moved(to: status))
  }

  /// All named items go back together, or none does: half a recall would split a ticket that nobody split.
  private mutating func putBack(_ change: OrderFact.StatusChange, _ undoes: EventID, _ event: Event) {
    if undone.contains(undoes) { return list(event, .movedOn) }
    guard let move = moves[undoes] else { return list(event, .unknownChange) }
    for named in change.items {
      guard let item = item(named.id) else { return list(event, .unknownItem) }
      guard !item.isRemoved else { return list(event, .itemRemoved) }
      guard item.status == named.from, item.status == move.to, move.from[named.id] != nil else {
        return list(event, .movedOn)
      }
    }
    for named in change.items {
      guard let index = itemIndex[named.id], let status = move.from[named.id] else { continue }
      items[index].status = status
      if status == .opened { items[index].round = nil }
    }
    rounds.removeAll { round in !items.contains { $0.round == round.number } }
    takeBack(undoes)
  }

  mutating func delay(_ minutes: Int64, _ number: Int?, _ undoes: EventID?, _ event: Event) {
    let wanted = number ?? newestRound?.number
    guard let index = rounds.firstIndex(where: { $0.number == wanted }) else {
      return list(event, .unknownRound)
    }
    if let undoes {
      guard rounds[index].delay?.event == undoes else { return list(event, .alreadyChanged) }
      rounds[index].delay = minutes == 0 ? nil : Round.Delay(minutes: minutes, event: event.id)
      takeBack(undoes)
    } else {
      let before = rounds[index].delayMinutes
      rounds[index].delay = Round.Delay(minutes: minutes, event: event.id)
      note(event, .delayed(round: rounds[index].number, before: before))
    }
  }
}
