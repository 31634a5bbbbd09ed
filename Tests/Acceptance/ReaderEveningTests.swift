import Foundation
import TestAids
import Testing

extension Patience {
  /// An evening at a Stripe that nobody here wrote, PyPI localstripe, as far as it goes: intents, cards on file, refunds
  /// and its own webhooks. It has no pages, so that something else of the house takes the cards.
  @Suite struct ReaderEvening {
    @Test
    func `seven tables pay at localstripe by card reader, card on file and cash, and the books are right`()
      throws
    {
      let places = try [Place("till", letter: "B"), Place("pass", letter: "C")]
      try ScratchHouse.with(places) { houses in
        try houses[0].serve(at: places[0])
        try houses[1].serve(at: places[1], dialling: [places[0].port])
        let tables = try ReaderTables(houses[0])
        try tables.pay()
        let captures = try tables.captures()
        #expect(tables.orders.count == 7)
        #expect(try captures.findings(tables.orders, in: houses[0]) == [])
        try waitForOneState(houses)
        #expect(try captures.findings(tables.orders, in: houses[1]) == [], "the second terminal's books")
        for house in houses {
          try expectSound(house, holding: [])
          #expect(try house.spilled(tables.secrets()) == [])
        }
      }
    }
  }
}

/// The evening's tables, and the card reader that stands between them and localstripe.
private final class ReaderTables {
  private let house: ScratchHouse
  private let stripe: LocalStripe
  private let door: StripeDoor
  private(set) var orders: [PaidOrder] = []
  private var cards: [String] = []

  /// Numbers for trials (docs.stripe.com/testing): one that works, and one that is taken and then refused.
  private static let good = "4242424242424242"
  private static let refused = "4000000000000341"

  init(_ house: ScratchHouse) throws {
    self.house = house
    stripe = try LocalStripe()
    try house.importSupper()
    try house.done("config", "set", "auto_pay", "bill")
    door = try StripeDoor(house, at: stripe, flow: "intents")
  }

  func pay() throws {
    let unheard = try bill()
    try take(try intent(unheard), Self.good)
    let word = try heard("payment_intent.succeeded")
    let refused = try refuse()
    let whole = try bill()
    let shares = try payInShares()
    let again = try payAfterRefusal(refused)
    let givenBack = try bill()
    for order in [whole, givenBack] { try take(try intent(order), Self.good) }
    // Those of the shares, of the second try, and of the last two; each is told, the first of them twice.
    let words = try (0..<shares + again + 2).map { _ in try heard("payment_intent.succeeded") }
    for word in words.reversed() + words.prefix(1) { try door.tell(word) }
    try giveBack(givenBack)
    try payCash()
    try payByItself()
    // What nobody told is settled by asking, and the word that comes after it counts for nothing.
    try waitUntil("\(unheard.code) to be settled by asking", limit: 20) {
      try house.show(unheard.code)["status"] == .string("paid")
    }
    try door.tell(word)
  }

  // MARK: At localstripe

  private func call(_ path: String, _ fields: [String: String]? = nil) throws -> Json {
    try stripe.tell("call", fields.map { ["path": path, "fields": $0] } ?? ["path": path])
  }

  /// What localstripe tells by itself; Stripe's own library finds its signature right.
  private func heard(_ type: String) throws -> Json {
    let event = try stripe.tell("webhook", ["type": type])
    #expect(event["judged"] == .string("ok"))
    return event
  }

  private func card(_ number: String) throws -> (customer: String, method: String) {
    let reference = try stripe.tell("card", ["number": number])["reference"].string ?? ""
    let parts = reference.split(separator: "/").map(String.init)
    guard parts.count == 2 else { throw Failure("localstripe has no card: \(reference)") }
    cards.append(parts[1])
    return (parts[0], parts[1])
  }

  /// The reader reads a card, and has it charged.
  @discardableResult private func take(_ intent: String, _ number: String) throws -> Json {
    let card = try card(number)
    _ = try call("/v1/payment_intents/\(intent)", ["payment_method": card.method, "customer": card.customer])
    return try call("/v1/payment_intents/\(intent)/confirm", [:])
  }

  // MARK: Tables

  private func bill() throws -> PaidOrder {
    let order = try house.sendSupper(number: orders.count + 1)
    orders.append(order)
    try house.done("order", "bill", order.code)
    return order
  }

  /// What the reader is to take for a payment that is begun.
  private func intent(_ order: PaidOrder, share: Int? = nil) throws -> String {
    try house.done(["pay", "start", order.code] + (share.map { ["--share", "\($0)"] } ?? []))
    return try house.reference(order.code, share: share)
  }

  private func refuse() throws -> PaidOrder {
    let order = try bill()
    let answer = try take(try intent(order), Self.refused)
    #expect(answer["error"]["code"] == .string("card_declined"))
    try door.tell(try heard("payment_intent.payment_failed"))
    #expect(try house.show(order.code)["payments"][0]["reason"] == .string("declined"))
    return order
  }

  /// localstripe charges no intent a second time: the staff stop the payment and begin another.
  private func payAfterRefusal(_ order: PaidOrder) throws -> Int {
    let first = try house.reference(order.code)
    try house.done("pay", "release", order.code)
    try waitUntil("the intent to be cancelled") {
      try call("/v1/payment_intents/\(first)")["status"] == .string("canceled")
    }
    try take(try intent(order), Self.good)
    return 1
  }

  private func payInShares() throws -> Int {
    let order = try bill()
    try house.done("pay", "split", order.code, "--ways", "2")
    for share in 1...2 { try take(try intent(order, share: share), Self.good) }
    return 2
  }

  private func giveBack(_ order: PaidOrder) throws {
    try house.done("pay", "refund", order.code, "5", "--comp", "--reason", "cold")
    if let place = orders.firstIndex(where: { $0.id == order.id }) { orders[place].total -= 500 }
  }

  private func payCash() throws {
    let order = try bill()
    try house.done("pay", "cash", order.code, "100")
    orders[orders.count - 1].cash = order.total
  }

  /// A card that a guest left with something else of the house, told by Stripe's own library.
  private func payByItself() throws {
    let order = try house.sendSupper(number: orders.count + 1)
    orders.append(order)
    try house.done("participant", "join", order.code)
    let guest = try house.show(order.code)["participants"][0]["participant_id"].string ?? ""
    let card = try card(Self.good)
    let setup = try call(
      "/v1/setup_intents",
      [
        "customer": card.customer, "metadata[venue]": "maple", "metadata[order_id]": order.id,
        "metadata[participant_id]": guest,
      ])
    let done = try call(
      "/v1/setup_intents/\(setup["id"].string ?? "")/confirm", ["payment_method": card.method])
    try door.tell(try word("setup_intent.succeeded", done))
    try house.done("pay", "arm", order.code, "--participant", "P1", "--max", "100", "--consent")
    try house.done("order", "bill", order.code)
    try waitUntil("the card to be charged") { try house.show(order.code)["status"] == .string("paid") }
    try door.tell(try heard("payment_intent.succeeded"))
  }

  /// A webhook that localstripe does not send, about an object of its own.
  private func word(_ type: String, _ object: Json) throws -> Json {
    let event: [String: Any] = [
      "id": "evt_setup", "object": "event", "type": type, "created": Int(Date.now.timeIntervalSince1970),
      "data": ["object": object.plain],
    ]
    let body = String(decoding: try JSONSerialization.data(withJSONObject: event), as: UTF8.self)
    let signed = try stripe.tell("sign", ["body": body, "age": 0])
    return .object(["body": .string(body), "signature": signed["signature"]])
  }

  // MARK: What was taken

  private func intents() throws -> [Json] { try call("/v1/payment_intents?limit=100")["data"].elements }

  func captures() throws -> Captures {
    var captures = Captures()
    for intent in try intents() where intent["status"] == .string("succeeded") {
      let refunds = try call("/v1/refunds?limit=100&payment_intent=\(intent["id"].string ?? "")")
      try captures.take(
        intent["metadata"], amount: intent["latest_charge"]["amount"].int ?? 0,
        refunded: refunds["data"].elements.compactMap { $0["amount"].int }.reduce(0, +))
    }
    return captures
  }

  /// What localstripe knows of cards and intents that is none of a house's business.
  func secrets() throws -> [String] {
    let prints = try cards.map { try call("/v1/payment_methods/\($0)")["card"]["fingerprint"].string ?? "?" }
    return try prints + [Self.good, Self.refused, "guest@example.com"]
      + intents().compactMap { $0["client_secret"].string }
  }
}

extension Json {
  /// As Foundation writes it.
  fileprivate var plain: Any {
    switch self {
    case .null: NSNull()
    case .bool(let value): value
    case .int(let value): value
    case .number(let value): value
    case .string(let value): value
    case .array(let values): values.map(\.plain)
    case .object(let members): members.mapValues(\.plain)
    }
  }
}
