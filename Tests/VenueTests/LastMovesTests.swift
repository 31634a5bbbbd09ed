import Dining
import Events
import Testing

@testable import Venue

/// The list from which the kitchen takes a bump back.
@Suite struct LastMovesTests {
  /// Two open items, sent.
  private func order(_ till: inout Till, _ table: String) throws -> String {
    let code = try till.open(table)
    for _ in 0..<2 { try till.give(.dish(code, "4")) }
    try till.give(.order(code, .kitchen(.submit)))
    return code
  }

  private func move(_ step: KitchenStep, _ items: String..., round: Int? = nil) -> OrderRequest {
    .kitchen(.move(to: step, round: round, items: items.map { ItemName($0) }))
  }

  private func list(_ till: Till, limit: Int = 50) -> [String] {
    LastMoves.list(of: till.house, limit: limit).map { last in
      let end = last.move.obstacle.map { "\($0)" } ?? "recall \(last.move.recallRound ?? 0)"
      return "\(last.code) \(last.from)-\(last.to) \(last.move.items.count) \(last.actor) \(end)"
    }
  }

  @Test func theLatestComesFirstWithWhoAndWhen() throws {
    var till = try Till()
    let one = try order(&till, "T1")
    let two = try order(&till, "T2")
    try till.give(.order(one, move(.preparing)), as: "Ann")
    try till.give(.order(two, move(.ready, "2")), as: "Bob")
    #expect(
      list(till) == ["\(two) ordered-ready 1 Bob recall 1", "\(one) ordered-preparing 2 Ann recall 1"])
    let last = try #require(LastMoves.list(of: till.house).first)
    #expect(last.at.milliseconds == till.wall && last.source == .staff && last.table == "T2")
    #expect(list(till, limit: 1).count == 1 && list(till, limit: 0).isEmpty)
  }

  /// What the list says can be recalled is what a recall then takes back, and nothing else.
  @Test func aRecallTakesBackWhatTheListSays() throws {
    var till = try Till()
    let code = try order(&till, "T1")
    try till.give(.order(code, move(.preparing)))
    try till.give(.order(code, move(.ready, "1")))
    try till.give(.order(code, move(.ready, "2")))
    #expect(LastMoves.list(of: till.house).map(\.move.obstacle) == [nil, .laterFirst, .movedOn])
    for left in [2, 1, 0] {
      let next = try #require(LastMoves.list(of: till.house).first { $0.move.recallRound != nil })
      let wrote = try till.give(.order(code, .kitchen(.recall(round: next.move.recallRound))))
      var payload = try #require(wrote.first).payload
      #expect(payload.text("undoes") == next.move.event.description)
      #expect(LastMoves.list(of: till.house).count == left)
    }
  }

  @Test func eachRoundIsRecalledByItself() throws {
    var till = try Till()
    let code = try order(&till, "T1")
    try till.give(.dish(code, "4"))
    try till.give(.order(code, .kitchen(.submit)))
    try till.give(.order(code, move(.ready, round: 1)))
    try till.give(.order(code, move(.ready, round: 2)))
    #expect(list(till).map { $0.hasSuffix("recall 2") } == [true, false])
    #expect(
      list(till).first?.hasPrefix("\(code)·2 ") == true && list(till).last?.hasSuffix("recall 1") == true)
  }

  @Test func whatCannotComeBackSaysWhy() throws {
    var till = try Till()
    let gone = try order(&till, "T1")
    try till.give(.order(gone, move(.preparing, "1")))
    try till.give(.order(gone, .item(.remove(ItemName("1"), reason: nil))))
    try till.serve("T2")
    #expect(LastMoves.list(of: till.house).map(\.move.obstacle) == [.closed, .removed])
  }

  /// A sending is no move of the kitchen, nor is going back.
  @Test func sendingAndRecallingAreNotListed() throws {
    var till = try Till()
    let code = try order(&till, "T1")
    try till.give(.order(code, move(.ready)))
    try till.give(.order(code, .kitchen(.recall(round: 1))))
    #expect(LastMoves.list(of: till.house).isEmpty)
  }
}
