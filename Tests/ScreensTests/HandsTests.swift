import Dining
import Events
import Replication
import Testing
import Venue

@testable import Screens

/// A cook with greasy hands and a number pad: 0–9, + - * / . and Enter.
@Suite struct HandsTests {
  /// So many orders with two dishes each, sent ten seconds after each other.
  static func dinner(_ count: Int) -> Dinner {
    var dinner = Dinner()
    for number in 1...count {
      let order = dinner.open(table: "T\(number)")
      dinner.add(order, "Soup", 2, station: "hot")
      dinner.add(order, number.isMultiple(of: 2) ? "Cake" : "Bread", station: "cold")
      dinner.change(order, .kitchen(.submit))
      dinner.wait(seconds: 10)
    }
    return dinner
  }

  static func screening(_ count: Int, _ preferences: Preferences = Preferences()) -> Screening {
    Screening(dinner(count), .kitchen, preferences, columns: 240, rows: 67)
  }

  /// A second between the keys, as between presses of a hand: moves of one millisecond have no order.
  static func press(_ keys: [Key], on screening: inout Screening) {
    for key in keys {
      screening.press(key)
      screening.dinner.wait(seconds: 1)
    }
  }

  @Test("Two digits in a row are one number, or nothing where there is no such card")
  func twoDigits() {
    var screening = Self.screening(13)
    screening.press("1")
    #expect(screening.selected == "B01", "at once")
    screening.press("2")
    #expect(screening.selected == "B12")
    screening.press("5")
    #expect(screening.selected == "B05", "no number has three digits")
    screening.dinner.wait(seconds: 2)
    screening.press("1", "0")
    #expect(screening.selected == "B10")
    screening.dinner.wait(seconds: 2)
    screening.press("1", "9")
    #expect(screening.selected == nil, "there is no 19, and neither 1 nor 9 is meant")
    #expect(screening.message == "no ticket has the number 19; nothing is selected")
  }

  @Test("Digits with a pause of 1.5 s, or another key, between them are two numbers")
  func pauseBetweenDigits() {
    var screening = Self.screening(13)
    screening.press("1")
    screening.dinner.wait(seconds: 1)
    screening.press("2")
    #expect(screening.selected == "B12")
    screening.dinner.wait(seconds: 2)
    screening.press("1")
    screening.dinner.wait(seconds: 2)
    screening.press("2")
    #expect(screening.selected == "B02")
    screening.press("1", .right, "2")
    #expect(screening.selected == "B02")
  }

  @Test("Numbers are the lowest that are free, stay while the ticket is there, and rest for ten seconds")
  func numbers() {
    var numbers = TicketNumbers()
    let all = Self.dinner(12).tickets
    let start = Dinner.start
    func after(_ seconds: Int64) -> Timestamp { start.advanced(byMilliseconds: seconds * 1000) }
    numbers.follow(all, at: start)
    #expect(all.map { numbers.number(of: $0.id) } == Array(1...12))
    let fewer = Array(all[2...])
    numbers.follow(fewer, at: start)
    #expect(numbers.number(of: all[11].id) == 12 && numbers.number(of: all[0].id) == nil)
    #expect(numbers.ticket(1) == nil)
    numbers.follow(fewer + [all[1]], at: after(9))
    #expect(numbers.number(of: all[1].id) == 13, "1 and 2 rest")
    numbers.follow(fewer + [all[1], all[0]], at: after(10))
    #expect(numbers.number(of: all[1].id) == 13 && numbers.number(of: all[0].id) == 1)
    #expect(numbers.ticket(0) == nil && numbers.ticket(2) == nil && numbers.ticket(12) == all[11].id)
  }

  @Test("bump = item moves the dish in focus; Tab and Shift-Tab choose it, then comes the next")
  func bumpByDish() {
    var screening = Self.screening(2, Preferences { $0.bump = .item })
    func statuses() -> [KitchenStatus] { screening.dinner.tickets[0].items.map(\.status) }
    screening.press("1", .tab, .enter)
    #expect(statuses() == [.ordered, .preparing])
    #expect(screening.standing[0] == "B01 ordered", "its soup is still new")
    screening.dinner.wait(seconds: 1)
    screening.press(.enter)
    #expect(statuses() == [.preparing, .preparing], "the focus went on to the one that was left")
    screening.press(.backTab, .enter)
    #expect(statuses() == [.preparing, .ready], "before the first stands the last")
  }

  @Test("Twice Enter before the first has reached the disk is two dishes, not one twice")
  func quickBumpByDish() {
    let view = Self.dinner(1).view(80, 24)
    var console = Console(.kitchen, Preferences { $0.bump = .item })
    var named: [[ItemName]] = []
    for key in ["1", .enter, " "] as [Key] {
      for case .request(.change(_, .kitchen(.move(_, _, let items)))) in console.handle(key, view) {
        named.append(items)
      }
    }
    #expect(named.count == 2 && named.allSatisfy { $0.count == 1 } && named[0] != named[1])
  }

  @Test("Tab says why it does nothing where whole tickets are bumped")
  func tabOfWholeTickets() {
    var screening = Self.screening(1)
    screening.press("1", .tab)
    #expect(
      screening.message == "a bump moves the whole ticket here; bump = item in galley.conf moves dish by dish"
    )
  }

  @Test("0 opens the choices: panes, then what the board does; 0 and Esc close them")
  func menu() {
    var screening = Self.screening(2)
    screening.press("1", " ")
    screening.dinner.wait(seconds: 6)
    screening.press("0")
    #expect(
      screening.text.contains(
        "[1 board]  2 order  3 log  4 conflicts  5 peers  6 help  7 recall  8 undo  9 more")
    )
    screening.press("0")
    #expect(screening.console.menu == nil)
    screening.press("0", "3")
    #expect(screening.console.pane == .log)
    screening.press("0", "2")
    #expect(screening.lines[0].hasPrefix("B01  T1"), "of the ticket that is selected")
    screening.press("0", .escape)
    #expect(screening.console.menu == nil && screening.console.place == .order)
    screening.press("0", "7")
    #expect(screening.console.pane == .recall)
    screening.press("0", "9")
    #expect(screening.text.contains("1 stations  2 void  3 past  4 more  0 close"))
    screening.press("1")
    #expect(screening.console.pane == .board && screening.console.menu?.kind == .stations)
    screening.press("9")
    #expect(screening.message == "there is no choice 9", "there are two stations")
  }

  @Test("The cards above the choices stay where they are")
  func menuMovesNothing() {
    var screening = Self.screening(40)
    let before = screening.lines
    screening.press("0")
    #expect(Array(screening.lines[..<60]) == Array(before[..<60]))
  }

  @Test("u counts down from 10 and then says what to do instead")
  func undoCountdown() {
    var screening = Self.screening(2)
    screening.press("1", " ")
    #expect(screening.text.contains("u undo 10 s"), "beside the message")
    #expect(screening.console.nextChange(screening.view) == 1_000)
    screening.dinner.wait(seconds: 8)
    #expect(screening.text.contains("u undo 2 s"), "in the footer")
    screening.dinner.wait(seconds: 2)
    #expect(!screening.text.contains(" s  "))
    screening.press("u")
    #expect(
      screening.message
        == "10 s have passed since B01: cooking: Soup, Bread; r recalls, or type :order undo B01")
    #expect(screening.standing[0] == "B01 preparing")
  }

  @Test("u takes back one change after the other, whatever is selected")
  func undoOfSeveral() {
    var screening = Self.screening(2)
    screening.press("1", " ", "2", " ", "u")
    // What was brought back stands first.
    #expect(screening.standing == ["B02 ordered", "B01 preparing"])
    screening.press(.escape, "u")
    #expect(screening.standing == ["B01 ordered", "B02 ordered"])
    screening.press("u")
    #expect(screening.message == "nothing was changed from this screen; r lists the last moves of all")
  }

  @Test("u does not take back what another screen did after it")
  func undoAfterOthers() {
    var screening = Self.screening(1)
    screening.press("1", " ")
    _ = screening.dinner.request(.change(OrderName("B01"), .kitchen(.rush(true))), actor: "ana")
    screening.press("u")
    #expect(screening.message == "B01 was changed again by ana; r recalls, or type :order undo B01")
  }

  @Test("r lists the last moves with when and by whom; a number and Enter take one back")
  func recallList() {
    var screening = Self.screening(3)
    Self.press(["1", " ", "2", " ", " ", " "], on: &screening)
    #expect(screening.standing == ["B01 preparing", "B03 ordered"])
    screening.dinner.wait(seconds: 120)
    screening.press("r")
    let rows = screening.lines.filter { $0.contains("→") }
    #expect(rows.count == 4)
    #expect(rows[0].contains("1 B02 T2  ready → served") && rows[0].contains("(2 min ago)"))
    #expect(rows[3].hasPrefix("► 4 B01 T1  new → cooking") == false, "B02 was selected, and is gone")
    #expect(rows[0].hasPrefix("►"), "so the newest is marked")
    #expect(screening.text.contains("not now: its items are no longer where it put them"))
    screening.press("2", .enter)
    #expect(screening.message == "B02 can't be recalled: its items are no longer where it put them")
    screening.press("4", "r")
    #expect(screening.standing == ["B01 ordered", "B03 ordered"])
    #expect(screening.console.pane == .board)
    screening.press("r", "1", .enter)
    #expect(screening.standing == ["B01 ordered", "B02 ready", "B03 ordered"])
    #expect(screening.selected == "B02", "it is where the eye looks for it")
  }

  @Test("The last move of the selected ticket is marked, and Esc leaves the list without a change")
  func recallOfTheSelected() {
    var screening = Self.screening(3)
    Self.press(["1", " ", "2", " ", "1", "r"], on: &screening)
    #expect(screening.lines.contains { $0.hasPrefix("► 2 B01") })
    screening.press(.up)
    #expect(screening.lines.contains { $0.hasPrefix("► 1 B02") })
    screening.press(.escape)
    #expect(screening.standing == ["B01 preparing", "B02 preparing", "B03 ordered"])
  }

  @Test("Of two moves of one ticket the newer is recalled first")
  func recallOfTheOlder() {
    var screening = Self.screening(1, Preferences { $0.bump = .item })
    Self.press(["1", .enter, .enter, "r", "2", .enter], on: &screening)
    #expect(screening.message == "B01 can't be recalled: a later move of the round is taken back first")
  }

  @Test("The marked move stays on the screen in a small window")
  func recallScrolls() {
    var screening = Screening(Self.dinner(20), columns: 60, rows: 10)
    for number in 1...20 {
      screening.dinner.change(
        OrderName(number < 10 ? "B0\(number)" : "B\(number)"),
        .kitchen(.move(to: .ready, round: nil, items: [])))
    }
    screening.press("r")
    for _ in 0..<19 {
      screening.press(.down)
      #expect(screening.lines.contains { $0.hasPrefix("►") })
    }
    screening.press("1", "4")
    #expect(screening.lines.contains { $0.hasPrefix("►14") })
    screening.press(.home)
    #expect(screening.lines[0].hasPrefix("Recall a move"))
  }

  @Test("/ finds as one types, / and Enter go on, Esc goes back to what was selected")
  func find() {
    var screening = Self.screening(4)
    screening.press("1")
    screening.type("/cAk")
    #expect(screening.selected == "B02")
    #expect(screening.text.contains("1 of 2 tickets"))
    screening.press(.enter, "/", .enter)
    #expect(screening.selected == "B04")
    #expect(screening.message == "“cAk” is on 2 tickets; / and Enter show the next of them")
    screening.press("/", "3")
    #expect(screening.selected == "B03", "by code")
    screening.press(.backspace, "T", "1")
    #expect(screening.selected == "B01", "by table")
    screening.press(.escape)
    #expect(screening.selected == "B04")
    screening.type("/zz")
    screening.press(.enter)
    #expect(screening.message == "no ticket has “zz”")
  }

  @Test("Letters typed to find tickets do nothing else")
  func findTakesLetters() {
    var screening = Self.screening(2)
    screening.press("1")
    screening.type("/quRx r")
    #expect(!screening.hasQuit && screening.standing == ["B01 ordered", "B02 ordered"])
    #expect(screening.console.place == .find)
  }

  @Test("* and a show what is still to be made, summed, and hide it")
  func allDay() {
    var screening = Self.screening(3)
    screening.press("*")
    #expect(screening.text.contains("ALL DAY   6 × Soup   2 × Bread   1 × Cake"))
    screening.press("1", " ", .enter)
    #expect(screening.text.contains("ALL DAY   4 × Soup   1 × Bread   1 × Cake"), "what is ready is made")
    screening.press("a")
    #expect(!screening.text.contains("ALL DAY"))
  }

  @Test("The strip takes at most a quarter of the rows and counts what it leaves out")
  func allDayIsCut() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    for dish in 1...60 { dinner.add(order, "Tasting plate \(dish)", 2) }
    dinner.change(order, .kitchen(.submit))
    let strip = AllDayStrip(tickets: dinner.tickets)
    for rows in 1...6 {
      let lines = strip.lines(columns: 80, rows: rows)
      #expect(lines.count <= rows)
      let last = lines.last?.start.last.map { $0.text.clusters.map(\.text).joined() } ?? ""
      #expect(last.hasPrefix("… ") && last.hasSuffix(" more"))
    }
  }

  @Test("+ and - step the letters to eight either way, = goes back")
  func letters() {
    var screening = Self.screening(1)
    screening.press("+", "+", "-")
    #expect(screening.console.letterStep == 1)
    screening.press("=")
    #expect(screening.console.letterStep == 0)
    for _ in 0..<8 { screening.press("-") }
    #expect(screening.console.letterStep == -8)
    screening.press("-")
    #expect(screening.message == "the letters are as small as they get")
    screening.press(.backspace)
    #expect(screening.console.letterStep == 0)
  }

  @Test("A screen that only shows says so, by keys and by typed commands")
  func readOnly() {
    var screening = Self.screening(1, Preferences { $0.readOnly = true })
    for key in [" ", "u", "R", "x"] as [Unicode.Scalar] {
      screening.press("1")
      screening.press(key)
      #expect(screening.message == "this screen only shows: read_only in galley.conf", "\(key)")
    }
    screening.type(":order rush B01")
    screening.press(.enter)
    #expect(screening.ran.isEmpty)
    screening.type(":order list")
    screening.press(.enter)
    #expect(screening.ran == [["order", "list"]])
  }

  @Test(
    "In a narrow window, that there is one station only stands beside the log and what is out of touch",
    arguments: [38, 39, 44, 80])
  func stationInNarrow(columns: Int) {
    var screening = Self.screening(2)
    screening.press("s", "2")
    for isAway in [false, true] {
      var view = screening.dinner.view(columns, 12)
      (view.truth, view.wall) = (Truth(), Peers.wall)
      view.mesh = MeshStatus(peers: isAway ? [Peers.away("bar")] : [])
      let line = screening.console.frame(view).lines.last ?? ""
      #expect(line.contains("ONLY hot"), "\(line)")
      #expect(
        isAway ? line.contains("away") || line.contains("out of touch") : line.contains("all saved"),
        "\(line)")
    }
  }

  @Test("s and a digit show one station's dishes; a bump there moves those alone; 0 shows all")
  func stations() {
    var screening = Self.screening(2)
    screening.press("s")
    #expect(screening.text.contains("Station  1 cold  2 hot  0 all"))
    screening.press("2", "*")
    #expect(screening.lines[66].contains("ONLY hot") && screening.text.contains("4 × Soup"))
    #expect(!screening.lines[..<60].contains { $0.contains("Cake") || $0.contains("Bread") })
    screening.press("1", .enter, " ", .enter)
    #expect(screening.dinner.tickets[0].items.map(\.status) == [.delivered, .ordered])
    #expect(screening.console.tickets(screening.view).map(\.code) == ["B02"])
    screening.press("s", "0")
    #expect(screening.console.station == nil && screening.console.tickets(screening.view).count == 2)
    screening.type(":station cold")
    screening.press(.enter)
    #expect(
      screening.console.station == "cold" && screening.message?.hasPrefix("only dishes of cold") == true)
  }
}
