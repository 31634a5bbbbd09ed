import Control
import Events

/// Looking for what was made at Stripe by what galley wrote on it: where its name is not known, or where a key may be
/// forgotten that would have kept a repeat from making it twice.
extension StripeDesk {
  enum Kind: String, Sendable {
    case sessions = "/v1/checkout/sessions"
    case intents = "/v1/payment_intents"
  }

  /// Pages of a hundred, newest first: two thousand payments of a day.
  private static let pageLimit = 20
  /// How far clocks may differ, and how long after the request a payment may still have been made.
  private static let windowMs = (before: 10 * 60_000, after: 26 * hourMs)

  /// - Parameter then: gets what was paid, else the newest try; nil where there is none at all.
  func find(
    _ ask: PaymentAsk, _ kind: Kind, then: @escaping @Sendable (JSON?) -> StripeStep
  ) -> StripeStep {
    let window = ask.requestedAt.map {
      JSON.object([
        "gte": .int(($0.milliseconds - Int64(Self.windowMs.before)) / 1000),
        "lte": .int(($0.milliseconds + Self.windowMs.after) / 1000),
      ])
    }
    return search(
      kind, window, expanding: kind == .sessions ? "data.payment_intent" : nil,
      where: { [venue] in StripeMetadata($0, venue: venue)?.paymentID == ask.paymentID },
      then: { found in then(Self.best(found, venue: venue)) })
  }

  private static func best(_ found: [JSON], venue: String) -> JSON? {
    func rank(_ object: JSON) -> (Int64, Int64) {
      (isPaid(object) ? 1 : 0, StripeMetadata(object, venue: venue)?.attempt ?? 0)
    }
    // The newest come first, and of equals the first is kept.
    return found.reduce(nil) { best, object in best.map { rank($0) >= rank(object) ? $0 : object } ?? object }
  }

  /// Of a page or of an intent.
  static func isPaid(_ object: JSON) -> Bool {
    object["payment_status"]?.string == "paid" || object["status"]?.string == "succeeded"
  }

  /// All of a list that fits; a fault where the list is longer than is read, as something may be beyond.
  func search(
    _ kind: Kind, _ window: JSON?, expanding: String? = nil, page: Int = 1, after: String? = nil,
    found: [JSON] = [], where fits: @escaping @Sendable (JSON) -> Bool,
    then: @escaping @Sendable ([JSON]) -> StripeStep
  ) -> StripeStep {
    let parameters = JSON.object([
      "limit": 100, "created": window, "starting_after": after.map { .string($0) },
      "expand": expanding.map { .array([.string($0)]) },
    ])
    return .call(.get(kind.rawValue, parameters)) { list in
      let objects = list["data"]?.array ?? []
      let all = found + objects.filter(fits)
      guard list["has_more"]?.bool == true, let last = objects.last?["id"]?.string else { return then(all) }
      guard page < Self.pageLimit else { return .fault(.impossible) }
      return search(
        kind, window, expanding: expanding, page: page + 1, after: last, found: all, where: fits, then: then)
    }
  }
}
