import Testing

extension Acceptance {
  /// The ways in which a person may name an order, an item or a participant.
  @Suite struct Naming {
    @Test func `an order answers to code, id, tail and table`() throws {
      try ScratchHouse.with { house in
        let order = try house.open("--table", "T4")
        let other = try house.open("--table", "T5")
        #expect(order.code != other.code)
        for name in [order.code, order.id, String(order.id.suffix(6)), String(order.id.suffix(12)), "T4"] {
          #expect(try house.show(name)["order_id"] == .string(order.id), "named \(name)")
        }
        _ = try house.refused("order", "show", String(order.id.suffix(5)))
        _ = try house.refused("order", "show", "T77")
        _ = try house.refused("order", "show", "B999")
      }
    }

    @Test func `a table with two live orders is no name`() throws {
      try ScratchHouse.with { house in
        let first = try house.open("--table", "T4")
        let second = try house.open("--table", "T4")
        let refusal = try house.refused("order", "rush", "T4")
        #expect(refusal.errors.contains(first.code) && refusal.errors.contains(second.code))
        try house.done("order", "cancel", first.code, "--reason", "opened twice")
        #expect(try house.show("T4")["order_id"] == .string(second.id))
      }
    }

    @Test func `a code that no live order has names the last one that had it`() throws {
      try ScratchHouse.with { house in
        let order = try house.open("--table", "T4")
        try house.done("order", "cancel", order.code, "--reason", "left")
        #expect(try house.show(order.code)["order_id"] == .string(order.id))
      }
    }

    @Test func `an item answers to number, id, tail and its dish where that is unique`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.open("--table", "T4").code
        let ids = try (0..<6).map { _ in
          try house.onlyEvent("order", "add", code, "m07")["entity_id"].string ?? ""
        }
        try house.done("order", "add", code, "m02")
        let names = ["1", ids[1], String(ids[2].suffix(6)), String(ids[3].suffix(12)), "m02"]
        for (index, name) in names.enumerated() {
          try house.done("order", "quantity", code, name, "\(index + 2)")
        }
        let quantities = try house.show(code)["items"].elements.map { $0["qty"] }
        #expect(quantities == [2, 3, 4, 5, 1, 1, 6].map { .int($0) })
        _ = try house.refused("order", "remove", code, "m07")
        _ = try house.refused("order", "remove", code, "8")
        _ = try house.refused("order", "remove", code, String(ids[4].suffix(5)))
      }
    }

    @Test func `a participant answers to label and id`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.open("--table", "T4").code
        let joined = try house.onlyEvent("participant", "join", code, "--name", "Zoë")
        #expect(joined["event_type"] == .string("participant_joined"))
        #expect(joined["payload"] == .object(["label": .string("P1")]))
        #expect(joined["personal"]["name"] == .string("Zoë"))
        let id = try #require(joined["entity_id"].string)
        let unnamed = try house.onlyEvent("participant", "join", code)
        #expect(unnamed["payload"]["label"] == .string("P2"))
        #expect(unnamed["personal"] == .null, "the setting `name` is the terminal's, not a guest's")
        for name in ["P1", id] {
          let item = try house.onlyEvent("order", "add", code, "m01", "--participant", name)
          #expect(item["payload"]["participant_id"] == .string(id))
        }
        _ = try house.refused("order", "add", code, "m01", "--participant", "P7")
      }
    }

    @Test func `flags may stand anywhere`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        let code = try house.open("--table", "T4").code
        let finished = try house.launch(
          [
            try GalleyBinary.path(), "order", "--json", "add", "--qty", "2", code, "--data", house.data,
            "m01",
          ]
        ).finish(within: 20)
        #expect(finished.status == 0, "\(finished.errors)")
        #expect(try Json(text: finished.output)["payload"]["qty"] == .int(2))
      }
    }

    @Test func `DIR comes from GALLEY_DATA, and a new one takes its names from the flags`() throws {
      try ScratchHouse.with { house in
        let binary = try GalleyBinary.path()
        let opened = try house.launch([binary, "order", "open", "--json"]).finish(within: 20)
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(try Json(text: opened.output)["payload"]["short_code"].string?.hasPrefix("B") == true)

        let flags = [
          "--data", house.root + "/new", "--venue", "oak", "--name", "bar-2", "--letter", "K", "--json",
        ]
        let other = try house.launch([binary] + flags + ["order", "open"]).finish(within: 20)
        #expect(other.status == 0, "\(other.errors)")
        let event = try Json(text: other.output)
        #expect(event["actor"] == .string("bar-2"))
        #expect(event["origin"].string?.wholeMatch(of: /bar-2-[0-9a-f]{8}/) != nil)
        #expect(event["payload"]["short_code"].string?.hasPrefix("K") == true)
        #expect(try IndependentCheck.findings(in: other.lines, venue: "oak") == "")
      }
    }
  }
}
