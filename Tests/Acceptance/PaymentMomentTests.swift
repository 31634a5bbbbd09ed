import Foundation
import Glibc
import TestAids
import Testing

extension Acceptance {
  /// Roadmap document 05, Payments Moments: each of its criteria, at a table's screen and on the staff's.
  @Suite struct PaymentMoment {
    // Request bill moment

    @Test
    func
      `05: an order with something ordered and nothing opened, asked for its bill, is billrequested, and every view has a way to pay`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let code = try house.openSupper()
        let board = try house.screen("kitchen")
        let staff = try house.staff(at: "F8")
        let table = try house.screen("table", "T4", columns: 80, rows: 24)
        let guest = try house.guest()
        #expect(try house.show(code)["pay_visible"] == .bool(false))
        try guest.refused("order bill T4", naming: "Phở bò", "Bruschetta")
        #expect(try guest.run("order submit T4").status == 0)
        try house.done("order", "add", code, "m07")
        try guest.refused("order bill T4", naming: "Still water")
        #expect(try house.show(code)["items"][2]["status"] == .string("opened"), "asking sends no cart")
        try house.done("order", "remove", code, "m07")

        try table.waitFor(text: "Table T4")
        try table.press("Tab", "Tab")
        try table.waitFor(text: "Ask for the bill")
        try table.press("Enter")
        try table.waitFor("how to pay") { $0.contains("You owe") && $0.contains("Pay it all") }
        #expect(try table.screen().contains("34.30 €"))
        let order = try house.show(code)
        #expect(order["status"] == .string("billrequested") && order["bill"] == .string("billrequested"))
        #expect(order["pay_visible"] == .bool(true) && order["remaining"] == .int(3430))
        let asked = try house.facts("bill_requested")
        #expect(asked.map { $0["source"] } == [.string("guest")])
        try board.waitFor(text: "BILL")
        try staff.waitFor("the bill") { $0.contains("To pay 1") && $0.contains("34.30 to pay") }
      }
    }

    @Test
    func
      `05: billrequested stays with pay_visible and a way to pay over a reload of the table and the house`()
      throws
    {
      try ScratchHouse.with { house in
        var serve = try house.serve()
        try house.importSupper()
        let code = try house.billSupper()
        func expectVisible(_ table: Tmux) throws {
          try table.waitFor("a way to pay") { $0.contains("You owe") && $0.contains("Pay it all") }
          #expect(try house.show(code)["pay_visible"] == .bool(true))
          #expect(
            try Json(text: house.guest().run("order show T4 --json").text)["pay_visible"] == .bool(true))
        }
        let first = try house.screen("table", "T4", columns: 80, rows: 24)
        try expectVisible(first)
        kill(try first.pid(), SIGKILL)
        let second = try house.screen("table", "T4", columns: 80, rows: 24)
        try expectVisible(second)
        serve.signal(SIGKILL)
        _ = try serve.exit(within: 10)
        try second.waitFor(text: "can't be reached")
        serve = try house.serve()
        try second.waitFor("the house to be back") { !$0.contains("can't be reached") }
        try expectVisible(second)
        #expect(try house.facts("bill_requested").count == 1)
      }
    }

    // Pay at table (Stripe)

    @Test
    func
      `05: pay now on a bill makes one Checkout Session of what is due and gives its address, and no secret`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let stripe = try FakeStripe()
        let door = try StripeDoor(house, at: stripe)
        let code = try house.billSupper()
        let table = try house.screen("table", "T4", columns: 120, rows: 34)
        try table.waitFor(text: "Pay it all")
        try table.press("Enter")
        try table.waitFor(text: "No tip")
        try table.press("1")
        try table.waitFor(text: "Scan this to pay")
        let session = try #require(try stripe.all("checkout.session").first)
        let url = try #require(session["url"].string)
        // An address that is wrapped beside its code.
        try table.waitFor("the page's address") { screen in
          screen.filter { !$0.isWhitespace && $0 != "│" }.contains("https://checkout.stripe.com/c/pay/")
            && screen.contains(session["id"].string ?? "?")
        }
        let order = try house.show(code)
        #expect(session["amount_total"] == .int(3430) && session["currency"] == .string("eur"))
        #expect(session["metadata"]["order_id"] == order["order_id"])
        #expect(session["metadata"]["payment_id"] == order["payments"][0]["payment_id"])
        #expect(session["metadata"]["venue"] == .string("maple"))

        // Whoever asks again, a guest or a waiter, has the same page.
        let started = try house.guest().run("pay start T4 --json").text.splitLines.map { try Json(text: $0) }
        #expect(started.last?["payload"]["url"] == .string(url))
        #expect(try house.done("pay", "start", code).output.contains(url))
        #expect(try stripe.all("checkout.session").count == 1)
        try stripe.pay(session["id"].string ?? "", tellingAt: door)
        #expect(try house.show(code)["status"] == .string("paid"))
        #expect(try house.spilled(stripe.secrets()) == [])
      }
    }

    @Test
    func
      `05: a Stripe payment that is confirmed makes the order paid, and kitchen, staff and table show it at once`()
      throws
    {
      try PaidHouses.with { houses in
        let (till, pass, stripe, door) = (houses.till, houses.pass, houses.stripe, houses.door)
        let code = try till.billSupper()
        let table = try till.screen("table", "T4", columns: 80, rows: 24)
        let boards = try [till, pass].map { try $0.screen("kitchen") }
        let staff = try pass.staff(at: "F8")
        for view in boards { try view.waitFor("the bill") { $0.contains(code) && $0.contains("BILL") } }
        try staff.waitFor(text: "34.30 to pay")
        try table.waitFor(text: "Pay it all")
        try till.done("pay", "start", code)
        try staff.waitFor(text: "guest is paying")
        try table.waitFor(text: "Scan this to pay")

        let page = try till.reference(code)
        try stripe.tell("pay", ["session": page])
        let word = try stripe.event("checkout.session.completed", page)
        try door.tell(word)
        let told = monotonicSeconds()
        #expect(try till.show(code)["status"] == .string("paid"), "200 is said when it is on the disk")
        for view in boards { try view.waitFor(text: "PAID", limit: 2) }
        try table.waitFor("thanks") { $0.contains("34.30 € is paid. Thank you!") }
        try staff.waitFor("the payment") { $0.contains("Paid, not closed 1") && $0.contains("34.30 paid") }
        #expect(monotonicSeconds() - told < 1, "on all views")
        #expect(try pass.show(code)["status"] == .string("paid"))

        // The same word again, and another about the same money, count for nothing.
        try door.tell(word)
        let intent = try stripe.all("payment_intent").first?["id"].string ?? ""
        try door.tell(try stripe.event("payment_intent.succeeded", intent, isThin: true))
        #expect(try till.show(code)["paid_portion"] == .int(3430))
        #expect(try till.facts("paid").map { $0["source"] } == [.string("webhook")])
        #expect(try till.spilled(stripe.secrets()) + pass.spilled(stripe.secrets()) == [])
      }
    }

    // Even split

    @Test
    func
      `05: split evenly among three makes equal amounts, the odd cent to the first, and a payment for each`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let stripe = try FakeStripe()
        _ = try StripeDoor(house, at: stripe)
        let code = try house.billSupper(guests: 3)
        let table = try house.screen("table", "T4", columns: 120, rows: 34)
        try table.waitFor(text: "Split it evenly")
        try table.press("2")
        // 3430 = 3 × 1143 + 1.
        try table.waitFor("three parts") { $0.contains("3 parts") && $0.contains("11.44 € or 11.43 € each") }
        // The same number again: a key that comes right behind the one that opened the page could be held down.
        try table.press("3", "Enter")
        try table.waitFor("a row for each") { screen in
          ["Share of P1", "Share of P2", "Share of P3"].allSatisfy { screen.contains($0) }
        }
        let order = try house.show(code)
        let shares = order["shares"].elements
        #expect(shares.map { $0["amount"].int } == [1144, 1143, 1143])
        let people = order["participants"].elements.map { $0["participant_id"] }
        #expect(people.count == 3 && shares.map { $0["participant_id"] } == people)

        try table.press("1")
        try table.waitFor(text: "No tip")
        try table.press("Space")
        try table.waitFor(text: "Scan this to pay")
        let guest = try house.guest()
        for who in ["--share 2", "--participant P3"] {
          #expect(try guest.run("pay start T4 \(who)").status == 0)
        }
        let sessions = try stripe.all("checkout.session")
        #expect(sessions.map { $0["amount_total"].int } == [1144, 1143, 1143])
        #expect(Set(sessions.map { $0["url"] }).count == 3)
        #expect(sessions.map { $0["metadata"]["share"] } == ["1", "2", "3"].map { .string($0) })
        #expect(sessions.map { $0["metadata"]["participant_id"] } == people)
      }
    }

    @Test
    func `05: with some shares paid and others pending, staff see what is paid, what is left, and of whom`()
      throws
    {
      try PaidHouses.with { houses in
        let (till, pass, stripe, door) = (houses.till, houses.pass, houses.stripe, houses.door)
        let code = try till.billSupper(guests: 3)
        try till.done("pay", "split", code)
        for share in 1...3 { try till.done("pay", "start", code, "--share", "\(share)") }
        let pages = try stripe.all("checkout.session").compactMap { $0["id"].string }
        let staff = try pass.staff(at: "F8")
        try staff.waitFor(text: "34.30 to pay")
        try stripe.pay(pages[0], tellingAt: door)
        // The second guest's card is refused; they may try another on the same page.
        try stripe.tell("pay", ["session": pages[1], "card": "pm_poor"])
        let intents = try stripe.all("payment_intent").compactMap { $0["id"].string }
        try door.tell(try stripe.event("payment_intent.payment_failed", intents[1]))

        try staff.waitFor("the sums") { $0.contains("22.86 to pay of 34.30") }
        func line(_ text: String, _ screen: String) -> String {
          (screen.splitLines.first { $0.contains(text) } ?? "").split(separator: " ").joined(separator: " ")
        }
        try staff.waitFor("each share") { screen in
          line("share 1  P1", screen).contains("11.44 paid")
            && line("share 2  P2", screen).contains("11.43 open")
            && line("share 3  P3", screen).contains("11.43 open") && screen.contains("guest is paying again")
        }
        let board = try pass.screen("kitchen")
        try board.waitFor(text: "BALANCE 22.86")
        for house in houses.both {
          let order = try house.show(code)
          #expect(order["status"] == .string("billrequested"))
          #expect(order["paid_portion"] == .int(1144) && order["remaining"] == .int(2286))
          #expect(order["shares"].elements.map { $0["paid"].int } == [1144, 0, 0])
        }
        try staff.press("F7")
        try staff.waitFor("the table") { line("T4", $0).contains("22.86 of 34.30") }
        for page in pages[1...] { try stripe.pay(page, tellingAt: door) }
        try staff.waitFor("all paid") { line("T4", $0).contains("34.30 paid") }
        #expect(try pass.show(code)["status"] == .string("paid"))
        #expect(try till.spilled(stripe.secrets()) == [])
      }
    }
  }
}
