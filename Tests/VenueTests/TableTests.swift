import Dining
import Events
import Testing

@testable import Venue

/// A table has one name, however it is written, and goes on naming its order until it is freed.
@Suite struct TableTests {
  private func table(_ code: String, _ till: Till) -> String? {
    OrderName(code).order(in: till.house)?.tableID?.string
  }

  @Test func spellingsOfOneTableAreOneTable() throws {
    var till = try Till()
    let first = try till.open("t4")
    #expect(table(first, till) == "T4")
    for spelling in ["T4", "t4", " T4", "T4 ", "4", "Table 4"] {
      let refusal = till.refusal(of: .opening(spelling))
      #expect(refusal?.code == "table_taken", "\(spelling)")
    }
    // The house writes its tables with a T, so a bare number is one of them.
    for (spelling, name) in [("7", "T7"), ("Bar", "Bar"), (" bar ", "Bar"), (" Terrace 2 ", "Terrace 2")] {
      let code = try till.open(spelling)
      #expect(table(code, till) == name)
    }
  }

  @Test func aHouseThatWritesBareNumbersGoesOnSo() throws {
    var till = try Till()
    let code = try till.open("4")
    #expect(table(code, till) == "4")
    for (spelling, name) in [("5", "5"), ("T4", "4")] {
      let code = try till.open(spelling)
      #expect(table(code, till) == name)
    }
  }

  @Test func aSecondOrderAtATableIsAskedBack() throws {
    var till = try Till()
    let first = try till.open("T4")
    till.wall += 23 * 60_000
    let refusal = till.refusal(of: .opening("T4"))
    let complaint = try #require(refusal)
    #expect(complaint.code == "table_taken")
    for word in [first, "23 min", "2 guests", "--again"] {
      #expect(complaint.message.contains(word), "\(word)")
    }
    let other = try till.open("T5")
    let move = OrderRequest.service(.moveTable("t4"))
    let moving = till.refusal(of: .order(other, move))
    #expect(moving?.code == "table_taken")
    try till.give(.order(other, move), isAnyway: true)
    #expect(table(other, till) == "T4")
    try till.give(.order(other, .service(.moveTable("9"))))
    #expect(table(other, till) == "T9")
    try till.give(.opening("T4"), isAnyway: true)
  }

  /// Newcomer 6: paid and served, the table still names it; closed, it does not, and the code does.
  @Test func aTableNamesItsPaidOrderUntilItIsFree() throws {
    var till = try Till()
    let code = try till.open("T4")
    let id = try #require(till.house.live.first).id
    try till.give(.dish("T4", "10"))
    try till.give(.order("T4", .kitchen(.submit)))
    try till.give(.order("T4", .kitchen(.move(to: .delivered, round: nil, items: []))))
    try till.give(.order("T4", .payCash(amount: "10", .order)))
    #expect(till.house.live.isEmpty && OrderName("T4").order(in: till.house)?.id == id)
    // A new party may sit down: theirs is then the table's.
    let next = try till.give(.opening("T4"))
    #expect(OrderName("T4").order(in: till.house)?.id == next.first?.orderID)
    try till.give(.order("T4", .service(.cancel(reason: ""))))
    try till.give(.order("T4", .money(.close)))
    #expect(OrderName("T4").order(in: till.house) == nil)
    #expect(OrderName(code).order(in: till.house)?.id == id)
  }

  /// Newcomer 4: opened by a slip. It can be closed, and cancelled without a word; what has dishes can't.
  @Test func anOrderWithNothingOnItEndsWithoutAReason() throws {
    var till = try Till()
    let slip = try till.open("T4")
    try till.give(.order(slip, .money(.close)))
    let code = try till.open("T4")
    let cancelled = try till.give(.order(code, .service(.cancel(reason: ""))))
    #expect(cancelled.first?.type == .orderCancelled)
    let served = try till.open("T4")
    try till.give(.dish(served, "10"))
    let cancelling = till.refusal(of: .order(served, .service(.cancel(reason: ""))))
    let closing = till.refusal(of: .order(served, .money(.close)))
    #expect(cancelling?.code == "text" && closing?.code == "not_sent")
    try till.give(.order(served, .item(.remove(ItemName("1"), reason: nil))))
    try till.give(.order(served, .money(.close)))
  }
}
