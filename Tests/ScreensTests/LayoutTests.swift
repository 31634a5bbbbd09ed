import Dining
import Testing

@testable import Screens

/// Where cards stand when there is little room: pages, torn tickets, what is always on the screen.
@Suite struct LayoutTests {
  private static let inPlainCells = Preferences(pixels: nil)
  private static let plain = Console(.kitchen, inPlainCells)

  /// One order of so many dishes, each with a name of its own.
  private static func long(_ dishes: Int) -> Dinner {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    for dish in 1...dishes { dinner.add(order, "Dish \(dish)") }
    dinner.change(order, .kitchen(.submit))
    return dinner
  }

  @Test("A ticket too long for a column goes on on the next page, marked on both parts")
  func tornOverPages() {
    // Nobody else has a ticket, so that NEW has all three lanes of 21 rows: a head or what it goes on with, 19 dishes, and
    // what is still to come.
    var screening = Screening(Self.long(70), .kitchen, Self.inPlainCells)
    #expect(screening.frame.lines[20].hasPrefix("│1 × Dish 19"))
    #expect(screening.frame.lines[21].hasPrefix("│… 51 more lines →"))
    #expect(screening.frame.lines[21].dropFirst(27).hasPrefix("│… 32 more lines →"))
    #expect(screening.frame.lines[21].dropFirst(54).hasPrefix("│… 13 more lines ▼"))
    screening.turnPage()
    #expect(screening.frame.lines[1].hasPrefix(" → B01 T1 continued ─"))
    #expect(screening.frame.lines[2].hasPrefix("│1 × Dish 58"))
    #expect(screening.text.contains("1 × Dish 70"))
    screening.turnPage()
    #expect(screening.frame.lines[20].hasPrefix("│1 × Dish 19"))
  }

  @Test("A ticket too long for a lane goes on in the next lane, marked on both parts")
  func tornOverLanes() {
    // Columns of 78 hold two lanes of 38; a body of 31 rows less the heading.
    let frame = Self.plain.frame(Self.long(40).view(240, 34))
    #expect(frame.lines[31].hasPrefix("│ … "))
    #expect(frame.lines[31].contains("more lines →"))
    #expect(frame.lines[1].contains(" → B01 T1 continued ─"))
    for dish in 1...40 { #expect(frame.text.contains("Dish \(dish)")) }
  }

  @Test("Every ticket begins on some page, and a page that would end in blanks shows what comes next")
  func pages() throws {
    let dinner = Dinner.evening(40)
    var screening = Screening(dinner, .kitchen, Self.inPlainCells)
    var seen: Set<TicketID> = []
    let count = BoardPane(screening.console, screening.view).pageCount
    #expect(count > 3)
    for _ in 0..<count {
      seen.formUnion(BoardPane(screening.console, screening.view).shown.map(\.id))
      screening.turnPage()
    }
    #expect(seen == Set(dinner.tickets.map(\.id)))
    #expect(screening.console.page == 0)
  }

  @Test("On every page the oldest ticket's age stays on the screen")
  func oldestIsNeverHidden() throws {
    let dinner = Dinner.evening(40)
    var screening = Screening(dinner, .kitchen, Self.inPlainCells)
    let oldest = try #require(Columns(dinner.tickets).tickets[0].min { $0.round.sentAt < $1.round.sentAt })
    let age = screening.view.age(of: oldest).text
    for _ in 0..<BoardPane(screening.console, screening.view).pageCount {
      #expect(screening.text.contains(age))
      screening.turnPage()
    }
  }

  @Test("The selected ticket is whole on its page, unless no page holds it whole")
  func selectedIsWhole() throws {
    var screening = Screening(Dinner.evening(40), .kitchen, Self.inPlainCells)
    for _ in 0..<14 {
      screening.press(.down)
      let ticket = try #require(screening.console.selectedTicket(screening.view))
      #expect(screening.text.contains("►\(ticket.code)"))
      let last = try #require(ticket.items.last).dish.name.prefix(6)
      #expect(screening.text.contains(last), "\(ticket.code) ends in \(last)")
    }
  }
}
