import Foundation
import Testing

extension Patience {
  /// What a provider tells that a house did not expect: twice, late, too early, or of what nobody here knows.
  @Suite struct ToldPayments {
    /// An order and a payment that no terminal has written.
    private static let strangeOrder = "01a22be3-568c-7090-a17d-3f96f2257aaa"
    private static let strangePayment = "01a22be3-568c-7090-a17d-3f96f2257bbb"

    @Test
    func `F34, F38: a payment that two terminals hear of while they are apart counts once, known or not`()
      throws
    {
      try withTwo { till, pass, way in
        let known = try till.bill()
        try till.house.done("pay", "start", known)
        try waitForOneState([till.house, pass.house])
        try way.refuse()
        let unknown = try till.bill()
        try till.house.done("pay", "start", unknown)
        for order in [known, unknown] {
          let page = try till.provider.payPage(of: order)
          let event = try till.provider.event("checkout.session.completed", page)
          for paying in [pass, till] {
            for _ in 0..<2 { #expect(try paying.send(event).answer().status == 200) }
          }
        }
        #expect(try pass.show(known, "status") == .string("paid"))
        // The pass has the money of an order that has not come yet.
        let reference = try till.provider.objects("payment_intent", of: unknown).first?["id"].string ?? "?"
        #expect(try pass.house.done("screen", "conflicts").output.contains(reference))
        try way.heal()
        try waitForOneState([till.house, pass.house])
        for order in [known, unknown] {
          for paying in [till, pass] { try paying.expectPaid(order, reports: 2) }
        }
        for paying in [till, pass] { try paying.expectWholeEvening() }
      }
    }

    @Test
    func
      `F34: what a guest paid beside cash is told late, for a closed order too, and shown with its reference`()
      throws
    {
      try ScratchHouse.with { scratch in
        let paying = try PayingHouse(scratch)
        let order = try paying.bill()
        try scratch.done("pay", "start", order)
        let page = try paying.provider.payPage(of: order)
        // The word that the page shall be stopped hangs on its way.
        try paying.provider.hang("/expire", afterwards: false, milliseconds: 60_000)
        try scratch.done("pay", "cash", order, "4", "--anyway")
        try scratch.done("order", "deliver", order)
        try scratch.done("order", "close", order)
        let intent = try #require(
          try paying.provider.tell("object", ["id": page])["payment_intent"].string)
        for (type, object) in [
          ("checkout.session.completed", page), ("payment_intent.succeeded", intent),
          ("checkout.session.completed", page),
        ] { #expect(try paying.tell(type, about: object) == 200, "\(type)") }
        let shown = try scratch.show(order)
        #expect(shown["overpaid"] == .int(400) && shown["status"] == .string("closed"), "\(shown)")
        #expect(shown["payments"].elements.filter { $0["state"] == .string("paid") }.count == 2)
        #expect(try paying.events("paid", of: order).count == 2, "the cash, and the card once")
        #expect(try scratch.json("report", "day")["overpaid"] == .int(400))
        for words in [["order", "show", order], ["screen", "conflicts"]] {
          let said = try scratch.done(words).output
          #expect(said.contains(intent) || said.contains(page), "\(words) shows no reference: \(said)")
        }
        #expect(try scratch.done("screen", "attention").output.contains("4.00"))
        // What is the guest's goes back to them, and the order is even.
        try scratch.done("pay", "refund", order, "4")
        #expect(try scratch.show(order)["overpaid"] == .int(0))
      }
    }

    @Test func `F38: the word that a card was charged comes before the charge is answered, and counts once`()
      throws
    {
      try ScratchHouse.with { scratch in
        let paying = try PayingHouse(scratch)
        try scratch.done("config", "set", "auto_pay", "bill")
        let order = try paying.armed()
        try paying.provider.tell("slow", ["path": "/v1/payment_intents", "ms": [700]])
        try scratch.done("order", "bill", order)
        let intent = try waitFor("the charge") {
          try paying.provider.objects("payment_intent", of: order).first?["id"].string
        }
        #expect(try paying.show(order, "status") == .string("billrequested"))
        #expect(try paying.tell("payment_intent.succeeded", about: intent) == 200)
        #expect(try paying.show(order, "status") == .string("paid"))
        let repeats = try self.repeats(scratch)
        try waitUntil("the answer to come, and to say nothing new") { try self.repeats(scratch) != repeats }
        try paying.expectPaidOnce(order)
        try paying.expectWholeEvening()
      }
    }

    @Test
    func
      `F38: money for a payment that nobody here asked for counts where its order is, and is shown where not`()
      throws
    {
      try ScratchHouse.with { scratch in
        let paying = try PayingHouse(scratch)
        func told(of order: String, venue: String = "maple") throws -> String {
          let intent = try paying.provider.payElsewhere(
            400, metadata: ["venue": venue, "order_id": order, "payment_id": Self.strangePayment])
          for _ in 0..<2 { #expect(try paying.tell("payment_intent.succeeded", about: intent) == 200) }
          return intent
        }
        let order = try paying.bill()
        try scratch.done("pay", "start", order)
        let reference = try told(of: order)
        #expect(try scratch.done("order", "show", order).output.contains(reference))
        try waitUntil("the page beside it to be gone") { try paying.provider.openPages(of: order).isEmpty }
        try paying.expectPaidOnce(order)

        let strange = try told(of: Self.strangeOrder)
        for words in [["order", "show", Self.strangeOrder], ["screen", "conflicts"]] {
          #expect(try scratch.done(words).output.contains(strange), "\(words) shows no reference")
        }
        let before = try scratch.events()
        let foreign = try told(of: Self.strangeOrder, venue: "birch")
        #expect(try scratch.events() == before, "another house's \(foreign)")
        try expectSound(scratch, holding: before)
      }
    }

    private func repeats(_ house: ScratchHouse) throws -> String? {
      try house.done("metrics").lines.first { $0.hasPrefix("galley_repeats_total ") }
    }

    /// Two terminals of one house, each with a partner and a door of its own at one provider.
    private func withTwo(
      _ body: (_ till: PayingHouse, _ pass: PayingHouse, FaultyNetwork.Way) throws -> Void
    ) throws {
      let (till, pass) = (try Place("till", letter: "B"), try Place("pass", letter: "C"))
      try ScratchHouse.with([till, pass]) { houses in
        let way = try FaultyNetwork(in: houses[0]).way(to: till.port)
        try houses[1].set("peer = 127.0.0.1:\(way.port)")
        let there = try PayingHouse(houses[1], name: "stripe-pass")
        // The one that was enabled last is asked.
        let here = try PayingHouse(houses[0], provider: there.provider)
        try houses[0].waitForPeer("pass")
        try waitForOneState(houses)
        try body(here, there, way)
      }
    }
  }
}
