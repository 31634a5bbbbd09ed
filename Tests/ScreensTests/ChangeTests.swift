import Dining
import Events
import Testing

@testable import Screens

/// How little of a picture changes, and when it changes by itself (P12, P13).
@Suite struct ChangeTests {
  /// Twelve plain tickets, four in each column.
  private static func twelve() -> Dinner {
    var dinner = Dinner()
    for number in 0..<12 {
      let order = dinner.open(table: "T\(number)", guests: 2)
      dinner.add(order, "Soup")
      dinner.change(order, .kitchen(.submit))
      if let step: KitchenStep = [nil, .preparing, .ready][number % 3] {
        dinner.change(order, .kitchen(.move(to: step, round: nil, items: [])))
      }
      dinner.wait(seconds: 7)
    }
    return dinner
  }

  private static func cells(_ runs: [CellRun]) -> Int { runs.reduce(0) { $0 + $1.columns.count } }

  @Test("P12: when twelve timers tick, one or two digits of each change and nothing else")
  func timersTick() {
    var dinner = Self.twelve()
    let plain = Console(.kitchen, Preferences(pixels: nil))
    let before = plain.frame(dinner.view(120, 34))
    dinner.wait(seconds: 1)
    let after = plain.frame(dinner.view(120, 34))
    let runs = after.difference(from: before)
    #expect(runs.count == 12)
    #expect(Self.cells(runs) <= 12 * 4)
    for run in runs {
      #expect(run.columns.allSatisfy { before[run.row, $0]?.style.role == .ageCalm })
    }
  }

  @Test("P12: big timers change no more cells than the digits that tick")
  func bigTimersTick() {
    var dinner = Self.twelve()
    let before = Console(.kitchen).frame(dinner.view(240, 67))
    dinner.wait(seconds: 1)
    let after = Console(.kitchen).frame(dinner.view(240, 67))
    for run in after.difference(from: before) {
      #expect(run.columns.allSatisfy { before[run.row, $0]?.style.role == .ageCalm })
    }
    #expect(Self.cells(after.difference(from: before)) * 100 <= 8 * 240 * 67)
  }

  @Test("P12: when one of twelve tickets changes, at most 8 % of the cells do")
  func oneTicketChanges() {
    var dinner = Self.twelve()
    var console = Console(.kitchen)
    let before = console.seeAndDraw(dinner.view(120, 34)).frame
    dinner.change(dinner.tickets[11].order.exactName, .service(.alert("nuts")))
    let after = console.seeAndDraw(dinner.view(120, 34)).frame
    let count = Self.cells(after.difference(from: before))
    #expect(count > 0)
    #expect(count * 100 <= 8 * 120 * 34, "\(count) cells")
  }

  @Test("P13: with tickets the picture changes once a second, all timers at once")
  func oneWakeUpASecond() {
    let dinner = Self.twelve()
    let console = Console(.kitchen)
    #expect(console.nextChange(dinner.view(80, 24)) == 1_000)
    var view = dinner.view(80, 24)
    view.now = view.now.advanced(byMilliseconds: 250)
    #expect(console.nextChange(view) == 750)
  }

  @Test("P13: with no tickets it changes with the clock, once a minute")
  func oneWakeUpAMinute() {
    var view = Dinner().view(80, 24)
    let console = Console(.kitchen)
    #expect(console.nextChange(view) == 60_000)
    view.now = view.now.advanced(byMilliseconds: 59_999)
    #expect(console.nextChange(view) == 1)
  }

  @Test("P13: timers of rounds sent at any millisecond tick with the clock's second")
  func ticksTogether() {
    var view = Dinner().view(80, 24)
    view.now = Dinner.start.advanced(byMilliseconds: 60_000)
    for (shift, seconds) in [(0, 60), (1, 60), (999, 60), (1_000, 59)] as [(Int64, Int64)] {
      #expect(view.seconds(since: Dinner.start.advanced(byMilliseconds: shift)) == seconds)
    }
  }

  @Test("P14: 200 tickets: a key and its picture are drawn from what is on the screen only")
  func manyTickets() {
    var dinner = Dinner()
    for _ in 0..<200 {
      let order = dinner.open(table: "T1")
      dinner.add(order, "Soup")
      dinner.change(order, .kitchen(.submit))
    }
    var screening = Screening(dinner, columns: 120, rows: 34)
    screening.press(.down)
    let pane = BoardPane(screening.console, screening.view)
    // Four lanes of 31 rows, of which the last names what is hidden; a ticket has two.
    #expect(pane.shown.count <= 4 * 15)
    #expect(screening.text.contains("▼ "))
    let clock = ContinuousClock()
    let spent = clock.measure { for _ in 0..<10 { screening.press(.down) } }
    print("P14, unoptimised: \(spent / 10) a key with 200 tickets")
  }
}
