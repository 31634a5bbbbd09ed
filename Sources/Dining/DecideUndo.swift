import Events

/// Takes back the last change of an order, where this actor made it and nothing has followed.
extension OrderDecider {
  func undo() throws(Refusal) -> Decision {
    guard let last = order.changes.last else { throw .nothingToUndo(code) }
    if author.source == .guest {
      try checkGuestMayUndo(last)
    } else if last.actor != author.actor {
      let mine = order.changes.contains { $0.actor == author.actor }
      throw mine ? .othersFollowed(code, actor: last.actor.string) : .nothingToUndo(code)
    }
    return try takeBack(last)
  }

  /// What takes back the last change of an order.
  func takeBack(_ last: Change) throws(Refusal) -> Decision {
    if last.kind.isOfTheSum, let open = order.openPayments.first { try warnPaying(open) }
    switch last.kind {
    case .added(let id): return Decision(.itemRemoved, .item, id.uuid) { $0.set("undoes", last.event) }
    case .removed(let id): return Decision(.itemRestored, .item, id.uuid) { $0.set("undoes", last.event) }
    case .quantity(let id, let from, let to):
      return Decision(.quantityChanged, .item, id.uuid) { payload in
        payload.set("from", to)
        payload.set("to", from)
        payload.set("undoes", last.event)
      }
    case .sent:
      guard order.mayUnsend(last.event, at: time) else { throw .sentTooLongAgo(code) }
      return try undoMove(last.event)
    case .moved: return try undoMove(last.event)
    case .delayed(let round, let before):
      return undoDelay(of: round, before, last.event)
    case .adjusted: return Decision(.adjustmentRemoved) { $0.set("undoes", last.event) }
    case .billRequested:
      return Decision(.billWithdrawn) { payload in
        payload.set("reason", "undo")
        payload.set("undoes", last.event)
      }
    case .rushed(let before):
      return Decision(.rushSet) { payload in
        payload.set("rush", before)
        payload.set("undoes", last.event)
      }
    case .alerted(let alert):
      return Decision(.alertCleared) { payload in
        payload.set("alert", alert)
        payload.set("undoes", last.event)
      }
    case .alertCleared(let alert): return restoring([alert], last.event)
    case .alertsCleared(let alerts): return restoring(alerts, last.event)
    case .tableMoved(let before):
      guard let before else { throw .cannotBeUndone(code) }
      return Decision(.orderMoved) { payload in
        payload.set("replaces", replaced(.table, undoing: last.event))
        payload.set("table_id", before)
        payload.set("undoes", last.event)
      }
    case .termsChanged(let before): return undoTerms(before, last.event)
    case .acknowledged, .final: throw .cannotBeUndone(code)
    }
  }

  /// Guests take back what a guest of the order did, while nobody cooks it: they sit at one table, with one screen. The
  /// actor does not say whose change it was, since a terminal's name may stand for staff too.
  private func checkGuestMayUndo(_ change: Change) throws(Refusal) {
    guard change.source == .guest || change.source == .voice else { throw .nothingToUndo(code) }
    switch change.kind {
    case .added(let id), .removed(let id), .quantity(let id, _, _):
      if let item = order.item(id) { try checkMayChange(item) }
    // Within ten seconds, as for everybody.
    case .sent: break
    case .moved, .delayed, .adjusted, .billRequested, .rushed, .alerted, .alertCleared, .alertsCleared,
      .tableMoved, .termsChanged, .acknowledged, .final:
      throw .onlyStaff
    }
  }

  /// Terminals of before, for which one alert replaced the other, are told the texts.
  private func restoring(_ alerts: [Order.Alert], _ event: EventID) -> Decision {
    let texts = alerts.compactMap(\.text)
    let text = texts.isEmpty ? nil : texts.joined(separator: Order.alertSeparator)
    return Decision(.alertSet, personal: personal("text", text)) { $0.set("undoes", event) }
  }

  private func undoDelay(of round: Int, _ before: Int64, _ event: EventID) -> Decision {
    Decision(.delayMarked) { payload in
      payload.set("delay_minutes", before)
      payload.set("replaces", replaced(.delay(round: round), undoing: event))
      payload.set("round", Int64(round))
      payload.set("undoes", event)
    }
  }

  /// What was said of a subject since the change that is taken back; mostly nothing.
  private func replaced(_ subject: Change.Subject, undoing change: EventID) -> EventID? {
    let last = order.lastWord(on: subject)
    return last == change ? nil : last
  }

  private func undoMove(_ event: EventID) throws(Refusal) -> Decision {
    guard let back = order.goingBack(event) else { throw .cannotBeUndone(code) }
    return statusChanged(back.items, to: back.to, round: Self.commonRound(back.items), undoes: event)
  }
}
