import Events

/// An order as `order show --json`, `order list --json` and `state` print it.
extension Order {
  /// What `order list` prints.
  public var summary: JSON { .object(summaryMembers(includingPersonal: true)) }

  /// What `order show` prints, with conflicts as ``OrderStream/report`` tells them, which has their events.
  ///
  /// - Parameter said: who said an event and when, as members of what it changed.
  func report(conflicts: [JSON], said: (EventID) -> [JSON.Member] = { _ in [] }) -> JSON {
    .object(
      summaryMembers(includingPersonal: true)
        + detailMembers(includingPersonal: true, conflicts: conflicts, said: said))
  }

  /// What `state` prints: the same on every terminal, with or without what is personal.
  public var state: JSON {
    .object(
      summaryMembers(includingPersonal: false)
        + detailMembers(includingPersonal: false, conflicts: plainConflicts, said: { _ in [] }))
  }

  private func summaryMembers(includingPersonal: Bool) -> [JSON.Member] {
    Self.members([
      "order_id": .string(id.description),
      "short_code": opening.map { .string($0.shortCode.string) },
      "table_id": .some(tableID.map { .string($0.string) } ?? .null),
      "order_type": opening.map { .string($0.type.rawValue) },
      "name": includingPersonal ? names.first.map { .string($0) } : nil,
      "guests": opening?.guests.map { .int($0) },
      "promised_at": opening?.promisedAt.map { .string($0.description) },
      "status": .string(status),
      "kitchen": .string(kitchen.rawValue),
      "bill": .string(bill.rawValue),
      "created_at": opening.map { .string($0.createdAt.description) },
      "currency": opening.map { .string($0.currency.code.string) },
      "total": .int(total.minor),
      "paid_portion": .int(paidPortion.minor),
      "remaining": .int(remaining.minor),
      "overpaid": .int(overpaid.minor),
      "pay_visible": .bool(isPayVisible),
      "delay_minutes": .int(delayMinutes),
      "rush": .bool(isRushed),
      "alert": includingPersonal ? alertText.map { .string($0) } ?? .null : nil,
      "alerts": includingPersonal ? .array(alerts.map(Self.alertReport)) : nil,
      "rounds": .array(rounds.map(roundReport)),
      "unsent": .int(Int64(cart.count)),
      "cancelled": closing?.cancelledBecause.map { .string($0) },
    ])
  }

  private var plainConflicts: [JSON] { conflicts.map { .object($0.members) } }

  private func detailMembers(
    includingPersonal: Bool, conflicts: [JSON], said: (EventID) -> [JSON.Member]
  ) -> [JSON.Member] {
    Self.members([
      "items": .array(items.map { itemReport($0, includingPersonal: includingPersonal, said) }),
      "participants": .array(
        participants.map { participantReport($0, includingPersonal: includingPersonal) }),
      "adjustments": .array(adjustments.map { Self.adjustmentReport($0, said) }),
      "shares": .array(shares.map(shareReport)),
      "split_stale": shares.isEmpty ? nil : .bool(isSplitStale),
      "payments": .array(payments.map { Self.paymentReport($0, said) }),
      "meal_completed_at": mealCompletedAt.map { .string($0.description) },
      "table_freed_at": tableFreedAt.map { .string($0.description) },
      "badges": .array(badges(includingPersonal: includingPersonal)),
      "conflicts": .array(conflicts),
      "unsupported": unsupported == 0 ? nil : .int(Int64(unsupported)),
    ])
  }

  private static func members(_ pairs: KeyValuePairs<String, JSON?>) -> [JSON.Member] {
    pairs.compactMap { key, value in value.map { JSON.Member(key, $0) } }
  }

  /// The badges of all its tickets, each once. An alert's text may be erased on one terminal and not on another,
  /// and an empty text clears it, so that its badge is as personal as the text.
  private func badges(includingPersonal: Bool) -> [JSON] {
    let shown = Set(BoardRules.tickets(of: self).flatMap(\.badges).map(\.name))
    return Badge.Name.allCases.filter { shown.contains($0) && (includingPersonal || $0 != .alert) }
      .map { .string($0.rawValue) }
  }

  private static func alertReport(_ alert: Alert) -> JSON {
    .object(["event_id": .string(alert.event.description), "text": alert.text.map { .string($0) }])
  }

  private func roundReport(_ round: Round) -> JSON {
    .object([
      "round": .int(Int64(round.number)),
      "sent_at": .string(round.sentAt.description),
      "kitchen": .string(kitchen(ofRound: round.number)?.rawValue ?? "removed"),
      "delay_minutes": round.delayMinutes == 0 ? nil : .int(round.delayMinutes),
    ])
  }

  private func itemReport(
    _ item: Item, includingPersonal: Bool, _ said: (EventID) -> [JSON.Member]
  ) -> JSON {
    .object([
      "item_id": .string(item.id.description),
      "menuitem_id": .string(item.dish.menuitemID.string),
      "name": .string(item.dish.name),
      "qty": .int(item.quantity),
      "unit_price": .int(item.dish.unitPrice.minor),
      "modifiers": .array(
        item.modifiers.map { .object(["name": .string($0.name), "price": .int($0.price.minor)]) }),
      "allergens": .array(item.dish.allergens.map { .string($0) }),
      "station": item.dish.station.map { .string($0.string) },
      "course": item.dish.course.map { .string($0) },
      "participant_id": item.participant.map { .string($0.description) },
      "note": includingPersonal ? item.note.map { .string($0) } : nil,
      "note_erased": includingPersonal && item.isNoteErased ? .bool(true) : nil,
      "round": item.round.map { .int(Int64($0)) },
      "status": .string(item.statusWord),
      "void": item.isVoid ? .bool(true) : nil,
      "void_qty": item.fewer.isEmpty ? nil : .int(item.fewerQuantity),
      "removed": item.removal.flatMap { removal in
        let known = said(removal.event)
        return known.isEmpty
          ? nil : .object(Self.members(["reason": removal.reason.map { .string($0) }]) + known)
      },
    ])
  }

  private func participantReport(_ participant: Participant, includingPersonal: Bool) -> JSON {
    .object([
      "participant_id": .string(participant.id.description),
      "label": .string(participant.label.string),
      "name": includingPersonal ? participant.name.map { .string($0) } : nil,
      "left": participant.hasLeft ? .bool(true) : nil,
      "payment_method": participant.paymentMethod.map { .string($0.provider.string) },
      "autopay": participant.autopay.map { .int($0.maxAmount.minor) },
      "autopay_scope": participant.autopay.map { .string($0.coversOrder ? "order" : "share") },
    ])
  }

  private static func adjustmentReport(
    _ adjustment: Adjustment, _ said: (EventID) -> [JSON.Member]
  ) -> JSON {
    .object(
      [
        JSON.Member("event_id", .string(adjustment.event.description)),
        JSON.Member("kind", .string(adjustment.kind.rawValue)),
        JSON.Member("amount", .int(adjustment.amount.minor)),
      ] + (adjustment.label.map { [JSON.Member("label", .string($0))] } ?? []) + said(adjustment.event))
  }

  private func shareReport(_ share: Share) -> JSON {
    .object([
      "share": .int(share.number),
      "participant_id": share.participant.map { .string($0.description) },
      "amount": .int(share.amount.minor),
      "paid": .int(paid(share).minor),
    ])
  }

  private static func paymentReport(_ payment: Payment, _ said: (EventID) -> [JSON.Member]) -> JSON {
    .object(
      members([
        "payment_id": .string(payment.id.description),
        "provider": .string(payment.provider.string),
        "amount": .int(payment.amount.minor),
        "state": .string(payment.state.rawValue),
        "external_ref": payment.externalRef.map { .string($0.string) },
        "share": payment.share.map { .int($0) },
        "participant_id": payment.participant.map { .string($0.description) },
        "tip": payment.tip == .zero ? nil : .int(payment.tip.minor),
        "refunded": payment.refunded == .zero ? nil : .int(payment.refunded.minor),
        "reason": payment.failure.map { .string($0) },
      ]) + (payment.paidBy.map(said) ?? []))
  }
}
