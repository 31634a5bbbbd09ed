import Foundation
import Testing

extension Acceptance {
  /// An order from opening to closed, each step by its command, its event line and what `order show` says then.
  @Suite struct OrderLife {
    @Test func `an order is opened with table, guests and a short code of the terminal's letter`() throws {
      try ScratchHouse.with { house in
        let event = try house.onlyEvent("order", "open", "--table", "T4", "--guests", "3")
        #expect(event["event_type"] == .string("order_opened"))
        #expect(event["entity_type"] == .string("order"))
        #expect(event["source"] == .string("staff"))
        #expect(event["actor"] == .string("till"))
        #expect(event["payload"]["order_type"] == .string("dine_in"))
        #expect(event["payload"]["table_id"] == .string("T4"))
        #expect(event["payload"]["guests"] == .int(3))
        let code = try #require(event["payload"]["short_code"].string)
        #expect(code.wholeMatch(of: /B[0-9]{2,3}/) != nil)

        let order = try house.show(code)
        #expect(order["order_id"] == event["order_id"])
        #expect(order["created_at"] == event["created_at"])
        #expect(order["status"] == .string("opened"))
        #expect(order["kitchen"] == .string("opened"))
        #expect(order["total"] == .int(0))
      }
    }

    @Test func `a takeaway order is promised for a time`() throws {
      try ScratchHouse.with { house in
        let time = Date(timeIntervalSinceNow: 2 * 86_400).ISO8601Format()
        let event = try house.onlyEvent("order", "open", "--type", "takeaway", "--promised", time)
        #expect(event["payload"]["order_type"] == .string("takeaway"))
        #expect(event["payload"]["promised_at"] == .string(time.dropLast() + ".000Z"))
        #expect(event["payload"]["table_id"] == .null)
      }
    }

    @Test func `dishes come from the menu with price, modifiers and allergens, or as an open item`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.open("--table", "T4").code
        try house.done("participant", "join", code, "--name", "Zoë")
        let added = try house.onlyEvent(
          "order", "add", code, "m03", "--qty", "2", "--modifier", "extra chili", "--note", "very hot",
          "--participant", "P1")
        #expect(added["event_type"] == .string("item_added"))
        #expect(added["entity_type"] == .string("item"))
        #expect(added["payload"]["name"] == .string("Tantanmen"))
        #expect(added["payload"]["unit_price"] == .int(Supper.tantanmen))
        #expect(added["payload"]["allergens"] == .array([.string("gluten"), .string("peanut")]))
        #expect(added["payload"]["station"] == .string("hot"))
        #expect(added["payload"]["note"] == .null, "a note may describe a person")
        #expect(added["personal"]["note"] == .string("very hot"))

        let open = try house.onlyEvent(
          "order", "add", code, "--open-item", "Birthday cake", "--price", "12.50")
        #expect(open["payload"]["menuitem_id"] == .string("open"))
        #expect(open["payload"]["unit_price"] == .int(1250))
        #expect(open["payload"]["qty"] == .int(1))

        let order = try house.show(code)
        #expect(order["items"][0]["qty"] == .int(2))
        #expect(
          order["items"][0]["modifiers"] == (try Json(text: #"[{"name":"extra chili","price":50}]"#)))
        #expect(order["total"] == .int(2 * (Supper.tantanmen + 50) + 1250))
        #expect(order["participants"][0]["label"] == .string("P1"))
        #expect(added["payload"]["participant_id"] == order["participants"][0]["participant_id"])
      }
    }

    private func expectKitchenSteps(of code: String, in house: ScratchHouse) throws {
      let steps = [
        ("submit", "ordered"), ("start", "preparing"), ("ready", "ready"), ("deliver", "delivered"),
      ]
      var before = "opened"
      for (verb, status) in steps {
        let event = try house.onlyEvent("order", verb, code)
        #expect(event["event_type"] == .string("status_changed"))
        #expect(event["payload"]["from"] == .string(before))
        #expect(event["payload"]["to"] == .string(status))
        #expect(event["payload"]["items"].elements.count == 2)
        #expect(event["payload"]["items"][0]["from"] == .string(before))
        #expect(try house.show(code)["kitchen"] == .string(status))
        #expect(try house.show(code)["status"] == .string(status))
        before = status
      }
    }

    @Test(arguments: [false, true])
    func `an order goes through kitchen and bill to closed`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        if throughSocket { _ = try house.serve() }
        let code = try house.openSupper()
        try expectKitchenSteps(of: code, in: house)
        let bill = try house.onlyEvent("order", "bill", code)
        #expect(bill["event_type"] == .string("bill_requested"))
        #expect(bill["payload"] == (try Json(text: #"{"from":"delivered","total":3430}"#)))
        var order = try house.show(code)
        #expect(order["status"] == .string("billrequested"))
        #expect(order["pay_visible"] == .bool(true))
        #expect(order["remaining"] == .int(3430))

        let first = try house.onlyEvent("pay", "cash", code, "10.30")
        #expect(first["event_type"] == .string("paid"))
        #expect(first["entity_type"] == .string("payment"))
        #expect(first["payload"]["provider"] == .string("cash"))
        #expect(first["payload"]["amount"] == .int(1030))
        #expect(first["entity_id"] == first["payload"]["payment_id"])
        order = try house.show(code)
        #expect(order["status"] == .string("billrequested"))
        #expect(order["paid_portion"] == .int(1030))
        #expect(order["remaining"] == .int(2400))

        try house.done("pay", "cash", code, "24")
        order = try house.show(code)
        #expect(order["status"] == .string("paid"))
        #expect(order["remaining"] == .int(0))
        #expect(order["kitchen"] == .string("delivered"))

        let closing = try house.jsonLines("order", "close", code)
        #expect(closing.first?["event_type"] == .string("status_changed"))
        #expect(closing.first?["payload"]["to"] == .string("closed"))
        #expect(closing.first?["payload"]["items"] == .array([]))
        #expect(try house.show(code)["status"] == .string("closed"))
        #expect(try house.jsonLines("order", "list").isEmpty)
        #expect(try house.jsonLines("order", "list", "--all").map { $0["short_code"] } == [.string(code)])
      }
    }

    @Test func `a bill can be withdrawn and needs a sent order`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.openSupper()
        _ = try house.refused("order", "bill", code)
        try house.done("order", "submit", code)
        try house.done("order", "add", code, "m07")
        _ = try house.refused("order", "bill", code)
        try house.done("order", "remove", code, "m07")
        try house.done("order", "bill", code)
        let back = try house.onlyEvent("order", "bill", code, "--withdraw")
        #expect(back["event_type"] == .string("bill_withdrawn"))
        let order = try house.show(code)
        #expect(order["status"] == .string("ordered"))
        #expect(order["pay_visible"] == .bool(false))
      }
    }

    @Test func `a second sending is a round of its own`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        try house.done("order", "deliver", code)
        try house.done("order", "add", code, "m07", "--qty", "2")
        #expect(try house.show(code)["kitchen"] == .string("delivered"), "what is not sent does not count")
        let sent = try house.onlyEvent("order", "submit", code)
        #expect(sent["payload"]["round"] == .int(2))
        #expect(sent["payload"]["items"].elements.count == 1)
        try house.done("order", "start", code, "--round", "2")
        let order = try house.show(code)
        #expect(order["kitchen"] == .string("preparing"))
        #expect(order["rounds"].elements.map { $0["round"] } == [.int(1), .int(2)])
        #expect(
          order["rounds"].elements.map { $0["kitchen"] } == [.string("delivered"), .string("preparing")])
        #expect(order["rounds"][1]["sent_at"] == sent["created_at"])
        #expect(order["items"].elements.map { $0["round"] } == [.int(1), .int(1), .int(2)])
        #expect(order["total"] == .int(2 * Supper.pho + Supper.bruschetta + 2 * Supper.water))
      }
    }

    @Test func `a move names its items, and an unsent one stays behind`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let one = try house.onlyEvent("order", "ready", code, "--item", "2")
        #expect(one["payload"]["items"].elements.count == 1)
        #expect(one["payload"]["from"] == .string("ordered"))
        #expect(try house.show(code)["kitchen"] == .string("ordered"), "the least advanced item counts")
        try house.done("order", "add", code, "m07")
        try house.done("order", "start", code)
        let statuses = try house.show(code)["items"].elements.map { $0["status"] }
        #expect(statuses == [.string("preparing"), .string("ready"), .string("opened")])
      }
    }

    @Test func `an empty order is not sent, and an unsent one is not cooked`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.open("--table", "T4").code
        _ = try house.refused("order", "submit", code)
        try house.done("order", "add", code, "m01")
        _ = try house.refused("order", "start", code)
      }
    }
  }
}
