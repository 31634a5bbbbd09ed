import Dining

/// Why a key does nothing now, as the message line says it; nil where it would do something.
extension ActionTable {
  typealias Reason = @Sendable (Console, View) -> String?

  static let boardIsEmpty: Reason = { _, view in
    view.tickets.isEmpty ? "no ticket is on the board" : nil
  }

  static let nothingSelected: Reason = { console, view in
    if let reason = boardIsEmpty(console, view) { return reason }
    return console.selection == nil ? "select a ticket first: press its number" : nil
  }

  /// No order is shown, selected, or was changed from here.
  static let whyNoSubject: Reason = { console, view in
    if let reason = view.readOnlyBecause { return reason }
    return console.subject(view) == nil ? nothingSelected(console, view) : nil
  }

  static let whyNoBump: Reason = { console, view in
    if let reason = view.readOnlyBecause ?? nothingSelected(console, view) { return reason }
    guard let ticket = console.selectedTicket(view), ticket.bump.isEmpty else { return nil }
    return "only a VOID is left on \(ticket.code): x says that it was seen"
  }

  static let whyNoRecall: Reason = { console, view in
    if let reason = view.readOnlyBecause { return reason }
    guard console.subject(view) == nil, console.lastMoved == nil else { return nil }
    return "nothing was bumped from this screen; select a ticket to recall its last move"
  }

  static let whyNoUndo: Reason = { console, view in
    if let reason = view.readOnlyBecause { return reason }
    guard console.subject(view) == nil, console.made.isEmpty else { return nil }
    return "nothing was changed from this screen; select a ticket to undo its last change"
  }

  static let whyNoVoid: Reason = { console, view in
    if let reason = whyNoSubject(console, view) { return reason }
    guard let order = console.subject(view), !order.items.contains(where: \.isPendingVoid) else { return nil }
    return "no VOID waits on \(order.codeText)"
  }
}
