import Events

/// What a terminal says of a payment when it asks for something about it.
struct PaymentAsk: Sendable {
  let orderID: String
  let paymentID: String
  /// In minor units of the currency by ISO 4217.
  let amount: Int64
  let currency: String
  let attempt: Int64
  let shortCode: String?
  let tableID: String?
  let participantID: String?
  let share: Int64?
  /// When the house asked for the payment; a repeat of the request says the same.
  let requestedAt: Timestamp?
  /// What the provider calls it, once it has begun.
  let externalRef: String?
  /// The card on file: `<customer>/<payment method>`.
  let reference: String?
  let trigger: String?
  /// How much was given back before.
  let refunded: Int64

  /// The longest of the identifiers; a provider's are shorter.
  private static let limitBytes = 255

  /// Whether it says how much is to be paid; to stop a payment or to look it up, nobody has to.
  var hasAmount: Bool { amount > 0 && MinorUnit(of: currency) != nil }

  /// - Returns: nil where it does not say which payment, of which order.
  init?(_ params: JSON) {
    func text(_ key: String) -> String? {
      guard let text = params[key]?.string, !text.isEmpty, text.utf8.count <= Self.limitBytes else {
        return nil
      }
      return text
    }
    guard let orderID = text("order_id"), let paymentID = text("payment_id") else { return nil }
    self.orderID = orderID
    self.paymentID = paymentID
    amount = params["amount"]?.int ?? 0
    currency = text("currency") ?? ""
    attempt = params["attempt"]?.int ?? 1
    shortCode = text("short_code")
    tableID = text("table_id")
    participantID = text("participant_id")
    share = params["share"]?.int
    requestedAt = text("requested_at").flatMap { Timestamp($0) }
    externalRef = text("external_ref")
    reference = text("reference")
    trigger = text("trigger")
    refunded = params["refunded"]?.int ?? 0
  }
}
