import TestAids

/// What the strict Stripe of the tests' knows of one order, and what it does about it.
extension FakeStripe {
  /// The next call to a path gets no answer, before or after what it asks for is done, and is closed after some time.
  func hang(_ path: String, afterwards: Bool, milliseconds: Int) throws {
    try tell("fail", ["path": path, "method": "POST", "hang_ms": milliseconds, "after": afterwards])
  }

  /// Somebody has paid in a way that none of the house's terminals asked for; the payment's name here.
  ///
  /// - Parameter metadata: what is written on it.
  func payElsewhere(_ amount: Int, metadata: KeyValuePairs<String, String>) throws -> String {
    let form = metadata.map { "metadata[\($0.key)]=\($0.value)" } + ["amount=\(amount)", "currency=eur"]
    let answer = try Caller.post(
      "/v1/payment_intents", form.joined(separator: "&"),
      ["Authorization: Bearer \(Self.key)", "Stripe-Version: \(Self.version)"], to: port
    ).answer()
    guard let intent = try Json(text: answer.body)["id"].string else { throw Failure("no payment") }
    try tell("settle", ["intent": intent, "ok": true])
    return intent
  }

  /// What there is of a kind for an order, the oldest first.
  func objects(_ kind: String, of order: String) throws -> [Json] {
    try all(kind).filter { $0["metadata"]["order_id"] == .string(order) }
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
  @discardableResult func payPage(of order: String) throws -> String {
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
}
