import Dining
import Events

/// What a person asks about paying at a provider's page or by a card on file: amounts as they said them.
public enum PayRequest: Hashable, Sendable {
  case start(PaymentTarget, tip: String?)
  /// Nil: as many shares as there are guests who have not paid.
  case split(ways: Int64?)
  case release(PaymentTarget)
  case arm(participant: String, most: String, coversOrder: Bool, isConsent: Bool)
  /// Nil: everybody.
  case disarm(participant: String?)
  case charge

  /// The command line that asks for it.
  func line(on order: String) -> TypedLine {
    switch self {
    case .start(let target, let tip):
      TypedLine("pay start", target.flags + TypedLine.flag("tip", tip), on: [order])
    case .split(let ways):
      TypedLine("pay split", TypedLine.flag("ways", ways.map { "\($0)" }), on: [order])
    case .release(let target): TypedLine("pay release", target.flags, on: [order])
    case .arm(let participant, let most, let coversOrder, let isConsent):
      TypedLine(
        "pay arm",
        TypedLine.flag("participant", participant) + TypedLine.flag("max", most)
          + TypedLine.flag("scope", coversOrder ? "order" : "share") + (isConsent ? ["--consent"] : []),
        on: [order])
    case .disarm(let participant):
      TypedLine("pay disarm", TypedLine.flag("participant", participant), on: [order])
    case .charge: TypedLine("pay charge", on: [order])
    }
  }
}

extension PaymentTarget {
  var flags: [String] {
    switch self {
    case .order: []
    case .share(let number): TypedLine.flag("share", "\(number)")
    case .participant(let name): TypedLine.flag("participant", name)
    }
  }
}

extension Composer {
  func command(_ wanted: PayRequest, on order: Order) throws(Venue.Stop) -> OrderCommand {
    switch wanted {
    case .start(let target, let text):
      let tip = try text.map { text throws(Venue.Stop) in try amount(text, order) }
      try answerWithStarted(target, tip, order)
      guard let provider = venue.ahead.providerToAsk else { throw .complaint(.noProvider) }
      return .pay(.start(provider: provider, target, tip: tip ?? .zero))
    case .split(let ways): return .pay(.split(ways: ways))
    case .release(let target): return .pay(.release(target))
    case .arm(let participant, let most, let coversOrder, let isConsent):
      guard let moment = venue.ahead.autopayMoment else { throw .complaint(Self.autopayIsOff) }
      return .pay(
        .arm(
          PayCommand.Arming(
            participant: participant, most: try amount(most, order), coversOrder: coversOrder,
            isConsent: isConsent, moment: moment)))
    case .disarm(let participant): return .pay(.disarm(participant: participant))
    case .charge: return .pay(.charge)
    }
  }

  private static let autopayIsOff = Complaint(
    "auto_pay",
    "auto-pay is off in this house; a manager switches it on with: galley config set auto_pay bill")

  /// Whoever asks for a page that is open gets the same one.
  private func answerWithStarted(
    _ target: PaymentTarget, _ tip: Money?, _ order: Order
  ) throws(Venue.Stop) {
    guard !isAnyway, let part = try? order.part(target),
      let open = order.openPayments.first(where: { part.isTarget(of: $0) }),
      tip.map({ $0 == open.tip }) ?? true,
      let stream = venue.ahead.orders[order.id]
    else { return }
    throw .repeated(
      stream.events.filter { event in
        event.entityUUID == open.id.uuid && [.paymentRequested, .paymentStarted].contains(event.type)
      }, order)
  }
}

extension House {
  /// Who takes payments here: the provider that was enabled last, or the built-in one that trains the staff.
  var paymentProvider: ExactString {
    partners.filter { Partner.paymentAdapters.contains($0.adapter) }.max { $0.enabledAt < $1.enabledAt }?.name
      ?? Partner.simulated
  }

  /// Whether the built-in provider may stand in: a house that has switched a provider of its own off would take its
  /// exercises for money.
  var mayTrain: Bool { !formerPartners.contains { Partner.paymentAdapters.contains($0.adapter) } }

  /// Who is to be asked for a payment; nil where nobody is (``Complaint/noProvider``).
  public var providerToAsk: ExactString? {
    let isTraining = paymentProvider == Partner.simulated && partner(Partner.simulated) == nil
    return isTraining && !mayTrain ? nil : paymentProvider
  }

  /// When whoever agreed pays by themselves; nil where the house does not do that.
  public var autopayMoment: AutopayMoment? {
    HouseSetting.autoPay.value(in: self).flatMap { AutopayMoment(rawValue: $0) }
  }

  /// Whether a table is free as soon as a card on file has paid, or when somebody of the staff says so.
  var freesTablesAtOnce: Bool { HouseSetting.tableFreed.value(in: self) != "confirm" }
}

extension Complaint {
  public static let noProvider = Complaint(
    "no_provider",
    "no provider takes payments in this house any more; enable one with galley partner enable, or take cash or card: "
      + "pay cash, pay card")
}
