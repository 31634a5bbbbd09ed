import Events
import Foundation
import Randomness
import Testing

@testable import Menus

@Suite struct MenuBookTests {
  @Test func theLastDocumentHoldsWhateverTheOrderOfArrival() throws {
    let events = try [
      Line(1, .menuChanged, document: Samples.menu("supper", items: [("m01", 650), ("m02", 900)])),
      Line(2, .itemAvailabilityChanged, item: "m02", isAvailable: false),
      Line(3, .menuChanged, document: Samples.menu("supper", items: [("m01", 700), ("m02", 900)])),
      Line(4, .itemAvailabilityChanged, item: "m01", isAvailable: false),
      Line(5, .itemAvailabilityChanged, item: "m01", isAvailable: true),
    ].map { try $0.event() }
    for order in permutations(Array(events.indices)) {
      var book = MenuBook()
      for place in order {
        book.insert([events[place]])
        book.insert([events[place]])
      }
      let menu = try #require(book.menu("supper"))
      #expect(menu.document?.item("m01")?.priceMinor == 700)
      #expect(menu.soldOut == ["m02"])
      #expect(book.draftMenu?.canOrder("m02") == false)
      #expect(book.draftMenu?.canOrder("m01") == true)
      #expect(menu.conflicts.isEmpty)
      #expect(book.unsupported == 0)
      #expect(book.latest("supper") == events[4].createdAt)
    }
    var book = MenuBook()
    #expect(book.insert(events.reversed() + events) == 5)
  }

  /// Two events under one id: whichever came first, every terminal settles on the same.
  @Test func twoEventsUnderOneIdMakeTheSameMenuEverywhere() throws {
    let twins = try [650, 700].map { price in
      try Line(1, .menuChanged, document: Samples.menu("supper", items: [("m01", price)])).event()
    }
    #expect(twins[0].id == twins[1].id && twins[0].hash != twins[1].hash)
    let books = [twins, twins.reversed()].map { events in
      var book = MenuBook()
      for event in events { book.insert([event]) }
      return book
    }
    #expect(books[0].state == books[1].state && books[0].draft != nil)
  }

  @Test func takesTheMenuOfTheContractsEvening() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../EventsTests/Vectors/evening.jsonl")
    var decoder = EventDecoder()
    let events = try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(Array($0))
    }
    var book = MenuBook()
    #expect(book.insert(events) == 2)
    let menu = try #require(book.draft)
    #expect(menu.id == "supper")
    #expect(menu.document?.item("m05")?.name == "Crème brûlée 🍮")
    #expect(menu.document?.items.map(\.priceMinor) == [650, 1390, 1450, 1190, 790, 760, 390, 680])
    #expect(menu.conflicts.isEmpty)
    #expect(book.draftMenu?.canOrder("m06") == true)
  }

  @Test func whatMakesNoSenseIsListedAndLeavesTheMenuAsItWas() throws {
    var book = MenuBook()
    book.insert(
      try [
        Line(1, .menuChanged, document: Samples.menu("supper", items: [("m01", 650)])),
        Line(2, .menuChanged, document: Samples.menu("lunch", items: [("m01", 1)])),
        Line(3, .menuChanged, document: "{}"), Line(4, .menuChanged), Line(5, .itemAvailabilityChanged),
        Line(6, .staffRemoved),
      ].map { try $0.event() })
    let menu = try #require(book.menu("supper"))
    #expect(menu.document?.item("m01")?.priceMinor == 650)
    #expect(menu.conflicts.count == 5)
    #expect(menu.conflicts.first?.reason == "the document is that of another menu")
  }

  @Test func f22AnUnknownTypeIsCountedAndHarmless() throws {
    var book = MenuBook()
    book.insert([try Line(1, .menuChanged, document: Samples.menu("supper", items: [("m01", 650)])).event()])
    book.insert([try Line(2, .menuViewed).unknown()])
    #expect(book.unsupported == 1)
    #expect(book.menu("supper")?.conflicts.isEmpty == true)
    #expect(book.menu("supper")?.document != nil)
  }

  @Test func ofSeveralEventsWithOneKeyTheFirstCounts() throws {
    let first = try Line(1, .menuChanged, document: Samples.menu("supper", items: [("a", 1)]), key: "k")
      .event()
    let second = try Line(2, .menuChanged, document: Samples.menu("supper", items: [("a", 2)]), key: "k")
      .event()
    for order in [[first, second], [second, first]] {
      var book = MenuBook()
      for event in order { book.insert([event]) }
      #expect(book.menu("supper")?.document?.item("a")?.priceMinor == 1)
    }
  }

  /// Years of new menus and of dishes that run out: the last eight of each stay, and the menu is the same.
  @Test func whatLaterEventsSettledAnewIsLetGo() throws {
    var events: [Event] = []
    for day in 1...200 as ClosedRange<Int64> {
      let document = Samples.menu("supper", items: [("a", day)])
      events.append(try Line(day * 10, .menuChanged, document: document).event())
      events.append(
        try Line(day * 10 + 1, .itemAvailabilityChanged, item: "a", isAvailable: day % 2 == 0).event())
    }
    events.append(try Line(5, .menuChanged, document: "{}").event())
    events.append(try Line(6, .menuVersionCreated).event())
    for seed in 0..<20 as Range<UInt64> {
      var random = Seeded(seed: seed)
      var book = MenuBook()
      for event in seed == 0 ? events : events.shuffled(using: &random) { book.insert([event]) }
      let menu = try #require(book.menu("supper"))
      #expect(menu.document?.item("a")?.priceMinor == 200 && menu.soldOut.isEmpty, "seed \(seed)")
      #expect(menu.conflicts.count == 2 && book.latest("supper") == events[399].createdAt, "seed \(seed)")
      #expect(book.events.map(\.id) == [events[400].id, events[401].id] + events[384..<400].map(\.id))
    }
  }

  /// A repeat is known by its key, so what has one stays; one that a late event with the same key makes void gives way
  /// to what was there before it.
  @Test func whatHasAKeyStays() throws {
    func menu(_ at: Int64, key: String? = nil) throws -> Event {
      try Line(at, .menuChanged, document: Samples.menu("supper", items: [("a", at)]), key: key).event()
    }
    let plain = try (1...30 as ClosedRange<Int64>).map { try menu($0 * 10) }
    let keyed = try (1...30 as ClosedRange<Int64>).map { try menu($0 * 10 + 1, key: "k\($0)") }
    var book = MenuBook()
    book.insert(plain + keyed)
    #expect(book.events.count == 38 && book.menu("supper")?.document?.item("a")?.priceMinor == 301)
    book.insert([try menu(5, key: "k30")])
    #expect(book.menu("supper")?.document?.item("a")?.priceMinor == 300)
    // An old one that comes again changes nothing and is let go again.
    let state = book.state
    book.insert([plain[0]])
    #expect(book.state == state && book.events.count == 39)
  }

  @Test func theMenuChangedLastIsTheDraftByTheWritersClock() throws {
    var book = MenuBook()
    #expect(book.draft == nil)
    book.insert([
      try Line(10, .menuChanged, menu: "lunch", document: Samples.menu("lunch", items: [])).event()
    ])
    book.insert([try Line(20, .menuChanged, menu: "wine", document: Samples.menu("wine", items: [])).event()])
    #expect(book.draft?.id == "wine")
    book.insert([
      try Line(30, .menuChanged, menu: "lunch", document: Samples.menu("lunch", items: []), skew: 25).event()
    ])
    #expect(book.draft?.id == "wine", "its wall clock said 5")
    book.insert([try Line(40, .itemAvailabilityChanged, menu: "lunch", item: "x", isAvailable: false).event()]
    )
    #expect(book.draft?.id == "wine", "what is sold out makes no menu the draft")
  }

  @Test func stateIsInOrderOfIDAndWithoutWhatIsAbsent() throws {
    var book = MenuBook()
    let document = Samples.menu("b", items: [])
    book.insert(
      try [
        Line(0, .itemAvailabilityChanged, menu: "z", item: "y", isAvailable: false).event(),
        Line(1, .itemAvailabilityChanged, menu: "z", item: "x", isAvailable: false).event(),
        Line(1, .menuChanged, menu: "b", document: document).event(),
      ])
    let expected =
      #"[{"changed_at":"1970-01-01T00:00:00.001Z","document":{"currency":"EUR","menu_id":"b","name":"Menu","#
      + #""sections":[{"id":"s","items":[],"name":"All"}]},"menu_id":"b"},{"menu_id":"z","sold_out":["x","y"]}]"#
    #expect(String(decoding: book.state.canonicalBytes, as: UTF8.self) == expected)
  }
}

/// An event of a menu, `at` milliseconds after 1970.
private struct Line {
  let at: Int64
  let type: EventType
  var menu = "supper"
  var document: String?
  var item: String?
  var isAvailable: Bool?
  var key: String?
  var skew: Int64?

  init(
    _ at: Int64, _ type: EventType, menu: String = "supper", document: String? = nil, item: String? = nil,
    isAvailable: Bool? = nil, key: String? = nil, skew: Int64? = nil
  ) {
    self.at = at
    self.type = type
    self.menu = menu
    self.document = document
    self.item = item
    self.isAvailable = isAvailable
    self.key = key
    self.skew = skew
  }

  private static let origin = Origin("till-00000001")!

  func event() throws -> Event {
    var clock = StreamClock()
    let time = Timestamp(clamping: at)
    let stamp = clock.stamp(
      wall: time.advanced(byMilliseconds: -(skew ?? 0)),
      latestInStream: skew == nil ? nil : time.advanced(byMilliseconds: -1))
    clock.wrote(at: time)
    var payload = PayloadWriter()
    payload.set("available", isAvailable)
    payload.set("document", try document.map { try JSONParser.parse(utf8($0)) })
    payload.set("menuitem_id", item)
    let bits = RandomBits(high: UInt64(at), low: UInt64(menu.utf8.count))
    let draft = EventDraft(
      id: EventID(UUIDv7(at: time, random: bits)), stamp: stamp, type: type, entity: .menu,
      entityID: .text(ExactString(menu)), source: .staff, actor: "Mira",
      idempotencyKey: key.map { ExactString($0) }, payload: payload)
    return try draft.sealed(origin: Self.origin, after: ChainTip(before: Self.origin, venue: "maple"))
  }

  /// The same with a type that nobody knows.
  func unknown() throws -> Event {
    let text = String(decoding: try event().line, as: UTF8.self)
      .replacingFirst(type.rawValue, with: "menu_sung")
    var decoder = EventDecoder()
    return try decoder.decode(utf8(text), 0..<text.utf8.count, checkingHashes: false)
  }
}

private func permutations(_ places: [Int]) -> [[Int]] {
  guard places.count > 1 else { return [places] }
  return places.flatMap { first in permutations(places.filter { $0 != first }).map { [first] + $0 } }
}
