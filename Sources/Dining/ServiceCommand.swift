import Events

/// What the floor says of an order as a whole: a caution, its table, its end; and to take the last change back.
public enum ServiceCommand: Hashable, Sendable {
  /// Beside those that stand; an empty text takes all of them off.
  case alert(String)
  /// Takes one off, named by its number or its text.
  case clearAlert(String)
  case moveTable(ExactString)
  case complete
  /// The guests of a paid order are gone.
  case free
  case change(OrderTerms)
  /// Without a reason only where nothing is on the order.
  case cancel(reason: String)
  /// Takes the closing back.
  case reopen
  case undo

  var terms: CommandTerms {
    switch self {
    // An empty text takes cautions off, and they may be another guest's.
    case .alert(let text): text.isEmpty ? .staff : .guestsToo
    case .complete, .undo: .guestsToo
    case .clearAlert, .moveTable, .change, .cancel: .staff
    case .reopen, .free: .staffAfterClosing
    }
  }

  /// The command line that asks for it.
  public func line(on order: String) -> TypedLine {
    switch self {
    case .alert(let text): TypedLine("order alert", on: [order, text])
    case .clearAlert(let alert): TypedLine("order alert", TypedLine.flag("clear", alert), on: [order])
    case .moveTable(let table): TypedLine("order move", on: [order, table.string])
    case .complete: TypedLine("order complete", on: [order])
    case .free: TypedLine("order free", on: [order])
    case .change(let terms):
      TypedLine(
        "order change",
        TypedLine.flag("guests", terms.guests.map { "\($0)" }) + TypedLine.flag("type", terms.type?.rawValue)
          + TypedLine.flag("promised", terms.promisedAt?.description), on: [order])
    case .cancel(let reason):
      TypedLine("order cancel", TypedLine.flag("reason", reason.isEmpty ? nil : reason), on: [order])
    case .reopen: TypedLine("order reopen", on: [order])
    case .undo: TypedLine("order undo", on: [order])
    }
  }
}

extension OrderDecider {
  func decide(_ command: ServiceCommand) throws(Refusal) -> Decision {
    switch command {
    case .alert(let text): return try alert(text)
    case .clearAlert(let name): return try clearAlert(name)
    case .moveTable(let table): return try moveTable(to: table)
    case .complete:
      guard order.mealCompletedAt == nil else { throw .noChange("the meal of \(code) is complete already") }
      return Decision(.mealCompleted)
    case .free:
      guard order.bill == .paid || order.closing != nil else {
        throw .stillToPay(code, text(order.remaining))
      }
      return try decide(OwnCommand.freeTable(reason: "confirmed"))
    case .change(let terms): return try change(terms)
    case .reopen: return try reopen()
    case .cancel(let given):
      let reason = given.isEmpty && order.items.isEmpty ? "nothing was ordered" : given
      guard !reason.isEmpty else { throw .reasonWanted(code) }
      try check(reason, "the reason")
      guard order.paidPortion == .zero else { throw .moneyTaken(code) }
      if let open = order.openPayments.first { try warnPaying(open) }
      guard order.totalHolds(adding: -order.itemsTotal) else { throw .noAmount(code) }
      return Decision(.orderCancelled) { $0.set("reason", reason) }
    case .undo: return try undo()
    }
  }

  /// An empty text is no personal data.
  private func alert(_ text: String) throws(Refusal) -> Decision {
    if text.isEmpty {
      guard let last = order.alerts.last else { throw .noChange("\(code) has no alert to clear") }
      return Decision(.alertSet) { $0.set("replaces", last.event) }
    }
    try check(text, "the alert")
    return Decision(.alertSet, personal: personal("text", text))
  }

  /// A number counts from 1, as `order show` lists them.
  private func clearAlert(_ name: String) throws(Refusal) -> Decision {
    let alerts = Array(order.alerts)
    let isNumber = Int(name).map { alerts.indices.contains($0 - 1) } ?? false
    let named =
      isNumber
      ? Int(name).map { [alerts[$0 - 1]] } ?? []
      : alerts.filter { $0.text?.lowercased() == name.lowercased() }
    guard let alert = named.first else { throw .noSuchAlert(name, code, alerts: alerts.map(\.shown)) }
    return Decision(.alertCleared) { $0.set("alert", alert.event) }
  }

  private func moveTable(to table: ExactString) throws(Refusal) -> Decision {
    try check(table.string, "the table")
    guard table != order.tableID else { throw .noChange("\(code) is at \(table) already") }
    return Decision(.orderMoved) { payload in
      payload.set("replaces", order.lastWord(on: .table))
      payload.set("table_id", table)
    }
  }
}
