import Events
import Testing

@testable import Dining

/// Which changes are told to have been made unheard, and which are ordinary later ones.
@Suite struct UnheardTests {
  /// `split_agreed` has no command yet; its writer names the shares that it knows of like any other change.
  @Test(arguments: [true, false]) func f26TwoSplitsOfOneBill(tillIsFirst: Bool) throws {
    let fork = try Fork(tillIsFirst: tillIsFirst) { till in
      try Self.split(&till, 700, 650)
    } stove: { stove in
      try Self.split(&stove, 450, 450, 450)
    }
    let stream = fork.streams[0]
    let two = "till split in 2: 7.00 EUR, 6.50 EUR"
    let three = "stove split in 3: 4.50 EUR, 4.50 EUR, 4.50 EUR"
    #expect(stream.order.shares.count == (tillIsFirst ? 3 : 2))
    #expect(
      ConcurrentTests.listed(stream) == [
        tillIsFirst ? "\(two) | overruled | \(three)" : "\(three) | overruled | \(two)"
      ])
    for other in fork.streams { #expect(other.order.state == stream.order.state) }
  }

  @Test func f26TheSameSplitTwiceAgrees() throws {
    let fork = try Fork(tillIsFirst: true) { till in
      try Self.split(&till, 700, 650)
    } stove: { stove in
      try Self.split(&stove, 700, 650)
    }
    #expect(fork.streams[0].order.conflicts == [])
  }

  @Test func aSplitThatNamesTheOneBeforeReplacesIt() throws {
    var till = try OneOrder.sent()
    try Self.split(&till, 700, 650)
    var stove = till.twin("stove")
    try Self.split(&stove, 1_000, 350)
    #expect(stove.conflicts == [] && stove.order.shares.count == 2)
  }

  /// Each of three had heard of nobody: two have lost, and each hears to whom.
  @Test func f26OfThreeTwoAreListed() throws {
    var till = try OneOrder.sent()
    var stove = till.twin("stove", laterBy: 10_000)
    var bar = till.twin("bar", laterBy: 20_000)
    try till.give(.moveTable("T7"))
    try stove.give(.moveTable("T8"))
    try bar.give(.moveTable("T9"))
    bar.hear(till)
    bar.hear(stove)
    #expect(bar.order.tableID == "T9")
    #expect(
      ConcurrentTests.listed(OrderStream(id: bar.id, events: bar.box.events(bar.id))) == [
        "till moved to T7 | overruled | stove moved to T8",
        "stove moved to T8 | overruled | bar moved to T9",
      ])
  }

  /// T7 was given up at the till itself, which then lost T9 too; only what it wanted last is told.
  @Test func whatItsOwnSideReplacedIsToldNoMore() throws {
    var till = try OneOrder.sent()
    var stove = till.twin("stove", laterBy: 1_500)
    var pass = till.twin("pass", laterBy: 60_000)
    try till.give(.moveTable("T7"))
    try stove.give(.moveTable("T8"))
    till.box.wall += 10_000
    try till.give(.moveTable("T9"))
    try pass.give(.moveTable("T1"))
    for other in [till, stove] { pass.hear(other) }
    #expect(
      ConcurrentTests.listed(OrderStream(id: pass.id, events: pass.box.events(pass.id))) == [
        "stove moved to T8 | overruled | till moved to T9",
        "till moved to T9 | overruled | pass moved to T1",
      ])
  }

  /// Its own earlier change is known to every terminal, and a writer that knows no `replaces` still has a name.
  @Test func oneTerminalNeverOverrulesItself() throws {
    var table = try OneOrder.sent()
    try table.write(.orderMoved, ["table_id": "T7"])
    try table.write(.orderMoved, ["table_id": "T8"])
    #expect(table.conflicts == [])
  }

  /// The contract does not know the key: what somebody else puts there makes no event senseless.
  @Test(arguments: [JSON.int(7), .string("T4"), .array([.object(["a": .bool(true)])])])
  func aStrangeReplacesIsNone(value: JSON) throws {
    var table = try OneOrder.sent()
    try table.write(.orderMoved, ["replaces": value, "table_id": "T9"])
    try table.write(.alertSet, ["replaces": value])
    try table.write(.delayMarked, ["delay_minutes": 5, "replaces": value, "round": 1])
    #expect(table.order.tableID == "T9" && table.order.delayMinutes == 5)
    #expect(table.conflicts == [])
  }

  /// The first change of a thing is written as the contract has it; later ones name the one before.
  @Test func aChangeNamesTheOneThatItReplaces() throws {
    var table = try OneOrder.sent()
    for command in [OrderCommand.moveTable("T9"), .delay(minutes: 5)] {
      let event = try table.box.give(command, table.id)
      var payload = event.payload
      #expect(payload.json("replaces") == nil, "\(command)")
    }
    for command in [OrderCommand.moveTable("T8"), .delay(minutes: 9)] {
      let event = try table.box.give(command, table.id)
      var payload = event.payload
      let named = payload.json("replaces")?.string
      let before = table.box.events(table.id).last { $0.type == event.type && $0.id != event.id }
      #expect(named == before?.id.description, "\(command)")
    }
  }

  @Test func aNewGuestGetsALabelThatNobodyHas() throws {
    var till = try OneOrder.sent()
    var stove = till.twin("stove")
    try till.give(.join(name: nil))
    try stove.give(.join(name: nil), .join(name: nil))
    stove.hear(till)
    #expect(stove.order.participants.map(\.label.string).sorted() == ["P1", "P1", "P2"])
    try stove.give(.join(name: nil))
    #expect(stove.order.participants.last?.label == "P4")
  }

  private static func split(_ table: inout OneOrder, _ amounts: Int64...) throws {
    table.box.wall += 1_000
    var payload = PayloadWriter()
    payload.set("replaces", table.order.lastWord(on: .shares))
    let shares = amounts.enumerated().map { place, amount in
      JSON.object(["amount": .int(amount), "share": .int(Int64(place + 1))])
    }
    payload.set("shares", JSON.array(shares))
    payload.set("total", amounts.reduce(0, +))
    let number = newOrder(UInt64(amounts.count) + 40).uuid
    try table.box.write(.splitAgreed, .payment, number, table.id, payload)
  }
}
