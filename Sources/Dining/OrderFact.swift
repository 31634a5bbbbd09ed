import Events

/// The content of an event of an order's stream, read and found to make sense.
///
/// Reading fails where a key is missing, of another kind, or beyond its bounds; such an event is kept and passed
/// on, without effect.
package enum OrderFact {
  case opened(Order.Opening, table: ExactString?)
  case tableMoved(to: ExactString, Earlier)
  case cancelled(reason: String)
  case joined(Participant)
  case left(ParticipantID)
  case itemAdded(Item)
  case itemRemoved(ItemID, reason: String?, undoes: EventID?)
  case itemRestored(ItemID, undoes: EventID)
  case quantityChanged(ItemID, from: Int64, to: Int64, undoes: EventID?)
  case voidAcknowledged(ItemID)
  case statusChanged(StatusChange)
  case alertSet(text: String?, isCleared: Bool, Earlier)
  case rushSet(Bool, undoes: EventID?)
  case delayMarked(minutes: Int64, round: Int?, Earlier)
  case adjusted(Adjustment)
  case adjustmentRemoved(undoes: EventID)
  case billRequested
  case billWithdrawn(undoes: EventID?)
  case splitAgreed([Share], Earlier)
  case payment(PaymentFact)
  case methodAttached(ParticipantID, provider: ExactString)
  case methodDetached(ParticipantID)
  case autopayArmed(ParticipantID, Participant.Autopay)
  case autopayDisarmed(ParticipantID)
  case mealCompleted
  case tableFreed
  /// Told for the record: it changes nothing of the order.
  case noted

  /// What a change says of those before it.
  package struct Earlier {
    /// The latest change of the same thing that its writer knew of; nil where they knew of none.
    let replaces: EventID?
    let undoes: EventID?
  }

  /// What `status_changed` says.
  package struct StatusChange {
    let to: Target
    let items: [(id: ItemID, from: KitchenStatus)]
    let round: Int?
    let undoes: EventID?

    enum Target {
      case kitchen(KitchenStatus)
      case closed
    }
  }

  /// What the events about one payment say.
  package struct PaymentFact {
    let id: PaymentID
    let step: Step

    enum Step {
      case requested(provider: ExactString, amount: Money, share: Int64?, participant: ParticipantID?)
      case started(externalRef: ExactString, url: String?)
      case failed(reason: String)
      case cancelled(reason: String)
      case paid(
        provider: ExactString, amount: Money, externalRef: ExactString?, share: Int64?,
        participant: ParticipantID?)
      case refunded(Money)
    }
  }

  /// The most rounds that an order may have.
  static let roundLimit: Int64 = 999
  /// The most guests at one table.
  static let guestLimit: Int64 = 9_999
}

extension OrderFact {
  /// Reads an event's content; nil where it makes no sense.
  package init?(_ event: Event, _ type: EventType) {
    var fields = event.payload
    guard let fact = Self.read(event, type, &fields), fields.isSound else { return nil }
    self = fact
  }

  private static func read(_ event: Event, _ type: EventType, _ fields: inout PayloadReader) -> OrderFact? {
    switch type {
    case .orderOpened: return opening(event, &fields)
    case .orderMoved:
      let replaces = replaced(&fields)
      guard let table = fields.exact("table_id") else { return nil }
      return .tableMoved(to: table, Earlier(replaces: replaces, undoes: fields.identifier("undoes")))
    case .orderCancelled: return fields.text("reason").map { .cancelled(reason: $0) }
    case .participantJoined: return joining(event, &fields)
    case .participantLeft: return participant(event).map { .left($0) }
    case .itemAdded: return adding(event, &fields)
    case .itemRemoved:
      let reason = fields.text("reason")
      let undoes: EventID? = fields.identifier("undoes")
      return item(event).map { .itemRemoved($0, reason: reason, undoes: undoes) }
    case .itemRestored:
      guard let item = item(event), let undoes: EventID = fields.identifier("undoes") else { return nil }
      return .itemRestored(item, undoes: undoes)
    case .quantityChanged:
      guard let item = item(event), let from = fields.int("from"), let to = fields.int("to"),
        (1...Item.quantityLimit).contains(to)
      else { return nil }
      return .quantityChanged(item, from: from, to: to, undoes: fields.identifier("undoes"))
    case .voidAcknowledged: return item(event).map { .voidAcknowledged($0) }
    case .statusChanged: return statusChange(&fields).map { .statusChanged($0) }
    case .alertSet: return alert(event, &fields)
    case .rushSet: return fields.bool("rush").map { .rushSet($0, undoes: fields.identifier("undoes")) }
    case .delayMarked: return delay(&fields)
    case .mealCompleted: return .mealCompleted
    case .tableFreed:
      return fields.text("reason") == nil || fields.text("table_id") == nil ? nil : .tableFreed
    case .billViewed: return .noted
    case .messageSent, .messageFailed: return message(type, &fields)
    default: return money(event, type, &fields)
    }
  }

  private static func item(_ event: Event) -> ItemID? {
    event.entityType == .item ? event.entityUUID.map { ItemID($0) } : nil
  }

  static func participant(_ event: Event) -> ParticipantID? {
    event.entityType == .participant ? event.entityUUID.map { ParticipantID($0) } : nil
  }

  /// The contract does not know the key, so whatever somebody else means by it makes no event senseless.
  static func replaced(_ fields: inout PayloadReader) -> EventID? {
    fields.json("replaces")?.string.flatMap { UUIDv7($0) }.map { EventID($0) }
  }

  static func message(_ type: EventType, _ fields: inout PayloadReader) -> OrderFact? {
    guard fields.text("channel") != nil, type == .messageSent || fields.text("reason") != nil,
      fields.text("template") != nil
    else { return nil }
    return .noted
  }

  /// An amount that is not negative.
  static func amount(_ minor: Int64?) -> Money? {
    guard let minor, minor >= 0 else { return nil }
    return Money(minor: minor)
  }

  private static func opening(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    let arm = fields.text("arm")
    guard let currency = fields.text("currency").flatMap(Currency.init) else { return nil }
    let experiment = fields.uuid("experiment_id")
    let guests = fields.int("guests")
    let menu = fields.exact("menu_id")
    let version = fields.exact("menu_version")
    guard let type = fields.text("order_type").flatMap(OrderType.init) else { return nil }
    let promised = fields.time("promised_at")
    _ = fields.uuid("session_id")
    guard let code = fields.exact("short_code"), !code.string.isEmpty else { return nil }
    let table = fields.exact("table_id")
    if let guests, !(0...guestLimit).contains(guests) { return nil }
    return .opened(
      Order.Opening(
        shortCode: code, currency: currency, type: type, guests: guests, promisedAt: promised, menuID: menu,
        menuVersion: version, experiment: experiment, arm: arm, createdAt: event.createdAt),
      table: table)
  }

  private static func joining(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    guard let id = participant(event), let label = fields.exact("label") else { return nil }
    var personal = event.personal
    return .joined(Participant(id: id, label: label, name: personal.text("name")))
  }

  private static func adding(_ event: Event, _ fields: inout PayloadReader) -> OrderFact? {
    let allergens = fields.texts("allergens") ?? []
    let course = fields.text("course")
    guard let menuitem = fields.exact("menuitem_id") else { return nil }
    let version = fields.exact("menu_version")
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
    return .itemAdded(
      Item(
        id: id,
        dish: Dish(
          menuitemID: menuitem, name: name, unitPrice: price, allergens: allergens, station: station,
          course: course),
        modifiers: modifiers ?? [], participant: participant, menuVersion: version,
        note: personal.text("note"), quantity: quantity, status: .opened))
  }

  /// Going back without naming what it takes back makes no sense, and neither does moving nothing.
  private static func statusChange(_ fields: inout PayloadReader) -> StatusChange? {
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
      return items.isEmpty ? StatusChange(to: .closed, items: [], round: nil, undoes: nil) : nil
    }
    guard let status = KitchenStatus(rawValue: to), let start = KitchenStatus(rawValue: from), !items.isEmpty
    else { return nil }
    if undoes == nil, isRecall || status == .opened || status < start { return nil }
    return StatusChange(to: .kitchen(status), items: items, round: round.map { Int($0) }, undoes: undoes)
  }

  /// A cleared alert has no personal data, or an empty text there; what was erased was a caution.
  private static func alert(_ event: Event, _ fields: inout PayloadReader) -> OrderFact {
    var personal = event.personal
    let text = personal.text("text")
    let replaces = replaced(&fields)
    return .alertSet(
      text: text, isCleared: event.digest == nil || text == "",
      Earlier(replaces: replaces, undoes: fields.identifier("undoes")))
  }

  private static func delay(_ fields: inout PayloadReader) -> OrderFact? {
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
