import Events

/// What is asked about single items that stand on an order, and about who sits at it.
public enum ItemCommand: Hashable, Sendable {
  case join(name: String?)
  case remove(ItemName, reason: String?)
  case quantity(ItemName, Int64)

  var terms: CommandTerms {
    switch self {
    case .join, .remove, .quantity: .guestsToo
    }
  }

  /// The command line that asks for it.
  public func line(on order: String) -> TypedLine {
    switch self {
    case .join(let name): TypedLine("participant join", TypedLine.flag("name", name), on: [order])
    case .remove(let item, let reason):
      TypedLine("order remove", TypedLine.flag("reason", reason), on: [order, item.text])
    case .quantity(let item, let count): TypedLine("order quantity", on: [order, item.text, "\(count)"])
    }
  }
}

extension Order {
  /// Why nothing that costs may be added or taken off now; nil where it may.
  public var noMoreDishes: Refusal? {
    switch bill {
    case .none: nil
    case .billRequested: .billIsOut(codeText)
    case .paid: .paid(codeText)
    case .closed: .closed(codeText)
    }
  }
}

extension OrderDecider {
  func decide(_ command: ItemCommand) throws(Refusal) -> Decision {
    switch command {
    case .join(let name): return try join(name)
    case .remove(let name, let reason):
      try checkNoBill()
      try check(reason, "the reason")
      let item = try standing(name)
      try checkMayChange(item)
      try checkBill(adding: -item.lineMinor)
      return Decision(.itemRemoved, .item, item.id.uuid) { $0.set("reason", reason) }
    case .quantity(let name, let count): return try changeQuantity(name, count)
    }
  }

  /// What changes the sum is settled before a guest pays it. Whoever means it all the same takes the bill back with it.
  func checkNoBill() throws(Refusal) {
    // What a till sold long ago was sold, whatever has been paid of it.
    if author.source == .system { return }
    if let open = order.openPayments.first { try warnPaying(open) }
    if order.bill == .billRequested, author.isAnyway { return }
    if let refusal = order.noMoreDishes { throw refusal }
  }

  /// What the kitchen was told of is no guest's to change, from whichever surface they ask (S9).
  func checkMayChange(_ item: Item) throws(Refusal) {
    guard author.source == .guest, item.status != .opened else { return }
    throw .sentAlready(item.dish.name)
  }

  private func standing(_ name: ItemName) throws(Refusal) -> Item {
    let item = try name.item(in: order)
    guard !item.isRemoved else { throw .alreadyRemoved(item.dish.name) }
    return item
  }

  private func join(_ name: String?) throws(Refusal) -> Decision {
    try check(name, "the name")
    return Decision(.participantJoined, .participant, newID(), personal: personal("name", name)) {
      $0.set("label", freeLabel)
    }
  }

  /// The label of the next guest: `P3` where two are known. Where that is given already, by a terminal that knew more
  /// guests, the first number after it that is free.
  private var freeLabel: String {
    let taken = Set(order.participants.map(\.label))
    let number = ((order.participants.count + 1)...).first { !taken.contains(ExactString("P\($0)")) }
    return "P\(number ?? 1)"
  }

  private func changeQuantity(_ name: ItemName, _ count: Int64) throws(Refusal) -> Decision {
    try checkNoBill()
    guard (1...Item.quantityLimit).contains(count) else { throw .quantity(count) }
    let item = try standing(name)
    try checkMayChange(item)
    guard item.quantity != count else { throw .noChange("\(item.dish.name) has that quantity") }
    if count > item.quantity, isSoldOut(item.dish.menuitemID) { throw .soldOut(item.dish.name, on: code) }
    // What the kitchen has is never raised: nobody would cook the rest of a dish that is ready.
    if count > item.quantity, item.round != nil { return try more(of: item, count - item.quantity) }
    guard let line = item.lineTotal(quantity: count) else { throw .noAmount(code) }
    try checkBill(adding: Int128(line.minor) - item.lineMinor)
    return Decision(.quantityChanged, .item, item.id.uuid) { payload in
      payload.set("from", item.quantity)
      payload.set("to", count)
    }
  }
}
