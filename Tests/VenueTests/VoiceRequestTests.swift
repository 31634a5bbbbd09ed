import Dining
import Events
import Testing
import Voice

@testable import Venue

/// What is said, in a house: who may, which order, for how long, and that a repeat says the same.
@Suite struct VoiceRequestTests {
  private static func heard(
    _ text: String, _ confidence: String? = "0.9", on surface: Surface = .staff, order: String? = nil
  ) -> Request.Action {
    .voice(
      .heard(
        HeardUtterance(
          Utterance(text, confidence: confidence.flatMap { Confidence($0) }), on: surface,
          order: order.map { OrderName($0) })))
  }

  /// What was written, and the code of what was only recorded.
  private func say(
    _ till: inout Till, _ action: Request.Action, key: ExactString? = nil, role: StaffRole? = nil,
    table: GuestTable? = nil
  ) throws -> (events: [Event], refused: String?) {
    till.wall += 1_000
    var request = Request(
      action, idempotencyKey: key, source: table == nil ? .staff : .guest, table: table)
    request.role = role
    let asker = till.ask(request)
    till.sync()
    switch try #require(till.replies[asker]) {
    case .wrote(let events, _): return (events, nil)
    case .recorded(let events, let complaint): return (events, complaint.code)
    case .refused(let complaint): return ([], complaint.code)
    }
  }

  private func sent(_ till: inout Till, _ table: String = "T4") throws -> String {
    let code = try till.open(table)
    try till.give(.dish(code, "9"))
    try till.give(.order(code, .kitchen(.submit)))
    return code
  }

  private func hire(_ till: inout Till) throws {
    let stamp = StreamClock().stamp(wall: till.now, latestInStream: nil)
    var payload = PayloadWriter()
    payload.set("pin_hash", "x")
    payload.set("role", "staff")
    let draft = EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: RandomBits(high: 3, low: 4))), stamp: stamp,
      type: .staffAdded, entity: .staff, entityID: .text("Mira"), source: .staff, actor: "Mira",
      payload: payload)
    let origin = till.venue.identity.origin
    till.hear([try draft.sealed(origin: origin, after: till.venue.tip(of: origin))])
    till.sync()
  }

  @Test func `once there is staff a staff voice wants somebody who is logged in, with a role that may`()
    throws
  {
    var till = try Till()
    let code = try sent(&till)
    let delay = Self.heard("delay order ten minutes", order: code)
    #expect(try say(&till, delay).refused == nil, "without staff everybody may")
    try hire(&till)
    for (text, role, isRefused) in [
      ("order ready table four", nil, true), ("order ready table four", StaffRole.kitchen, false),
      ("can we get the bill", .kitchen, true), ("can we get the bill", .staff, false),
      ("pay now", nil, true), ("pay now", .manager, false),
    ] as [(String, StaffRole?, Bool)] {
      let (events, refused) = try say(&till, Self.heard(text, order: code), role: role)
      #expect((refused == "role") == isRefused, "\(text) \(String(describing: role))")
      let record = try #require(events.last.flatMap { VoiceHeard($0) })
      #expect(record.outcome == (isRefused ? .refused : .executed) && (record.reason == "role") == isRefused)
    }
  }

  @Test func `what is judged first is the grammar, then the gate, then the role, then the order`() throws {
    var till = try Till()
    try hire(&till)
    func reason(_ text: String, _ confidence: String, _ role: StaffRole?) throws -> String? {
      let (events, _) = try say(&till, Self.heard(text, confidence), role: role)
      return events.last.flatMap { VoiceHeard($0) }?.reason
    }
    #expect(try reason("order ready table forty please [unk]", "0.1", nil) == "grammar")
    #expect(try reason("order ready table forty", "0.1", nil) == "gate")
    #expect(try reason("order ready table forty", "0.9", nil) == "role")
    #expect(try reason("order ready table forty", "0.9", .kitchen) == "state")
  }

  @Test func `undo reaches as far back as the house says, and to the second`() throws {
    for (setting, lasts) in [(nil, 10_000), ("5", 5_000)] as [(String?, Int64)] {
      for (after, isTaken) in [(lasts, true), (lasts + 1, false)] {
        var till = try Till()
        let code = try sent(&till)
        if let setting { try till.give(.changeSetting(key: "voice_undo", value: setting)) }
        _ = try say(&till, Self.heard("order ready table four"))
        // `say` lets a second pass.
        till.wall += after - 1_000
        let (events, refused) = try say(&till, Self.heard("undo", order: code))
        #expect((refused == nil) == isTaken, "\(after) ms after: \(refused ?? "done")")
        #expect(events.map(\.type) == (isTaken ? [.statusChanged, .voiceHeard] : [.voiceHeard]))
      }
    }
    for value in ["4", "11", "ten", "", "+7", "07 "] {
      var till = try Till()
      #expect(
        till.refusal(of: .changeSetting(key: "voice_undo", value: value))?.code == "setting", "\(value)")
    }
  }

  @Test func `a guest takes back no cook's word`() throws {
    var till = try Till()
    let code = try sent(&till)
    _ = try say(&till, Self.heard("order ready table four"))
    #expect(try say(&till, Self.heard("undo", on: .guest, order: code)).refused == "cannot_undo")
    #expect(try say(&till, Self.heard("undo", order: code)).refused == nil)
  }

  @Test func `a bare letter that rhymes with another live code fits both`() throws {
    var till = try Till()
    let code = try sent(&till)
    var other = try Till("bar", letter: "D", seed: 2)
    other.wall = till.wall
    _ = try sent(&other, "T9")
    till.hear(other.log)
    till.sync()
    let number = code.dropFirst()
    #expect(number == "01" && till.house.live.count == 2)
    #expect(try say(&till, Self.heard("b zero one is ready")).refused == "ambiguous")
    #expect(try say(&till, Self.heard("bravo zero one is ready")).refused == nil)
  }

  @Test func `a repeat under one key writes nothing, whatever came of the first`() throws {
    var till = try Till()
    let code = try sent(&till)
    for (text, types) in [
      ("order ready table four", [.statusChanged, .voiceHeard]), ("order twenty pizzas", [.voiceHeard]),
      ("can we get the bill", [.billRequested, .voiceHeard]), ("can we get the bill", [.voiceHeard]),
    ] as [(String, [EventType])] {
      let key = ExactString("\(text) \(types.count)")
      let first = try say(&till, Self.heard(text, order: code), key: key)
      let count = till.log.count
      let again = try say(&till, Self.heard(text, order: code), key: key)
      #expect(
        first.events.map(\.type) == types && again.events.map(\.id) == first.events.map(\.id), "\(text)")
      #expect(till.log.count == count)
    }
  }

  @Test func `what waits for a key waits ten seconds, is confirmed once, and only on its own surface`() throws
  {
    var till = try Till()
    let code = try sent(&till)
    #expect(try say(&till, Self.heard("order ready table four", nil)).refused == "unscored")
    // What was rejected meanwhile does not take its place.
    _ = try say(&till, Self.heard("plates please"))
    #expect(try say(&till, .voice(.confirm(event: nil, surface: .guest))).refused == "nothing_to_do")
    #expect(
      try say(&till, .voice(.confirm(event: nil, surface: .staff))).events.map(\.type)
        == [.statusChanged, .voiceHeard])
    #expect(try say(&till, .voice(.confirm(event: nil, surface: .staff))).refused == "no_change")
    _ = try say(&till, Self.heard("undo", nil, order: code))
    till.wall += 9_000
    #expect(try say(&till, .voice(.confirm(event: nil, surface: .staff))).refused == "too_late")
  }

  @Test func `whoever takes back what a voice did might have done it, by key and by voice`() throws {
    var till = try Till()
    let code = try sent(&till)
    try till.give(.staff(.add(name: "max", role: .manager, .nobodys)))
    #expect(try say(&till, Self.heard("the bill", order: code), role: .staff).refused == nil)
    let key = Request.Action.voice(.undo(surface: .staff, order: OrderName(code)))
    #expect(try say(&till, key).refused == "login")
    #expect(try say(&till, key, role: .kitchen).refused == "role")
    let spoken = try say(&till, Self.heard("undo", order: code), role: .kitchen)
    #expect(spoken.refused == "role" && spoken.events.map(\.type) == [.voiceHeard])
    #expect(till.house.orders.values.first?.order.bill == .billRequested)
    #expect(try say(&till, key, role: .staff).refused == nil)
  }

  @Test func `a confirmation that is refused leaves what waits to whoever may`() throws {
    var till = try Till()
    let code = try sent(&till)
    try till.give(.staff(.add(name: "max", role: .manager, .nobodys)))
    _ = try say(&till, Self.heard("the bill", nil, order: code))
    let confirm = Request.Action.voice(.confirm(event: nil, surface: .staff))
    #expect(try say(&till, confirm, role: .kitchen).refused == "role")
    #expect(try say(&till, confirm, role: .staff).refused == nil)
    #expect(try say(&till, confirm, role: .staff).refused == "no_change")
  }

  @Test func `at a table's socket nobody is staff, and no other order exists`() throws {
    var till = try Till()
    _ = try sent(&till)
    let other = try sent(&till, "T9")
    let table = try #require(GuestTable("T4"))
    let ready = try say(&till, Self.heard("order ready table four", on: .staff), table: table)
    #expect(ready.refused == "role")
    let bill = try say(&till, Self.heard("the bill", on: .guest, order: other), table: table)
    #expect(bill.refused == "not_found" && till.house.orders.values.allSatisfy { $0.order.bill == .none })
    #expect(try say(&till, Self.heard("the bill", on: .guest), table: table).refused == nil)
  }

  @Test func `what is said of an order by nobody's name means the only one, and of several names them`()
    throws
  {
    var till = try Till()
    let code = try sent(&till)
    #expect(try say(&till, Self.heard("delay order ten minutes")).refused == nil)
    _ = try sent(&till, "T9")
    let (events, refused) = try say(&till, Self.heard("delay order twenty minutes"))
    #expect(refused == "ambiguous" && events.map(\.type) == [.voiceHeard])
    #expect(try say(&till, Self.heard("delay order twenty minutes", order: code)).refused == nil)
  }

  @Test func `a screen is shown what waits before what came later, and nothing for longer than ten seconds`()
    throws
  {
    var till = try Till()
    _ = try sent(&till)
    _ = try say(&till, Self.heard("order ready table four", nil))
    _ = try say(&till, Self.heard("plates please"))
    #expect(till.house.heard(by: .staff, at: till.now, within: 10_000)?.outcome == .unscored)
    _ = try say(&till, .voice(.confirm(event: nil, surface: .staff)))
    #expect(till.house.heard(by: .staff, at: till.now, within: 10_000)?.outcome == .executed)
    #expect(till.house.heard(by: .guest, at: till.now, within: 10_000) == nil)
    #expect(
      till.house.heard(by: .staff, at: till.now.advanced(byMilliseconds: 10_000), within: 10_000) == nil)
  }
}
