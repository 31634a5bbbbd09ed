import Insights

/// The shapes on a sheet; each begins at its top and leaves it behind its last row.
extension PlotSVG.Sheet {
  private static let (left, right) = (PlotSVG.margin, PlotSVG.width - PlotSVG.margin)
  private static let rowHeight = 22
  private static let chartHeight = 180
  private static let nameColumns = 32

  mutating func draw(_ plot: Plot) {
    let words = PlotWords(plot.unit)
    switch plot.shape {
    case .bars(let bars): draw(bars, words, isFunnel: false)
    case .funnel(let steps): draw(steps, words, isFunnel: true)
    case .series(let points):
      drawChart(
        points.map(\.value), plot.unit,
        names: points.map { (words.value($0.value ?? 0), $0.name) }, edges: points.map(\.name))
    case .heatMap(let names, let heads, let values):
      draw(PlotHeat(names, heads, values, plot.unit, .eighths), names, heads, values, words)
    case .distribution(let bins, let marks): draw(bins, marks, words)
    }
  }

  // MARK: Bars

  private mutating func draw(_ bars: [Plot.Bar], _ words: PlotWords, isFunnel: Bool) {
    let names = min(
      Self.nameColumns * 8, bars.map { Self.width($0.name) }.max() ?? 0)
    let numbers = bars.map { bar -> String in
      let share = isFunnel ? PlotWords.share(bar.value, of: bars.first?.value ?? 0) : ""
      return words.value(bar.value) + (share.isEmpty ? "" : ", \(share)") + (bar.isMarked ? " !" : "")
    }
    let number = numbers.map { Self.width($0) }.max() ?? 0
    let scale = PlotScale(bars.map(\.value), words.unit, ticks: 6)
    // Numbers stand behind their bars, and before those that go to the left.
    let start = Self.left + names + 10 + (scale.low < 0 ? number + 6 : 0)
    let room = Self.right - start - number - 6
    func x(_ value: Int64) -> Int { start + Self.part(value, scale, room) }
    for (place, bar) in bars.enumerated() {
      let base = top + 15
      text(bar.name, x: Self.left + names, y: base, .end, toColumns: Self.nameColumns)
      let (from, to) = (min(x(0), x(bar.value)), max(x(0), x(bar.value)))
      let tip = "\(bar.name): \(numbers[place])"
      if isFunnel, place > 0 {
        box(x: to, y: top + 3, width: x(bars[place - 1].value) - to, height: 16, class: "ghost", tip: tip)
      }
      box(
        x: from, y: top + 3, width: bar.value == 0 ? 0 : max(1, to - from), height: 16,
        class: bar.isMarked ? "marked" : "ink", tip: tip)
      let behind = isFunnel && place > 0 ? max(to, x(bars[place - 1].value)) : to
      if bar.value < 0 {
        text(numbers[place], x: from - 6, y: base, .end)
      } else {
        text(numbers[place], x: behind + 6, y: base)
      }
      top += Self.rowHeight
    }
    line((x(0), top - bars.count * Self.rowHeight), (x(0), top), class: "line")
  }

  /// How far along an axis a value lies, in pixels of its room.
  private static func part(_ value: Int64, _ scale: PlotScale, _ room: Int) -> Int {
    let whole = Int128(scale.high) - Int128(scale.low)
    let size = Int128(PlotScale.limited(value)) - Int128(scale.low)
    return whole <= 0 ? 0 : Int(size * Int128(room) / whole)
  }

  // MARK: Columns

  /// What a chart has told of itself: where its columns are.
  private struct Chart {
    let start: Int
    let step: Int
    let bottom: Int
  }

  @discardableResult
  private mutating func drawChart(
    _ values: [Int64?], _ unit: Plot.Unit, names: [(value: String, name: String)], edges: [String],
    lastEdge: String? = nil
  ) -> Chart {
    let words = PlotWords(unit)
    let scale = PlotScale(values.compactMap { $0 }, unit, ticks: 6)
    let axis = scale.ticks.map { Self.width(words.tick($0)) }.max() ?? 0
    let start = Self.left + axis + 8
    // Hundredths of a pixel, so that many columns still fill the room.
    let step = max(1, (Self.right - start) * 100 / max(1, values.count))
    func x(_ place: Int) -> Int { start + place * step / 100 }
    func y(_ value: Int64) -> Int { top + Self.chartHeight - Self.part(value, scale, Self.chartHeight) }
    for tick in scale.ticks {
      line((start, y(tick)), (Self.right, y(tick)), class: tick == 0 ? "line" : "grid")
      text(words.tick(tick), x: start - 6, y: y(tick) + 4, class: "dim", .end)
    }
    for (place, value) in values.enumerated() {
      guard let value else {
        text("·", x: (x(place) + x(place + 1)) / 2, y: y(0) - 3, class: "dim", .middle)
        continue
      }
      let (upper, lower) = (min(y(value), y(0)), max(y(value), y(0)))
      let width = x(place + 1) - x(place)
      box(
        x: x(place), y: value > 0 ? min(upper, lower - 1) : upper,
        width: max(1, width - (lastEdge == nil ? width / 6 : width > 3 ? 1 : 0)),
        height: value == 0 ? 0 : max(1, lower - upper), class: "ink",
        tip: "\(names[place].name): \(names[place].value)")
    }
    let bottom = top + Self.chartHeight
    let all = edges + (lastEdge.map { [$0] } ?? [])
    let stride = AxisLabels.stride(
      all.indices.map { x($0) / 8 }, widths: all.map { SafeText($0).widthColumns })
    for place in all.indices where place % stride == 0 {
      let isInside = x(place) + Self.width(all[place]) <= Self.right + PlotSVG.margin
      if isInside || lastEdge != nil {
        text(all[place], x: x(place), y: bottom + 16, class: "dim", isInside ? .start : .end)
      }
    }
    top = bottom + 24
    return Chart(start: start, step: step, bottom: bottom)
  }

  private mutating func draw(_ bins: [Plot.Bin], _ marks: [Plot.Mark], _ words: PlotWords) {
    let first = top
    let names = bins.map { ("\($0.count)", "\(words.tick($0.from)) to \(words.tick($0.until))") }
    let chart = drawChart(
      bins.map(\.count), .count, names: names, edges: bins.map { words.tick($0.from) },
      lastEdge: bins.last.map { words.tick($0.until) })
    // In hundredths of a pixel a bin is as many cells of a plan.
    let plan = PlotLines.ColumnPlan(values: bins.map(\.count), merged: 1, width: chart.step + 1)
    for mark in marks {
      let x = chart.start + PlotLines.column(of: mark.value, bins, plan) / 100
      line((x, first), (x, chart.bottom), class: "mark")
      top += 14
      let isInside = x + Self.width("\(mark.name) \(words.value(mark.value))") <= Self.right
      text("▲ \(mark.name) \(words.value(mark.value))", x: x, y: top, isInside ? .start : .end)
    }
  }

  // MARK: Heat maps

  private mutating func draw(
    _ heat: PlotHeat, _ names: [String], _ heads: [String], _ values: [[Int64?]], _ words: PlotWords
  ) {
    let longest = min(Self.nameColumns * 8, names.map { Self.width($0) }.max() ?? 0)
    let start = Self.left + longest + 8
    let cell = min(40, max(4, (Self.right - start) / max(1, heads.count)))
    let stride = AxisLabels.stride(
      heads.indices.map { $0 * cell / 8 }, widths: heads.map { SafeText($0).widthColumns })
    for place in heads.indices where place % stride == 0 {
      text(heads[place], x: start + place * cell, y: top + 10, class: "dim")
    }
    top += 16
    for (row, name) in names.enumerated() {
      text(name, x: Self.left + longest, y: top + 15, .end, toColumns: Self.nameColumns)
      for column in heads.indices {
        let value =
          values.indices.contains(row) && values[row].indices.contains(column) ? values[row][column] : nil
        let x = start + column * cell
        guard let value else {
          text("·", x: x + cell / 2, y: top + 15, class: "dim", .middle)
          continue
        }
        let tip = "\(name) \(heads[column]): \(words.value(value))"
        if value < 0 { text("-", x: x + cell / 2, y: top + 15, class: "dim", .middle) }
        box(
          x: x, y: top, width: cell - 1, height: Self.rowHeight - 1, class: "ink",
          opacity: Self.opacity(heat.level(value)), tip: tip)
      }
      top += Self.rowHeight
    }
    var x = start
    top += 18
    for level in 1...4 {
      let words = "to \(words.value(heat.step * Int64(level)))"
      if x + 20 + Self.width(words) > Self.right, x > start {
        x = start
        top += Self.rowHeight
      }
      box(x: x, y: top - 11, width: 14, height: 14, class: "ink", opacity: Self.opacity(level), tip: words)
      text(words, x: x + 20, y: top, class: "dim")
      x += 36 + Self.width(words)
    }
    top += 6
  }

  private static func opacity(_ level: Int) -> String {
    ["0.04", "0.3", "0.52", "0.76", "1"][min(max(0, level), 4)]
  }
}
