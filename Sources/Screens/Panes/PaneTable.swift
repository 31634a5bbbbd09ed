import Events
import Venue

/// The one table of panes. A pane is a row here, and a file that says all else of it.
public enum PaneTable {
  /// The panes with a number, from 1: in the status line, in the menu and on F-keys. Their names are commands.
  static let all: [PaneKind] = [
    BoardPane.kind, OrderPane.kind, LogPane.kind, ConflictsPane.kind, PeersPane.kind, HelpPane.kind,
    MenusPane.kind, MenuDiffPane.kind, ExperimentsPane.kind,
  ]

  /// Those that a screen has in its status line and in its menu, with their numbers: a manager's only on a manager's
  /// screen, and where one is shown.
  static func numbered(on console: Console) -> [(number: Int, kind: PaneKind)] {
    all.enumerated().map { ($0.offset + 1, $0.element) }.filter { _, kind in
      !kind.isForManagers || console.mode == .manager || kind.isShown(console.pane)
    }
  }

  /// Panes that are shown by what somebody does, and have no number.
  static let unnumbered: [PaneKind] = [OutputPane.kind, RecallPane.kind, PadPane.kind]

  static let kinds = all + unnumbered

  /// The panes in the order of their numbers, from 1.
  public static var manualRows: [(name: String, help: String)] { all.map { ($0.name, $0.help) } }

  /// `F1–F9`.
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
    let kind = PaneTable.all[number - 1]
    menu = nil
    find.close()
    if let subject = kind.subject(self, view) {
      go(to: Pane(kind, subject))
    } else {
      say(kind.whyOff(self, view) ?? "there is no \(kind.name) to show", isError: true, at: view.now)
    }
    return []
  }
}
