/// What Stripe calls a refusal, in galley's codes (docs.stripe.com/declines/codes and docs.stripe.com/error-codes).
///
/// What would shame a guest or warn a thief (lost, stolen, fraudulent) is a plain refusal here already.
enum StripeReason {
  private static let table: [String: DeclineReason] = [
    "expired_card": .cardExpired,
    "incorrect_number": .cardNumber, "invalid_number": .cardNumber, "invalid_expiry_month": .cardNumber,
    "invalid_expiry_year": .cardNumber, "invalid_account": .cardNumber,
    "incorrect_cvc": .cardCode, "invalid_cvc": .cardCode,
    "card_not_supported": .cardUnsupported, "service_not_allowed": .cardUnsupported,
    "transaction_not_allowed": .cardUnsupported, "not_permitted": .cardUnsupported,
    "currency_not_supported": .currencyUnsupported, "payment_method_currency_mismatch": .currencyUnsupported,
    "insufficient_funds": .insufficient, "card_velocity_exceeded": .insufficient,
    "withdrawal_count_limit_exceeded": .insufficient,
    "processing_error": .tryAgain, "try_again_later": .tryAgain, "issuer_not_available": .tryAgain,
    "reenter_transaction": .tryAgain, "approve_with_id": .tryAgain, "payment_method_not_available": .tryAgain,
    "payment_method_provider_timeout": .tryAgain,
    "authentication_required": .authentication, "authentication_not_handled": .authentication,
    "payment_intent_authentication_failure": .authentication,
    "setup_intent_authentication_failure": .authentication, "offline_pin_required": .authentication,
    "online_or_offline_pin_required": .authentication,
    "payment_intent_payment_attempt_expired": .expired, "payment_method_customer_decline": .cancelled,
    "card_declined": .declined, "payment_intent_payment_attempt_failed": .declined,
    "payment_method_provider_decline": .declined,
  ]

  /// - Parameters:
  ///   - code: of the error, like `card_declined`.
  ///   - decline: the bank's word, where the card was declined.
  static func reason(code: String?, decline: String?) -> DeclineReason {
    if let decline, let known = table[decline] { return known }
    return code.flatMap { table[$0] } ?? (decline == nil ? .other : .declined)
  }
}
