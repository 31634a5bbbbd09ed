import Randomness
import Testing

@testable import Screens

private let plain = Style(.text)

private func frame(_ columns: Int, _ rows: Int) -> Frame {
  Frame(size: Size(widthColumns: columns, heightRows: rows))
}

@Suite struct FrameTests {
  @Test("A size is clamped to 1 × 1 … 400 × 200")
  func sizes() {
    #expect(Size(widthColumns: 0, heightRows: -5) == Size(widthColumns: 1, heightRows: 1))
    #expect(Size(widthColumns: 9_999, heightRows: 9_999) == Size(widthColumns: 400, heightRows: 200))
  }

  @Test("Text is cut at the edge and says how many columns it took")
  func writing() {
    var frame = frame(6, 2)
    #expect(frame.write("abc", at: Position(row: 0, column: 1), style: plain) == 3)
    #expect(frame.write("abcdefgh", at: Position(row: 1, column: 2), style: plain) == 4)
    #expect(frame.write("xyz", at: Position(row: 0, column: 4), style: plain, limit: 1) == 1)
    #expect(frame.lines == [" abcx", "  abcd"])
    for outside in [(2, 0), (-1, 0), (0, 6), (0, -1), (Int.max, Int.max), (Int.min, Int.min)] {
      #expect(frame.write("no", at: Position(row: outside.0, column: outside.1), style: plain) == 0)
    }
    #expect(frame.write("no", at: Position(row: 0, column: 0), style: plain, limit: Int.min) == 0)
    #expect(frame.lines == [" abcx", "  abcd"])
  }

  @Test("A wide character is never half drawn")
  func wideAtTheEdge() {
    var frame = frame(5, 1)
    frame.write("xxxxx", at: Position(row: 0, column: 0), style: plain)
    #expect(frame.write("日本語", at: Position(row: 0, column: 0), style: plain) == 5)
    #expect(frame.lines == ["日本"])
    #expect(frame[0, 4]?.cluster == .blank)
  }

  @Test(
    "Overwriting half of a wide character blanks the other half",
    arguments: [(0, "x", "x 本"), (1, "x", " x本"), (1, "日", " 日"), (2, "xy", "日xy"), (3, "x", "日 x")])
  func overwritingHalves(column: Int, text: String, line: String) {
    var frame = frame(4, 1)
    frame.write("日本", at: Position(row: 0, column: 0), style: plain)
    frame.write(text, at: Position(row: 0, column: column), style: plain)
    #expect(frame.lines == [line])
  }

  @Test("A pane cannot leave its rectangle, nor the rectangle of the pane around it")
  func panes() {
    var frame = frame(8, 4)
    frame.fill(Rectangle(row: 0, column: 0, widthColumns: 8, heightRows: 4), style: plain, with: ".")
    frame.inside(Rectangle(row: 1, column: 2, widthColumns: 4, heightRows: 2)) { pane in
      #expect(pane.window.widthColumns == 4)
      pane.write("abcdefgh", at: Position(row: 0, column: 0), style: plain)
      pane.write("no", at: Position(row: 2, column: 0), style: plain)
      pane.inside(Rectangle(row: 1, column: 3, widthColumns: 99, heightRows: 99)) { inner in
        inner.fill(Rectangle(row: -5, column: -5, widthColumns: 99, heightRows: 99), style: plain, with: "#")
      }
      pane.inside(Rectangle(row: 7, column: 7, widthColumns: 2, heightRows: 2)) { nothing in
        #expect(nothing.window.isEmpty)
        nothing.write("no", at: Position(row: 0, column: 0), style: plain)
      }
    }
    #expect(frame.lines == ["........", "..abcd..", ".....#..", "........"])
    #expect(frame.window.widthColumns == 8)
  }

  @Test("A box is drawn inside its rectangle")
  func boxes() {
    var frame = frame(5, 3)
    frame.box(Rectangle(row: 0, column: 0, widthColumns: 5, heightRows: 3), style: plain)
    #expect(frame.lines == ["┌───┐", "│   │", "└───┘"])
    frame.box(Rectangle(row: 0, column: 3, widthColumns: 9, heightRows: 2), style: plain, weight: .heavy)
    #expect(frame.lines == ["┌──┏━", "│  ┗━", "└───┘"])
  }

  @Test("The cursor stands in its pane or nowhere")
  func cursor() {
    var frame = frame(5, 3)
    frame.inside(Rectangle(row: 1, column: 2, widthColumns: 3, heightRows: 1)) {
      $0.placeCursor(at: Position(row: 0, column: 1))
    }
    #expect(frame.cursor == Position(row: 1, column: 3))
    frame.placeCursor(at: Position(row: 0, column: 5))
    #expect(frame.cursor == nil)
  }

  @Test("The difference is what changed and no more")
  func difference() {
    var old = frame(10, 3)
    old.write("B07 12:34", at: Position(row: 1, column: 0), style: plain)
    var new = old
    #expect(new.difference(from: old) == [])
    new.write("5", at: Position(row: 1, column: 8), style: plain)
    new.write("B", at: Position(row: 1, column: 0), style: Style(.title))
    #expect(
      new.difference(from: old) == [CellRun(row: 1, columns: 0..<1), CellRun(row: 1, columns: 8..<9)])
    #expect(new.difference(from: nil).count == 3)
    #expect(new.difference(from: frame(10, 2)).map(\.columns) == [0..<10, 0..<10, 0..<10])
  }

  @Test("Two spellings of one accent are different cells, as their bytes are")
  func spellings() {
    var old = frame(3, 1)
    old.write("e\u{344}", at: Position(row: 0, column: 0), style: plain)
    var new = frame(3, 1)
    new.write("e\u{308}\u{301}", at: Position(row: 0, column: 0), style: plain)
    #expect(new.difference(from: old).count == 1)
  }

  @Test("Painting only the runs of a difference gives the new frame, wide characters and all")
  func differenceSuffices() {
    var random = Seeded(seed: 42)
    var old = frame(12, 2)
    for _ in 0..<5_000 {
      var new = Int.random(in: 0..<8, using: &random) == 0 ? frame(12, 2) : old
      let texts = ["日本語", "ab", "👩‍🍳x", "é", " ", "❤️", "x日"]
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let text = texts[Int.random(in: 0..<texts.count, using: &random)]
        let place = Position(
          row: Int.random(in: 0..<2, using: &random), column: Int.random(in: 0..<12, using: &random))
        new.write(text, at: place, style: plain)
      }
      var terminal = ModelTerminal(showing: old)
      for run in new.difference(from: old) { terminal.paint(run, of: new) }
      #expect(terminal.rows == ModelTerminal(showing: new).rows)
      old = new
    }
  }
}

/// A terminal as it should behave: a character that is written over half of a wide one leaves garbage in the other
/// half, so that a painter that forgets to repaint it is caught.
private struct ModelTerminal {
  var rows: [[String]]

  init(showing frame: Frame) {
    rows = (0..<frame.size.heightRows).map { row in
      (0..<frame.size.widthColumns).map { column in
        guard let cell = frame[row, column] else { return "?" }
        return cell.isContinuation ? "" : cell.cluster.text
      }
    }
  }

  mutating func paint(_ run: CellRun, of frame: Frame) {
    for column in run.columns {
      guard let cell = frame[run.row, column], !cell.isContinuation else { continue }
      for edge in [column, column + cell.cluster.widthColumns]
      where edge < rows[run.row].count && rows[run.row][edge].isEmpty {
        rows[run.row][edge - 1] = "garbage"
        rows[run.row][edge] = "garbage"
      }
      rows[run.row][column] = cell.cluster.text
      if cell.cluster.widthColumns == 2 { rows[run.row][column + 1] = "" }
    }
  }
}
