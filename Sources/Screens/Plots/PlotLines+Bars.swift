import Insights

/// Bars and funnels: a row for each, its name, its number, and as long as that is large.
extension PlotLines {
  /// With fewer columns than these a bar says nothing that its number does not.
  private static let barLeast = 6

  func barLines(_ bars: [Plot.Bar], rows: Int) -> [TextLine] {
    let shown = Self.shown(bars, rows: rows)
    let lead = shown.contains(where: \.isMarked) ? 2 : 0
    let columns = Columns(
      names: shown.map(\.name), numbers: shown.map { words.value($0.value) }, lead: lead, room: self.columns)
    let lengths = BarLengths(
      shown.map(\.value), columns.bar >= Self.barLeast ? columns.bar : 0, ink)
    let lines = shown.map { bar in
      let style = bar.isMarked ? Self.markedStyle : Self.inkStyle
      let mark = lead == 0 ? "" : bar.isMarked ? "! " : "  "
      return TextLine(
        [.init(mark, bar.isMarked ? .ageWarm : .text)] + columns.lead(bar.name, words.value(bar.value))
          + lengths.pieces(bar.value, style))
    }
    return lines + Self.rest(bars.count - shown.count)
  }

  func funnelLines(_ steps: [Plot.Bar], rows: Int) -> [TextLine] {
    let hasHead = rows > steps.count && !steps.isEmpty
    let shown = Self.shown(steps, rows: hasHead ? rows - 1 : rows)
    let first = steps.first?.value ?? 0
    let shares = shown.enumerated().map { place, step in
      [
        PlotWords.share(step.value, of: first),
        place == 0 ? "" : PlotWords.share(step.value, of: shown[place - 1].value),
      ]
    }
    let heads = ["of all", "went on"]
    // Two columns of shares, each with a blank before it, as wide as their heads, and a blank behind them.
    let shareColumns = heads.reduce(1) { $0 + $1.utf8.count + 1 }
    let numbers = shown.map { words.value($0.value) }
    var columns = Columns(names: shown.map(\.name), numbers: numbers, lead: 0, room: self.columns)
    let hasShares = columns.bar >= Self.barLeast + shareColumns
    if hasShares { columns.bar -= shareColumns }
    let lengths = BarLengths(shown.map(\.value), columns.bar >= Self.barLeast ? columns.bar : 0, ink)
    func shareText(_ texts: [String]) -> String {
      guard hasShares else { return "" }
      return zip(texts, heads).map { text, head in
        String(repeating: " ", count: max(0, head.utf8.count + 1 - text.utf8.count)) + text
      }.joined() + " "
    }
    let head = hasHead ? [TextLine([.init(columns.blank + shareText(heads), .dim)])] : []
    let lines = shown.enumerated().map { place, step in
      let before = place == 0 ? step.value : shown[place - 1].value
      let style = step.isMarked ? Self.markedStyle : Self.inkStyle
      return TextLine(
        columns.lead(step.name, numbers[place]) + [.init(shareText(shares[place]), .dim)]
          + lengths.pieces(step.value, style, before: before))
    }
    return (hasShares ? head : []) + lines + Self.rest(steps.count - shown.count)
  }

  /// As many as there is room for, and one row less where others are to be counted.
  private static func shown(_ bars: [Plot.Bar], rows: Int) -> [Plot.Bar] {
    bars.count <= rows ? bars : Array(bars.prefix(max(1, rows - 1)))
  }

  private static func rest(_ count: Int) -> [TextLine] {
    count > 0 ? [TextLine("… and \(count) more", .dim)] : []
  }

  /// How the columns of a row are shared out: names give way first, then bars, and numbers last.
  private struct Columns {
    private(set) var name: Int
    let number: Int
    let leadColumns: Int
    var bar: Int

    init(names: [String], numbers: [String], lead: Int, room: Int) {
      leadColumns = lead
      number = numbers.map { SafeText($0).widthColumns }.max() ?? 0
      let longest = names.map { SafeText($0, limit: PlotLines.nameLimit).widthColumns }.max() ?? 0
      let left = room - lead - number - 1
      // Half of what is left is for names, and all of it where no bar fits beside them.
      let wanted = min(longest, left - PlotLines.barLeast - 1 >= 8 ? max(8, left / 2) : max(0, left))
      name = wanted < 1 ? 0 : wanted
      bar = max(0, left - name - 1)
    }

    func lead(_ text: String, _ number: String) -> [TextLine.Piece] {
      let shown = SafeText(text, limit: name + 2).cut(toColumns: name)
      let gap = name - shown.widthColumns + (name > 0 ? 1 : 0) + self.number - SafeText(number).widthColumns
      return [
        .init(shown, Style(.text)),
        .init(String(repeating: " ", count: max(0, gap)) + number + (bar > 0 ? " " : ""), Style(.text)),
      ]
    }

    /// As wide as what ``lead(_:_:)`` gives.
    var blank: String {
      String(repeating: " ", count: name + (name > 0 ? 1 : 0) + number + (bar > 0 ? 1 : 0))
    }
  }
}

/// How long the bars of one picture are: by one scale for all, those below nought to its left.
struct BarLengths {
  private let ink: PlotInk
  /// Cells to both sides of nought; with something to the left there is a line between them.
  private let left: Int
  private let right: Int
  private let largest: Int64
  /// The cells that ``largest`` takes.
  private let cells: Int

  init(_ values: [Int64], _ columns: Int, _ ink: PlotInk) {
    self.ink = ink
    let least = -(values.map(PlotScale.limited).min() ?? 0)
    let most = values.map(PlotScale.limited).max() ?? 0
    guard least > 0 else {
      (left, right, largest, cells) = (0, columns, max(0, most), columns)
      return
    }
    let room = max(0, columns - 1)
    guard most > 0, room > 1 else {
      let isLeft = most <= 0
      (left, right) = isLeft ? (room, 0) : (0, columns)
      (largest, cells) = (isLeft ? least : most, isLeft ? room : columns)
      return
    }
    let share = Int(Int128(room) * Int128(least) / (Int128(least) + Int128(most)))
    left = min(max(1, share), room - 1)
    right = room - left
    // The side that is shorter of room for its value sets the scale, so that nothing leaves the columns.
    let isRight = Int128(right) * Int128(least) <= Int128(left) * Int128(most)
    (largest, cells) = isRight ? (most, right) : (least, left)
  }

  /// In parts of a cell; only nought is nothing.
  private func length(_ value: Int64) -> Int {
    let size = Int128(PlotScale.limited(value).magnitude)
    guard largest > 0, size > 0, cells > 0 else { return 0 }
    let (whole, all) = (Int128(largest), Int128(cells * ink.steps))
    return max(1, Int((size * all * 2 + whole) / (whole * 2)))
  }

  /// - Parameter before: what stood at the step before: what went away since is seen behind the bar.
  func pieces(_ value: Int64, _ style: Style, before: Int64? = nil) -> [TextLine.Piece] {
    guard left + right > 0 else { return [] }
    let length = length(value)
    let cells = (length + ink.steps - 1) / ink.steps
    let ghosts = before.map { min(right, (self.length($0) + ink.steps - 1) / ink.steps) - cells } ?? 0
    let rightward = value > 0 ? ink.bar(min(length, right * ink.steps)) : ""
    let ghost = String(repeating: ink.ghost, count: max(0, ghosts))
    guard left > 0 else { return [.init(rightward, style), .init(ghost, .dim)] }
    let leftward = value < 0 ? ink.barLeft(min(length, left * ink.steps)) : ""
    let gap = String(repeating: " ", count: max(0, left - leftward.count))
    return [
      .init(gap, .text), .init(leftward, style), .init("│", .rule), .init(rightward, style),
      .init(ghost, .dim),
    ]
  }
}
