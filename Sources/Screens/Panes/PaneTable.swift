import Events
import Venue

/// The one table of panes. A pane is a row here, and a file that says all else of it.
public enum PaneTable {
  /// The panes with a number, from 1: in the status line, in the menu and on F-keys. Their names are commands.
  static let common: [PaneKind] = [
    BoardPane.kind, OrderPane.kind, LogPane.kind, ConflictsPane.kind, PeersPane.kind, HelpPane.kind,
  ]

  /// Those of one crew, with the numbers after the common ones: the same number is another pane for another crew.
  static let ofCrews: [PaneKind] = [
    TablesPane.kind, PaymentsPane.kind, AttentionPane.kind,
    MenusPane.kind, MenuDiffPane.kind, ExperimentsPane.kind, TakingsPane.kind,
    InsightsPane.kind, PartnersPane.kind,
  ]

  static let all = common + ofCrews

  /// Panes that are shown by what somebody does, and have no number.
  static let unnumbered: [PaneKind] = [OutputPane.kind, RecallPane.kind, PadPane.kind, CodePane.kind]

  static let kinds = all + unnumbered

  /// Who sits where, as far as panes are concerned.
  enum Crew: CaseIterable, Sendable {
    /// Whoever waits on tables: the staff console, and the kitchen's screen where that is the only one.
    case staff
    case manager

    /// Where its panes have their numbers, for the help pane and the manual.
    var words: String { self == .manager ? "on a manager's screen" : "on all other screens" }
  }

  /// The panes of a crew with their numbers, from 1.
  static func numbered(_ crew: Crew) -> [(number: Int, kind: PaneKind)] {
    (common + ofCrews.filter { $0.crew == crew }).enumerated().map { ($0.offset + 1, $0.element) }
  }

  /// Those that a screen has in its status line and in its menu: with their numbers, and the one that is shown also
  /// where it has none here. The kitchen's television names only the common ones.
  static func named(on console: Console) -> [(number: Int?, kind: PaneKind)] {
    let here = numbered(console.crew).filter { _, kind in
      kind.crew == nil || console.mode != .kitchen || kind.isShown(console.pane)
    }
    let rows = here.map { (number: Optional($0.number), kind: $0.kind) }
    guard let shown = ofCrews.first(where: { $0.isShown(console.pane) && $0.crew != console.crew }) else {
      return rows
    }
    return rows + [(nil, shown)]
  }

  /// The number of a pane for its crew; nil for one that has none.
  static func number(of kind: PaneKind) -> Int? {
    Crew.allCases.lazy.flatMap(numbered).first { $0.kind.name == kind.name }?.number
  }

  /// The panes with their numbers, and where, if only there.
  public static var manualRows: [(number: Int, name: String, crew: String?, help: String)] {
    all.map { (number(of: $0) ?? 0, $0.name, $0.crew?.words, $0.help) }
  }

  /// How many numbers there are for any crew.
  static var count: Int { Crew.allCases.map { numbered($0).count }.max() ?? 0 }

  /// `F1–F9`.
  static var keyText: String { "F1–F\(count)" }

  /// `1 board, 2 order …; on a manager's screen 7 menus …`.
  static var listed: String {
    func list(_ crew: Crew?) -> String {
      all.filter { $0.crew == crew }.map { "\(number(of: $0) ?? 0) \($0.name)" }.joined(separator: ", ")
    }
    return ([list(nil)] + Crew.allCases.map { "\($0.words) \(list($0))" }).joined(separator: "; ")
  }
}

extension Console {
  var crew: PaneTable.Crew { mode == .manager ? .manager : .staff }

  /// The order of the pane with that name: the selected one's, else the one that was shown last.
  func orderToShow(_ view: View) -> OrderID? {
    if let order = subject(view) { return order.id }
    return lastShownOrder.flatMap { view.house.orders[$0] == nil ? nil : $0 }
  }

  /// Shows a pane by its number for this crew, from 1.
  mutating func show(paneNumber number: Int, _ view: View) -> [ConsoleEffect] {
    if let kind = PaneTable.numbered(crew).first(where: { $0.number == number })?.kind {
      show(kind, view)
    } else {
      say("no pane has the number \(number) on this screen", isError: true, at: view.now)
    }
    return []
  }

  mutating func show(_ kind: PaneKind, _ view: View) {
    menu = nil
    find.close()
    if let subject = kind.subject(self, view) {
      go(to: Pane(kind, subject))
    } else {
      say(kind.whyOff(self, view) ?? "there is no \(kind.name) to show", isError: true, at: view.now)
    }
  }
}
