import Dining
import Testing

@testable import Screens

/// Getting from pane to pane, by number, name, mouse and touch.
@Suite struct PaneSwitchTests {
  @Test("No two panes have one name, nor a pane that of another place where keys are pressed")
  func kinds() {
    let names = Action.Place.all.map(\.name)
    #expect(Set(names).count == names.count)
    for kind in PaneTable.kinds { #expect(!kind.help.isEmpty && !kind.help.hasSuffix("."), "\(kind.name)") }
  }

  @Test("F-keys show the panes from anywhere, the half typed line of the staff console kept")
  func functionKeys() {
    var screening = Screening(ConsoleTests.twoTickets(), .staff)
    screening.type("order rush")
    screening.press(.function(3))
    #expect(screening.console.pane == .log && screening.console.entry.text == "order rush")
    screening.press(.function(4))
    #expect(screening.console.pane == .conflicts)
    screening.press(.function(5))
    #expect(screening.console.pane == .peers)
    screening.press(.function(6))
    #expect(screening.console.pane == .help)
    screening.press(.function(2))
    #expect(screening.message == "select a ticket first: press its number")
    screening.press(.function(1))
    #expect(screening.console.pane == .board)
  }

  @Test("The same numbers after 0 in every pane of both screens", arguments: Console.Mode.allCases)
  func numbers(mode: Console.Mode) {
    var screening = Screening(ConsoleTests.twoTickets(), mode)
    screening.press(.escape, .function(1), "1")
    let first = screening.console.selectedTicket(screening.view)?.order.id
    for (number, pane) in [
      ("3", Console.Pane.log), ("4", .conflicts), ("5", .peers), ("1", .board), ("6", .help),
    ] {
      screening.press("0", .character(number.unicodeScalars.first ?? " "))
      #expect(screening.console.pane == pane)
    }
    screening.press("0", "2")
    #expect(first.map { screening.console.pane == .order($0) } == true)
  }

  @Test("Names of panes are commands")
  func names() {
    var screening = Screening(ConsoleTests.twoTickets())
    for (line, start) in [
      (":log", "What happened last"), (":conflicts", "Conflicts"), (":help", "Keys"),
      (":order B02", "B02  T2"), (":board", "NEW 2"),
      (":order", "B02  T2"), (":recall", "Recall a move"),
    ] {
      screening.type(line)
      screening.press(.enter)
      #expect(screening.lines[0].hasPrefix(start), "\(line)")
    }
    #expect(screening.ran.isEmpty)
  }

  @Test("The status line begins with the panes, the shown one in brackets")
  func statusLine() {
    var screening = Screening(ConsoleTests.twoTickets(), columns: 120)
    #expect(screening.lines[23].hasPrefix("[1 board] 2 3 4 5 6  "))
    screening.columns = 124
    #expect(screening.lines[23].hasPrefix("[1 board] 2 order  3 log  4 conflicts  5 peers  6 help "))
    screening.press("L")
    #expect(screening.lines[23].hasPrefix(" 1 board  2 order [3 log] 4 conflicts  5 peers  6 help "))
    #expect(screening.frame[23, 18]?.style.role == .paneChosen)
    screening.columns = 80
    #expect(screening.lines[23].hasPrefix(" 1 2 [3 log] 4 5 6  "))
  }

  /// Where a text stands on the picture.
  private static func place(of text: String, _ screening: Screening) -> Key {
    let frame = screening.frame
    for row in 0..<screening.rows {
      let cells = (0..<screening.columns).map { frame[row, $0]?.cluster.text ?? "" }
      if let column = cells.indices.first(where: { cells[$0...].joined().hasPrefix(text) }) {
        return .click(row: row, column: column)
      }
    }
    return .unknown
  }

  @Test("A touch on a card selects it, on the selected one bumps it")
  func touchCards() {
    var screening = Screening(ConsoleTests.twoTickets())
    screening.press(Self.place(of: "B02", screening))
    #expect(screening.selected == "B02")
    #expect(screening.standing == ["B01 ordered", "B02 ordered"])
    screening.press(Self.place(of: "B02", screening))
    #expect(screening.standing == ["B01 ordered", "B02 preparing"])
    screening.press(.click(row: 15, column: 70))
    #expect(screening.message?.hasPrefix("B02: cooking") == true, "where no card is, nothing is done")
  }

  @Test("A touch on a pane's name, a key of the footer or a choice does that")
  func touchWords() {
    var screening = Screening(ConsoleTests.twoTickets(), columns: 124)
    screening.press("1", .escape, Self.place(of: "2 order", screening))
    #expect(screening.message == "select a ticket first: press its number")
    screening.press(Self.place(of: "3 log", screening))
    #expect(screening.console.pane == .log)
    screening.dinner.wait(seconds: 20)
    screening.press(Self.place(of: "Esc back", screening))
    #expect(screening.console.pane == .board)
    screening.dinner.wait(seconds: 20)
    screening.press(Self.place(of: "keys", screening))
    #expect(screening.console.pane == .help)
    screening.press("0")
    screening.press(Self.place(of: "7 recall", screening))
    #expect(screening.console.pane == .recall)
  }

  @Test("The wheel scrolls a pane and turns the pages of the board")
  func wheel() {
    var screening = Screening(Dinner.evening(40))
    screening.press(.wheelDown)
    #expect(screening.console.page == 1)
    screening.press(.function(6), .wheelDown, .wheelDown)
    #expect(screening.console.scroll == 2)
    screening.press(.wheelUp)
    #expect(screening.console.scroll == 1)
  }
}
