import Events
import Testing

@testable import Dining

/// One ticket, seen by the stations that share it.
@Suite struct StationTests {
  /// Soup of the hot station, bread of nobody's, wine of the bar.
  private func ticket(_ commands: OrderCommand...) throws -> Ticket? {
    var table = try OneOrder.sent()
    for command in commands { try table.give(command) }
    return BoardRules.tickets(of: table.order).first
  }

  private func names(_ items: [Item]?) -> [String]? { items?.map(\.dish.name) }

  @Test func aStationSeesItsDishesAndThoseOfNone() throws {
    let whole = try #require(try ticket())
    #expect(names(whole.at("hot")?.items) == ["soup", "bread"])
    #expect(names(whole.at("bar")?.items) == ["bread", "wine"])
    // One that has no dish of its own still sees what is everybody's.
    #expect(names(whole.at("cold")?.items) == ["bread"])
    #expect(names(whole.at("hot")?.at(nil)?.items) == ["soup", "bread", "wine"])
    #expect(names(whole.at("hot")?.at("bar")?.items) == ["bread", "wine"])
  }

  @Test func itsColumnAndItsBumpAreThoseOfWhatItShows() throws {
    let whole = try #require(try ticket(.to(.ready, "1"), .to(.preparing, "2")))
    #expect(whole.column == .ordered && names(whole.bump) == ["wine"])
    #expect(whole.at("hot")?.column == .preparing && names(whole.at("hot")?.bump) == ["bread"])
    #expect(whole.at("bar")?.column == .ordered && names(whole.at("bar")?.bump) == ["wine"])
    #expect(whole.at("cold")?.column == .preparing)
  }

  @Test func aTicketLeavesAStationThatIsDoneWithIt() throws {
    let served = try #require(try ticket(.to(.delivered, "1"), .to(.delivered, "2")))
    #expect(served.at("hot") == nil && served.at("cold") == nil)
    #expect(served.at("bar")?.column == .ordered && served.at(nil)?.column == .ordered)
    // What is served of a card that stays is still on it.
    #expect(names(served.at("bar")?.items) == ["bread", "wine"])
  }

  @Test func aVoidWaitsAtItsStationAlone() throws {
    let voided = try #require(
      try ticket(.to(.delivered, "2"), .to(.preparing, "1"), .off("1"), .to(.ready, "3")))
    #expect(voided.at("hot")?.column == .preparing && voided.at("hot")?.bump.isEmpty == true)
    #expect(voided.at("hot")?.badges.map(\.name) == [.void])
    #expect(voided.at("bar")?.badges.isEmpty == true && voided.at("cold") == nil)
    #expect(
      voided.at("bar")?.alsoAt == [Ticket.Elsewhere(station: "hot", column: .preparing, quantity: 0)])
    let cancelled = try #require(try ticket(.cancel(reason: "left")))
    #expect(cancelled.at("hot")?.column == .ordered && cancelled.at("hot")?.bump.isEmpty == true)
  }

  @Test func alsoAtNamesWhoElseIsNotDone() throws {
    var table = try OneOrder()
    try table.give(
      .soup, .dish("fries", 400, station: "fry", quantity: 3), .dish("wings", 400, station: "fry"), .wine,
      .bread, .submit, .to(.preparing, "2"), .to(.ready, "4"))
    let whole = try #require(BoardRules.tickets(of: table.order).first)
    #expect(whole.alsoAt.isEmpty)
    #expect(
      whole.at("hot")?.alsoAt == [
        Ticket.Elsewhere(station: "bar", column: .ready, quantity: 1),
        Ticket.Elsewhere(station: "fry", column: .ordered, quantity: 4),
      ])
    try table.give(.to(.delivered, "2"), .to(.delivered, "4"))
    let later = try #require(BoardRules.tickets(of: table.order).first)
    #expect(
      later.at("hot")?.alsoAt == [Ticket.Elsewhere(station: "fry", column: .ordered, quantity: 1)])
  }

  /// The same letter as one scalar and as two: equal to the library, two stations to the house.
  @Test func stationsAreToldApartByBytes() throws {
    var table = try OneOrder()
    try table.give(
      .dish("a", 100, station: "caf\u{E9}"), .dish("b", 100, station: "cafe\u{301}"), .submit)
    let whole = try #require(BoardRules.tickets(of: table.order).first)
    #expect(names(whole.at("caf\u{E9}")?.items) == ["a"])
    #expect(whole.at("caf\u{E9}")?.alsoAt.map(\.station) == ["cafe\u{301}"])
  }
}
