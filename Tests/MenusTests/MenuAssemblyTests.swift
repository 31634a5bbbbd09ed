import Events
import Testing

@testable import Menus

/// Ids that stay, and what a format can't say.
@Suite struct MenuAssemblyTests {
  private func ids(_ rows: [String], header: String = "section,name,price") throws -> [String] {
    try imported(.csv, ([header] + rows).joined(separator: "\n") + "\n").document.items.map(\.id.string)
  }

  @Test func `the same file twice gives the same ids, in whatever order its rows stand`() throws {
    let rows = ["Lunch,Soup,1", "Dinner,Soup,2", "Dinner,Crème brûlée,3", "Dinner,???,4", "Dinner,!!!,5"]
    let first = try ids(rows)
    #expect(try ids(rows) == first)
    #expect(Set(first).count == rows.count)
    #expect(first[2] == "crème-brûlée")
    #expect(first[0].hasPrefix("soup-") && first[1].hasPrefix("soup-"))
    let turned = try imported(
      .csv, "section,name,price\n" + rows.reversed().joined(separator: "\n") + "\n"
    ).document
    #expect(Set(turned.items.map(\.id.string)) == Set(first))
    // Which is which is told by what they are known by, not by their place.
    #expect(turned.item(ExactString(first[0]))?.priceMinor == 100)
  }

  @Test func `a dish renamed in the source keeps the id that the source gives`() throws {
    let header = "id,name,price"
    #expect(try ids(["T1,Latte,1", "süß/1,Tea,2"], header: header) == ["T1", "süß/1"])
    #expect(try ids(["T1,Caffè latte,1", "süß/1,Green tea,2"], header: header) == ["T1", "süß/1"])
    let long = String(repeating: "x", count: 65)
    let made = try ids(["open,A,1", "two words,B,2", "\(long),C,3", "Two Words,D,4"], header: header)
    #expect(made[0].hasPrefix("open-") && made[2] == String(repeating: "x", count: 48))
    #expect(made[1].hasPrefix("two-words-") && made[3].hasPrefix("two-words-") && made[1] != made[3])
  }

  @Test func `an id that stands twice is the first one's, and the other is told`() throws {
    let result = try imported(.csv, "id,name,price\na,Soup,1\na,Stew,2\n")
    #expect(result.document.items.map(\.name) == ["Soup"])
    #expect(result.told.contains("menu, line 3, “Stew”, id: “a” stands twice; this dish is left out"))
  }

  @Test func `two dishes that nothing tells apart get no share in what was known before`() throws {
    let before = try imported(.csv, "section,name,price,allergens\nBar,Wine,1,sulphites\nBar,Wine,2,\n")
      .document
    let result = try imported(.csv, "section,name,price\nBar,Wine,2\nBar,Wine,1\n", previous: before)
    #expect(result.document.items.count == 2)
    #expect(result.told.contains { $0.contains("stands twice in its section") })
    // The first of the two is known by its name and section, the second by its place alone.
    #expect(result.document.items[1].allergens.isEmpty)
  }

  @Test func `what a format can't say is kept from the menu before, and told`() throws {
    let before = try imported(.csv, ForeignSamples.ours).document
    let result = try imported(
      .csv,
      "id,name,price,section\nburger,Cheeseburger,18.90,From the grill\nnew,\"Fries \"\"XL\"\"\",5,Sides\n",
      previous: before)
    let burger = try #require(result.document.item("burger"))
    let old = try #require(before.item("burger"))
    #expect(burger.name == "Cheeseburger" && burger.priceMinor == 1890)
    #expect(burger.description == old.description && burger.prepMinutes == old.prepMinutes)
    #expect(burger.allergens == old.allergens && burger.station == old.station && burger.course == old.course)
    #expect(burger.marginHint == old.marginHint && burger.modifierGroups == old.modifierGroups)
    #expect(burger.available == old.available)
    #expect(result.document.sections[0].id == "grill")
    #expect(result.document.menuID == before.menuID && result.document.name == before.name)
    for field in DishField.allCases {
      #expect(
        result.told.contains(
          "menu, \(field.rawValue): this format does not say it; kept from the menu before for 1 dish (Cheeseburger)"
        ),
        "\(field)")
    }
    #expect(result.told.contains { $0.contains("the menu before has 1 dish (Fries \"XL\") under other ids") })
    #expect(
      result.told.contains {
        $0.contains("allergens: this format does not say them; none are known of 1 dish (Fries \"XL\")")
      })
  }

  @Test func `an id that is made of a name takes nothing from a dish of another name`() throws {
    let before = try imported(.csv, "id,name,price,allergens\nale,Pale ale,1,gluten\nsoup,Soup!,1,milk\n")
      .document
    let result = try imported(.csv, "name,price\nAle,2\nSoup,2\n", previous: before)
    #expect(
      result.document.item("ale")?.allergens == [] && result.document.item("soup")?.allergens == ["milk"])
    #expect(result.told.contains { $0.contains("1 dish (Ale) got an id of the menu before") })
  }

  @Test func `a column that is there and empty takes away, one that is missing does not`() throws {
    let before = try imported(.csv, "id,name,price,allergens,station\na,Soup,1,milk,hot\n").document
    let result = try imported(.csv, "id,name,price,allergens\na,Soup,1,\n", previous: before)
    #expect(result.document.item("a")?.allergens == [] && result.document.item("a")?.station == "hot")
  }

  @Test func `sizes of a till and choices of the house stand beside each other`() throws {
    let before = try imported(
      .csv, "id,name,price,modifiers\na,Ale,1,\"choice (1-1): 0.2 | 0.4 +1; glass (0-1): jug\"\n"
    ).document
    let header = "id,name,variation name,price\n"
    let two = try imported(.csv, header + "a,Ale,0.3,2\na,Ale,0.5,3\n", previous: before).document
    #expect(two.item("a")?.modifierGroups.map(\.name) == ["choice", "glass"])
    #expect(two.item("a")?.options.map(\.name) == ["0.3", "0.5", "jug"])
    let one = try imported(.csv, header + "a,Ale,Regular,2\n", previous: before).document
    #expect(one.item("a")?.modifierGroups.map(\.name) == ["glass"])
  }

  @Test func `additions of a page of the web keep the limits that the house gave them`() throws {
    let before = try imported(.csv, ForeignSamples.ours).document
    let export = MenuExport(before, as: .schemaOrg)
    let result = try imported(.schemaOrg, export.text, previous: before)
    #expect(result.document.canonicalBytes == before.canonicalBytes)
  }

  @Test func `limits of a menu hold: what is too long is left out by name, what is too much is refused`()
    throws
  {
    let long = String(repeating: "x", count: 201)
    let text = """
      name,price,description,allergens,course,section,modifiers
      \(long),1,,,,,
      A,1,\(String(repeating: "d", count: 2_001)),,,\(long),
      B,1,,\(String(repeating: "a", count: 65)),,,
      C,1,,,\(String(repeating: "c", count: 65)),,x (0-9): y; ok (0-1): z

      """
    let result = try imported(.csv, text)
    #expect(result.document.items.map(\.name) == ["C", "A"])
    #expect(result.document.items[0].modifierGroups.map(\.name) == ["ok"])
    let told = result.told.joined(separator: "\n")
    #expect(told.contains("”, name: is longer than 200 bytes; this dish is left out"))
    #expect(told.contains("“A”, description: is longer than 2000 bytes; it is left out"))
    // A dish without an allergen that it has is worse than none.
    #expect(told.contains("“B”, allergens: is longer than 64 bytes; this dish is left out"))
    #expect(told.contains("“C”, course: is longer than 64 bytes; it is left out"))
    #expect(
      told.contains(
        "“C”, modifiers: modifiers[0].max: a whole number from 0 to 1 should stand here; the group “x” is left out"
      ))
    #expect(told.contains("a section's name is longer than 200 bytes; it is called “Section 2” here"))
    let many = "name,price\n" + (0...MenuLimits.items).map { "d\($0),1\n" }.joined()
    #expect(refusal(.csv, many) == "menu: the file has 5001 dishes; a menu takes 5000")
    let sections = "name,price,section\n" + (0...MenuLimits.sections).map { "d\($0),1,s\($0)\n" }.joined()
    #expect(refusal(.csv, sections) == "menu: the file has 201 sections; a menu takes 200")
    let wide = String(repeating: "w", count: 1_900)
    let big = "name,price,description\n" + (0..<600).map { "d\($0),1,\(wide)\n" }.joined()
    #expect(refusal(.csv, big)?.contains("longer than 1000000 bytes, and no event takes more") == true)
  }

  @Test func `the currency is what was named, else the file's, else that of the menu before`() throws {
    #expect(
      refusal(.csv, "name,price\nA,1\n", currency: nil)
        == "menu: nothing says which currency the prices are in; name it with --currency EUR")
    let before = try imported(.csv, "name,price\nA,1\n", currency: "KWD").document
    #expect(before.items[0].priceMinor == 1_000)
    #expect(
      try imported(.csv, "name,price\nA,1\n", currency: nil, previous: before).document.currencyCode == "KWD")
    let other = try imported(.csv, "name,price,currency\nA,1,JPY\n", currency: nil, previous: before)
    #expect(other.document.items[0].priceMinor == 1)
    #expect(other.told.contains("menu, currency: the prices are in JPY; the menu before has KWD"))
  }
}
