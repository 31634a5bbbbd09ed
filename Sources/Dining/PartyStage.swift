import Events

/// How far a party is with its meal, as whoever waits on them counts it: by what they want next.
///
/// It follows from the order alone and needs no clock; how long ago it began is for who asks.
public enum PartyStage: String, CaseIterable, Sendable {
  /// They sit, and nothing is on their order.
  case seated
  /// Something is on their order, and nothing was sent.
  case ordering
  /// Something was sent, and nothing is with them yet.
  case waiting
  /// Something is with them.
  case eating
  case atBill = "at the bill"
  /// All is paid; they may still sit there.
  case paid
  /// They have left, and the table is not free yet.
  case toClear = "to clear"
}

extension Order {
  /// Where its party stands, and since when; nil where nobody waits on them any more: the order is closed and its table
  /// free, or it was cancelled.
  ///
  /// An order that is paid may be so before its dishes are served: what waits for it is asked of ``calls(at:)`` and
  /// ``readyDishes``.
  public var party: (stage: PartyStage, since: Timestamp)? {
    guard let opened = opening?.createdAt else { return nil }
    if let closing {
      let isLeft = tableID != nil && tableFreedAt == nil && closing.cancelledBecause == nil
      return isLeft ? (.toClear, closing.at) : nil
    }
    // The table is somebody else's; only money that is due keeps the order in sight.
    if tableFreedAt != nil, !isLive { return nil }
    if bill == .paid {
      let paidAt = (lastPayment ?? billRequest)?.createdAt ?? opened
      guard let done = mealCompletedAt, isServed else { return (.paid, paidAt) }
      return (.toClear, max(done, paidAt))
    }
    if let request = billRequest { return (.atBill, request.createdAt) }
    return stageOfMeal(opened)
  }

  private func stageOfMeal(_ opened: Timestamp) -> (stage: PartyStage, since: Timestamp) {
    let sent = standing.filter { $0.round != nil }
    guard !sent.isEmpty else {
      guard let first = cart.first else { return (.seated, opened) }
      return (.ordering, changes.first { $0.kind == .added(first.id) }?.at ?? opened)
    }
    if sent.contains(where: { $0.status == .delivered }) {
      let served = changes.first { $0.kind == .moved(to: .delivered) }
      return (.eating, served?.at ?? rounds.first?.sentAt ?? opened)
    }
    return (.waiting, rounds.first?.sentAt ?? opened)
  }

  /// How many dishes wait to be carried out, and since when the first of them does; nil where none does.
  public var readyDishes: (count: Int64, since: Timestamp)? {
    guard closing == nil else { return nil }
    var count: Int64 = 0
    var since = Timestamp.latest
    for item in items where item.status == .ready && item.round != nil && !item.isRemoved {
      count = count.addingSaturating(item.quantity)
      since = min(since, item.movedBy?.createdAt ?? since)
    }
    return count == 0 ? nil : (count, since)
  }
}

extension Identifier<EventSubject> {
  /// When the event took effect: its identifier says the same milliseconds as its `created_at`.
  public var createdAt: Timestamp { Timestamp(clamping: uuid.milliseconds) }
}
