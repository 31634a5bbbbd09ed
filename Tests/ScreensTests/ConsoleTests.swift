import Dining
import Events
import Testing
import Venue

@testable import Screens

/// What keys do, pressed one after the other as a cook would.
@Suite struct ConsoleTests {
  /// B01 new at T1, B02 new at T2.
  static func twoTickets() -> Dinner {
    var dinner = Dinner()
    for table in ["T1", "T2"] {
      let order = dinner.open(table: table)
      dinner.add(order, "Soup", 2)
      dinner.add(order, "Bread")
      dinner.change(order, .kitchen(.submit))
      dinner.wait(seconds: 10)
    }
    return dinner
  }

  @Test("A digit selects, space and Enter bump, r and r again recall, u undoes")
  func bumpRecallUndo() {
    var screening = Screening(Self.twoTickets())
    screening.press("1", " ")
    #expect(screening.standing == ["B01 preparing", "B02 ordered"])
    screening.dinner.wait(seconds: 1)
    screening.press(.enter)
    #expect(screening.standing == ["B01 ready", "B02 ordered"])
    screening.press("r", "r")
    #expect(screening.standing == ["B01 preparing", "B02 ordered"])
    screening.press(" ", "u")
    #expect(screening.standing == ["B01 preparing", "B02 ordered"])
    screening.press(" ", .enter)
    #expect(screening.standing == ["B02 ordered"])
    #expect(screening.console.selection == nil, "the ticket left the board, and nothing else was chosen")
  }

  @Test("Space moves the dishes that the card shows, not what came in the meantime")
  func bumpNamesWhatWasSeen() throws {
    var dinner = Self.twoTickets()
    var console = Console(.kitchen)
    let seen = dinner.view(80, 24)
    _ = console.handle("1", seen)
    let order = try #require(dinner.tickets.first).order
    dinner.add(order.exactName, "Cake")
    dinner.change(order.exactName, .kitchen(.submit))
    for case .request(let action) in console.handle(" ", seen) { dinner.request(action) }
    let statuses = dinner.house.orders[order.id]?.order.items.map(\.status)
    #expect(statuses == [.preparing, .preparing, .ordered])
  }

  @Test("Two bumps before the first has reached the disk move one column, not two")
  func doublePress() throws {
    var dinner = Self.twoTickets()
    var console = Console(.kitchen)
    let seen = dinner.view(80, 24)
    var actions: [Request.Action] = []
    for key in ["1", " ", .enter] as [Key] {
      for case .request(let action) in console.handle(key, seen) { actions.append(action) }
    }
    #expect(actions.count == 2)
    for action in actions { dinner.request(action) }
    #expect(dinner.tickets.map(\.column) == [.preparing, .ordered])
  }

  @Test("x says that a void was seen; the card of a void alone then leaves")
  func acknowledge() {
    var dinner = Self.twoTickets()
    let order = OrderName("B01")
    for item in ["1", "2"] { dinner.change(order, .item(.remove(ItemName(item), reason: nil))) }
    var screening = Screening(dinner)
    screening.press("1", " ")
    #expect(screening.message == "only a VOID is left on B01: x says that it was seen")
    screening.press("x")
    #expect(screening.standing == ["B01 ordered", "B02 ordered"])
    screening.press("x")
    #expect(screening.standing == ["B02 ordered"])
  }

  @Test("R rushes and stops rushing")
  func rush() {
    var screening = Screening(Self.twoTickets())
    screening.press("2", "R")
    #expect(screening.standing == ["B02 ordered", "B01 ordered"])
    screening.press("R")
    #expect(screening.standing == ["B01 ordered", "B02 ordered"])
  }

  @Test(
    "A key that does nothing now says why",
    arguments: [
      (" ", "select a ticket first: press its number"), ("x", "select a ticket first: press its number"),
      ("R", "select a ticket first: press its number"),
      ("u", "nothing was changed from this screen; r lists the last moves of all"),
      ("=", "the letters are as large as the tickets leave room for"),
      ("7", "no ticket has the number 7; nothing is selected"),
      ("z", "“z” does nothing here; ? shows every key"),
      ("b", "“b” does nothing here; ? shows every key"),
    ] as [(Unicode.Scalar, String)])
  func whyOff(key: Unicode.Scalar, reason: String) {
    var screening = Screening(Self.twoTickets())
    screening.press(key)
    #expect(screening.message == reason)
    #expect(screening.lines[22] == reason, "on the message line")
  }

  @Test(
    "On an empty board keys say that it is empty", arguments: ["1", " ", "j", "o", "x"] as [Unicode.Scalar])
  func whyOffWhenEmpty(key: Unicode.Scalar) {
    var screening = Screening(Dinner())
    screening.press(key)
    #expect(screening.message == "no ticket is on the board")
  }

  @Test("A read-only screen says why it changes nothing")
  func readOnly() {
    let dinner = Self.twoTickets()
    var view = dinner.view(80, 24)
    view.readOnlyBecause = "a bit of the log is damaged; see galley verify"
    var console = Console(.kitchen)
    for key in ["1", " ", "u", "R", "r", .enter] as [Key] {
      let effects = console.handle(key, view)
      #expect(!effects.contains { if case .request = $0 { true } else { false } })
    }
    #expect(console.message(at: view.now)?.text == view.readOnlyBecause)
    #expect(console.frame(view).lines.last?.contains("READ-ONLY") == true)
  }

  @Test("Arrows and hjkl move the selection between and within columns")
  func arrows() {
    var dinner = Self.twoTickets()
    dinner.change(OrderName("B02"), .kitchen(.move(to: .ready, round: nil, items: [])))
    let third = dinner.open(table: "T3")
    dinner.add(third, "Soup")
    dinner.change(third, .kitchen(.submit))
    var screening = Screening(dinner)
    func selected() -> String? { screening.console.selectedTicket(screening.view)?.code }
    screening.press(.down)
    #expect(selected() == "B01", "the first key selects the first ticket")
    screening.press(.down)
    #expect(selected() == "B03")
    screening.press(.right)
    #expect(selected() == "B02", "over the empty column")
    screening.press("h")
    #expect(selected() == "B01")
    screening.press("j", "j", "j")
    #expect(selected() == "B03", "the end of a column is an end")
    screening.press("k")
    #expect(selected() == "B01")
  }

  @Test("The selection and the digits stay with their tickets when others come and go")
  func selectionSurvives() {
    var screening = Screening(Self.twoTickets())
    screening.press("2")
    screening.dinner.change(OrderName("B01"), .kitchen(.move(to: .delivered, round: nil, items: [])))
    screening.console.see(screening.view)
    #expect(screening.console.selectedTicket(screening.view)?.code == "B02")
    #expect(screening.lines[1].hasPrefix("2 ►B02"))
    let third = screening.dinner.open(table: "T3")
    screening.dinner.add(third, "Soup")
    screening.dinner.change(third, .kitchen(.submit), .kitchen(.rush(true)))
    screening.dinner.wait(seconds: 10)
    screening.console.see(screening.view)
    #expect(screening.lines[1].hasPrefix("1 •B03"), "rushed, so first; with the digit that has rested")
    #expect(screening.text.contains("2 ►B02"))
    screening.dinner.change(OrderName("B02"), .kitchen(.move(to: .delivered, round: nil, items: [])))
    screening.console.see(screening.view)
    #expect(screening.console.selection == nil)
  }

  @Test("o shows the order, Esc goes back; ? and L and b change panes; q leaves")
  func panes() {
    var screening = Screening(Self.twoTickets())
    screening.press("2", "o")
    #expect(screening.lines[0].hasPrefix("B02  T2"))
    screening.press(.escape)
    #expect(screening.lines[0].hasPrefix("NEW 2"))
    screening.press("?")
    #expect(screening.lines[0] == "Keys")
    screening.press("L")
    #expect(screening.lines[0] == "What happened last, newest first")
    screening.press("b")
    #expect(screening.console.pane == .board)
    #expect(!screening.hasQuit)
    screening.press("q")
    #expect(screening.hasQuit)
  }

  @Test("r works on the order that is shown")
  func keysInTheOrderPane() {
    var screening = Screening(Self.twoTickets())
    screening.press("1", " ", "o", "r", .enter)
    #expect(screening.standing == ["B01 ordered", "B02 ordered"])
  }

  @Test("A message goes by itself, and the picture says when")
  func messageEnds() {
    var screening = Screening(Dinner())
    screening.press("z")
    #expect(screening.console.nextChange(screening.view) == 9_000)
    screening.dinner.wait(seconds: 8)
    #expect(screening.message != nil)
    screening.dinner.wait(seconds: 1)
    #expect(screening.message == nil)
    #expect(!screening.text.contains("does nothing"))
  }

  @Test("Every row of the table is reachable, and no key means two things in one place")
  func tableIsSound() {
    for place in Action.Place.all {
      for mode in Console.Mode.allCases {
        let rows = ActionTable.all.filter { $0.places.contains(place) && $0.modes.contains(mode) }
        let keys = rows.flatMap(\.keys)
        #expect(Set(keys).count == keys.count, "\(place.name), \(mode)")
      }
    }
    for action in ActionTable.all {
      #expect(!action.keys.isEmpty)
      #expect(action.help.hasSuffix("."), "\(action.help)")
    }
  }

  @Test("The help pane tells every key and every command; the footer only what is in the table")
  func helpIsWhole() {
    var screening = Screening(Self.twoTickets(), columns: Size.limitColumns, rows: Size.limitRows)
    screening.press("?")
    var text = screening.text
    // It has more lines than any screen.
    for _ in 0..<3 {
      screening.press(.pageDown)
      text += screening.text
    }
    for action in ActionTable.all {
      #expect(text.contains(action.keyText), "\(action.keyText)")
      #expect(text.contains(action.help), "\(action.help)")
    }
    for command in CommandTable.all { #expect(text.contains(command.synopsis), "\(command.synopsis)") }
  }
}

extension Key: ExpressibleByUnicodeScalarLiteral {
  public init(unicodeScalarLiteral value: Unicode.Scalar) { self = .character(value) }
}
