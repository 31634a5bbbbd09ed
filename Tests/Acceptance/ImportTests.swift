import Foundation
import Testing

extension Acceptance {
  /// Past orders of a till, brought in with the built program.
  @Suite struct Imports {
    private static let orders = """
      order_id,order_date,order_time,item_id,qty,table
      17,28-02-2023,19:05:00,7,2,T4
      17,28-02-2023,19:05:00,8,1,T4
      17,28-02-2023,19:05:00,NULL,1,T4
      18,28-02-2023,20:30:00,8,1,

      """
    private static let menu = "menu_item_id,item_name,price\n7,Soup,6.50\n8,Stew,14\n"

    private func words(_ house: ScratchHouse, _ file: String, _ more: [String] = []) throws -> [String] {
      let menu = try house.file("menu.csv", Self.menu)
      return [
        "import", "orders", file, "--map", "created_at=order_date+order_time", "--date-format", "DD-MM-YYYY",
        "--join",
        menu, "--on", "item_id=menu_item_id", "--currency", "USD",
      ] + more
    }

    /// How many tickets stand in each column of the board.
    private func columns(_ house: ScratchHouse) throws -> String? {
      try house.done("screen", "kitchen", "--size", "80x24").lines.first
    }

    @Test(arguments: [false, true])
    func `a till's past is taken once, and nothing that goes on changes`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        _ = try house.sendSupper(table: "T1")
        try house.done("config", "set", "time_zone", "Europe/Berlin")
        if throughSocket { try house.serve() }
        let state = try house.done("state").output
        let board = try columns(house)
        let file = try house.file("orders.csv", Self.orders)
        let preview = try house.done(words(house, file, ["--preview"])).output
        #expect(preview.contains("2 orders with 3 dishes, 41.00 USD"))
        #expect(preview.contains("created_at is read from order_date+order_time"))
        #expect(preview.contains("line 4: no dish stands here: item_id is empty"))
        #expect(try house.done("state", "--all").output == house.done("state", "--all").output)
        #expect(try house.events().allSatisfy { !$0.contains("\"history-") })
        let first = try house.json(words(house, file))
        #expect(
          first["new_orders"].int == 2 && first["new_dishes"].int == 3 && first["refused_count"].int == 1)
        #expect(try house.done("state").output == state)
        #expect(try columns(house) == board)
        #expect(try !house.done("screen", "tables", "--size", "80x24").output.contains("to clear"))
        let day = try house.json("report", "day", "--date", "2023-02-28")
        #expect(day["orders"].int == 2 && day["total"].int == 4_100 && day["paid"].int == 4_100)
        #expect(day["unpaid"].int == 0 && day["currency"].string == "USD")
        // 19:05 in Berlin in winter.
        #expect(try house.show("Z17")["created_at"].string == "2023-02-28T18:05:00.000Z")
        try house.done("verify")
        let count = try house.events().count
        #expect(try house.json(words(house, file))["new_events"].int == 0)
        #expect(try house.events().count == count)
        let grown = try house.file("grown.csv", Self.orders + "18,28-02-2023,20:45:00,7,1,\n")
        #expect(try house.json(words(house, grown))["new_dishes"].int == 1)
        #expect(try house.show("Z18")["total"].int == 2_050)
        #expect(try house.show("Z18")["conflicts"].elements.isEmpty)
        try house.done("verify")
      }
    }

    @Test func `what can't be understood is refused with the way on`() throws {
      try ScratchHouse.with { house in
        let file = try house.file("orders.csv", "order_id,date,name,price\n1,01-02-2023,Soup,3\n")
        let unclear = try house.refused("import", "orders", file, "--currency", "EUR")
        #expect(unclear.errors.contains("line 2") && unclear.errors.contains("--date-format DD-MM-YYYY"))
        let without = try house.refused("import", "orders", file)
        #expect(without.errors.contains("--currency EUR"))
        let none = try house.refused(
          "import", "orders", file, "--currency", "EUR", "--date-format", "DD-MM-YYYY", "--map",
          "unit_price=date")
        #expect(none.errors.contains("no row of"))
        #expect(try house.galley("import", "orders", file, "--map", "when=date").status == 2)
        #expect(try house.galley("import", "orders", file, "--join", file).status == 2)
        #expect(try house.events().isEmpty)
      }
    }
  }
}

extension ScratchHouse {
  /// The one JSON object that a command prints.
  fileprivate func json(_ words: [String]) throws -> Json { try Json(text: done(words + ["--json"]).output) }
}
