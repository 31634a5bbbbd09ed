import Events
import Randomness
import Testing

@testable import Dining

/// A ticket is a round; a move names what it moves; recall goes one step back.
@Suite struct RoundTests {
  @Test func aSecondRoundIsATicketOfItsOwnAndServedStaysServed() throws {
    var table = try OneOrder.sent()
    #expect(table.tickets == ["B07 ordered"])
    try table.give(.to(.delivered))
    #expect(table.tickets == [])
    try table.give(.soup)
    #expect(table.tickets == [] && table.order.kitchen == .delivered)
    try table.give(.submit)
    #expect(table.tickets == ["B07·2 ordered"])
    #expect(table.statuses == [.delivered, .delivered, .delivered, .ordered])
    #expect(table.order.kitchen == .ordered)
    try table.give(.to(.ready, round: 2))
    #expect(table.tickets == ["B07·2 ready"])
  }

  @Test func aTicketStandsWithItsLeastAdvancedItem() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.ready, "1"), .to(.preparing, "2"))
    #expect(table.tickets == ["B07 ordered"])
    try table.give(.to(.preparing, "3"))
    #expect(table.tickets == ["B07 preparing"])
    let ticket = try #require(BoardRules.tickets(of: table.order).first)
    #expect(ticket.bump.map(\.dish.name) == ["bread", "wine"])
    try table.give(.off("2"), .acknowledge(nil), .off("3"), .acknowledge(nil))
    #expect(table.tickets == ["B07 ready"])
  }

  @Test func aMoveNamesTheItemsAndTheirStates() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.preparing, "1"), .to(.ready))
    let event = try #require(table.box.events(table.id).last)
    var fields = event.payload
    #expect(fields.text("from") == "ordered")
    let named = fields.objects("items") { reader in reader.text("from") }
    #expect(named == ["preparing", "ordered", "ordered"])
    #expect(fields.int("round") == 1 && fields.text("to") == "ready")
  }

  @Test func aCartNeverMovesByABump() throws {
    var table = try OneOrder.sent()
    try table.give(.soup, .to(.ready))
    #expect(table.statuses.last == .opened)
    #expect(table.refusal(.to(.delivered, "4")) == .nothingToMove("B07", .delivered))
    // Nor by an event that names it.
    let soup = try #require(table.order.items.last)
    let item = JSON.object(["from": "opened", "item_id": .string(soup.id.description)])
    try table.write(.statusChanged, ["from": "opened", "items": .array([item]), "to": "ready"])
    #expect(table.statuses.last == .opened && table.conflicts == [.notSent])
  }

  @Test func theTimerRunsFromTheSendingByItsWriterClock() throws {
    var table = try OneOrder()
    let other = table.twin("stove", laterBy: -60_000)
    var late = other
    late.box.wall -= 60_000
    try late.give(.soup, .submit)
    // The event stands after the order's opening, the timer where the stove's own clock stood: 2 s after it began.
    let round = try #require(late.order.round(1))
    #expect(round.sentAt.milliseconds == other.box.wall - 60_000 + 2_001)
    let start = round.sentAt
    try late.give(.to(.preparing), .soup, .to(.ready), .recall(round: 1), .submit)
    #expect(late.order.round(1)?.sentAt == start)
    table.hear(late)
    #expect(table.order.round(1)?.sentAt == start)
  }

  @Test func recallGoesBackOneStepEachTime() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.preparing, "1", "2"), .to(.ready, "1"), .to(.delivered, "3"))
    try table.give(.recall(round: nil))
    #expect(table.statuses == [.ready, .preparing, .ordered])
    try table.give(.recall(round: 1))
    #expect(table.statuses == [.preparing, .preparing, .ordered])
    try table.give(.recall(round: nil))
    #expect(table.statuses == [.ordered, .ordered, .ordered])
    #expect(table.refusal(.recall(round: nil)) == .nothingToRecall("B07"))
  }

  @Test func recallOfADeliveredTicketBringsItBack() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.ready), .to(.delivered), .recall(round: 1))
    #expect(table.tickets == ["B07 ready"])
    let event = try #require(table.box.events(table.id).last)
    var fields = event.payload
    #expect(
      fields.text("from") == "delivered" && fields.bool("recall") == true && fields.text("to") == "ready")
  }

  /// The contract: an item goes back to its `from` in the move that is recalled, whoever moved it in between.
  @Test func recallGoesBackToWhatTheMoveNamed() throws {
    var pass = try OneOrder.sent()
    var stove = pass.twin("stove")
    try pass.give(.to(.preparing))
    try stove.give(.to(.ready))
    pass.hear(stove)
    #expect(pass.statuses == [.ready, .ready, .ready])
    try pass.give(.recall(round: nil))
    #expect(pass.statuses == [.ordered, .ordered, .ordered])
    #expect(pass.conflicts == [])
  }

  @Test func delayIsOfTheNewestRoundAndTheLastOneCounts() throws {
    var table = try OneOrder.sent()
    try table.give(.delay(minutes: 10), .soup, .submit, .delay(minutes: 5), .delay(minutes: 7))
    #expect(table.order.rounds.map(\.delayMinutes) == [10, 7])
    #expect(table.order.delayMinutes == 7)
    try table.write(.delayMarked, ["delay_minutes": 0, "round": 1])
    #expect(table.order.rounds.map(\.delayMinutes) == [0, 7])
  }

  @Test func forwardMovesJoinInAnyOrder() throws {
    let table = try OneOrder.sent()
    var random = Seeded(seed: 4)
    for _ in 0..<100 {
      var moves: [OrderCommand] = []
      var furthest = [KitchenStatus](repeating: .ordered, count: 3)
      for _ in 0..<4 {
        let to = KitchenStep.allCases.randomElement(using: &random) ?? .ready
        let items = ["1", "2", "3"].filter { _ in Bool.random(using: &random) }
        guard !items.isEmpty else { continue }
        moves.append(.move(to: to, round: nil, items: items.map { ItemName($0) }))
        for item in items {
          furthest[Int(item).map { $0 - 1 } ?? 0] = max(furthest[Int(item).map { $0 - 1 } ?? 0], to.status)
        }
      }
      var result = table
      for (number, move) in moves.shuffled(using: &random).enumerated() {
        var screen = table.twin("screen\(number)", laterBy: Int64.random(in: 0...9_000, using: &random))
        try screen.give(move)
        result.hear(screen)
      }
      #expect(result.statuses == furthest)
      #expect(result.conflicts == [])
    }
  }
}
