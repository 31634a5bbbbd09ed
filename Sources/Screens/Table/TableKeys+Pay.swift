import Dining

/// The keys of the pages on which a guest pays.
extension TableKeys {
  static let pay: [TableKey] = [
    TableKey(
      [.up, .down, .pageUp, .pageDown, .home, .end], "↑ ↓", title: "choose",
      help: "Go from row to row: how to pay, the tip, what one agrees to.", pages: [.pay, .tip, .consent]
    ) { console, key, view in
      console.movePay(key, view)
      return []
    },
    TableKey(
      [.enter, .character(" ")], "Enter, Space", title: "take",
      help: "Take the marked way to pay, or the marked tip.", pages: [.pay, .tip], heldMs: once,
      whyOff: whyNoPaying
    ) { console, _, view in console.takePayRow(view) },
    TableKey(
      ActionTable.digits, "1–9", title: "take that row",
      help: "Take the row with that number; where one agrees to something, mark it.",
      pages: [.pay, .tip, .consent], heldMs: once
    ) { console, key, view in console.takePay(key, view) },
    TableKey(
      [.left, .right, .up, .down, .character("-"), .character("+")], "← →, − +", title: "fewer, more",
      help: "Split the bill in one part fewer, or one more.", pages: [.split]
    ) { console, key, view in
      console.changeWays(key, view)
      return []
    },
    TableKey(
      ActionTable.digits, "2–9", title: "so many", help: "Split the bill in so many parts.", pages: [.split]
    ) { console, key, view in
      console.setWays(key, view)
      return []
    },
    TableKey(
      [.enter], "Enter", title: "split", help: "Split the bill in as many parts as are shown.",
      pages: [.split], heldMs: once, whyOff: whyNoPaying
    ) { console, _, view in console.split(view) },
    TableKey(
      [.enter], "Enter", title: "agree",
      help: "Agree to the words that are shown: what is due is taken from the card by itself.",
      pages: [.consent], heldMs: once, whyOff: whyNoConsent
    ) { console, _, view in console.agree(view) },
    TableKey(
      [.enter], "Enter", title: "go on",
      help: "Go on with a payment that the bank wants confirmed.", pages: [.code], heldMs: once,
      whyOff: whyNoFurtherTry
    ) { console, _, view in console.payAgain(view) },
  ]

  private static let whyNoPaying: @Sendable (TableConsole, TableView) -> String? = { $0.whyNoPaying($1) }
  private static let whyNoConsent: @Sendable (TableConsole, TableView) -> String? = { $0.whyNoConsent($1) }
  private static let whyNoFurtherTry: @Sendable (TableConsole, TableView) -> String? = {
    $0.whyNoFurtherTry($1)
  }

  /// A key that is held down pays once.
  private static let once: @Sendable (TableConsole) -> Int64? = { _ in HeldKey.milliseconds }
}
