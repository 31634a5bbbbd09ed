import Control
import Events
import Foundation
import TestAids

/// The built `galley-partner`, as a terminal speaks with it.
final class Partner {
  let child: Child
  let folder: ScratchFolder
  private var requests = 0

  /// What came of a request: the facts before its result, and the result.
  struct Outcome {
    let facts: [PartnerFact]
    let ok: Bool
    let value: JSON?
    let error: String?

    var types: [String] { facts.map(\.eventType) }
    func fact(_ place: Int) -> PartnerFact? { facts.indices.contains(place) ? facts[place] : nil }
    var state: String? { value?["state"]?.string }
  }

  /// Starts it and says hello.
  ///
  /// - Parameters:
  ///   - secrets: settings that are files, and what stands in them.
  ///   - wrapper: a program that starts it in surroundings of its own, and its words.
  init(
    _ adapter: String, settings: [String: String] = [:], secrets: [String: String] = [:],
    under wrapper: [String] = []
  ) throws {
    folder = try ScratchFolder()
    child = try Child(
      wrapper + [try PartnerBinary.path(), adapter], errors: folder.path + "/errors")
    var all = settings
    for (name, secret) in secrets { all[name] = try folder.write(secret, name) }
    try say(
      .hello(
        adapter: adapter, venue: "maple", terminal: "till",
        settings: .object(all.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .string($0.value)) })))
  }

  /// The program with the fake's address and key.
  convenience init(_ fake: FakeStripe, flow: String = "checkout", key: String = FakeStripe.key) throws {
    try self.init(base: fake.base, flow: flow, key: key)
  }

  /// The program with another's address.
  convenience init(base: String, flow: String = "checkout", key: String = FakeStripe.key) throws {
    try self.init(
      "stripe", settings: ["api_base": base, "flow": flow],
      secrets: ["secret_key_file": key + "\n", "webhook_secret_file": FakeStripe.secret])
    guard case .ready = try hear() else { throw Failure("not ready: \(errors)") }
  }

  /// What it has said on standard error.
  var errors: String { (try? String(contentsOfFile: folder.path + "/errors", encoding: .utf8)) ?? "" }

  func say(_ message: PartnerMessage) throws { try child.write(message.line) }

  func hear(within limit: Double = Child.limit) throws -> PartnerAnswer {
    guard let line = try child.line(within: limit) else { throw Failure("it has left: \(errors)") }
    guard let answer = PartnerAnswer(line: line) else {
      throw Failure("no answer: \(String(decoding: line, as: UTF8.self))")
    }
    return answer
  }

  /// Has it do something, and answers each fact as a terminal does whose disk has it.
  @discardableResult func ask(_ action: String, _ params: JSON, answering: Bool = true) throws -> Outcome {
    let id = try begin(action, params)
    var facts: [PartnerFact] = []
    while true {
      switch try hear() {
      case .fact(let fact):
        facts.append(fact)
        if answering { try say(.recorded(key: fact.key)) }
      case .result(let result, let ok, let value, let error) where result == id:
        return Outcome(facts: facts, ok: ok, value: value, error: error)
      case let other: throw Failure("not expected: \(other)")
      }
    }
  }

  /// Gives a request without waiting for what comes of it.
  func begin(_ action: String, _ params: JSON) throws -> String {
    requests += 1
    try say(.request(id: "r\(requests)", action: action, params: params))
    return "r\(requests)"
  }

  /// Hands on a webhook as the door of the house does.
  func receive(_ event: JSON, signature: String? = nil, answering: Bool = true) throws -> Outcome {
    try ask(
      "webhook.receive",
      WebhookCall(
        adapter: "stripe", signature: signature ?? event["signature"]?.string ?? "",
        body: Array((event["body"]?.string ?? "").utf8)
      ).json, answering: answering)
  }
}

extension PlayedService {
  /// Has something happen there, or asks what has happened.
  @discardableResult func tell(_ verb: String, _ words: KeyValuePairs<String, JSON?> = [:]) throws -> JSON {
    guard case .object(let members) = JSON.object(words) else { throw Failure("no words") }
    let line = JSON.object([JSON.Member("do", .string(verb))] + members).compactText
    return try JSONParser.parse(try tell(Array(line.utf8)))
  }
}

extension FakeStripe {
  /// The calls of one method to one path.
  func calls(_ method: String, _ path: String) throws -> [JSON] {
    (try tell("calls").array ?? []).filter { $0["method"]?.string == method && $0["path"]?.string == path }
  }

  func event(_ type: String, _ object: String, thin: Bool = false, id: String? = nil, age: Int64 = 0) throws
    -> JSON
  {
    try tell(
      "event",
      [
        "type": .string(type), "object": .string(object), "thin": .bool(thin), "id": id.map { .string($0) },
        "age": .int(age),
      ])
  }
}

/// What a terminal says of a payment.
enum Asked {
  static let order = "01a1f866-0d00-7000-8000-000000000001"
  static let payment = "01a1f866-0d00-7000-8000-000000000002"
  static let guest = "01a1f866-0d00-7000-8000-000000000003"

  /// - Parameter hoursAgo: how long ago the house asked.
  static func payment(
    _ amount: Int64 = 6095, _ currency: String = "EUR", payment: String = Asked.payment, attempt: Int64 = 1,
    hoursAgo: Double = 0, reference: String? = nil, externalRef: String? = nil, refunded: Int64? = nil,
    table: String = "T4"
  ) -> JSON {
    let asked = Date(timeIntervalSinceNow: -hoursAgo * 3600)
    let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(asked)
    return .object([
      "order_id": .string(order), "payment_id": .string(payment), "short_code": "B07",
      "table_id": .string(table),
      "amount": .int(amount), "currency": .string(currency), "attempt": .int(attempt),
      "requested_at": .string(time), "participant_id": .string(guest), "share": 2,
      "reference": reference.map { .string($0) }, "trigger": reference == nil ? nil : "auto_pay",
      "external_ref": externalRef.map { .string($0) }, "refunded": refunded.map { .int($0) },
    ])
  }

  static let card = JSON.object([
    "order_id": .string(order), "participant_id": .string(guest), "short_code": "B07", "currency": "EUR",
  ])
}
