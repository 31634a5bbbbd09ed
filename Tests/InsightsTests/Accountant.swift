import Foundation

/// Counts a day by the contract, slowly and plainly, and shares no code with what it is held against: lines are read as
/// JSON, kept under the contract's own words, and moments are compared as texts.
struct Accountant {
  typealias Object = [String: Any]

  let from: String
  let until: String
  /// By currency, then by figure.
  private(set) var figures: [String: [String: Int]] = [:]

  private final class Line {
    let each: Int
    var quantity: Int
    var isSent = false
    var removedBy: String?
    var removedAt = ""
    var cuts: [(id: String, quantity: Int, at: String)] = []

    init(each: Int, quantity: Int) {
      self.each = each
      self.quantity = quantity
    }
  }

  init(from: String, until: String) {
    self.from = from
    self.until = until
  }

  private func isOfDay(_ time: String) -> Bool { from <= time && time < until }

  /// By the clock of whoever wrote it.
  private static func written(_ event: Object) -> String {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let text = event["created_at"] as? String, let time = try? Date(text, strategy: style) else {
      return ""
    }
    let skew = Double(event["skew_ms"] as? Int ?? 0) / 1_000
    return (time - skew).formatted(style)
  }

  private static func place(_ event: Object) -> String { "\(event["created_at"] ?? "") \(event["id"] ?? "")" }

  /// Takes all lines of one order.
  mutating func take(_ lines: [[UInt8]]) {
    let events = lines.compactMap { try? JSONSerialization.jsonObject(with: Data($0)) as? Object }
      .sorted { Self.place($0) < Self.place($1) }
    var keys: Set<String> = []
    var items: [String: Line] = [:]
    var opening: (currency: String, guests: Int, at: String)?
    var adjustments: [(id: String, kind: String, amount: Int)] = []
    var isCancelled = false
    var isClosed = false
    var payments: [String: (provider: String, amount: Int, refunded: Int)] = [:]
    var moves: [(provider: String, amount: Int, at: String)] = []
    for event in events {
      if let key = event["idempotency_key"] as? String, !keys.insert(key).inserted { continue }
      let payload = event["payload"] as? Object ?? [:]
      func number(_ key: String) -> Int { payload[key] as? Int ?? 0 }
      let id = event["id"] as? String ?? ""
      let line = items[event["entity_id"] as? String ?? ""]
      let payment = payload["payment_id"] as? String ?? ""
      switch event["event_type"] as? String ?? "" {
      case "order_opened":
        opening = (
          payload["currency"] as? String ?? "", number("guests"), event["created_at"] as? String ?? ""
        )
      case "item_added":
        let extras = (payload["modifiers"] as? [Object] ?? []).map { $0["price"] as? Int ?? 0 }
        let each = number("unit_price") + extras.reduce(0, +)
        items[event["entity_id"] as? String ?? ""] = Line(each: each, quantity: number("qty"))
      case "status_changed" where payload["to"] as? String == "ordered":
        for named in payload["items"] as? [Object] ?? [] {
          let item = items[named["item_id"] as? String ?? ""]
          if item?.removedBy == nil { item?.isSent = true }
        }
      case "status_changed": isClosed = isClosed || payload["to"] as? String == "closed"
      case "item_removed":
        if let line, line.removedBy == nil { (line.removedBy, line.removedAt) = (id, Self.written(event)) }
      case "item_restored":
        if line?.removedBy == payload["undoes"] as? String { line?.removedBy = nil }
      case "quantity_changed":
        guard let line, line.removedBy == nil, line.quantity == number("from") else { break }
        line.quantity = number("to")
        let cut = number("from") - number("to")
        if line.isSent, cut > 0 { line.cuts.append((id, cut, Self.written(event))) }
      case "adjustment_added": adjustments.append((id, payload["kind"] as? String ?? "", number("amount")))
      case "adjustment_removed": adjustments.removeAll { $0.id == payload["undoes"] as? String }
      case "order_cancelled":
        guard !isCancelled, !isClosed else { break }
        isCancelled = true
        for item in items.values where item.removedBy == nil {
          (item.removedBy, item.removedAt) = (id, Self.written(event))
        }
      case "paid":
        guard payments[payment] == nil else { break }
        let provider = payload["provider"] as? String ?? ""
        payments[payment] = (provider, number("amount"), 0)
        moves.append((provider, number("amount"), Self.written(event)))
      case "refunded":
        guard let paid = payments[payment], paid.refunded + number("amount") <= paid.amount else { break }
        payments[payment]?.refunded += number("amount")
        moves.append((paid.provider, -number("amount"), Self.written(event)))
      default: break
      }
    }
    guard let opening else { return }
    func count(_ figure: String, _ value: Int) {
      figures[opening.currency, default: [:]][figure, default: 0] += value
    }
    let standing = items.values.filter { $0.removedBy == nil }
    let isSold = !isCancelled && standing.contains(where: \.isSent)
    for move in moves {
      if isOfDay(opening.at), !isOfDay(move.at) { count("paid_on_other_days", move.amount) }
      guard isOfDay(move.at) else { continue }
      if !isOfDay(opening.at) { count("for_other_days", move.amount) }
      count(move.amount < 0 ? "refunded" : "paid", abs(move.amount))
      count("\(move.provider) amount", move.amount)
      count("\(move.provider) count", move.amount < 0 ? 0 : 1)
    }
    for item in items.values {
      for cut in item.cuts where isOfDay(cut.at) {
        count("voids count", 1)
        count("voids amount", cut.quantity * item.each)
      }
      guard item.removedBy != nil, item.isSent, isOfDay(item.removedAt) else { continue }
      count("voids count", 1)
      count("voids amount", item.quantity * item.each)
    }
    guard isOfDay(opening.at), isSold || !moves.isEmpty else { return }
    if isSold {
      count("orders", 1)
      count("covers", opening.guests)
    }
    var total = standing.reduce(0) { $0 + $1.quantity * $1.each }
    for adjustment in adjustments where !isCancelled {
      total += adjustment.amount
      let names = ["discount": "discounts", "comp": "comps", "tip": "tips"]
      count(names[adjustment.kind] ?? adjustment.kind, adjustment.amount)
    }
    count("total", total)
    let held = moves.reduce(0) { $0 + $1.amount }
    count("unpaid", max(0, total - held))
    count("overpaid", max(0, held - max(0, total)))
  }
}
