import Dining
import Events
import Testing
import Venue

@testable import Screens

/// The panes of whoever waits on tables, by their keys: issue 14, parts 7 to 11.
@Suite struct ServicePaneTests {
  private static let evening = Dinner.service()

  private static func screening(
    _ pane: String, _ mode: Console.Mode = .staff, columns: Int = 80, rows: Int = 24
  ) -> Screening {
    var screening = Screening(evening, mode, columns: columns, rows: rows)
    if mode != .staff { screening.press(":") }
    screening.type(pane)
    screening.press(.enter)
    return screening
  }

  /// The marked row.
  private static func marked(_ screening: Screening) -> String? {
    screening.lines.first { $0.hasPrefix("► ") }
  }

  @Test("F7 to F9 are the staff's panes, and a manager's on a manager's screen; 1 to 6 are everybody's")
  func numbers() {
    var screening = Screening(.service(), .staff)
    for (number, name) in [(7, "Tables"), (8, "Payments"), (9, "Attention"), (1, "NEW")] {
      screening.press(.function(number))
      #expect(screening.lines[0].hasPrefix(name), "F\(number)")
    }
    var manager = Screening(.service(), .manager)
    manager.press(.function(7))
    #expect(manager.console.pane == .menus)
    manager.press(":")
    manager.type("tables")
    manager.press(.enter)
    #expect(manager.console.pane == .tables && manager.lines[23].contains("[tables]"), "by name")
    var kitchen = Screening(.service())
    kitchen.press(.function(7))
    #expect(kitchen.console.pane == .tables && kitchen.lines[23].contains("[7 tables]"))
  }

  @Test("Nothing is marked until somebody marks it: a typed command without a code has no order")
  func nothingMarked() {
    var screening = Self.screening("tables")
    #expect(Self.marked(screening) == nil && screening.console.subject(screening.view) == nil)
    screening.press(.enter)
    #expect(screening.message == "nothing is marked: ↓ marks the first row")
    screening.type("bill")
    guard case .wants = screening.console.preview(screening.view) else {
      Issue.record("“bill” without an order wants one")
      return
    }
  }

  @Test("Arrows mark a table in the empty line; Enter shows its order, and Esc leads back to the row")
  func marks() {
    var screening = Self.screening("tables")
    screening.press(.down, .down, .down)
    #expect(Self.marked(screening)?.hasPrefix("► T3 ") == true)
    screening.press(.up, .end, .home, .pageDown)
    #expect(Self.marked(screening)?.hasPrefix("► T12") == true, "ten rows on")
    screening.press(.home, .enter)
    #expect(screening.lines[0].hasPrefix("B02  T1"))
    screening.press(.escape)
    #expect(screening.console.pane == .tables && Self.marked(screening)?.hasPrefix("► T1 ") == true)
    screening.press(.escape)
    #expect(screening.console.pane == .board)
  }

  @Test("A typed command without a code acts on the marked table's order, and says so before Enter")
  func typedForMarked() {
    var screening = Self.screening("tables")
    for _ in 0..<9 { screening.press(.down) }
    #expect(Self.marked(screening)?.hasPrefix("► T10") == true)
    screening.type("bill")
    #expect(screening.text.contains("Enter: B03 at T10: bill asked for: 25.50 EUR"))
    screening.press(.enter)
    #expect(screening.ran == [["order", "bill", "B03"]])
    #expect(screening.console.pane == .tables, "the list stays")
    screening.type("pay cash 30")
    screening.press(.enter)
    #expect(screening.ran.last == ["pay", "cash", "B03", "30"])
    screening.type("bill T4")
    screening.press(.enter)
    #expect(screening.ran.last == ["order", "bill", "T4"], "whoever names a table means that one")
  }

  @Test("What is selected on the board is not what a list without a mark means")
  func boardSelection() {
    var screening = Screening(.service())
    screening.press("1")
    #expect(screening.console.subject(screening.view) != nil)
    screening.press(.function(7))
    #expect(screening.console.subject(screening.view) == nil)
    screening.press("x")
    #expect(screening.message == "nothing is marked: ↓ marks the first row")
  }

  @Test("Enter on a free table begins its order; an order that comes there takes the mark along")
  func freeTable() {
    var screening = Self.screening("tables")
    for _ in 0..<8 { screening.press(.down) }
    #expect(Self.marked(screening)?.hasPrefix("► T8       free") == true)
    #expect(screening.console.subject(screening.view) == nil)
    screening.press(.enter)
    #expect(screening.console.entry.text == "T8 " && screening.console.isTyping)
    screening.press(.escape)
    let order = screening.dinner.open(table: "T8", guests: 2)
    screening.console.see(screening.view)
    #expect(screening.console.subject(screening.view)?.id.description == order.text)
    screening.dinner.change(order, .service(.cancel(reason: "left")))
    screening.console.see(screening.view)
    #expect(screening.console.service.table == .table("T8"), "and leaves it there")
  }

  @Test("A table with a long name is ordered for with a colon")
  func longName() {
    var dinner = Dinner()
    dinner.change(dinner.open(table: "Terrace 3"), .service(.cancel(reason: "left")))
    var screening = Screening(dinner, .staff)
    screening.press(.function(7), .down, .enter)
    #expect(screening.console.entry.text == "Terrace 3: ")
  }

  @Test("Ctrl-P opens the order pad for the marked table, with or without an order, and Esc leads back")
  func pad() {
    var screening = Self.screening("tables")
    screening.press(.down, .control("p"))
    #expect(screening.lines[0].hasPrefix("Order pad  B02 T1"))
    screening.press(.escape)
    #expect(screening.console.pane == .tables)
    for _ in 0..<7 { screening.press(.down) }
    screening.press(.control("p"))
    #expect(screening.lines[0].hasPrefix("Order pad  T8"))
  }

  @Test("In a line that is begun, arrows are the line's again")
  func begunLine() {
    var screening = Self.screening("tables")
    screening.press(.down)
    screening.type("bil")
    screening.press(.up)
    #expect(screening.console.entry.text == "tables", "the command typed before")
    #expect(Self.marked(screening)?.hasPrefix("► T1 ") == true)
    #expect(screening.console.subject(screening.view)?.tableID == "T1")
  }

  @Test("Wide lists stand in two columns, and arrows go across")
  func twoColumns() {
    var screening = Self.screening("tables", .kitchen, columns: 160, rows: 24)
    screening.press(.down, .right)
    #expect(screening.text.contains("► T7 "), "the first of the second half")
    screening.press(.left)
    #expect(screening.text.contains("► T1 "))
    screening.press(.left, "l", "j")
    #expect(screening.text.contains("► T8 "))
  }

  @Test("Payments: who has asked stands by since when, shares and failures in words; Enter shows the order")
  func payments() {
    var screening = Self.screening("payments", rows: 40)
    #expect(screening.lines[0].contains("76.50 EUR to pay on 4 orders"))
    #expect(screening.text.contains("failed twice: the card has expired  20:17"))
    #expect(
      screening.text.contains("P1  card on file (stripe), auto-pay armed for their share, at most 50.00"))
    #expect(
      screening.text.contains(
        "T5 B06  4 covers  asked 20:01, 22m           █████░░░░░  17.00 to pay of 34.00"))
    screening.press(.down, .down)
    #expect(Self.marked(screening)?.hasPrefix("► T5 B06") == true)
    screening.type("pay cash 17")
    screening.press(.enter)
    #expect(screening.ran == [["pay", "cash", "B06", "17"]])
    screening.press(.enter)
    #expect(screening.lines[0].hasPrefix("B06  T5"))
  }

  @Test("What was paid and the change stand in one message, and the list stays; two orders are a pane")
  func change() {
    var screening = Self.screening("payments")
    let words = ["pay", "cash", "B06", "20"]
    screening.console.show("B06: 17.00 EUR paid, cash\n3.00 EUR change\n", of: words, screening.view)
    #expect(screening.message == "B06: 17.00 EUR paid, cash · 3.00 EUR change")
    #expect(screening.console.pane == .payments)
    screening.dinner.wait(seconds: 8)
    #expect(screening.message != nil, "long enough to count coins")
    screening.console.show("B06: ordered\nB07: ordered\n", of: ["order", "list"], screening.view)
    #expect(screening.console.pane.kind.name == OutputPane.kind.name)
  }

  @Test(
    "A bar has a cell as soon as anything is paid, and an empty one while anything is left",
    arguments: [
      (0, 100, 0), (1, 100, 1), (50, 100, 5), (59, 100, 5), (99, 100, 9), (100, 100, 10), (150, 100, 10),
      (0, 0, 0),
    ])
  func bar(paid: Int64, total: Int64, cells: Int) {
    #expect(PaymentLines.barCells(paid: money(paid), of: money(total)) == cells)
  }

  private func money(_ minor: Int64) -> Money { Money(minor: minor) ?? .zero }

  @Test("Attention: Enter goes where it is dealt with; what is dealt with is gone, and so is its mark")
  func attention() {
    var screening = Self.screening("attention")
    screening.press(.end)
    #expect(Self.marked(screening)?.contains("T1 B02") == true)
    screening.press(.enter)
    #expect(screening.lines[0].hasPrefix("B02  T1"))
    screening.press(.escape)
    screening.dinner.change(OrderName("B02"), .service(.cancel(reason: "left")))
    screening.console.see(screening.view)
    #expect(Self.marked(screening) == nil && !screening.text.contains("T1 B02"))
  }

  @Test("The status line of the staff console counts what wants somebody, in every pane")
  func counted() {
    var screening = Self.screening("help")
    #expect(screening.lines[23].contains("attention 10: F9"))
    screening.press(.function(1))
    #expect(screening.lines[23].contains("attention 10: F9"))
    #expect(!Screening(.service()).text.contains("attention"), "the kitchen has other cares")
    #expect(!Screening(Dinner(), .staff).lines[23].contains("attention"), "nothing is no number")
  }

  @Test("From 140 columns on a staff console has a column beside every pane, and no list twice")
  func side() {
    for (columns, has) in [(139, false), (140, true)] {
      let screening = Self.screening("board", columns: columns)
      #expect(screening.text.contains("│ attention") == has)
    }
    #expect(!Screening(.service(), .kitchen, columns: 160).text.contains("│ attention"))
    for (pane, sides) in [
      ("board", ["attention", "tables"]), ("tables", ["attention", "payments"]),
      ("payments", ["attention", "tables"]), ("attention", ["tables", "payments"]),
      ("log", ["attention", "tables"]),
    ] {
      let screening = Self.screening(pane, columns: 160, rows: 45)
      let titles = screening.lines.compactMap { Self.sideTitle($0) }
      #expect(titles == sides, "\(pane)")
    }
  }

  /// The name before an F-key in the column beside.
  private static func sideTitle(_ line: String) -> String? {
    guard let right = line.split(separator: "│").last else { return nil }
    let words = right.split(separator: " ")
    return words.count == 2 && words[1].hasPrefix("F") ? String(words[0]) : nil
  }

  @Test("Beside the past stands nothing of now")
  func sideOfPast() {
    let screening = Self.screening("past", columns: 160, rows: 45)
    #expect(screening.console.past != nil)
    #expect(!screening.text.contains("│ attention"))
  }

  @Test("A touch marks a row, on the marked one shows it; in the column beside it shows at once")
  func touches() {
    var screening = Self.screening("tables", columns: 160, rows: 45)
    screening.press(.click(row: 4, column: 5))
    #expect(Self.marked(screening)?.hasPrefix("► T3 ") == true)
    screening.press(.click(row: 4, column: 5))
    #expect(screening.lines[0].hasPrefix("B04  T3"))
    screening.press(.click(row: 1, column: 130))
    #expect(screening.lines[0].hasPrefix("B09  T11"), "what wants somebody first")
    screening.press(.click(row: 0, column: 130))
    #expect(screening.console.pane == .attention, "a title shows its pane")
  }

  @Test("An order is shown as it stood at a moment, or said not to have been there; then as it stands")
  func pastOrder() throws {
    let dinner = Dinner.service()
    var screening = Screening(dinner)
    screening.press(":")
    screening.type("order B07")
    screening.press(.enter, "t")
    let history = HouseHistory(
      House(), events: dinner.house.orders.values.flatMap(\.events), since: Dinner.start)
    screening.console.take(Lookback(history, offsets: LocalOffsets(minutes: 60), isBounded: false))
    #expect(screening.text.contains("THE PAST") && screening.text.contains("failed twice"))
    screening.press("2", "0", "0", "5", .enter)
    #expect(screening.text.contains("B07  T6") && !screening.text.contains("failed twice"))
    screening.press("2", "0", "0", "0", .enter)
    #expect(screening.text.contains("B07 was not opened yet at 20:00."))
    screening.press(.escape)
    #expect(screening.lines[0].hasPrefix("B07  T6") && screening.text.contains("failed twice"))
  }

  @Test("An order's history says who and how, the newest first")
  func history() {
    let screening = Self.screening("order B09", rows: 45)
    let lines = screening.lines.drop { !$0.hasPrefix("What happened, newest first") }
    let starts = [
      "20:17 P2         voice    8.50 EUR asked for by P2", "20:17 Eva        guest    P1 agreed to auto-pay",
      "20:17 pay        provider", "20:01 tv         staff    P2 joined",
    ]
    let places = starts.map { start in lines.firstIndex { $0.hasPrefix(start) } ?? -1 }
    #expect(places == places.sorted() && places.first == lines.startIndex + 1, "\(lines)")
  }

  @Test(
    "No key is dead: whatever is pressed in these panes is done, or says why not",
    arguments: ["tables", "payments", "attention"], Console.Mode.allCases)
  func noDeadKeys(pane: String, mode: Console.Mode) {
    let letters = (0x21...0x7E).compactMap { Unicode.Scalar($0 as UInt32) }.map { Key.character($0) }
    let keys: [Key] =
      letters + [
        .enter, .tab, .backTab, .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .backspace,
        .delete, .escape,
      ] + (1...12).map { .function($0) }
    var start = Self.screening(pane, mode)
    start.console.hush()
    let before = start.frame
    // What goes where one is already, and erases in an empty line.
    let idle: [Key] = [.left, .right, .home, .end, .backspace, .delete]
    let shown = PaneTable.numbered(start.console.crew).first { $0.kind.isShown(start.console.pane) }
    for key in keys where !idle.contains(key) && key != shown.map({ .function($0.number) }) {
      var screening = start
      screening.press(key)
      let isHeard = screening.frame != before || screening.message != nil || screening.hasQuit
      #expect(isHeard, "\(key.name) in \(pane), \(mode)")
    }
  }

  @Test(
    "Every pane and size is drawn, also with hostile names and nothing at all",
    arguments: [(1, 1), (20, 5), (40, 12), (64, 20), (139, 30), (140, 8), (400, 200)])
  func everySize(columns: Int, rows: Int) {
    for dinner in [Dinner.service(), Dinner(), Dinner.evening(12)] {
      var screening = Screening(dinner, .staff, columns: columns, rows: rows)
      for number in 7...9 {
        screening.press(.function(number), .down, .end, .up, .pageDown, .home)
        #expect(!screening.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        screening.press(.click(row: rows / 2, column: columns - 1), .click(row: rows / 2, column: 0))
      }
    }
  }
}
