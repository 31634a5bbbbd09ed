import Dining
import Events
import Testing

@testable import Venue

/// What the guests of a table may name: their own live orders. Of others they learn nothing (S9, S21).
@Suite struct GuestRequestTests {
  private func guests(at table: String) throws -> GuestTable { try #require(GuestTable(table)) }

  private func ask(
    _ till: inout Till, _ action: Request.Action, at table: String, key: ExactString? = nil
  ) throws -> Complaint? {
    let request = Request(
      action, idempotencyKey: key, source: .guest, table: try guests(at: table), isAnyway: true)
    till.wall += 1_000
    let asker = till.ask(request)
    till.sync()
    return till.complaint(asker)
  }

  @Test func `an order of another table does not exist, by code, tail, id or table`() throws {
    var till = try Till()
    let (own, other) = (try till.open("T4"), try till.open("T5"))
    let orders = till.house.live
    let ids = orders.map(\.id.description)
    for name in [own, ids[0], String(ids[0].suffix(6)), "T4", "t4", own.lowercased(), "\(own)·1"] {
      #expect(try ask(&till, .order(name, .service(.alert("nuts"))), at: "T4") == nil, "\(name)")
    }
    for name in [other, ids[1], String(ids[1].suffix(6)), "T5", "5", "B99", ""] {
      let complaint = try ask(&till, .order(name, .kitchen(.submit)), at: "T4")
      #expect(complaint?.code == "not_found")
      #expect(complaint?.message == "there is no order “\(name)” at T4")
    }
    guard
      case .complaint(let complaint) = till.venue.lookUp(
        OrderName(other), at: try guests(at: "T4"), now: .earliest)
    else { throw Unexpected() }
    #expect(complaint.message == "there is no order “\(other)” at T4")
  }

  @Test func `an order that is closed or was moved away is gone for them`() throws {
    var till = try Till()
    let code = try till.open("T4")
    try till.give(.order(code, .service(.moveTable("T9"))))
    #expect(try ask(&till, .order(code, .service(.alert("nuts"))), at: "T4")?.code == "not_found")
    #expect(try ask(&till, .order(code, .service(.alert("nuts"))), at: "T9") == nil)
    try till.give(.order(code, .service(.cancel(reason: "left"))))
    #expect(try ask(&till, .order(code, .service(.alert("nuts"))), at: "T9")?.code == "not_found")
  }

  @Test func `they open orders at their own table, to eat there, one at a time`() throws {
    var till = try Till()
    func open(_ table: String?, _ type: OrderType = .dineIn) -> Request.Action {
      .open(table: table, guests: nil, type: type, promisedAt: nil)
    }
    #expect(try ask(&till, open("T5"), at: "T4")?.code == "only_staff")
    #expect(try ask(&till, open("T4", .takeaway), at: "T4")?.code == "only_staff")
    #expect(till.house.live.isEmpty)
    #expect(try ask(&till, open(nil), at: "T4") == nil)
    #expect(till.house.live.map { $0.tableID?.string } == ["T4"])
    // Also with --anyway, which is not theirs.
    #expect(try ask(&till, open("4"), at: "T4")?.code == "table_taken")
  }

  @Test func `a key that another table's order has brings none of its lines`() throws {
    var till = try Till()
    try till.give(.opening("T5"), key: "k")
    #expect(try ask(&till, .opening("T4"), at: "T4", key: "k")?.code == "key")
    #expect(till.house.live.count == 1)
  }

  @Test func `what is of no order is refused to guests, with a table and without`() throws {
    var till = try Till()
    let actions: [Request.Action] = [
      .menu(.soldOut(menuitem: "1", isAvailable: false)), .menu(.importDocument(.object([]))),
      .menu(.publish(nil, label: nil)), .experiment(.end(experiment: "1", reason: nil)),
      .changeSetting(key: "time_zone", value: "UTC"),
    ]
    for action in actions {
      #expect(till.refusal(of: action, .guest)?.code == "only_staff", "\(action)")
      #expect(try ask(&till, action, at: "T4")?.code == "only_staff", "\(action)")
    }
    #expect(try ask(&till, .place([]), at: "T4")?.code == "only_staff")
    #expect(try ask(&till, .viewMenu(table: "T5"), at: "T4")?.code == "only_staff")
    #expect(try ask(&till, .viewMenu(table: "t4"), at: "T4")?.code == "not_found", "no menu yet")
  }

  private struct Unexpected: Error {}
}
