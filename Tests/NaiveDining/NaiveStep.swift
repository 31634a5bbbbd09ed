import Events
import Foundation

/// One event that meets the naive model: the contract's table, row by row.
struct NaiveStep {
  typealias Object = NaiveOrder.Object

  let order: NaiveOrder
  let event: Object
  let payload: Object

  init(order: NaiveOrder, event: Object) {
    self.order = order
    self.event = event
    payload = event["payload"] as? Object ?? [:]
  }

  var id: String { event["id"] as? String ?? "" }
  var about: String { event["entity_id"] as? String ?? "" }
  var kind: String { event["event_type"] as? String ?? "" }
  var createdAt: String { event["created_at"] as? String ?? "" }
  var undoes: String? { payload["undoes"] as? String }

  /// By the wall clock of the writer.
  var writtenAt: String {
    let milliseconds = Int64(id.filter { $0 != "-" }.prefix(12), radix: 16) ?? 0
    return Timestamp(clamping: milliseconds - (event["skew_ms"] as? Int64 ?? 0)).description
  }

  func run() {
    guard EventType(rawValue: kind) != nil else {
      order.unsupported += 1
      return
    }
    guard NaiveForm.isSound(event) else { return complain() }
    if kind == "order_opened" {
      if order.opening != nil { return complain() }
      order.opening = payload
      order.openedAt = createdAt
      order.table = payload["table_id"] as? String
      return hold("")
    }
    if order.opening == nil { return complain() }
    defer { endAgreements() }
    switch kind {
    case "item_added": addItem()
    case "item_removed", "item_restored", "quantity_changed", "void_acknowledged": onItem()
    case "status_changed": move()
    case "delay_marked": delay()
    case "order_moved":
      let to = payload["table_id"] as? String
      let isNews = to != order.table
      if mayChange("table", isNews: isNews) {
        say("table", isSame: !isNews)
        order.table = to
      }
    case "rush_set":
      let rush = payload["rush"] as? Bool ?? false
      if mayChange("rush", isNews: rush != order.isRushed) { order.isRushed = rush }
    case "alert_set", "alert_cleared": onAlert()
    case "participant_joined", "participant_left", "payment_method_attached", "payment_method_detached",
      "autopay_armed", "autopay_disarmed":
      onPerson()
    case "order_cancelled": cancel()
    case "order_changed": changeTerms()
    case "order_reopened": reopen()
    case "meal_completed":
      order.mealAt = order.mealAt ?? createdAt
      hold("")
    case "table_freed": order.freedAt = order.freedAt ?? createdAt
    default: onMoney()
    }
  }

  /// Lists the event, once.
  func complain() {
    if order.conflicts.last?.id != id { order.conflicts.append((id, false)) }
  }

  /// A thing that has a value is said anew. What was said last is listed where this writer is another one, names it
  /// not and wants something else; what this one names is listed no more.
  func say(_ about: String, isSame: Bool) {
    let origin = event["origin"] as? String ?? ""
    let replaces = payload["replaces"] as? String
    if let last = order.lastWords[about], !isSame, last.origin != origin, last.id != replaces,
      last.id != undoes
    {
      order.conflicts.append((last.id, true))
    }
    order.conflicts.removeAll { $0.isOverruled && ($0.id == replaces || $0.id == undoes) }
    order.lastWords[about] = (id, origin, event["digest"] == nil)
  }

  func hold(_ about: String) { order.force.append((id, about)) }

  func release(_ event: String) {
    order.force.removeAll { $0.event == event }
    order.undone.insert(event)
  }

  /// Whether an undo of something about `about` finds it on top. A second undo of the same says nothing.
  func findsOnTop(_ about: String, _ undoes: String) -> Bool {
    if order.undone.contains(undoes) { return false }
    if order.force.last(where: { $0.about == about })?.event == undoes { return true }
    complain()
    return false
  }

  /// For what simply has a value: an undo must be on top, anything else holds where it changes something.
  func mayChange(_ about: String, isNews: Bool) -> Bool {
    if let undoes {
      guard findsOnTop(about, undoes) else { return false }
      release(undoes)
    } else if isNews {
      hold(about)
    }
    return true
  }

  func fits(_ change: Decimal) -> Bool {
    let total = order.exactTotal + change
    return total <= Decimal(NaiveOrder.most) && total >= Decimal(-NaiveOrder.most)
  }

  private func addItem() {
    if order.item(about) != nil || order.items.count >= 2_000 { return complain() }
    let modifiers = payload["modifiers"] as? [Object] ?? []
    var each = payload["unit_price"] as? Int64 ?? 0
    for modifier in modifiers {
      each += modifier["price"] as? Int64 ?? 0
      if abs(each) > NaiveOrder.most { return complain() }
    }
    let qty = payload["qty"] as? Int64 ?? 0
    let line = Decimal(each) * Decimal(qty)
    if abs(line) > Decimal(NaiveOrder.most) || !fits(line) { return complain() }
    var dish: Object = ["modifiers": modifiers, "allergens": payload["allergens"] ?? [String]()]
    for key in ["menuitem_id", "name", "unit_price", "station", "course", "participant_id"] {
      dish[key] = payload[key]
    }
    order.items.append(NaiveItem(id: about, dish: dish, each: each, qty: qty))
    if order.isClosed { complain() }
    hold("item \(about)")
  }

  private func onItem() {
    guard let item = order.item(about) else { return complain() }
    let line = Decimal(item.each) * Decimal(item.qty)
    switch kind {
    case "item_removed":
      if item.removedBy != nil { return }
      if let undoes {
        if item.round != nil { return complain() }
        if !findsOnTop("item \(about)", undoes) { return }
      }
      if !fits(-line) { return complain() }
      strike(item)
      if let undoes { release(undoes) } else { hold("item \(about)") }
    case "item_restored":
      guard let undoes else { return }
      if item.removedBy == nil, order.undone.contains(undoes) { return }
      if item.removedBy != undoes { return complain() }
      if !findsOnTop("item \(about)", undoes) { return }
      if !fits(line) { return complain() }
      item.removedBy = nil
      item.isVoid = false
      release(undoes)
    case "quantity_changed": changeQuantity(item, line)
    default:
      if !item.isVoid, item.fewer.isEmpty {
        if item.removedBy == nil, !item.wasSeenGoing { complain() }
        return
      }
      item.isVoid = false
      item.fewer = []
      item.wasSeenGoing = true
      hold("item \(about)")
      dropEmptyRounds()
    }
  }

  private func changeQuantity(_ item: NaiveItem, _ line: Decimal) {
    if item.removedBy != nil { return complain() }
    if let undoes, !findsOnTop("item \(about)", undoes) { return }
    let to = payload["to"] as? Int64 ?? 0
    if item.qty == to { return }
    if item.qty != payload["from"] as? Int64 { return complain() }
    let next = Decimal(item.each) * Decimal(to)
    if abs(next) > Decimal(NaiveOrder.most) || !fits(next - line) { return complain() }
    if let undoes { item.fewer.removeAll { $0.event == undoes } }
    if to < item.qty { item.strike(item.qty - to, by: id) }
    item.qty = to
    if let undoes { release(undoes) } else { hold("item \(about)") }
  }

  /// Takes an item off; between sending and serving somebody must see it go.
  private func strike(_ item: NaiveItem) {
    item.removedBy = id
    item.isVoid = item.round != nil && item.status < 4
  }

  private func cancel() {
    if order.isClosed {
      if order.cancelled == nil { complain() }
      return
    }
    let all = order.standing.reduce(Decimal(0)) { $0 + Decimal($1.each) * Decimal($1.qty) }
    if !fits(-all) { return complain() }
    order.standing.forEach(strike)
    if order.held > 0 { complain() }
    order.isClosed = true
    order.closedBy = id
    order.cancelled = payload["reason"] as? String
    hold("")
  }

  private static let terms = ["guests", "order_type", "promised_at"]

  private func changeTerms() {
    let before = order.opening ?? [:]
    func word(_ value: Any?) -> String? { value.map { "\($0)" } }
    if let undoes {
      guard findsOnTop("terms", undoes) else { return }
      release(undoes)
      for key in Self.terms { order.opening?[key] = order.termsBefore[undoes]?[key] }
    } else if Self.terms.contains(where: { payload[$0] != nil && word(payload[$0]) != word(before[$0]) }) {
      hold("terms")
      order.termsBefore[id] = before
      for key in Self.terms { order.opening?[key] = payload[key] ?? before[key] }
    }
    let isOther = Self.terms.contains { key in
      guard let new = word(payload[key]), let last = word(order.lastTerms[key]) else { return false }
      return new != last
    }
    say("terms", isSame: !isOther)
    order.lastTerms = payload
  }

  private func reopen() {
    if order.undone.contains(undoes ?? "") { return }
    guard order.isClosed, order.cancelled == nil, order.closedBy == undoes else { return complain() }
    order.isClosed = false
    order.closedBy = nil
    order.freedAt = nil
    for item in order.items { item.fewer.removeAll { $0.event == undoes } }
    release(undoes ?? "")
    hold("")
  }

  private func disagree(_ place: Int) {
    order.people[place]["autopay"] = nil
    order.people[place]["autopay_scope"] = nil
    order.agreedTo[order.people[place]["participant_id"] as? String ?? ""] = nil
  }

  /// Whoever agreed to pay by themselves agreed to what the order came to.
  private func endAgreements() {
    for (place, person) in order.people.enumerated() {
      guard let agreed = order.agreedTo[person["participant_id"] as? String ?? ""] else { continue }
      if agreed != order.total { disagree(place) }
    }
  }

  private func onPerson() {
    let place = order.people.firstIndex { $0["participant_id"] as? String == about }
    if kind == "participant_joined" {
      if place != nil { return }
      let label = payload["label"] as? String ?? ""
      if order.people.contains(where: { Array(($0["label"] as? String ?? "").utf8) == Array(label.utf8) }) {
        complain()
      }
      order.people.append(["participant_id": about, "label": payload["label"] ?? ""])
      return hold("")
    }
    guard let place else { return complain() }
    switch kind {
    case "participant_left": order.people[place]["left"] = true
    case "autopay_armed":
      order.people[place]["autopay"] = payload["max_amount"]
      order.people[place]["autopay_scope"] = payload["scope"]
      order.agreedTo[about] = order.total
    case "autopay_disarmed": disagree(place)
    case "payment_method_attached": order.people[place]["payment_method"] = payload["provider"]
    case "payment_method_detached":
      order.people[place]["payment_method"] = nil
      disagree(place)
    default: break
    }
    hold("")
  }
}
