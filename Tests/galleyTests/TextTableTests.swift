import Testing

@testable import galley

/// Rows of text in columns for a person at a terminal.
@Suite struct TextTableTests {
  @Test func columnsAreAsWideAsWhatIsInThem() {
    var table = TextTable(["CODE": .left, "GUESTS": .right, "MARK": .left])
    table.add(["B07", "4", "rush"])
    table.add(["B123", "12", ""])
    #expect(table.text == "CODE  GUESTS  MARK\nB07        4  rush\nB123      12\n")
  }

  @Test func aColumnWithNothingInItIsLeftOut() {
    var table = TextTable(["A": .left, "EMPTY": .right, "B": .left])
    table.add(["1", "", "2"])
    #expect(table.text == "A  B\n1  2\n")
  }

  @Test func withoutHeadingsOnlyTheRowsCount() {
    var table = TextTable(["A LONG HEADING": .left, "B": .left], hasHeadings: false)
    table.add(["x", "y"])
    #expect(table.text == "x  y\n")
  }

  /// Cells of a terminal, not letters: 寿司 takes four. Control characters from outside are visible marks.
  @Test func widthsAreThoseOfATerminal() {
    var table = TextTable(["DISH": .left, "N": .right], hasHeadings: false)
    table.add(["寿司", "1"])
    table.add(["tea", "2"])
    table.add(["a\u{1B}b", "3"])
    let lines = table.text.split(separator: "\n")
    #expect(lines[0] == "寿司  1" && lines[1] == "tea   2" && !table.text.contains("\u{1B}"))
  }
}
