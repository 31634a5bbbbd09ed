import Randomness
import Testing

@testable import Screens

@Suite struct TypeMeasureTests {
  private func big(
    _ text: String, _ lettering: Lettering = .drawn(.small), _ pixels: PixelShape = .half
  ) -> BigText {
    BigText(SafeText(text), lettering, pixels)
  }

  private func narrow(_ text: String, scale: Int = 1) -> BigText {
    big(text, .drawn(.small, scale: scale, isNarrow: true), .quarter)
  }

  private func shown(_ text: BigText) -> String { text.text.clusters.map(\.text).joined() }

  @Test("A line's height in rows, by face, pixel, scale and box")
  func heights() {
    func rows(_ lettering: Lettering, _ pixels: PixelShape, _ box: BigText.Box) -> Int {
      BigText.heightRows(lettering, pixels, box: box)
    }
    #expect(rows(.plain, .half, .line) == 1)
    #expect(rows(.plain, .full, .capitals) == 1)
    #expect(rows(.drawn(.small), .half, .line) == 4)
    #expect(rows(.drawn(.small), .half, .capitals) == 3)
    #expect(rows(.drawn(.tall), .half, .line) == 6)
    #expect(rows(.drawn(.tall), .half, .capitals) == 5)
    #expect(rows(.drawn(.tall), .full, .capitals) == 10)
    #expect(rows(.drawn(.small, scale: 3), .half, .capitals) == 9)
    #expect(rows(.drawn(.small, scale: 0), .half, .line) == 4)
    #expect(rows(.drawn(.small, scale: .max), .half, .line) == 64)
    for box in [BigText.Box.line, .capitals] {
      for scale in 1...16 {
        let half = rows(.drawn(.tall, scale: scale), .half, box)
        #expect(rows(.drawn(.tall, scale: scale), .quarter, box) == half)
        #expect(rows(.drawn(.tall, scale: scale, isNarrow: true), .quarter, box) == half)
      }
    }
  }

  @Test("Widths: letters with a pixel between, plain clusters at their own width, no gap between two of them")
  func widths() {
    #expect(big("").widthColumns == 0)
    #expect(big("1").widthColumns == 4)
    #expect(big("12").widthColumns == 9)
    #expect(big("12", .drawn(.small, scale: 2)).widthColumns == 18)
    #expect(big("1日").widthColumns == 4 + 1 + 2)
    #expect(big("1日本2").widthColumns == 4 + 1 + 2 + 2 + 1 + 4)
    #expect(big("1日2", .drawn(.tall, scale: 3)).widthColumns == 12 + 3 + 2 + 3 + 12)
    #expect(big("👩‍🍳").widthColumns == 2)
    #expect(big("\u{1B}").widthColumns == 1)
    #expect(big("x日本", .plain).widthColumns == 5)
    #expect(big("e\u{301}").widthColumns == big("é").widthColumns)
    #expect(big("11:11").widthColumns == big("00:00").widthColumns)
  }

  @Test("Narrow widths: halves of a column, rounded up; plain clusters begin at a whole column")
  func narrowWidths() {
    #expect(narrow("").widthColumns == 0)
    // A digit is 4 halves; two of them and the gap between are 9.
    #expect(narrow("1").widthColumns == 2)
    #expect(narrow("12").widthColumns == 5)
    #expect(narrow("12", scale: 2).widthColumns == 9)
    #expect(narrow("12", scale: 3).widthColumns == 14)
    // T is 5 halves.
    #expect(narrow("T7").widthColumns == 5)
    // 4 and a gap of 1, rounded up to 3 columns, and 2; then a gap of 1 and 4 again, rounded up.
    #expect(narrow("1日").widthColumns == 3 + 2)
    #expect(narrow("1日2").widthColumns == 3 + 2 + 3)
    #expect(narrow("1日本2").widthColumns == 3 + 2 + 2 + 3)
    #expect(narrow("日1").widthColumns == 2 + 3)
    #expect(narrow("👩‍🍳").widthColumns == 2)
  }

  @Test("Letters are narrow with quarter blocks alone", arguments: [PixelShape.half, .full])
  func narrowElsewhere(pixels: PixelShape) {
    let (narrow, wide) = (Lettering.drawn(.tall, isNarrow: true), Lettering.drawn(.tall))
    #expect(big("12 日", narrow, pixels).widthColumns == big("12 日", wide, pixels).widthColumns)
    let text = SafeText("12 34 56")
    for columns in 0...30 {
      let lines = [narrow, wide].map { lettering in
        BigText.wrapped(text, lettering, pixels, toColumns: columns).map(shown)
      }
      #expect(lines[0] == lines[1])
      let breaks = [narrow, wide].map { BigText.breaksWords(text, $0, pixels, toColumns: columns) }
      #expect(breaks[0] == breaks[1])
    }
  }

  @Test("What the face does not draw whole is plain: two marks, a keycap, a mark of another script")
  func fallbacks() {
    for text in ["e\u{301}\u{323}", "1\u{FE0F}\u{20E3}", "x\u{5B0}", "q\u{303}"] {
      let safe = SafeText(text)
      #expect(big(text).widthColumns == safe.widthColumns)
    }
  }

  @Test("Cutting keeps whole clusters and says that something is lost")
  func cutting() {
    let word = big("Margherita")
    #expect(word.cut(toColumns: word.widthColumns) == word)
    #expect(shown(word.cut(toColumns: word.widthColumns - 1)).hasSuffix("…"))
    #expect(shown(word.cut(toColumns: 5)) == "…")
    #expect(shown(word.cut(toColumns: 4)) == "")
    #expect(shown(word.cut(toColumns: -1)) == "")
    // M (5), a gap, the ellipsis (5).
    #expect(shown(word.cut(toColumns: 11)) == "M…")
    #expect(shown(word.cut(toColumns: 10)) == "…")
    for columns in 0...word.widthColumns { #expect(word.cut(toColumns: columns).widthColumns <= columns) }
    // 5 and 1 and 5 halves of a column; the ellipsis alone is 5.
    #expect(shown(narrow("Margherita").cut(toColumns: 6)) == "M…")
    #expect(shown(narrow("Margherita").cut(toColumns: 5)) == "…")
    #expect(shown(narrow("Margherita").cut(toColumns: 3)) == "…")
    #expect(shown(narrow("Margherita").cut(toColumns: 2)) == "")
    #expect(shown(big("日本語", .plain).cut(toColumns: 4)) == "日…")
    let capitals = BigText(SafeText("B07"), .drawn(.tall), .half, box: .capitals)
    #expect(capitals.cut(toColumns: 9).heightRows == 5)
  }

  @Test("Lines break at blanks, and inside a word only where it is wider than a line alone")
  func wrapping() {
    func lines(_ text: String, _ columns: Int) -> [String] {
      BigText.wrapped(SafeText(text), .drawn(.small), .half, toColumns: columns).map(shown)
    }
    func breaks(_ text: String, _ columns: Int) -> Bool {
      BigText.breaksWords(SafeText(text), .drawn(.small), .half, toColumns: columns)
    }
    // Two digits are 9 columns; a blank is 2 and the gaps on both sides 1 each.
    #expect(lines("12 34 56", 22) == ["12 34", "56"])
    #expect(lines("12 34 56", 21) == ["12", "34", "56"])
    #expect(lines("12 34", 8) == ["1", "2", "3", "4"])
    #expect(lines("123 4", 9) == ["12", "3", "4"])
    #expect(lines("  12  ", 40) == ["12"])
    #expect(lines("", 40) == [])
    #expect(lines("12", 0) == [])
    #expect(lines("1日", 3) == ["\u{FFFD}", "日"])
    #expect(!breaks("12 34", 9))
    #expect(breaks("12 34", 8))
    #expect(!breaks("", 0))
    #expect(
      BigText.wrapped(SafeText("no onions"), .plain, .half, toColumns: 6).map(shown) == ["no", "onions"])
    #expect(BigText.breaksWords(SafeText("no onions"), .plain, .half, toColumns: 5))
  }

  @Test("Narrow lines break where half the columns end")
  func narrowWrapping() {
    let narrow = Lettering.drawn(.small, isNarrow: true)
    func lines(_ text: String, _ columns: Int) -> [String] {
      BigText.wrapped(SafeText(text), narrow, .quarter, toColumns: columns).map(shown)
    }
    // Two numbers and the blank between are 22 halves of a column, a number is 9, a digit 4.
    #expect(lines("12 34 56", 11) == ["12 34", "56"])
    #expect(lines("12 34 56", 10) == ["12", "34", "56"])
    #expect(lines("12 34", 5) == ["12", "34"])
    #expect(lines("12 34", 4) == ["1", "2", "3", "4"])
    #expect(lines("1日", 5) == ["1日"])
    #expect(lines("1日", 4) == ["1", "日"])
    #expect(lines("1日", 1) == ["\u{FFFD}", "\u{FFFD}"])
    #expect(!BigText.breaksWords(SafeText("12 34"), narrow, .quarter, toColumns: 5))
    #expect(BigText.breaksWords(SafeText("12 34"), narrow, .quarter, toColumns: 4))
  }

  @Test("Wrapped text is never wider than asked for, and no word is lost")
  func wrappedFits() {
    var random = Seeded(seed: 3)
    let pool = Array("ab WM日🍕é…1 \u{1B}ـ")
    for _ in 0..<2_000 {
      let text = String(
        (0..<Int.random(in: 0...30, using: &random)).map { _ in
          pool[Int.random(in: 0..<pool.count, using: &random)]
        })
      let columns = Int.random(in: 6...60, using: &random)
      for lettering in [Lettering.plain, .drawn(.small), .drawn(.tall), .drawn(.tall, isNarrow: true)] {
        let lines = BigText.wrapped(SafeText(text), lettering, .quarter, toColumns: columns)
        #expect(lines.allSatisfy { $0.widthColumns <= columns })
        let kept = lines.flatMap(\.text.clusters).filter { $0 != .blank }
        #expect(kept == SafeText(text).clusters.filter { $0 != .blank })
      }
    }
  }

  @Test("Eight thousand columns of text are measured, wrapped and cut")
  func long() {
    let text = SafeText(String(repeating: "m", count: 20_000))
    let line = BigText(text, .drawn(.tall, scale: 16), .half)
    #expect(line.widthColumns == 8_000 * 5 * 16 + 7_999 * 16)
    #expect(line.cut(toColumns: 400).widthColumns <= 400)
    #expect(BigText.wrapped(text, .drawn(.tall), .half, toColumns: 35).count == 8_000 / 6 + 1)
  }
}
