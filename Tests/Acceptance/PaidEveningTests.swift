import Foundation
import TestAids
import Testing

extension Patience {
  /// A whole evening that is paid at a Stripe, with everything that happens to bills: at its end what was taken there is
  /// what the house's books say, to the unit.
  @Suite struct PaidEvening {
    @Test
    func
      `twelve tables pay at a strict Stripe by page, share, card on file and cash, and the books are right`()
      throws
    {
      let places = try [Place("till", letter: "B"), Place("pass", letter: "C")]
      try ScratchHouse.with(places) { houses in
        try houses[0].serve(at: places[0])
        try houses[1].serve(at: places[1], dialling: [places[0].port])
        let evening = try PageEvening(houses[0])
        try evening.play()
        let orders = evening.orders
        let captures = try evening.captures()
        #expect(orders.count == 12)
        #expect(try captures.findings(orders, in: houses[0]) == [])
        try waitForOneState(houses)
        #expect(try captures.findings(orders, in: houses[1]) == [], "the second terminal's books")
        #expect(try houses[0].json("report", "day")["tips"] == .int(PageEvening.tip))
        let refused = try evening.stripe.tell("calls").elements.filter {
          $0["status"] != .int(200) && $0["status"] != .int(402)
        }
        #expect(refused == [], "nothing was asked that Stripe does not take")
        for house in houses {
          try expectSound(house, holding: [])
          #expect(try house.spilled(evening.stripe.secrets()) == [])
        }
      }
    }
  }
}

/// The evening at the strict fake, by Stripe's pages; its webhooks are signed by Stripe's own library.
private final class PageEvening {
  private let house: ScratchHouse
  let stripe: FakeStripe
  private let library: LocalStripe
  private let door: StripeDoor
  private(set) var orders: [PaidOrder] = []
  private var unheard: [String] = []

  static let tip = 300

  init(_ house: ScratchHouse) throws {
    self.house = house
    stripe = try FakeStripe()
    library = try LocalStripe()
    try house.importSupper()
    try house.done("config", "set", "auto_pay", "bill")
    door = try StripeDoor(house, at: stripe)
  }

  func play() throws {
    // Nobody tells of the first two: they are settled by asking while the others pay.
    for _ in 0..<2 { try payUnheard() }
    try payWhole()
    try payWithTip()
    try payInShares()
    try payShareAndCash()
    try payCash()
    try payWithAnotherCardReader()
    try payAfterRefusal()
    try payByItself()
    try payAndGetBack()
    try payAfterWithdrawal()
    for code in unheard {
      try waitUntil("\(code) to be settled by asking", limit: 20) {
        try house.show(code)["status"] == .string("paid")
      }
    }
    let asked = try house.facts("paid").filter { event in
      orders[0...1].contains { .string($0.id) == event["order_id"] }
    }
    #expect(asked.map { $0["source"] } == [.string("system"), .string("system")])
  }

  // MARK: Steps

  private func bill() throws -> PaidOrder {
    let order = try house.sendSupper(number: orders.count + 1)
    try house.done("order", "bill", order.code)
    return order
  }

  /// The page of a payment that is begun.
  private func page(_ order: PaidOrder, _ more: String..., share: Int? = nil) throws -> String {
    try house.done(["pay", "start", order.code] + more + (share.map { ["--share", "\($0)"] } ?? []))
    return try house.reference(order.code, share: share)
  }

  /// A webhook, signed by Stripe's own library.
  private func word(_ type: String, _ object: String, id: String? = nil, isThin: Bool = false) throws -> Json
  {
    let event = try stripe.event(type, object, id: id, isThin: isThin)
    let signed = try library.tell("sign", ["body": event["body"].string ?? "", "age": 0])
    return .object(["body": event["body"], "signature": signed["signature"]])
  }

  private func intent(of page: String) throws -> String {
    try stripe.tell("object", ["id": page])["payment_intent"].string ?? ""
  }

  private func pay(_ page: String) throws {
    try stripe.tell("pay", ["session": page])
    try door.tell(try word("checkout.session.completed", page))
  }

  // MARK: Tables

  private func payUnheard() throws {
    let order = try bill()
    orders.append(order)
    try stripe.tell("pay", ["session": try page(order)])
    unheard.append(order.code)
  }

  /// Three words about one payment, one of them twice, and one that nobody has signed.
  private func payWhole() throws {
    let order = try bill()
    orders.append(order)
    let page = try page(order)
    try stripe.tell("pay", ["session": page])
    let session = try word("checkout.session.completed", page, id: "evt_twice")
    let lines = try house.events().count
    let forged = Json.object([
      "body": .string((session["body"].string ?? "") + " "), "signature": session["signature"],
    ])
    #expect(try door.post(forged) == 400)
    #expect(try house.events().count == lines)
    try door.tell(try word("payment_intent.succeeded", intent(of: page), isThin: true))
    for _ in 0..<2 { try door.tell(session) }
    try door.tell(try word("checkout.session.completed", page))
  }

  private func payWithTip() throws {
    var order = try bill()
    let page = try page(order, "--tip", "3")
    order.total += Self.tip
    orders.append(order)
    try pay(page)
  }

  /// Three shares, of which the last one is told first.
  private func payInShares() throws {
    let order = try bill()
    orders.append(order)
    try house.done("pay", "split", order.code, "--ways", "3")
    let pages = try (1...3).map { try page(order, share: $0) }
    for page in pages { try stripe.tell("pay", ["session": page]) }
    for page in pages.reversed() { try door.tell(try word("checkout.session.completed", page)) }
  }

  private func payShareAndCash() throws {
    var order = try bill()
    try house.done("pay", "split", order.code, "--ways", "2")
    let shares = try house.show(order.code)["shares"].elements.compactMap { $0["amount"].int }
    let page = try page(order, share: 1)
    order.cash = shares[1]
    orders.append(order)
    try house.done("pay", "cash", order.code, shares[1].asMoney, "--share", "2")
    try pay(page)
  }

  private func payCash() throws {
    var order = try bill()
    order.cash = order.total
    orders.append(order)
    let paid = try house.jsonLines("pay", "cash", order.code, "100")
    #expect(paid.last == .object(["change": .int(100_00 - order.total)]))
  }

  /// A page was begun, and then the guest pays at a reader that galley knows nothing of: staff write down what it took.
  private func payWithAnotherCardReader() throws {
    var order = try bill()
    let page = try page(order)
    order.cash = order.total
    orders.append(order)
    try house.done("pay", "release", order.code)
    try waitUntil("the page to be closed") {
      try stripe.tell("object", ["id": page])["status"] == .string("expired")
    }
    try house.done("pay", "cash", order.code, order.total.asMoney)
  }

  /// The first card is refused, and its refusal is told once more when the second has paid.
  private func payAfterRefusal() throws {
    let order = try bill()
    orders.append(order)
    let page = try page(order)
    try stripe.tell("pay", ["session": page, "card": "pm_poor"])
    let failed = try ["evt_refused", "evt_late"].map {
      try word("payment_intent.payment_failed", intent(of: page), id: $0)
    }
    try door.tell(failed[0])
    #expect(try house.show(order.code)["payments"][0]["reason"] == .string("insufficient"))
    try pay(page)
    for word in failed.reversed() { try door.tell(word) }
  }

  private func payByItself() throws {
    let order = try house.sendSupper(number: orders.count + 1)
    orders.append(order)
    try house.done("participant", "join", order.code)
    try house.done("pay", "method", order.code, "--participant", "P1")
    let page = try stripe.all("checkout.session").last?["id"].string ?? ""
    let setup = try stripe.tell("attach", ["session": page])["setup_intent"].string ?? ""
    try door.tell(try word("setup_intent.succeeded", setup))
    try house.done("pay", "arm", order.code, "--participant", "P1", "--max", "100", "--consent")
    try house.done("order", "bill", order.code)
    try waitUntil("the card to be charged") { try house.show(order.code)["status"] == .string("paid") }
    #expect(try house.facts("table_freed").map { $0["order_id"] } == [.string(order.id)])
    let intent = try house.reference(order.code)
    try door.tell(try word("payment_intent.succeeded", intent))
  }

  /// 5.00 are given back by the staff, who take them off the bill; 2.00 by somebody on Stripe's own pages, which the guest
  /// then owes.
  private func payAndGetBack() throws {
    var order = try bill()
    let page = try page(order)
    try pay(page)
    try house.done("pay", "refund", order.code, "5", "--comp", "--reason", "cold")
    let intent = try intent(of: page)
    let given = try stripe.all("refund").last?["id"].string ?? ""
    try door.tell(try word("refund.created", given))
    try stripe.tell("refund", ["intent": intent, "amount": 200])
    let charge = try stripe.tell("object", ["id": intent])["latest_charge"].string ?? ""
    for _ in 0..<2 { try door.tell(try word("charge.refunded", charge)) }
    #expect(try house.show(order.code)["remaining"] == .int(200))
    try house.done("pay", "cash", order.code, "2")
    order.total -= 500
    order.cash = 200
    orders.append(order)
  }

  /// The first page is closed with the first bill; that it was is told after the second is paid.
  private func payAfterWithdrawal() throws {
    var order = try bill()
    let first = try page(order)
    #expect(try house.refused("order", "bill", order.code, "--withdraw", "--json").errors.contains("paying"))
    try house.done("order", "bill", order.code, "--withdraw", "--anyway")
    try waitUntil("the page to be closed") {
      try stripe.tell("object", ["id": first])["status"] == .string("expired")
    }
    try house.done("order", "add", order.code, "m01")
    try house.done("order", "submit", order.code)
    try house.done("order", "bill", order.code)
    order.total += Supper.bruschetta
    orders.append(order)
    let second = try page(order)
    #expect(second != first)
    try pay(second)
    try door.tell(try word("checkout.session.expired", first))
  }

  // MARK: What was taken

  func captures() throws -> Captures {
    var captures = Captures()
    let charges = try stripe.all("charge").filter { $0["status"] == .string("succeeded") }
    for charge in charges {
      try captures.take(
        charge["metadata"], amount: charge["amount"].int ?? 0, refunded: charge["amount_refunded"].int ?? 0)
    }
    return captures
  }
}
