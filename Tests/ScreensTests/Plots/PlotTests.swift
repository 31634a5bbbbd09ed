import Dining
import Insights
import Randomness
import Testing

@testable import Screens

extension TextLine {
  /// What is seen of it, blanks at its end cut.
  var plainText: String {
    let text = (start + end).flatMap(\.text.clusters).map(\.text).joined()
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}

extension PlotLines {
  static func text(_ plot: Plot, _ columns: Int, _ rows: Int, _ ink: PlotInk = .eighths) -> [String] {
    PlotLines(plot, ink, columns: columns, rows: rows).lines.map(\.plainText)
  }
}

/// Pictures in cells: what they say, and that they never leave their room.
@Suite struct PlotTests {
  private static let euro = Currency("EUR").map { Plot.Unit.money($0) } ?? .count

  // MARK: Any picture

  @Test(arguments: PlotInk.allCases)
  func `no picture is wider or higher than its room, whatever it holds`(ink: PlotInk) {
    var plots = RandomPlots(seed: 16)
    var random = Seeded(seed: 61)
    for number in 0..<600 {
      let plot = plots.next()
      let (columns, rows) = (Int(random.next() % 200) + 1, Int(random.next() % 60) + 1)
      let lines = PlotLines(plot, ink, columns: columns, rows: rows).lines
      #expect(lines.count <= rows && !lines.isEmpty, "\(number): \(columns) × \(rows)")
      for line in lines {
        #expect(line.startColumns + line.endColumns <= columns, "\(number): \(columns) × \(rows)")
      }
    }
  }

  @Test func `there is no room that breaks it`() {
    var plots = RandomPlots(seed: 7)
    for _ in 0..<20 {
      let plot = plots.next()
      for columns in 1...200 {
        for rows in [1, 2, 3, 4, 5, 6, 7, 8, 60] {
          let lines = PlotLines(plot, .eighths, columns: columns, rows: rows).lines
          #expect(lines.count <= rows && lines.allSatisfy { $0.startColumns <= columns })
        }
      }
    }
  }

  @Test(arguments: [PlotInk.halves, .whole, .plain])
  func `a console's font is asked for nothing that it lacks`(ink: PlotInk) {
    let known = Set(ink == .plain ? "#" : ink == .whole ? "█" : "█▌▐▀▄░▒▓").union("│┤┼└─·▲…-")
    var plots = RandomPlots(seed: 3)
    for _ in 0..<300 {
      let plot = plots.next()
      let lines = PlotLines(plot, ink, columns: 90, rows: 20).lines
      for piece in lines.flatMap(\.start)
      where [.bill, .rule].contains(piece.style.role) || piece.style == PlotLines.markedStyle {
        for cluster in piece.text.clusters {
          #expect(cluster.text.allSatisfy { $0.isASCII || known.contains($0) }, "\(cluster.text)")
        }
      }
    }
  }

  // MARK: Bars

  private static func bars(_ values: [Int64], _ ink: PlotInk = .eighths, columns: Int = 80) -> [Int] {
    let plot = Plot("t", .count, .bars(values.map { .init("n", $0) }))
    return PlotLines(plot, ink, columns: columns, rows: values.count + 1).lines.dropFirst().map { line in
      InkMeasure.eighths(
        line.start.filter { $0.style.role == .bill }.map(\.text.clusters).joined().map(\.text).joined())
    }
  }

  @Test(arguments: PlotInk.allCases)
  func `a larger value has a longer bar, and only nought has none`(ink: PlotInk) {
    var random = Seeded(seed: 9)
    for _ in 0..<200 {
      let isMixed = random.next() % 2 == 0
      let values = (0..<12).map { _ in Int64(random.next() % 2_000) - (isMixed ? 1_000 : 0) } + [0, 1]
      let columns = 60 + Int(random.next() % 140)
      let lengths = Self.bars(values, ink, columns: columns)
      for (one, length) in zip(values, lengths) {
        #expect((length == 0) == (one == 0), "\(one) has \(length)")
        for (other, than) in zip(values, lengths) where one.signum() == other.signum() {
          if one.magnitude >= other.magnitude { #expect(length >= than) }
          // Of forty cells at least one: twice as much is seen, also where a cell is the smallest part.
          if one.magnitude >= 200, one.magnitude >= other.magnitude * 2 {
            #expect(length > than, "\(one) and \(other)")
          }
        }
      }
    }
  }

  @Test func `bars stand beside their names and numbers`() {
    let plot = Plot(
      "Median by dish", .seconds,
      .bars([.init("Venison stew", 1_440, isMarked: true), .init("Soup", 360), .init("Ale", 0)]))
    // 39 columns less 2 for the sign, 12 + 1 for names and 5 + 1 for numbers: a bar of 18; a quarter of it is 4.5.
    #expect(
      PlotLines.text(plot, 39, 4) == [
        "Median by dish  min:s", "! Venison stew 24:00 ██████████████████", "  Soup          6:00 ████▌",
        "  Ale           0:00",
      ])
  }

  @Test func `what was given back goes to the other side of nought`() {
    let plot = Plot("Takings", Self.euro, .bars([.init("cash", 4_000), .init("card", -2_000)]))
    // 24 columns: 4 + 1 for names, 6 + 1 for amounts, and 12 of which one is the line: 11 × 2000 / 6000 is 3 to the left;
    // the larger value has 3 × 2, since the left side sets the scale.
    #expect(PlotLines.text(plot, 24, 3) == ["Takings  EUR", "cash  40.00    │██████", "card -20.00 ███│"])
  }

  @Test func `others are counted where rows are few`() {
    let plot = Plot("t", .count, .bars((1...9).map { .init("dish \($0)", $0) }))
    #expect(PlotLines.text(plot, 40, 5).last == "… and 6 more")
    #expect(PlotLines.text(plot, 40, 10).count == 10)
  }

  @Test func `narrow windows lose bars, then names, and keep numbers`() {
    let plot = Plot("Orders", .count, .bars([.init("Venison stew", 1_204), .init("Ale", 7)]))
    #expect(PlotLines.text(plot, 14, 3) == ["Orders  number", "Venison… 1 204", "Ale          7"])
    #expect(PlotLines.text(plot, 5, 3) == ["Orde…", "1 204", "    7"])
  }

  // MARK: Funnels

  @Test func `a funnel says how many went on, of all and of those before`() {
    let steps = [("opened", 120), ("ordered", 60), ("paid", 45)].map { Plot.Bar($0.0, Int64($0.1)) }
    // 44 columns: 7 + 1, 3 + 1, 7 + 8 + 1 for shares, and a bar of 16: half of it, then three eighths.
    #expect(
      PlotLines.text(Plot("Visits", .count, .funnel(steps)), 44, 5)
        == [
          "Visits  number", "             of all went on",
          "opened  120    100%         ████████████████", "ordered  60     50%     50% ████████░░░░░░░░",
          "paid     45     38%     75% ██████░░",
        ])
  }

  // MARK: Columns

  private static func columns(_ values: [Int64?], _ ink: PlotInk, _ columns: Int, _ rows: Int) -> [Int] {
    let plot = Plot("t", .count, .series(values.map { .init("n", $0) }))
    let lines = PlotLines(plot, ink, columns: columns, rows: rows).lines
    let inked = lines.compactMap { line in line.start.first { $0.style == PlotLines.inkStyle } }
    let width = (inked.first?.text.clusters.count ?? 0) / max(1, values.count)
    return values.indices.map { place in
      inked.reduce(0) { $0 + InkMeasure.eighths($1.text.clusters[place * width].text) }
    }
  }

  @Test(arguments: PlotInk.allCases)
  func `a larger value has a higher column, and only nought has none`(ink: PlotInk) {
    var random = Seeded(seed: 11)
    for _ in 0..<100 {
      let isMixed = random.next() % 2 == 0
      let values = (0..<20).map { _ in Int64(random.next() % 2_000) - (isMixed ? 1_000 : 0) } + [0, 2_000]
      let heights = Self.columns(values, ink, 120, 24)
      for (one, height) in zip(values, heights) {
        #expect((height == 0) == (one == 0), "\(one) has \(height)")
        for (other, than) in zip(values, heights) where one.signum() == other.signum() {
          if one.magnitude >= other.magnitude { #expect(height >= than) }
          if one.magnitude >= 800, one.magnitude >= other.magnitude * 2 { #expect(height > than) }
        }
      }
    }
  }

  @Test func `a series has round numbers beside it, and tells nothing from nought`() {
    let points: [Plot.Point] = [.init("Mon", 100), .init("Tue", 50), .init("Wed", 0), .init("Thu", nil)]
    #expect(
      PlotLines.text(Plot("Orders by day", .count, .series(points)), 24, 7) == [
        "Orders by day  number", "100┤████", "   │████", " 50┤████ ████", "   │████ ████",
        "  0└───────────────·····",
        "    Mon  Tue  Wed  Thu",
      ])
  }

  @Test func `below nought columns hang from the line`() {
    let points: [Plot.Point] = [.init("a", 20), .init("b", -10)]
    let text = PlotLines.text(Plot("t", .count, .series(points)), 24, 7)
    #expect(text.contains { $0.hasPrefix(" 20┤") } && text.contains { $0.hasPrefix("  0┼") })
    #expect(text.contains { $0.hasPrefix("-10┤") || $0.hasPrefix("-20┤") })
  }

  @Test func `more points than columns share cells in braille, and still more are put together`() {
    let points = (0..<90).map { Plot.Point("\($0)", Int64($0)) }
    let plot = Plot("t", .count, .series(points))
    let braille = PlotLines.text(plot, 60, 12)
    #expect(braille.joined().unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    #expect(braille[0] == "t  number")
    #expect(PlotLines.text(plot, 60, 12, .halves)[0] == "t  number, the highest of each 2")
    #expect(
      PlotLines.text(plot, 60, 12, .halves).joined().unicodeScalars.allSatisfy {
        !(0x2800...0x28FF).contains($0.value)
      })
  }

  @Test func `a row alone is a sparkline with its ends`() {
    let points: [Plot.Point] = [.init("a", 0), .init("b", 30), .init("c", nil), .init("d", 240)]
    // Of a cell of 8 parts 30 of 240 is one.
    #expect(PlotLines.text(Plot("t", .seconds, .series(points)), 20, 1)[0].hasSuffix("  0:00 to 4:00"))
    #expect(PlotLines.text(Plot("t", .seconds, .series(points)), 4, 2) == ["t  …", " ▁·█"])
  }

  // MARK: Distributions

  @Test func `marks stand under their place`() {
    let bins = [5, 20, 10, 5].enumerated().map {
      Plot.Bin(from: Int64($0.offset) * 60, until: Int64($0.offset + 1) * 60, count: Int64($0.element))
    }
    let plot = Plot(
      "Prep times", .seconds, .distribution(bins, marks: [.init("median", 90), .init("p90", 200)]))
    let text = PlotLines.text(plot, 35, 12)
    #expect(text[0] == "Prep times  min:s")
    // Four bins of eight columns, seven of them ink: 90 s is in the middle of the second, 200 s a third into the last.
    #expect(text[text.count - 2] == String(repeating: " ", count: 3 + 8 + 3) + "▲ median 1:30")
    #expect(text[text.count - 1] == String(repeating: " ", count: 3 + 24 + 2 - 9) + "p90 3:20 ▲")
    #expect(text[text.count - 3].hasPrefix("   0       1 min   2 min   3 min"))
  }

  // MARK: Heat maps

  @Test func `a heat map is darker where there is more`() {
    let plot = Plot(
      "Orders", .count,
      .heatMap(rows: ["Mon", "Tue"], columns: ["18", "19", "20"], values: [[0, 10, 40], [nil, 11, 31]]))
    // A quarter of 40 is 10: a shade for each 10 begun.
    #expect(
      PlotLines.text(plot, 40, 5) == [
        "Orders  number", "    18  19  20", "Mon     ░░░░████", "Tue ····▒▒▒▒████",
        "░ to 10  ▒ to 20  ▓ to 30  █ to 40",
      ])
    #expect(
      PlotLines.text(plot, 7, 4, .plain) == ["Orders…", "    18", "Mon 028", "Tue ·37"].map { $0 })
  }

  @Test func `where no map fits its largest values are told`() {
    let plot = Plot(
      "Orders", .count, .heatMap(rows: ["Mon", "Tue"], columns: ["18", "19"], values: [[3, 9], [0, 7]]))
    #expect(PlotLines.text(plot, 5, 3).dropFirst().map { $0.prefix(1) } == ["9", "7"])
    #expect(PlotLines.text(plot, 40, 2)[1] == "9  Mon 19")
  }

  // MARK: Nothing

  @Test func `nothing is said, not drawn`() {
    let shapes: [Plot.Shape] = [
      .bars([]), .series([]), .heatMap(rows: [], columns: [], values: []), .funnel([]),
      .distribution([], marks: []),
    ]
    for shape in shapes {
      #expect(PlotLines.text(Plot("t", .count, shape), 40, 9) == ["t  number", "nothing to show"])
    }
  }
}
