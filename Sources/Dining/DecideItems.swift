import Events

/// Commands about what stands on the order and who ordered it.
extension OrderDecider {
  func decideItem(_ command: OrderCommand) throws(Refusal) -> Decision {
    switch command {
    case .join(let name): return try join(name)
    case .add(let addition): return try add(addition)
    case .remove(let name, let reason):
      try checkNoBill()
      try check(reason, "the reason")
      let item = try standing(name)
      guard order.totalHolds(adding: -item.lineMinor) else { throw .noAmount(code) }
      return Decision(.itemRemoved, .item, item.id.uuid) { $0.set("reason", reason) }
    case .quantity(let name, let count): return try changeQuantity(name, count)
    default: preconditionFailure("not about items: \(command)")
    }
  }

  /// What changes the sum is settled before a guest pays it.
  func checkNoBill() throws(Refusal) {
    switch order.bill {
    case .none: return
    case .billRequested: throw .billIsOut(code)
    case .paid: throw .paid(code)
    case .closed: throw .closed(code)
    }
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

  /// As many as there are, and one; further on where somebody whose guests are not known here counted before us.
  private var freeLabel: String {
    let taken = Set(order.participants.map(\.label))
    let number = ((order.participants.count + 1)...).first { !taken.contains(ExactString("P\($0)")) }
    return "P\(number ?? 1)"
  }

  private func add(_ addition: OrderCommand.Addition) throws(Refusal) -> Decision {
    try checkNoBill()
    if author.source == .guest, addition.dish.menuitemID == Dish.openItem { throw .onlyStaff }
    try check(addition.dish.name, "the name")
    try check(addition.note, "the note")
    for modifier in addition.modifiers { try check(modifier.name, "the modifier") }
    guard order.items.count < Order.itemLimit else { throw .tooManyItems(Order.itemLimit) }
    guard (1...Item.quantityLimit).contains(addition.quantity) else { throw .quantity(addition.quantity) }
    let participant = try participant(addition.participant)
    let item = Item(
      id: ItemID(newID()), dish: addition.dish, modifiers: addition.modifiers, participant: participant,
      menuVersion: nil, note: addition.note, quantity: addition.quantity, status: .opened)
    guard let line = item.lineTotal(quantity: item.quantity),
      order.totalHolds(adding: Int128(line.minor))
    else { throw .noAmount(code) }
    return Decision(.itemAdded, .item, item.id.uuid, personal: personal("note", addition.note)) { payload in
      payload.set("allergens", item.dish.allergens.isEmpty ? nil : item.dish.allergens)
      payload.set("course", item.dish.course)
      payload.set("menuitem_id", item.dish.menuitemID)
      payload.set("modifiers", item.modifiers.isEmpty ? nil : item.modifiers.map(Self.write))
      payload.set("name", item.dish.name)
      payload.set("participant_id", participant)
      payload.set("qty", item.quantity)
      payload.set("station", item.dish.station)
      payload.set("unit_price", item.dish.unitPrice.minor)
    }
  }

  private static func write(_ modifier: Modifier) -> PayloadWriter {
    var payload = PayloadWriter()
    payload.set("name", modifier.name)
    payload.set("price", modifier.price.minor)
    return payload
  }

  /// A participant by label (`P1`), id or the id's tail.
  func participant(_ name: String?) throws(Refusal) -> ParticipantID? {
    guard let name else { return nil }
    let found = order.participants.filter { participant in
      participant.label == ExactString(name) || ItemName.isTail(name, of: participant.id.description)
    }
    guard let participant = found.first else { throw .noSuchParticipant(name, code) }
    guard found.count == 1 else { throw .severalParticipants(name, code) }
    return participant.id
  }

  private func changeQuantity(_ name: ItemName, _ count: Int64) throws(Refusal) -> Decision {
    try checkNoBill()
    guard (1...Item.quantityLimit).contains(count) else { throw .quantity(count) }
    let item = try standing(name)
    guard item.quantity != count else { throw .sameQuantity(item.dish.name) }
    guard let line = item.lineTotal(quantity: count),
      order.totalHolds(adding: Int128(line.minor) - item.lineMinor)
    else { throw .noAmount(code) }
    return Decision(.quantityChanged, .item, item.id.uuid) { payload in
      payload.set("from", item.quantity)
      payload.set("to", count)
    }
  }
}
