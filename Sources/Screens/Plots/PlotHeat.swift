import Insights

/// Hours by weekdays, or whatever has two sides, as shades: the darker, the more.
struct PlotHeat {
  private let names: [String]
  private let heads: [String]
  private let values: [[Int64?]]
  private let unit: Plot.Unit
  private let ink: PlotInk
  /// A shade stands for so much more than the one before it.
  let step: Int64

  private static let nameLimit = 12
  /// A cell wider than this is no longer seen as one of a row.
  private static let cellLimit = 4

  init(
    _ names: [String], _ heads: [String], _ values: [[Int64?]], _ unit: Plot.Unit, _ ink: PlotInk
  ) {
    self.names = names
    self.heads = heads
    self.values = values
    self.unit = unit
    self.ink = ink
    let largest = values.joined().compactMap { $0 }.max() ?? 0
    step = PlotScale.part(of: largest, into: Int64(ink.shades.count), unit)
  }

  /// From 1 to as many as there are shades; 0 for nought. What is negative has none.
  func level(_ value: Int64) -> Int {
    guard value > 0 else { return 0 }
    return Int((PlotScale.limited(value) - 1) / step) + 1
  }

  func lines(columns: Int, rows: Int) -> [TextLine] {
    guard !names.isEmpty, !heads.isEmpty else { return [] }
    let longest = names.map { SafeText($0, limit: Self.nameLimit).widthColumns }.max() ?? 0
    let cell = min(Self.cellLimit, (columns - longest - 1) / heads.count)
    guard cell >= 1, rows >= names.count else { return numbers(rows: rows) }
    let hasHeads = rows > names.count
    let hasKey = rows > names.count + 1
    let body = names.enumerated().map { place, name in
      let text = SafeText(name, limit: Self.nameLimit + 2).cut(toColumns: longest)
      let gap = String(repeating: " ", count: longest - text.widthColumns + 1)
      let row = values.indices.contains(place) ? values[place] : []
      let signs = heads.indices.map { column -> String in
        let value = row.indices.contains(column) ? row[column] : nil
        return String(repeating: sign(value), count: cell)
      }
      return TextLine([
        .init(text, Style(.text)), .init(gap, .text), .init(signs.joined(), PlotLines.inkStyle),
      ])
    }
    let labels = AxisLabels.text(
      heads.enumerated().map { ($0.offset * cell, $0.element) }, columns: heads.count * cell)
    let head = TextLine([.init(String(repeating: " ", count: longest + 1) + labels, .dim)])
    return (hasHeads ? [head] : []) + body + (hasKey ? key(columns: columns) : [])
  }

  private func sign(_ value: Int64?) -> Character {
    guard let value else { return "·" }
    if value < 0 { return "-" }
    let level = level(value)
    return level == 0 ? ink.noShade : ink.shades[min(level, ink.shades.count) - 1]
  }

  /// What the shades mean; one row, so that it never takes the picture's place.
  private func key(columns: Int) -> [TextLine] {
    let words = PlotWords(unit)
    var parts = ink.shades.enumerated().map { place, shade in
      "\(shade) to \(words.value(step * Int64(place + 1)))"
    }
    if parts.count > 4, let first = parts.first, let last = parts.last { parts = [first, "…", last] }
    let all = values.joined()
    if all.contains(nil) { parts.append("· nothing known") }
    if all.contains(where: { $0.map { $0 < 0 } ?? false }) { parts.append("- below 0") }
    return Array(TextLine.flowed(parts.map { .init($0, .dim) }, toColumns: columns, gapColumns: 2).prefix(1))
  }

  /// Where there is no room for the picture: its largest values, the largest first.
  private func numbers(rows: Int) -> [TextLine] {
    let words = PlotWords(unit)
    var all: [(name: String, value: Int64)] = []
    for (place, row) in values.enumerated() where names.indices.contains(place) {
      for (column, value) in row.enumerated() where heads.indices.contains(column) {
        if let value, value != 0 { all.append(("\(names[place]) \(heads[column])", value)) }
      }
    }
    return all.enumerated().sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }
      .prefix(rows).map { TextLine("\(words.value($0.element.value))  \($0.element.name)", .text) }
  }
}

/// Names below or above columns: as many as stand apart from each other.
enum AxisLabels {
  private static let nameLimit = 10

  /// One row of text with each name at its column; those that would touch the one before, or leave the room, are left out
  /// in even steps.
  static func text(_ labels: [(column: Int, name: String)], columns: Int) -> String {
    let texts = labels.map { SafeText($0.name).cut(toColumns: nameLimit) }
    let stride = stride(labels.map(\.column), widths: texts.map(\.widthColumns))
    var text = ""
    var column = 0
    for place in labels.indices where place % stride == 0 {
      let start = labels[place].column
      guard start >= column, start + texts[place].widthColumns <= columns else { continue }
      text += String(repeating: " ", count: start - column) + texts[place].clusters.map(\.text).joined()
      column = start + texts[place].widthColumns
    }
    return text
  }

  /// Every how many-th name is shown so that none touches another; what people count in, like 6 or 7.
  static func stride(_ places: [Int], widths: [Int]) -> Int {
    let widest = (widths.max() ?? 0) + 1
    guard places.count > 1, let first = places.first, let last = places.last, last > first else {
      return max(1, places.count)
    }
    let usual = [1, 2, 3, 4, 6, 7, 12, 14, 28, 30, 60, 90]
    func fits(_ step: Int) -> Bool { (last - first) * step >= widest * (places.count - 1) }
    return usual.first(where: fits) ?? places.count
  }
}
