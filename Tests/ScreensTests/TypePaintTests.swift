import Testing

@testable import Screens

@Suite struct TypePaintTests {
  private static let words = ["B07 12:34", "Spaghetti alla Carbonara", "Crème brûlée", "Gödöllő Łódź Şiş"]

  private func frame(_ text: BigText, columns: Int = 200, rows: Int = 60) -> Frame {
    var frame = Frame(size: Size(widthColumns: columns, heightRows: rows))
    frame.write(text, at: Position(row: 0, column: 0), style: Style(.text))
    return frame
  }

  /// The blocks with ink in the upper left, upper right, lower left and lower right quarter, by their names in
  /// Unicode (Block Elements).
  private static let blocks = [["▀▌█▘▙▚▛▜", "▀▐█▛▜▝▞▟"], ["▄▌█▖▙▛▞▟", "▄▐█▗▙▚▜▟"]].map { row in
    row.map { Set($0.unicodeScalars) }
  }

  /// The ink of a frame by halves of rows and columns; empty beyond it.
  private struct Ink {
    let frame: Frame

    subscript(halfRow: Int, halfColumn: Int) -> Bool {
      guard let cell = frame[halfRow / 2, halfColumn / 2] else { return false }
      return blocks[halfRow % 2][halfColumn % 2].contains(cell.cluster.base)
    }
  }

  /// Every way to paint letters: how many half rows and half columns a pixel of the face then has.
  private static let ways: [(shape: PixelShape, isNarrow: Bool, halfRows: Int, halfColumns: Int)] = [
    (.full, false, 2, 2), (.half, false, 1, 2), (.quarter, false, 1, 2), (.quarter, true, 1, 1),
    (.full, true, 2, 2), (.half, true, 1, 2),
  ]

  @Test("All shapes of pixels and every scale are one picture", arguments: Face.allCases, [1, 2, 3])
  func scales(face: Face, scale: Int) {
    for box in [BigText.Box.line, .capitals] {
      let text = SafeText("gÅ07:")
      let plain = Ink(frame: frame(BigText(text, .drawn(face), .full, box: box)))
      for way in Self.ways {
        let lettering = Lettering.drawn(face, scale: scale, isNarrow: way.isNarrow)
        let scaled = Ink(frame: frame(BigText(text, lettering, way.shape, box: box)))
        for y in 0..<120 {
          let differing = (0..<400).filter { x in
            scaled[y, x] != plain[2 * (y / scale / way.halfRows), 2 * (x / scale / way.halfColumns)]
          }
          #expect(differing.isEmpty, "\(face) ×\(scale) \(way), row \(y)")
        }
      }
    }
  }

  @Test("The picture is the glyphs beside each other, one pixel apart")
  func placing() {
    let painted = Ink(frame: frame(BigText(SafeText("B0"), .drawn(.tall), .half)))
    let glyphs = "B0".unicodeScalars.compactMap {
      Face.tall.table.glyph(of: Cluster(base: $0, widthColumns: 1))
    }
    for y in 0..<12 {
      for x in 0..<9 {
        let wanted = glyphs[0].hasInk(row: y, column: x) || glyphs[1].hasInk(row: y, column: x - 5)
        #expect(painted[y, 2 * x] == wanted && painted[y, 2 * x + 1] == wanted, "\(x), \(y)")
      }
    }
  }

  /// Worked out from the sheets: rows two by two, and of each the columns two by two.
  @Test("Narrow letters, cell by cell")
  func narrow() {
    func lines(_ text: String, _ face: Face, scale: Int = 1) -> [String] {
      let lettering = Lettering.drawn(face, scale: scale, isNarrow: true)
      let text = BigText(SafeText(text), lettering, .quarter, box: .capitals)
      return Array(frame(text).lines.prefix(text.heightRows))
    }
    //   ##### ####
    //   ..#.. ...#
    #expect(lines("T7", .small) == ["▀▛▘▀▜", " ▌  ▌", " ▌ ▐"])
    #expect(lines("T7", .tall) == ["▀▛▘▀▜", " ▌  ▞", " ▌  ▌", " ▌ ▐", " ▌ ▐"])
    // The second begins in the middle of a column.
    #expect(lines("77", .small) == ["▀▜▝▀▌", " ▌ ▐", "▐  ▌"])
    // At twice the size a pixel is a whole cell.
    #expect(
      lines("T7", .small, scale: 2) == [
        "█████ ████", "  █      █", "  █     █", "  █     █", "  █    █", "  █    █",
      ])
  }

  @Test(
    "Every cell of the box is in the style, none outside is touched, and the columns taken are told",
    arguments: [false, true])
  func box(isNarrow: Bool) {
    let style = Style(.rush, .reverse)
    let drawn = Style(.rush, [.reverse, .drawn])
    let text = BigText(SafeText("g 日É"), .drawn(.small, isNarrow: isNarrow), .quarter)
    var frame = Frame(size: Size(widthColumns: 60, heightRows: 12))
    frame.fill(
      Rectangle(row: 0, column: 0, widthColumns: 60, heightRows: 12), style: Style(.dim), with: "x")
    #expect(frame.write(text, at: Position(row: 3, column: 5), style: style) == text.widthColumns)
    for row in 0..<12 {
      for column in 0..<60 {
        let isInside = (3..<7).contains(row) && (5..<5 + text.widthColumns).contains(column)
        #expect(frame[row, column]?.style == (isInside ? drawn : Style(.dim)), "\(row), \(column)")
        if !isInside { #expect(frame[row, column]?.cluster.base == "x") }
      }
    }
  }

  @Test("Nothing leaves the window, wherever the text begins", arguments: [1, 2, 3], [false, true])
  func window(scale: Int, isNarrow: Bool) {
    let text = BigText(SafeText("日B日07日"), .drawn(.tall, scale: scale, isNarrow: isNarrow), .quarter)
    let window = Rectangle(row: 2, column: 3, widthColumns: 17, heightRows: 5)
    for row in [-1_000_000, -13, -4, 0, 4, 5, .max] {
      for column in [Int.min, -40, -5, -1, 0, 10, 16, 17, .max] {
        var frame = Frame(size: Size(widthColumns: 30, heightRows: 12))
        let taken = frame.inside(window) {
          $0.write(text, at: Position(row: row, column: column), style: Style(.alert))
        }
        #expect((0...17).contains(taken))
        for y in 0..<12 {
          for x in 0..<30 where !(window.rows.contains(y) && window.columns.contains(x)) {
            #expect(
              frame[y, x] == Cell.blank(Style(.text)), "written at \(row), \(column), seen at \(y), \(x)")
          }
        }
      }
    }
  }

  @Test("What is not drawn stands in plain cells on the row that letters stand on", arguments: [1, 2, 3])
  func fallback(scale: Int) {
    for (face, shape, row) in [
      (Face.small, PixelShape.half, (7 * scale - 1) / 2), (.tall, .half, (10 * scale - 1) / 2),
      (.small, .full, 7 * scale - 1), (.tall, .full, 10 * scale - 1),
    ] {
      let frame = frame(BigText(SafeText("1日2"), .drawn(face, scale: scale), shape))
      #expect(frame[row, 5 * scale]?.cluster.text == "日")
      #expect(frame[row, 5 * scale + 1]?.isContinuation == true)
      #expect(frame[row - 1, 5 * scale]?.cluster == .blank)
    }
    let capitals = frame(BigText(SafeText("1日"), .drawn(.small, scale: scale), .half, box: .capitals))
    #expect(capitals[3 * scale - 1, 5 * scale]?.cluster.text == "日")
    // Narrow, the digit and the gap are 5 halves of a column, which are rounded up.
    let narrow = frame(BigText(SafeText("1日2"), .drawn(.small, scale: scale, isNarrow: true), .quarter))
    #expect(narrow[(7 * scale - 1) / 2, (5 * scale + 1) / 2]?.cluster.text == "日")
  }

  @Test("Plain letters are what the frame writes anyway")
  func plain() {
    let safe = SafeText("Phở 日本 x")
    var wanted = Frame(size: Size(widthColumns: 20, heightRows: 2))
    let columns = wanted.write(safe, at: Position(row: 1, column: 2), style: Style(.title))
    var frame = Frame(size: Size(widthColumns: 20, heightRows: 2))
    let text = BigText(safe, .plain, .half)
    #expect(frame.write(text, at: Position(row: 1, column: 2), style: Style(.title)) == columns)
    #expect(frame == wanted)
  }

  @Test("S7: hostile text draws no more than cells of its box")
  func hostile() {
    let flood = String(repeating: "\u{301}", count: 500)
    let text = "a\u{1B}[2J\u{202E}b\r\n\u{200D}e\(flood)\u{9B}1;1H\u{7F}🏳️‍🌈\u{E000}"
    for face in Face.allCases {
      let big = BigText(SafeText(text), .drawn(face), .half)
      let lines = frame(big).lines
      for scalar in lines.joined().unicodeScalars {
        #expect(CellWidths.fate(of: scalar) != .never || scalar == "\u{200D}")
      }
      #expect(lines.dropFirst(big.heightRows).allSatisfy { $0.isEmpty })
      #expect(lines.joined().contains("␛"))
    }
  }

  @Test("Words as they look, each read before it was kept", arguments: Face.allCases, [false, true])
  func words(face: Face, isNarrow: Bool) throws {
    let texts = Self.words.map { BigText(SafeText($0), .drawn(face, isNarrow: isNarrow), .quarter) }
    let height = BigText.heightRows(.drawn(face), .half, box: .line)
    let columns = texts.map(\.widthColumns).max() ?? 1
    var frame = Frame(size: Size(widthColumns: columns, heightRows: texts.count * height))
    for (line, text) in texts.enumerated() {
      frame.write(text, at: Position(row: line * height, column: 0), style: Style(.text))
    }
    try Golden.compare(frame, "type-\(face.rawValue)" + (isNarrow ? "-narrow" : ""))
  }
}
