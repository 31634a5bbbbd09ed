import Control
import Dining
import Events

/// What a partner tells, as a request of the house: typed, and only what a partner may tell.
extension Request {
  /// - Returns: nil for what makes no sense, or is none of a partner's business.
  public init?(_ fact: PartnerFact, of name: ExactString) {
    guard let source = Source(rawValue: fact.source), source == .system || source == .webhook else {
      return nil
    }
    // A receiver that wants nothing more.
    if fact.eventType == EventType.partnerDisabled.rawValue {
      self.init(
        .partner(.disable(name: name.string)), idempotencyKey: ExactString(fact.key), actor: name,
        source: .system)
      return
    }
    guard let order = fact.orderID.flatMap({ UUIDv7($0) }),
      let command = Self.message(fact) ?? Self.command(fact, name)
    else { return nil }
    self.init(
      own: .own(command), on: OrderID(order), idempotencyKey: ExactString(fact.key), actor: name,
      source: source)
  }

  private static func message(_ fact: PartnerFact) -> OwnCommand? {
    let isSent = fact.eventType == EventType.messageSent.rawValue
    guard isSent || fact.eventType == EventType.messageFailed.rawValue,
      let channel = fact.payload["channel"]?.string, let template = fact.payload["template"]?.string
    else { return nil }
    let reason = fact.payload["reason"]?.string
    guard isSent == (reason == nil) else { return nil }
    return .noteMessage(channel: channel, template: template, reason: reason)
  }

  private static func command(_ fact: PartnerFact, _ name: ExactString) -> OwnCommand? {
    guard let entity = fact.entityID.flatMap({ UUIDv7($0) }) else { return nil }
    guard fact.eventType != EventType.paymentMethodAttached.rawValue else {
      guard let reference = fact.payload["reference"]?.string else { return nil }
      return .attach(
        ParticipantID(entity), Participant.PaymentMethod(provider: name, reference: reference))
    }
    return answer(fact).map { .answer(PaymentID(entity), $0, provider: name) }
  }

  private static func answer(_ fact: PartnerFact) -> PaymentAnswer? {
    let payload = fact.payload
    let externalRef = payload["external_ref"]?.string.map { ExactString($0) }
    let amount = payload["amount"]?.int.flatMap { $0 >= 0 ? Money(minor: $0) : nil }
    switch EventType(rawValue: fact.eventType) {
    case .paymentStarted:
      guard let externalRef else { return nil }
      let waiting = payload["state"]?.string.flatMap { PaymentAnswer.Waiting(rawValue: $0) } ?? .page
      return .started(externalRef: externalRef, url: payload["url"]?.string, waiting)
    case .paymentFailed: return payload["reason"]?.string.map { .failed(reason: $0) }
    case .paymentCancelled: return payload["reason"]?.string.map { .cancelled(reason: $0) }
    case .paid: return amount.map { .paid($0, externalRef: externalRef) }
    case .refunded:
      return amount.map { .refunded($0, externalRef: externalRef, reason: payload["reason"]?.string) }
    default: return nil
    }
  }
}

extension PartnerMessage {
  /// What a partner hears of a fact once the house has decided about it; nil while the disk does not take it: then the
  /// partner tells it again.
  public static func answer(to fact: PartnerFact, _ reply: Reply) -> PartnerMessage? {
    switch reply {
    case .wrote, .recorded: .recorded(key: fact.key)
    // It is so already.
    case .refused(let complaint) where complaint.code == "no_change": .recorded(key: fact.key)
    case .refused(let complaint) where complaint.isOfDisk: nil
    case .refused(let complaint): .refused(key: fact.key, reason: complaint.code)
    }
  }
}
