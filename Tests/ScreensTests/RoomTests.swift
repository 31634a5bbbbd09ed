import Dining
import Events
import Testing
import Venue

@testable import Screens

extension Preferences {
  fileprivate static func inPlainCells(_ change: (inout SettingValues) -> Void) -> Preferences {
    var preferences = Preferences(pixels: nil)
    change(&preferences.settings)
    return preferences
  }
}

/// Which column has which lanes, what folds before anything is hidden, and that selecting moves nothing.
@Suite struct RoomTests {
  /// Tickets of one dish each: so many new, cooking and ready.
  private static func board(_ new: Int, _ cooking: Int, _ ready: Int, alert: Bool = false) -> Dinner {
    var dinner = Dinner()
    for number in 0..<new + cooking + ready {
      let order = dinner.open(table: "T\(number + 1)")
      dinner.add(order, "Soup", allergens: ["celery"])
      if alert { dinner.change(order, .service(.alert("nuts"))) }
      dinner.change(order, .kitchen(.submit))
      let step: KitchenStep? = number < new ? nil : number < new + cooking ? .preparing : .ready
      if let step { dinner.change(order, .kitchen(.move(to: step, round: nil, items: []))) }
    }
    return dinner
  }

  private static func layout(
    _ dinner: Dinner, _ preferences: Preferences = Preferences(pixels: nil), rows: Int = 33
  ) -> BoardLayout { BoardPane(Console(.kitchen, preferences), dinner.view(120, rows)).layout }

  private static func text(_ dinner: Dinner, _ preferences: Preferences = Preferences(pixels: nil)) -> String
  {
    Console(.kitchen, preferences).frame(dinner.view(120, 33)).text
  }

  @Test("Of four lanes NEW has one, READY one, and COOKING the rest, while all has room")
  func usual() {
    #expect(Self.layout(Self.board(2, 4, 2)).arrangement.lanes == [1, 2, 1])
    #expect(Self.layout(Self.board(0, 4, 0)).arrangement.lanes == [1, 2, 1])
  }

  @Test(
    "READY folds before anything is hidden, and NEW, with nothing in it, lends its lane only for what would be"
  )
  func lends() {
    // A dense card has two rows, and lanes have thirty: 40 have room in three lanes above the shelf, and not in two.
    let folded = Self.layout(Self.board(0, 40, 3))
    #expect(folded.arrangement.lanes == [1, 3, 0])
    #expect(folded.hidden.isEmpty && folded.shelf?.tickets.count == 3)
    let lent = Self.layout(Self.board(0, 50, 0))
    #expect(lent.arrangement.lanes == [0, 4, 0] && lent.hidden.isEmpty)
    let text = Self.text(Self.board(0, 50, 0))
    #expect(text.contains("NEW 0") && text.contains("COOKING 50") && text.contains("READY 0"))
  }

  @Test("What is hidden is hidden by all columns that have much, not by one alone")
  func fair() {
    let layout = Self.layout(Self.board(60, 60, 0))
    #expect(layout.arrangement.lanes == [2, 2, 0])
    #expect(layout.columns.allSatisfy { $0.below.count > 20 && $0.below.count < 40 })
  }

  @Test("ready = column keeps cards, ready = folded keeps lines", arguments: ReadyPlace.allCases)
  func ready(_ place: ReadyPlace) {
    let preferences = Preferences.inPlainCells { $0.ready = place }
    let few = Self.layout(Self.board(1, 1, 2), preferences)
    #expect((few.shelf != nil) == (place == .folded))
    let many = Self.layout(Self.board(10, 50, 2), preferences)
    #expect((many.shelf != nil) == (place != .column))
  }

  @Test("A line of the shelf has number, table, code, a mark of an alert, and age")
  func shelfLine() {
    let preferences = Preferences.inPlainCells { $0.ready = .folded }
    let line = Self.text(Self.board(0, 0, 1, alert: true), preferences).split(separator: "\n")
      .first { $0.contains("B01") }
    #expect(line?.drop { $0 == " " }.hasPrefix("1  T1 B01 ALERT") == true)
    #expect(line?.hasSuffix(" 0:00") == true)
  }

  @Test("Selecting only marks: on a board with more than its tickets no card moves or vanishes")
  func selecting() {
    var screening = Screening(
      Self.board(14, 60, 4), .kitchen, Preferences(pixels: nil), columns: 120, rows: 33)
    func places() -> [String] {
      let layout = BoardPane(screening.console, screening.view).layout
      return layout.columns.flatMap { stand in
        stand.placed.map { "\(stand.tickets[$0.index].code) \(layout.rectangle(of: $0, in: stand))" }
      }
    }
    let before = places()
    for key in ["9", "2", "5"] as [Key] {
      screening.press(key)
      #expect(screening.console.selection != nil)
      #expect(places() == before)
      screening.dinner.wait(seconds: 2)
    }
  }

  @Test("Tickets of later pages have numbers too, and the number shows the page")
  func numbersOfLaterPages() throws {
    var screening = Screening(
      Self.board(70, 0, 0), .kitchen, Preferences(pixels: nil), columns: 120, rows: 33)
    let hidden = try #require(BoardPane(screening.console, screening.view).layout.hidden.last)
    let number = try #require(screening.console.numbers.number(of: hidden.id))
    for digit in "\(number)".unicodeScalars { screening.press(.character(digit)) }
    #expect(screening.console.selection == hidden.id)
    #expect(BoardPane(screening.console, screening.view).shown.contains { $0.id == hidden.id })
  }
}

/// What a card spends its rows on.
@Suite struct CardTests {
  private static func lines(_ dinner: Dinner, _ preferences: Preferences = Preferences(pixels: nil))
    -> [String]
  {
    Console(.kitchen, preferences).frame(dinner.view(120, 33)).lines
  }

  @Test("What is ready or served already is one line of words")
  func done() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    for dish in ["Soup", "Bread", "Fish", "Tart"] { dinner.add(order, dish, dish == "Tart" ? 3 : 1) }
    dinner.change(order, .kitchen(.submit), .kitchen(.move(to: .preparing, round: nil, items: [])))
    dinner.change(order, .kitchen(.move(to: .ready, round: nil, items: [ItemName("2"), ItemName("4")])))
    dinner.change(order, .kitchen(.move(to: .delivered, round: nil, items: [ItemName("4")])))
    let lines = Self.lines(dinner)
    #expect(lines.contains { $0.contains("1 ready, 3 served") })
    #expect(lines.contains { $0.contains("1 × Soup") } && !lines.contains { $0.contains("Tart") })
  }

  @Test(
    "Allergens are loud with an alert and where the setting says so", arguments: [false, true],
    AllergenLook.allCases)
  func allergens(hasAlert: Bool, look: AllergenLook) throws {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Soup", allergens: ["celery"])
    // The alert names nothing that is in the soup: it is loud all the same.
    if hasAlert { dinner.change(order, .service(.alert("peanuts"))) }
    dinner.change(order, .kitchen(.submit))
    let console = Console(.kitchen, Preferences.inPlainCells { $0.allergens = look })
    let frame = console.frame(dinner.view(120, 33))
    let row = try #require(frame.lines.firstIndex { $0.contains("▲ celery") })
    let column = try #require((0..<120).first { frame[row, $0]?.cluster.text == "▲" })
    #expect(frame[row, column]?.style.role == (hasAlert || look == .loud ? .allergen : .allergenCalm))
  }

  @Test("The timer stays in minutes and seconds for the first ten minutes, wherever the head stands large")
  func timer() {
    var dinner = Dinner()
    let order = dinner.open(table: "T12")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    for seconds in [0, 59, 300, 599] as [Int64] {
      var later = dinner
      later.wait(seconds: seconds)
      for columns in [60, 80, 120, 240] {
        let layout = BoardPane(Console(.kitchen), later.view(columns, 33)).layout
        let card = layout.cards.card(of: layout.columns[0].tickets[0], layout.columns[0].forms[0])
        let timer = card.header.letters?.placed.first { $0.what == .timer }?.text.text.clusters.map(\.text)
          .joined()
        #expect(timer == Age.minutesAndSeconds(seconds), "\(columns) columns, \(seconds) s")
      }
    }
  }

  @Test("NEXT gives way after everything else in a head, and an alert in a ready line after table and timer")
  func giveWay() {
    var dinner = Dinner()
    for table in ["T1", "T2"] {
      let order = dinner.open(table: table)
      dinner.add(order, "Soup")
      dinner.change(order, .service(.alert("nuts")), .kitchen(.submit))
    }
    let (next, ready) = (dinner.tickets[0], dinner.tickets[1])
    dinner.change(ready.order.exactName, .kitchen(.move(to: .ready, round: nil, items: [])))
    for minutes in [0, 9, 59, 100, 700] as [Int64] {
      var later = dinner
      later.wait(seconds: minutes * 60)
      for columns in 36...60 {
        let console = Console(.kitchen, .inPlainCells { $0.ready = .folded })
        let lines = console.frame(later.view(columns, 12)).lines
        #expect(
          lines.contains { $0.contains(next.code) && $0.contains("NEXT") },
          "\(columns) columns, \(minutes) min")
        #expect(lines.contains { $0.contains("\(ready.code) ALERT") }, "\(columns) columns, \(minutes) min")
      }
    }
  }

  @Test("NEXT stands on every card, plain or large, of whatever age and with whatever else")
  func next() {
    for table in ["T1", "T12", nil] as [String?] {
      var dinner = Dinner()
      let order = dinner.open(table: table)
      dinner.add(order, "Soup")
      dinner.change(order, .kitchen(.submit))
      for minutes in [0, 19, 61, 700] as [Int64] {
        var later = dinner
        later.wait(seconds: minutes * 60 + 56)
        // Two lanes, and the four of a wall.
        for columns in Array(36...66) + Array(118...130) {
          for pixels in [nil, .quarter] as [PixelShape?] {
            let lines = Console(.kitchen, Preferences(pixels: pixels)).frame(later.view(columns, 12)).lines
            #expect(
              lines.contains { $0.contains("B01") && $0.contains("NEXT") },
              "\(table ?? "takeaway"), \(minutes) min, \(columns) columns, \(pixels as Any)")
          }
        }
      }
    }
  }

  @Test("A ticket for another day says its day and how many hours, and is not NEXT")
  func anotherDay() {
    var dinner = Dinner()
    // A Sunday, 20:00 by the clock on the wall: Monday at noon is 16 hours away.
    let order = dinner.open(
      type: .takeaway, promisedAt: Dinner.start.advanced(byMilliseconds: 16 * 3_600_000))
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    let text = Self.lines(dinner).joined(separator: "\n")
    #expect(text.contains("for Mon 12:00") && text.contains("in 16h") && !text.contains("NEXT"))
  }
}
