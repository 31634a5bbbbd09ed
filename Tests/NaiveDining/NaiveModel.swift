import Foundation

/// An order as the contract describes it, written a second time, slowly and plainly, to hold the reducer to it.
///
/// It shares no code with Dining: lines are read as JSON, everything is kept under the contract's own words, and
/// the whole list of events is folded each time. Its ``state`` is what `state` must print for the order, but that
/// conflicts are event ids without their reasons.
package final class NaiveOrder {
  package typealias Object = [String: Any]

  static let steps = ["opened", "ordered", "preparing", "ready", "delivered"]
  static let most: Int64 = 9_007_199_254_740_991

  let id: String
  var opening: Object?
  var openedAt = ""
  var table: String?
  var items: [NaiveItem] = []
  var people: [Object] = []
  var rounds: [Int64: (sentAt: String, delay: Int64)] = [:]
  var adjustments: [Object] = []
  var payments: [Object] = []
  var shares: [Object] = []
  /// The split that made the shares, who sat there then, and the split that each payment is of.
  var split: String?
  var splitParty: [String] = []
  var splitOf: [String: String] = [:]
  /// What the order came to when each guest agreed to pay by themselves.
  var agreedTo: [String: Int64] = [:]
  var refunds: Set<String> = []
  /// Given back before the payment was known to be paid.
  var earlyRefunds: [String: [Object]] = [:]
  var isRushed = false
  var billBy: String?
  var isClosed = false
  var closedBy: String?
  var cancelled: String?
  /// What an event said of the terms of the order, and what stood before each change of them.
  var lastTerms: Object = [:]
  var termsBefore: [String: Object] = [:]
  var mealAt: String?
  var freedAt: String?
  var conflicts: [(id: String, isOverruled: Bool)] = []
  /// The latest event about each thing that simply has a value.
  var lastWords: [String: (id: String, origin: String, isBlank: Bool)] = [:]
  /// Which recall or undo was overtaken by what.
  var overtaken: Set<String> = []
  var unsupported: Int64 = 0
  /// What is in force, oldest first, and what each is about.
  var force: [(event: String, about: String)] = []
  var undone: Set<String> = []
  var moves: [String: (to: Int, from: [String: Int])] = [:]
  /// When each round that is in force was sent.
  var sendings: [String: String] = [:]
  /// All alerts that were set, those that stand, and what took some of them off.
  var alertsSaid: Set<String> = []
  var alerts: Set<String> = []
  var clearings: [String: Set<String>] = [:]

  package init(id: String, lines: [[UInt8]]) {
    self.id = id
    var events: [String: Object] = [:]
    for line in lines {
      guard let event = try? JSONSerialization.jsonObject(with: Data(line)) as? Object else { continue }
      events[event["id"] as? String ?? ""] = event
    }
    // Text of one length in lower case: its order is that of created_at, then of id.
    let inOrder = events.values.sorted { Self.place($0) < Self.place($1) }
    var keys: Set<String> = []
    for event in inOrder {
      if let key = event["idempotency_key"] as? String, !keys.insert(key).inserted { continue }
      NaiveStep(order: self, event: event).run()
    }
  }

  private static func place(_ event: Object) -> String {
    "\(event["created_at"] ?? "") \(event["id"] ?? "")"
  }

  func item(_ id: String) -> NaiveItem? { items.first { $0.id == id } }

  var standing: [NaiveItem] { items.filter { $0.removedBy == nil } }

  /// In a number wider than any sum here.
  var exactTotal: Decimal {
    let lines = standing.map { Decimal($0.each) * Decimal($0.qty) }
    let changes = cancelled == nil ? adjustments : []
    return (lines + changes.map { Decimal($0["amount"] as? Int64 ?? 0) }).reduce(0, +)
  }

  var taken: Int64 {
    payments.filter { $0["state"] as? String == "paid" }.reduce(0) { $0 + ($1["amount"] as? Int64 ?? 0) }
  }
  var held: Int64 { taken - payments.reduce(0) { $0 + ($1["refunded"] as? Int64 ?? 0) } }
  var total: Int64 { (exactTotal as NSDecimalNumber).int64Value }
  var remaining: Int64 { max(0, total - held) }
  var kitchen: Int { standing.filter { $0.round != nil }.map(\.status).min() ?? 0 }
  var bill: String {
    if isClosed { return "closed" }
    if remaining == 0, taken > 0 || (billBy != nil && total <= 0) { return "paid" }
    return billBy == nil ? "none" : "billrequested"
  }
}

final class NaiveItem {
  let id: String
  let dish: [String: Any]
  let each: Int64
  var qty: Int64
  var status = 0
  var round: Int64?
  var removedBy: String?
  var isVoid = false
  /// What the kitchen was told of it and is told no more, beside its removal.
  var fewer: [(event: String, qty: Int64, round: Int64)] = []
  var wasSeenGoing = false
  /// The recall or undo that put it where it stands; nil where something else did.
  var backBy: String?

  init(id: String, dish: [String: Any], each: Int64, qty: Int64) {
    self.id = id
    self.dish = dish
    self.each = each
    self.qty = qty
  }

  func hasVoid(in number: Int64) -> Bool {
    isVoid && round == number || fewer.contains { $0.round == number }
  }

  /// Notes what the kitchen need not make any more, where it has the item.
  func strike(_ count: Int64, by event: String) {
    if let round, status < 4 { fewer.append((event, count, round)) }
  }
}

extension NaiveOrder {
  /// The order under the contract's words.
  package var state: Object {
    var state: Object = [
      "order_id": id, "status": bill == "none" ? Self.steps[kitchen] : bill, "kitchen": Self.steps[kitchen],
      "bill": bill, "total": total, "remaining": remaining, "overpaid": max(0, held - max(0, total)),
      "paid_portion": held,
      "pay_visible": bill == "billrequested", "rush": isRushed,
      "delay_minutes": rounds.keys.max().flatMap { rounds[$0]?.delay } ?? 0,
      "unsent": Int64(standing.filter { $0.round == nil }.count),
      "rounds": rounds.keys.sorted().map(round), "items": items.map(describe), "participants": people,
      "adjustments": adjustments, "shares": shares.map(share), "payments": payments, "badges": badges,
      "conflicts": conflicts.map(\.id).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } },
    ]
    for key in ["short_code", "order_type", "guests", "promised_at", "currency"] {
      state[key] = opening?[key]
    }
    state["table_id"] = table ?? NSNull()
    state["created_at"] = opening == nil ? nil : openedAt
    state["cancelled"] = cancelled
    state["meal_completed_at"] = mealAt
    state["table_freed_at"] = freedAt
    state["unsupported"] = unsupported == 0 ? nil : unsupported
    if !shares.isEmpty { state["split_stale"] = isStale }
    return state
  }

  private func kitchen(of round: Int64) -> Int? {
    standing.filter { $0.round == round }.map(\.status).min()
  }

  private func round(_ number: Int64) -> Object {
    var text: Object = [
      "round": number, "sent_at": rounds[number]?.sentAt ?? "",
      "kitchen": kitchen(of: number).map { Self.steps[$0] } ?? "removed",
    ]
    if let delay = rounds[number]?.delay, delay > 0 { text["delay_minutes"] = delay }
    return text
  }

  private func describe(_ item: NaiveItem) -> Object {
    var text = item.dish
    text["item_id"] = item.id
    text["qty"] = item.qty
    text["status"] = item.removedBy == nil ? Self.steps[item.status] : "removed"
    text["round"] = item.round
    if item.isVoid { text["void"] = true }
    if !item.fewer.isEmpty { text["void_qty"] = item.fewer.reduce(Int64(0)) { $0 + $1.qty } }
    return text
  }

  private func share(_ share: Object) -> Object {
    var share = share
    share["paid"] = paid(share)
    return share
  }

  /// What came in for a share of this split, and did not go out again; without tips.
  private func paid(_ share: Object) -> Int64 {
    let number = share["share"] as? Int64
    return payments.filter { payment in
      payment["state"] as? String == "paid" && payment["share"] as? Int64 == number
        && splitOf[payment["payment_id"] as? String ?? ""] == split
    }.reduce(Int64(0)) { sum, payment in
      func amount(_ key: String) -> Int64 { payment[key] as? Int64 ?? 0 }
      return sum + max(0, amount("amount") - amount("refunded") - amount("tip"))
    }
  }

  /// Whether the shares are no longer what is to pay, among those who sit there.
  private var isStale: Bool {
    guard remaining > 0 else { return false }
    let left = shares.map { max(0, ($0["amount"] as? Int64 ?? 0) - paid($0)) }
    return left.reduce(Decimal(0)) { $0 + Decimal($1) } != Decimal(remaining) || party != splitParty
  }

  var party: [String] {
    people.filter { $0["left"] == nil }.compactMap { $0["participant_id"] as? String }
  }

  /// The rounds with a card on the board, each with whether a void waits on it.
  private var cards: [(number: Int64, hasVoid: Bool)] {
    rounds.keys.map { number in (number, items.contains { $0.hasVoid(in: number) }) }
      .filter { number, hasVoid in hasVoid || (!isClosed && (1...3).contains(kitchen(of: number) ?? 0)) }
  }

  /// The class in the order of work of each card on the board, by its round.
  package var ranks: [Int64: String] {
    var ranks: [Int64: String] = [:]
    for (number, hasVoid) in cards {
      let isBack = standing.contains { $0.round == number && $0.backBy != nil }
      ranks[number] = hasVoid ? "void" : isBack ? "recalled" : isRushed ? "rush" : "by time"
    }
    return ranks
  }

  /// The words on the cards that are on the board, but for ALERT, which is personal.
  private var badges: [String] {
    var words: Set<String> = []
    for (number, voids) in cards {
      if isRushed { words.insert("RUSH") }
      if let delay = rounds[number]?.delay, delay > 0 { words.insert("DELAY") }
      if voids { words.insert("VOID") }
      if bill == "billrequested", held == 0 { words.insert("BILL") }
      if bill == "paid" { words.insert("PAID") }
      if held > 0, bill != "paid", !isClosed { words.insert("BALANCE") }
      if bill != "paid", people.contains(where: { $0["autopay"] != nil }) { words.insert("AUTO-PAY") }
      if number > 1 { words.insert("ROUND") }
    }
    return ["RUSH", "DELAY", "VOID", "BILL", "BALANCE", "PAID", "AUTO-PAY", "ROUND"].filter(words.contains)
  }
}
