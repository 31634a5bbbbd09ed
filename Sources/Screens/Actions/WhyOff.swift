import Dining

/// Why a key does nothing now, as the message line says it; nil where it would do something.
extension ActionTable {
  typealias Reason = @Sendable (Console, View) -> String?

  static let boardIsEmpty: Reason = { console, view in
    guard console.tickets(view).isEmpty else { return nil }
    guard let station = console.station else { return "no ticket is on the board" }
    return "no ticket has dishes of \(station.string); s chooses another station"
  }

  static let nothingSelected: Reason = { console, view in
    if console.hasMarks { return nothingMarked(console, view) ?? "there is no order at that table yet" }
    if let reason = boardIsEmpty(console, view) { return reason }
    return console.selection == nil ? "select a ticket first: press its number" : nil
  }

  /// No order is shown or selected.
  static let whyNoSubject: Reason = { console, view in
    if let reason = console.whyNoChange(.kitchen, view) { return reason }
    return console.subject(view) == nil ? nothingSelected(console, view) : nil
  }

  static let whyNoBump: Reason = { console, view in
    if let reason = console.whyNoChange(.kitchen, view) ?? nothingSelected(console, view) { return reason }
    guard let ticket = console.selectedTicket(view), ticket.bump.isEmpty else { return nil }
    return "only a VOID is left on \(ticket.code): x says that it was seen"
  }

  static let whyNoFocus: Reason = { console, view in
    guard console.preferences.settings.bump == .item else {
      return "a bump moves the whole ticket here; bump = item in galley.conf moves dish by dish"
    }
    return nothingSelected(console, view)
  }

  /// The list may be looked at; only taking back needs more.
  static let whyNoRecall: Reason = { console, view in
    console.pane == .recall ? console.whyNoRecallOfMarked(view) : nil
  }

  static let whyNoUndo: Reason = { console, view in console.whyNoUndo(view) }

  static let whyNoVoid: Reason = { console, view in
    if let reason = whyNoSubject(console, view) { return reason }
    guard let order = console.subject(view), !order.items.contains(where: \.isPendingVoid) else { return nil }
    return "no VOID waits on \(order.codeText)"
  }

  static let whyNotLarger: Reason = { console, _ in
    console.letterStep >= Console.letterStepLimit ? "the letters are as large as they get" : nil
  }

  static let whyNotSmaller: Reason = { console, _ in
    console.letterStep <= -Console.letterStepLimit ? "the letters are as small as they get" : nil
  }

  /// In a line that is begun, a key that is a letter goes into it.
  static let lineIsBegun: Reason = { console, _ in
    console.isTyping && !console.entry.isEmpty ? "in a line that is begun it is a letter" : nil
  }

  static let nothingTypedBefore: Reason = { console, _ in
    console.entry.hasHistory ? nil : "nothing was typed before"
  }

  static let whyNotAutomatic: Reason = { console, _ in
    console.letterStep == 0 ? "the letters are as large as the tickets leave room for" : nil
  }
}

extension Console {
  /// Why nothing can be changed from this screen; nil when it can.
  func readOnlyReason(_ view: View) -> String? {
    view.readOnlyBecause
      ?? (preferences.settings.readOnly ? "this screen only shows: read_only in galley.conf" : nil)
  }
}
