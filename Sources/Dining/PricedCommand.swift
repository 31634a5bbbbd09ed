import Events

/// What costs or brings money, once the menu's price is looked up and an amount is put into the order's currency.
public enum PricedCommand: Hashable, Sendable {
  case add(OrderCommand.Addition)
  case adjust(Adjustment.Kind, Money, label: String?)
  /// More than is due pays what is due; the rest is change.
  case payCash(Money, PaymentTarget)
  /// What a card terminal took that galley does not know; with its own number for it.
  case payCard(Money, PaymentTarget, slip: String?)
  case refund(Money, Refunding)
  /// What a payment really was.
  case correct(payment: String, Money, reason: String)

  var terms: CommandTerms {
    switch self {
    case .add: .guestsToo
    case .adjust, .payCash, .payCard: .staff
    case .refund, .correct: .staffAfterClosing
    }
  }
}

extension Order {
  /// A participant by label (`P1`), id or the id's tail.
  public func participant(named name: String) throws(Refusal) -> ParticipantID {
    let found = participants.filter { participant in
      participant.label == ExactString(name) || ItemName.isTail(name, of: participant.id.description)
    }
    guard let participant = found.first else { throw .noSuchParticipant(name, codeText) }
    guard found.count == 1 else { throw .severalParticipants(name, codeText) }
    return participant.id
  }
}

extension OrderDecider {
  func decide(_ command: PricedCommand) throws(Refusal) -> Decision {
    switch command {
    case .add(let addition): return try add(addition)
    case .adjust(let kind, let amount, let label): return try adjust(kind, amount, label)
    case .payCash(let amount, let target):
      return try paid(min(amount, order.remaining), target, by: "cash")
    case .payCard(let amount, let target, let slip):
      try check(slip, "the slip's number")
      return try paid(amount, target, by: "card", slip)
    case .refund(let amount, let refunding): return try refund(amount, refunding)
    case .correct(let payment, let amount, let reason): return try correct(payment, to: amount, reason)
    }
  }

  private func add(_ addition: OrderCommand.Addition) throws(Refusal) -> Decision {
    try checkNoBill()
    if author.source == .guest, addition.dish.menuitemID == Dish.openItem { throw .onlyStaff }
    try check(addition.dish.name, "the name")
    try check(addition.note, "the note")
    for modifier in addition.modifiers { try check(modifier.name, "the modifier") }
    guard order.items.count < Order.itemLimit else { throw .tooManyItems(Order.itemLimit) }
    guard (1...Item.quantityLimit).contains(addition.quantity) else { throw .quantity(addition.quantity) }
    return try added(
      Item(
        id: ItemID(newID()), dish: addition.dish, modifiers: addition.modifiers,
        participant: try participant(addition.participant), menuVersion: addition.menuVersion,
        note: addition.note,
        quantity: addition.quantity, status: .opened))
  }

  /// The same dish once more, in the cart.
  func more(of item: Item, _ quantity: Int64) throws(Refusal) -> Decision {
    guard order.items.count < Order.itemLimit else { throw .tooManyItems(Order.itemLimit) }
    return try added(
      Item(
        id: ItemID(newID()), dish: item.dish, modifiers: item.modifiers, participant: item.participant,
        menuVersion: item.menuVersion, note: item.note, quantity: quantity, status: .opened))
  }

  private func added(_ item: Item) throws(Refusal) -> Decision {
    guard let line = item.lineTotal(quantity: item.quantity),
      order.totalHolds(adding: Int128(line.minor))
    else { throw .noAmount(code) }
    return Decision(.itemAdded, .item, item.id.uuid, personal: personal("note", item.note)) { payload in
      payload.set("allergens", item.dish.allergens.isEmpty ? nil : item.dish.allergens)
      payload.set("course", item.dish.course)
      payload.set("menu_version", item.menuVersion)
      payload.set("menuitem_id", item.dish.menuitemID)
      payload.set("modifiers", item.modifiers.isEmpty ? nil : item.modifiers.map(Self.write))
      payload.set("name", item.dish.name)
      payload.set("participant_id", item.participant)
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

  func participant(_ name: String?) throws(Refusal) -> ParticipantID? {
    guard let name else { return nil }
    return try order.participant(named: name)
  }

  private func adjust(_ kind: Adjustment.Kind, _ amount: Money, _ label: String?) throws(Refusal) -> Decision
  {
    try check(label, "the label")
    guard order.bill != .paid else { throw .paid(code) }
    if let open = order.openPayments.first { try warnPaying(open) }
    guard amount > .zero else { throw .emptyText("the amount") }
    return try adjustment(kind, amount, label)
  }

  func adjustment(_ kind: Adjustment.Kind, _ amount: Money, _ label: String?) throws(Refusal) -> Decision {
    guard !kind.takesOff || amount <= order.total else { throw .moreThanTotal(code) }
    let signed = kind.takesOff ? amount.negated : amount
    guard order.totalHolds(adding: Int128(signed.minor)) else { throw .noAmount(code) }
    return Decision(.adjustmentAdded) { payload in
      payload.set("amount", signed.minor)
      payload.set("kind", kind.rawValue)
      payload.set("label", label)
    }
  }

  /// Money for a share that no longer fits counts as what it is: money for the order.
  private func paid(
    _ amount: Money, _ target: PaymentTarget, by means: ExactString, _ externalRef: String? = nil
  ) throws(Refusal) -> Decision {
    try checkBillable()
    guard order.bill != .paid else { throw .paid(code) }
    guard order.remaining > .zero else { throw .nothingDue(code) }
    guard amount > .zero else { throw .emptyText("the amount") }
    let part = try order.part(target, isOpenToo: true)
    if let open = order.openPayments.first(where: { part.overlaps($0) }) { try warnPaying(open) }
    let payment = newID()
    return Decision(.paid, .payment, payment) { payload in
      payload.set("amount", amount.minor)
      payload.set("external_ref", externalRef)
      payload.set("participant_id", part.participant)
      payload.set("payment_id", payment)
      payload.set("provider", means)
      payload.set("share", part.share)
    }
  }
}
