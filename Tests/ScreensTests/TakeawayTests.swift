import Dining
import Events
import Testing
import Venue

@testable import Screens

/// A22: who picks a meal up is called by name, and what is different is said in the all-day counts.
@Suite struct TakeawayTests {
  private static func text(_ dinner: Dinner, _ columns: Int, _ rows: Int) -> String {
    Screening(dinner, .kitchen, Preferences(pixels: nil), columns: columns, rows: rows).text
  }

  private static func order(_ type: OrderType, named name: String?) -> Dinner {
    var dinner = Dinner()
    let order = dinner.open(
      type: type, promisedAt: Dinner.start.advanced(byMilliseconds: 45 * 60_000))
    dinner.change(order, .item(.join(name: name)))
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    return dinner
  }

  @Test(arguments: [(120, 33), (80, 24), (40, 12)])
  func aTakeawayCardSaysTheName(_ columns: Int, _ rows: Int) {
    let card = Self.text(Self.order(.takeaway, named: "Maria"), columns, rows)
    #expect(card.contains("TAKEAWAY Maria"), "\(card)")
    #expect(!card.contains("P1"), "the name says it")
    let delivery = Self.text(Self.order(.delivery, named: "Ølaf"), columns, rows)
    #expect(delivery.contains("DELIVERY Ølaf"), "\(delivery)")
  }

  @Test func withoutANameAndAtTheTableTheLabelStays() {
    #expect(Self.text(Self.order(.takeaway, named: nil), 120, 33).contains("P1"))
    let table = Self.text(Self.order(.dineIn, named: "Maria"), 120, 33)
    #expect(table.contains("P1") && !table.contains("Maria"))
  }

  @Test func allDaySaysWhatIsDifferent() {
    var dinner = Dinner()
    let order = dinner.open(table: "T4")
    dinner.add(order, "Burger", 6)
    dinner.add(order, "Burger", 3, modifiers: ["no onions"])
    dinner.add(order, "Fries", 2, modifiers: ["a", "b", "c", "d"])
    dinner.change(order, .kitchen(.submit))
    var screen = Screening(dinner, columns: 120, rows: 33)
    screen.console.showsAllDay = true
    let text = screen.text
    #expect(text.contains("9 × Burger, 3 no onions "), "\(text)")
    #expect(text.contains("2 × Fries, 2 a, 2 b, 2 c, …"), "\(text)")
  }
}
