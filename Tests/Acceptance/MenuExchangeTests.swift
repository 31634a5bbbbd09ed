import Foundation
import Testing

extension Acceptance {
  /// Menus from and to other formats, through the built program.
  @Suite struct MenuExchange {
    private static let library = """
      Token,Item Name,Variation Name,Category,Price
      T1,Latte,Small,Drinks,3.50
      T1,Latte,Large,Drinks,4.50
      T2,Soup,Regular,Starters,8.505
      T3,Steak,Regular,Mains,24.00

      """

    @Test(arguments: [false, true])
    func `menu import --from ends in a document to look at, never in force by itself`(throughSocket: Bool)
      throws
    {
      try ScratchHouse.with { house in
        let path = try house.file("till.csv", Array(Self.library.utf8))
        let first = try house.done("menu", "import", "--from", "csv", path, "--currency", "eur")
        try house.done("menu", "import", try house.file("menu.json", first.outputBytes))
        if throughSocket { try house.serve() }
        let before = try house.done("state").output

        let text = Self.library.replacing("24.00", with: "26.00").replacing("Steak", with: "Rump steak")
        let again = try house.done(
          "menu", "import", "--from", "csv", try house.file("new.csv", Array(text.utf8)))
        #expect(again.output.contains(#""name":"Rump steak","price":2600"#))
        #expect(again.errors.contains("new.csv, line 4, “Soup”, Price: “8.505” has more decimals than EUR"))
        #expect(again.errors.contains("Beside the document that was imported last:\n"))
        #expect(again.errors.contains("  ~ Steak (T3): price 24.00 → 26.00\n"), "\(again.errors)")
        #expect(again.errors.hasSuffix("and then: galley menu import FILE\n"))
        #expect(try house.done("state").output == before)

        // What was printed is what the next step reads.
        try house.done("menu", "import", try house.file("next.json", again.outputBytes))
        #expect(try house.done("menu", "list").output.contains("Rump steak"))
      }
    }

    @Test func `with --json the document is a line, and notes are objects`() throws {
      try ScratchHouse.with { house in
        let path = try house.file("till.csv", Array(Self.library.utf8))
        let done = try house.done("menu", "import", "--from", "csv", path, "--currency", "EUR", "--json")
        #expect(done.lines.count == 1)
        #expect(try Json(text: done.output)["sections"][0]["items"][0]["id"].string == "T1")
        let told = try done.errors.split(separator: "\n").filter { $0.hasPrefix("{") }.map {
          try Json(text: String($0))
        }
        #expect(told.first?["note"]["line"].int == 4 && told.first?["note"]["subject"].string == "Soup")
        #expect(told.last?["summary"]["dishes"].int == 2)
      }
    }

    @Test(arguments: [false, true])
    func
      `S18 a damaged, huge, binary, half-written or hostile file of every format is refused with one clear sentence`(
        throughSocket: Bool
      ) throws
    {
      try ScratchHouse.with { house in
        try house.done(
          "menu", "import", try house.file("dinner.json", house.done("menu", "example").outputBytes))
        if throughSocket { try house.serve() }
        let before = try house.done("menu", "show", "--json").output
        let files: [(name: String, bytes: [UInt8])] = [
          ("empty", []), ("binary", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2]),
          ("huge", [UInt8](repeating: 0x20, count: 5 << 20)),
          ("huge2", [UInt8](repeating: 0x78, count: 5 << 20)),
          ("latin", Array("name,price\nCr".utf8) + [0xE8]),
          ("half", Array("{\"objects\":[{\"type\":\"IT".utf8)), ("quote", Array("name,price\n\"So".utf8)),
          ("deep", [UInt8](repeating: 0x5B, count: 100_000)),
          ("escape", Array("\u{1B}]0;x\u{7}\u{1B}[2J".utf8)),
        ]
        for format in ["csv", "schema-org", "square"] {
          for file in files {
            let path = try house.file(file.name, file.bytes)
            let refused = try house.galley("menu", "import", "--from", format, path)
            #expect(refused.status == 1 && refused.output.isEmpty, "\(format) \(file.name)")
            #expect(refused.errors.contains(file.name), "\(refused.errors)")
            #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
            #expect(!refused.errors.utf8.contains(0x1B))
          }
        }
        #expect(try house.done("menu", "show", "--json").output == before)
      }
    }

    @Test func `menu export is read by other programs, and safe within a page`() throws {
      try ScratchHouse.with { house in
        #expect(try house.galley("menu", "export", "--to", "csv").status == 1)
        try house.done(
          "menu", "import", try house.file("dinner.json", house.done("menu", "example").outputBytes))
        let table = try house.done("menu", "export", "--to", "csv")
        #expect(table.errors.contains("csv has no place for it"))
        let web = try house.done("menu", "export", "--to", "schema-org")
        #expect(
          web.errors.contains("allergens: schema-org has no place for it: 4 places")
            && !web.output.contains("<"))
        let script = """
          import csv, decimal, json, sys
          rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
          menu = json.load(open(sys.argv[2]))
          web = [(i["identifier"], i["name"], i["offers"]["price"]) for s in menu["hasMenuSection"] for i in s["hasMenuItem"]]
          assert web == [(r["id"], r["name"], r["price"]) for r in rows], (web, rows)
          print(sum(decimal.Decimal(r["price"]) for r in rows), {r["currency"] for r in rows}, rows[2]["modifiers"])
          """
        let check = try house.launch([
          "python3", "-c", script, try house.file("menu.csv", table.outputBytes),
          try house.file("menu.json", web.outputBytes),
        ]).finish(within: 30)
        // 8.50 + 5.90 + 17.90 + 25.90 + 4.50 + 5.90 + 4.90
        #expect(
          check.output
            == "73.50 {'EUR'} changes (0-2): no onions | no pickles; extra (0-1): bacon +2.00\n",
          "\(check.errors)")
        // And the other way round it is the same menu.
        for (format, name) in [("csv", "menu.csv"), ("schema-org", "menu.json")] {
          let back = try house.done("menu", "import", "--from", format, "\(house.root)/\(name)", "--json")
          try house.done("menu", "import", try house.file("back.json", back.outputBytes))
          #expect(try house.done("menu", "export", "--to", "csv").output == table.output, "\(format)")
        }
      }
    }

    @Test func `a format that is none, and flags without their place, are a wrong usage`() throws {
      try ScratchHouse.with { house in
        let words = [
          ["menu", "import", "--from", "xml", "f"], ["menu", "import", "--currency", "EUR", "f"],
          ["menu", "export"],
          ["menu", "export", "--to", "square"],
          ["menu", "import", "--from", "csv", "--currency", "euro", "f"],
        ]
        for words in words { #expect(try house.galley(words).status == 2, "\(words)") }
        let none = try house.galley("menu", "import", "--from", "csv", "nowhere.csv")
        #expect(none.status == 1 && none.errors.contains("nowhere.csv"))
      }
    }
  }
}
