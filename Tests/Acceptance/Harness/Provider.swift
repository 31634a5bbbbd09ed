import Foundation
import Glibc

/// The strict Stripe of the partners' tests (`fake_stripe.py`) beside a house: it is told what happens there, and counts
/// what was taken.
final class Provider {
  let port: Int
  /// Its standard input: it ends with that.
  private let input: Int32

  static let key = "sk_test_fake"
  static let secret = "whsec_fake"
  private static let version = "2026-10-28.endive"

  init(in house: ScratchHouse) throws {
    let python = try Programs.find("python3", package: "python3")
    let script = Checkout.tests.appendingPathComponent("../PartnersTests/fake_stripe.py").path
    let lines = house.root + "/provider.in"
    guard mkfifo(lines, 0o600) == 0 else { throw Failure("no pipe at \(lines)") }
    input = open(lines, O_RDWR | O_CLOEXEC)
    let process = try house.launch([python, "-B", script], input: lines, log: house.root + "/provider")
    port = try waitFor("fake_stripe.py to say its port") {
      if let ended = process.advance(milliseconds: 0) {
        throw Failure("fake_stripe.py ended with \(ended.status); see its .err file")
      }
      let said = try String(contentsOfFile: house.root + "/provider.out", encoding: .utf8)
      return said.hasSuffix("\n") ? try Json(text: said)["port"].int : nil
    }
  }

  deinit { close(input) }

  /// Has something happen there, or asks what has happened.
  @discardableResult func tell(_ verb: String, _ words: [String: Any] = [:]) throws -> Json {
    let body = String(decoding: try JSONSerialization.data(withJSONObject: words), as: UTF8.self)
    let answer = try HttpCall(port: port, path: "/control/\(verb)", body: body).answer()
    guard answer.status == 200 else { throw Failure("fake_stripe.py \(verb): \(answer)") }
    return try Json(text: answer.body)
  }

  /// The next call to a path gets no answer, before or after what it asks for is done, and is closed after some time.
  func hang(_ path: String, afterwards: Bool, milliseconds: Int) throws {
    try tell("fail", ["path": path, "method": "POST", "hang_ms": milliseconds, "after": afterwards])
  }

  /// Somebody has paid in a way that none of the house's terminals asked for; the payment's name here.
  ///
  /// - Parameter metadata: what is written on it.
  func payElsewhere(_ amount: Int, metadata: KeyValuePairs<String, String>) throws -> String {
    let form = metadata.map { "metadata[\($0.key)]=\($0.value)" } + ["amount=\(amount)", "currency=eur"]
    let fields = ["Authorization: Bearer \(Self.key)", "Stripe-Version: \(Self.version)"]
    let call = try HttpCall(
      port: port, path: "/v1/payment_intents", fields: fields, body: form.joined(separator: "&"))
    guard let intent = try Json(text: call.answer().body)["id"].string else { throw Failure("no payment") }
    try tell("settle", ["intent": intent, "ok": true])
    return intent
  }

  /// What there is of a kind for an order, the oldest first.
  func objects(_ kind: String, of order: String) throws -> [Json] {
    try tell("find", ["kind": kind]).elements.filter { $0["metadata"]["order_id"] == .string(order) }
  }

  /// The amounts that were taken for an order.
  func captures(of order: String) throws -> [Int] {
    try objects("charge", of: order).filter { $0["status"].string == "succeeded" }.compactMap {
      $0["amount"].int
    }
  }

  /// The pages on which an order can be paid at this moment.
  func openPages(of order: String) throws -> [String] {
    try objects("checkout.session", of: order).filter { $0["status"].string == "open" }.compactMap {
      $0["id"].string
    }
  }

  /// A guest pays on the one page that there is for their order; its name.
  @discardableResult func pay(_ order: String) throws -> String {
    let pages = try openPages(of: order)
    guard pages.count == 1 else { throw Failure("a guest of \(order) finds the pages \(pages), not one") }
    try tell("pay", ["session": pages[0]])
    return pages[0]
  }

  /// How many calls to a path have come, or were carried out.
  func calls(_ path: String, areDone: Bool) throws -> Int {
    try tell("calls").elements.count { call in
      call["path"].string?.hasSuffix(path) == true && call["method"] == .string("POST")
        && (!areDone || call["status"].int != nil)
    }
  }

  /// What it sends to the door of a house.
  func event(_ type: String, about object: String) throws -> (body: String, signature: String) {
    let event = try tell("event", ["type": type, "object": object])
    guard let body = event["body"].string, let signature = event["signature"].string else {
      throw Failure("no event \(type): \(event)")
    }
    return (body, signature)
  }
}
