import Events

/// Decides about payments that a provider takes.
extension OrderDecider {
  func decide(_ command: PayCommand) throws(Refusal) -> Decision {
    switch command {
    case .start(let provider, let target, let tip): return try start(provider, target, tip)
    case .split(let ways): return try split(ways)
    case .release(let target): return try release(target)
    case .arm(let arming): return try arm(arming)
    case .disarm(let name): return try disarm(name)
    case .charge: return try charge()
    }
  }

  /// The bill is out, and something of it is left.
  private func checkDue() throws(Refusal) {
    switch order.bill {
    case .none: throw .noBill(code)
    case .paid: throw .paid(code)
    case .closed: throw .closed(code)
    case .billRequested: break
    }
  }

  private func start(
    _ provider: ExactString, _ target: PaymentTarget, _ tip: Money
  ) throws(Refusal) -> Decision {
    try checkDue()
    let part = try order.part(target)
    guard let amount = part.due.adding(tip) else { throw .noAmount(code) }
    return try request(amount, tip: tip, part, provider, trigger: nil)
  }

  func request(
    _ amount: Money, tip: Money = .zero, _ part: Order.Part, _ provider: ExactString, trigger: String?
  ) throws(Refusal) -> Decision {
    if let open = order.openPayments.first(where: { part.overlaps($0) }) { try warnPaying(open) }
    let payment = newID()
    return Decision(.paymentRequested, .payment, payment) { payload in
      payload.set("amount", amount.minor)
      payload.set("participant_id", part.participant)
      payload.set("payment_id", payment)
      payload.set("provider", provider)
      payload.set("share", part.share)
      payload.set("tip", tip == .zero ? nil : tip.minor)
      payload.set("trigger", trigger)
    }
  }

  /// All that is left, once the bill is out, and no second time while somebody is about to pay: asked for aloud.
  func requestPayment(_ provider: ExactString, _ trigger: String) throws(Refusal) -> Decision {
    try checkDue()
    if let open = order.openPayments.first {
      throw .noChange("\(text(open.amount)) of \(code) is about to be paid already")
    }
    return try request(order.remaining, try order.part(.order), provider, trigger: trigger)
  }

  /// Somebody pays just now: what changes the sum asks first, and stops that then.
  func warnPaying(_ payment: Payment) throws(Refusal) {
    let who = payment.participant.flatMap { order.participant($0) }.map { " by \($0.label)" } ?? ""
    try warn(.paying(code, "\(text(payment.amount))\(who)"))
  }

  private func split(_ given: Int64?) throws(Refusal) -> Decision {
    try checkDue()
    if let open = order.openPayments.first { try warnPaying(open) }
    let party = order.presentUnpaid
    let ways = given ?? Int64(party.count)
    guard given != nil || ways >= 2 else { throw .splitWays(code) }
    guard let parts = EvenSplit.parts(of: order.remaining, ways: ways) else {
      throw .tooManyShares(
        code, text(order.remaining), limit: min(order.remaining.minor, EvenSplit.waysLimit))
    }
    let payment = newID()
    return Decision(.splitAgreed, .payment, payment) { payload in
      payload.set("replaces", order.lastWord(on: .shares))
      payload.set(
        "shares",
        parts.enumerated().map { index, amount in
          var share = PayloadWriter()
          share.set("amount", amount.minor)
          share.set("participant_id", index < party.count ? party[index].id : nil)
          share.set("share", Int64(index + 1))
          return share
        })
      payload.set("total", order.remaining.minor)
    }
  }

  private func release(_ target: PaymentTarget) throws(Refusal) -> Decision {
    let part = try order.part(target, isOpenToo: true)
    guard let open = order.openPayments.first(where: { part.overlaps($0) }) else {
      throw .noChange("nobody is about to pay that of \(code)")
    }
    return try cancel(open.id, PaymentWords.released)
  }
}

extension Order {
  /// What a payment is for, looked up.
  public struct Part: Hashable, Sendable {
    public let share: Int64?
    public let participant: ParticipantID?
    public let due: Money

    /// Whether a payment is for the same money, or a part of it.
    func overlaps(_ payment: Payment) -> Bool {
      share == nil || payment.share == nil || payment.share == share
    }

    /// Whether a payment is for just this.
    public func isTarget(of payment: Payment) -> Bool {
      payment.share == share && (share != nil || payment.participant == participant)
    }
  }

  /// - Parameter isOpenToo: whether a share that no longer fits is looked up all the same.
  public func part(_ target: PaymentTarget, isOpenToo: Bool = false) throws(Refusal) -> Part {
    switch target {
    case .order: return Part(share: nil, participant: nil, due: remaining)
    case .share(let number):
      guard let share = shares.first(where: { $0.number == number }) else {
        throw .noSuchShare(number, codeText, shares.count)
      }
      return try part(share, isOpenToo)
    case .participant(let name):
      let id = try participant(named: name)
      guard let share = share(of: id) else {
        guard shares.isEmpty || isOpenToo else { throw staleSplit }
        return Part(share: nil, participant: id, due: remaining)
      }
      return try part(share, isOpenToo)
    }
  }

  private func part(_ share: Share, _ isOpenToo: Bool) throws(Refusal) -> Part {
    if isSplitStale, !isOpenToo { throw staleSplit }
    let due = due(share)
    guard due > .zero || isOpenToo else { throw .sharePaid(share.number, codeText) }
    return Part(share: share.number, participant: share.participant, due: due)
  }

  /// Says who has paid what already.
  private var staleSplit: Refusal {
    let paid = payments.filter { $0.held > .zero }.map { payment in
      let who = payment.participant.flatMap { participant($0)?.label.string } ?? payment.provider.string
      return "\(who) \(opening?.currency.text(payment.held) ?? "")"
    }
    return .splitStale(codeText, paid: paid)
  }
}
