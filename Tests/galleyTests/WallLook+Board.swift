import Dining

@testable import Screens

extension WallLook {
  init(_ console: Console, _ view: View, _ frame: Frame) {
    let layout = BoardPane(console, view).layout
    let ladder = CardForm.ladder(.quarter, isDivided: layout.grid.fileCount > 1)
    // A torn card counts once: where its head is.
    let shown = layout.columns.flatMap { stand in
      stand.placed.filter { $0.lines.lowerBound == 0 }.map { placed in
        (form: ladder[stand.forms[placed.index]], dishes: stand.tickets[placed.index].bump.count)
      }
    }
    let dishes = shown.reduce(0) { $0 + $1.dishes }
    let dishRows = shown.reduce(0) { $0 + $1.dishes * $1.form.rowsOfDish }
    tickets = Columns(view.tickets).tickets.map(\.count)
    cards = shown.count
    hidden = layout.hidden.count
    largeHeads = shown.count(where: \.form.hasLargeHead)
    self.dishRows = dishes == 0 ? 1 : Double(dishRows) / Double(dishes)
    unusedPercent = Self.unusedPercent(layout)
    blankPercent = frame.blankPercent(of: layout.grid.body)
    letters = Self.letters(layout, ladder)
  }

  /// How a screen shares out its room; two that differ have moved.
  static func room(of console: Console) -> String {
    console.heldArrangement.map { "\($0.lanes)" } ?? "none"
  }

  private static func unusedPercent(_ layout: BoardLayout) -> Int {
    let all = layout.grid.laneCount * layout.grid.fileCount * layout.grid.rows
    let used = layout.columns.reduce(0) { sum, stand in
      let files = layout.grid.fileCount / layout.grid.cardsAcross(stand.form)
      return sum + stand.placed.reduce(0) { $0 + $1.rows } * files
    }
    return (all - used - (layout.shelf?.rectangle.heightRows ?? 0) * layout.grid.fileCount) * 100 / all
  }

  private static func letters(_ layout: BoardLayout, _ ladder: [CardForm]) -> String {
    BoardColumn.allCases.indices.map { column in
      guard let stand = layout.columns.first(where: { $0.column == column }) else {
        let isShelf = column == Arranger.readyColumn && layout.shelf != nil
        return isShelf ? "shelf" : "none"
      }
      let across = layout.grid.cardsAcross(stand.form)
      return (0..<stand.lanes.count).map { lane in
        let forms = stand.placed.filter { $0.lane / across == lane }.map { stand.forms[$0.index] }
        guard let least = forms.min(), let most = forms.max() else { return "-" }
        return least == most ? ladder[least].rows : "\(ladder[least].rows)-\(ladder[most].rows)"
      }.joined(separator: " ")
    }.joined(separator: " | ")
  }
}

extension CardForm {
  fileprivate var rowsOfDish: Int { BigText.heightRows(dishes, .quarter, box: .line) }

  /// The heights of its head and of its dishes, `4/2`.
  fileprivate var rows: String { "\(BigText.heightRows(head, .quarter, box: .capitals))/\(rowsOfDish)" }
}
