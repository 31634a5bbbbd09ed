import Foundation

/// Answers the managers' questions by the contract, slowly and plainly, and shares no code with what it is held against:
/// lines are read as JSON, all moments are milliseconds, and every question walks over all there is.
struct NaiveManager {
  typealias Object = [String: Any]

  final class Dish {
    let id: String
    let name: String
    let station: String?
    let price: Int
    var quantity: Int
    var round: Int?
    var status = "opened"
    var ready: Int?
    var isRemoved = false

    init(_ event: Object, _ payload: Object) {
      id = payload["menuitem_id"] as? String ?? ""
      name = payload["name"] as? String ?? ""
      station = payload["station"] as? String
      price = payload["unit_price"] as? Int ?? 0
      quantity = payload["qty"] as? Int ?? 0
    }
  }

  struct Void {
    let dish: Dish
    let quantity: Int
    let at: Int
    let reason: String?
  }

  final class Party {
    let opened: Int
    let type: String
    let currency: String
    let guests: Int
    let session: String?
    let version: String?
    let arm: String?
    var dishes: [(item: String, dish: Dish)] = []
    var rounds: [Int: Int] = [:]
    var voids: [Void] = []
    var isCancelled = false
    var isPaid = false
    /// By the name of the step.
    var steps: [String: Int] = [:]

    init(_ payload: Object, at time: Int) {
      opened = time
      type = payload["order_type"] as? String ?? ""
      currency = payload["currency"] as? String ?? ""
      guests = payload["guests"] as? Int ?? 0
      session = payload["session_id"] as? String
      version = payload["menu_version"] as? String
      arm = payload["arm"] as? String
    }

    var sent: [Dish] { dishes.map(\.dish).filter { $0.round != nil && !$0.isRemoved } }
  }

  struct Question {
    var from: Int
    var until: Int
    var type: String?
    var station: String?
    var version: String?
    var arm: String?
    var by: String?
  }

  private(set) var parties: [String: Party] = [:]
  private var views: [(session: String, at: Int, version: String)] = []
  private var arms: [String: String] = [:]
  private var spoken: [(at: Int, payload: Object)] = []

  static func milliseconds(_ text: String) -> Int {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let time = try? Date(text, strategy: style) else { return 0 }
    return Int((time.timeIntervalSince1970 * 1_000).rounded())
  }

  /// - Parameter lines: the events, each order's in the order of its stream.
  init(_ lines: [[UInt8]]) throws {
    for line in lines {
      guard let event = try JSONSerialization.jsonObject(with: Data(line)) as? Object,
        let payload = event["payload"] as? Object, let type = event["event_type"] as? String
      else { continue }
      let at = Self.milliseconds(event["created_at"] as? String ?? "") - (event["skew_ms"] as? Int ?? 0)
      let entity = event["entity_id"] as? String ?? ""
      switch type {
      case "menu_viewed": views.append((entity, at, payload["version_id"] as? String ?? ""))
      case "exposure_recorded":
        let session = payload["session_id"] as? String ?? ""
        arms[session] = arms[session] ?? payload["arm"] as? String
      case "voice_heard": spoken.append((at, payload))
      case "order_opened": parties[event["order_id"] as? String ?? ""] = Party(payload, at: at)
      default:
        guard let party = parties[event["order_id"] as? String ?? ""] else { continue }
        Self.take(type, entity, event, payload, at, party)
      }
    }
  }

  private static func take(
    _ type: String, _ entity: String, _ event: Object, _ payload: Object, _ at: Int, _ party: Party
  ) {
    func reach(_ step: String) { party.steps[step] = min(party.steps[step] ?? at, at) }
    func dish(_ item: String) -> Dish? { party.dishes.first { $0.item == item }?.dish }
    switch type {
    case "item_added":
      party.dishes.append((entity, Dish(event, payload)))
      reach("item_added")
    case "item_removed":
      guard let dish = dish(entity), !dish.isRemoved else { return }
      dish.isRemoved = true
      if dish.round != nil {
        party.voids.append(
          Void(dish: dish, quantity: dish.quantity, at: at, reason: payload["reason"] as? String))
      }
    case "quantity_changed":
      guard let dish = dish(entity), let to = payload["to"] as? Int, let from = payload["from"] as? Int else {
        return
      }
      dish.quantity = to
      if dish.round != nil {
        party.voids.append(Void(dish: dish, quantity: from - to, at: at, reason: nil))
      }
    case "order_cancelled":
      party.isCancelled = true
      for (_, dish) in party.dishes where !dish.isRemoved {
        dish.isRemoved = true
        guard dish.round != nil else { continue }
        party.voids.append(
          Void(dish: dish, quantity: dish.quantity, at: at, reason: payload["reason"] as? String))
      }
    case "status_changed":
      let to = payload["to"] as? String ?? ""
      for named in payload["items"] as? [Object] ?? [] {
        guard let dish = dish(named["item_id"] as? String ?? "") else { continue }
        dish.status = to
        if let round = payload["round"] as? Int, to == "ordered" {
          dish.round = round
          party.rounds[round] = party.rounds[round] ?? at
          reach("order_submitted")
        }
        if payload["undoes"] != nil {
          if to != "ready" { dish.ready = nil }
        } else if to == "ready" {
          dish.ready = at
        }
      }
    case "bill_requested": reach("bill_requested")
    case "payment_started": reach("payment_started")
    case "paid":
      party.isPaid = true
      reach("payment_succeeded")
    default: break
    }
  }

  // MARK: Questions

  private func isMeant(_ party: Party, _ question: Question) -> Bool {
    (question.type == nil || question.type == party.type)
      && (question.arm == nil || question.arm == party.arm)
  }

  private func isMeant(_ dish: Dish, _ party: Party, _ question: Question) -> Bool {
    (question.station == nil || question.station == dish.station)
      && (question.version == nil || question.version == party.version)
  }

  /// All that was sent in the window and stands, with its order's name and when its round was sent.
  private func sent(_ question: Question) -> [(order: String, party: Party, dish: Dish, at: Int)] {
    parties.flatMap { order, party in
      party.sent.compactMap { dish in
        let at = party.rounds[dish.round ?? 0] ?? 0
        guard isMeant(party, question), isMeant(dish, party, question), question.from <= at,
          at < question.until
        else { return nil }
        return (order, party, dish, at)
      }
    }
  }

  private static func median(_ sorted: [Int]) -> Double {
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? Double(sorted[middle - 1] + sorted[middle]) / 2 : Double(sorted[middle])
  }

  /// The least that at least nine in ten do not exceed.
  private static func ninetieth(_ sorted: [Int]) -> Int {
    sorted.first { value in sorted.count { $0 <= value } * 10 >= sorted.count * 9 } ?? 0
  }

  private static func rate(_ part: Int, _ whole: Int) -> Double {
    (Double(part) / Double(whole) * 10_000).rounded() / 10_000
  }

  func slowMovers(_ question: Question) -> [Object] {
    var orders: [String: Set<String>] = [:]
    var quantities: [String: Int] = [:]
    for found in sent(question) {
      orders[found.dish.id, default: []].insert(found.order)
      quantities[found.dish.id, default: 0] += found.dish.quantity
    }
    return orders.keys.sorted {
      (orders[$0]?.count ?? 0, quantities[$0] ?? 0, $0) < (orders[$1]?.count ?? 0, quantities[$1] ?? 0, $1)
    }.map {
      ["menuitem_id": $0, "name": "The \($0)", "orders": orders[$0]?.count ?? 0, "qty": quantities[$0] ?? 0]
    }
  }

  func prepTimes(_ question: Question) -> [Object] {
    var samples: [String: [Int]] = [:]
    for found in sent(question) {
      guard let ready = found.dish.ready else { continue }
      let key =
        switch question.by {
        case "hour": "\((found.at / 3_600_000) % 24)"
        case "station": found.dish.station ?? ""
        default: found.dish.id
        }
      samples[key, default: []].append((ready - found.at) / 1_000)
    }
    let menu = Self.median(samples.values.flatMap { $0 }.sorted() + (samples.isEmpty ? [0] : []))
    let rows = samples.mapValues { $0.sorted() }.sorted { left, right in
      if question.by == "hour" { return (Int(left.key) ?? 0) < (Int(right.key) ?? 0) }
      return (-Self.median(left.value), left.key) < (-Self.median(right.value), right.key)
    }
    return rows.map { key, times in
      let median = Self.median(times)
      var row: Object = [
        "count": times.count, "median_seconds": median, "p90_seconds": Self.ninetieth(times),
      ]
      switch question.by {
      case "hour": row["hour"] = Int(key)
      case "station": row["station"] = key
      default:
        row["menuitem_id"] = key
        row["name"] = "The \(key)"
        row["outlier"] = times.count >= 10 && median >= 1.5 * menu && median - menu >= 180
      }
      return row
    }
  }

  func speed(_ question: Question, lateSeconds: Int) -> [Object] {
    let rounds = Dictionary(grouping: sent(question)) { "\($0.order) \($0.dish.round ?? 0)" }.values
    var times: [String: [Int]] = [:]
    for dishes in rounds
    where dishes.allSatisfy({ $0.dish.status == "ready" || $0.dish.status == "delivered" }) {
      guard let ready = dishes.compactMap({ $0.dish.ready }).max(), let first = dishes.first else { continue }
      times[first.party.type, default: []].append((ready - first.at) / 1_000)
    }
    return ["dine_in", "takeaway", "delivery"].compactMap { type in
      guard let sorted = times[type]?.sorted() else { return nil }
      let late = sorted.count { $0 >= lateSeconds }
      return [
        "order_type": type, "count": sorted.count, "median_seconds": Self.median(sorted),
        "p90_seconds": Self.ninetieth(sorted), "late": late, "late_rate": Self.rate(late, sorted.count),
      ]
    }
  }

  /// The currency in which most happened.
  private static func main(_ currencies: [String]) -> String {
    Dictionary(grouping: currencies) { $0 }.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
      .first?.key ?? ""
  }

  func voids(_ question: Question) -> [Object] {
    let all = parties.values.flatMap { party in party.voids.map { (party, $0) } }.filter { party, void in
      isMeant(party, question) && isMeant(void.dish, party, question) && question.from <= void.at
        && void.at < question.until
    }
    let currency = Self.main(all.map(\.0.currency))
    let found = Dictionary(grouping: all.filter { $0.0.currency == currency }.map(\.1)) { $0.dish.id }
    return found.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { id, voids in
      let reasons = Dictionary(grouping: voids) { $0.reason ?? "no reason given" }.mapValues(\.count)
      return [
        "menuitem_id": id, "name": "The \(id)", "count": voids.count,
        "qty": voids.reduce(0) { $0 + $1.quantity },
        "amount": voids.reduce(0) { $0 + $1.quantity * $1.dish.price },
        "reasons": reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { reason, count in
          ["reason": reason, "count": count] as Object
        },
      ]
    }
  }

  func takings(_ question: Question) -> [Object] {
    let all = parties.values.filter { party in
      isMeant(party, question) && (question.version == nil || question.version == party.version)
        && question.from <= party.opened && party.opened < question.until
        && (party.isPaid || !party.isCancelled && !party.sent.isEmpty)
    }
    let currency = Self.main(all.map(\.currency))
    func key(_ party: Party) -> String {
      let day = (party.opened - 5 * 3_600_000) / 86_400_000
      switch question.by {
      case "hour": return String(format: "%02d", (party.opened / 3_600_000) % 24)
      // 1970 began on a Thursday.
      case "weekday": return "\((day + 3) % 7 + 1)"
      case "arm": return party.arm ?? ""
      default: return "\(day)"
      }
    }
    let found = Dictionary(grouping: all.filter { $0.currency == currency }, by: key)
    return found.sorted { $0.key < $1.key }.map { key, parties in
      let sold = parties.filter { !$0.isCancelled && !$0.sent.isEmpty }
      var row: Object = [
        "orders": sold.count, "covers": sold.reduce(0) { $0 + $1.guests },
        "amount": parties.reduce(0) { sum, party in
          party.dishes.map(\.dish).filter { !$0.isRemoved }.reduce(sum) { $0 + $1.quantity * $1.price }
        },
      ]
      switch question.by {
      case "hour", "weekday": row[question.by ?? ""] = Int(key)
      case "arm": row["arm"] = key
      default:
        let start = (Int(key) ?? 0) * 86_400_000 + 5 * 3_600_000
        row["from"] = Self.text(max(start, question.from))
        row["until"] = Self.text(min(start + 86_400_000, question.until))
      }
      return row
    }
  }

  private static func text(_ milliseconds: Int) -> String {
    Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(
      Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  func voice(_ question: Question) -> [Object] {
    let all = spoken.filter { question.from <= $0.at && $0.at < question.until }.map(\.payload)
    let scored = all.filter { $0["outcome"] as? String != "unscored" && $0["menuitem_id"] != nil }
    let found = Dictionary(grouping: scored) { $0["menuitem_id"] as? String ?? "" }
    return found.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { id, attempts in
      let done = attempts.count { $0["outcome"] as? String == "executed" }
      return [
        "menuitem_id": id, "name": id, "attempts": attempts.count, "succeeded": done,
        "failed": attempts.count - done, "success_rate": Self.rate(done, attempts.count),
      ]
    }
  }

  func abandonment(_ question: Question) -> [Object] {
    let names = [
      "menu_viewed", "item_added", "order_submitted", "bill_requested", "payment_started",
      "payment_succeeded",
    ]
    var first: [String: (at: Int, version: String)] = [:]
    for view in views where first[view.session].map({ view.at < $0.at }) ?? true {
      first[view.session] = (view.at, view.version)
    }
    let meant = first.filter { session, view in
      question.from <= view.at && view.at < question.until
        && (question.version == nil || question.version == view.version)
        && (question.arm == nil || question.arm == arms[session])
    }
    guard !meant.isEmpty else { return [] }
    let visits = meant.map { session, view in
      names.map { name in
        name == "menu_viewed"
          ? view.at : parties.values.filter { $0.session == session }.compactMap { $0.steps[name] }.min()
      }
    }
    func reached(_ step: Int) -> Int { visits.count { $0[step...].contains { $0 != nil } } }
    return names.indices.map { step in
      let next = min(step + 1, names.count - 1)
      var row: Object = ["step": names[step], "reached": reached(step), "continued": reached(next)]
      if reached(step) > 0 { row["rate"] = Self.rate(reached(next), reached(step)) }
      let times = visits.compactMap { visit -> Int? in
        guard step < next, let from = visit[step], let to = visit[next] else { return nil }
        return max(0, to - from) / 1_000
      }.sorted()
      if !times.isEmpty { row["median_seconds"] = Self.median(times) }
      return row
    }
  }
}
