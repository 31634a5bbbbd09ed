import Dining
import Testing
import Venue

@testable import Screens

/// What a cook is told not to make any more: which of three burgers it is, and how many of them.
@Suite struct VoidTests {
  /// Burgers with cheese, plain and for P1, sent; then what is done to them.
  private func card(_ change: OrderRequest, columns: Int = 120) -> String {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.change(order, .item(.join(name: nil)))
    dinner.add(order, "Burger", 3, modifiers: ["extra cheese"], note: "no salt")
    dinner.add(order, "Burger", modifiers: ["plain"], for: "P1")
    dinner.change(order, .kitchen(.submit), change)
    let frame = Console(.kitchen, Preferences(pixels: nil)).frame(dinner.view(columns, 33))
    // Words that are wrapped are one text again.
    return frame.lines.map { $0.split(separator: "│").map { $0.trimmingPrefix(" ") }.joined() }
      .joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  @Test("A7: a void says all that its dish said", arguments: [60, 120, 240])
  func whole(columns: Int) {
    let first = card(.item(.remove(ItemName("1"), reason: "guest left")), columns: columns)
    #expect(first.contains("VOID 3 × Burger, extra cheese “no salt” (guest left)"))
    let second = card(.item(.remove(ItemName("2"), reason: nil)), columns: columns)
    #expect(second.contains("VOID 1 × Burger, plain for P1"))
  }

  @Test("A8: fewer stands beside what is left", arguments: [60, 120, 240])
  func fewer(columns: Int) {
    let text = card(.item(.quantity(ItemName("1"), 1)), columns: columns)
    #expect(text.contains("VOID 2 × Burger, extra cheese “no salt”"))
    #expect(text.contains("1 × Burger") && !text.contains("3 × Burger"))
  }

  @Test("The order pane says what stands, and beside it what is struck")
  func pane() {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    dinner.add(order, "Burger", 3)
    dinner.change(order, .kitchen(.submit), .item(.quantity(ItemName("1"), 1)))
    var screening = Screening(dinner)
    screening.press(.character("1"), .character("o"))
    let text = screening.frame.text
    #expect(text.contains("1 × Burger") && text.contains("VOID 2 more, not seen yet"))
    #expect(!text.contains("VOID  "))
  }
}
