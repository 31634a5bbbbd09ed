import Control

/// What there is at the door: which request leads where. The only place that knows addresses.
struct DoorRoutes {
  /// What `GET /metrics` has to show; nil where no token was given, and then nobody gets them.
  let token: [UInt8]?

  /// What is to be done for a request.
  enum Step: Hashable {
    case answer(DoorResponse)
    /// Ask the terminal.
    case call(HouseCall)
    /// See whether the terminal takes connections.
    case knock
  }

  private enum Place {
    case webhook(adapter: String)
    case payLink(letters: String)
    case health
    case metrics
    case export(HouseExport)

    init?(_ path: String) {
      switch path {
      case "/webhooks/stripe": self = .webhook(adapter: "stripe")
      case "/healthz": self = .health
      case "/metrics": self = .metrics
      case "/export/workforce": self = .export(.workforce)
      case "/export/crm": self = .export(.crm)
      case _:
        guard path.hasPrefix("/p/"), let letters = DoorRoutes.letters(path.utf8.dropFirst(3)) else {
          return nil
        }
        self = .payLink(letters: letters)
      }
    }

    var methods: [String] {
      switch self {
      case .webhook: ["POST"]
      case .payLink, .health, .metrics, .export: ["GET", "HEAD"]
      }
    }
  }

  /// Of RFC 9110, section 9, and RFC 5789. Others are not known anywhere, these only not where they were asked.
  private static let methods: Set = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
  ]

  func step(for request: DoorRequest) -> Step {
    let head = request.head
    guard Self.methods.contains(head.method) else { return .answer(DoorResponse(.notImplemented)) }
    guard let place = Place(head.path) else { return .answer(DoorResponse(.notFound)) }
    guard place.methods.contains(head.method) else {
      let allow = DoorResponse.Field(name: "Allow", value: place.methods.joined(separator: ", "))
      return .answer(DoorResponse(.methodNotAllowed, fields: [allow]))
    }
    switch place {
    case .webhook(let adapter): return webhook(request, adapter)
    case .payLink(let letters): return .call(.payLink(letters))
    case .health: return .knock
    case .metrics: return hasToken(head) ? .call(.metrics) : .answer(Self.unauthorized)
    case .export(let export): return hasToken(head) ? figures(export, head) : .answer(Self.unauthorized)
    }
  }

  /// `?window=7d`; without it the business day that runs.
  private func figures(_ export: HouseExport, _ head: DoorHead) -> Step {
    guard !head.query.isEmpty else { return .call(.export(export, window: nil)) }
    let start = "window="
    let window = String(head.query.dropFirst(start.count))
    guard head.query.hasPrefix(start), HouseExport.windows.contains(window) else {
      return .answer(
        DoorResponse(.badRequest, "Write ?window= and one of \(HouseExport.windows.joined(separator: ", ")).")
      )
    }
    return .call(.export(export, window: window))
  }

  /// The adapter judges the signature. Which of two would be the one is not for a guess.
  private func webhook(_ request: DoorRequest, _ adapter: String) -> Step {
    let signatures = request.head.values(of: "stripe-signature")
    guard signatures.count < 2 else {
      return .answer(DoorResponse(.badRequest, "There is more than one Stripe-Signature."))
    }
    let signature = String(decoding: signatures.first ?? [], as: UTF8.self)
    return .call(.webhook(WebhookCall(adapter: adapter, signature: signature, body: request.body)))
  }

  private static let unauthorized = DoorResponse(
    .unauthorized, fields: [DoorResponse.Field(name: "WWW-Authenticate", value: "Bearer realm=\"galley\"")])

  /// `Authorization: Bearer TOKEN` (RFC 6750, section 2.1), once.
  private func hasToken(_ head: DoorHead) -> Bool {
    let given = head.values(of: "authorization")
    let scheme = "bearer "
    guard let token, given.count == 1, HTTPBytes.lowered(given[0].prefix(scheme.utf8.count)) == scheme else {
      return false
    }
    return Self.isSame(Array(HTTPBytes.trimmed(given[0].dropFirst(scheme.utf8.count))), token)
  }

  /// Takes as long for any token of that length, so that nobody finds it byte by byte.
  private static func isSame(_ given: [UInt8], _ token: [UInt8]) -> Bool {
    guard given.count == token.count else { return false }
    return zip(given, token).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// The 16 letters of a short link in upper case (RFC 4648, section 6: A to Z and 2 to 7); nil for anything else.
  private static func letters(_ text: Substring.UTF8View.SubSequence) -> String? {
    let letters = text.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
    guard letters.count == 16,
      letters.allSatisfy({ (0x41...0x5A).contains($0) || (0x32...0x37).contains($0) })
    else { return nil }
    return String(decoding: letters, as: UTF8.self)
  }
}
