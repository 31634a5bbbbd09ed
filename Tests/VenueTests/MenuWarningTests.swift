import Dining
import Events
import Testing

@testable import Venue

/// A13, A14, A23: guests are held to the menu, staff are asked back.
@Suite struct MenuWarningTests {
  private static func menu(_ currency: String = "EUR", _ items: String) throws -> Request.Action {
    .menu(
      .importDocument(
        try JSONParser.parse(
          Array(
            """
            {"menu_id":"m","name":"M","currency":"\(currency)","sections":[{"id":"s","name":"All","items":[\(items)]}]}
            """.utf8))))
  }

  private static let burger = """
    {"id":"b","name":"Burger","price":1250,"modifiers":[{"group":"extra","min":1,"max":1,
    "options":[{"name":"extra cheese","price":150},{"name":"plain","price":0}]}]}
    """

  private static func add(_ code: String, _ item: String, _ modifiers: String...) -> Request.Action {
    .order(code, .add(menuitem: item, .init(modifiers: modifiers)))
  }

  private static func evening(_ items: String) throws -> (till: Till, code: String) {
    var till = try Till()
    try till.give(menu("EUR", items))
    let code = try till.open()
    return (till, code)
  }

  @Test func choicesAreChargedHoweverTheyAreWritten() throws {
    var (till, code) = try Self.evening(Self.burger)
    try till.give(Self.add(code, "b", "Extra CHEESE"))
    let item = try #require(till.house.live.first?.items.first)
    #expect(item.modifiers.map(\.name) == ["extra cheese"] && item.modifiers.map(\.price.minor) == [150])
    // A free word beside a choice is a wish.
    try till.give(Self.add(code, "b", "plain", "no onions"))
    #expect(till.house.live.first?.total.minor == 2_650)
  }

  @Test(
    arguments: [
      (["extra chese"], "modifier_unclear"), (["plain", "salt"], nil),
      (["cheese", "plain"], "modifier_unclear"),
      ([], "modifier_limits"), (["plain", "extra cheese"], "modifier_limits"),
      (["no salt"], "modifier_limits"),
    ] as [([String], String?)])
  func whatIsOnlyWarnedOfIsDoneAnywayForStaffAlone(_ words: [String], _ code: String?) throws {
    var (till, order) = try Self.evening(Self.burger)
    let add = Request.Action.order(order, .add(menuitem: "b", .init(modifiers: words)))
    let refusal = till.refusal(of: add)
    #expect(refusal?.code == code)
    guard let code else { return }
    #expect(refusal?.message.contains("--anyway") == true)
    let asker = till.ask(add, as: nil, .guest, isAnyway: true)
    let guest = till.complaint(asker)
    #expect(guest?.code == code && guest?.message.contains("--anyway") == false)
    try till.give(add, isAnyway: true)
    #expect(till.house.live.first?.items.last?.modifiers.map(\.name) == words)
  }

  /// Noon in UTC of a Monday, an hour later on the wall.
  @Test func aDishHasItsHoursByTheClockOnTheWall() throws {
    let monday = """
      {"id":"b","name":"Burger","price":1250,"available":[{"days":["mon"],"from":"13:00","until":"14:00"}]}
      """
    var (till, code) = try Self.evening(monday)
    till.wall = try #require(Timestamp("2026-11-30T12:00:00.000Z")).milliseconds
    let early = till.refusal(of: Self.add(code, "b"))
    #expect(early?.code == "outside_hours" && early?.message.contains("mon 13:00–14:00") == true)
    try till.give(Self.add(code, "b"), isAnyway: true)
    till.offsetMinutes = 60
    try till.give(Self.add(code, "b"))
    till.wall += 3_600_000
    let late = till.refusal(of: Self.add(code, "b"), .guest)
    #expect(late?.code == "outside_hours")
  }

  @Test func aMenuWithoutDishesOrInAnotherCurrencyAsksFirst() throws {
    var (till, code) = try Self.evening(Self.burger)
    let empty = try Self.menu("EUR", "")
    let nothing = till.refusal(of: empty)
    #expect(nothing?.code == "empty_menu")
    let dinars = try Self.menu("KWD", #"{"id":"s","name":"Soup","price":4500}"#)
    let refusal = till.refusal(of: dinars)
    #expect(refusal?.code == "other_currency" && refusal?.message.contains(code) == true)
    try till.give(dinars, isAnyway: true)
    // 4.500 KWD are not 45.00 EUR, whoever wants it.
    let asker = till.ask(Self.add(code, "s"), isAnyway: true)
    #expect(till.complaint(asker)?.code == "currency")
    try till.give(.order(code, .service(.cancel(reason: ""))))
    let next = try till.open()
    try till.give(Self.add(next, "s"))
    try till.give(empty, isAnyway: true)
  }

  @Test func amountsMayBeWrittenWithAComma() throws {
    var (till, code) = try Self.evening(Self.burger)
    try till.give(.dish(code, "4,50"))
    #expect(till.house.live.first?.total.minor == 450)
    for text in ["1.000,50", "1,000", "1,", ",5", "4,5,0"] {
      let refusal = till.refusal(of: .dish(code, text))
      #expect(refusal?.code == "amount", "\(text)")
    }
  }
}
