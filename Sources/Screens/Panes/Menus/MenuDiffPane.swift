import Events
import Menus
import Venue

/// Two menus beside each other: what differs, dish by dish; what is the same as a count.
struct MenuDiffPane {
  static let kind = PaneKind(
    name: "diff", help: "two versions of the menu side by side, at first what guests see and the document",
    picture: .text { console, view, width in [MenuDiffPane(console, view).lines(columns: width)] },
    crew: .manager, head: { console, view, width in MenuDiffPane(console, view).head(columns: width) },
    keys: ActionTable.diffPane)

  private let console: Console
  private let view: View

  /// Between the two: a blank, the mark, a blank.
  private static let gapColumns = 3

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
  }

  private static func half(_ columns: Int) -> Int { max(1, (columns - gapColumns) / 2) }

  /// Both names, and how much differs: they stay while the rest is scrolled.
  func head(columns: Int) -> [TextLine] {
    let half = Self.half(columns)
    let desk = console.desk
    func side(_ menu: ComparedMenu, hasArrow: Bool) -> [TextLine.Piece] {
      let text = SafeText((hasArrow ? "► " : "  ") + menu.name(in: view)).cut(toColumns: half)
      let blanks = String(repeating: " ", count: half - text.widthColumns)
      return [.init(text, Style(hasArrow ? .focus : .title, .bold)), .init(blanks, .text)]
    }
    let names = TextLine(
      side(desk.old, hasArrow: !desk.choosesNew) + [.init("   ", .text)]
        + side(desk.new, hasArrow: desk.choosesNew))
    let summary = desk.sides(view)?.summary ?? "there is no menu to compare"
    return [names, TextLine("  \(summary)", .dim)]
  }

  func lines(columns: Int) -> [TextLine] {
    guard let comparison = console.desk.sides(view) else { return [] }
    return comparison.rows.flatMap { lines($0, columns) }
  }

  private func lines(_ row: MenuComparison.Row, _ columns: Int) -> [TextLine] {
    let half = Self.half(columns)
    let style = Self.style(row)
    let left = Self.filled(row.left, half, row.kind == .added ? Style(.dim) : style)
    let right = Self.filled(row.right, half, row.kind == .removed ? Style(.dim) : style)
    let margin = row.weight == .section ? [TextLine.empty] : []
    return margin
      + (0..<max(left.count, right.count)).map { place in
        let mark = place == 0 ? row.kind.map(\.mark) ?? " " : " "
        return TextLine(
          (left.indices.contains(place) ? left[place] : [Self.blanks(half)])
            + [
              .init(" ", .text), .init(mark, row.kind.map { Style($0.role) } ?? Style(.dim)),
              .init(" ", .text),
            ] + (right.indices.contains(place) ? right[place] : []))
      }
  }

  private static func style(_ row: MenuComparison.Row) -> Style {
    if row.weight == .folded { return Style(.dim) }
    // The colour of what is gone fills its cells: the mark alone has it.
    let role: Role =
      switch row.kind {
      case .added: .codeReady
      case .removed: .void
      case .changed: .ageWarm
      case .moved: .codeNew
      case nil: row.weight == .section ? .title : .text
      }
    return Style(role, row.weight == .section ? .bold : [])
  }

  /// The rows of a side, filled up to its width: further rows of a text under its own beginning, the price in the first.
  private static func filled(_ cell: MenuComparison.Cell?, _ columns: Int, _ style: Style) -> [[TextLine
    .Piece]]
  {
    guard let cell else { return [] }
    let indent = cell.text.prefix { $0 == " " }.count
    let end = SafeText(cell.end)
    let room = columns - indent - (end.widthColumns == 0 ? 0 : end.widthColumns + 1)
    return SafeText(String(cell.text.dropFirst(indent))).wrapped(toColumns: max(1, room)).enumerated().map {
      place, text in
      let isFirst = place == 0 && end.widthColumns > 0
      let gap = columns - indent - text.widthColumns - (isFirst ? end.widthColumns : 0)
      return [blanks(indent), .init(text, style), blanks(gap)] + (isFirst ? [.init(end, style)] : [])
    }
  }

  private static func blanks(_ count: Int) -> TextLine.Piece {
    .init(String(repeating: " ", count: max(0, count)), .text)
  }
}

extension Console.Pane {
  static let diff = Self(MenuDiffPane.kind)
}
