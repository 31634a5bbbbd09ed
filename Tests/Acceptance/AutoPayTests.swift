import Foundation
import Glibc
import TestAids
import Testing

extension Acceptance {
  /// Roadmap document 09, Auto Pay & Leave: each of its criteria, at a table's screen and on the staff's.
  @Suite struct AutoPay {
    // Opt-in capture

    @Test
    func `09: add payment method on an active order opens Stripe's own page, and only a reference is kept`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        let stripe = try FakeStripe()
        let door = try StripeDoor(house, at: stripe)
        let code = try house.sendSupper()
        let guest = try house.guest()
        #expect(try guest.run("participant join T4").status == 0)
        let told = try Json(text: guest.run("pay method T4 --participant P1 --json").text)
        let session = try #require(try stripe.all("checkout.session").first)
        #expect(told == .object(["url": session["url"]]), "the page, and nothing else")
        #expect(session["mode"] == .string("setup") && session["status"] == .string("open"))
        #expect(try house.facts("payment_method_attached").isEmpty)

        let page = session["id"].string ?? ""
        try stripe.tell("attach", ["session": page])
        try door.tell(try stripe.event("checkout.session.completed", page))
        let kept = try house.facts("payment_method_attached")
        let customer = try stripe.all("customer").first?["id"].string ?? "?"
        #expect(
          kept.map { $0["payload"] } == [
            .object(["provider": .string("stripe"), "reference": .string("\(customer)/pm_card")])
          ])
        #expect(kept.first?["entity_id"] == (try house.show(code)["participants"][0]["participant_id"]))
        #expect(kept.first?["personal"] == .null)
        #expect(try house.show(code)["participants"][0]["payment_method"] == .string("stripe"))
        #expect(try house.spilled(stripe.secrets()) == [])
      }
    }

    // Arming auto-pay

    @Test
    func
      `09: with a payment method on file, enabling auto-pay records the consent that was read, and confirms it`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        try house.done("config", "set", "auto_pay", "meal")
        let code = try house.billSupper(guests: 1)
        let table = try house.screen("table", "T4", columns: 80, rows: 24)
        let guest = try house.guest()
        try guest.refused("pay arm T4 --participant P1 --max 40 --consent", naming: "P1", "card")
        let board = try house.screen("kitchen")
        let staff = try house.staff(at: "F8")

        try table.waitFor(text: "P1: leave a card")
        try table.press("3")
        // The provider for training gives a card by itself.
        try table.waitFor(text: "Please read this. It holds only if you agree.")
        try guest.refused("pay arm T4 --participant P1 --max 40", naming: "P1")
        try guest.refused("pay arm T4 --participant P1 --max 34.29 --consent", naming: "34.30")
        #expect(try house.facts("autopay_armed").isEmpty)
        let read = try table.screen().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        try table.press("1", "Enter")
        try table.waitFor(text: "Agreed. You may leave when you like.")
        try table.waitFor(text: "P1 pays by itself, 34.30 € at most: end that")

        let armed = try house.facts("autopay_armed")
        let consent = try #require(armed.first)
        #expect(armed.count == 1 && consent["source"] == .string("guest"))
        let words = consent["payload"]["consent_text"].string ?? "?"
        #expect(read.contains(words), "what is kept is what was read")
        #expect(words.contains("the whole of order \(code), at most 34.30 EUR"))
        #expect(
          consent["payload"]["max_amount"] == .int(3430) && consent["payload"]["scope"] == .string("order"))
        try board.waitFor(text: "AUTO-PAY")
        try staff.waitFor(text: "card on file (simulated), auto-pay armed for the order, at most 34.30")
      }
    }

    // Auto capture

    @Test(arguments: [("bill", "order bill T4"), ("meal", "order complete T4")])
    func
      `09: auto-pay that is armed attempts one capture when its trigger comes, and records what came of it`(
        _ moment: String, _ trigger: String
      ) throws
    {
      try ScratchHouse.with { house in
        try house.serve(["--table-socket", "T4"])
        try house.importSupper()
        try house.done("config", "set", "auto_pay", moment)
        let stripe = try FakeStripe()
        let door = try StripeDoor(house, at: stripe)
        let guest = try house.guest()
        for (card, outcome) in [("pm_card", "paid"), ("pm_poor", "payment_failed")] {
          let code = try house.armedSupper(card, stripe, door, guest)
          let before = try stripe.all("payment_intent").count
          #expect(try house.show(code)["payments"].elements.isEmpty, "nothing is taken before")
          #expect(try guest.run(trigger).status == 0)
          try waitUntil("what came of it") { try house.facts(outcome).count == 1 }
          let intents = try stripe.all("payment_intent")[before...]
          #expect(intents.map { $0["amount"] } == [.int(3430)])
          let call = try stripe.tell("calls").elements.last { $0["path"] == .string("/v1/payment_intents") }
          #expect(
            call?["params"]["off_session"] == .string("true") && call?["params"]["confirm"] == .string("true")
          )
          #expect(call?["params"]["payment_method"] == .string(card))
          let story = try house.events("--order", code).map { try Json(text: $0)["event_type"].string ?? "" }
          #expect(
            story.filter { ["payment_requested", "autopay_attempted", outcome].contains($0) }
              == ["payment_requested", "autopay_attempted", outcome])
          let payment = try house.show(code)["payments"][0]["payment_id"]
          let attempt = try house.facts("autopay_attempted").last?["payload"]
          #expect(
            attempt == .object(["amount": .int(3430), "payment_id": payment, "trigger": .string(moment)]))
          #expect(try house.facts(outcome).last?["payload"]["payment_id"] == payment)
          if outcome == "paid" {
            // Nobody has to tell what the charge itself has answered.
            try house.done("doctor")
            try house.done("order", "close", code, "--anyway")
          }
        }
        #expect(try house.spilled(stripe.secrets()) == [])
      }
    }

    @Test
    func
      `09: auto-pay whose capture is confirmed makes the order paid, and tells the staff on every screen at once`()
      throws
    {
      try PaidHouses.with { houses in
        let (till, pass, stripe, door) = (houses.till, houses.pass, houses.stripe, houses.door)
        try till.done("config", "set", "auto_pay", "bill")
        let table = try till.screen("table", "T4", columns: 80, rows: 24)
        let code = try till.armedSupper("pm_slow", stripe, door, try till.guest())
        let staff = try pass.staff(at: "F9")
        try staff.waitFor(text: "Nothing wants you now.")
        #expect(try till.guest().run("order bill T4").status == 0)
        try waitUntil("the bank to be at work") {
          try pass.show(code)["payments"][0]["state"] == .string("processing")
        }
        #expect(try till.show(code)["status"] == .string("billrequested"))
        let bells = try staff.countBells(in: pass)

        let intent = try stripe.all("payment_intent").first?["id"].string ?? ""
        try stripe.tell("settle", ["intent": intent, "ok": true])
        try door.tell(try stripe.event("payment_intent.succeeded", intent))
        let told = monotonicSeconds()
        try staff.waitFor(text: "34.30 paid by itself")
        try table.waitFor(text: "34.30 € is paid. Thank you!")
        #expect(monotonicSeconds() - told < 1)
        try waitUntil("the bell") { (try? bells()) ?? 0 > 0 }
        for house in houses.both { #expect(try house.show(code)["status"] == .string("paid")) }
        #expect(try till.facts("paid").map { $0["payload"]["external_ref"] } == [.string(intent)])
        #expect(try till.spilled(stripe.secrets()) == [])
      }
    }

    @Test
    func
      `09: auto-pay whose capture fails leaves the order open, and tells the staff a reason that gives nothing away`()
      throws
    {
      try PaidHouses.with { houses in
        let (till, pass, stripe, door) = (houses.till, houses.pass, houses.stripe, houses.door)
        try till.done("config", "set", "auto_pay", "bill")
        let table = try till.screen("table", "T4", columns: 80, rows: 24)
        let code = try till.armedSupper("pm_stolen", stripe, door, try till.guest())
        let staff = try pass.staff(at: "F9")
        try staff.waitFor(text: "Nothing wants you now.")
        let bells = try staff.countBells(in: pass)
        #expect(try till.guest().run("order bill T4").status == 0)
        try staff.waitFor(text: "34.30 by P1 failed: the bank said no")
        try waitUntil("the bell") { (try? bells()) ?? 0 > 0 }
        try table.waitFor(text: "34.30 € was not paid: the bank said no. You can try again, or ask a waiter.")
        // What the provider tells by itself of the same try is no second failure.
        let intent = try stripe.all("payment_intent").first?["id"].string ?? ""
        try door.tell(try stripe.event("payment_intent.payment_failed", intent))
        for house in houses.both {
          let order = try house.show(code)
          #expect(order["status"] == .string("billrequested") && order["remaining"] == .int(3430))
          #expect(order["payments"].elements.map { $0["state"] } == [.string("failed")])
        }
        #expect(try till.facts("payment_failed").map { $0["payload"]["reason"] } == [.string("declined")])
        let seen =
          try [staff.screen(), table.screen(), till.done("pay", "status", code).output].joined()
          + till.events().joined()
        let given = try stripe.secrets() + ["stolen_card", "PROVIDER'S OWN WORDS", "Example", "visa"]
        #expect(given.filter { $0.count != 4 && seen.contains($0) } == [])
        #expect(try houses.both.flatMap { try $0.spilled(given) } == [])

        // Staff can charge again, and can end it.
        try till.done("pay", "charge", code)
        try waitUntil("a second refusal") { try till.facts("payment_failed").count == 2 }
        #expect(try stripe.all("payment_intent").count == 2)
        try till.done("pay", "disarm", code)
        #expect(try till.refused("pay", "charge", code).status == 1)
        try till.done("pay", "cash", code, "34.30")
        #expect(try pass.waitForStatus("paid", of: code))
      }
    }

    // Table freed

    @Test(arguments: ["at_once", "confirm"])
    func `09: an order paid by auto-pay frees its table on every screen, by the house's rule`(_ rule: String)
      throws
    {
      let places = try [Place("till", letter: "B"), Place("pass", letter: "C")]
      try ScratchHouse.with(places) { houses in
        let (till, pass) = (houses[0], houses[1])
        try till.serve(at: places[0])
        try pass.serve(at: places[1], dialling: [places[0].port])
        try till.importSupper()
        try till.done("config", "set", "auto_pay", "bill")
        try till.done("config", "set", "table_freed", rule)
        let code = try till.sendSupper()
        try till.done("order", "deliver", code)
        try till.done("participant", "join", code)
        try till.done("pay", "method", code, "--participant", "P1")
        try waitUntil("a card") { try till.facts("payment_method_attached").count == 1 }
        try till.done("pay", "arm", code, "--participant", "P1", "--max", "34.30", "--consent")
        let screens = try houses.map { try $0.staff(at: "F7") }
        func expectTable(_ word: String) throws {
          for screen in screens {
            try screen.waitFor("T4 “\(word)”") {
              $0.splitLines.contains { $0.contains("T4 ") && $0.contains(word) }
            }
          }
        }
        try expectTable("eating")
        try till.done("order", "bill", code)
        #expect(try pass.waitForStatus("paid", of: code))
        if rule == "confirm" {
          try expectTable("paid by itself")
          #expect(try till.facts("table_freed").isEmpty)
          try till.done("order", "free", code)
        }
        try expectTable("free")
        let freed = try till.facts("table_freed").map { $0["payload"]["table_id"] }
        #expect(freed == [.string("T4")])
        #expect(try pass.galley("order", "open", "--table", "T4").status == 0, "the next guests")
        try expectTable("seated")
      }
    }
  }
}

extension ScratchHouse {
  /// A supper whose first guest has left a card during the meal, and agreed to pay by themselves.
  fileprivate func armedSupper(
    _ card: String, _ stripe: FakeStripe, _ door: StripeDoor, _ guest: RawSocket
  ) throws -> String {
    let code = try sendSupper()
    try done("participant", "join", code)
    let asked = try guest.run("pay method T4 --participant P1")
    guard asked.status == 0, let page = try stripe.all("checkout.session").last?["id"].string else {
      throw Failure("no page for a card: \(asked)")
    }
    try stripe.tell("attach", ["session": page, "card": card])
    try door.tell(try stripe.event("checkout.session.completed", page))
    let armed = try guest.run("pay arm T4 --participant P1 --max 40 --consent")
    guard armed.status == 0 else { throw Failure("not armed: \(armed)") }
    return code
  }

  /// Waits until this house has an order so.
  fileprivate func waitForStatus(_ status: String, of code: String) throws -> Bool {
    try waitUntil("\(code) to be \(status)") { try show(code)["status"] == .string(status) }
    return true
  }
}
