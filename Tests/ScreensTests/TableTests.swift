import Dining
import Events
import Menus
import Testing
import Venue

@testable import Screens

/// A guest at a table, as the contract's part "The table's screen" and issue 13 want it.
@Suite struct TableTests {
  @Test("The first touch begins the visit, once; until then the screen says where one is")
  func firstTouch() {
    var guest = Guest()
    #expect(guest.text.contains("Table T4") && guest.text.contains("Touch the screen"))
    #expect(guest.touches == 0)
    guest.press(.click(row: 3, column: 3))
    #expect(guest.touches == 1 && guest.text.contains("Onion soup"))
    guest.press(.down, .up)
    #expect(guest.touches == 1)
  }

  @Test("Every dish stands with its price and the currency at the right edge")
  func prices() {
    var guest = Guest.seated()
    let lines = guest.frame.lines.filter { $0.contains("€") }
    #expect(lines.count == 4)
    #expect(Set(lines.map { $0.trimmed.count }).count == 1, "they end in one column")
    #expect(lines[0].contains("Onion soup") && lines[0].trimmed.hasSuffix("8.50 €"))
  }

  @Test("A dish goes into the cart, with choices, quantity and a wish, by keys alone")
  func addByKeys() throws {
    var guest = Guest.seated()
    guest.press(.right, .enter)
    #expect(guest.text.contains("Cooked: please choose 1"))
    // Nothing is chosen: the keys go on to the button only with a choice.
    guest.press(.end, .enter)
    #expect(guest.order == nil && guest.message == "Cooked: please choose 1")
    guest.press(.home, .down, .enter)
    guest.press(.character("4"), .character("6"), .character("5"))
    #expect(guest.message == "Sauces: 2 at the most. Take one away to choose another.")
    guest.press(.character("+"))
    guest.type("no salt, please")
    #expect(guest.text.contains("77.00 €"), "2 × (34.50 + 2.50 + 1.50)")
    guest.press(.enter)
    guest.press(.enter)
    let item = try #require(guest.order?.items.first)
    #expect(guest.order?.items.count == 1)
    #expect(item.quantity == 2 && item.dish.name == "Rib-eye 300 g")
    #expect(item.modifiers.map(\.name) == ["medium rare", "pepper sauce", "aioli"])
    #expect(item.note == "no salt, please" && item.round == nil)
    #expect(guest.order?.total.minor == 7_700)
    #expect(guest.ran.map { $0.prefix(2).joined(separator: " ") } == ["order open", "order add"])
  }

  @Test("A dish goes into the cart and to the kitchen by touch alone")
  func addByTouch() {
    var guest = Guest.seated()
    guest.touch("From the grill")
    guest.touch("Rib-eye")
    guest.touch("well done")
    guest.touch("chimichurri")
    guest.touch("   +   ")
    guest.touch("Add to your order")
    #expect(guest.cart == ["2 × Rib-eye 300 g"])
    guest.touch("Your order")
    guest.touch("  −  ")
    #expect(guest.cart == ["1 × Rib-eye 300 g"])
    guest.touch("Enter  Send")
    #expect(guest.cart.isEmpty && guest.order?.kitchen == .ordered)
    #expect(guest.order?.items.first?.modifiers.map(\.name) == ["well done", "chimichurri"])
  }

  @Test("A search begins with any letter and goes over the whole menu; Escape ends it")
  func search() {
    var guest = Guest.seated()
    guest.type("ho")
    #expect(guest.text.contains("Search: ho") && guest.text.contains("House white 0.2"))
    #expect(!guest.text.contains("Onion soup"))
    guest.press(.backspace, .backspace)
    #expect(guest.text.contains("Onion soup"))
    guest.type("drink")
    #expect(guest.text.contains("Pale ale"), "a section is found by its name")
    guest.press(.escape)
    #expect(guest.text.contains("Onion soup") && guest.console.page == .menu)
    guest.type("qqq")
    #expect(guest.text.contains("Nothing on the menu is called that"))
  }

  @Test("What is sold out or outside its hours is told and can't be ordered")
  func notToBeHad() {
    var guest = Guest.seated()
    guest.dinner.request(.menu(.soldOut(menuitem: "soup", isAvailable: false)))
    #expect(guest.text.contains("sold out"))
    guest.press(.enter, .end, .enter)
    #expect(guest.order == nil && guest.message == "Not to be had now: sold out")
    guest.press(.escape, .right, .right)
    #expect(guest.text.contains("from 22:00"))
    guest.press(.enter, .end, .enter)
    #expect(guest.order == nil && guest.ran.isEmpty)
    // 20:00 on the wall: later that evening it is there.
    guest.wait(3 * 3_600)
    guest.press(.enter)
    guest.press(.right, .right, .enter, .end, .enter)
    #expect(guest.cart == ["1 × Welsh rarebit"])
  }

  @Test("Allergens stand as marks in the list and as words on the dish's page")
  func allergens() {
    var guest = Guest.seated()
    #expect(guest.text.contains("GLU MIL"))
    guest.press(.enter)
    #expect(guest.text.contains("Contains gluten, milk"))
    guest.press(.escape, .right, .down, .down, .enter)
    #expect(guest.text.contains("If you have an allergy, please ask us"))
  }

  @Test("One guest is not asked for whom; with two, each has their own dishes")
  func participants() throws {
    var guest = Guest.seated()
    #expect(!guest.text.contains("For:"))
    guest.press(.enter, .end, .enter)
    guest.press(.character("#"))
    guest.type("Ana")
    guest.press(.enter)
    #expect(guest.text.contains("For:  the table   P1 Ana"))
    guest.press(.down, .enter, .enter)
    guest.press(.character("#"), .enter)
    guest.press(.down, .enter, .enter)
    let order = try #require(guest.order)
    #expect(order.participants.map(\.label.string) == ["P1", "P2"])
    #expect(order.participants.map(\.name) == ["Ana", nil])
    #expect(order.items.map(\.participant) == [nil, order.participants[0].id, order.participants[1].id])
    guest.press(.tab)
    let text = guest.text
    let places = ["P1 Ana", "Beetroot tartare", "P2\n", "Smoked trout", "the table\n", "Onion soup"]
    var rest = text[(text.range(of: "Not sent yet")?.upperBound ?? text.startIndex)...]
    for place in places {
      let found = try #require(rest.range(of: place), "\(place) in\n\(text)")
      rest = rest[found.upperBound...]
    }
    // And back to the table.
    guest.press(.character("*"))
    #expect(guest.console.person == nil)
    guest.touch("P1 Ana")
    #expect(guest.console.person == order.participants[0].id)
  }

  @Test("The cart is changed line by line; none left takes the line off")
  func cart() {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .down, .enter, .enter, .tab)
    #expect(guest.cart == ["1 × Onion soup", "1 × Beetroot tartare"])
    guest.press(.down, .right, .right)
    #expect(guest.cart == ["1 × Onion soup", "3 × Beetroot tartare"])
    guest.press(.up, .left)
    #expect(guest.cart == ["3 × Beetroot tartare"])
    guest.press(.delete)
    #expect(guest.cart.isEmpty && guest.order?.items.count == 2)
    guest.press(.character("u"))
    #expect(guest.cart == ["3 × Beetroot tartare"])
  }

  @Test("Three quick presses of + are three more, though answers come late")
  func quickPresses() {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .tab)
    guest.isSlow = true
    guest.press(.right, .right, .right)
    #expect(guest.cart == ["1 × Onion soup"])
    guest.answer()
    #expect(guest.cart == ["4 × Onion soup"])
  }

  @Test("Each press has a key of its own, and a finger that taps twice adds one dish")
  func onePressOneDish() {
    var guest = Guest.seated()
    guest.press(.enter)
    let frame = guest.frame
    let row = frame.lines.firstIndex { $0.contains("Add to your order") } ?? 0
    for _ in 0..<2 {
      // The same finger, a tenth of a second later.
      for effect in guest.console.handle(.click(row: row, column: 60), guest.view) { guest.take(effect) }
      guest.dinner.wait(milliseconds: 100)
    }
    #expect(guest.cart == ["1 × Onion soup"] && guest.console.page == .menu)
    // Enter that is held down opens the dish, and adds nothing.
    for _ in 0..<5 {
      for effect in guest.console.handle(.enter, guest.view) { guest.take(effect) }
      guest.dinner.wait(milliseconds: 50)
    }
    #expect(guest.cart == ["1 × Onion soup"] && guest.console.page == .dish)
    let keys = guest.ran.compactMap { $0.first { $0.hasPrefix("--idempotency-key=") } }
    #expect(keys.count == guest.ran.count && Set(keys).count == keys.count)
    var other = TableConsole(Preferences(), seed: 78)
    _ = other.handle(.enter, guest.view)
    #expect(other.ask(.bill, view: guest.view).first != guest.console.ask(.bill, view: guest.view).first)
  }

  @Test("Sending is taken back within 10 seconds, which the screen counts, and not after")
  func undoSending() {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .tab)
    guest.press(.enter)
    #expect(guest.text.contains("Undo · 10 s"))
    guest.wait(4)
    #expect(guest.text.contains("Undo · 6 s"))
    guest.press(.character("u"))
    #expect(guest.cart == ["1 × Onion soup"] && guest.order?.rounds.isEmpty == true)
    guest.press(.enter)
    guest.wait(11)
    #expect(!guest.text.contains("Undo · "))
    guest.press(.character("u"))
    #expect(guest.cart.isEmpty && guest.message == "The kitchen may have begun. Please ask a waiter.")
  }

  @Test("Same again: one more of what was added last, sent or not")
  func sameAgain() {
    var guest = Guest.seated()
    guest.press(.right, .enter, .character("1"))
    guest.type("crisp")
    guest.press(.enter, .enter, .tab, .character("a"))
    #expect(guest.cart == ["2 × Rib-eye 300 g"])
    guest.press(.enter, .character("a"))
    #expect(guest.cart == ["1 × Rib-eye 300 g"])
    let again = guest.order?.cart.first
    #expect(again?.modifiers.map(\.name) == ["rare"] && again?.note == "crisp")
  }

  @Test("Asking for the bill is refused with the names of what is not sent, and sends nothing")
  func billRefused() {
    var guest = Guest.seated()
    guest.press(.right, .down, .enter, .right, .enter, .tab, .tab)
    #expect(guest.text.contains("Not sent yet: 2 × Burger. Send it or take it off first."))
    guest.press(.enter)
    #expect(guest.message == "Not sent yet: 2 × Burger. Send it or take it off first.")
    #expect(guest.cart == ["2 × Burger"] && guest.order?.bill == BillStatus.none)
    // Though the screen may have known nothing of it: the house refuses, and says which.
    for effect in guest.console.ask(.bill, view: guest.view) { guest.take(effect) }
    #expect(guest.message == "Not sent yet: 2 × Burger. Send it or take it off first.")
    #expect(guest.order?.bill == BillStatus.none)
    guest.touch("Your order")
    guest.press(.enter, .tab, .enter)
    #expect(guest.order?.bill == .billRequested)
    #expect(guest.text.contains("How would you like to pay? A waiter takes cash and cards too."))
    #expect(guest.text.contains("35.80 €"))
  }

  @Test("With the bill out nothing is added, and the screen says whom to ask")
  func billIsOut() {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .tab, .enter, .tab, .enter)
    guest.press(.tab, .enter, .end, .enter)
    #expect(guest.order?.items.count == 1)
    #expect(guest.message == "The bill is out. To order more, please ask a waiter.")
  }

  @Test("An allergy is told to the kitchen for the whole table")
  func allergy() {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .tab, .character("t"), .enter)
    #expect(guest.message == "Type what it is first, or press Esc.")
    guest.type("peanuts, and q")
    guest.press(.enter)
    #expect(guest.order?.alerts.map(\.text) == ["peanuts, and q"])
    #expect(guest.text.contains("The kitchen knows: peanuts, and q"))
  }

  @Test("A screen that is started anew shows the same order")
  func reload() {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .down, .enter, .enter, .tab)
    let before = guest.frame.lines.dropFirst(2).prefix(10)
    guest.console = TableConsole(Preferences(), seed: 5)
    #expect(guest.text.contains("Onion soup"), "no welcome in the middle of a meal")
    let touches = guest.touches
    guest.press(.tab)
    #expect(guest.frame.lines.dropFirst(2).prefix(10) == before)
    guest.press(.tab)
    #expect(guest.touches == touches + 1, "whoever opened the order may have shown nobody the menu")
  }
}

extension String {
  fileprivate var trimmed: String {
    String(reversed().drop { $0 == " " || $0 == "\n" }.reversed())
  }
}
