import Events
import Testing

@testable import Menus

@Suite struct CSVMenuTests {
  @Test func `our own columns hold all of a dish`() throws {
    let result = try imported(.csv, ForeignSamples.ours, currency: nil)
    let menu = result.document
    #expect(menu.currencyCode == "EUR")
    #expect(menu.sections.map(\.id) == ["grill"] && menu.sections.map(\.name) == ["From the grill"])
    let burger = try #require(menu.item("burger"))
    #expect(burger.name == "Burger" && burger.description == "Beef, tomato" && burger.priceMinor == 1790)
    #expect(
      burger.prepMinutes == 10 && burger.allergens == ["gluten", "sesame"] && burger.station == "grill")
    #expect(burger.course == "main" && burger.marginHint == "high")
    #expect(burger.modifierGroups.map(\.name) == ["cooked", "extra"])
    #expect(burger.modifierGroups.map(\.min) == [1, 0] && burger.modifierGroups.map(\.max) == [1, 1])
    #expect(burger.options.map(\.name) == ["pink", "done", "bacon"])
    #expect(burger.options.map(\.priceMinor) == [0, 0, 200])
    #expect(burger.available.map(\.days) == [[.fri, .sat]])
    #expect(burger.available.map(\.fromMinute) == [1050] && burger.available.map(\.untilMinute) == [1380])
    #expect(menu.item("fries")?.name == "Fries \"XL\"")
    #expect(result.notes.isEmpty)
  }

  @Test func `a till's item library: variations are a choice of one, and what it can't say is noted`() throws
  {
    let result = try imported(.csv, ForeignSamples.library, currency: "USD")
    #expect(result.document.items.map(\.id) == ["T1", "T2"])
    let latte = try #require(result.document.item("T1"))
    #expect(latte.priceMinor == 350 && latte.description == "Double shot")
    #expect(latte.modifierGroups.map(\.name) == ["choice"])
    #expect(latte.modifierGroups.map(\.min) == [1] && latte.modifierGroups.map(\.max) == [1])
    #expect(latte.options.map(\.name) == ["Small", "Large"] && latte.options.map(\.priceMinor) == [0, 100])
    #expect(result.told[0] == "menu, line 1: of these columns nothing was taken: SKU")
    #expect(result.told[1].contains("without their choices"))
    #expect(result.told[2] == "menu, line 5, “Old dish”, Archived: is put away; it is left out")
  }

  @Test(arguments: [
    "Handle,Title,Body (HTML),Type,Option1 Value,Variant Price\nale,Ale,,Drinks,0.3,4.90\nale,,,,0.5,6.50\n",
    "Menu Group,Menu Item,Base Price\nDrinks,Ale,4.90\n",
    "Handle,SKU,Name,Category,Default price\nale,10,Ale,Drinks,4.90\n",
    "sep=;\nName;Category;Price\nAle;Drinks;4,90\n",
    "Name\tSection\tPrice\r\nAle\tDrinks\t4,90\r\n",
    "\u{FEFF}\"Name\",\"Section\",\"Price\"\r\"Ale\",\"Drinks\",\"4.90\"\r",
    "Our menu\n\nname,section,price\nAle,Drinks,4.90",
  ])
  func `columns of common exports, in whatever form`(text: String) throws {
    let menu = try imported(.csv, text).document
    #expect(menu.items.map(\.name) == ["Ale"] && menu.items.map(\.priceMinor) == [490])
    #expect(menu.sections.map(\.name) == ["Drinks"])
  }

  /// RFC 4180, section 2, rules 5 to 7.
  @Test func `quoted cells hold separators, quotes and line ends, and lines are still counted`() throws {
    let text =
      "name,price,description\r\n\"A \"\"b\"\", c\",1,\"two\r\nlines\"\r\nBad,x,\r\n12\" pizza,2,\r\n"
    let result = try imported(.csv, text)
    #expect(result.document.items.map(\.name) == ["A \"b\", c", "12\" pizza"])
    #expect(result.document.items[0].description == "two lines")
    #expect(result.told[0] == "menu, line 4, “Bad”, price: “x” is no amount; this row is left out")
  }

  @Test func `a row that can't be used is noted by line and name, and the others come in`() throws {
    let text = """
      name,price,prep_minutes,modifiers,available,currency
      Soup,8.505,,,,
      Stew,8,50,,,,
      ,4,,,,
      Tea,3.00,soon,milk,always,
      Ham,3,,,,USD
      \u{1B}[31mRed,3,,,,
      Pie,3.00,5,x (a): b,mon 25:00-26:00,EUR
      """
    let result = try imported(.csv, text)
    #expect(result.document.items.map(\.name) == ["Tea", "Pie"])
    let told = result.told.joined(separator: "\n")
    #expect(told.contains("line 2, “Soup”, price: “8.505” has more decimals than EUR, which has 2"))
    #expect(told.contains("line 3, “Stew”: 7 cells where 6 columns are named"))
    #expect(told.contains("line 4, name: no name stands here"))
    #expect(told.contains("line 5, “Tea”, prep_minutes: “soon” is no whole number of minutes"))
    #expect(told.contains("line 5, “Tea”, modifiers: “milk” is no group"))
    #expect(told.contains("line 5, “Tea”, available: “always” should be days and hours"))
    #expect(told.contains("line 6, “Ham”, currency: “USD” is not EUR"))
    #expect(told.contains("line 7, “\u{1B}[31mRed”, name: holds a control character; this dish is left out"))
    // Without a line end after it the last row may have been longer.
    #expect(!told.contains("“Pie”: the file is cut off"))
    #expect(told.contains("line 8, “Pie”, modifiers: “x (a)” should end with how many"))
  }

  @Test func `s18 a cut last row is left out`() throws {
    let result = try imported(.csv, "name,price,allergens\nSoup,8.50,milk\nStew,9.5")
    #expect(result.document.items.map(\.name) == ["Soup"])
    #expect(result.told.contains("menu, line 3, “Stew”: the file is cut off in this row; it is left out"))
  }

  @Test(arguments: [
    ("", "menu: the file is empty"), (" \n\t\n", "menu: the file is empty"),
    ("name,price\n\"Soup,8", "menu, line 2: a quote is opened here and never closed"),
    ("name,price\n\"Soup\"x,8\n", "menu, line 2: something stands after a closing quote"),
    ("Soup,8\n", "menu, line 1: no row names the columns"),
    ("name,price\n", "menu: no dish stands in this file"),
    (
      "name,price\nSoup,\n",
      "menu, line 2: no dish of this file can be used; the first trouble: “Soup”, price: no price"
    ),
    ("PK\u{3}\u{4}", "menu: this is a spreadsheet or an archive"),
    ("name,price\nSo\0up,1\n", "menu, line 2: a NUL"),
  ])
  func `s18 what is no table is refused in one sentence with its line`(text: String, sentence: String) {
    #expect(refusal(.csv, text)?.hasPrefix(sentence) == true, "\(refusal(.csv, text) ?? "taken")")
  }

  @Test func `s18 other encodings and huge files are refused`() {
    let latin = utf8("name,price\nCr") + [0xE8] + utf8("me,1\n")
    #expect(
      fault(latin) == "menu, line 2: this is no UTF-8; save the file in UTF-8")
    #expect(fault([0xFF, 0xFE, 0x6E, 0x00])?.contains("UTF-16") == true)
    #expect(
      fault([UInt8](repeating: 0x61, count: MenuLimits.textBytes + 1))?.contains("longer than") == true)
    let wide = "name,price" + String(repeating: ",", count: 1_000) + "\n"
    #expect(refusal(.csv, wide)?.contains("line 1: a row has more than 1000 cells") == true)
    let long = "name,price\n" + String(repeating: "a,1\n", count: CSVRecords.menuRowLimit)
    #expect(refusal(.csv, long)?.contains("more than 20000 rows") == true)
  }

  private func fault(_ bytes: [UInt8]) -> String? {
    do {
      _ = try MenuImport(.csv, file: bytes, setting: MenuImport.Setting(currency: MinorUnit(of: "EUR")))
      return nil
    } catch {
      return error.sentence(file: "menu")
    }
  }

  @Test func `marks in names are escaped in cells, and no spreadsheet takes a name for a formula`() throws {
    #expect(CSVRow.guarded("=1+2") == "'=1+2" && CSVRow.unguarded("'=1+2") == "=1+2")
    #expect(CSVRow.guarded("''-a") == "'''-a" && CSVRow.unguarded("'''-a") == "''-a")
    #expect(CSVRow.unguarded("'n Schnitzel") == "'n Schnitzel")
    let cell = #"a\;b (0-1): c\|d\: e +1.00 | f\+g\(h\)"#
    let unit = try #require(MinorUnit(of: "EUR"))
    let groups = try CSVCells.modifiers(cell, ForeignPrice(unit: unit)).array
    #expect(groups?.first?["group"] == "a;b")
    #expect(groups?.first?["options"]?.array?.map { $0["name"] } == ["c|d: e", "f+g(h)"])
    #expect(groups?.first?["options"]?.array?.map { $0["price"] } == [100, 0])
  }
}
