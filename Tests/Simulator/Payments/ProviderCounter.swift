import Events
import Partners

/// The interface of the provider: calls come in, and what is asked a second time with the same key is answered as the
/// first time was, and done once (docs.stripe.com/api/idempotent_requests).
struct ProviderCounter {
  var book = ProviderBook()
  private var answers: [String: (call: String, reply: Reply)] = [:]
  /// Whether keys are heeded: a provider that does not is a mistake that a test plants.
  var heedsKeys = true

  struct Reply {
    let status: Int
    let json: JSON

    var isKept: Bool { status < 300 || status == 402 }
  }

  mutating func answer(_ call: HTTPCall, _ nowSeconds: Int64) -> Reply {
    let halves = call.url.dropFirst(Self.base.count).split(separator: "?", maxSplits: 1)
    let path = String(halves.first ?? "")
    let form = call.method == .post ? String(decoding: call.body, as: UTF8.self) : String(halves.last ?? "")
    let key = heedsKeys ? call.headers["Idempotency-Key"] : nil
    if let key, let before = answers[key] {
      guard before.call == path + "?" + form else { return Self.refusal(400, "idempotency_error") }
      return before.reply
    }
    let parts = path.split(separator: "/").dropFirst().map { String($0) }
    let fields = FormFields(form)
    let reply = call.method == .post ? post(parts, fields, nowSeconds) : get(parts, fields, nowSeconds)
    if let key, reply.isKept { answers[key] = (path + "?" + form, reply) }
    return reply
  }

  static let base = "https://api.provider.example"

  private static func refusal(_ status: Int, _ type: String, code: String? = nil, param: String? = nil)
    -> Reply
  {
    Reply(
      status: status,
      json: .object([
        "error": .object([
          "type": .string(type), "code": code.map { .string($0) }, "param": param.map { .string($0) },
        ])
      ]))
  }

  private static func wrong(_ param: String) -> Reply { refusal(400, "invalid_request_error", param: param) }
  private static func wrong(code: String) -> Reply { refusal(400, "invalid_request_error", code: code) }
  private static let missing = refusal(404, "invalid_request_error", code: "resource_missing")

  // MARK: what is made and changed

  private mutating func post(_ parts: [String], _ fields: FormFields, _ now: Int64) -> Reply {
    switch (parts.first, parts.count) {
    case ("customers", 1): return Reply(status: 200, json: .object(["id": .string(book.name("cus"))]))
    case ("checkout", 2): return openPage(fields, now)
    case ("checkout", 4):
      guard let page = book.page(parts[2], now) else { return Self.missing }
      guard page.status == .open else { return Self.refusal(400, "invalid_request_error") }
      book.expire(page.id)
      return shown(page.id, fields)
    case ("payment_intents", 1): return charge(fields, now)
    case ("payment_intents", 3):
      guard let intent = book.intents[parts[1]] else { return Self.missing }
      guard intent.status == .open else { return Self.wrong(code: "payment_intent_unexpected_state") }
      book.cancel(intent.id)
      return Reply(status: 200, json: book.intents[intent.id].map(ProviderBook.json) ?? .null)
    case ("refunds", 1): return refund(fields, now)
    default: return Self.missing
    }
  }

  private mutating func openPage(_ fields: FormFields, _ now: Int64) -> Reply {
    let isSetup = fields["mode"] == "setup"
    let amount = fields.number("line_items[0][price_data][unit_amount]") ?? 0
    let currency = fields["line_items[0][price_data][currency]"] ?? fields["currency"]
    let ends = fields.number("expires_at") ?? now + 86_400
    // Half an hour to a day.
    guard now + 1_795 <= ends, ends <= now + 86_405 else { return Self.wrong("expires_at") }
    guard isSetup || amount >= 50 else { return Self.wrong(code: "amount_too_small") }
    guard let currency else { return Self.wrong("currency") }
    let page = ProviderBook.Page(
      id: book.name("cs_test"), createdSeconds: now, endsSeconds: ends, isSetup: isSetup, amount: amount,
      currency: currency, customer: fields["customer"], metadata: fields.members(of: "metadata"),
      ofIntent: fields.members(of: isSetup ? "setup_intent_data[metadata]" : "payment_intent_data[metadata]"))
    book.add(page)
    return shown(page.id, fields)
  }

  private mutating func charge(_ fields: FormFields, _ now: Int64) -> Reply {
    guard let amount = fields.number("amount"), let currency = fields["currency"] else {
      return Self.wrong("amount")
    }
    guard amount >= 50 else { return Self.wrong(code: "amount_too_small") }
    let words = fields["payment_method"]?.split(separator: "_") ?? []
    guard words.count > 1, let card = ProviderBook.Card(rawValue: String(words[1])) else {
      return Self.wrong("payment_method")
    }
    let name = book.name("pi")
    book.charge(
      ProviderBook.Intent(
        id: name, createdSeconds: now, amount: amount, currency: currency, customer: fields["customer"],
        metadata: fields.members(of: "metadata")), card)
    guard let intent = book.intents[name] else { return Self.missing }
    guard case .object(let error)? = intent.error else {
      return Reply(status: 200, json: ProviderBook.json(intent))
    }
    let more = JSON.Member("payment_intent", ProviderBook.json(intent))
    return Reply(status: 402, json: .object(["error": .object(error + [more])]))
  }

  private mutating func refund(_ fields: FormFields, _ now: Int64) -> Reply {
    guard let intent = fields["payment_intent"].flatMap({ book.intents[$0] }) else { return Self.missing }
    guard intent.status == .succeeded else { return Self.wrong(code: "payment_intent_unexpected_state") }
    guard let amount = fields.number("amount"), amount > 0,
      book.refunded(intent.id) + amount <= intent.amount
    else { return Self.wrong("amount") }
    let refund = ProviderBook.Refund(
      id: book.name("re"), createdSeconds: now, intent: intent.id, amount: amount, currency: intent.currency,
      metadata: fields.members(of: "metadata"))
    book.give(refund)
    return Reply(status: 200, json: ProviderBook.json(refund))
  }

  // MARK: what is looked up

  private mutating func get(_ parts: [String], _ fields: FormFields, _ now: Int64) -> Reply {
    switch (parts.first, parts.count) {
    case ("checkout", 2):
      for name in book.pageNames { _ = book.page(name, now) }
      let pages = book.pageNames.reversed().compactMap { book.pages[$0] }.filter { page in
        fields["payment_intent"].map { page.intent == $0 } ?? true
      }
      let isWhole = fields["expand[0]"] != nil
      return list(pages.map { ($0.id, $0.createdSeconds, book.json($0, isWhole: isWhole)) }, fields)
    case ("checkout", 3):
      guard let page = book.page(parts[2], now) else { return Self.missing }
      return shown(page.id, fields)
    case ("payment_intents", 1):
      let intents = book.intentNames.reversed().compactMap { book.intents[$0] }
      return list(intents.map { ($0.id, $0.createdSeconds, ProviderBook.json($0)) }, fields)
    case ("payment_intents", 2): return one(book.intents[parts[1]].map(ProviderBook.json))
    case ("setup_intents", 2): return one(book.setups[parts[1]].map(ProviderBook.json))
    case ("refunds", 1):
      let refunds = book.refunds.reversed().filter { $0.intent == fields["payment_intent"] }
      return list(refunds.map { ($0.id, $0.createdSeconds, ProviderBook.json($0)) }, fields)
    case ("refunds", 2): return one(book.refunds.first { $0.id == parts[1] }.map(ProviderBook.json))
    default: return Self.missing
    }
  }

  private func one(_ json: JSON?) -> Reply { json.map { Reply(status: 200, json: $0) } ?? Self.missing }

  private func shown(_ page: String, _ fields: FormFields) -> Reply {
    one(book.pages[page].map { book.json($0, isWhole: fields["expand[0]"] != nil) })
  }

  private func list(_ rows: [(id: String, created: Int64, json: JSON)], _ fields: FormFields) -> Reply {
    let from = fields.number("created[gte]") ?? .min
    let until = fields.number("created[lte]") ?? .max
    var rows = rows.filter { $0.created >= from && $0.created <= until }
    if let after = fields["starting_after"] { rows = Array(rows.drop { $0.id != after }.dropFirst()) }
    let limit = Int(fields.number("limit") ?? 10)
    return Reply(
      status: 200,
      json: .object([
        "data": .array(rows.prefix(limit).map(\.json)), "has_more": .bool(rows.count > limit),
      ]))
  }
}
