import Dining
import Events
import Menus
import Testing
import Venue

@testable import Screens

/// What somebody runs into who has never seen the table's screen.
@Suite struct TableFirstTimeTests {
  private func keys(_ guest: inout Guest, _ keys: [Key], every milliseconds: Int64) {
    for key in keys {
      for effect in guest.console.handle(key, guest.view) { guest.take(effect) }
      guest.dinner.wait(milliseconds: milliseconds)
    }
  }

  @Test("The next search begins anew once a dish was added, the page was left or somebody joined")
  func nextSearch() {
    var guest = Guest.seated()
    guest.type("burg")
    guest.press(.enter, .enter)
    #expect(guest.cart == ["1 × Burger"])
    guest.type("fries")
    #expect(guest.text.contains("Search: fries") && guest.text.contains("1 dish"))
    guest.press(.tab, .backTab)
    #expect(!guest.text.contains("Search:"))
    guest.type("ale")
    guest.touch("several guests?")
    guest.press(.enter)
    #expect(guest.console.page == .menu && !guest.text.contains("Search:"))
    guest.type("qqq")
    #expect(guest.text.contains("Esc starts anew"))
  }

  @Test("Who opens a dish and adds it at once has it; a held Enter adds none by its repeats")
  func fastHands() {
    for pause: Int64 in [200, 300, 450] {
      var guest = Guest.seated()
      keys(&guest, [.enter, .enter], every: pause)
      #expect(guest.cart == ["1 × Onion soup"], "\(pause) ms")
    }
    // Held from the menu on: at once, after 400 ms, then every 33.
    var guest = Guest.seated()
    keys(&guest, [.enter], every: 400)
    keys(&guest, Array(repeating: .enter, count: 60), every: 33)
    #expect(guest.cart == ["1 × Onion soup"] && guest.order?.rounds.isEmpty == true)
    // What changes the order itself keeps its guard of half a second.
    var other = Guest.seated()
    other.press(.enter, .enter, .down, .enter, .enter, .tab)
    keys(&other, [.delete, .delete], every: 300)
    #expect(other.cart.count == 1)
  }

  @Test("A choice that is let go by its number stays let go at the next Enter")
  func digitThenEnter() {
    var guest = Guest.seated()
    guest.press(.enter, "1", "1", .enter)
    #expect(guest.order?.items.map(\.modifiers.count) == [0])
    guest.press(.right, .enter, "1", "4", "4", .enter)
    #expect(guest.order?.items.last?.modifiers.map(\.name) == ["rare"])
    // What is missing by then is told, and not taken.
    guest.press(.enter, "1", "1", .enter)
    #expect(guest.console.page == .dish && guest.message == "Cooked: please choose 1")
    #expect(guest.order?.items.count == 2)
  }

  @Test("A dish's page opens at its top, and is scrolled by who moves in it")
  func opensAtTop() {
    let long = Menus.trattoria.replacing(
      "Slowly cooked, with a crust of cheese",
      with: (1...9).map { "Sentence \($0) of a long story about onions and about soup." }.joined(
        separator: " "))
    var guest = Guest.seated(.withMenu(long), columns: 60, rows: 20)
    guest.press(.enter)
    #expect(guest.text.contains("Sentence 1 ") && guest.text.contains("more ▼"))
    guest.press("1")
    #expect(guest.text.contains("Sentence 1 "))
    guest.press(.up)
    #expect(guest.text.contains("Your wish") && !guest.text.contains("Sentence 1 "))
  }

  @Test("What is sold out in the cart is marked, and every refusal says how to go on")
  func soldOutInCart() throws {
    var guest = Guest.seated()
    guest.press(.enter, .enter, .down, .enter, .enter, .tab)
    guest.dinner.request(.menu(.soldOut(menuitem: "soup", isAvailable: false)))
    let line = try #require(guest.frame.lines.first { $0.contains("1 × Onion soup") })
    #expect(line.contains("sold out") && line.contains("×  ") && !line.contains("+"))
    #expect(guest.text.contains("take it off with Del"))
    #expect(TableWords.takeOff.count <= 38, "it is whole in the narrowest window")
    let words = "Sold out: 1 × Onion soup; take it off with Del."
    guest.press(.enter)
    #expect(guest.message == words && guest.order?.rounds.isEmpty == true)
    guest.press(.tab, .enter)
    #expect(guest.message == words)
    guest.press(.backTab)
    // The cross of that line, and no other sign, is where it is drawn.
    let row = try #require(guest.frame.lines.firstIndex { $0.contains("1 × Onion soup") })
    let cells = (0..<80).map { guest.frame[row, $0]?.cluster.text ?? " " }
    let column = try #require(cells.lastIndex(of: "×"))
    guest.press(.click(row: row, column: column))
    #expect(guest.cart == ["1 × Beetroot tartare"])
    guest.press(.enter)
    #expect(guest.order?.rounds.count == 1)
  }

  @Test("The strip names the keys that work there, and is never without the table and the chosen one")
  func strip() throws {
    for columns in [40, 60, 80] {
      var guest = Guest.seated(columns: columns, rows: 24)
      for name in ["Ana", "Bartholomew", "Charlotte", "Dominique", "Emil", "Franziska"] {
        guest.press("#")
        guest.type(name)
        guest.press(.enter)
      }
      for _ in 0..<7 {
        let line = try #require(guest.frame.lines.first { $0.contains("For:") })
        let chosen =
          guest.console.person.flatMap { guest.order?.participant($0)?.label.string } ?? "the table"
        #expect(line.contains("* For:") && line.contains("the table") && line.contains("#"), "\(line)")
        #expect(line.contains(chosen), "\(chosen) in \(line)")
        #expect(line.contains("P1") || line.contains("◀") || line.contains("▶"), "\(line)")
        #expect(line.contains("P6") || line.contains("▶"), "\(line)")
        guest.press("*")
      }
      guest.press(.enter)
      let line = try #require(guest.frame.lines.first { $0.contains("For:") })
      #expect(line.contains("* For:") && !line.contains("#"))
    }
  }

  @Test("Names stand in the strip as far as there is room for the marks too")
  func stripRoom() {
    // Table 11, five names of 8: with a blank each 12 + 45.
    let widths = [11, 8, 8, 8, 8, 8]
    func strip(_ chosen: Int, _ room: Int) -> PeopleStrip {
      PeopleStrip(widths: widths, chosen: chosen, room: room)
    }
    #expect(strip(0, 57).shown == 1..<6 && !strip(0, 57).hasBefore && !strip(0, 57).hasAfter)
    #expect(strip(0, 56).shown == 1..<5 && strip(0, 56).hasAfter)
    #expect(strip(5, 33).shown == 4..<6 && strip(5, 33).hasBefore && !strip(5, 33).hasAfter)
    #expect(strip(3, 25).shown == 3..<4 && strip(3, 25).hasBefore && strip(3, 25).hasAfter)
  }

  @Test("A field says that it is nearly full, and shows its end while one types")
  func fullField() {
    var guest = Guest.seated(columns: 60, rows: 20)
    guest.press(.enter)
    guest.type(String(repeating: "abcdefghi ", count: 9))
    #expect(!guest.text.contains("/120"))
    guest.type(String(repeating: "abcdefghi ", count: 2) + "the end")
    #expect(guest.text.contains("the end") && guest.text.contains("117/120"))
    guest.type("12345")
    #expect(guest.text.contains("end123") && !guest.text.contains("1234") && guest.text.contains("120/120"))
    guest.press(.escape, .tab, "t")
    guest.type(String(repeating: "abcdefghi ", count: 11) + "the end")
    #expect(guest.text.contains("the end") && guest.text.contains("117/120"))
  }

  @Test("What was told is said again, all of it stands on the order, and only a waiter takes it back")
  func alerts() {
    var guest = Guest.seated(columns: 60, rows: 24)
    guest.press(.enter, .enter, .tab)
    let told = ["peanuts and all other nuts", "shellfish, also as sauce", "celery in any form whatever"]
    for text in told {
      guest.press("t")
      guest.type(text)
      guest.press(.enter)
      #expect(guest.message == "The kitchen knows: \(text)")
    }
    guest.wait(20)
    let words = guest.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for text in told { #expect(words.contains(text), "\(text) in\n\(guest.text)") }
    #expect(guest.text.contains("1 × Onion soup"))
    guest.press("u")
    #expect(guest.message == "An allergy can only be taken back by a waiter.")
  }

  @Test("Undo says what it took back, and Same again what it leaves out")
  func sayWhat() {
    var guest = Guest.seated()
    guest.press(.enter, .enter, .tab, .right, "u")
    #expect(guest.message == "Back to 1 × Onion soup")
    guest.press("u")
    #expect(guest.message == "Taken back: 1 × Onion soup" && guest.cart.isEmpty)
    guest.press(.tab, .tab, .enter, .enter, .tab, .enter, "u")
    #expect(guest.message == "Taken back from the kitchen: 1 × Onion soup")
    guest.press(.delete, "u")
    #expect(guest.message == "Back on your order: 1 × Onion soup")
    guest.press(.enter)
    guest.dinner.request(.menu(.soldOut(menuitem: "soup", isAvailable: false)))
    guest.press("a")
    #expect(guest.message == "Same again leaves out Onion soup: sold out." && guest.cart.isEmpty)
  }

  @Test("A delay is told until all of its round is ready; that it was sent, for some seconds")
  func delayGoes() throws {
    var guest = Guest.seated()
    guest.press(.enter, .enter, .down, .enter, .enter, .tab, .enter)
    #expect(guest.message == "Sent to the kitchen.")
    guest.wait(10)
    #expect(guest.message == nil)
    let name = OrderName(try #require(guest.order).id.description)
    guest.dinner.change(name, .kitchen(.delay(minutes: 10)))
    guest.dinner.change(name, .kitchen(.move(to: .ready, round: 1, items: [ItemName("1")])))
    #expect(guest.text.contains("about 10 minutes later"))
    guest.dinner.change(name, .kitchen(.move(to: .ready, round: 1, items: [])))
    #expect(!guest.text.contains("about 10 minutes later"))
  }

  @Test("A window that is too small says how large it must be, and at 40 × 12 the menu is there")
  func smallWindow() {
    for (columns, rows) in [(39, 12), (40, 11), (10, 4)] {
      var guest = Guest.seated(columns: columns, rows: rows)
      let lines = guest.frame.lines.filter { !$0.allSatisfy { $0 == " " || $0 == "\n" } }
      #expect(lines.count == 1 && lines[0].contains("40×12"), "\(guest.text)")
    }
    var guest = Guest.seated(columns: 40, rows: 12)
    #expect(guest.text.contains("Onion soup") && !guest.text.contains("40×12"))
    var tiny = Guest.seated(columns: 1, rows: 1)
    #expect(tiny.frame.size == Size(widthColumns: 1, heightRows: 1))
  }

  @Test("The bill names the choices that cost something")
  func billChoices() throws {
    var guest = Guest.seated()
    guest.press(.right, .enter, "1", "4", .enter, .tab, .enter, .tab)
    let line = try #require(guest.frame.lines.first { $0.contains("1 × Rib-eye 300 g") })
    #expect(line.contains("pepper sauce") && !line.contains("rare") && line.contains("37.00 €"))
  }
}
