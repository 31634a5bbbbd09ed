import Dining
import Events
import Menus
import Testing

@testable import Venue

/// Settings that hold for the whole house, and what the board asks of the house.
@Suite struct SettingTests {
  @Test func aSettingIsOneEventOfTheVenue() throws {
    var till = try Till()
    #expect(till.house.ageLimits == AgeLimits())
    let events = try till.give(.changeSetting(key: "age_limits", value: "takeaway 8 12"))
    let event = try #require(events.first)
    #expect(events.count == 1 && event.type == .settingChanged && event.stream == .venue)
    #expect(event.entityID == .text("maple") && event.source == .staff)
    var payload = event.payload
    #expect(payload.text("key") == "age_limits" && payload.text("value") == "takeaway 8 12")
    #expect(till.house.ageLimits == AgeLimits("takeaway 8 12"))
  }

  /// The takeaway was sent first; with more time for takeaways it is due last.
  @Test func newLimitsPutTheTicketsInANewOrder() throws {
    var till = try Till()
    try till.give(.open(table: nil, guests: nil, type: .takeaway, promisedAt: nil))
    try till.give(.open(table: "T4", guests: nil, type: .dineIn, promisedAt: nil))
    for code in ["B01", "B02"] {
      try till.give(.dish(code, "4"))
      till.wall += 60_000
      try till.give(.order(code, .kitchen(.submit)))
    }
    #expect(till.house.tickets.map(\.code) == ["B01", "B02"])
    try till.give(.changeSetting(key: "age_limits", value: "takeaway 10 15"))
    #expect(till.house.tickets.map(\.code) == ["B02", "B01"])
  }

  static let refused: [(key: String, value: String, code: String)] = [
    ("age_limits", "", "setting"), ("age_limits", "8 5", "setting"), ("age_limits", "five", "setting"),
    ("time_zone", "", "setting"), ("time_zone", "Europe/", "setting"), ("time_zone", "../etc", "setting"),
    ("time_zone", "/etc/passwd", "setting"), ("time_zone", "Vienna :-)", "setting"),
    ("day_starts", "5:00", "setting"), ("day_starts", "24:00", "setting"), ("day_starts", "", "setting"),
    ("ages", "5 8", "not_found"), ("AGE_LIMITS", "5 8", "not_found"), ("", "", "not_found"),
  ]

  @Test(arguments: refused) func whatMakesNoSenseIsRefused(key: String, value: String, code: String) throws {
    var till = try Till()
    let refusal = till.refusal(of: .changeSetting(key: key, value: value))
    let complaint = try #require(refusal)
    #expect(complaint.code == code && till.unsynced.isEmpty)
    #expect(complaint.message.contains("“\(code == "setting" ? value : key)”"))
  }

  @Test(arguments: ["Europe/Vienna", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
  func aZoneIsTaken(_ zone: String) throws {
    var till = try Till()
    try till.give(.changeSetting(key: "time_zone", value: zone))
    #expect(till.house.setting("time_zone")?.string == zone)
  }

  @Test func aGuestChangesNoSetting() throws {
    var till = try Till()
    let action = Request.Action.changeSetting(key: "age_limits", value: "6 9")
    #expect(till.refusal(of: action, .guest)?.code == "only_staff")
  }

  /// Of two settings the later holds, also where the clock was set back between them.
  @Test func theLastWordHolds() throws {
    var till = try Till()
    try till.give(.changeSetting(key: "age_limits", value: "6 9"))
    till.wall -= Till.hour
    try till.give(.changeSetting(key: "age_limits", value: "7 10"))
    #expect(till.house.ageLimits == AgeLimits("7 10"))
  }

  @Test func aRepeatIsToldTheFirst() throws {
    var till = try Till()
    let first = try till.give(.changeSetting(key: "age_limits", value: "6 9"), key: "k")
    let again = try till.give(.changeSetting(key: "age_limits", value: "7 10"), key: "k")
    #expect(again.map(\.id) == first.map(\.id) && till.house.ageLimits == AgeLimits("6 9"))
  }

  /// Whatever another program wrote: the usual limits, and no harm.
  @Test(arguments: [JSON.int(5), .bool(true), .array([]), .object([]), .string("8 5")])
  func aSenselessValueLeavesTheUsual(_ value: JSON) throws {
    var scribe = try Scribe("desk", seed: 3)
    var till = try Till()
    till.hear([try scribe.setting("age_limits", value)])
    till.sync()
    #expect(till.house.ageLimits == AgeLimits())
  }

  @Test func everySettingIsDescribedOnce() {
    let keys = HouseSetting.all.map(\.key)
    #expect(Set(keys).count == keys.count && HouseSetting.all.allSatisfy { !$0.help.isEmpty })
  }

  /// Of the menu and of the board together, by bytes; what is served counts no longer.
  @Test func stationsAreThoseOfTheMenuAndTheBoard() throws {
    var till = try Till()
    #expect(till.house.stations(at: till.now).isEmpty)
    try till.give(.menu(.importDocument(menu(["pizza": "oven", "ale": "bar"]))))
    #expect(till.house.stations(at: till.now) == ["bar", "oven"])
    let code = try till.open("T4")
    try till.give(.change(OrderName(code), .add(menuitem: "pizza", .init())))
    try till.give(.order(code, .kitchen(.submit)))
    try till.give(.menu(.importDocument(menu(["tea": "Bar", "ale": "bar"]))))
    #expect(till.house.stations(at: till.now) == ["Bar", "bar", "oven"])
    try till.give(.order(code, .kitchen(.move(to: .delivered, round: nil, items: []))))
    #expect(till.house.stations(at: till.now) == ["Bar", "bar"])
  }

  private func menu(_ stations: KeyValuePairs<String, String>) -> JSON {
    let items = stations.map { name, station in
      JSON.object([
        "id": .string(name), "name": .string(name), "price": .int(100), "station": .string(station),
      ])
    }
    return .object([
      "menu_id": "main", "name": "Main", "currency": "EUR",
      "sections": .array([.object(["id": "all", "name": "All", "items": .array(items)])]),
    ])
  }
}
