import Dining
import Events
import Testing
import Venue

@testable import Screens

/// How large the board's letters are, and when that changes.
@Suite struct ScaleTests {
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

  private static func scale(_ dinner: Dinner, _ columns: Int, _ rows: Int, step: Int = 0) -> BoardScale {
    var console = Console(.kitchen)
    console.letterStep = step
    let view = dinner.view(columns, rows)
    console.see(view)
    return BoardPane(console, view).scale
  }

  @Test("Each step of the ladder makes a card higher than the one before")
  func ladder() throws {
    var dinner = Dinner()
    let order = dinner.open(table: "T1", guests: 2)
    dinner.add(order, "Soup", allergens: ["celery"])
    dinner.change(order, .kitchen(.submit))
    let ticket = try #require(dinner.tickets.first)
    let heights = BoardScale.ladder.map { scale in
      TicketCard(
        ticket, CardState(),
        CardSetting(view: dinner.view(300, 80), widthColumns: 110, scale: scale, pixels: .half)
      ).heightRows
    }
    // A rule, code, a blank and the table, dish, allergen: dense 1+1 in all, plain 1+1+1+1, then 1+3+1+1,
    // 1+5+1+1, 1+5+1+3+1+1, 1+5+1+3+4+1, 1+10+1+5+6+1, 1+10+1+6+8+1, 1+15+1+10+12+1.
    #expect(heights == [2, 4, 6, 8, 12, 15, 24, 27, 40])
  }

  @Test("Letters are the largest at which every ticket fits, and shrink when more come")
  func largest() {
    let steps = [1, 2, 3, 4, 5, 6, 8, 12].map { count in
      BoardScale.ladder.firstIndex(of: Self.scale(Self.tickets(count), 120, 33))
    }
    for (fewer, more) in zip(steps, steps.dropFirst()) { #expect((fewer ?? -1) >= (more ?? -1)) }
    // A body of 31 rows less the heading, one column of 38: the dish in big letters once or twice.
    #expect(steps[0] == 5 && steps[1] == 5)
    // Twelve of three rows have no room even in plain cells.
    #expect(steps[7] == 0)
  }

  @Test("Letters grow back only with room to spare, so that one ticket coming and going changes nothing")
  func growsWithRoomToSpare() throws {
    var console = Console(.kitchen)
    func look(_ count: Int) -> BoardScale {
      let view = Self.tickets(count).view(120, 33)
      console.see(view)
      return BoardPane(console, view).scale
    }
    // Two of 14 rows fill 28 of 30 rows in the larger letters, three don't fit; one leaves room to spare.
    let two = look(2)
    let three = look(3)
    #expect(three != two)
    #expect(look(2) != two)
    #expect(look(1) == two)
  }

  @Test("A window of another size is looked at anew: what was held is for the one before")
  func anotherWindow() {
    for rows in 20...60 {
      let dinner = Self.tickets(3)
      var console = Console(.kitchen)
      console.see(dinner.view(120, 15))
      let view = dinner.view(120, rows)
      console.see(view)
      #expect(BoardPane(console, view).scale == Self.scale(dinner, 120, rows), "\(rows) rows")
    }
  }

  @Test("A person's wish moves the scale and stops at its ends")
  func wish() {
    let dinner = Self.tickets(3)
    let own = BoardScale.ladder.firstIndex(of: Self.scale(dinner, 120, 33)) ?? 0
    #expect(Self.scale(dinner, 120, 33, step: 1) == BoardScale.ladder[own + 1])
    #expect(Self.scale(dinner, 120, 33, step: -8) == BoardScale.ladder[0])
    #expect(Self.scale(dinner, 120, 33, step: 8) == BoardScale.ladder[8])
  }

  @Test("Whole blocks need no half block; plain letters need neither", arguments: [PixelShape.full, nil])
  func otherFonts(pixels: PixelShape?) {
    let frame = Console(.kitchen, Preferences(pixels: pixels)).frame(Self.tickets(1).view(120, 33))
    #expect(!frame.text.contains("▀") && !frame.text.contains("▄"))
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
    #expect(frame.text.contains("█"))
    #expect(frame.text.contains("B01·2"))
  }

  @Test("The past has letters as large as its own tickets allow")
  func pastScale() {
    var now = Self.tickets(12)
    now.wait(seconds: 120)
    var screening = Screening(now, columns: 120, rows: 33)
    #expect(!screening.text.contains("█"))
    screening.press("t")
    screening.console.take(
      Lookback(
        HouseHistory(Self.tickets(1).house, events: [], since: .earliest), offsets: LocalOffsets(minutes: 60),
        isBounded: false))
    #expect(screening.text.contains("█"))
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
