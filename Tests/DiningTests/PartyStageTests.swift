import Events
import Testing

@testable import Dining

/// How far a party is, as a waiter would say it.
@Suite struct PartyStageTests {
  private static func said(_ table: OneOrder) -> String {
    guard let party = table.order.party else { return "free" }
    let opened = table.order.opening?.createdAt ?? .earliest
    return "\(party.stage.rawValue) from \((party.since.milliseconds - opened.milliseconds) / 1000)"
  }

  /// A dinner by the second: ``OneOrder`` lets one pass before each command.
  @Test("An evening: each stage begins with what the party sees, and stays until the next")
  func evening() throws {
    var table = try OneOrder()
    #expect(Self.said(table) == "seated from 0")
    try table.give(.soup)
    table.box.wall += 60_000
    try table.give(.wine)
    #expect(Self.said(table) == "ordering from 1", "from the first dish on, not the last")
    try table.give(.submit)
    let sent = try #require(table.order.rounds.first?.sentAt)
    #expect(table.order.party?.stage == .waiting && table.order.party?.since == sent)
    try table.give(.to(.preparing), .to(.ready, "1"))
    #expect(table.order.party?.stage == .waiting && table.order.party?.since == sent, "nothing is with them")
    try table.give(.to(.delivered, "1"))
    let served = try #require(table.order.changes.last?.at)
    #expect(table.order.party?.stage == .eating && table.order.party?.since == served)
    try table.give(.to(.delivered))
    #expect(table.order.party?.since == served, "they have eaten since the first dish came")
    try table.give(.bill)
    let asked = try #require(table.order.billRequest?.createdAt)
    #expect(table.order.party?.stage == .atBill && table.order.party?.since == asked)
    try table.give(.cash(500))
    #expect(table.order.party?.stage == .atBill && table.order.party?.since == asked, "a part is not all")
    try table.give(.cash(700))
    let paid = try #require(table.order.lastPayment?.createdAt)
    #expect(table.order.party?.stage == .paid && table.order.party?.since == paid)
    try table.give(.complete)
    let left = try #require(table.order.mealCompletedAt)
    #expect(table.order.party?.stage == .toClear && table.order.party?.since == left)
    try table.give(.close)
    #expect(table.order.party?.stage == .toClear, "closed, and nobody has freed the table")
    try table.give(.freeTable(reason: "closed"))
    #expect(table.order.party == nil)
  }

  @Test("Of a meal that is complete before it is paid, the guests are at the bill")
  func leavesUnpaid() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered), .complete)
    #expect(table.order.party?.stage == .eating)
    try table.give(.bill)
    #expect(table.order.party?.stage == .atBill)
  }

  @Test("Who pays first waits for dinner as one who has paid, and their table is not to clear")
  func paysFirst() throws {
    var table = try OneOrder.sent()
    try table.give(.cash(1_350), .complete)
    #expect(table.order.party?.stage == .paid)
  }

  @Test("A cancelled order is nobody's, and one whose table is freed stays while money is due")
  func gone() throws {
    var table = try OneOrder.sent()
    var other = table
    try table.give(.cancel(reason: "left"))
    #expect(table.order.party == nil)
    try other.give(.to(.delivered), .bill, .freeTable(reason: "moved"))
    #expect(other.order.party?.stage == .atBill)
    try other.give(.cash(1_350))
    #expect(other.order.party == nil)
  }

  @Test("What is ready is counted in dishes, from when the first of them was")
  func ready() throws {
    var table = try OneOrder()
    try table.give(.dish("beer", 400, quantity: 3), .soup, .submit)
    #expect(table.order.readyDishes == nil)
    try table.give(.to(.ready, "1"))
    let first = try #require(table.order.changes.last?.at)
    table.box.wall += 60_000
    try table.give(.to(.ready, "2"))
    #expect(table.order.readyDishes?.count == 4 && table.order.readyDishes?.since == first)
    try table.give(.to(.delivered, "1"))
    #expect(table.order.readyDishes?.count == 1)
    #expect((table.order.readyDishes?.since ?? .earliest) > first)
    try table.give(.off("2"))
    #expect(table.order.readyDishes == nil)
  }
}
