import Testing

extension Acceptance {
  /// The keys that scripts read, and what a repeated idempotency key gives.
  @Suite struct JsonShapes {
    static let listKeys: Set<String> = [
      "order_id", "short_code", "table_id", "order_type", "status", "kitchen", "bill", "created_at",
      "currency", "total", "paid_portion", "remaining", "pay_visible", "delay_minutes", "rush", "alert",
      "rounds",
    ]
    static let belowItems: Set<String> = [
      "items", "participants", "shares", "payments", "badges", "conflicts",
    ]

    @Test func `order show and order list have the keys of the contract`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.openSupper()
        try house.done("participant", "join", code)
        try house.done("order", "submit", code)
        try house.done("order", "delay", code, "5")
        try house.done("order", "alert", code, "nuts")
        try house.done("order", "bill", code)
        try house.done("pay", "cash", code, "1")

        let order = try house.show(code)
        #expect(order.keys.isSuperset(of: Self.listKeys.union(Self.belowItems)))
        #expect(order["rounds"][0].keys.isSuperset(of: ["round", "sent_at", "kitchen"]))
        #expect(
          order["items"][0].keys.isSuperset(of: [
            "item_id", "menuitem_id", "name", "qty", "unit_price", "modifiers", "round", "status",
          ]))
        #expect(order["participants"][0].keys.isSuperset(of: ["participant_id", "label"]))
        #expect(order["payments"][0].keys.isSuperset(of: ["payment_id", "provider", "amount", "state"]))
        #expect(order["conflicts"] == .array([]))
        #expect(order["bill"] == .string("billrequested"))

        let listed = try house.jsonLines("order", "list")
        #expect(listed.count == 1)
        #expect(listed[0].keys.isSuperset(of: Self.listKeys))
        #expect(listed[0].keys.isDisjoint(with: Self.belowItems))
        for key in Self.listKeys { #expect(listed[0][key] == order[key], "\(key)") }
      }
    }

    @Test func `without --json a command says one short sentence`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.openSupper()
        let said = try house.done("order", "submit", code)
        #expect(said.lines.count == 1)
        #expect(said.output.contains(code))
        #expect(try house.done("order", "show", code).output.contains("Bruschetta"))
        #expect(try house.done("order", "list").output.contains(code))
      }
    }

    @Test(arguments: [false, true])
    func `a repeated idempotency key prints the first lines again and writes nothing`(throughSocket: Bool)
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        if throughSocket { _ = try house.serve() }
        let open = ["order", "open", "--table", "T4", "--json", "--idempotency-key", "tablet-1:17"]
        let opened = try house.done(open)
        #expect(try house.done(open).output == opened.output)
        let event = try Json(text: opened.output)
        #expect(event["idempotency_key"] == .string("tablet-1:17"))

        let code = try #require(event["payload"]["short_code"].string)
        let add = ["order", "add", code, "m01", "--json", "--idempotency-key", "tablet-1:18"]
        let added = try house.done(add)
        try house.done("order", "submit", code)
        let before = try house.events()
        #expect(try house.done(add).output == added.output)
        #expect(try house.done(add.filter { $0 != "--json" }).status == 0)
        #expect(try house.events() == before)
        #expect(try house.show(code)["items"].elements.count == 1)
      }
    }
  }
}
