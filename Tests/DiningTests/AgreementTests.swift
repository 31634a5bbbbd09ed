import Events
import Foundation
import NaiveDining
import TestAids
import Testing

@testable import Dining

/// Random people on random terminals: whatever they do, and whenever they hear of each other, all hold one truth,
/// and it is the one that a separately written model reads from the same lines.
@Suite struct AgreementTests {
  private static let seeds = Given.count("GALLEY_AGREEMENT_SEEDS", else: 500)

  @Test(.timeLimit(.minutes(5))) func f24f26EveryTerminalAndTheNaiveModelAgree() throws {
    for seed in 0..<Self.seeds {
      try Self.live(UInt64(seed))
    }
  }

  /// 1145: an undo of a delay that had repeated the delay that stood.
  @Test(arguments: [1_145]) func seedsThatFailedOnce(seed: UInt64) throws { try Self.live(seed) }

  /// One evening of one seed; a failure names it, and a seed that once failed gets a test of its own.
  static func live(_ seed: UInt64) throws {
    var house = RandomHouse(seed: seed)
    for order in house.orders { try house.boxes[0].give(.open(house.opening()), order) }
    if house.chance(80) { house.heal() }
    for _ in 0..<Int.random(in: 10...45, using: &house.random) {
      house.letTimePass()
      if house.chance(25) { house.sync(percent: house.chance(50) ? 100 : 60) }
      let box = Int.random(in: house.boxes.indices, using: &house.random)
      let order = house.pick(house.orders)
      if house.chance(12) { try house.stranger(box, order) } else { try act(&house, box, order, seed) }
    }
    house.heal()
    for order in house.orders { try check(house, order, seed) }
  }

  /// A command that is taken has its effect at once and brings no conflict; one that is refused changes nothing.
  private static func act(_ house: inout RandomHouse, _ box: Int, _ id: OrderID, _ seed: UInt64) throws {
    let before = house.boxes[box].order(id)
    let events = house.boxes[box].events(id)
    let command = house.command(on: before)
    let actor = house.pick(RandomHouse.actors)
    let key: ExactString? = house.chance(5) ? house.pick(["k1", "k2"]) : nil
    if let key, before.event(withKey: key) != nil { return }
    let event: Event
    do {
      event = try house.boxes[box].give(
        command, id, as: actor, house.pick([.staff, .staff, .guest]), key: key)
    } catch is Refusal {
      #expect(house.boxes[box].events(id).count == events.count)
      return
    }
    let after = house.boxes[box].order(id)
    let story: Comment = "seed \(seed): \(command) by \(actor)"
    let news = after.conflicts.filter { $0.event == event.id }
    #expect(news.isEmpty, "\(story) brought \(news)")
    switch command {
    case .own(.viewBill), .service(.alert): break
    case .service(.undo) where before.changes.last?.isAlert ?? false: break
    default: #expect(after.report != before.report, story)
    }
    for round in before.rounds {
      if let now = after.round(round.number) { #expect(now.sentAt == round.sentAt, story) }
    }
    checkRanks(
      after, NaiveOrder(id: id.description, lines: house.boxes[box].events(id).map(\.line)), story)
    if case .kitchen(.move) = command { #expect(after.cart.map(\.id) == before.cart.map(\.id), story) }
    if case .service(.undo) = command { try checkUndo(before, events, after, story) }
    if case .kitchen(.recall) = command { checkRecall(before, event, after, story) }
  }

  /// Undo gives back what stood before the change, but for what was only noted since.
  private static func checkUndo(_ before: Order, _ events: [Event], _ after: Order, _ story: Comment) throws {
    let undone = try #require(before.changes.last)
    let earlier = events.prefix { $0.id != undone.event }
    let then = OrderReducer.fold(before.id, earlier)
    let since = OrderReducer.fold(before.id, events.filter { $0.id != undone.event })
    #expect(after.changes.map(\.event) == before.changes.dropLast().map(\.event), story)
    // Others may have agreed with the change in the meantime; then only what it touched can be compared.
    guard since.changes.map(\.event) == then.changes.map(\.event) else { return }
    let difference = try Plain.difference(Plain.withoutNotes(after), Plain.withoutNotes(then))
    #expect(difference == "", story)
  }

  /// Recall puts each item that it names back to where the recalled move took it from, and nothing else.
  private static func checkRecall(_ before: Order, _ event: Event, _ after: Order, _ story: Comment) {
    var fields = event.payload
    let named = fields.objects("items") { $0.uuid("item_id") } ?? []
    for (old, new) in zip(before.items, after.items) {
      if named.contains(old.id.uuid) {
        #expect(new.status < old.status && new.round == old.round, story)
      } else {
        #expect(new == old, story)
      }
    }
    #expect(after.payments == before.payments && after.rounds == before.rounds, story)
  }

  private static func check(_ house: RandomHouse, _ id: OrderID, _ seed: UInt64) throws {
    let events = house.boxes[0].events(id)
    let order = house.boxes[0].order(id)
    let state = order.state.canonicalBytes
    func places(_ order: Order) -> [BoardRules.Place] {
      BoardRules.tickets(of: order).map { BoardRules.place(of: $0, limits: AgeLimits()) }
    }
    let work = places(order)
    for box in house.boxes {
      #expect(box.order(id).state.canonicalBytes == state, "seed \(seed), \(box.origin)")
      #expect(places(box.order(id)) == work, "seed \(seed), \(box.origin)")
    }
    #expect(OrderReducer.fold(id, events).state.canonicalBytes == state, "seed \(seed), from nothing")
    let naive = NaiveOrder(id: id.description, lines: events.map(\.line))
    let expected = try Plain.text(naive.state)
    let found = try Plain.text(Plain.ofState(state))
    #expect(Plain.difference(found, expected) == "", "seed \(seed): the program's +, the naive model's -")
    checkRanks(order, naive, "seed \(seed)")
    try checkMoney(order, events, seed)
    checkItems(order, events, seed)
  }

  /// Each card stands in the class in which the naive model puts it.
  private static func checkRanks(_ order: Order, _ naive: NaiveOrder, _ story: Comment) {
    let ranks = BoardRules.tickets(of: order).map { (Int64($0.round.number), $0.rank.name) }
    #expect(Dictionary(uniqueKeysWithValues: ranks) == naive.ranks, story)
  }

  /// Each payment_id counts once, with the amount that the least paid event of it names.
  private static func checkMoney(_ order: Order, _ events: [Event], _ seed: UInt64) throws {
    var first: [UUIDv7: Int64] = [:]
    for event in events where event.type == .paid {
      var fields = event.payload
      guard let amount = fields.int("amount"), let payment = fields.uuid("payment_id"), amount >= 0,
        event.idempotencyKey == nil || order.event(withKey: event.idempotencyKey ?? "") == event.id,
        !order.conflicts.contains(where: {
          $0.event == event.id && [.amount, .notOpened].contains($0.reason)
        })
      else { continue }
      first[payment] = first[payment] ?? amount
    }
    let refunded = order.payments.reduce(0) { $0 + $1.refunded.minor }
    #expect(order.paidPortion.minor + refunded == first.values.reduce(0, +), "seed \(seed)")
    #expect(order.remaining.minor == max(0, order.total.minor - order.paidPortion.minor), "seed \(seed)")
  }

  /// What was added is on the order, or it is listed why not, or it repeats an idempotency key.
  private static func checkItems(_ order: Order, _ events: [Event], _ seed: UInt64) {
    for event in events where event.type == .itemAdded {
      let isThere = event.entityID?.uuid.flatMap { order.item(ItemID($0)) } != nil
      let isListed = order.conflicts.contains { $0.event == event.id }
      let isRepeat = event.idempotencyKey.map { order.event(withKey: $0) != event.id } ?? false
      #expect(isThere || isListed || isRepeat, "seed \(seed): \(event.id) was lost")
    }
  }
}

extension Change {
  /// The same words again are a change that nobody sees.
  fileprivate var isAlert: Bool { if case .alerted = kind { true } else { false } }
}

/// States as plain text and values that can be compared.
enum Plain {
  /// A printed state with its conflicts as ids, each once.
  static func ofState(_ bytes: [UInt8]) throws -> [String: Any] {
    var state = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    var ids: [String] = []
    for conflict in state["conflicts"] as? [[String: Any]] ?? [] {
      let id = try #require(conflict["event_id"] as? String)
      if ids.last != id { ids.append(id) }
    }
    state["conflicts"] = ids
    return state
  }

  static func text(_ state: [String: Any]) throws -> String {
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .prettyPrinted]
    return String(
      decoding: try JSONSerialization.data(withJSONObject: state, options: options), as: UTF8.self)
  }

  /// What an undo has to give back: all but the record of who disagreed, a table that was freed meanwhile, and
  /// lines that are off the order and that nobody has to see go.
  static func withoutNotes(_ order: Order) throws -> String {
    var state = try ofState(order.report.canonicalBytes)
    for note in ["conflicts", "table_freed_at", "unsupported"] { state[note] = nil }
    state["items"] = (state["items"] as? [[String: Any]] ?? []).filter {
      $0["status"] as? String != "removed" || $0["void"] != nil
    }
    return try text(state)
  }

  /// The lines in which two texts differ.
  static func difference(_ found: String, _ expected: String) -> String {
    if found == expected { return "" }
    let old = expected.split(separator: "\n").map(String.init)
    let new = found.split(separator: "\n").map(String.init)
    return new.difference(from: old).map { change in
      switch change {
      case .insert(let line, let text, _): "+\(line) \(text)"
      case .remove(let line, let text, _): "-\(line) \(text)"
      }
    }.joined(separator: "\n")
  }
}
