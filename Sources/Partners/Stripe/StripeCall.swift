import Events

/// A call to Stripe's interface, without the key and the address of an account.
struct StripeCall: Hashable, Sendable {
  let method: HTTPCall.Method
  /// From `/v1/` on, without a query.
  let path: String
  let parameters: JSON
  /// What makes a repeat harmless (docs.stripe.com/api/idempotent_requests).
  let key: String?

  /// The one version that all calls and answers are written for. A newer one of the same name adds; another name may
  /// break (docs.stripe.com/changelog).
  static let version = "2026-10-28.endive"

  static func get(_ path: String, _ parameters: JSON = .object([:])) -> StripeCall {
    StripeCall(method: .get, path: path, parameters: parameters, key: nil)
  }

  static func post(_ path: String, _ parameters: JSON = .object([:]), key: String? = nil) -> StripeCall {
    StripeCall(method: .post, path: path, parameters: parameters, key: key)
  }

  /// The key of a call: what it is for, and nothing that may change before a repeat.
  ///
  /// - Returns: 64 hex digits; Stripe takes 255 characters.
  static func key(_ action: String, _ words: String...) -> String {
    Hex.text(SHA256.digest(Array(([version, action] + words).joined(separator: "\n").utf8)))
  }

  func http(_ account: StripeAccount) -> HTTPCall {
    var headers = [
      "Authorization": "Bearer \(account.secretKey)", "Stripe-Version": Self.version, "User-Agent": "galley",
      "Accept": "application/json",
    ]
    let form = WebForm.encoded(parameters)
    switch method {
    case .get:
      let query = form.isEmpty ? "" : "?" + form
      return HTTPCall(method: .get, url: account.base + path + query, headers: headers)
    case .post:
      headers["Content-Type"] = "application/x-www-form-urlencoded"
      if let key { headers["Idempotency-Key"] = key }
      return HTTPCall(method: .post, url: account.base + path, headers: headers, body: Array(form.utf8))
    }
  }
}
