import Events
import Testing

@testable import Menus

@Suite struct MenuDocumentTests {
  @Test func readsEveryKeyOfTheContract() throws {
    let menu = try MenuDocument(file: utf8(Samples.whole))
    #expect(menu.menuID == "supper")
    #expect(menu.currencyCode == "EUR")
    #expect(menu.sections.map(\.name) == ["Starters", "Mains"])
    #expect(menu.items.map(\.priceMinor) == [650, 2450])
    let steak = try #require(menu.item("m02"))
    #expect(steak.prepMinutes == 14)
    #expect(steak.allergens == ["milk", "mustard"])
    #expect(steak.station == "grill")
    #expect(steak.course == "main")
    #expect(steak.marginHint == "low")
    #expect(steak.modifierGroups.map(\.min) == [1, 0])
    #expect(steak.modifier("pepper sauce")?.priceMinor == 250)
    #expect(steak.modifier("Pepper sauce")?.priceMinor == 250)
    #expect(steak.available.map(\.days) == [[.fri, .sat]])
    #expect(steak.available.map(\.fromMinute) == [17 * 60 + 30])
    #expect(steak.available.map(\.untilMinute) == [24 * 60])
    #expect(menu.section(ofItem: "m02")?.id == "mains")
    #expect(menu.item("m03") == nil)
  }

  @Test func comesOutInCanonicalFormWhateverTheSpacing() throws {
    let menu = try MenuDocument(file: utf8(Samples.whole))
    #expect(try menu.canonicalBytes == JSONParser.canonical(utf8(Samples.whole)))
    let again = try MenuDocument(file: menu.canonicalBytes)
    #expect(again.canonicalBytes == menu.canonicalBytes)
    #expect(again.items == menu.items)
  }

  @Test func composedAndDecomposedIDsAreTwo() throws {
    let menu = try MenuDocument(file: utf8(Samples.menu(items: [("é", 1), ("e\u{301}", 2)])))
    #expect(menu.item("é")?.priceMinor == 1)
    #expect(menu.item("e\u{301}")?.priceMinor == 2)
  }

  @Test func s18NamesFileLineAndWhatIsWrong() {
    expectFault("", "menu.json: the file is empty")
    expectFault("\n\n", "menu.json, line 3: the text ends")
    expectFault("\u{7F}ELF\u{2}\u{1}", "menu.json, line 1: no JSON value")
    expectFault("{\n \"menu_id\": \"a\",\n \"name\": \"A", "menu.json, line 3: the text ends inside a string")
    expectFault("[]", "menu.json, line 1, the document: an object should stand here")
    expectFault(
      "{\"menu_id\":\"a\",\"name\":\"A\",\"currency\":\"EUR\"}", "menu.json, line 1, sections: is missing")
  }

  @Test func s18RefusesAHugeFileBeforeReadingIt() {
    let huge = [UInt8](repeating: UInt8(ascii: " "), count: MenuLimits.textBytes + 1)
    let fault = #expect(throws: MenuFault.self) { try MenuDocument(file: huge) }
    #expect(fault?.reason.contains("longer than") == true)
  }

  @Test func s18RefusesEveryCutOfAGoodFile() throws {
    let whole = utf8(Samples.whole)
    let end = try #require(whole.lastIndex(of: UInt8(ascii: "}")))
    for length in 0...end {
      #expect(throws: MenuFault.self, "cut at \(length)") { try MenuDocument(file: Array(whole[..<length])) }
    }
  }

  @Test func s18LivesThroughEveryFlippedByte() {
    let whole = utf8(Samples.whole)
    for place in whole.indices {
      for bit in [0x01, 0x20, 0x80] as [UInt8] {
        var bytes = whole
        bytes[place] ^= bit
        guard let menu = try? MenuDocument(file: bytes) else { continue }
        #expect(menu.items.count <= 2)
      }
    }
  }

  @Test(arguments: [
    ("\"price\": 650", "\"price\": -1", "sections[0].items[0].price: a price is"),
    ("\"price\": 650", "\"price\": \"6.50\"", "sections[0].items[0].price: a price is"),
    ("\"price\": 650", "\"price\": 1000000000000", "sections[0].items[0].price: a price is"),
    ("\"price\": 650", "\"prize\": 650", "sections[0].items[0].prize: no such key"),
    ("\"id\": \"m02\"", "\"id\": \"m01\"", "sections[1].items[0].id: the item id “m01” stands twice"),
    ("\"id\": \"mains\"", "\"id\": \"starters\"", "sections[1].id: the section id “starters” stands twice"),
    ("\"id\": \"m02\"", "\"id\": \"m 2\"", "sections[1].items[0].id: an id has no blanks"),
    ("\"id\": \"m02\"", "\"id\": \"open\"", "sections[1].items[0].id: “open”"),
    ("\"id\": \"m02\"", "\"id\": \"\"", "sections[1].items[0].id: is empty"),
    ("\"id\": \"m02\"", "\"id\": 2", "sections[1].items[0].id: a text should stand here"),
    ("\"EUR\"", "\"eur\"", "currency: three capital letters"),
    ("\"milk\"", "null", "sections[1].items[0].allergens[0]: a text should stand here"),
    ("\"milk\"", "\"mi\\u001blk\"", "sections[1].items[0].allergens[0]: holds a control character"),
    ("\"min\": 1", "\"min\": 2", "sections[1].items[0].modifiers[0].min: a whole number from 0 to 1"),
    ("\"max\": 1,", "\"max\": 4,", "sections[1].items[0].modifiers[0].max: a whole number from 0 to 3"),
    ("\"rare\"", "\"pink\"", "sections[1].items[0].modifiers[0].options[1].name: “pink” stands twice"),
    ("\"fri\"", "\"Fri\"", "sections[1].items[0].available[0].days[0]: one of mon"),
    ("\"fri\"", "\"sat\"", "sections[1].items[0].available[0].days: each day once"),
    ("\"24:00\"", "\"24:01\"", "sections[1].items[0].available[0].until: no day"),
    ("\"17:30\"", "\"5pm\"", "sections[1].items[0].available[0].from: a time of day"),
  ])
  func faultsNameTheirPlace(_ good: String, _ bad: String, _ words: String) {
    let text = Samples.whole.replacingFirst(good, with: bad)
    #expect(text != Samples.whole)
    expectFault(text, words)
  }

  @Test func aFaultNamesTheLineOfItsValue() {
    let text = Samples.whole.replacingFirst("\"price\": 650", with: "\"price\": -1")
    let line = 1 + text[..<text.range(ofFirst: "-1").lowerBound].utf8.count { $0 == UInt8(ascii: "\n") }
    let fault = #expect(throws: MenuFault.self) { try MenuDocument(file: utf8(text)) }
    #expect(fault?.line == line)
  }

  @Test func keysOfANewerGalleyPassInAnEventAndNotInAFile() throws {
    let text = Samples.whole.replacingFirst("\"price\": 650", with: "\"price\": 650, \"calories\": 90")
    #expect(throws: MenuFault.self) { try MenuDocument(file: utf8(text)) }
    let menu = try MenuDocument(json: JSONParser.parse(utf8(text)))
    #expect(menu.item("m01")?.priceMinor == 650)
    #expect(try menu.canonicalBytes == JSONParser.canonical(utf8(text)))
  }

  @Test func boundsHoldAtTheirEdge() throws {
    let many = (0..<MenuLimits.items).map { ("i\($0)", Int64(0)) }
    #expect(try MenuDocument(file: utf8(Samples.menu(items: many))).items.count == MenuLimits.items)
    expectFault(Samples.menu(items: many + [("one-more", 0)]), "sections[0].items: has more than")
    let name = String(repeating: "n", count: MenuLimits.nameBytes)
    let fits = Samples.whole.replacingFirst("Soup of the day", with: name)
    #expect(try MenuDocument(file: utf8(fits)).item("m01")?.name == name)
    expectFault(Samples.whole.replacingFirst("Soup of the day", with: name + "n"), "name: is longer than")
    let long = (0..<4_000).map { ("i\($0)" + String(repeating: "x", count: 58), Int64(0)) }
    let names = Samples.menu(items: long, name: String(repeating: "n", count: 200))
    expectFault(names, "an event takes 1000000")
  }

  /// A23: what editors and hands put in is skipped or named.
  @Test func aByteOrderMarkIsSkippedAndACommaTooManyNamed() throws {
    let plain = try MenuDocument(file: utf8(Samples.whole))
    #expect(try MenuDocument(file: [0xEF, 0xBB, 0xBF] + utf8(Samples.whole)) == plain)
    func sentence(_ text: String) -> String? {
      let fault = #expect(throws: MenuFault.self) { try MenuDocument(file: utf8(text)) }
      return fault?.sentence(file: "menu.json")
    }
    #expect(
      sentence("{\"name\":\"Ü\",\n \"a\": [1, 2 ,\n ] }")
        == "menu.json, line 2, column 13: a comma too many: nothing follows it")
    #expect(
      sentence("{\"name\":\"Ü\" , }") == "menu.json, line 1, column 13: a comma too many: nothing follows it")
    #expect(sentence("{\"name\":,}") == "menu.json, line 1: no JSON value")
    expectFault(
      Samples.whole.replacingFirst("Soup of the day", with: "   "), "sections[0].items[0].name: is empty")
  }

  private func expectFault(_ text: String, _ words: String, _ location: SourceLocation = #_sourceLocation) {
    let fault = #expect(throws: MenuFault.self, sourceLocation: location) {
      try MenuDocument(file: utf8(text))
    }
    let sentence = fault?.sentence(file: "menu.json") ?? ""
    #expect(sentence.contains(words), "\(sentence)", sourceLocation: location)
  }
}
