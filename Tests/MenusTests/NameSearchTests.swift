import Testing

@testable import Menus

/// Dishes by what a waiter types of them.
@Suite struct NameSearchTests {
  static let names = [
    "Burger", "Cheese burger", "Fries", "Fritto misto", "T-bone steak", "Crème brûlée", "担々麺",
  ]

  static func found(_ typed: String) -> [String] {
    NameSearch.best(typed, among: names.map { NameSearch.words($0) }).map { names[$0] }
  }

  @Test(
    "A name, its beginning, or beginnings of its words in their order, whatever their case",
    arguments: [
      ("burger", ["Burger"]), ("BURGERS", ["Burger"]), ("bur", ["Burger"]), ("cheese", ["Cheese burger"]),
      ("ch bu", ["Cheese burger"]), ("cheese burgers", ["Cheese burger"]),
      ("fri", ["Fries", "Fritto misto"]),
      ("fries", ["Fries"]), ("mi", ["Fritto misto"]), ("t-bone", ["T-bone steak"]),
      ("T BONE", ["T-bone steak"]),
      ("steaks", ["T-bone steak"]), ("crème", ["Crème brûlée"]), ("担", ["担々麺"]), ("burger cheese", []),
      ("pizza", []), ("burs", []), ("", []), ("&", []),
    ])
  func matches(typed: String, expected: [String]) { #expect(Self.found(typed) == expected) }

  @Test("A search finds every dish that fits, the best first, and all of a section whose name is meant")
  func found() throws {
    let text = """
      {"menu_id":"m","name":"M","currency":"EUR","sections":[
      {"id":"s","name":"Wine","items":[{"id":"1","name":"House white","price":600},
      {"id":"2","name":"Chianti","price":700}]},
      {"id":"t","name":"Mains","items":[{"id":"3","name":"Beef in wine","price":1900},
      {"id":"4","name":"Wine soup","price":900},{"id":"5","name":"Wine","price":400}]}]}
      """
    let menu = try MenuDocument(file: Array(text.utf8))
    #expect(menu.dishes(found: "wine").map(\.id.string) == ["5", "4", "3", "1", "2"])
    #expect(menu.dishes(found: "wine so").map(\.id.string) == ["4"])
    #expect(menu.dishes(found: "").isEmpty && menu.dishes(found: "-").isEmpty)
  }

  @Test(
    "An id is exact, comes before every name, and its case counts only where another has the same letters")
  func ids() throws {
    let text = """
      {"menu_id":"m","name":"M","currency":"EUR","sections":[{"id":"s","name":"All","items":[
      {"id":"b","name":"Beer","price":400},{"id":"beer","name":"Burger","price":1250},
      {"id":"B7","name":"Fries","price":450}]}]}
      """
    let menu = try MenuDocument(file: Array(text.utf8))
    #expect(menu.dishes(typed: "beer").map(\.name) == ["Burger"], "the id, though another has the name")
    #expect(menu.dishes(typed: "b7").map(\.name) == ["Fries"])
    #expect(menu.dishes(typed: "be").map(\.name) == ["Beer"])
  }
}
