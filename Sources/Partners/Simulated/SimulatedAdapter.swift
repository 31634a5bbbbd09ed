import Control
import Events

/// A provider for training: no money moves. What happens to a payment is told by the last two digits of its amount
/// (``SimulatedOutcome``), so that every way a payment can go is there to be tried.
public struct SimulatedAdapter: Adapter {
  /// What a payment came to, as far as this process remembers it.
  private enum Stage {
    case waiting, needsGuest, paid, failed, cancelled
  }

  private struct Known {
    let ask: PaymentAsk
    var stage: Stage
  }

  static let provider = "simulated"

  /// Payments that are remembered; of an older one everything is told anew, as after a restart.
  private static let memory = 1000

  private var known: [String: Known] = [:]
  private var order: [String] = []
  private var timers: [Int: Due] = [:]
  private var lastTimer = 0

  /// What a timer brings.
  private enum Due {
    case confirmation(paymentID: String, afterMs: Int64)
    case refusal(paymentID: String)
    case card(PartnerFact)
  }

  public init() {}

  /// Who is told to stop does not wait for a guest who takes ten seconds.
  public var isIdle: Bool {
    !timers.values.contains {
      switch $0 {
      case .confirmation(_, let afterMs): afterMs <= SimulatedOutcome.promptMs
      case .refusal, .card: true
      }
    }
  }

  public mutating func handle(_ input: AdapterInput, at now: Timestamp) -> [AdapterOutput] {
    switch input {
    case .hello:
      [
        .note("training: payments are simulated, and no money moves"),
        .say(.ready(version: "training", mode: "test")),
      ]
    case .message(.request(let id, let action, let params)):
      PartnerAction(rawValue: action).map { answer(id, $0, params) } ?? [.fault(id, .unknown)]
    case .message(.event(let cursor, _)): [.say(.ack(cursor: cursor))]
    case .message(.hello), .message(.recorded), .message(.refused), .message(.stop), .answer, .file, .child,
      .leaving:
      []
    case .timer(let number): ring(number)
    }
  }

  private mutating func answer(_ id: String, _ action: PartnerAction, _ params: JSON) -> [AdapterOutput] {
    let ask = PaymentAsk(params).flatMap { $0.hasAmount || action == .cancel ? $0 : nil }
    let outputs: [AdapterOutput]? =
      switch action {
      case .startPayment: ask.map { start(id, $0) }
      case .charge: ask.map { charge(id, $0) }
      case .cancel: ask.map { cancel(id, $0) }
      case .check: ask.map { check(id, $0) }
      case .refund: ask.map { refund(id, $0) }
      case .startMethod: startMethod(id, params)
      case .checkMethod: checkMethod(id, params)
      // Nobody sends it any, and it sends nobody any.
      case .receiveWebhook, .sendMessage: [.fault(id, .unknown)]
      }
    return outputs ?? [.fault(id, .impossible)]
  }
}

extension SimulatedAdapter {
  private static func reference(_ ask: PaymentAsk) -> String { "sim_\(ask.paymentID)" }
  private static func url(_ ask: PaymentAsk) -> String { "galley:simulated/\(ask.paymentID)" }

  private func facts(_ ask: PaymentAsk) -> PaymentFacts { PaymentFacts(ask, provider: Self.provider) }

  private mutating func remember(_ ask: PaymentAsk, _ stage: Stage) {
    if known.updateValue(Known(ask: ask, stage: stage), forKey: ask.paymentID) == nil {
      order.append(ask.paymentID)
    }
    if order.count > Self.memory { known[order.removeFirst()] = nil }
  }

  private mutating func wake(afterMs: Int64, _ due: Due) -> AdapterOutput {
    lastTimer += 1
    timers[lastTimer] = due
    return .wake(lastTimer, afterMs: afterMs)
  }

  private mutating func confirm(_ ask: PaymentAsk, afterMs: Int64) -> AdapterOutput {
    wake(afterMs: afterMs, .confirmation(paymentID: ask.paymentID, afterMs: afterMs))
  }

  private func started(_ ask: PaymentAsk, _ stage: PaymentFacts.Stage = .open) -> AdapterOutput {
    .say(.fact(facts(ask).started(Self.reference(ask), url: Self.url(ask), stage)))
  }

  private mutating func start(_ id: String, _ ask: PaymentAsk) -> [AdapterOutput] {
    switch known[ask.paymentID]?.stage {
    case .waiting: return [started(ask), .done(id)]
    case .needsGuest:
      remember(ask, .waiting)
      return [started(ask, .needsGuest), .done(id), confirm(ask, afterMs: SimulatedOutcome.promptMs)]
    case .paid: return [started(ask)] + paid(ask) + [.done(id)]
    case .failed, .cancelled, nil: break
    }
    let outcome = SimulatedOutcome(amount: ask.amount)
    remember(ask, outcome == .needsGuest ? .needsGuest : .waiting)
    let begun = [started(ask, outcome == .needsGuest ? .needsGuest : .open), .done(id)]
    switch outcome {
    case .declined:
      return begun + [wake(afterMs: SimulatedOutcome.promptMs, .refusal(paymentID: ask.paymentID))]
    case .late: return begun + [confirm(ask, afterMs: SimulatedOutcome.lateMs)]
    case .twice, .paid: return begun + [confirm(ask, afterMs: SimulatedOutcome.promptMs)]
    case .needsGuest, .unanswered: return begun
    }
  }

  private mutating func charge(_ id: String, _ ask: PaymentAsk) -> [AdapterOutput] {
    switch SimulatedOutcome(amount: ask.amount) {
    case .declined:
      remember(ask, .failed)
      return [failed(ask), .done(id)]
    case .needsGuest:
      remember(ask, .needsGuest)
      return [started(ask, .needsGuest), .done(id)]
    case .late, .twice, .unanswered, .paid:
      remember(ask, .paid)
      return paid(ask) + [.done(id)]
    }
  }

  private func failed(_ ask: PaymentAsk) -> AdapterOutput {
    .say(.fact(facts(ask).failed(.declined, "\(Self.reference(ask))_\(ask.attempt)")))
  }

  private func paid(_ ask: PaymentAsk) -> [AdapterOutput] {
    let facts = facts(ask)
    let once = AdapterOutput.say(.fact(facts.paid(ask.amount, reference: Self.reference(ask))))
    guard SimulatedOutcome(amount: ask.amount) == .twice else { return [once] }
    return [once, .say(.fact(facts.paid(ask.amount, reference: Self.reference(ask), again: "again")))]
  }

  private mutating func cancel(_ id: String, _ ask: PaymentAsk) -> [AdapterOutput] {
    if let payment = known[ask.paymentID], payment.stage == .paid { return paid(payment.ask) + [.done(id)] }
    remember(ask, .cancelled)
    return [.done(id)]
  }

  private func refund(_ id: String, _ ask: PaymentAsk) -> [AdapterOutput] {
    let reference = "sim_re_\(ask.paymentID)_\(ask.refunded)"
    return [.done(id, .object(["external_ref": .string(reference)]))]
  }

  /// Where this process remembers nothing it was started again; the payment then went on without it.
  private func check(_ id: String, _ ask: PaymentAsk) -> [AdapterOutput] {
    func state(_ word: String) -> AdapterOutput { .done(id, .object(["state": .string(word)])) }
    switch known[ask.paymentID]?.stage {
    case .waiting: return [started(ask), state("open")]
    case .needsGuest: return [started(ask, .needsGuest), state("open")]
    case .paid: return paid(ask) + [state("paid")]
    case .failed: return [failed(ask), state("failed")]
    case .cancelled: return [state("cancelled")]
    case nil: break
    }
    switch SimulatedOutcome(amount: ask.amount) {
    case .declined: return [failed(ask), state("failed")]
    case .needsGuest: return [started(ask, .needsGuest), state("open")]
    case .unanswered: return [started(ask), state("open")]
    case .late, .twice, .paid: return paid(ask) + [state("paid")]
    }
  }

  private mutating func ring(_ number: Int) -> [AdapterOutput] {
    guard let due = timers.removeValue(forKey: number) else { return [] }
    switch due {
    case .card(let fact): return [.say(.fact(fact))]
    case .confirmation(let paymentID, _):
      guard let payment = known[paymentID], payment.stage == .waiting else { return [] }
      known[paymentID]?.stage = .paid
      return paid(payment.ask)
    case .refusal(let paymentID):
      guard let payment = known[paymentID], payment.stage == .waiting else { return [] }
      known[paymentID]?.stage = .failed
      return [failed(payment.ask)]
    }
  }
}

extension SimulatedAdapter {
  private func card(_ params: JSON) -> (participantID: String, fact: PartnerFact)? {
    guard let orderID = params["order_id"]?.string, let participantID = params["participant_id"]?.string
    else {
      return nil
    }
    return (
      participantID,
      PaymentFacts.attached(
        participantID, orderID: orderID, reference: "sim_cus/\(participantID)", provider: Self.provider,
        source: .system)
    )
  }

  private mutating func startMethod(_ id: String, _ params: JSON) -> [AdapterOutput] {
    guard let card = card(params) else { return [.fault(id, .impossible)] }
    let value = JSON.object([
      "url": .string("galley:simulated/method/\(card.participantID)"),
      "external_ref": .string("sim_method_\(card.participantID)"),
    ])
    return [.done(id, value), wake(afterMs: SimulatedOutcome.promptMs, .card(card.fact))]
  }

  private func checkMethod(_ id: String, _ params: JSON) -> [AdapterOutput] {
    guard let card = card(params) else { return [.fault(id, .impossible)] }
    return [.say(.fact(card.fact)), .done(id, .object(["state": "attached"]))]
  }
}
