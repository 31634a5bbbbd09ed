/// What a terminal asks a partner for (galley-partner(7)); the raw value stands in the line of the request.
///
/// Whoever asks knows nothing of how far the last request went, so each may be given any number of times: a repeat does
/// the same as the first.
public enum PartnerAction: String, CaseIterable, Sendable {
  case startPayment = "payment.start"
  case charge = "payment.charge"
  case cancel = "payment.cancel"
  case check = "payment.check"
  case refund = "payment.refund"
  case startMethod = "method.start"
  case checkMethod = "method.check"
  case receiveWebhook = "webhook.receive"
  case sendMessage = "message.send"

  /// What is to be done, in sentences for whoever writes a partner.
  public var help: String {
    switch self {
    case .startPayment:
      "A guest shall be able to pay. Tell payment_started, with a url where there is a page. Given again it is the "
        + "same payment; where a guest has to confirm it, they are ready to do so now"
    case .charge:
      "Take the amount from the card on file, without the guest. Tell paid or payment_failed; or payment_started with "
        + "state needs_guest, where the bank wants to see the guest"
    case .cancel:
      "Nobody shall be able to pay it any more. Where somebody has paid, tell paid. That it is cancelled stands in the "
        + "log already"
    case .check: "Tell how it stands, as if it had happened just now"
    case .refund:
      "Give an amount back. The terminal writes refunded itself, with the external_ref of the answer"
    case .startMethod:
      "A guest shall be able to leave a card. Tell payment_method_attached when they have, now or later"
    case .checkMethod: "Tell payment_method_attached, where a card was left"
    case .receiveWebhook:
      "The provider has sent this to galley-partner http. Judge its signature over the bytes of body, and tell what it "
        + "says; answer once each fact was answered with recorded or refused"
    case .sendMessage:
      "A guest shall get a message, by the template's words. Tell message_sent or message_failed; who has left no "
        + "address gets none, which is message_failed too"
    }
  }

  /// The keys of its params; a `?` marks those that may be missing.
  public var params: String {
    switch self {
    case .startPayment, .charge, .cancel, .check:
      "amount, attempt, currency, external_ref?, order_id, participant_id?, payment_id, reference?, requested_at, "
        + "share?, short_code, table_id?, trigger?"
    case .refund: "amount, currency, external_ref, order_id, payment_id, refunded"
    case .startMethod: "currency, order_id, participant_id, short_code"
    case .checkMethod: "currency, external_ref?, order_id, participant_id, short_code"
    case .receiveWebhook: "adapter, body (in hex), signature"
    case .sendMessage:
      "amount, currency, order_id, participant_id?, payment_id?, requested_at?, short_code, table_id?, "
        + "template (receipt or nudge)"
    }
  }

  /// The keys of the value that the result brings, as far as the terminal reads it.
  public var value: String? {
    switch self {
    case .startPayment, .charge, .cancel, .check, .checkMethod, .sendMessage: nil
    case .refund: "external_ref?"
    case .startMethod: "url, external_ref?"
    case .receiveWebhook:
      "status (200, 400, 500 or 503, for the provider), problem? (signature, stale or no_secret), signed?"
    }
  }
}
