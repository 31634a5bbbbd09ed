import Screens

/// Rows of text in aligned columns, for a person at a terminal.
struct TextTable {
  enum Side { case left, right }

  private let sides: [Side]
  private let hasHeadings: Bool
  private var rows: [[SafeText]]

  /// - Parameters:
  ///   - headings: the first row, each with the side that its column leans to.
  ///   - hasHeadings: whether that row is shown.
  init(_ headings: KeyValuePairs<String, Side>, hasHeadings: Bool = true) {
    self.init(headings.map { ($0.key, $0.value) }, hasHeadings: hasHeadings)
  }

  /// The same where the columns are not known beforehand.
  init(_ headings: [(title: String, side: Side)], hasHeadings: Bool = true) {
    self.hasHeadings = hasHeadings
    sides = headings.map(\.side)
    rows = [headings.map { SafeText($0.title) }]
  }

  /// As many cells as there are headings.
  mutating func add(_ cells: [String]) { rows.append(cells.map { SafeText($0) }) }

  /// A line for each row, two blanks between columns, none at the end. A column that is empty but for its heading is
  /// left out.
  var text: String {
    let shown = hasHeadings ? rows[...] : rows.dropFirst()
    let widths = sides.indices.map { column in
      rows.dropFirst().contains { $0[column].widthColumns > 0 }
        ? shown.map { $0[column].widthColumns }.max() ?? 0 : 0
    }
    return shown.map { row in
      let cells = sides.indices.filter { widths[$0] > 0 }.map { column in
        let blanks = String(repeating: " ", count: widths[column] - row[column].widthColumns)
        let cell = row[column].clusters.map(\.text).joined()
        return sides[column] == .left ? cell + blanks : blanks + cell
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}
