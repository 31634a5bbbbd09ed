import Events

/// What the floor says of an order as a whole: a caution, its table, its end; and to take the last change back.
public enum ServiceCommand: Hashable, Sendable {
  /// An empty text takes the alert off.
  case alert(String)
  case moveTable(ExactString)
  case complete
  case cancel(reason: String)
  case undo

  var terms: CommandTerms {
    switch self {
    case .alert, .moveTable, .complete, .cancel: .staff
    case .undo: .guestsToo
    }
  }

  /// The command line that asks for it.
  public func line(on order: String) -> TypedLine {
    switch self {
    case .alert(let text): TypedLine("order alert", on: [order, text])
    case .moveTable(let table): TypedLine("order move", on: [order, table.string])
    case .complete: TypedLine("order complete", on: [order])
    case .cancel(let reason): TypedLine("order cancel", TypedLine.flag("reason", reason), on: [order])
    case .undo: TypedLine("order undo", on: [order])
    }
  }
}

extension OrderDecider {
  func decide(_ command: ServiceCommand) throws(Refusal) -> Decision {
    switch command {
    case .alert(let text): return try alert(text)
    case .moveTable(let table): return try moveTable(to: table)
    case .complete:
      guard order.mealCompletedAt == nil else { throw .noChange("the meal of \(code) is complete already") }
      return Decision(.mealCompleted)
    case .cancel(let reason):
      try check(reason, "the reason")
      guard order.taken == .zero else { throw .moneyTaken(code) }
      guard order.totalHolds(adding: -order.itemsTotal) else { throw .noAmount(code) }
      return Decision(.orderCancelled) { $0.set("reason", reason) }
    case .undo: return try undo()
    }
  }

  /// An empty text is no personal data.
  private func alert(_ text: String) throws(Refusal) -> Decision {
    if text.isEmpty {
      guard order.alert != nil else { throw .noChange("\(code) has no alert to clear") }
      return Decision(.alertSet) { $0.set("replaces", order.lastWord(on: .alert)) }
    }
    try check(text, "the alert")
    return Decision(.alertSet, personal: personal("text", text)) {
      $0.set("replaces", order.lastWord(on: .alert))
    }
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
