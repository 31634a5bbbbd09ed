import Dining
import Events
import Testing

@testable import Venue

/// How people name an order, and which one they get.
@Suite struct NameTests {
  private func meant(_ name: String, _ till: Till) -> [OrderID] {
    switch OrderName(name).meaning(in: till.house) {
    case .order(let id): [id]
    case .none: []
    case .several(let ids): ids
    }
  }

  @Test func byCodeIdTailAndTable() throws {
    var till = try Till()
    let code = try till.open("T4")
    _ = try till.open("T5")
    let id = try #require(till.house.live.first).id
    let text = id.description
    let names = [
      code, code.lowercased(), "\(code)·2", text, text.uppercased(), String(text.suffix(6)),
      String(text.suffix(13)), "T4", "t4", " T4", "T 4 ", "4", "table 4", "Table 4",
    ]
    for name in names { #expect(meant(name, till) == [id], "\(name)") }
    for name in [String(text.suffix(5)), "T6", "", "B99", "44", "T", "table"] {
      #expect(meant(name, till).isEmpty, "\(name)")
    }
  }

  @Test func aTableWithTwoLiveOrdersNamesBoth() throws {
    var till = try Till()
    let codes = [try till.open("T4"), try till.open("T4")]
    let refusal = till.refusal(of: .dish("T4", "1"))
    let complaint = try #require(refusal)
    #expect(complaint.code == "ambiguous")
    for code in codes { #expect(complaint.message.contains(code)) }
    #expect(complaint.message.contains("2 guests") && complaint.message.contains("open for 0 min"))
    for order in till.house.live { #expect(!complaint.message.contains(order.id.description)) }
    try till.give(.order(codes[0], .service(.cancel(reason: "left"))))
    try till.give(.dish("T4", "1"))
    #expect(till.house.live.map(\.opening?.shortCode.string) == [codes[1]])
  }

  @Test func aDoubledCodeIsRefusedWithBothCandidates() throws {
    var till = try Till()
    var other = try Till("stove", letter: "B", seed: 2)
    let code = try till.open("T4")
    #expect(try other.open("T5") == code)
    till.hear(other.log)
    till.sync()
    let refusal = till.refusal(of: .dish(code, "1"))
    let complaint = try #require(refusal)
    #expect(complaint.code == "ambiguous")
    for order in till.house.live {
      #expect(complaint.message.contains("…" + order.id.description.suffix(6)))
      try till.give(.dish(String(order.id.description.suffix(8)), "1"))
    }
    #expect(try till.open("T6") != code)
  }

  @Test func aCodeThatNoLiveOrderHasNamesTheLastThatHadIt() throws {
    var till = try Till()
    let code = try till.open("T4")
    let id = try #require(till.house.live.first).id
    try till.give(.order(code, .service(.cancel(reason: "left"))))
    #expect(meant(code, till) == [id])
    let refusal = till.refusal(of: .dish(code, "1"))
    #expect(refusal?.code == "closed")
    // A hundred orders later the code is given out again, and then means the new one.
    var later: [String: OrderID] = [:]
    for _ in 0..<100 {
      let next = try till.open(nil)
      later[next] = try #require(OrderName(next).order(in: till.house)).id
      try till.give(.order(next, .service(.cancel(reason: "left"))))
    }
    #expect(meant(code, till) == later[code].map { [$0] })
    #expect(later[code] != id)
  }

  @Test func yesterdaysOrderComesBackFromTheLog() throws {
    var till = try Till()
    let id = try till.serve("T4")
    let code = try till.code(of: id)
    till.wall += Till.day
    _ = try till.open("T5")
    #expect(till.house.orders[id] == nil)
    for name in [code, String(id.description.suffix(6)), id.description] {
      guard case .unloaded(id) = till.venue.lookUp(OrderName(name), now: Timestamp(clamping: till.wall))
      else {
        Issue.record("\(name) does not lead to the log")
        continue
      }
    }
    let refusal = till.refusal(of: .dish(code, "1"))
    #expect(refusal?.code == "closed")
    #expect(till.fetches == 1)
  }

  @Test func anOrderThatNobodyHasIsNotFoundAndNotKeptInMind() throws {
    var till = try Till()
    let stranger = UUIDv7(at: Timestamp(clamping: till.wall), random: RandomBits(high: 7, low: 7))
    let refusal = till.refusal(of: .dish(stranger.description, "1"))
    #expect(refusal?.code == "not_found")
    till.wall += Till.hour
    _ = try till.open()
    #expect(till.house.orders.count == 1)
  }

  /// A late event for an order that has left memory changes that order as if it had always been there.
  @Test func aLateEventBringsItsOrderBack() throws {
    var till = try Till()
    let id = try till.serve("T4")
    var stove = try Till("stove", letter: "K", wall: till.wall, seed: 2)
    stove.hear(till.log.dropLast(3))
    stove.sync()
    let late = try stove.give(.order(id.description, .service(.alert("nuts"))))
    till.wall += Till.day
    _ = try till.open("T5")
    #expect(till.house.orders[id] == nil)
    till.hear(late)
    till.sync()
    let whole = OrderStream(id: id, events: till.log.filter { $0.orderID == id }).order
    #expect(till.house.orders[id]?.order.state == whole.state && !whole.alerts.isEmpty)
    #expect(till.house.eventCount == till.log.count)
  }

  /// One batch brings an order back and moves time on: the order stays until the batch is done.
  @Test func anOrderIsNotLetGoBeforeItsLateEventIsIn() throws {
    var till = try Till()
    let id = try till.serve("T4")
    var stove = try Till("stove", letter: "K", wall: till.wall, seed: 2)
    stove.hear(till.log.dropLast(3))
    stove.sync()
    let held = stove.log.count
    try stove.give(.order(id.description, .service(.alert("nuts"))))
    till.wall += Till.day
    _ = try till.open("T5")
    stove.wall += 2 * Till.day
    for table in ["T1", "T2", "T3", "T7", "T8"] { _ = try stove.open(table) }
    till.hear(Array(stove.log[held...]))
    till.sync()
    #expect(till.state == Till.state(of: till.log, last: till.house))
    let late = till.house.orders[id]
    #expect(late == nil || late?.events.count == till.log.filter { $0.orderID == id }.count)
  }
}
