import Events

/// What events do to single items: added, taken off, put back, more or fewer of them.
extension Order {
  mutating func add(_ item: Item, _ event: Event) {
    guard itemIndex[item.id] == nil else { return list(event, .itemTwice) }
    guard items.count < Self.itemLimit else { return list(event, .tooMany) }
    guard let line = item.lineTotal(quantity: item.quantity), checkedTotal?.adding(line) != nil
    else { return list(event, .amount) }
    itemIndex[item.id] = items.count
    items.append(item)
    if closing != nil { list(event, .alreadyClosed) }
    note(event, .added(item.id))
  }

  /// Two who took off the same item agree; one who takes off what was put back in the meantime is told.
  mutating func remove(_ id: ItemID, _ reason: String?, _ undoes: EventID?, _ event: Event) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    guard !items[index].isRemoved else { return }
    if let undoes {
      guard items[index].round == nil else { return list(event, .movedOn) }
      guard takeBack(undoes) else { return list(event, .unknownChange) }
    }
    items[index].removal = Item.Removal(
      event: event.id, reason: reason, isPending: items[index].isKnownToKitchen)
    if undoes == nil { note(event, .removed(id)) }
  }

  mutating func restore(_ id: ItemID, _ undoes: EventID, _ event: Event) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    guard items[index].removal?.event == undoes else {
      if !items[index].isRemoved, undone.contains(undoes) { return }
      return list(event, .itemNotRemoved)
    }
    let removal = items[index].removal
    items[index].removal = nil
    guard checkedTotal != nil else {
      items[index].removal = removal
      return list(event, .amount)
    }
    takeBack(undoes)
  }

  mutating func changeQuantity(_ id: ItemID, from: Int64, to: Int64, _ event: Event) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    guard !items[index].isRemoved else { return list(event, .itemRemoved) }
    let before = items[index].quantity
    guard before != to else { return }
    guard before == from else { return list(event, .alreadyChanged) }
    items[index].quantity = to
    guard checkedTotal != nil else {
      items[index].quantity = before
      return list(event, .amount)
    }
    guard let undoes = event.undoes, takeBack(undoes) else {
      return note(event, .quantity(id, from: from, to: to))
    }
  }

  mutating func acknowledge(_ id: ItemID, _ event: Event) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    guard items[index].isRemoved else { return list(event, .itemNotRemoved) }
    guard items[index].isPendingVoid else { return }
    items[index].removal?.isPending = false
    note(event, .final)
  }
}
