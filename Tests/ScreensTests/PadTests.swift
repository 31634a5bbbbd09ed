import Dining
import Events
import Testing
import Venue

@testable import Screens

/// The order pad on the board and in the staff console, and selling out.
@Suite struct PadTests {
  private static func house() -> Dinner {
    var dinner = Dinner.withMenu()
    let order = dinner.open(table: "T4")
    dinner.change(
      order, .add(menuitem: "burger", .init()), .add(menuitem: "fries", .init(quantity: 2)),
      .kitchen(.submit))
    dinner.wait(seconds: 60)
    return dinner
  }

  private static func soldOut(_ screening: Screening) -> Set<ExactString> {
    screening.dinner.house.served(at: screening.dinner.wall)?.soldOut ?? []
  }

  private static func order(_ screening: Screening) -> Order? {
    screening.dinner.house.live.first { $0.tableID == "T4" }
  }

  @Test("On the board p opens the pad for the selected ticket; a dish goes onto its order; Esc goes back")
  func fromTheBoard() throws {
    var screening = Screening(Self.house())
    screening.press("p")
    #expect(screening.message == "select a ticket first: press its number")
    screening.press("1", "p")
    #expect(screening.text.contains("Order pad  B01 T4") && screening.text.contains("Onion soup"))
    screening.press(.down, .enter)
    screening.type("no bread")
    screening.press(.enter)
    screening.dinner.wait(seconds: 1)
    screening.press(.enter)
    let added = try #require(Self.order(screening)?.cart.first)
    #expect(added.dish.name == "Beetroot tartare" && added.note == "no bread")
    #expect(screening.text.contains("1 line not sent"))
    screening.press(.control("s"))
    #expect(Self.order(screening)?.rounds.count == 2)
    screening.press(.escape)
    #expect(screening.console.pane == .board && screening.selected == "B01")
  }

  @Test("In the pad a dish is found by typing, and by section")
  func finding() {
    var screening = Screening(Self.house())
    screening.press("1", "p")
    screening.type("qu")
    #expect(screening.text.contains("Search: qu") == true && !screening.hasQuit)
    screening.press(.escape)
    screening.press("4")
    #expect(screening.text.contains("Pale ale"))
    screening.press(.left, .left)
    #expect(screening.text.contains("Rib-eye"))
    screening.press(.enter, .end, .enter)
    #expect(screening.message?.contains("wants 1 of Cooked") == true)
    #expect(Self.order(screening)?.cart.isEmpty == true)
  }

  @Test("In the staff console Ctrl-P opens it for the table that is typed, and the line comes back")
  func fromTheLine() throws {
    var screening = Screening(Self.house(), .staff)
    screening.type("T9")
    screening.press(.control("p"))
    #expect(screening.text.contains("Order pad  T9"))
    screening.type("fri")
    screening.press(.enter, .enter)
    #expect(screening.dinner.house.live.count == 1, "a key that is held down adds nothing")
    screening.dinner.wait(seconds: 1)
    screening.press(.enter)
    let order = try #require(screening.dinner.house.live.first { $0.tableID == "T9" })
    #expect(order.cart.map(\.dish.name) == ["Fries"], "the table's order is opened with its first dish")
    screening.dinner.wait(seconds: 1)
    screening.press(.enter)
    screening.dinner.wait(seconds: 1)
    screening.press(.end, .enter)
    #expect(screening.dinner.house.live.count == 2, "and taken up with the next")
    screening.press(.escape)
    #expect(screening.console.isTyping && screening.console.pane == .board)
    screening.type("pad T4")
    screening.press(.enter)
    #expect(screening.text.contains("Order pad  B01 T4"))
    screening.press(.function(3))
    #expect(screening.console.pane == .log && screening.console.isTyping)
  }

  @Test("One key sells the marked dish out, and the same key brings it back")
  func soldOutOnThePad() {
    var screening = Screening(Self.house())
    screening.press("1", "p", .control("x"))
    #expect(Self.soldOut(screening) == ["soup"] && screening.text.contains("sold out"))
    screening.dinner.wait(seconds: 1)
    screening.press(.control("x"))
    #expect(Self.soldOut(screening).isEmpty)
  }

  @Test("On the board the key asks which dish of the ticket, and takes the one in focus at once")
  func soldOutOnTheBoard() {
    var screening = Screening(Self.house())
    screening.press("S")
    #expect(screening.message == "select a ticket first: press its number")
    screening.press("1", "S")
    #expect(screening.text.contains("1 Burger") && screening.text.contains("2 Fries"))
    screening.press("2")
    #expect(Self.soldOut(screening) == ["fries"])
    screening.press("S")
    #expect(screening.text.contains("[2 Fries]"))
    screening.press("2")
    #expect(Self.soldOut(screening).isEmpty)
    var single = Screening(Self.house(), .kitchen, Preferences { $0.bump = .item })
    single.press("1", "S")
    #expect(Self.soldOut(single) == ["burger"])
    single.dinner.wait(seconds: 1)
    single.press("S")
    #expect(Self.soldOut(single).isEmpty)
  }

  @Test("A pad that was left open gives the kitchen its board back after a minute")
  func leftAlone() {
    var screening = Screening(Self.house())
    screening.press("1", "p")
    screening.dinner.wait(seconds: 60)
    screening.console.see(screening.view)
    #expect(screening.console.pane == .board)
  }

  @Test("A finger takes a section, a dish and the button")
  func touch() {
    var screening = Screening(Self.house(), columns: 120, rows: 33)
    screening.press("1", "p")
    func place(_ text: String) -> Key {
      for (row, line) in screening.lines.enumerated() {
        guard let found = line.range(of: text) else { continue }
        return .click(row: row, column: line.distance(from: line.startIndex, to: found.lowerBound))
      }
      return .unknown
    }
    screening.press(place("Drinks"))
    screening.press(place("Pale ale"))
    screening.press(place("add to B01"))
    #expect(Self.order(screening)?.cart.map(\.dish.name) == ["Pale ale 0.3"])
    #expect(screening.text.contains("1 × Pale ale 0.3"), "what is on the order stands beside the menu")
  }
}
