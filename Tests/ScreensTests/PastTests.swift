import Dining
import Events
import Testing
import Venue

@testable import Screens

/// The board as it stood: steps, typed times, and the way back.
@Suite struct PastTests {
  /// B01 sent at 20:00:00 on the wall (UTC+1), started at 20:05:00, served by 20:12:00; B02 sent at 20:10:00.
  /// It is 20:15:30.
  private static func evening() -> Dinner {
    var dinner = Dinner()
    let first = send(&dinner, "T1")
    dinner.wait(seconds: 300)
    move(&dinner, first, .preparing)
    dinner.wait(seconds: 300)
    _ = send(&dinner, "T2")
    dinner.wait(seconds: 60)
    move(&dinner, first, .ready)
    dinner.wait(seconds: 60)
    move(&dinner, first, .delivered)
    dinner.wait(seconds: 210)
    return dinner
  }

  private static func send(_ dinner: inout Dinner, _ table: String) -> OrderName {
    let order = dinner.open(table: table)
    dinner.add(order, "Soup \(table)")
    dinner.change(order, .kitchen(.submit))
    return order
  }

  private static func move(_ dinner: inout Dinner, _ order: OrderName, _ step: KitchenStep) {
    let id = dinner.house.orders.values.first { OrderName($0.order.id.description) == order }
    let items = id?.order.items.map { ItemName($0.id.description) } ?? []
    dinner.change(order, .kitchen(.move(to: step, round: 1, items: items)))
  }

  private static func lookback(
    _ dinner: Dinner, since: Timestamp = .earliest, offsets: LocalOffsets = LocalOffsets(minutes: 60)
  ) -> Lookback {
    Lookback(HouseHistory(dinner.house, events: [], since: since), offsets: offsets, isBounded: false)
  }

  private static func looking(columns: Int = 100, rows: Int = 24) -> Screening {
    var screening = Screening(evening(), .kitchen, Preferences(pixels: nil), columns: columns, rows: rows)
    screening.press("t")
    screening.console.take(lookback(screening.dinner))
    return screening
  }

  private static func clock(_ screening: Screening) -> String? {
    screening.console.past.map { $0.view(screening.view).clock($0.time) }
  }

  @Test func `t opens the last full minute, marked above and below, until Esc`() {
    var screening = Self.looking()
    #expect(Self.clock(screening) == "20:15")
    let marks = screening.lines.filter { $0.contains("THE PAST  20:15 on 22 Nov · 0 min ago") }
    #expect(marks.count == 2)
    #expect(screening.lines[0].contains("THE PAST"))
    screening.press(.escape)
    #expect(!screening.text.contains("THE PAST"))
    #expect(screening.console.past == nil)
  }

  @Test func `arrows go a minute or ten, the board is that of then`() {
    var screening = Self.looking()
    #expect(!screening.text.contains("B01"))
    screening.press(.up)
    #expect(Self.clock(screening) == "20:05")
    #expect(screening.text.contains("B01") && !screening.text.contains("B02"))
    screening.press(.left, .left)
    #expect(Self.clock(screening) == "20:03")
    #expect(screening.text.contains("3:00"), "the age of then")
    screening.press(.down, .right)
    #expect(Self.clock(screening) == "20:14")
    screening.press(.right, .right)
    #expect(Self.clock(screening) == "20:15", "no further than now")
    #expect(screening.message == "what comes after this is now; Esc goes there")
  }

  @Test func `Home goes to the first event of the day, End to the last full minute`() {
    var screening = Self.looking()
    screening.press(.home)
    #expect(Self.clock(screening) == "20:00")
    screening.press(.end)
    #expect(Self.clock(screening) == "20:15")
  }

  @Test(arguments: [("2004", "20:04"), ("20:04", "20:04"), ("942", "09:42"), ("20", "20:00")])
  func `a typed time is gone to`(_ typed: String, _ clock: String) {
    var screening = Self.looking()
    screening.type(typed)
    #expect(screening.text.contains("go to"))
    screening.press(.enter)
    #expect(Self.clock(screening) == clock)
  }

  @Test func `a time that has not come yet was yesterday, and nonsense is refused`() throws {
    var screening = Self.looking()
    screening.type("2016")
    screening.press(.enter)
    let time = try #require(screening.console.past?.time)
    #expect(time == Timestamp("2026-11-21T19:16:00.000Z"))
    for typed in ["2460", "1999"] {
      screening.type(typed)
      screening.press(.enter)
      #expect(screening.console.past?.time == time)
      #expect(screening.message == "\(typed) is no time of day; type it as 1942")
    }
  }

  @Test func `nothing before the log's part is shown`() throws {
    var screening = Screening(Self.evening())
    screening.press("t")
    let since = try #require(Timestamp("2026-11-22T19:04:10.000Z"))
    screening.console.take(Self.lookback(screening.dinner, since: since))
    screening.press(.up, .up)
    #expect(Self.clock(screening) == "20:05", "the first whole minute after")
    #expect(screening.message?.contains("36 hours") == true)
  }

  @Test func `after a minute without a key it is now again, and the screen wakes then`() {
    var screening = Self.looking()
    screening.dinner.wait(seconds: 20)
    screening.press(.left)
    #expect(screening.console.nextChange(screening.view) == 60_000)
    screening.dinner.wait(seconds: 59)
    #expect(screening.text.contains("THE PAST"))
    #expect(screening.console.nextChange(screening.view) == 1_000)
    screening.dinner.wait(seconds: 1)
    #expect(!screening.text.contains("THE PAST"))
    screening.console.see(screening.view)
    #expect(screening.console.past == nil)
  }

  @Test(arguments: [" ", "r", "u", "x", "R", ":", "o", "?"] as [Unicode.Scalar])
  func `no key changes an order or leaves the past by mistake`(_ key: Unicode.Scalar) {
    var screening = Self.looking()
    if key != ":" {
      let asked = screening.console.handle(.character(key), screening.view).contains {
        if case .request = $0 { true } else { false }
      }
      #expect(!asked)
      #expect(screening.message == "this is 20:15; Esc goes back to now")
    }
    #expect(screening.console.past != nil)
  }

  @Test func `an order that comes meanwhile changes neither the picture nor the numbers of now`() {
    var screening = Self.looking()
    screening.press(.up)
    let before = screening.frame
    _ = Self.send(&screening.dinner, "T9")
    screening.console.see(screening.view)
    let board = screening.lines.dropLast(1)
    #expect(Array(board) == Array(before.lines.dropLast(1)))
    screening.press(.escape)
    #expect(screening.text.contains("T9"))
  }

  @Test func `until the log has been read it says so, and a failure goes back to now`() {
    var screening = Screening(Self.evening())
    screening.press("t")
    #expect(screening.text.contains("Reading the log"))
    #expect(!screening.text.contains("B02"))
    screening.console.couldNotLookBack("no", at: screening.view.now)
    #expect(screening.message == "no")
    #expect(screening.console.past == nil)
  }

  @Test(arguments: [(1, 1), (5, 2), (20, 4), (40, 12), (80, 24), (300, 80)])
  func `at any size the past is marked`(_ columns: Int, _ rows: Int) {
    let screening = Self.looking(columns: columns, rows: rows)
    let frame = screening.frame
    #expect(frame[0, 0]?.style.role == PastFrame.role)
    if columns >= 20 { #expect(screening.lines[0].contains("PAST")) }
  }

  @Test func `in the staff console the line is there again afterwards`() {
    var screening = Screening(Self.evening(), .staff)
    screening.press(.escape, "t")
    #expect(screening.console.past != nil)
    #expect(!screening.text.contains("press :"))
    screening.press(.escape)
    #expect(screening.console.isTyping)
  }
}
