import Foundation
import TestAids

/// What another terminal wrote at moments that are over, to be taken with `ingest`: each event with a time of its own.
struct PastEvents {
  private var events: [String] = []
  private var count = 0
  private let start: Date
  /// How much later the last event was. Each is a millisecond later than the one before, for those of one order take
  /// effect by their times.
  private var milliseconds = 0
  /// The same, for whoever sets it.
  var seconds: Double {
    get { Double(milliseconds) / 1_000 }
    set { milliseconds = Int(newValue * 1_000) }
  }

  /// - Parameter start: what the first moments are counted from, like `2026-11-20T19:00:00Z`.
  init(_ start: String) throws {
    self.start = try Date(start, strategy: .iso8601)
  }

  /// - Parameter start: to the second.
  init(_ start: Date) { self.start = Date(timeIntervalSince1970: start.timeIntervalSince1970.rounded(.down)) }

  var lines: [String] {
    get throws { try IndependentCheck.forge(origin: "bar-00000001", events: events.joined(separator: ",")) }
  }

  private mutating func id() -> String {
    count += 1
    return "01a1f866-0d00-7000-8000-" + String(repeating: "0", count: 12 - "\(count)".count) + "\(count)"
  }

  private mutating func tell(
    _ type: String, _ entity: String, _ id: String? = nil, order: String? = nil, _ payload: String
  ) {
    milliseconds += 1
    let second = start.addingTimeInterval(Double(milliseconds / 1_000)).formatted(.iso8601).dropLast()
    let moment = second + "." + "\(milliseconds % 1_000 + 1_000)".dropFirst() + "Z"
    let names = [("order_id", order), ("entity_id", id)].compactMap { key, value in
      value.map { #","\#(key)":"\#($0)""# }
    }
    events.append(
      #"{"created_at":"\#(moment)","event_type":"\#(type)","entity_type":"\#(entity)"\#(names.joined()),"#
        + #""payload":{\#(payload)}}"#)
  }

  /// A visit that looks at the menu.
  mutating func view() -> String {
    let session = id()
    tell(
      "menu_viewed", "session", session,
      #""menu_id":"supper","version_id":"\#(String(repeating: "5e", count: 32))""#)
    return session
  }

  mutating func open(session: String? = nil, type: String = "dine_in") -> String {
    let order = id()
    tell(
      "order_opened", "order", order: order,
      #""short_code":"C01","currency":"EUR","order_type":"\#(type)","guests":2"#
        + (session.map { #","session_id":"\#($0)""# } ?? ""))
    return order
  }

  mutating func add(_ dish: String, _ name: String, quantity: Int = 1, price: Int = 500, to order: String)
    -> String
  {
    let item = id()
    tell(
      "item_added", "item", item, order: order,
      #""menuitem_id":"\#(dish)","name":"\#(name)","qty":\#(quantity),"unit_price":\#(price)"#)
    return item
  }

  private static let steps = ["opened", "ordered", "preparing", "ready", "delivered"]

  /// Moves dishes one step on.
  mutating func move(_ items: [String], to: String, round: Int? = nil, _ order: String) {
    let from = Self.steps[(Self.steps.firstIndex(of: to) ?? 1) - 1]
    let named = items.map { #"{"item_id":"\#($0)","from":"\#(from)"}"# }.joined(separator: ",")
    tell(
      "status_changed", "order", order: order,
      #""from":"\#(from)","to":"\#(to)","items":[\#(named)]"# + (round.map { #","round":\#($0)"# } ?? ""))
  }

  mutating func send(_ items: [String], _ order: String) { move(items, to: "ordered", round: 1, order) }

  mutating func bill(_ order: String) {
    tell("bill_requested", "order", order: order, #""from":"ordered","total":500"#)
  }

  mutating func pay(_ order: String, by provider: String, isStarted: Bool = true, isPaid: Bool) {
    let payment = id()
    let fields = #""payment_id":"\#(payment)","provider":"\#(provider)","amount":500"#
    if isStarted {
      tell("payment_requested", "payment", payment, order: order, fields)
      tell(
        "payment_started", "payment", payment, order: order, #""payment_id":"\#(payment)","external_ref":"x""#
      )
    }
    guard isPaid else { return }
    seconds += isStarted ? 60 : 0
    tell("paid", "payment", payment, order: order, fields)
  }

  /// An order with one dish that is sent at once, made, and ready after so many seconds.
  mutating func timed(_ dish: String, _ name: String, seconds: Int) {
    let order = open()
    let item = add(dish, name, to: order)
    send([item], order)
    let sent = milliseconds
    for (step, after) in [("preparing", seconds * 900), ("ready", seconds * 1_000), ("delivered", 3_600_000)]
    {
      milliseconds = sent + after - 1
      move([item], to: step, order)
    }
    milliseconds = sent
  }
}

extension ScratchHouse {
  /// Takes what another terminal wrote.
  func take(_ past: PastEvents) throws {
    try done("ingest", file("past", past.lines.map { $0 + "\n" }.joined()))
  }

  /// The lines of what `insights METRIC --csv` prints.
  func csv(_ metric: String, _ window: [String]) throws -> [String] {
    let text = try done(["insights", metric, "--csv"] + window).output
    let lines = text.components(separatedBy: "\r\n")
    guard lines.last == "", !lines.contains(where: { $0.contains("\n") }) else {
      throw Failure("CSV ends lines with CRLF: \(text)")
    }
    return lines.dropLast()
  }
}
