import Dining
import Events
import Venue

/// The one table of panes: the number in the status line, the menu and on F-keys, the name as a command.
public enum PaneTable {
  struct Row: Sendable {
    /// Its name in the status line, in the menu and as a command.
    let name: String
    /// What it shows, for the manual.
    let help: String
    /// What it is now; nil where it can't be shown yet.
    let pane: @Sendable (Console, View) -> Console.Pane?
    /// Why it can't.
    let whyOff: @Sendable (Console, View) -> String?
    let isShown: @Sendable (Console.Pane) -> Bool
  }

  static let all: [Row] = [
    Row(name: "board", help: "the tickets, in three columns") { _, _ in
      .board
    } whyOff: { _, _ in
      nil
    } isShown: {
      $0 == .board
    },
    Row(name: "order", help: "the selected order whole, with its money and its history") { console, view in
      console.orderToShow(view).map { Console.Pane.order($0) }
    } whyOff: { console, view in
      ActionTable.nothingSelected(console, view)
    } isShown: {
      if case .order = $0 { true } else { false }
    },
    Row(name: "log", help: "what happened last, of all orders") { _, _ in
      .log
    } whyOff: { _, _ in
      nil
    } isShown: {
      $0 == .log
    },
    Row(name: "conflicts", help: "what people did at once and could not both have, with what each wanted") {
      _, _ in
      .conflicts
    } whyOff: { _, _ in
      nil
    } isShown: {
      $0 == .conflicts
    },
    Row(
      name: "peers", help: "the other terminals of the house, the links to them, and how far each is behind"
    ) {
      _, _ in
      .peers
    } whyOff: { _, _ in
      nil
    } isShown: {
      $0 == .peers
    },
    Row(name: "help", help: "every key and command, and what is wrong now") { _, _ in
      .help
    } whyOff: { _, _ in
      nil
    } isShown: {
      $0 == .help
    },
  ]

  /// The panes in the order of their numbers, from 1.
  public static var manualRows: [(name: String, help: String)] { all.map { ($0.name, $0.help) } }

  /// `F1–F6`.
  static var keyText: String { "F1–F\(all.count)" }

  /// `1 board, 2 order …`.
  static var listed: String {
    all.enumerated().map { "\($0.offset + 1) \($0.element.name)" }.joined(separator: ", ")
  }
}

extension Console {
  /// The order of the pane with that name: the selected one's, else the one that was shown last.
  func orderToShow(_ view: View) -> OrderID? {
    if let order = subject(view) { return order.id }
    return lastShownOrder.flatMap { view.house.orders[$0] == nil ? nil : $0 }
  }

  /// Shows a pane by its number, from 1.
  mutating func show(paneNumber number: Int, _ view: View) -> [ConsoleEffect] {
    guard PaneTable.all.indices.contains(number - 1) else { return [] }
    let row = PaneTable.all[number - 1]
    menu = nil
    find.close()
    if let pane = row.pane(self, view) {
      go(to: pane)
    } else {
      say(row.whyOff(self, view) ?? "there is no \(row.name) to show", isError: true, at: view.now)
    }
    return []
  }
}
