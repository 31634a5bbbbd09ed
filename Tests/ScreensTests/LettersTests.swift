import Dining
import Events
import Testing
import Venue

@testable import Screens

/// How large the board's letters are, and when that changes.
@Suite struct LettersTests {
  /// Tickets of one dish each, in the first column.
  private static func tickets(_ count: Int) -> Dinner {
    var dinner = Dinner()
    for number in 0..<count {
      let order = dinner.open(table: "T\(number + 1)")
      dinner.add(order, "Soup")
      dinner.change(order, .kitchen(.submit))
    }
    return dinner
  }

  private static func layout(_ dinner: Dinner, _ columns: Int = 120, _ rows: Int = 33, step: Int = 0)
    -> BoardLayout
  {
    var console = Console(.kitchen)
    console.letterStep = step
    let view = dinner.view(columns, rows)
    console.see(view)
    return BoardPane(console, view).layout
  }

  private static func form(_ dinner: Dinner, _ columns: Int = 120, _ rows: Int = 33, step: Int = 0) -> Int {
    layout(dinner, columns, rows, step: step).columns[0].forms.min() ?? -1
  }

  @Test(
    "Each form of the ladder makes a card higher than the one before", arguments: [PixelShape.quarter, .half])
  func ladder(pixels: PixelShape) throws {
    var dinner = Dinner()
    let order = dinner.open(table: "T1", guests: 2)
    dinner.add(order, "Soup", modifiers: ["hot"])
    dinner.change(order, .kitchen(.submit))
    let ticket = try #require(dinner.tickets.first)
    let heights = CardForm.ladder(pixels, isDivided: true).map { form in
      TicketCard(
        ticket, CardState(),
        CardSetting(
          view: dinner.view(300, 80), widthColumns: form.isWide ? 118 : pixels == .quarter ? 29 : 38,
          form: form, pixels: pixels,
          allergens: .calm)
      ).measure.rows
    }
    // A rule, table, code and timer in letters of 6 pixels, two a row, the dish with the modifier beside it; then dishes of
    // 8 pixels with the modifier below, and heads of 10. In square letters, code and timer leave no room for the table, which
    // stands below them after a blank row; in wide ones it has room again.
    let wide = [1 + 5 + 6 + 1, 1 + 6 + 8 + 1, 1 + 10 + 8 + 1, 1 + 10 + 12 + 1]
    let narrow = [2, 1 + 3 + 1, 1 + 3 + 4 + 1, 1 + 5 + 4 + 1] + wide
    let square = [2, 1 + 7 + 1, 1 + 7 + 4 + 1, 1 + 11 + 4 + 1] + wide
    #expect(heights == (pixels == .quarter ? narrow : square))
  }

  @Test("Letters are the largest at which every ticket fits, and shrink when more come")
  func largest() {
    let forms = [1, 2, 4, 8, 17, 18].map { Self.form(Self.tickets($0)) }
    for (fewer, more) in zip(forms, forms.dropFirst()) { #expect(fewer >= more) }
    // The largest card has 1 + 5 + 4 rows, and lanes have 30.
    #expect(forms[0] == 3)
    // COOKING keeps a lane, READY lends its own: in three of them stand eighteen of 1 + 3 + 1 rows, one of which is spared.
    #expect(forms[4] == 1 && forms[5] == 0)
  }

  @Test("Letters grow back when a ticket goes, and only where one more would have room")
  func growsWithRoomToSpare() throws {
    var console = Console(.kitchen)
    var dinner = Self.tickets(20)
    func look(_ dinner: Dinner) -> Int {
      let view = dinner.view(120, 33)
      console.see(view)
      return BoardPane(console, view).layout.columns[0].forms.min() ?? -1
    }
    #expect(look(dinner) == 0)
    // Letters that have just been laid out rest.
    dinner.wait(seconds: 60)
    let names = dinner.tickets.map(\.order.exactName)
    func serve(_ names: ArraySlice<OrderName>) {
      for name in names { dinner.change(name, .kitchen(.move(to: .delivered, round: nil, items: []))) }
    }
    serve(names[..<2])
    #expect(look(dinner) == 0, "18 have room, 19 would not")
    dinner.wait(seconds: 600)
    #expect(look(dinner) == 0, "time alone changes nothing")
    serve(names[2..<3])
    #expect(look(dinner) == 1)
  }

  @Test("While a hand is on the keys, or a card is selected, nothing grows")
  func handOnTheKeys() {
    var screening = Screening(Self.tickets(20), columns: 120, rows: 33)
    func form() -> Int { BoardPane(screening.console, screening.view).layout.columns[0].forms.min() ?? -1 }
    var names = screening.dinner.tickets.map(\.order.exactName)[...]
    func serve(_ count: Int) {
      for name in names.prefix(count) {
        screening.dinner.change(name, .kitchen(.move(to: .delivered, round: nil, items: [])))
      }
      names = names.dropFirst(count)
      screening.console.see(screening.view)
    }
    screening.dinner.wait(seconds: 60)
    screening.press("9")
    screening.dinner.wait(seconds: 10)
    serve(3)
    #expect(form() == 0, "a card is selected")
    screening.press(.escape)
    screening.dinner.wait(seconds: 9)
    serve(1)
    #expect(form() == 0, "a key was pressed nine seconds ago")
    screening.dinner.wait(seconds: 1)
    serve(1)
    #expect(form() == 1)
  }

  @Test("A window of another size is looked at anew: what was held is for the one before")
  func anotherWindow() {
    for rows in 20...60 {
      let dinner = Self.tickets(3)
      var console = Console(.kitchen)
      console.see(dinner.view(120, 15))
      let view = dinner.view(120, rows)
      console.see(view)
      #expect(
        BoardPane(console, view).layout.columns[0].forms == Self.layout(dinner, 120, rows).columns[0].forms)
    }
  }

  @Test("A person's wish moves the letters and stops at their ends; = is as large as fits at once")
  func wish() {
    let dinner = Self.tickets(16)
    let own = Self.form(dinner)
    #expect(own == 1 && Self.form(dinner, step: 1) == 2)
    #expect(Self.form(dinner, step: -8) == 0)
    #expect(Self.form(dinner, step: 8) == 3)
    var screening = Screening(dinner, columns: 120, rows: 33)
    let automatic = screening.frame
    screening.press("-", "-", "=")
    screening.dinner.wait(seconds: 0)
    #expect(screening.frame.lines.prefix(31) == automatic.lines.prefix(31))
  }

  @Test("Whole blocks need no half block; plain letters need neither", arguments: [PixelShape.full, nil])
  func otherFonts(pixels: PixelShape?) {
    let frame = Console(.kitchen, Preferences(pixels: pixels)).frame(Self.tickets(1).view(120, 33))
    #expect(!frame.text.contains("▀") && !frame.text.contains("▄") && !frame.text.contains("▌"))
    #expect(frame.text.contains("█") == (pixels == .full))
  }

  @Test("A name in another script stands in plain cells among big letters, whole and in its place")
  func otherScripts() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Ramen 担々麺")
    dinner.change(order, .kitchen(.submit))
    let frame = Console(.kitchen).frame(dinner.view(240, 67))
    #expect(frame.text.contains("█"))
    for row in 0..<67 {
      for column in 0..<240 where frame[row, column]?.isContinuation == true {
        #expect(frame[row, column - 1]?.isLead == true)
      }
    }
    for sign in "担々麺" { #expect(frame.text.contains(sign)) }
  }

  @Test("A board that was left on another page goes back to the oldest tickets after a minute")
  func leftAlone() {
    var screening = Screening(Dinner.evening(40))
    screening.press(".")
    #expect(screening.console.page == 1)
    screening.press("1")
    #expect(screening.console.selection != nil)
    screening.press(".")
    screening.dinner.wait(seconds: 59)
    screening.console.see(screening.view)
    #expect(screening.console.page != 0 || screening.console.selection != nil)
    screening.dinner.wait(seconds: 1)
    screening.console.see(screening.view)
    #expect(screening.console.page == 0 && screening.console.selection == nil)
  }

  @Test(
    "A second round keeps the letters large: its number follows the code in plain cells where that is too wide"
  )
  func secondRound() {
    var dinner = Dinner()
    let order = dinner.open(table: "T4")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    dinner.add(order, "Tart")
    dinner.change(order, .kitchen(.submit))
    let frame = Console(.kitchen).frame(dinner.view(120, 33))
    #expect(frame.text.contains("▐"))
    #expect(frame.text.contains("B01·2"))
  }

  @Test("The past has letters as large as its own tickets allow")
  func pastScale() {
    var now = Self.tickets(70)
    now.wait(seconds: 120)
    var screening = Screening(now, columns: 120, rows: 33)
    #expect(!screening.text.contains("▐"))
    screening.press("t")
    screening.console.take(
      Lookback(
        HouseHistory(Self.tickets(1).house, events: [], since: .earliest), offsets: LocalOffsets(minutes: 60),
        isBounded: false))
    #expect(screening.text.contains("▐"))
  }

  @Test("NEXT is what can be started: a ticket with nothing but voids is not it")
  func nextIsNoVoid() throws {
    var dinner = Self.tickets(2)
    let first = try #require(dinner.tickets.first)
    let second = try #require(dinner.tickets.last)
    dinner.change(first.order.exactName, .item(.remove(ItemName("1"), reason: nil)))
    let lines = Console(.kitchen, Preferences(pixels: nil)).frame(dinner.view(80, 24)).lines
    #expect(lines.contains { $0.contains(second.code) && $0.contains("NEXT") })
    #expect(!lines.contains { $0.contains(first.code) && $0.contains("NEXT") })
  }

  @Test("A station with nothing to do says that there are tickets elsewhere")
  func emptyStation() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Beer", station: "bar")
    dinner.change(order, .kitchen(.submit))
    let frame = Console(.kitchen, Preferences { $0.station = "gril" }).frame(dinner.view(80, 24))
    #expect(frame.text.contains("Nothing for gril."))
    #expect(frame.text.contains("1 ticket at other stations"))
  }

  @Test(
    "What is searched for in vain leaves selected what was, so that the next Enter bumps nothing by mistake")
  func searchedInVain() {
    var screening = Screening(Self.tickets(2))
    screening.press("/")
    screening.type("bzz")
    screening.press(.enter)
    #expect(screening.console.selection == nil)
    screening.press(.enter)
    #expect(screening.standing.allSatisfy { $0.hasSuffix("ordered") })
  }
}
