import Testing

extension Acceptance {
  /// What changes on an order besides its way through the kitchen: quantities, voids, words, money, going back.
  @Suite struct OrderChanges {
    @Test func `quantity, alert, move, rush, delay and completing each write their event`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let fewer = try house.onlyEvent("order", "quantity", code, "1", "1")
        #expect(fewer["event_type"] == .string("quantity_changed"))
        #expect(fewer["payload"] == (try Json(text: #"{"from":2,"to":1}"#)))
        let more = try house.onlyEvent("order", "quantity", code, "1", "3")
        #expect(more["event_type"] == .string("item_added"))
        #expect(more["payload"]["qty"] == .int(2))
        let alert = try house.onlyEvent("order", "alert", code, "nut allergy")
        #expect(alert["event_type"] == .string("alert_set"))
        #expect(alert["payload"] == .object([:]))
        #expect(alert["personal"]["text"] == .string("nut allergy"))
        let move = try house.onlyEvent("order", "move", code, "T9")
        #expect(move["event_type"] == .string("order_moved"))
        #expect(move["payload"] == .object(["table_id": .string("T9")]))
        #expect(try house.onlyEvent("order", "rush", code)["payload"] == .object(["rush": .bool(true)]))
        let delay = try house.onlyEvent("order", "delay", code, "10")
        #expect(delay["event_type"] == .string("delay_marked"))
        #expect(delay["payload"]["delay_minutes"] == .int(10))

        let order = try house.show("T9")
        #expect(order["total"] == .int(3 * Supper.pho + Supper.bruschetta))
        #expect(order["alert"] == .string("nut allergy"))
        #expect(order["rush"] == .bool(true))
        #expect(order["delay_minutes"] == .int(10))
        #expect(
          try house.onlyEvent("order", "rush", code, "--off")["payload"] == .object(["rush": .bool(false)]))
        #expect(try house.show(code)["rush"] == .bool(false))
        #expect(
          try house.onlyEvent("order", "complete", code)["event_type"] == .string("meal_completed"))
      }
    }

    @Test func `an item taken off after sending is a void until it is acknowledged`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let removed = try house.onlyEvent("order", "remove", code, "m01")
        #expect(removed["event_type"] == .string("item_removed"))
        let order = try house.show(code)
        #expect(order["items"][1]["status"] == .string("removed"))
        #expect(order["total"] == .int(2 * Supper.pho))
        let seen = try house.onlyEvent("order", "acknowledge", code)
        #expect(seen["event_type"] == .string("void_acknowledged"))
        #expect(seen["entity_id"] == removed["entity_id"])
        _ = try house.refused("order", "acknowledge", code)
      }
    }

    @Test func `a discount and a comp take off, service and tip add`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        let discount = try house.onlyEvent("order", "adjust", code, "discount", "5.00", "--label", "regulars")
        #expect(discount["event_type"] == .string("adjustment_added"))
        #expect(
          discount["payload"] == (try Json(text: #"{"amount":-500,"kind":"discount","label":"regulars"}"#)))
        #expect(try house.onlyEvent("order", "adjust", code, "comp", "0.05")["payload"]["amount"] == .int(-5))
        #expect(try house.onlyEvent("order", "adjust", code, "tip", "3")["payload"]["amount"] == .int(300))
        try house.done("order", "adjust", code, "service", "1.1")
        #expect(try house.show(code)["total"] == .int(3430 - 500 - 5 + 300 + 110))
        _ = try house.refused("order", "adjust", code, "bribe", "1", status: [1, 2])
      }
    }

    @Test func `a recall puts a round back to where it was`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        try house.done("order", "start", code)
        let ready = try house.onlyEvent("order", "ready", code)
        let recall = try house.onlyEvent("order", "recall", code)
        #expect(recall["event_type"] == .string("status_changed"))
        #expect(recall["payload"]["undoes"] == ready["id"])
        #expect(recall["payload"]["from"] == .string("ready"))
        #expect(recall["payload"]["to"] == .string("preparing"))
        #expect(try house.show(code)["kitchen"] == .string("preparing"))
      }
    }

    @Test func `undo takes back the last change, and says so when there is none`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.openSupper()
        let removed = try house.onlyEvent("order", "remove", code, "1")
        let restored = try house.onlyEvent("order", "undo", code)
        #expect(restored["event_type"] == .string("item_restored"))
        #expect(restored["payload"]["undoes"] == removed["id"])
        #expect(try house.show(code)["total"] == .int(3430))

        let quantity = try house.onlyEvent("order", "quantity", code, "1", "5")
        let back = try house.onlyEvent("order", "undo", code)
        #expect(back["event_type"] == .string("quantity_changed"))
        #expect(back["payload"]["undoes"] == quantity["id"])
        #expect(back["payload"]["to"] == .int(2))
        #expect(try house.show(code)["total"] == .int(3430))

        try house.done("order", "submit", code)
        let started = try house.onlyEvent("order", "start", code)
        let undone = try house.onlyEvent("order", "undo", code)
        #expect(undone["event_type"] == .string("status_changed"))
        #expect(undone["payload"]["undoes"] == started["id"])
        #expect(try house.show(code)["kitchen"] == .string("ordered"))

        let fresh = try house.open("--table", "T8").code
        _ = try house.refused("order", "undo", fresh)
      }
    }

    @Test func `a cancelled order leaves the list, with its reason`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.sendSupper()
        _ = try house.refused("order", "cancel", code, status: [2])
        let event = try house.jsonLines("order", "cancel", code, "--reason", "guests left")[0]
        #expect(event["event_type"] == .string("order_cancelled"))
        #expect(event["payload"]["reason"] == .string("guests left"))
        #expect(try house.jsonLines("order", "list").isEmpty)
        _ = try house.refused("order", "add", code, "m01")
      }
    }

    @Test func `amounts follow the currency's minor unit`() throws {
      try ScratchHouse.with { house in
        let yen = Supper.menu.replacing("\"EUR\"", with: "\"JPY\"")
        try house.done("menu", "import", house.file("yen.json", yen))
        let code = try house.open().code
        let item = try house.onlyEvent("order", "add", code, "--open-item", "Onigiri", "--price", "180")
        #expect(item["payload"]["unit_price"] == .int(180))
        _ = try house.refused(
          "order", "add", code, "--open-item", "Onigiri", "--price", "180.50", status: [1, 2])
        #expect(try house.show(code)["currency"] == .string("JPY"))
      }
    }
  }
}
