import Events

/// What events do to single items: added, taken off, put back, more or fewer of them.
extension Order {
  mutating func add(_ item: Item, _ event: Event) {
    guard itemIndex[item.id] == nil else { return list(event, .itemTwice) }
    guard items.count < Self.itemLimit else { return list(event, .tooMany) }
    guard let line = item.lineTotal(quantity: item.quantity), totalHolds(adding: Int128(line.minor))
    else { return list(event, .amount) }
    itemIndex[item.id] = items.count
    items.append(item)
    if let closing { list(event, .alreadyClosed, against: closing.event) }
    note(event, .added(item.id))
  }

  /// Two who take off the same item agree.
  mutating func remove(_ id: ItemID, _ reason: String?, _ undoes: EventID?, _ event: Event) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    guard !items[index].isRemoved else { return }
    if let undoes {
      guard items[index].round == nil else { return list(event, .movedOn, against: items[index].movedBy) }
      guard mayTakeBack(undoes, on: .item(id), event) else { return }
    }
    guard totalHolds(adding: -items[index].lineMinor) else { return list(event, .amount) }
    items[index].remove(because: reason, by: event.id)
    if let undoes { takeBack(undoes) } else { note(event, .removed(id)) }
  }

  /// Puts back what was taken off; not once the kitchen has seen it go.
  mutating func restore(_ id: ItemID, _ undoes: EventID, _ event: Event) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    if !items[index].isRemoved, undone.contains(undoes) { return }
    guard items[index].removal?.event == undoes else { return list(event, .itemNotRemoved) }
    guard mayTakeBack(undoes, on: .item(id), event) else { return }
    guard totalHolds(adding: items[index].lineMinor) else { return list(event, .amount) }
    items[index].removal = nil
    takeBack(undoes)
  }

  mutating func changeQuantity(
    _ id: ItemID, from: Int64, to: Int64, _ undoes: EventID?, _ event: Event
  ) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    if let removal = items[index].removal { return list(event, .itemRemoved, against: removal.event) }
    if let undoes, !mayTakeBack(undoes, on: .item(id), event) { return }
    guard items[index].quantity != to else { return }
    guard items[index].quantity == from else {
      return list(event, .alreadyChanged, against: changes.last { $0.kind.subject == .item(id) }?.event)
    }
    guard let line = items[index].lineTotal(quantity: to),
      totalHolds(adding: Int128(line.minor) - items[index].lineMinor)
    else { return list(event, .amount) }
    if let undoes { items[index].fewer.removeAll { $0.event == undoes } }
    if to < from { items[index].strike(from - to, by: event.id) }
    items[index].quantity = to
    if let undoes { takeBack(undoes) } else { note(event, .quantity(id, from: from, to: to)) }
  }

  mutating func acknowledge(_ id: ItemID, _ event: Event) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    guard items[index].isPendingVoid else {
      // Two who saw the same void agree.
      if !items[index].isRemoved, !items[index].wasSeenGoing { list(event, .itemNotRemoved) }
      return
    }
    items[index].removal?.isPending = false
    items[index].fewer = []
    items[index].wasSeenGoing = true
    note(event, .acknowledged(id))
    dropEmptyRounds()
  }
}

extension Item {
  /// Between sending and serving: someone may be cooking it.
  private var isKnownToKitchen: Bool { round != nil && status != .delivered }

  mutating func remove(because reason: String?, by event: EventID) {
    removal = Removal(event: event, reason: reason, isPending: isKnownToKitchen)
  }

  /// So many of it are not to be made any more; nobody needs to hear that before it is sent, or when it is served.
  mutating func strike(_ quantity: Int64, by event: EventID) {
    guard isKnownToKitchen, let round else { return }
    fewer.append(Fewer(event: event, quantity: quantity, round: round, status: status))
  }
}
