import Events
import Testing

@testable import Menus

@Suite struct SchemaOrgMenuTests {
  @Test func `objects or arrays, references, nested sections, prices as text and number`() throws {
    let result = try imported(.schemaOrg, ForeignSamples.schemaOrg, currency: nil)
    let menu = result.document
    #expect(menu.name == "Dinner" && menu.currencyCode == "EUR" && menu.menuID == "dinner")
    #expect(menu.sections.map(\.name) == ["Starters", "Mains · From the grill"])
    #expect(menu.items.map(\.id) == ["soup", "m1", "ale"])
    #expect(menu.items.map(\.priceMinor) == [850, 1790, 490])
    #expect(menu.item("soup")?.description == "With cheese")
    #expect(menu.item("m1")?.modifierGroups.map(\.name) == ["add-ons"])
    #expect(menu.item("m1")?.options.map(\.priceMinor) == [200])
    #expect(menu.item("ale")?.options.map(\.name) == ["0.3", "0.5"])
    #expect(menu.item("ale")?.options.map(\.priceMinor) == [0, 160])
    #expect(menu.item("ale")?.modifierGroups.map(\.min) == [1])
    #expect(
      result.told.contains(
        "menu, line 16, “Bream”, offers: “market price” is no amount; this dish is left out"))
    #expect(
      result.told.contains(
        "menu, suitableForDiet: a menu document has no place for it: 1 place (Onion soup)"))
    #expect(result.told.contains { $0.contains("allergens: this format does not say them") })
  }

  private func menu(_ items: String) -> String {
    #"{"@type":"Menu","name":"M","hasMenuSection":{"name":"S","hasMenuItem":["# + items + "]}}"
  }

  @Test(arguments: [
    (#"{"name":"A","offers":{"price":12.505,"priceCurrency":"EUR"}}"#, "“12.505” has more decimals"),
    (#"{"name":"A","offers":{"price":12,"priceCurrency":"USD"}}"#, "a price in “USD” and not in EUR"),
    (#"{"name":"A","offers":{"price":-1}}"#, "is below zero"), (#"{"name":"A"}"#, "no price stands here"),
    (#"{"name":"A","offers":{"lowPrice":1,"highPrice":2}}"#, "a range from “1” is no price"),
    (#"{"name":"A","offers":[{"price":1},{"price":2}]}"#, "several prices, and nothing tells"),
    (#"{"offers":{"price":1}}"#, "no name stands here"), (#""#, "is not in this file"),
    (#"{"name":"A","offers":{"price":1e2}}"#, "is no single amount"),
  ])
  func `one dish that can't be used is noted by name`(item: String, reason: String) throws {
    let item = item.isEmpty ? #"{"@id":"nowhere"}"# : item
    let result = try imported(.schemaOrg, menu(item + #",{"name":"B","offers":{"price":1}}"#))
    #expect(result.document.items.map(\.name) == ["B"])
    #expect(result.told.contains { $0.contains(reason) }, "\(result.told)")
  }

  @Test(arguments: [
    #"{"name":"A","offers":{"price":"1.00"}}"#, #"{"name":"A","offers":[{"price":1},{"price":1}]}"#,
    #"{"name":"A","offers":{"priceSpecification":[{"price":1.0,"priceCurrency":"EUR"}]}}"#,
    #"{"name":{"@value":"A","@language":"de"},"offers":{"lowPrice":1,"highPrice":1}}"#,
    #"{"name":["A"],"offers":"1.00"}"#, #"{"@type":"MenuItem","name":"A","price":"€1"}"#,
  ])
  func `forms that pages of the web use`(item: String) throws {
    let menu = try imported(.schemaOrg, menu(item)).document
    #expect(menu.items.map(\.name) == ["A"] && menu.items.map(\.priceMinor) == [100])
  }

  @Test func `what belongs to no menu is told, and without a menu all is taken`() throws {
    let dish = #"{"@type":"MenuItem","@id":"d","name":"Tea","offers":{"price":1}}"#
    let section = #"{"@type":"MenuSection","name":"S","hasMenuItem":{"name":"Ale","offers":{"price":2}}}"#
    let menu = #"{"@type":"Menu","name":"M","hasMenuItem":{"name":"Pie","offers":{"price":3}}}"#
    let three = try imported(.schemaOrg, "[\(dish),\(section),\(menu)]")
    #expect(three.document.items.map(\.name) == ["Pie"])
    #expect(three.told.contains("menu, line 1, “Tea”: belongs to no menu of this file; it is left out"))
    #expect(three.told.contains("menu, line 1, “S”: belongs to no menu of this file; it is left out"))
    let two = try imported(.schemaOrg, "[\(dish),\(section)]")
    #expect(two.document.items.map(\.name) == ["Ale", "Tea"])
    #expect(two.document.sections.map(\.name) == ["S", "Menu"])
  }

  @Test func `references that go in circles end`() throws {
    let text = """
      [{"@type":"Menu","@id":"m","name":"M","hasMenuSection":{"@id":"a"}},
       {"@type":"MenuSection","@id":"a","name":"A","hasMenuSection":[{"@id":"b"},{"@id":"m"}],
        "hasMenuItem":{"name":"Tea","offers":{"price":1}}},
       {"@type":"MenuSection","@id":"b","name":"B","hasMenuSection":{"@id":"a"}}]
      """
    let result = try imported(.schemaOrg, text)
    #expect(result.document.items.map(\.name) == ["Tea"])
    #expect(result.told.count { $0.contains("stands twice; it is taken once") } == 2)
  }

  @Test func `s18 a chain of references can't run the stack out`() {
    let links = (0..<20_000).map {
      #"{"@type":"MenuSection","@id":"s\#($0)","name":"S","hasMenuSection":{"@id":"s\#($0 + 1)"}}"#
    }
    let text =
      #"[{"@type":"Menu","name":"M","hasMenuSection":{"@id":"s0"}},"# + links.joined(separator: ",") + "]"
    #expect(refusal(.schemaOrg, text)?.contains("16 deep in each other") == true)
  }

  @Test(arguments: [
    ("{\"@type\":\n\"Menu\",", "menu, line 2: a string should stand here"),
    ("{\"a\":1}", "menu, line 1: nothing of type Menu"), ("<html>", "menu: this is a web page"),
    ("[1,\n2,]", "menu, line 2: a comma too many"), ("{1:2}", "menu, line 1: a string should stand here"),
    ("[01]", "menu, line 1: "), (String(repeating: "[", count: 30), "menu, line 1: more than 19 levels"),
    ("{\"a\":1,\"a\":2}", "menu, line 1: the key “a” stands twice"),
  ])
  func `s18 what is no JSON is refused with its line`(text: String, sentence: String) {
    for format in [ForeignFormat.schemaOrg, .square] {
      let refusal = refusal(format, text) ?? "taken"
      if format == .square, sentence.contains("nothing of type") { continue }
      #expect(refusal.hasPrefix(sentence), "\(refusal)")
    }
  }

  @Test func `every value of a foreign text has its line, and numbers keep their form`() throws {
    let root = try ForeignJSON.read(utf8("{\n\"a\": [\n1.50,\n\"x:y\", {\n\"b\":\n-0}],\n\"c\": true}"))
    #expect(root.line == 1 && root["a"]?.line == 2)
    #expect(root["a"]?.values.map(\.line) == [3, 4, 4])
    #expect(root["a"]?.values[0].text == "1.50" && root["a"]?.values[2]["b"]?.line == 6)
    #expect(root["c"]?.line == 7 && root["c"]?.isTrue == true)
  }

  @Test func `text that goes out is safe within a script`() throws {
    let json = Samples.menu(items: [("m1", 100)], name: #"</script><!-- <b>\"\\"#)
    let export = MenuExport(try MenuDocument(file: utf8(json)), as: .schemaOrg)
    #expect(!export.text.contains("<"))
    #expect(try imported(.schemaOrg, export.text).document.items[0].name == #"</script><!-- <b>"\"#)
  }
}

@Suite struct SquareCatalogTests {
  @Test func `variations, modifier lists with limits, categories, deleted objects`() throws {
    let result = try imported(.square, ForeignSamples.square, currency: nil)
    #expect(result.document.currencyCode == "USD")
    #expect(result.document.sections.map(\.id) == ["C1"] && result.document.sections.map(\.name) == ["Grill"])
    let burger = try #require(result.document.items.first)
    #expect(burger.id == "W62UWFY35CWMYGVWK6TWJDNI" && burger.priceMinor == 1200)
    #expect(burger.allergens == ["tree nuts"])
    #expect(burger.modifierGroups.map(\.name) == ["choice", "Extra"])
    #expect(burger.modifierGroups.map(\.min) == [1, 0] && burger.modifierGroups.map(\.max) == [1, 2])
    #expect(burger.options.map(\.name) == ["Double", "Single", "Double Baconize", "No onions", "Cheese"])
    #expect(burger.options.map(\.priceMinor) == [350, 0, 200, 0, 100])
    let told = result.told.joined(separator: "\n")
    #expect(told.contains("the kitchen's name “Add 2x bacon” of “Double Baconize” has no place here"))
    #expect(told.contains("“Old”: is deleted; it is left out"))
    #expect(told.contains("“Tip jar”, variations: no variation with a price; this dish is left out"))
    #expect(told.contains("calorie_count: a menu document has no place for it: 1 dish (Burger)"))
  }

  /// Least and most of the list, of the item, and what comes out of three choices. -1 is unset, 0 no limit.
  @Test(arguments: [
    ("", "-1,-1", 0, 3), ("0,2", "-1,-1", 0, 2), ("1,1", "-1,-1", 1, 1), ("1,1", "0,2", 0, 2),
    ("1,1", "0,0", 0, 3), ("0,2", "2,-1", 2, 3), ("0,9", "-1,-1", 0, 3), ("-1,-1", "-1,-1", 0, 3),
    ("SINGLE", "-1,-1", 0, 1), ("SINGLE", "", 0, 1), ("MULTIPLE", "", 0, 3), ("5,9", "", 3, 3),
  ])
  func `an item's own limits come before those of its list`(
    list: String, item: String, least: Int64, most: Int64
  ) throws {
    func keys(_ text: String) -> String {
      let numbers = text.split(separator: ",")
      guard numbers.count == 2 else { return text.isEmpty ? "" : #","selection_type":"\#(text)""# }
      return #","min_selected_modifiers":\#(numbers[0]),"max_selected_modifiers":\#(numbers[1])"#
    }
    let modifiers = ["a", "b", "c"].map {
      #"{"type":"MODIFIER","id":"\#($0)","modifier_data":{"name":"\#($0)"}}"#
    }
    let text = """
      [{"type":"MODIFIER_LIST","id":"L","modifier_list_data":{"name":"L"\(keys(list)),"modifiers":[\(modifiers.joined(separator: ","))]}},
       {"type":"ITEM","id":"I","item_data":{"name":"I","modifier_list_info":[{"modifier_list_id":"L"\(keys(item))}],
        "variations":[{"item_variation_data":{"name":"Regular","price_money":{"amount":100,"currency":"EUR"}}}]}}]
      """
    let group = try #require(try imported(.square, text).document.items[0].modifierGroups.first)
    #expect(group.min == least && group.max == most)
  }

  @Test(arguments: [
    (#"{"amount":100,"currency":"USD"}"#, "a price in “USD” and not in EUR"),
    (#"{"amount":-1}"#, "is no price"),
    (#"{"amount":12.5}"#, "is no price"), (#"{"amount":9999999999999}"#, "is no price"),
    ("{}", "no price stands here"),
  ])
  func `amounts are whole numbers of the smallest unit, in one currency`(money: String, reason: String) throws
  {
    let text = """
      {"objects":[{"type":"ITEM","id":"I","item_data":{"name":"I","variations":[
        {"item_variation_data":{"name":"A","price_money":\(money)}},
        {"item_variation_data":{"name":"B","price_money":{"amount":5,"currency":"EUR"}}}]}}]}
      """
    let result = try imported(.square, text)
    #expect(result.document.items.map(\.priceMinor) == [5])
    #expect(result.told.contains { $0.contains(reason) }, "\(result.told)")
  }

  @Test func `a catalog without items is refused, and one that goes on is told`() throws {
    #expect(refusal(.square, #"{"objects":[]}"#)?.contains("no object of type ITEM") == true)
    let more = ForeignSamples.square.replacingFirst("{\"objects\"", with: "{\"cursor\":\"x\",\"objects\"")
    #expect(try imported(.square, more, currency: nil).told[0].contains("goes on in another answer"))
  }
}
