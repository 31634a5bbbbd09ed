import Dining
import Events
import Testing

@testable import Venue

/// What an import writes: each row once, whatever file it comes in, and nothing that a board would show.
@Suite struct ImportedEventsTests {
  private static let head = "order_id,created_at,name,price,table_id,ready_at,paid_at\n"
  private static let first =
    "1,2023-05-01 12:30,Rice,3.20,T4,2023-05-01 12:40,2023-05-01 13:00\n1,2023-05-01 12:30,Soup,5,T4,,2023-05-01 13:00\n"

  @Test func equalRowsAreEachADish() throws {
    var importer = try Importer()
    let row = "1,2023-05-01 12:30,Rice,3.20,,,\n"
    _ = try importer.take(Self.head + row + row)
    #expect(importer.orders["1"]?.items.count == 2)
    #expect(try importer.take(Self.head + row + row) == Importer.ImportedCounts(orders: 0, dishes: 0, old: 2))
    #expect(
      try importer.take(Self.head + row + row + row) == Importer.ImportedCounts(orders: 1, dishes: 1, old: 2))
    let order = try #require(importer.orders["1"])
    #expect(order.items.count == 3)
    #expect(order.total.minor == 960)
    #expect(order.conflicts.isEmpty)
  }

  @Test func aFileThatHasGrownAddsWhatIsNew() throws {
    var importer = try Importer()
    _ = try importer.take(Self.head + Self.first)
    let later =
      Self.first
      + "1,2023-05-01 12:50,Cake,4,T4,2023-05-01 12:55,2023-05-01 13:00\n2,2023-05-01 13:30,Rice,3.20,,,\n"
    #expect(try importer.take(Self.head + later) == Importer.ImportedCounts(orders: 2, dishes: 2, old: 2))
    let order = try #require(importer.orders["1"])
    #expect(order.items.map(\.dish.name) == ["Rice", "Soup", "Cake"])
    #expect(order.rounds.map(\.number) == [1, 2])
    #expect(order.payments.map(\.amount.minor) == [820, 400])
    #expect(order.closing != nil && order.remaining == .zero && order.isServed && order.conflicts.isEmpty)
    #expect(order.tableFreedAt != nil)
    #expect(try importer.take(Self.head + later).dishes == 0)
    // Other prices in a second file, or rows in another order, make no other dishes.
    let turned = "2,2023-05-01 13:30,Rice,9,,,\n" + Self.first
    #expect(try importer.take(Self.head + turned).dishes == 0)
  }

  /// Lines reach other terminals piece by piece, and a power cut may take the rest.
  @Test func noPartOfAnOrderIsSeenAndAnImportThatWasCutOffGoesOn() throws {
    let read = try Importer.read(Self.head + Self.first)
    let all = try Importer().lines(read).events
    #expect(all.count > 8)
    for count in 0...all.count {
      let part = Array(all[..<count])
      var house = House()
      for event in part { house.insert(event) }
      #expect(house.tickets.isEmpty, "\(count)")
      #expect(house.live.count <= (count == 1 ? 1 : 0), "\(count)")
      var importer = try Importer(log: part)
      try importer.take(read)
      let order = try #require(importer.orders["1"])
      #expect(order.items.count == 2, "\(count)")
      #expect(order.total.minor == 820)
      #expect(
        order.closing != nil && order.remaining == .zero && order.overpaid == .zero && order.isServed,
        "\(count)")
      let rest = try importer.lines(read).events
      #expect(rest.isEmpty, "\(count)")
    }
  }

  /// Of events with one key one counts, so that two boxes that import the same while they are apart agree.
  @Test func twoBoxesThatImportTheSameAgree() throws {
    var one = try Importer("tv", seed: 1)
    var other = try Importer("bar", seed: 2)
    _ = try one.take(Self.head + Self.first)
    _ = try other.take(Self.head + Self.first)
    #expect(Set(one.log.map(\.origin)).isDisjoint(with: other.log.map(\.origin)))
    #expect(Set(one.log.map(\.id)).isDisjoint(with: other.log.map(\.id)))
    let both = Importer.orders(one.log + other.log)
    #expect(both.count == 1)
    let order = try #require(both["1"])
    #expect(order.items.count == 2 && order.total.minor == 820 && order.overpaid == .zero)
    #expect(order.conflicts.isEmpty)
    // Once one has heard of the other's, there is nothing to add.
    var joined = try Importer("tv", seed: 1, log: one.log + other.log)
    #expect(try joined.take(Self.head + Self.first).dishes == 0)
  }

  @Test func theSameFileGivesTheSameLines() throws {
    let read = try Importer.read(Self.head + Self.first)
    let once = try Importer().lines(read).events.map(\.line)
    let again = try Importer().lines(read).events.map(\.line)
    #expect(once == again)
  }
}
