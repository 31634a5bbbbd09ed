import Events

/// Reading what events say of an order, of what is on it and of how far the kitchen is.
extension OrderFact {
  static func item(_ event: Event) -> ItemID? {
    event.entityType == .item ? event.entityUUID.map { ItemID($0) } : nil
  }

  static func participant(_ event: Event) -> ParticipantID? {
    event.entityType == .participant ? event.entityUUID.map { ParticipantID($0) } : nil
  }

  /// The contract does not know the key, so whatever somebody else means by it makes no event senseless.
  static func replaced(_ fields: inout PayloadReader) -> EventID? {
    fields.json("replaces")?.string.flatMap { UUIDv7($0) }.map { EventID($0) }
  }

  static func sentMessage(_ fields: inout PayloadReader) -> OrderFact? {
    guard let channel = fields.text("channel"), let template = fields.text("template") else { return nil }
    return .noted(.messageSent(channel: channel, template: template))
  }

  static func failedMessage(_ fields: inout PayloadReader) -> OrderFact? {
    guard let channel = fields.text("channel"), let reason = fields.text("reason"),
      fields.text("template") != nil
    else { return nil }
    return .noted(.messageFailed(channel: channel, reason: reason))
  }

  static func freeing(_ fields: inout PayloadReader) -> OrderFact? {
    guard let reason = fields.text("reason"), fields.text("table_id") != nil else { return nil }
    return .tableFreed(reason: reason)
  }

  static func tableMove(_ fields: inout PayloadReader) -> OrderFact? {
    let replaces = replaced(&fields)
    guard let table = fields.exact("table_id") else { return nil }
    return .tableMoved(to: table, Earlier(replaces: replaces, undoes: fields.identifier("undoes")))
  }

  static func removal(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    let reason = fields.text("reason")
    let undoes: EventID? = fields.identifier("undoes")
    return item(event).map { .itemRemoved($0, reason: reason, undoes: undoes) }
  }

  static func restoring(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let item = item(event), let undoes: EventID = fields.identifier("undoes") else { return nil }
    return .itemRestored(item, undoes: undoes)
  }

  static func quantity(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let item = item(event), let from = fields.int("from"), let to = fields.int("to"),
      (1...Item.quantityLimit).contains(to)
    else { return nil }
    return .quantityChanged(item, from: from, to: to, undoes: fields.identifier("undoes"))
  }

  /// An amount that is not negative.
  static func amount(_ minor: Int64?) -> Money? {
    guard let minor, minor >= 0 else { return nil }
    return Money(minor: minor)
  }

  static func opening(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    let arm = fields.text("arm")
    guard let currency = fields.text("currency").flatMap(Currency.init) else { return nil }
    let experiment = fields.uuid("experiment_id")
    let guests = fields.int("guests")
    let menu = fields.exact("menu_id")
    let version = fields.exact("menu_version")
    guard let type = fields.text("order_type").flatMap(OrderType.init) else { return nil }
    let promised = fields.time("promised_at")
    let session = fields.uuid("session_id")
    guard let code = fields.exact("short_code"), !code.string.isEmpty else { return nil }
    let table = fields.exact("table_id")
    if let guests, !(0...guestLimit).contains(guests) { return nil }
    return .opened(
      Order.Opening(
        shortCode: code, currency: currency, type: type, guests: guests, promisedAt: promised, menuID: menu,
        menuVersion: version, experiment: experiment, arm: arm, session: session,
        createdAt: event.createdAt),
      table: table)
  }

  static func joining(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let id = participant(event), let label = fields.exact("label") else { return nil }
    var personal = event.personal
    return .joined(Participant(id: id, label: label, name: personal.text("name")))
  }

  static func adding(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    let allergens = fields.texts("allergens") ?? []
    let course = fields.text("course")
    let version = fields.exact("menu_version")
    guard let menuitem = fields.exact("menuitem_id") else { return nil }
    let modifiers = fields.objects("modifiers") { fields -> Modifier? in
      guard let name = fields.text("name"), let price = fields.int("price").flatMap({ Money(minor: $0) })
      else {
        return nil
      }
      return Modifier(name: name, price: price)
    }
    guard let name = fields.text("name") else { return nil }
    let participant: ParticipantID? = fields.identifier("participant_id")
    guard let quantity = fields.int("qty"), (1...Item.quantityLimit).contains(quantity) else { return nil }
    let station = fields.exact("station")
    guard let price = amount(fields.int("unit_price")), let id = item(event) else { return nil }
    var personal = event.personal
    let note = personal.text("note")
    return .itemAdded(
      Item(
        id: id,
        dish: Dish(
          menuitemID: menuitem, name: name, unitPrice: price, allergens: allergens, station: station,
          course: course),
        modifiers: modifiers ?? [], participant: participant, menuVersion: version,
        note: note, isNoteErased: note == nil && event.digest != nil, quantity: quantity, status: .opened))
  }

  /// Going back without naming what it takes back makes no sense, and neither does moving nothing.
  static func statusChange(_ fields: inout PayloadReader) -> StatusChange? {
    guard let from = fields.text("from") else { return nil }
    let items = fields.objects("items") { fields -> (id: ItemID, from: KitchenStatus)? in
      guard let from = fields.word("from", of: KitchenStatus.words),
        let id: ItemID = fields.identifier("item_id")
      else { return nil }
      return (id, KitchenStatus.allCases[from])
    }
    let isRecall = fields.bool("recall") ?? false
    let round = fields.int("round")
    guard let items, let to = fields.text("to") else { return nil }
    if let round, !(1...roundLimit).contains(round) { return nil }
    let undoes: EventID? = fields.identifier("undoes")
    if to == BillStatus.closed.rawValue {
      return items.isEmpty
        ? StatusChange(to: .closed, items: [], round: nil, isRecall: isRecall, undoes: nil) : nil
    }
    guard let status = KitchenStatus(rawValue: to), let start = KitchenStatus(rawValue: from), !items.isEmpty
    else { return nil }
    if undoes == nil, isRecall || status == .opened || status < start { return nil }
    return StatusChange(
      to: .kitchen(status), items: items, round: round.map { Int($0) }, isRecall: isRecall, undoes: undoes)
  }

  /// What clears alerts has no personal data, which can't be erased: so all agree on which it is.
  static func alert(_ event: Event, _ fields: inout PayloadReader) -> OrderFact {
    var personal = event.personal
    let text = personal.text("text")
    let replaces = replaced(&fields)
    return .alertSet(
      text: text, isBlank: event.digest == nil,
      Earlier(replaces: replaces, undoes: fields.identifier("undoes")))
  }

  static func clearedAlert(_ fields: inout PayloadReader) -> OrderFact? {
    guard let alert: EventID = fields.identifier("alert") else { return nil }
    return .alertCleared(alert, undoes: fields.identifier("undoes"))
  }

  static func delay(_ fields: inout PayloadReader) -> OrderFact? {
    guard let minutes = fields.int("delay_minutes"), (0...Round.delayMinutesLimit).contains(minutes) else {
      return nil
    }
    let replaces = replaced(&fields)
    let round = fields.int("round")
    let undoes: EventID? = fields.identifier("undoes")
    if let round, !(1...roundLimit).contains(round) { return nil }
    return .delayMarked(
      minutes: minutes, round: round.map { Int($0) }, Earlier(replaces: replaces, undoes: undoes))
  }
}
