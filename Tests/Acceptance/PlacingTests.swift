import Foundation
import Testing

extension Acceptance {
  /// Whole orders in one line, or from another program.
  @Suite struct Placing {
    static let menu = """
      {"menu_id":"m","name":"M","currency":"EUR","sections":[{"id":"s","name":"All","items":[
      {"id":"b","name":"Burger","price":1790,"station":"grill","modifiers":[{"group":"extra","min":0,"max":1,
        "options":[{"name":"cheese","price":150}]}]},
      {"id":"f","name":"Fries","price":450},{"id":"m","name":"Fritto misto","price":1400}]}]}

      """

    static func with(_ body: (ScratchHouse) throws -> Void) throws {
      try ScratchHouse.with { house in
        try house.done("menu", "import", house.file("m.json", menu))
        try body(house)
      }
    }

    @Test func `table four, two guests, two burgers without onions, fries, send: at most forty keys`() throws
    {
      try Self.with { house in
        let staff = try house.screen("staff")
        try staff.waitFor(text: "T4/2 2 Burger, Fries")
        var keys = 0
        func type(_ text: String, shows words: String) throws {
          keys += text.count
          try staff.type(text)
          try staff.waitFor(text: words)
        }
        try type("T4/2", shows: "T4, 2 guests · Enter opens it")
        try type(" 2 bu", shows: "T4, 2 guests · 2 × Burger · 35.80 EUR · Enter sends")
        try type(" -onions", shows: "2 × Burger, no onions · 35.80 EUR")
        try type(", fri", shows: "“fri”: Fries or Fritto misto?")
        try type("e", shows: "T4, 2 guests · 2 × Burger, no onions · 1 × Fries · 40.30 EUR · Enter sends")
        keys += 1
        try staff.press("Enter")
        try staff.waitFor(text: "B01: round 1 sent: 2 items")
        try staff.waitFor("the ticket") { $0.contains("2 × Burger") && $0.contains("no onions") }
        #expect(keys <= 40, "\(keys) keys")
        let order = try house.show("B01")
        #expect(order["total"] == .int(4030) && order["kitchen"] == .string("ordered"))

        // Tab, ?, and what a wrong line says.
        try staff.type("4/2 2 bu")
        try staff.press("Tab")
        try staff.waitFor(text: ":4/2 2 Burger")
        try staff.press("Escape")
        try staff.type("?")
        try staff.waitFor(text: "Keys")
        try staff.type("?")
        try staff.type("T4 burgr")
        try staff.press("Enter")
        try staff.waitFor(text: "the menu has no “burgr”")
        try staff.press("Escape")
        try staff.type("menu sold-out f")
        try staff.press("Enter")
        // The preview says the same before Enter has done it, and a late answer would replace the next one.
        try staff.waitFor("the answer, not the preview") {
          $0.contains("Fries is sold out.") && !$0.contains(":menu sold-out")
        }
        try staff.type("doctor")
        try staff.press("Enter")
        try staff.waitFor(text: "All is well")
        try staff.type("config")
        try staff.press("Enter")
        try staff.waitFor(text: "that is done in a shell: type it there, after “galley”")
      }
    }

    @Test func `a second screen takes orders, and doctor works on it too`() throws {
      try Self.with { house in
        try house.serve()
        let staff = try house.screen("staff")
        try staff.waitFor(text: "T4/2 2 Burger, Fries")
        try staff.type("T4/2 2 bu -onions, frie")
        try staff.press("Enter")
        try staff.waitFor(text: "B01: round 1 sent: 2 items")
        try staff.type("doctor")
        try staff.press("Enter")
        try staff.waitFor(text: "All is well")
      }
    }

    @Test func `the line in a shell prints the code alone, and a key repeats the first answer`() throws {
      try Self.with { house in
        let line = ["order", "place", "T4/2", "2", "burger", "-onions,", "frie", "--idempotency-key", "k1"]
        #expect(try house.done(line).output == "B01\n")
        let events = try house.events()
        #expect(try house.done(line).output == "B01\n")
        #expect(try house.events() == events)
        let first = try house.done(line + ["--json"]).output
        #expect(first.split(separator: "\n").count == 5)
        try house.done("order", "rush", "B01")
        #expect(try house.done(line + ["--json"]).output == first, "as it was answered then")
        #expect(
          try house.refused("order", "place", "T4 fri").errors == "galley: “fri”: Fries or Fritto misto?\n")
        _ = try house.refused("order", "place", "burger", status: [2])
      }
    }

    @Test func `JSON on standard input: all or nothing, with the order as its last line`() throws {
      try Self.with { house in
        func place(_ json: String, _ flags: String...) throws -> Finished {
          try house.galley(["order", "place"] + flags, input: house.file("order.json", json))
        }
        let order = """
          {"table":"T7","guests":3,"name":"Maria","alert":"nuts","items":[
          {"menuitem_id":"b","qty":2,"modifiers":["cheese","no onions"],"note":"well done","participant":"P1"},
          {"name":"Birthday cake","price":2500}]}
          """
        let finished = try place(order, "--json", "--idempotency-key", "shop")
        let lines = try finished.lines.map { try Json(text: $0) }
        #expect(finished.status == 0 && lines.count == 7)
        let events = lines.dropLast().map { $0["event_type"].string ?? "" }
        #expect(
          events == [
            "order_opened", "participant_joined", "alert_set", "item_added", "item_added", "status_changed",
          ])
        let last = try #require(lines.last)
        #expect(last["total"] == .int(2 * (1790 + 150) + 2500) && last["short_code"] == .string("B01"))
        #expect(last["alert"] == .string("nuts") && last["items"].elements.count == 2)
        #expect(try place(order, "--json", "--idempotency-key", "shop").output == finished.output)

        let unsent = try place("{\"items\":[{\"menuitem_id\":\"f\"}],\"type\":\"takeaway\",\"submit\":false}")
        #expect(unsent.output == "B02\n")
        #expect(try house.show("B02")["rounds"].elements.isEmpty)

        let two =
          "{\"table\":\"T1\",\"items\":[{\"menuitem_id\":\"f\"}]}\n{\"table\":\"T2\",\"items\":[{\"menuitem_id\":\"b\"}]}\n"
        #expect(try place(two).output == "B03\nB04\n")

        let before = try house.events()
        let bad = try place(
          "{\"table\":\"T9\",\"items\":[{\"menuitem_id\":\"f\"},{\"menuitem_id\":\"zz\"}]}", "--json")
        #expect(bad.status == 1 && bad.errors.contains("not_found"), "\(bad.errors)")
        let both = try place("{\"items\":[{\"menuitem_id\":\"f\",\"price\":450}]}")
        #expect(both.status == 2 && both.errors.contains("menuitem_id"))
        #expect(try place("").status == 2 && place("{").status == 2)
        #expect(try house.events() == before)
      }
    }

    @Test func `an order from JSON goes through the terminal that runs`() throws {
      try Self.with { house in
        try house.serve()
        let path = try house.file("order.json", "{\"table\":\"T7\",\"items\":[{\"menuitem_id\":\"b\"}]}")
        #expect(try house.done(["order", "place"], input: path).output == "B01\n")
        #expect(try house.done("order", "place", "T7 frie").output == "B01\n", "the table has an order")
      }
    }
  }
}
