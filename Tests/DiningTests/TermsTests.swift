import Events
import Testing

@testable import Dining

/// What was said at the opening is said anew, and a closing is taken back.
@Suite struct TermsTests {
  private static func change(
    _ guests: Int64? = nil, _ type: OrderType? = nil, promised minutes: Int64? = nil
  ) -> OrderCommand {
    .service(
      .change(
        OrderTerms(
          guests: guests, type: type,
          promisedAt: minutes.map { Timestamp(clamping: Box.noon + $0 * 60_000) })))
  }

  private static func terms(_ table: OneOrder) -> OrderTerms? { table.order.opening.map { OrderTerms($0) } }

  @Test func guestsTypeAndPromiseAreChangedAndUndone() throws {
    var table = try OneOrder.sent()
    let promised = Timestamp(clamping: Box.noon + 40 * 60_000)
    try table.give(Self.change(5), Self.change(nil, .takeaway, promised: 40))
    #expect(Self.terms(table) == OrderTerms(guests: 5, type: .takeaway, promisedAt: promised))
    #expect(BoardRules.tickets(of: table.order).first?.dueAt == promised)
    let said = table.box.events(table.id).suffix(2).map { OrderStory.sentence($0, in: table.order) }
    #expect(said == ["now for 5", "now takeaway, promised anew"])
    try table.give(.undo)
    // No promise before, and none now: an undo restores also what was not there.
    #expect(Self.terms(table) == OrderTerms(guests: 5, type: .dineIn))
    try table.give(.undo)
    #expect(Self.terms(table) == OrderTerms(guests: 2, type: .dineIn) && table.conflicts == [])
  }

  @Test func whatIsSoAlreadyOrAbsurdIsRefused() throws {
    let table = try OneOrder.sent()
    #expect(table.refusal(Self.change(2, .dineIn)) == .noChange("B07 is so already"))
    #expect(table.refusal(Self.change(0)) == .guests(0))
    #expect(table.refusal(Self.change(1_000)) == .guests(1_000))
    #expect(table.refusal(Self.change(promised: -10)) == .promisePassed)
    #expect(table.refusal(Self.change(promised: 31 * 1_440)) == .promiseTooFar)
    #expect(table.refusal(Self.change(3), .guest) == .onlyStaff)
  }

  /// Two boxes apart: guests here, type there. Neither loses anything.
  @Test func changesOfDifferentThingsBothHold() throws {
    var table = try OneOrder.sent()
    var bar = table.twin("bar")
    try table.give(Self.change(7))
    try bar.give(Self.change(nil, .delivery))
    table.hear(bar)
    bar.hear(table)
    #expect(Self.terms(table) == OrderTerms(guests: 7, type: .delivery) && table.conflicts == [])
    #expect(Self.terms(bar) == Self.terms(table))
  }

  @Test func ofTwoOnTheSameTheLaterCountsAndTheOtherIsTold() throws {
    var table = try OneOrder.sent()
    var bar = table.twin("bar")
    try table.give(Self.change(7))
    try bar.give(Self.change(4))
    table.hear(bar)
    #expect(table.order.opening?.guests == 4 && table.conflicts == [.overruled])
    try table.give(Self.change(7))
    #expect(table.order.opening?.guests == 7)
  }

  @Test func aClosingIsTakenBack() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered), .cash(1_350), .close, .freeTable(reason: "closed"))
    try table.give(.service(.reopen))
    #expect(table.order.status == "paid" && table.order.tableFreedAt == nil)
    #expect(table.refusal(.service(.reopen)) == .noChange("B07 is open"))
    try table.give(.priced(.refund(euro(350), Refunding())))
    #expect(table.order.status == "billrequested")
    try table.give(.cash(350), .close)
    #expect(table.order.status == "closed" && table.conflicts == [])
    try table.give(.service(.reopen), .close)
    #expect(table.order.status == "closed")
  }

  /// Closed with the wine unserved: it is struck until somebody opens the order again, and then on the board as before.
  @Test func whatWasStruckAtTheClosingIsWantedAgain() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered, "1", "2"), .cash(1_350))
    try table.write(.statusChanged, ["from": "paid", "items": .array([]), "to": "closed"])
    #expect(table.order.items.map(\.isPendingVoid) == [false, false, true])
    try table.give(.service(.reopen))
    #expect(table.order.items.map(\.isPendingVoid) == [false, false, false])
    #expect(table.tickets == ["B07 ordered"] && table.order.isLive)
  }

  /// Two who reopen the same closing agree; what names another closing is told.
  @Test func aReopeningNamesItsClosing() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered), .cash(1_350), .close)
    var bar = table.twin("bar")
    try bar.give(.service(.reopen))
    try table.give(.service(.reopen))
    table.hear(bar)
    #expect(table.order.closing == nil && table.conflicts == [])
    try table.write(.orderReopened, ["undoes": .string(newOrder(80).description)])
    #expect(table.conflicts == [.unknownChange])
  }

  @Test func aCancelledOrderStaysCancelled() throws {
    var table = try OneOrder.sent()
    try table.give(.cancel(reason: "left"))
    #expect(table.refusal(.service(.reopen)) == .cancelled("B07"))
  }
}
