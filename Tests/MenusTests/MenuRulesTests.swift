import Events
import Testing

@testable import Menus

/// What the menu says of hours and choices, as it is held to.
@Suite struct MenuRulesTests {
  private static func item(_ text: String) throws -> MenuItem {
    let menu = """
      {"menu_id":"m","name":"M","currency":"EUR","sections":[{"id":"s","name":"All","items":[
      {"id":"b","name":"Burger","price":1250,\(text)}]}]}
      """
    return try #require(MenuDocument(file: Array(menu.utf8)).item("b"))
  }

  private static let choices = """
    "modifiers":[{"group":"extra","min":1,"max":1,"options":[{"name":"extra cheese","price":150},
    {"name":"Plain","price":0}]},{"group":"more","min":0,"max":2,"options":[{"name":"bacon","price":200},
    {"name":"Plain","price":0},{"name":"no onions","price":0}]}]
    """

  @Test func choicesAreKnownInAnyCase() throws {
    let burger = try Self.item(Self.choices)
    for word in ["extra cheese", "Extra cheese", "EXTRA CHEESE"] {
      #expect(burger.modifier(word)?.priceMinor == 150, "\(word)")
    }
    #expect(burger.modifier("extra chese") == nil)
    let twins = try Self.item(
      #""modifiers":[{"group":"g","min":0,"max":1,"options":[{"name":"XL","price":2},{"name":"xl","price":1}]}]"#
    )
    #expect(twins.modifier("xl")?.priceMinor == 1 && twins.modifier("XL")?.priceMinor == 2)
  }

  @Test(arguments: [
    ("extra chese", ["extra cheese"]), ("etxra cheese", ["extra cheese"]), ("cheese", ["extra cheese"]),
    ("bacn", ["bacon"]), ("Bacno", ["bacon"]), ("no onion", ["no onions"]), ("onions", ["no onions"]),
    // Other words, however short.
    ("no salt", []), ("rare", []), ("no bacon", []), ("extra hot", []), ("ba", []), ("", []),
  ])
  func aWordNearAChoiceIsFound(_ word: String, _ expected: [String]) throws {
    #expect(try Self.item(Self.choices).options(near: word).map(\.name) == expected)
  }

  @Test(
    arguments: [
      ([], "extra"), (["Plain"], nil), (["Plain", "extra cheese"], nil),
      (["extra cheese", "extra cheese"], "extra"),
      (["extra cheese", "bacon", "bacon"], nil), (["extra cheese", "bacon", "bacon", "no onions"], "more"),
      (["no salt"], "extra"), (["Plain", "no salt", "rare", "hot"], nil),
    ] as [([String], String?)])
  func aGroupWantsSoManyOfItsChoices(_ chosen: [String], _ unmet: String?) throws {
    #expect(try Self.item(Self.choices).unmetGroup(chosen)?.name == unmet)
  }

  /// Mondays 17:30 to 22:00, and Fridays 22:00 to 02:00 of Saturday. 2026-11-23 is a Monday, the 27th a Friday.
  @Test(arguments: [
    ("2026-11-23T17:29:59.000Z", false), ("2026-11-23T17:30:00.000Z", true),
    ("2026-11-23T21:59:59.000Z", true), ("2026-11-23T22:00:00.000Z", false),
    ("2026-11-24T18:00:00.000Z", false), ("2026-11-27T21:59:00.000Z", false),
    ("2026-11-27T22:00:00.000Z", true), ("2026-11-28T01:59:59.000Z", true),
    ("2026-11-28T02:00:00.000Z", false), ("2026-11-28T23:00:00.000Z", false),
    ("2026-11-27T01:00:00.000Z", false),
  ])
  func aDishHasItsHours(_ local: String, _ isServed: Bool) throws {
    let dish = try Self.item(
      """
      "available":[{"days":["mon"],"from":"17:30","until":"22:00"},{"days":["fri"],"from":"22:00","until":"02:00"}]
      """)
    let time = try #require(Timestamp(local))
    #expect(dish.isAvailable(atLocal: time.milliseconds) == isServed)
    #expect(dish.available.map(\.words) == ["mon 17:30–22:00", "fri 22:00–02:00"])
    #expect(try Self.item(Self.choices).isAvailable(atLocal: time.milliseconds), "always")
  }
}
