import Control
import Events

/// What is to be done next for one request: a call and what follows from its reply, or the end.
///
/// So a request with several calls reads from top to bottom, and still nothing happens before its turn: whoever runs the
/// steps (``StripeAdapter``) makes the calls, and makes them again where that may help.
enum StripeStep: Sendable {
  case ask(StripeCall, then: @Sendable (StripeReply) -> StripeStep)
  case end([PartnerFact], StripeResult)

  /// A call of which only an object leads on; anything else is the request's fault.
  static func call(_ call: StripeCall, then: @escaping @Sendable (JSON) -> StripeStep) -> StripeStep {
    .ask(call) { reply in
      if case .object(let object) = reply { return then(object) }
      return failed(reply)
    }
  }

  /// The end of a request whose call brought no object.
  static func failed(_ reply: StripeReply) -> StripeStep {
    switch reply {
    case .refused(let refusal): .fault(refusal.fault)
    case .fault(let fault): .fault(fault)
    case .later: .fault(.unreachable)
    case .object, .declined: .fault(.impossible)
    }
  }

  static func done(_ facts: [PartnerFact] = [], _ value: JSON? = nil) -> StripeStep {
    .end(facts, .done(value))
  }
  static func fault(_ fault: PartnerFault) -> StripeStep { .end([], .fault(fault)) }

  static func state(_ facts: [PartnerFact], _ state: StripeState) -> StripeStep {
    .done(facts, .object(["state": .string(state.rawValue)]))
  }
}

enum StripeResult: Hashable, Sendable {
  case done(JSON?)
  case fault(PartnerFault)
}

/// How a payment or a card that was looked up stands.
enum StripeState: String, Sendable {
  case open, paid, failed, cancelled, processing, attached, unknown
}
