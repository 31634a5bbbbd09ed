import Dining

/// One row of ``TableKeys``: a key of the table's screen, what it does, where, and why it can't now.
public struct TableKey: Sendable {
  let keys: [Key]
  /// Those keys as people read them.
  public let keyText: String
  /// Its word at the bottom of the screen; nil for a key that is not told there.
  let title: String?
  /// One sentence for the manual.
  public let help: String
  let pages: Set<TablePage>
  /// Where a key that is held down does it once: a press that comes sooner after the one before is such a key's.
  let heldMs: (@Sendable (TableConsole) -> Int64?)?
  let whyOff: @Sendable (TableConsole, TableView) -> String?
  let perform: @Sendable (inout TableConsole, Key, TableView) -> [TableEffect]

  init(
    _ keys: [Key], _ keyText: String, title: String? = nil, help: String, pages: Set<TablePage>,
    heldMs: (@Sendable (TableConsole) -> Int64?)? = nil,
    whyOff: @escaping @Sendable (TableConsole, TableView) -> String? = { _, _ in nil },
    perform: @escaping @Sendable (inout TableConsole, Key, TableView) -> [TableEffect]
  ) {
    self.keys = keys
    self.keyText = keyText
    self.title = title
    self.help = help
    self.pages = pages
    self.heldMs = heldMs
    self.whyOff = whyOff
    self.perform = perform
  }
}

/// The one table of the table screen's keys: what a key does, the words at the bottom and the manual are read from it.
public enum TableKeys {
  public static let all = menu + dish + order + bill + pay + text + people + everywhere

  /// The row that a key means on the page that is shown.
  static func row(for key: Key, on console: TableConsole) -> TableKey? {
    all.first { $0.pages.contains(console.page) && $0.keys.contains(key) }
  }

  /// The manual's table: the keys, the pages on which they are, and what they do.
  public static var manualRows: [(keys: String, pages: String, help: String)] {
    all.map { row in
      let pages = TablePage.allCases.filter(row.pages.contains).map(\.rawValue)
      return (row.keyText, row.pages == main ? "everywhere" : pages.joined(separator: ", "), row.help)
    }
  }

  /// Where the tabs are.
  static let tabbed = Set(TablePage.tabs).union([.pay])
  /// All but the pictures on which any key begins.
  static let main = Set(TablePage.allCases).subtracting([.welcome, .goodbye])

  private static let menu: [TableKey] = [
    TableKey(
      [.up, .down], "↑ ↓", title: "choose", help: "Go from dish to dish.", pages: [.menu]
    ) { console, key, view in
      console.moveDish(by: key == .up ? -1 : 1, view)
    },
    TableKey(
      [.enter, .character(" ")], "Enter", title: "open", help: "Open the marked dish.", pages: [.menu],
      whyOff: whyNoDish
    ) { console, _, view in console.openDish(view) },
    TableKey(
      [.left, .right], "← →", title: "section", help: "Go to the section before or after.", pages: [.menu]
    ) { console, key, view in
      if let menu = view.menu { console.browser.moveSection(by: key == .left ? -1 : 1, in: menu) }
      return []
    },
    TableKey(
      ActionTable.digits, "1–9", help: "Go to the section with that number.", pages: [.menu]
    ) { console, key, view in console.showSection(key, view) },
    TableKey(
      [.pageUp, .pageDown, .home, .end], "PgUp PgDn Home End",
      help: "Turn the page of the dishes; go to the first or the last.", pages: [.menu]
    ) { console, key, view in console.turn(key, view) },
    TableKey(
      [.backspace], "letters, Backspace", title: nil,
      help: "Search the whole menu by name; Backspace takes a letter back, Esc ends the search.",
      pages: [.menu]
    ) { console, _, _ in
      console.browser.erase()
      return []
    },
  ]

  private static let dish: [TableKey] = [
    TableKey(
      [.up, .down, .pageUp, .pageDown, .home, .end], "↑ ↓", title: "choose",
      help: "Go from row to row: the choices, how many, the wish, the button.", pages: [.dish]
    ) { console, key, _ in
      console.moveForm(key)
      return []
    },
    TableKey(
      [.enter, .character(" ")], "Enter, Space", title: "take",
      help: "Take the marked choice or let it go; on the button, add the dish to the order.",
      pages: [.dish], heldMs: onTheButton,
      whyOff: whyNoTaking
    ) { console, _, view in console.takeRow(view) },
    TableKey(
      [.left, .right, .character("-"), .character("+")], "← →, − +", title: "how many",
      help: "One fewer or one more of the dish.", pages: [.dish]
    ) { console, key, _ in
      console.form?.changeQuantity(by: key == .left || key == .character("-") ? -1 : 1)
      return []
    },
    TableKey(
      ActionTable.digits, "1–9", help: "Take the choice with that number, or let it go.", pages: [.dish]
    ) { console, key, view in console.takeChoice(key, view) },
    TableKey(
      [.backspace], "letters, Backspace",
      help: "Write a wish to the kitchen, such as “no onions”; Backspace takes a letter back.",
      pages: [.dish]
    ) { console, _, _ in
      console.form?.erase()
      return []
    },
  ]

  private static let order: [TableKey] = [
    TableKey(
      [.enter, .character("s")], "Enter, s",
      help: "Send what is not sent yet to the kitchen. For 10 seconds u takes that back.", pages: [.order],
      heldMs: always, whyOff: whyNoSending
    ) { console, _, view in console.ask(.submit, view: view) },
    TableKey(
      [.up, .down, .pageUp, .pageDown, .home, .end], "↑ ↓", title: "choose", help: "Go from dish to dish.",
      pages: [.order]
    ) { console, key, view in
      console.moveLine(key, view)
      return []
    },
    TableKey(
      [.left, .right, .character("-"), .character("+")], "← →, − +", title: "fewer, more",
      help: "One fewer or one more of the marked dish, while it is not sent; none left takes it off.",
      pages: [.order], whyOff: whyNoChange
    ) { console, key, view in
      console.changeLine(by: key == .left || key == .character("-") ? -1 : 1, view)
    },
    TableKey(
      [.delete, .backspace, .character("x")], "Del, x", title: "take off",
      help: "Take the marked dish off, while it is not sent.", pages: [.order], heldMs: always,
      whyOff: whyNoChange
    ) { console, _, view in console.removeLine(view) },
    TableKey(
      [.character("a")], "a",
      help: "One more of what was added last, by this guest or for the table.", pages: [.order],
      heldMs: always, whyOff: whyNotAgain
    ) { console, _, view in console.sameAgain(view) },
    TableKey(
      [.character("u")], "u",
      help: "Take the last change back: what is not sent, or a sending within 10 seconds.", pages: [.order],
      heldMs: always, whyOff: whyNoUndo
    ) { console, _, view in console.ask(.undo(), view: view) },
    TableKey(
      [.character("t")], "t",
      help: "Tell the kitchen what nobody at this table must eat.", pages: [.order],
      whyOff: whyNotFromHere
    ) { console, _, _ in
      console.entry.clear()
      console.page = .allergy
      return []
    },
    TableKey([.character("b")], "b", help: "Show the bill.", pages: [.order]) { console, _, view in
      console.go(to: .bill, view)
    },
  ]

  private static let bill: [TableKey] = [
    TableKey(
      [.enter, .character("b")], "Enter, b",
      help: "Ask for the bill; refused, with what it is, while something is not sent yet.", pages: [.bill],
      heldMs: always, whyOff: whyNoBill
    ) { console, _, view in console.ask(.bill, view: view) },
    TableKey(
      [.character("c")], "c",
      help: "Leave a card, or agree that it pays by itself, where the house does that; before the bill too.",
      pages: [.bill], whyOff: whyNoCard
    ) { console, _, _ in
      console.showCards()
      return []
    },
    TableKey(
      [.up, .down, .pageUp, .pageDown, .home, .end], "↑ ↓", title: "scroll", help: "Scroll the bill.",
      pages: [.bill]
    ) { console, key, view in
      console.scrollBill(key, view)
      return []
    },
  ]

  private static let text: [TableKey] = [
    TableKey(
      [.enter], "Enter", title: "done", help: "Take what was typed.", pages: [.name, .allergy],
      heldMs: always, whyOff: whyNotTyped
    ) { console, _, view in console.takeEntry(view) },
    TableKey(
      [.backspace], "letters, Backspace", help: "Type it; Backspace takes a letter back.",
      pages: [.name, .allergy]
    ) { console, _, _ in
      console.entry.erase()
      return []
    },
  ]

  private static let people: [TableKey] = [
    TableKey(
      [.character("*")], "*", help: "Choose for whom the next dish is: the table, or one of its guests.",
      pages: tabbed.union([.dish])
    ) { console, _, view in
      console.nextPerson(view)
      return []
    },
    TableKey(
      [.character("#")], "#", help: "Another guest joins, with a name where they like.",
      pages: tabbed.subtracting([.pay]),
      whyOff: whyNoOrdering
    ) { console, _, _ in
      console.entry.clear()
      console.page = .name
      return []
    },
  ]

  private static let everywhere: [TableKey] = [
    TableKey(
      [.tab], "Tab", title: "your order",
      help: "Go on to the next of the three: the menu, your order, the bill; Shift-Tab goes back.",
      pages: tabbed
    ) { console, _, view in console.nextTab(by: 1, view) },
    TableKey([.backTab], "Shift-Tab", help: "Go to the one before.", pages: tabbed) { console, _, view in
      console.nextTab(by: -1, view)
    },
    TableKey([.escape], "Esc", title: "back", help: "Go one step back.", pages: main) { console, _, _ in
      console.back()
      return []
    },
    TableKey(
      [.control("y")], "Ctrl-Y", help: "Do what was heard, while the screen asks; within 10 seconds.",
      pages: main, heldMs: always, whyOff: whyNoYes
    ) { console, _, view in
      guard let voice = view.voiceNow else { return [] }
      return console.ask(.voiceYes(event: voice.event), view: view)
    },
    TableKey(
      [.control("z")], "Ctrl-Z",
      help: "Take back what a guest's voice did, while the screen counts its seconds.",
      pages: main, heldMs: always, whyOff: whyNoTakingBack
    ) { console, _, view in console.ask(.voiceUndo, view: view) },
    TableKey([.control("l")], "Ctrl-L", help: "Draw the screen anew.", pages: main) { _, _, _ in [.repaint] },
    TableKey(
      [], "Ctrl-C", help: "Leave the screen: three times in a row, for staff.", pages: Set(TablePage.allCases)
    ) { _, _, _ in [] },
  ]
}

/// Why a key does nothing now, and whether it is one that acts once for each press.
extension TableKeys {
  fileprivate typealias Reason = @Sendable (TableConsole, TableView) -> String?

  fileprivate static let always: @Sendable (TableConsole) -> Int64? = { _ in HeldKey.milliseconds }
  /// Who opens a dish and adds it at once is no held key, so only repeats are passed over. The first repeat of a key that
  /// is held from the menu on comes later than that: it puts one dish into the cart, which is not sent.
  fileprivate static let onTheButton: @Sendable (TableConsole) -> Int64? = {
    $0.form?.focused == .add ? HeldKey.repeatMs : nil
  }
  fileprivate static let whyNoTaking: Reason = { console, view in
    console.form?.focused == .add ? console.whyNoAdding(view) : nil
  }
  fileprivate static let whyNoCard: Reason = { $0.whyNoCard($1) }
  fileprivate static let whyNoBill: Reason = { $0.whyNoBill($1) }
  fileprivate static let whyNoChange: Reason = { $0.whyNoChange($1) }
  fileprivate static let whyNoDish: Reason = { $0.whyNoDish($1) }
  fileprivate static let whyNoOrdering: Reason = { $0.whyNoOrdering($1) }
  fileprivate static let whyNoSending: Reason = { $0.whyNoSending($1) }
  fileprivate static let whyNoUndo: Reason = { $0.whyNoUndo($1) }
  fileprivate static let whyNotAgain: Reason = { $0.whyNotAgain($1) }
  fileprivate static let whyNotFromHere: Reason = { $0.whyNotFromHere($1) }
  fileprivate static let whyNoYes: Reason = { $0.whyNoVoice(\.waits, $1) }
  fileprivate static let whyNoTakingBack: Reason = { $0.whyNoVoice(\.canUndo, $1) }
  fileprivate static let whyNotTyped: Reason = { $0.whyNotTyped($1) }
}
