import Events
import Testing

@testable import Dining

/// S17: an event that makes no sense is kept and passed on, has no effect and is listed.
@Suite struct SenselessTests {
  /// A sound payload of each type of an order's stream; `ITEM`, `PERSON`, `EVENT` and `PAY` stand for identifiers.
  static let sound: [(type: EventType, entity: EntityType, payload: String)] = [
    (.orderOpened, .order, #"{"currency":"EUR","order_type":"dine_in","short_code":"B09"}"#),
    (.orderMoved, .order, #"{"table_id":"T9"}"#),
    (.orderCancelled, .order, #"{"reason":"left"}"#),
    (.orderChanged, .order, #"{"order_type":"takeaway"}"#),
    (.orderReopened, .order, #"{"undoes":"EVENT"}"#),
    (.participantJoined, .participant, #"{"label":"P2"}"#),
    (.participantLeft, .participant, "{}"),
    (.itemAdded, .item, #"{"menuitem_id":"tea","name":"Tea","qty":1,"unit_price":200}"#),
    (.itemRemoved, .item, "{}"),
    (.itemRestored, .item, #"{"undoes":"EVENT"}"#),
    (.quantityChanged, .item, #"{"from":1,"to":2}"#),
    (.voidAcknowledged, .item, "{}"),
    (
      .statusChanged, .order,
      #"{"from":"ordered","items":[{"from":"ordered","item_id":"ITEM"}],"to":"ready"}"#
    ),
    (.rushSet, .order, #"{"rush":true}"#),
    (.delayMarked, .order, #"{"delay_minutes":5}"#),
    (.adjustmentAdded, .order, #"{"amount":-5,"kind":"comp"}"#),
    (.adjustmentRemoved, .order, #"{"undoes":"EVENT"}"#),
    (.billRequested, .order, #"{"from":"ordered","total":1350}"#),
    (.billWithdrawn, .order, #"{"reason":"mistake"}"#),
    (.splitAgreed, .payment, #"{"shares":[{"amount":1350,"share":1}],"total":1350}"#),
    (.paymentRequested, .payment, #"{"amount":5,"payment_id":"PAY","provider":"card"}"#),
    (.paymentStarted, .payment, #"{"external_ref":"x","payment_id":"PAY"}"#),
    (.paymentFailed, .payment, #"{"payment_id":"PAY","reason":"declined"}"#),
    (.paymentCancelled, .payment, #"{"payment_id":"PAY","reason":"gone"}"#),
    (.paid, .payment, #"{"amount":5,"payment_id":"PAY","provider":"card"}"#),
    (.refunded, .payment, #"{"amount":5,"payment_id":"PAY"}"#),
    (.paymentMethodAttached, .participant, #"{"provider":"card","reference":"pm_1"}"#),
    (.paymentMethodDetached, .participant, "{}"),
    (.autopayArmed, .participant, #"{"consent_text":"yes","max_amount":5,"scope":"order"}"#),
    (.alertCleared, .order, #"{"alert":"ALERT"}"#),
    (.autopayDisarmed, .participant, #"{"reason":"asked"}"#),
    (.autopayAttempted, .payment, #"{"amount":5,"payment_id":"PAY","trigger":"left"}"#),
    (.tableFreed, .order, #"{"reason":"left","table_id":"T4"}"#),
    (.messageSent, .order, #"{"channel":"sms","template":"ready"}"#),
    (.messageFailed, .order, #"{"channel":"sms","reason":"no number","template":"ready"}"#),
  ]

  /// A value of each kind that a line may hold, hostile numbers among them.
  static let wrong: [JSON] = [
    .bool(true), .int(Money.limit), .int(-Money.limit), .string(""), .string("\u{0}"), .array([]),
    .array([.int(1)]), .object([JSON.Member]()),
  ]

  /// Wrong values that a field may hold after all: any text is a name, and some numbers have no bounds.
  static func isAllowed(_ value: JSON, _ key: String, _ type: EventType) -> Bool {
    switch (key, value) {
    case ("short_code", .string(let text)): return !text.isEmpty
    case ("currency", _), ("order_type", _), ("kind", _), ("to", .string), ("scope", _): return false
    case ("undoes", _), ("payment_id", _), ("alert", _): return false
    case ("from", .string): return type == .billRequested
    case (_, .string): return true
    case ("from", .int): return type == .quantityChanged
    case ("total", .int): return type == .billRequested
    case ("amount", .int(let number)): return number > 0 || type == .adjustmentAdded
    case ("unit_price", .int(let number)), ("max_amount", .int(let number)): return number > 0
    case ("rush", .bool): return true
    default: return false
    }
  }

  func table() throws -> (OneOrder, (EventType, EntityType, JSON) throws -> OneOrder) {
    var table = try OneOrder.sent()
    try table.give(.join(name: nil))
    let fixed = table
    return (
      fixed,
      { type, entity, payload in
        var table = fixed
        let entityID: UUIDv7? =
          switch entity {
          case .item: type == .itemAdded ? newOrder(50).uuid : table.order.items[0].id.uuid
          case .participant:
            type == .participantJoined ? newOrder(51).uuid : table.order.participants[0].id.uuid
          case .payment: newOrder(52).uuid
          default: nil
          }
        guard case .object(let members) = payload else { preconditionFailure("a payload is an object") }
        let text = String(decoding: payload.canonicalBytes, as: UTF8.self)
        var content = PayloadWriter()
        if !members.isEmpty { content = try Self.writer(text) }
        try table.box.write(type, entity, entityID, table.id, content)
        return table
      }
    )
  }

  /// A payload from its text, through the keys that any payload here has.
  private static func writer(_ text: String) throws -> PayloadWriter {
    let json = try JSONParser.parse(Array(text.utf8))
    var payload = PayloadWriter()
    let keys: [StaticString] = [
      "alert", "amount", "channel", "consent_text", "currency", "delay_minutes", "external_ref", "from",
      "guests",
      "items",
      "kind", "label", "max_amount", "menuitem_id", "name", "order_type", "payment_id", "provider", "qty",
      "reason", "reference", "rush", "scope", "shares", "short_code", "table_id", "template", "to", "total",
      "trigger", "undoes", "unit_price",
    ]
    for key in keys { payload.set(key, json["\(key)"]) }
    return payload
  }

  static func filled(_ text: String, _ table: OneOrder) throws -> JSON {
    let filled = text.replacing("ITEM", with: table.order.items[0].id.description)
      .replacing("EVENT", with: newOrder(60).description).replacing("PAY", with: newOrder(52).description)
      .replacing("ALERT", with: newOrder(53).description)
    return try JSONParser.parse(Array(filled.utf8))
  }

  @Test func s17TheSoundPayloadsAreSound() throws {
    let (table, write) = try table()
    for (type, entity, text) in Self.sound {
      let after = try write(type, entity, Self.filled(text, table))
      #expect(!after.conflicts.contains(.senseless), "\(type)")
    }
  }

  /// What `state` does not show: told for the record, or taken back where nothing stood.
  static let unseen: Set<EventType> = [
    .paymentMethodDetached, .autopayDisarmed, .messageSent,
    .messageFailed,
  ]

  /// A value that an event sets and no report shows would be lost to scripts and partners.
  @Test func whatAnEventChangesIsReported() throws {
    let (table, write) = try table()
    for (type, entity, text) in Self.sound {
      let after = try write(type, entity, Self.filled(text, table)).order.state
      #expect((after != table.order.state) != Self.unseen.contains(type), "\(type)")
    }
  }

  @Test func everyTypeWithAPayloadHasASoundOne() {
    let wanted = EventType.table.filter { row in
      row.entities.allSatisfy(\.isOfOrder) && !row.payload.isEmpty && row.type != .alertSet
    }
    #expect(Set(wanted.map(\.type)).subtracting(Self.sound.map(\.type)) == [])
  }

  @Test func s17AMissingOrWrongFieldHasNoEffectAndIsListed() throws {
    let (table, write) = try table()
    let before = try table.sight
    for (type, entity, text) in Self.sound {
      guard case .object(let members) = try Self.filled(text, table) else { continue }
      for member in members {
        let others = members.filter { $0.key != member.key }
        let wrong = Self.wrong.filter { !Self.isAllowed($0, member.key.string, type) }
        for payload in [others] + wrong.map({ others + [JSON.Member(member.key.string, $0)] }) {
          let after = try write(type, entity, .object(payload))
          #expect(after.conflicts == [.senseless], "\(type) with \(payload)")
          #expect(try after.sight == before, "\(type) with \(payload)")
        }
      }
    }
  }

  @Test func s17AnEventOfAnItemThatIsAboutSomethingElseMakesNoSense() throws {
    var table = try OneOrder.sent()
    let item = table.order.items[0].id.uuid
    try table.write(.itemRemoved, [:], .participant, item)
    try table.write(.participantJoined, ["label": "P1"], .item, item)
    #expect(table.conflicts == [.senseless, .senseless] && table.order.standing.count == 3)
  }

  @Test func s17BoundsOfEveryNumber() throws {
    let cases: [(EventType, EntityType, String)] = [
      (.itemAdded, .item, #"{"menuitem_id":"tea","name":"Tea","qty":1000,"unit_price":200}"#),
      (.itemAdded, .item, #"{"menuitem_id":"tea","name":"Tea","qty":0,"unit_price":200}"#),
      (.itemAdded, .item, #"{"menuitem_id":"tea","name":"Tea","qty":1,"unit_price":-1}"#),
      (.quantityChanged, .item, #"{"from":1,"to":0}"#),
      (.quantityChanged, .item, #"{"from":1,"to":1000}"#),
      (.delayMarked, .order, #"{"delay_minutes":1441}"#),
      (.delayMarked, .order, #"{"delay_minutes":-1}"#),
      (.paid, .payment, #"{"amount":-1,"payment_id":"PAY","provider":"card"}"#),
      (.splitAgreed, .payment, #"{"shares":[{"amount":1349,"share":1}],"total":1350}"#),
      (.splitAgreed, .payment, #"{"shares":[{"amount":1350,"share":0}],"total":1350}"#),
      (
        .splitAgreed, .payment,
        #"{"shares":[{"amount":9007199254740991,"share":1},{"amount":9007199254740991,"share":2}],"total":-2}"#
      ),
      (.statusChanged, .order, #"{"from":"ordered","items":[],"to":"ready"}"#),
      (
        .statusChanged, .order,
        #"{"from":"ready","items":[{"from":"ready","item_id":"ITEM"}],"to":"ordered"}"#
      ),
      (
        .statusChanged, .order,
        #"{"from":"opened","items":[{"from":"opened","item_id":"ITEM"}],"to":"opened"}"#
      ),
      (
        .statusChanged, .order,
        #"{"from":"paid","items":[{"from":"ordered","item_id":"ITEM"}],"to":"closed"}"#
      ),
      (.statusChanged, .order, #"{"from":"ordered","items":[{"item_id":"ITEM"}],"to":"ready"}"#),
      (
        .statusChanged, .order, #"{"from":"ordered","items":[{"from":"ordered","item_id":"x"}],"to":"ready"}"#
      ),
    ]
    let (table, write) = try table()
    let before = try table.sight
    for (type, entity, text) in cases {
      let after = try write(type, entity, Self.filled(text, table))
      #expect(after.conflicts == [.senseless], "\(text)")
      #expect(try after.sight == before)
    }
  }

  @Test func s17ALineWhoseSumIsNoAmountIsListed() throws {
    let (table, write) = try table()
    let text = #"{"menuitem_id":"tea","name":"Tea","qty":999,"unit_price":9007199254740991}"#
    let after = try write(.itemAdded, .item, Self.filled(text, table))
    #expect(after.conflicts == [.amount])
    #expect(try after.sight == table.sight)
  }
}
