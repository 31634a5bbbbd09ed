import Events
import Testing

@testable import Dining

/// Every key of the contract's table is read: written with all its keys, an event's content shows each of them, and
/// a value of another kind under any of them makes no sense.
@Suite struct KeyTests {
  /// A type of an order's stream with every key of its payload, in ascending order.
  struct Row: CustomTestStringConvertible {
    let type: EventType
    let entity: EntityType
    let keys: [Key]
    let personal: [Key]

    init(_ type: EventType, _ entity: EntityType, _ keys: [Key] = [], personal: [Key] = []) {
      self.type = type
      self.entity = entity
      self.keys = keys
      self.personal = personal
    }

    var testDescription: String { type.rawValue }
  }

  struct Key {
    let name: StaticString
    let value: JSON
    /// How the value looks in the fact; nil where it is only checked to be of its kind.
    let shown: String?
    /// False for what the contract does not know, so that whatever somebody means by it makes nothing senseless.
    let isChecked: Bool

    init(_ name: StaticString, _ value: JSON, shown: String?, isChecked: Bool = true) {
      self.name = name
      self.value = value
      self.shown = shown
      self.isChecked = isChecked
    }

    /// A text, or an identifier: the fact shows it as it is.
    init(_ name: StaticString, _ text: String, isChecked: Bool = true) {
      self.init(name, .string(text), shown: text, isChecked: isChecked)
    }

    init(_ name: StaticString, _ number: Int64) {
      self.init(name, .int(number), shown: "\(number)")
    }

    static func onlyChecked(_ name: StaticString, _ value: JSON) -> Key { Key(name, value, shown: nil) }
  }

  private static func id(_ seed: UInt64) -> String { newOrder(seed).description }

  private static let undoes = Key("undoes", id(60))
  private static let replaces = Key("replaces", id(61), isChecked: false)
  private static let participant = Key("participant_id", id(62))
  private static let payment = Key("payment_id", id(63))
  private static let reason = Key("reason", "the reason")

  static let rows: [Row] = [
    Row(
      .orderOpened, .order,
      [
        Key("arm", "blue"), Key("currency", "EUR"), Key("experiment_id", id(64)), Key("guests", 47),
        Key("menu_id", "lunch"), Key("menu_version", "lunch-7"),
        Key("order_type", .string("takeaway"), shown: "OrderType.takeaway"),
        Key("promised_at", "2026-11-22T19:04:05.123Z"), .onlyChecked("session_id", .string(id(65))),
        Key("short_code", "B09"), Key("table_id", "T41"),
      ]),
    Row(.orderMoved, .order, [replaces, Key("table_id", "T41"), undoes]),
    Row(.orderCancelled, .order, [reason]),
    Row(
      .orderChanged, .order,
      [
        Key("guests", 47), Key("order_type", .string("takeaway"), shown: "OrderType.takeaway"),
        Key("promised_at", "2026-11-22T19:04:05.123Z"), replaces, undoes,
      ]),
    Row(.orderReopened, .order, [undoes]),
    Row(.participantJoined, .participant, [Key("label", "P8")], personal: [Key("name", "Zoe")]),
    Row(.participantLeft, .participant),
    Row(
      .itemAdded, .item,
      [
        Key("allergens", .array(["nuts", "milk"]), shown: #"["nuts", "milk"]"#), Key("course", "starter"),
        Key("menu_version", "lunch-7"), Key("menuitem_id", "tea-9"),
        Key("modifiers", .array([.object(["name": "honey", "price": 53])]), shown: "53"), Key("name", "Tea"),
        participant, Key("qty", 47), Key("station", "bar"), Key("unit_price", 229),
      ], personal: [Key("note", "very hot")]),
    Row(.itemRemoved, .item, [reason, undoes]),
    Row(.itemRestored, .item, [undoes]),
    Row(.quantityChanged, .item, [Key("from", 41), Key("to", 47), undoes]),
    Row(.voidAcknowledged, .item),
    Row(
      .statusChanged, .order,
      [
        .onlyChecked("from", "ready"),
        Key("items", .array([.object(["from": "ready", "item_id": .string(id(66))])]), shown: id(66)),
        Key("recall", true, shown: "isRecall: true"), Key("round", 47),
        Key("to", .string("preparing"), shown: "KitchenStatus.preparing"), undoes,
      ]),
    Row(.alertSet, .order, [replaces, undoes], personal: [Key("text", "no nuts")]),
    Row(.alertCleared, .order, [Key("alert", .string(id(61)), shown: id(61)), undoes]),
    Row(.rushSet, .order, [Key("rush", true, shown: "true"), undoes]),
    Row(.delayMarked, .order, [Key("delay_minutes", 47), replaces, Key("round", 53), undoes]),
    Row(
      .adjustmentAdded, .order,
      [Key("amount", -229), Key("kind", .string("comp"), shown: "Kind.comp"), Key("label", "regular")]),
    Row(.adjustmentRemoved, .order, [undoes]),
    Row(.billRequested, .order, [.onlyChecked("from", "ready"), Key("total", 229)]),
    Row(.billWithdrawn, .order, [.onlyChecked("reason", "mistake"), undoes]),
    Row(.billViewed, .order),
    Row(
      .splitAgreed, .payment,
      [
        replaces,
        Key(
          "shares",
          .array([.object(["amount": 229, "participant_id": .string(id(62)), "share": 7])]), shown: id(62)),
        .onlyChecked("total", 229),
      ]),
    Row(
      .paymentRequested, .payment,
      [
        Key("amount", 229), participant, payment, Key("provider", "card"), Key("share", 7),
        Key("tip", 31), .onlyChecked("trigger", "left"),
      ]),
    Row(
      .paymentStarted, .payment,
      [
        Key("external_ref", "pi_1"), payment, Key("state", .string("needs_guest"), shown: "needsGuest"),
        Key("url", "https://pay"),
      ]),
    Row(.paymentFailed, .payment, [payment, reason]),
    Row(.paymentCancelled, .payment, [payment, reason]),
    Row(
      .paid, .payment,
      [
        Key("amount", 229), Key("external_ref", "pi_1"), participant, payment, Key("provider", "card"),
        .onlyChecked("reason", "slip"), Key("share", 7),
      ]),
    Row(
      .refunded, .payment,
      [Key("amount", 229), Key("external_ref", "re_1"), payment, reason]),
    Row(.paymentMethodAttached, .participant, [Key("provider", "card"), Key("reference", "pm_1")]),
    Row(.paymentMethodDetached, .participant),
    Row(
      .autopayArmed, .participant,
      [
        .onlyChecked("consent_text", "yes"), Key("max_amount", 229),
        Key("scope", .string("order"), shown: "coversOrder: true"),
      ]),
    Row(.autopayDisarmed, .participant, [reason]),
    Row(
      .autopayAttempted, .payment,
      [Key("amount", 229), .onlyChecked("payment_id", .string(id(63))), .onlyChecked("trigger", "left")]),
    Row(.mealCompleted, .order),
    Row(.tableFreed, .order, [reason, .onlyChecked("table_id", "T41")]),
    Row(.messageSent, .order, [Key("channel", "sms"), Key("template", "ready")]),
    Row(
      .messageFailed, .order, [Key("channel", "sms"), reason, .onlyChecked("template", "ready")]),
  ]

  private func event(_ row: Row, _ keys: [(StaticString, JSON)]) throws -> Event {
    var payload = PayloadWriter()
    for (name, value) in keys { payload.set(name, value) }
    var personal: PayloadWriter?
    if !row.personal.isEmpty {
      var writer = PayloadWriter()
      for key in row.personal { writer.set(key.name, key.value) }
      personal = writer
    }
    var box = Box("till")
    return try box.write(
      row.type, row.entity, row.entity == .order ? nil : newOrder(50).uuid, newOrder(1), payload,
      personal: personal)
  }

  @Test func everyTypeAndKeyOfTheTableHasARow() {
    let ofOrders = EventType.table.filter { $0.entities.allSatisfy(\.isOfOrder) }
    #expect(Self.rows.map(\.type) == ofOrders.map(\.type))
    for (row, table) in zip(Self.rows, ofOrders) {
      // What stands in brackets explains a key.
      let plain = table.payload.replacing(/\s*[(\[].*?[)\]]/, with: "")
      let names = plain.split(separator: ", ").map { String($0.prefix { $0 != "?" && $0 != "*" }) }
      #expect(Set((row.keys + row.personal).map { "\($0.name)" }) == Set(names), "\(row.type)")
    }
  }

  @Test(arguments: rows) func everyKeyIsFoundInTheFact(_ row: Row) throws {
    let event = try event(row, row.keys.map { ($0.name, $0.value) })
    let fact = try #require(OrderFact(event, row.type))
    let text = String(describing: fact)
    for key in row.keys + row.personal {
      if let shown = key.shown { #expect(text.contains(shown), "\(key.name) in \(text)") }
    }
  }

  @Test(arguments: rows) func aValueOfAnotherKindMakesNoSense(_ row: Row) throws {
    for (index, key) in row.keys.enumerated() where key.isChecked {
      var keys = row.keys.map { ($0.name, $0.value) }
      keys[index].1 = .object(["x": 1])
      #expect(OrderFact(try event(row, keys), row.type) == nil, "\(key.name)")
    }
  }
}
