import Dining
import Events
import Testing
import Venue

@testable import Screens

/// Orders that are typed in one line, and what the screen says meanwhile.
@Suite struct OrderTypingTests {
  static let menu = """
    {"menu_id":"m","name":"M","currency":"EUR","sections":[{"id":"s","name":"All","items":[
    {"id":"b","name":"Burger","price":1790,"modifiers":[{"group":"extra","min":0,"max":2,"options":[
      {"name":"cheese","price":150},{"name":"chili","price":0}]}]},
    {"id":"f","name":"Fries","price":450},{"id":"x","name":"Fritto misto","price":1400}]}]}
    """

  static func screening(
    _ mode: Console.Mode = .staff, columns: Int = 120, rows: Int = 33, orders: Int = 0
  ) throws -> Screening {
    var dinner = Dinner.evening(orders)
    dinner.request(.menu(.importDocument(try JSONParser.parse(Array(menu.utf8)))))
    return Screening(dinner, mode, columns: columns, rows: rows)
  }

  /// The row above the command line.
  static func above(_ screening: Screening) -> String { screening.lines[screening.rows - 3] }

  @Test("As it is typed, the row above says in words and price what Enter will do; then it is done")
  func inWordsAndPrice() throws {
    var screening = try Self.screening()
    screening.type("T4/2 2 burger -on")
    #expect(Self.above(screening) == "T4, 2 guests · 2 × Burger, no on · 35.80 EUR · Enter sends")
    screening.type("ions, fri")
    #expect(Self.above(screening) == "“fri”: Fries or Fritto misto?")
    screening.press(.enter)
    #expect(screening.dinner.house.live.isEmpty, "while there is doubt, Enter does nothing")
    #expect(screening.console.entry.text == "T4/2 2 burger -onions, fri", "and the line stays")
    screening.type("e")
    #expect(
      Self.above(screening) == "T4, 2 guests · 2 × Burger, no onions · 1 × Fries · 40.30 EUR · Enter sends")
    screening.press(.enter)
    #expect(screening.standing == ["B01 ordered"] && screening.console.entry.isEmpty)
    #expect(screening.message == "B01: round 1 sent: 2 items")
  }

  @Test("Words and doubts that are longer than the screen go on in rows above, over the pane")
  func longLines() throws {
    var screening = try Self.screening(columns: 40, rows: 16)
    screening.type("T4/2 2 burger -onions \"well done\", fries, fr, zz")
    let rows = screening.lines[7...13].joined(separator: "\n")
    for words in [
      "T4, 2 guests ·", "2 × Burger, no onions,", "1 × Fries", "“fr”: Fries or Fritto misto?", "has no “zz”",
    ] {
      #expect(rows.contains(words), "\(words) in:\n\(rows)")
    }
  }

  @Test("Tab completes a dish, an option, a code, a table and a command")
  func completes() throws {
    var screening = try Self.screening(orders: 3)
    func completed(_ text: String) -> String {
      var copy = screening
      copy.type(text)
      copy.press(.tab)
      return copy.console.entry.text
    }
    #expect(completed("T4/2 2 bu") == "T4/2 2 Burger ")
    #expect(completed("T4/2 2 bu, frie") == "T4/2 2 bu, Fries ")
    #expect(completed("T4 fr") == "T4 Fri", "as far as it is clear")
    #expect(completed("T4 bu +chee") == "T4 bu +cheese ")
    #expect(completed("+ mi") == "+ Fritto misto ")
    #expect(completed("B0") == "B0" && completed("B02") == "B02 ")
    #expect(completed("T5") == "T5 ", "where somebody sits")
    #expect(completed("order unk") == "order unk" && completed("order und") == "order undo ")
    #expect(completed("order undo B03") == "order undo B03 ")
    screening.type("order re")
    screening.press(.tab)
    #expect(
      screening.console.entry.choices.contains("ready") && screening.console.entry.choices.contains("remove"))
    #expect(screening.text.contains("ready  "))
    screening.type("a")
    #expect(screening.console.entry.choices.isEmpty, "the next key ends it")
  }

  @Test("Tab offers all dishes after a table, and the dishes of an order with their numbers")
  func offers() throws {
    var screening = try Self.screening(orders: 1)
    screening.type("T9 ")
    screening.press(.tab)
    #expect(screening.console.entry.choices.contains("Burger") && screening.text.contains("Fritto misto"))
    screening.press(.control("u"))
    let dishes = try #require(screening.view.house.live.first).items.map(\.dish.name)
    screening.type("order remove B01 ")
    screening.press(.tab)
    if dishes.count == 1 {
      #expect(screening.console.entry.text == "order remove B01 1 ")
    } else {
      #expect(screening.console.entry.choices == dishes.enumerated().map { "\($0.offset + 1) \($0.element)" })
    }
  }

  @Test("A command and a pane are what they were, whatever they begin like")
  func commandsStay() throws {
    for line in ["order rush B01", "help", "log", "station 2", "pay status T4", "recall", "q", "oder show"] {
      #expect(Console.orderLine(line) == nil, "\(line)")
    }
    for line in ["T4 f", ":4 f", "B01 f", "+ f", "bar: f", "takeaway f"] {
      #expect(Console.orderLine(line) != nil, "\(line)")
    }
  }

  @Test("The selected order is the order of a command that names none, and the row above says so")
  func selectedIsDefault() throws {
    var screening = try Self.screening(orders: 2)
    screening.press(.escape, "1")
    let code = try #require(screening.selected)
    screening.press(":")
    for (typed, done) in [
      ("order bill", ["order", "bill", code]), ("bill", ["order", "bill", code]),
      ("pay cash 40.30", ["pay", "cash", code, "40.30"]), ("order add f", ["order", "add", code, "f"]),
      ("order alert nuts", ["order", "alert", code, "nuts"]),
      ("order quantity 1 3", ["order", "quantity", code, "1", "3"]),
      ("order delay 10", ["order", "delay", code, "10"]), ("order rush B02", ["order", "rush", "B02"]),
      // A slip in a code must not reach the selected order.
      ("order alert B99 nuts", ["order", "alert", "B99", "nuts"]),
    ] {
      screening.type(typed)
      let isFilled = done.contains(code)
      #expect(Self.above(screening).contains(code) == isFilled, "\(typed): \(Self.above(screening))")
      screening.press(.enter)
      #expect(screening.ran.last == done)
    }
    screening.type("+ fries hold")
    #expect(Self.above(screening).hasPrefix("\(code) at "))
    screening.press(.enter)
    #expect(screening.message == "\(code): 1 × Fries added")
  }

  @Test("What is only warned of is wanted with anyway, as the last word of a line or as a flag")
  func anyway() throws {
    var screening = try Self.screening(orders: 1)
    screening.press(.escape, "1", ":")
    let code = try #require(screening.selected)
    screening.type("+ 2 bu -onions anyway")
    #expect(Self.above(screening).hasSuffix("Enter sends"))
    screening.press(.enter)
    #expect(screening.ran.last == ["order", "place", "--", "\(code): 2 bu -onions anyway"])
    #expect(OrderLine("\(code): 2 bu -onions anyway").isAnyway)
    screening.type("order place T9 2 burger --anyway")
    screening.press(.enter)
    #expect(screening.ran.last == ["order", "place", "T9", "2", "burger", "--anyway"])
  }

  @Test("Nothing selected: the command says what it wants")
  func nothingSelected() throws {
    var screening = try Self.screening(orders: 1)
    screening.type("order bill")
    screening.press(.enter)
    #expect(screening.ran.isEmpty && screening.message?.contains("order bill CODE") == true)
  }

  @Test("? in an empty line shows every key, and again hides them; in a line it is a letter")
  func questionMark() throws {
    var screening = try Self.screening()
    screening.press("?")
    #expect(screening.console.pane == .help && screening.console.entry.isEmpty)
    #expect(screening.lines[0].hasPrefix("An order in one line"), "what is typed there comes first")
    screening.press("?")
    #expect(screening.console.pane == .board)
    screening.type("T4 f?")
    #expect(screening.console.entry.text == "T4 f?")
  }

  @Test("An error is told to its last word, on as many rows as that takes")
  func longErrors() throws {
    var screening = try Self.screening(columns: 60, rows: 17)
    let advice = "and this is the advice at its very end"
    screening.console.say(
      String(repeating: "what went wrong, ", count: 8) + advice, isError: true, at: screening.view.now)
    #expect(
      screening.lines[10...15].map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: " ")
        .contains(advice))
  }

  @Test("What a command printed says when, and that it is old once something has happened")
  func oldOutput() throws {
    var screening = try Self.screening(orders: 1)
    screening.console.show("one\ntwo\n", of: ["order", "list"], screening.view)
    #expect(screening.lines[0].hasPrefix("order list") && !screening.lines[0].contains("older"))
    _ = screening.dinner.open(table: "T9")
    #expect(screening.lines[0].contains("as of 20:0") && screening.lines[0].contains("older than the board"))
  }

  @Test("A message says what was done to a dish, a menu or a setting")
  func saysWhatWasDone() throws {
    var screening = try Self.screening()
    for (action, words) in [
      (.menu(.soldOut(menuitem: "f", isAvailable: false)), "Fries is sold out."),
      (.menu(.soldOut(menuitem: "f", isAvailable: true)), "Fries is on the menu again."),
      (.changeSetting(key: "age_limits", value: "6 9"), "age_limits is 6 9 now, in the whole house."),
      (
        .menu(.importDocument(try JSONParser.parse(Array(Self.menu.utf8)))),
        "The menu “M” is in force: 3 dishes."
      ),
    ] as [(Request.Action, String)] {
      screening.console.hear(screening.dinner.request(action), screening.view)
      #expect(screening.message == words)
    }
  }

  @Test("An empty line says what may be typed, with dishes of this house; sold-out ones are not offered")
  func hint() throws {
    var screening = try Self.screening()
    #expect(
      screening.lines[31] == ":  T4/2 2 Burger, Fries   sends that for table T4, two guests; ? shows all")
    screening.dinner.request(.menu(.soldOut(menuitem: "b", isAvailable: false)))
    #expect(screening.lines[31].contains("2 Fries, Fritto misto"))
    #expect(Screening(Dinner(), .staff).lines[22].contains("no menu yet: menu import FILE"))
  }
}
