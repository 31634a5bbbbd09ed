import Dining
import Testing

@testable import Screens

/// The line in which commands are typed.
@Suite struct TypingTests {
  @Test("Keys of editing do what a shell's do")
  func editing() {
    var entry = CommandEntry()
    func type(_ text: String) { for scalar in text.unicodeScalars { _ = entry.edit(.character(scalar)) } }
    type("order ad B01")
    for _ in 0..<4 { _ = entry.edit(.left) }
    type("d")
    #expect(entry.text == "order add B01")
    _ = entry.edit(.home)
    _ = entry.edit(.delete)
    #expect(entry.text == "rder add B01")
    type("o")
    _ = entry.edit(.end)
    _ = entry.edit(.control("w"))
    #expect(entry.text == "order add ")
    _ = entry.edit(.backspace)
    _ = entry.edit(.control("a"))
    for _ in 0..<5 { _ = entry.edit(.right) }
    _ = entry.edit(.control("k"))
    #expect(entry.text == "order")
    _ = entry.edit(.control("u"))
    #expect(entry.isEmpty)
    let isEditing = entry.edit(.tab)
    #expect(!isEditing)
  }

  @Test("Arrows bring earlier lines back, and the one being typed after them")
  func history() {
    var entry = CommandEntry()
    for line in ["one", "two", "two"] {
      for scalar in line.unicodeScalars { _ = entry.edit(.character(scalar)) }
      #expect(entry.take() == line)
    }
    _ = entry.edit(.character("x"))
    _ = entry.edit(.up)
    #expect(entry.text == "two")
    _ = entry.edit(.up)
    #expect(entry.text == "one")
    _ = entry.edit(.up)
    #expect(entry.text == "one", "the first is the first")
    _ = entry.edit(.down)
    _ = entry.edit(.down)
    #expect(entry.text == "x")
  }

  @Test("It holds so much and no more")
  func limit() {
    var entry = CommandEntry()
    for _ in 0..<2_000 { _ = entry.edit(.character("x")) }
    #expect(entry.text.count == CommandEntry.scalarLimit)
  }

  @Test("A colon takes any command; quotes and the program's own name are understood")
  func run() {
    var screening = Screening(Dinner.evening(1))
    screening.type(":galley order alert B01 \"no nuts\"")
    screening.press(.enter)
    #expect(screening.ran == [["order", "alert", "B01", "no nuts"]])
    #expect(!screening.console.isTyping, "the kitchen's keys are the board's again")
  }

  @Test("What makes no sense is said, and nothing is run")
  func senseless() {
    var screening = Screening(Dinner.evening(1))
    screening.type(":order frobnicate")
    screening.press(.enter)
    let told = "there is no command “order frobnicate”; after “order” stands one of open, "
    #expect(screening.message?.hasPrefix(told) == true)
    // What was wrong goes with the first letter of the next line.
    screening.type(":b")
    #expect(screening.message == nil)
    screening.press(.escape)
    screening.type(":order show \"B01")
    screening.press(.enter)
    #expect(screening.message == "a quote is not closed")
    #expect(screening.ran.isEmpty)
  }

  @Test("order show and help are shown as panes, q leaves")
  func panes() {
    var screening = Screening(Dinner.evening(1))
    screening.type(":order show T4")
    screening.press(.enter)
    #expect(screening.lines[0].hasPrefix("B01  T4"))
    screening.type(":help")
    screening.press(.enter)
    #expect(screening.lines[0] == "Keys")
    screening.type(":q")
    screening.press(.enter)
    #expect(screening.hasQuit && screening.ran.isEmpty)
  }

  @Test("Letters typed in the command line bump nothing")
  func lettersAreText() {
    var screening = Screening(Dinner.evening(1))
    screening.press("1")
    screening.type(": u r x R q ")
    #expect(screening.standing == ["B01 ordered"])
    #expect(!screening.hasQuit)
    screening.press(.escape)
    #expect(!screening.console.isTyping)
  }

  @Test("The staff console types at once, keeps its line, and gives the keys to the board on Esc")
  func staff() {
    var screening = Screening(Dinner.evening(1), .staff)
    screening.type(":order rush B01")
    screening.press(.enter)
    #expect(screening.ran == [["order", "rush", "B01"]])
    #expect(screening.console.isTyping)
    screening.type("half")
    screening.press(.escape)
    #expect(screening.console.isTyping, "first the line is cleared")
    screening.press(.escape)
    screening.press("1", " ")
    #expect(screening.standing == ["B01 preparing"])
    screening.type(":order show B01")
    screening.press(.enter, .escape)
    #expect(screening.console.pane == .board, "then the pane above is closed")
  }

  @Test("What a command prints is a message, or a pane where it is longer")
  func output() {
    var screening = Screening(Dinner.evening(1), columns: 40, rows: 12)
    screening.console.show("B01 T4: ordered\n", of: ["order", "list"], screening.view)
    #expect(screening.message == "B01 T4: ordered")
    let lines = (1...50).map { "line \($0)" }.joined(separator: "\n")
    screening.console.show(lines, of: ["events"], screening.view)
    #expect(screening.lines[0].hasPrefix("events ") && screening.lines[0].hasSuffix("20:01"))
    screening.press(.end)
    #expect(screening.text.contains("line 50"))
    screening.press(.pageUp, .up, .home)
    #expect(screening.text.contains("line 1\n"))
    screening.press(.escape)
    #expect(screening.console.pane == .board)
  }

  @Test("The cursor stays on the screen while a line longer than it is typed")
  func longLine() {
    var screening = Screening(Dinner(), .staff, columns: 20, rows: 10)
    screening.type("order add B01 担々麺 --note 日本語")
    let cursor = screening.frame.cursor
    #expect(cursor?.row == 8)
    #expect((1..<20).contains(cursor?.column ?? 0))
    #expect(screening.lines[8].hasSuffix("日本語"))
    screening.press(.home)
    #expect(screening.lines[8].hasPrefix(":order add B01"))
    #expect(screening.frame.cursor?.column == 1)
  }
}
