import Dining
import Events
import Menus
import Testing

@testable import Venue

/// Documents, versions and what is in force, asked for by people (document 02).
@Suite struct MenuRequestTests {
  static func menu(_ price: Int, id: String = "supper", currency: String = "EUR") throws -> JSON {
    try JSONParser.parse(
      Array(
        """
        {"menu_id":"\(id)","name":"M","currency":"\(currency)","sections":[
        {"id":"s","name":"S","items":[{"id":"soup","name":"Soup","price":\(price)}]}]}
        """.utf8))
  }

  static func imported(_ price: Int) throws -> Request.Action { .menu(.importDocument(try menu(price))) }

  /// Imports a soup at a price and freezes it.
  @discardableResult
  static func freeze(_ price: Int, _ label: String, _ till: inout Till) throws -> VersionID {
    try till.give(imported(price))
    let events = try till.give(.menu(.snapshot(label: label)))
    #expect(events.map(\.type) == [.menuVersionCreated])
    return try #require(till.house.menus.versions(named: label).first?.id)
  }

  static func served(_ till: Till) -> Int64? {
    till.house.served(at: till.now)?.document.item("soup")?.priceMinor
  }

  @Test func theSameContentFrozenAgainIsTheVersionThatStands() throws {
    var till = try Till()
    try Self.freeze(100, "one", &till)
    let count = till.log.count
    let again = try till.give(.menu(.snapshot(label: "two")))
    #expect(till.log.count == count && again.map(\.type) == [.menuVersionCreated])
    #expect(till.house.menus.versions.map(\.name) == ["one"])
  }

  @Test func aLabelNamesOneVersion() throws {
    var till = try Till()
    try Self.freeze(100, "one", &till)
    try till.give(Self.imported(200))
    for (label, code) in [("one", "label_taken"), ("live", "label"), ("0123456", "label"), ("", "label")] {
      #expect(till.refusal(of: .menu(.snapshot(label: label)))?.code == code, "\(label)")
    }
    #expect(till.refusal(of: .menu(.snapshot(label: "one")))?.message.contains("take another label") == true)
  }

  /// Also where the content stands already, so that no slip of the label is lost.
  @Test func aBadLabelIsRefusedWhateverTheContent() throws {
    var till = try Till()
    try Self.freeze(100, "one", &till)
    #expect(till.refusal(of: .menu(.snapshot(label: "live")))?.code == "label")
    #expect(till.refusal(of: .menu(.publish(nil, label: " x")))?.code == "label")
  }

  @Test func withoutADocumentThereIsNothingToFreezeOrToPublish() throws {
    var till = try Till()
    #expect(till.refusal(of: .menu(.snapshot(label: nil)))?.code == "not_found")
    #expect(till.refusal(of: .menu(.publish(nil, label: nil)))?.code == "not_found")
    #expect(till.refusal(of: .menu(.activate(version: "one", from: nil, until: nil)))?.code == "not_found")
  }

  /// Document 02, activation windows; F37.
  @Test func aWindowComesAndGoesByTheClockAlone() throws {
    var till = try Till()
    try Self.freeze(100, "one", &till)
    try Self.freeze(200, "two", &till)
    try till.give(.menu(.activate(version: "one", from: nil, until: nil)))
    let begin = till.now.advanced(byMilliseconds: Till.hour)
    let end = begin.advanced(byMilliseconds: Till.hour)
    try till.give(.menu(.activate(version: "two", from: begin, until: end)))
    #expect(Self.served(till) == 100)
    // The terminal wants to be woken just then, and draws anew.
    let due = try #require(till.venue.deadlineMs)
    #expect(due == till.monotonic + 600_000, "a clock that was set is noticed within ten minutes")
    till.wall = begin.milliseconds - 5_000
    till.tick(afterMs: 600_000)
    #expect(till.venue.deadlineMs == till.monotonic + 5_000)
    till.wall = begin.milliseconds
    till.monotonic += 5_000
    let moment = till.moment()
    #expect(till.handle(.tick(at: moment)).contains { if case .redraw = $0 { true } else { false } })
    #expect(Self.served(till) == 200)
    till.wall = end.milliseconds
    #expect(Self.served(till) == 100)
    till.tick(afterMs: Till.hour)
    #expect(till.venue.deadlineMs == nil, "nothing is to come")
  }

  /// Field notes 0.12: after a window a draft came into force.
  @Test func aWindowOverADocumentFreezesItSoThatNoDraftComesIntoForceAfterIt() throws {
    var till = try Till()
    try Self.freeze(200, "two", &till)
    try till.give(Self.imported(100))
    let end = till.now.advanced(byMilliseconds: Till.hour)
    let told = try till.give(.menu(.activate(version: "two", from: nil, until: end)))
    #expect(told.map(\.type) == [.menuVersionActivated], "whoever asked is told of what they asked for")
    let own = till.log.suffix(2)
    #expect(own.map(\.type) == [.menuVersionCreated, .menuVersionActivated])
    #expect(own.allSatisfy { $0.source == .system })
    #expect(Self.served(till) == 200)
    try till.give(Self.imported(999))
    till.wall = end.milliseconds
    #expect(Self.served(till) == 100, "what stood before stands again")
  }

  @Test func whatIsScheduledKeepsDraftsOutUntilThen() throws {
    var till = try Till()
    try Self.freeze(200, "two", &till)
    let begin = till.now.advanced(byMilliseconds: Till.hour)
    try till.give(.menu(.activate(version: "two", from: begin, until: nil)))
    #expect(till.log.suffix(2).map(\.type) == [.menuVersionActivated, .menuVersionActivated])
    try till.give(Self.imported(999))
    #expect(Self.served(till) == 200)
    // With a default nothing is frozen beside it.
    let count = till.log.count
    try till.give(.menu(.activate(version: "two", from: begin, until: begin.advanced(byMilliseconds: 1_000))))
    #expect(till.log.count == count + 1)
  }

  @Test func windowsThatMakeNoSenseAreRefused() throws {
    var till = try Till()
    try Self.freeze(100, "one", &till)
    let (now, hour) = (till.now, till.now.advanced(byMilliseconds: Till.hour))
    for (from, until) in [(hour, hour), (hour, now), (nil, now), (now.advanced(byMilliseconds: -2), now)]
      as [(Timestamp?, Timestamp?)]
    {
      #expect(till.refusal(of: .menu(.activate(version: "one", from: from, until: until)))?.code == "window")
    }
  }

  @Test func anActivationIsTakenBackByTheEndOfItsId() throws {
    var till = try Till()
    try Self.freeze(100, "one", &till)
    try Self.freeze(200, "two", &till)
    try till.give(.menu(.activate(version: "one", from: nil, until: nil)))
    let second = try till.give(.menu(.activate(version: "two", from: nil, until: nil)))[0]
    let tail = String(second.id.description.suffix(8))
    try till.give(.menu(.cancel(activation: tail)), as: "boss")
    #expect(Self.served(till) == 100)
    #expect(till.refusal(of: .menu(.cancel(activation: tail)))?.code == "no_change")
    #expect(till.refusal(of: .menu(.cancel(activation: "ffffffff")))?.code == "not_found")
    let cancelled = try #require(till.house.menus.menu("supper")?.activations.last?.cancelled)
    #expect(cancelled.actor == "boss")
  }

  /// Import, freezing and activation are one: all of it or nothing, and a repeat is told the same.
  @Test func publishingDoesAllThreeInOneAndOnlyWhatIsStillToBeDone() throws {
    var till = try Till()
    let menu = try Self.menu(100)
    let first = try till.give(.menu(.publish(menu, label: "one")), key: "k")
    #expect(first.map(\.type) == [.menuChanged, .menuVersionCreated, .menuVersionActivated])
    #expect(Self.served(till) == 100 && till.house.served(at: till.now)?.version != nil)
    let again = try till.give(.menu(.publish(menu, label: "one")), key: "k")
    #expect(again.map(\.hash) == first.map(\.hash))
    let count = till.log.count
    #expect(try till.give(.menu(.publish(menu, label: "other"))).map(\.type) == [.menuVersionCreated])
    #expect(till.log.count == count, "that is in force already")
    try till.give(Self.imported(200))
    #expect(
      try till.give(.menu(.publish(nil, label: nil))).map(\.type) == [
        .menuVersionCreated, .menuVersionActivated,
      ])
    #expect(Self.served(till) == 200)
    // Back to what was frozen before.
    #expect(
      try till.give(.menu(.publish(menu, label: nil))).map(\.type) == [.menuChanged, .menuVersionActivated])
    #expect(till.refusal(of: .menu(.publish(.object([]), label: nil)))?.code == "menu")
  }

  /// Document 02: a price change alters no bill, and an order says which version each dish was written from.
  @Test func aDishCarriesItsVersionAndItsPriceStays() throws {
    var till = try Till()
    let one = try Self.freeze(100, "one", &till)
    try till.give(.menu(.activate(version: "one", from: nil, until: nil)))
    let code = try till.open()
    let soup = Request.Action.change(OrderName(code), .add(menuitem: "soup", .init()))
    try till.give(soup)
    let two = try Self.freeze(200, "two", &till)
    try till.give(.menu(.activate(version: "two", from: nil, until: nil)))
    try till.give(soup)
    let order = try #require(OrderName(code).order(in: till.house))
    #expect(order.items.map(\.menuVersion) == [one.text, two.text])
    #expect(order.items.map(\.dish.unitPrice.minor) == [100, 200] && order.total.minor == 300)
    #expect(order.opening?.menuVersion == one.text && order.opening?.menuID == "supper")
    // A document that is frozen as no version is none that could be named.
    var other = try Till()
    try other.give(Self.imported(100))
    let bare = try other.open()
    try other.give(.change(OrderName(bare), .add(menuitem: "soup", .init())))
    #expect(OrderName(bare).order(in: other.house)?.items.first?.menuVersion == nil)
  }

  @Test func aMenuInAnotherCurrencyThanLiveOrdersAsksBeforeItComesIntoForce() throws {
    var till = try Till()
    try till.give(Self.imported(100))
    _ = try till.open()
    try till.give(.menu(.importDocument(try Self.menu(100, currency: "CHF"))), isAnyway: true)
    try till.give(.menu(.snapshot(label: "swiss")))
    #expect(
      till.refusal(of: .menu(.activate(version: "swiss", from: nil, until: nil)))?.code == "other_currency")
  }

  /// A menu's windows are known again after a start, from a checkpoint too.
  @Test func whatIsScheduledSurvivesARestart() throws {
    var till = try Till()
    try Self.freeze(100, "one", &till)
    try Self.freeze(200, "two", &till)
    try till.give(.menu(.activate(version: "one", from: nil, until: nil)))
    let begin = till.now.advanced(byMilliseconds: Till.hour)
    try till.give(.menu(.activate(version: "two", from: begin, until: nil)))
    var replay = HouseReplay(till.venue.identity)
    replay.take(notes: CheckpointNotes(till.venue).bytes)
    for event in till.house.retained { replay.take(retained: event) }
    let memory = replay.finish { _ in [] }
    #expect(memory.house.menus.state == till.house.menus.state)
    #expect(memory.house.served(at: begin)?.document.item("soup")?.priceMinor == 200)
    let venue = Venue(identity: till.venue.identity, memory: memory, tips: ChainTips(venue: "maple"))
    #expect(venue.deadlineMs != nil, "the first tick finds out when")
  }
}
