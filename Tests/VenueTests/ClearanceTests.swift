import Dining
import Events
import Testing

@testable import Venue

/// Who may ask the heart for what, against a table that a person wrote from the contract, section 6, “Roles”.
@Suite struct ClearanceTests {
  private static let hash = PinHash.nobodys

  /// The least role for each request; nil: the board's own moves, which need no name.
  private static let table: [(what: String, least: StaffRole, action: Request.Action)] = [
    ("open", .staff, .opening("T9")),
    ("place", .staff, .place([])),
    ("view", .staff, .viewMenu(table: "T4")),
    ("add", .staff, .order("T4", .add(menuitem: "soup", OrderRequest.Extras()))),
    ("open item", .staff, .dish("T4", "3")),
    ("discount", .manager, .order("T4", .adjust(.discount, amount: "1", label: nil))),
    ("comp", .manager, .order("T4", .adjust(.comp, amount: "1", label: nil))),
    ("service", .staff, .order("T4", .adjust(.service, amount: "1", label: nil))),
    ("tip", .staff, .order("T4", .adjust(.tip, amount: "1", label: nil))),
    ("tax", .staff, .order("T4", .adjust(.tax, amount: "1", label: nil))),
    ("cash", .staff, .order("T4", .payCash(amount: "1", .order))),
    ("card", .staff, .order("T4", .payCard(amount: "1", .order, slip: nil))),
    ("refund", .manager, .order("T4", .refund(amount: "1", Refunding()))),
    ("correct", .manager, .order("T4", .correct(payment: "1", amount: "1", reason: "typed wrong"))),
    ("join", .staff, .order("T4", .item(.join(name: nil)))),
    ("remove", .staff, .order("T4", .item(.remove(ItemName("1"), reason: nil)))),
    ("quantity", .staff, .order("T4", .item(.quantity(ItemName("1"), 3)))),
    ("submit", .staff, .order("T4", .kitchen(.submit))),
    ("start", .kitchen, .order("T4", .kitchen(.move(to: .preparing, round: nil, items: [])))),
    ("ready", .kitchen, .order("T4", .kitchen(.move(to: .ready, round: nil, items: [])))),
    ("deliver", .kitchen, .order("T4", .kitchen(.move(to: .delivered, round: nil, items: [])))),
    ("recall", .kitchen, .order("T4", .kitchen(.recall(round: nil)))),
    ("delay", .kitchen, .order("T4", .kitchen(.delay(minutes: 5)))),
    ("rush", .kitchen, .order("T4", .kitchen(.rush(true)))),
    ("acknowledge", .kitchen, .order("T4", .kitchen(.acknowledge(nil)))),
    ("bill", .staff, .order("T4", .money(.bill))),
    ("withdraw", .staff, .order("T4", .money(.withdrawBill))),
    ("close", .staff, .order("T4", .money(.close))),
    ("alert", .staff, .order("T4", .service(.alert("nuts")))),
    ("clear alert", .staff, .order("T4", .service(.clearAlert("nuts")))),
    ("move table", .staff, .order("T4", .service(.moveTable("T8")))),
    ("complete", .staff, .order("T4", .service(.complete))),
    ("change", .staff, .order("T4", .service(.change(OrderTerms(guests: 3))))),
    ("cancel", .staff, .order("T4", .service(.cancel(reason: "gone")))),
    ("reopen", .manager, .order("T4", .service(.reopen))),
    ("undo", .kitchen, .order("T4", .service(.undo))),
    ("voice undo", .kitchen, .voice(.undo(surface: .staff, order: nil))),
    ("import", .manager, .menu(.importDocument(.null))),
    ("sold out", .kitchen, .menu(.soldOut(menuitem: "soup", isAvailable: false))),
    ("snapshot", .manager, .menu(.snapshot(label: nil))),
    ("publish", .manager, .menu(.publish(nil, label: nil))),
    ("activate", .manager, .menu(.activate(version: "winter", from: nil, until: nil))),
    ("cancel activation", .manager, .menu(.cancel(activation: "123456"))),
    ("end experiment", .manager, .experiment(.end(experiment: "123456", reason: nil))),
    ("setting", .manager, .changeSetting(key: "age_limits", value: "5 8")),
    ("add staff", .manager, .staff(.add(name: "zoe", role: .staff, hash))),
    ("remove staff", .manager, .staff(.remove(name: "nobody-here"))),
  ]

  /// A house with a manager and an order at T4.
  private func till(boardLogin: Bool = false) throws -> Till {
    var till = try Till()
    _ = try till.open("T4")
    try till.give(.dish("T4", "12.50"))
    try till.give(.changeSetting(key: "board_login", value: boardLogin ? "yes" : "no"))
    try till.give(.staff(.add(name: "max", role: .manager, Self.hash)))
    return till
  }

  private func code(_ action: Request.Action, _ role: StaffRole?, _ source: Source, _ till: Till) -> String? {
    var till = till
    var request = Request(action, actor: role.map { ExactString($0.rawValue) }, source: source)
    request.role = role
    let before = till.unsynced.count
    let asker = till.ask(request)
    let code = till.complaint(asker)?.code
    if code == "login" || code == "role" {
      #expect(till.unsynced.count == before, "a refusal writes nothing")
    }
    return code.flatMap { ["login", "role"].contains($0) ? $0 : nil }
  }

  @Test(arguments: [Source.staff, .voice])
  func s9EveryRequestByEveryRole(_ source: Source) throws {
    let (open, closed) = (try till(), try till(boardLogin: true))
    for (what, least, action) in Self.table {
      for role in StaffRole.allCases {
        let wanted: String? = role < least ? "role" : nil
        #expect(code(action, role, source, open) == wanted, "\(what) by \(role)")
        #expect(code(action, role, source, closed) == wanted, "\(what) by \(role), board_login")
      }
      #expect(code(action, nil, source, open) == (least == .kitchen ? nil : "login"), "\(what) by nobody")
      #expect(code(action, nil, source, closed) == "login", "\(what) by nobody, board_login")
    }
  }

  @Test func withoutStaffEverybodyMayEverything() throws {
    let till = try Till()
    for (what, _, action) in Self.table { #expect(code(action, nil, .staff, till) == nil, "\(what)") }
  }

  @Test func theHouseItselfAndGuestsHaveNoRole() throws {
    let till = try till()
    let undo = Request.Action.order("T4", .kitchen(.submit))
    for source in [Source.system, .webhook, .guest] { #expect(code(undo, nil, source, till) == nil) }
    // What guests may not stays so.
    var other = till
    #expect(other.refusal(of: .staff(.remove(name: "max")), .guest)?.code == "only_staff")
  }
}
