import Events

/// What an order asks of whoever waits on its party.
public struct ServiceCall: Hashable, Sendable {
  public let kind: Kind
  /// When it came to be.
  public let since: Timestamp

  /// Of each kind an order has one at a time, but for what is about one payment or one alert.
  public enum Kind: Hashable, Sendable {
    /// They have sat for a while, and nothing was sent.
    case nothingSent
    /// So many dishes wait on the pass to be carried out.
    case foodWaits(dishes: Int64)
    /// All is served, nobody has asked for the bill, and it has been a while.
    case servedUnpaid
    case billAsked
    /// A guest wants to pay, and no provider has begun with it.
    case paymentAsked(PaymentID)
    case chargeFailed(PaymentID)
    /// A guest's bank wants them to confirm a payment that was to go by itself.
    case needsGuest(PaymentID)
    /// A card on file has paid it, as was agreed: they may have left. `isFree`: their table is free, or there is none.
    case paidByItself(isFree: Bool)
    /// More was paid than is due.
    case overpaid
    /// An alert was set when the kitchen had begun, and something is still to be served.
    case lateAlert(EventID)
    /// So many lines were taken off after they were sent, and the kitchen has not said that it saw it.
    case voidUnseen(lines: Int)
  }

  /// Guests who have sat for a quarter of an hour without anything look for somebody to serve them.
  public static let nothingSentMs: Int64 = 15 * 60_000
  /// A main course is eaten in some twenty minutes; then somebody asks whether they want anything else.
  public static let servedUnpaidMs: Int64 = 20 * 60_000
}

extension Order {
  /// All that it asks for at a moment, in no special order.
  public func calls(at now: Timestamp) -> [ServiceCall] {
    guard opening != nil else { return [] }
    let open = closing == nil ? mealCalls(at: now) + moneyCalls : []
    return open + [overpaymentCall, autopaidCall, voidCall].compactMap { $0 }
  }

  private func call(_ kind: ServiceCall.Kind, _ since: Timestamp?) -> ServiceCall? {
    since.map { ServiceCall(kind: kind, since: $0) }
  }

  // MARK: The meal

  private func mealCalls(at now: Timestamp) -> [ServiceCall] {
    func isPast(_ since: Timestamp, _ limitMs: Int64) -> Bool {
      since.advanced(byMilliseconds: limitMs) <= now
    }
    var calls: [ServiceCall] = []
    if let opened = opening?.createdAt, tableID != nil, rounds.isEmpty, bill == .none,
      isPast(opened, ServiceCall.nothingSentMs)
    {
      calls.append(ServiceCall(kind: .nothingSent, since: opened))
    }
    if let ready = readyDishes {
      calls.append(ServiceCall(kind: .foodWaits(dishes: ready.count), since: ready.since))
    }
    if let served = servedUnpaidSince, isPast(served, ServiceCall.servedUnpaidMs) {
      calls.append(ServiceCall(kind: .servedUnpaid, since: served))
    }
    return calls + lateAlerts
  }

  /// Since when all is with the guests though nobody has asked for the bill, or pays already; nil where something is
  /// still to do first.
  public var servedUnpaidSince: Timestamp? {
    let isPaying = payments.contains(where: \.isOpen)
    guard closing == nil, bill == .none, !isPaying, remaining > .zero, !rounds.isEmpty, isServed else {
      return nil
    }
    return changes.last { $0.kind == .moved(to: .delivered) }?.at
  }

  private var lateAlerts: [ServiceCall] {
    guard let sent = rounds.first?.sentAt, !isServed else { return [] }
    return alerts.compactMap { alert in
      let said = alert.event.createdAt
      return said > sent ? call(.lateAlert(alert.event), said) : nil
    }
  }

  private var voidCall: ServiceCall? {
    let pending = items.filter(\.isPendingVoid)
    let last = pending.flatMap { [$0.removal?.event].compactMap { $0 } + $0.fewer.map(\.event) }.max()
    return call(.voidUnseen(lines: pending.count), last?.createdAt)
  }

  // MARK: Money

  private var moneyCalls: [ServiceCall] {
    guard remaining > .zero else { return [] }
    let bill = billRequest.flatMap { call(.billAsked, $0.createdAt) }
    return [bill].compactMap { $0 } + payments.indices.compactMap(paymentCall)
  }

  private func paymentCall(_ index: Int) -> ServiceCall? {
    let payment = payments[index]
    switch payment.state {
    case .requested: return call(.paymentAsked(payment.id), payment.changedBy.createdAt)
    case .failed:
      // Whoever tries again for the same share has dealt with it.
      let isTriedAgain = payments[(index + 1)...].contains {
        $0.share == payment.share && $0.participant == payment.participant
      }
      return isTriedAgain ? nil : call(.chargeFailed(payment.id), payment.changedBy.createdAt)
    case .needsGuest: return call(.needsGuest(payment.id), payment.changedBy.createdAt)
    case .started, .processing, .cancelled, .paid: return nil
    }
  }

  private var autopaidCall: ServiceCall? {
    guard closing == nil, bill == .paid, let payment = payments.last(where: { $0.state == .paid }),
      payment.isAutomatic
    else { return nil }
    return call(.paidByItself(isFree: tableFreedAt != nil || tableID == nil), payment.paidBy?.createdAt)
  }

  private var overpaymentCall: ServiceCall? {
    overpaid > .zero ? call(.overpaid, lastPayment?.createdAt) : nil
  }
}
