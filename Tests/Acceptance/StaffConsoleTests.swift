import Testing

extension Acceptance {
  /// `galley staff` in a real terminal, as a waiter has it on a counter.
  @Suite struct StaffConsole {
    /// A bruschetta at T4, eaten.
    private func serve(_ house: ScratchHouse) throws {
      try house.serve()
      try house.importSupper()
      let code = try house.open("--table", "T4", "--guests", "2").code
      try house.done("order", "add", code, "m01")
      try house.done("order", "submit", code)
      try house.done("order", "deliver", code)
    }

    @Test
    func
      `07 to 09: a bill that is asked for at a table's screen is seen and heard by a waiter, who takes cash`()
      throws
    {
      try ScratchHouse.with { house in
        try serve(house)
        let staff = try house.screen("staff", columns: 80, rows: 24)
        try staff.waitFor(text: "T4/2")
        let bells = try staff.countBells(in: house)
        let table = try house.screen("table", "T4", columns: 80, rows: 24)
        try table.waitFor(text: "Table T4")
        try table.press("Tab", "Tab")
        try table.waitFor(text: "Ask for the bill")
        try table.press("Enter")

        try staff.waitFor(text: "attention 1: F9")
        try waitUntil("the bell") { (try? bells()) ?? 0 > 0 }
        try staff.press("F9")
        try staff.waitFor(text: "T4 B01")
        #expect(try staff.screen().contains("bill asked for: 6.50 to pay"))
        try staff.press("Down")
        try staff.waitFor(text: "► ")
        try staff.type("pay cash 10")
        try staff.waitFor(text: "Enter: B01 at T4: 6.50 EUR paid, cash")
        try staff.press("Enter")
        try staff.waitFor(text: "Nothing wants you now.")
        #expect(try staff.screen().contains("3.50 EUR change"))

        let events = try house.jsonLines("events", "--order", "B01")
        let money = events.filter { ["bill_requested", "paid"].contains($0["event_type"].string) }
        #expect(money.map { $0["source"] } == [.string("guest"), .string("staff")])
        #expect(money.last?["payload"]["amount"] == .int(Supper.bruschetta))
        #expect(money.last?["payload"]["provider"] == .string("cash"))
        try staff.press("F7")
        try staff.waitFor("the table, paid") { screen in
          screen.splitLines.contains { $0.contains("T4") && $0.contains("paid") && $0.contains("6.50 paid") }
        }
      }
    }

    @Test func `09 and 11: from the tables to an order and back, and an order for a free table`() throws {
      try ScratchHouse.with { house in
        try serve(house)
        let other = try house.open("--table", "T10").code
        try house.done("order", "cancel", other)
        let staff = try house.screen("staff", columns: 160, rows: 45)
        try staff.waitFor(text: "│ attention")
        try staff.press("F7", "Down")
        try staff.waitFor(text: "► T4")
        try staff.press("Enter")
        try staff.waitFor(text: "What happened, newest first")
        try staff.press("Escape")
        try staff.waitFor(text: "► T4")
        try staff.press("Down")
        try staff.waitFor(text: "► T10")
        try staff.press("Enter")
        try staff.waitFor(text: ":T10")
        try staff.type("Phở")
        try staff.waitFor(text: "Phở bò")
        try staff.press("Enter")
        try staff.waitFor("the table, waiting") { screen in
          screen.splitLines.contains { $0.contains("► T10") && $0.contains("waiting") }
        }
        #expect(try house.show("T10")["total"] == .int(Supper.pho))
      }
    }
  }
}
