import Insights

/// A picture as rows of a pane: drawn into so many columns and rows at most, whatever it holds.
///
/// Without colours it reads as well: lengths, heights, shades and signs say all, roles only repeat it. Where there is
/// little room, first labels go, then axes, and last the picture itself: what is left are its numbers.
struct PlotLines {
  let plot: Plot
  let ink: PlotInk
  let columns: Int
  let rows: Int
  let words: PlotWords

  static let inkStyle = Style(.bill, .drawn)
  /// What stands out by a rule, which its sign says too.
  static let markedStyle = Style(.ageWarm, .drawn)
  /// Longer names are cut: who wants them whole reads the table.
  static let nameLimit = 40

  init(_ plot: Plot, _ ink: PlotInk, columns: Int, rows: Int) {
    self.plot = plot
    self.ink = ink
    self.columns = columns
    self.rows = rows
    words = PlotWords(plot.unit)
  }

  /// At most ``rows`` of them, none wider than ``columns``.
  var lines: [TextLine] {
    guard columns > 0, rows > 0 else { return [] }
    let body = rows > 1 ? rows - 1 : 1
    let drawn: [TextLine] =
      switch plot.shape {
      case .bars(let bars): barLines(bars, rows: body)
      case .series(let points): seriesLines(points, rows: body)
      case .heatMap(let names, let heads, let values):
        PlotHeat(names, heads, values, plot.unit, ink).lines(columns: columns, rows: body)
      case .funnel(let steps): funnelLines(steps, rows: body)
      case .distribution(let bins, let marks): distributionLines(bins, marks, rows: body)
      }
    let title = rows > 1 ? [title(note)] : []
    return (title + (drawn.isEmpty ? [TextLine("nothing to show", .dim)] : drawn)).prefix(rows).map {
      $0.cut(toColumns: columns)
    }
  }

  /// Higher columns tell no more.
  private static let chartRows = 14

  /// How many rows it takes when it has all that it wants.
  static func rowsWanted(_ plot: Plot) -> Int {
    switch plot.shape {
    case .bars(let bars): bars.count + 1
    case .series: chartRows
    case .heatMap(let names, _, _): names.count + 3
    case .funnel(let steps): steps.count + 2
    case .distribution(_, let marks): chartRows + marks.count
    }
  }

  /// The title with its unit; both are cut before anything else of the picture is.
  private func title(_ note: String?) -> TextLine {
    let unit = [words.name, note].compactMap { $0 }.joined(separator: ", ")
    return TextLine([.init(plot.title, .title, .bold), .init("  \(unit)", .dim)])
  }

  /// What a title has to say of how it was drawn.
  private var note: String? {
    guard case .series(let points) = plot.shape else { return nil }
    let merged = columnPlan(points.map(\.value), rows: max(1, rows - 1)).merged
    return merged > 1 ? "the highest of each \(merged)" : nil
  }
}

extension TextLine {
  /// The line without what would stand beyond a column; what is at its end goes first.
  func cut(toColumns columns: Int) -> TextLine {
    guard startColumns + endColumns > columns else { return self }
    var pieces: [Piece] = []
    var left = columns
    for piece in start where left > 0 {
      let text = piece.text.cut(toColumns: left)
      pieces.append(Piece(text, piece.style))
      left -= text.widthColumns
    }
    return TextLine(pieces)
  }
}
