import Insights

/// Series and distributions: columns side by side on one axis.
extension PlotLines {
  /// With less room than this there is no axis.
  private static let (axisLeastColumns, axisLeastRows) = (24, 5)
  private static let columnLimit = 8
  /// So that a mark of a distribution has a row of its own.
  private static let markedLeastRows = 6

  // MARK: What stands where

  /// Which values become which cells.
  struct ColumnPlan {
    /// The highest of as many as were put together; nil where nothing was measured.
    let values: [Int64?]
    /// How many points each of them is.
    let merged: Int
    /// Cells from one to the next; 0: two of them share one, in braille.
    let width: Int

    /// The cell at which one begins.
    func column(of point: Int) -> Int {
      let place = point / merged
      return width == 0 ? place / 2 : place * width
    }

    var columns: Int { width == 0 ? (values.count + 1) / 2 : values.count * width }
    /// A blank between columns that are wide enough for one.
    var ink: Int { width > 1 ? width - 1 : width }
  }

  func columnPlan(_ values: [Int64?], rows: Int) -> ColumnPlan {
    let hasAxis = hasAxis(rows: rows)
    let axis = hasAxis ? axisColumns(values.compactMap { $0 }, rows: rows) : 0
    let room = max(1, columns - axis)
    if values.count <= room {
      // What has no axis is read like a word.
      let width = hasAxis ? min(Self.columnLimit, room / max(1, values.count)) : 1
      return ColumnPlan(values: values, merged: 1, width: max(1, width))
    }
    let isBraille = ink.hasBraille && values.allSatisfy { ($0 ?? 0) >= 0 }
    let places = isBraille ? room * 2 : room
    let merged = (values.count + places - 1) / places
    let starts = stride(from: 0, to: values.count, by: merged)
    let highest = starts.map { start in
      values[start..<min(start + merged, values.count)].compactMap { $0 }.max { abs($0) < abs($1) }
    }
    let needsBraille = isBraille && highest.count > room
    return ColumnPlan(values: highest, merged: merged, width: needsBraille ? 0 : 1)
  }

  private func abs(_ value: Int64) -> Int64 { Int64(clamping: value.magnitude) }

  private func hasAxis(rows: Int) -> Bool {
    columns >= Self.axisLeastColumns && rows >= Self.axisLeastRows
  }

  /// The numbers of the axis and the line beside them.
  private func axisColumns(_ values: [Int64], rows: Int) -> Int {
    let scale = scale(values, rows: rows)
    return (scale.ticks.map { SafeText(axisText($0)).widthColumns }.max() ?? 0) + 1
  }

  private func scale(_ values: [Int64], rows: Int) -> PlotScale {
    PlotScale(values, heightUnit, ticks: (rows - 2) / 2 + 1)
  }

  /// What heights are in: of a distribution they are always numbers.
  private var heightUnit: Plot.Unit {
    if case .distribution = plot.shape { .count } else { plot.unit }
  }

  private func axisText(_ value: Int64) -> String { PlotWords(heightUnit).tick(value) }

  // MARK: Series

  func seriesLines(_ points: [Plot.Point], rows: Int) -> [TextLine] {
    guard !points.isEmpty else { return [] }
    let values = points.map(\.value)
    let plan = columnPlan(values, rows: rows)
    guard hasAxis(rows: rows) else { return small(plan, rows: rows) }
    let drawn = chart(plan, rows: rows - 1)
    let names = points.enumerated().map { (plan.column(of: $0.offset), $0.element.name) }
    let labels = AxisLabels.text(names, columns: columns - drawn.axis)
    return drawn.lines
      + [TextLine([.init(String(repeating: " ", count: drawn.axis) + labels, .dim)])]
  }

  /// Without an axis: a row of columns, and what they lie between.
  private func small(_ plan: ColumnPlan, rows: Int) -> [TextLine] {
    let known = plan.values.compactMap { $0 }
    guard let least = known.min(), let most = known.max() else {
      return [TextLine("nothing known", .dim)]
    }
    let words = PlotWords(heightUnit)
    let range = least == most ? words.value(most) : "\(words.value(least)) to \(words.value(most))"
    let spark = sparkline(plan)
    guard rows > 1 else {
      let line = TextLine([spark, .init("  \(range)", .dim)])
      return [line.startColumns <= columns ? line : TextLine([spark])]
    }
    return [TextLine([spark]), TextLine(range, .dim)]
  }

  private func sparkline(_ plan: ColumnPlan) -> TextLine.Piece {
    let heights = ColumnHeights(plan.values, up: 1, down: 0, plan.width == 0 ? 4 : ink.steps)
    let text = row(plan, heights, row: 0) { $0 == nil ? "·" : $0.map { $0 < 0 } == true ? "-" : nil }
    return .init(text, Self.inkStyle)
  }

  // MARK: Distributions

  func distributionLines(_ bins: [Plot.Bin], _ marks: [Plot.Mark], rows: Int) -> [TextLine] {
    guard !bins.isEmpty else { return [] }
    let told = marks.map { "\($0.name) \(words.value($0.value))" }.joined(separator: ", ")
    // Each mark has a row while the columns keep some; else one row tells them all.
    let markRows = rows - Self.markedLeastRows >= marks.count ? marks.count : min(1, marks.count)
    let chartRows = rows - markRows
    let counts = bins.map(\.count)
    guard hasAxis(rows: chartRows) else {
      let spark = TextLine([sparkline(columnPlan(counts, rows: 1))])
      return [spark] + (rows > 1 && !told.isEmpty ? [TextLine(told, .dim)] : [])
    }
    let plan = columnPlan(counts, rows: chartRows)
    let drawn = chart(plan, rows: chartRows - 1)
    let margin = String(repeating: " ", count: drawn.axis)
    var names = bins.enumerated().map { (plan.column(of: $0.offset), words.tick($0.element.from)) }
    if let last = bins.last { names.append((plan.columns, words.tick(last.until))) }
    let labels = AxisLabels.text(names, columns: columns - drawn.axis)
    let below =
      markRows == marks.count
      ? marks.map { mark($0, bins, plan, margin: drawn.axis) } : [TextLine(margin + told, .text)]
    return drawn.lines + [TextLine([.init(margin + labels, .dim)])] + below
  }

  /// `▲` below the place of a value, with its name where there is room for it.
  private func mark(_ mark: Plot.Mark, _ bins: [Plot.Bin], _ plan: ColumnPlan, margin: Int) -> TextLine {
    let column = margin + Self.column(of: mark.value, bins, plan)
    let text = SafeText("\(mark.name) \(words.value(mark.value))", limit: Self.nameLimit)
    let sign = TextLine.Piece("▲", .ageWarm)
    if column + 2 + text.widthColumns <= columns {
      return TextLine([
        .init(String(repeating: " ", count: column), .text), sign, .init(" ", .text),
        .init(text, Style(.text)),
      ])
    }
    let before = max(0, column - text.widthColumns - 1)
    return TextLine([
      .init(String(repeating: " ", count: before), .text), .init(text, Style(.text)), .init(" ", .text), sign,
    ])
  }

  /// The cell under which a value lies; one outside of all bins is at their nearer end.
  static func column(of value: Int64, _ bins: [Plot.Bin], _ plan: ColumnPlan) -> Int {
    let last = max(0, plan.columns - 1)
    guard let first = bins.first, value >= first.from else { return 0 }
    guard let place = bins.firstIndex(where: { $0.from <= value && value < $0.until }) else { return last }
    let bin = bins[place]
    let share = Int128(value) - Int128(bin.from)
    let inside = Int(share * Int128(plan.ink) / max(1, Int128(bin.until) - Int128(bin.from)))
    return min(last, plan.column(of: place) + inside)
  }

  // MARK: Cells

  /// The columns with the numbers of their axis, and how wide these are.
  private func chart(_ plan: ColumnPlan, rows: Int) -> (lines: [TextLine], axis: Int) {
    let known = plan.values.compactMap { $0 }
    let scale = scale(known, rows: rows + 1)
    let axis = axisColumns(known, rows: rows + 1)
    let height = max(1, rows - 1)
    let (up, down) = Self.parted(height, scale)
    let steps = plan.width == 0 ? 4 : ink.steps
    let heights = ColumnHeights(plan.values, up: up, down: down, steps, scale)
    let numbers = Dictionary(
      scale.ticks.filter { $0 != 0 }.map { (Self.row(of: $0, up: up, down: down, scale), axisText($0)) },
      uniquingKeysWith: { first, _ in first })
    func left(_ text: String?, _ line: String) -> [TextLine.Piece] {
      let width = text.map { SafeText($0).widthColumns } ?? 0
      let blanks = String(repeating: " ", count: max(0, axis - 1 - width))
      return [.init(blanks + (text ?? ""), .dim), .init(line, .rule)]
    }
    func drawn(_ row: Int) -> TextLine {
      let text = numbers[row]
      return TextLine(
        left(text, text == nil ? "│" : "┤") + [
          .init(self.row(plan, heights, row: row) { _ in nil }, Self.inkStyle)
        ])
    }
    let ground = (0..<plan.columns).map { column -> Character in
      let places = plan.width == 0 ? [column * 2, column * 2 + 1] : [column / plan.width]
      return places.contains { plan.values.indices.contains($0) && plan.values[$0] != nil } ? "─" : "·"
    }
    let line = TextLine(left(axisText(0), down > 0 ? "┼" : "└") + [.init(String(ground), .rule)])
    let above = (0..<up).reversed().map(drawn)
    let below = down > 0 ? (1...down).map { drawn(-$0) } : []
    return (above + [line] + below, axis)
  }

  /// The rows above and below nought.
  private static func parted(_ height: Int, _ scale: PlotScale) -> (up: Int, down: Int) {
    if scale.low >= 0 {
      // Numbers in even steps are read faster than the last row is worth.
      let over = height % (scale.ticks.count - 1)
      return (over * 5 <= height ? height - over : height, 0)
    }
    if scale.high <= 0 { return (0, height) }
    guard height > 1 else { return (1, 0) }
    let whole = Int128(scale.high) - Int128(scale.low)
    let down = Int((Int128(height) * -Int128(scale.low) + whole / 2) / whole)
    let limited = min(max(1, down), height - 1)
    return (height - limited, limited)
  }

  /// The row whose far edge a number of the axis is at: from 0 upward, from -1 downward.
  private static func row(of tick: Int64, up: Int, down: Int, _ scale: PlotScale) -> Int {
    let (rows, whole) = tick > 0 ? (up, scale.high) : (down, -scale.low)
    guard whole > 0 else { return 0 }
    let size = Int128(tick.magnitude)
    let row = max(1, Int((size * Int128(rows) * 2 + Int128(whole)) / (Int128(whole) * 2)))
    return tick > 0 ? row - 1 : -row
  }

  /// One row of all columns.
  private func row(
    _ plan: ColumnPlan, _ heights: ColumnHeights, row: Int, _ instead: (Int64?) -> Character?
  ) -> String {
    if plan.width == 0 {
      return String(
        (0..<plan.columns).map { column in
          PlotInk.braille(
            heights.filled(column * 2, row: row), heights.filled(column * 2 + 1, row: row))
        })
    }
    let cells = plan.values.indices.map { place -> String in
      let filled = heights.filled(place, row: row)
      let sign = instead(plan.values[place]) ?? (row < 0 ? ink.downward(filled) : ink.upward(filled))
      return String(repeating: sign, count: plan.ink) + String(repeating: " ", count: plan.width - plan.ink)
    }
    return cells.joined()
  }
}

/// How high the columns of one picture are, in parts of a cell.
struct ColumnHeights {
  private let heights: [Int]
  private let steps: Int

  /// - Parameters:
  ///   - up: rows above nought; those below it are `down`.
  ///   - steps: into how many parts a cell is filled.
  ///   - scale: what reaches to the edges; nil: the largest value does.
  init(_ values: [Int64?], up: Int, down: Int, _ steps: Int, _ scale: PlotScale? = nil) {
    self.steps = steps
    let largest = scale?.high ?? values.compactMap { $0 }.map(PlotScale.limited).max() ?? 0
    let lowest = -(scale?.low ?? 0)
    heights = values.map { value in
      guard let value, value != 0 else { return 0 }
      let (rows, whole) = value > 0 ? (up, largest) : (down, lowest)
      guard whole > 0, rows > 0 else { return 0 }
      let size = Int128(PlotScale.limited(value).magnitude)
      let height = (size * Int128(rows * steps) * 2 + Int128(whole)) / (Int128(whole) * 2)
      // Only nought is nothing.
      return min(rows * steps, max(1, Int(height))) * (value > 0 ? 1 : -1)
    }
  }

  /// How much of a column's cell has ink; rows count from 0 upward and from -1 downward.
  func filled(_ place: Int, row: Int) -> Int {
    guard heights.indices.contains(place) else { return 0 }
    let height = heights[place]
    guard (height >= 0) == (row >= 0) else { return 0 }
    let below = row >= 0 ? row : -row - 1
    return min(max(0, (height >= 0 ? height : -height) - below * steps), steps)
  }
}
