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
    items[index].removal = Item.Removal(
      event: event.id, reason: reason, isPending: items[index].isKnownToKitchen)
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
    items[index].quantity = to
    if let undoes { takeBack(undoes) } else { note(event, .quantity(id, from: from, to: to)) }
  }

  mutating func acknowledge(_ id: ItemID, _ event: Event) {
    guard let index = itemIndex[id] else { return list(event, .unknownItem) }
    guard items[index].isRemoved else { return list(event, .itemNotRemoved) }
    guard items[index].isPendingVoid else { return }
    items[index].removal?.isPending = false
    note(event, .acknowledged(id))
  }
}
