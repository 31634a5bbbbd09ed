import Control
import Events

/// What came of a call to Stripe, as far as it decides anything. The provider's own sentences end here.
enum StripeReply: Hashable, Sendable {
  case object(JSON)
  /// The bank said no.
  case declined(StripeDecline)
  case refused(StripeRefusal)
  case fault(PartnerFault)
  /// It may be asked again; after how long, where Stripe says so.
  case later(afterMs: Int64?)

  init(_ outcome: HTTPOutcome) {
    guard case .answer(let status, let headers, let body) = outcome else {
      self = .later(afterMs: nil)
      return
    }
    let json = StripeJSON.read(body)
    switch status {
    case 200..<300: self = json.map { .object($0) } ?? .later(afterMs: nil)
    case 401, 403: self = .fault(.unauthorized)
    case 402: self = .declined(StripeDecline(json?["error"] ?? .null))
    case 409, 429, 500...: self = Self.trouble(headers)
    case 400..<500: self = .refused(StripeRefusal(status: status, json?["error"] ?? .null))
    default: self = .fault(.misconfigured)
    }
  }

  /// Stripe may say that asking again brings the same (docs.stripe.com/error-low-level).
  private static func trouble(_ headers: [String: String]) -> StripeReply {
    if headers["stripe-should-retry"] == "false" { return .fault(.unreachable) }
    return .later(afterMs: headers["retry-after"].flatMap { Int64($0) }.map { min(max($0, 0), 3600) * 1000 })
  }
}

/// A card that was refused.
struct StripeDecline: Hashable, Sendable {
  let reason: DeclineReason
  /// The bank wants to see the guest, who is not at the card.
  let wantsGuest: Bool
  /// The charge that failed, or the intent where there was none.
  let failed: String?

  /// - Parameter error: `error` of an answer, or `last_payment_error` of an intent.
  init(_ error: JSON, of intent: JSON? = nil) {
    let (code, decline) = (error["code"]?.string, error["decline_code"]?.string)
    reason = StripeReason.reason(code: code, decline: decline)
    wantsGuest = code == "authentication_required" || decline == "authentication_required"
    let intent = intent ?? error["payment_intent"]
    failed = error["charge"]?.stripeID ?? intent?["latest_charge"]?.stripeID ?? intent?.stripeID
  }
}

/// Why Stripe did not do what it was asked.
enum StripeRefusal: Hashable, Sendable {
  /// The same key came before with other parameters.
  case keyUsedOtherwise
  /// There is no such thing, or it can't be done with it as it stands.
  case impossible
  /// The account or the settings do not fit.
  case misconfigured

  /// Codes that are about the thing and not about the account (docs.stripe.com/error-codes).
  private static let ofTheThing: Set = [
    "amount_too_large", "amount_too_small", "balance_insufficient", "charge_already_refunded",
    "charge_disputed",
    "payment_intent_unexpected_state", "refund_disputed_payment", "resource_already_exists",
    "resource_missing",
    "setup_intent_unexpected_state",
  ]

  init(status: Int, _ error: JSON) {
    if error["type"]?.string == "idempotency_error" {
      self = .keyUsedOtherwise
      return
    }
    // A page that is closed already is refused without a code, and without a parameter that would be wrong.
    let isOver = status == 400 && error["code"]?.string == nil && error["param"]?.string == nil
    let isOfTheThing = error["code"]?.string.map(Self.ofTheThing.contains) ?? false
    self = isOver || isOfTheThing ? .impossible : .misconfigured
  }

  var fault: PartnerFault {
    switch self {
    case .keyUsedOtherwise, .impossible: .impossible
    case .misconfigured: .misconfigured
    }
  }
}
