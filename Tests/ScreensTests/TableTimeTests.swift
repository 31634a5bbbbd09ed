import Dining
import Events
import Testing
import Venue

@testable import Screens

/// What the table's screen says of the kitchen, and what time does to it.
@Suite struct TableTimeTests {
  /// Document 03's last criterion. Both are read from the same events: the board by its tickets, the table by its page.
  @Test("When the board says READY, the table says ready, at every step of two rounds")
  func sameTruthAsTheBoard() throws {
    var guest = Guest.seated(rows: 40)
    guest.press(.right, .down, .enter, .enter, .down, .enter, .enter, .tab, .enter)
    guest.wait(30)
    guest.press(.backTab, .left, .enter, .end, .enter, .tab, .enter)
    let order = try #require(guest.order)
    let name = OrderName(order.id.description)
    #expect(order.rounds.count == 2)
    let steps: [OrderRequest] = [
      .kitchen(.move(to: .preparing, round: 1, items: [])),
      .kitchen(.move(to: .ready, round: 1, items: [ItemName("1")])),
      .kitchen(.move(to: .ready, round: 1, items: [])),
      .kitchen(.move(to: .preparing, round: 2, items: [])),
      .kitchen(.move(to: .delivered, round: 1, items: [])),
      .kitchen(.move(to: .ready, round: 2, items: [])),
      .kitchen(.recall(round: 2)),
      .kitchen(.move(to: .ready, round: 2, items: [])),
    ]
    var readyTickets = 0
    for step in steps {
      guest.wait(30)
      guest.press(.up)
      guest.dinner.change(name, step)
      let text = guest.text
      for ticket in BoardRules.tickets(of: try #require(guest.order)) {
        for item in ticket.items {
          let line = try #require(
            guest.frame.lines.last { $0.contains("\(item.quantity) × \(item.dish.name)") }, "\(text)")
          #expect(line.contains(word(item.status)), "\(item.dish.name) is \(item.status): \(line)")
          if ticket.column == .ready { #expect(line.contains("ready")) }
        }
        if ticket.column == .ready { readyTickets += 1 }
      }
    }
    #expect(readyTickets >= 4)
    #expect(guest.text.contains("served"))
  }

  private func word(_ status: KitchenStatus) -> String {
    switch status {
    case .opened: "not sent yet"
    case .ordered: "sent"
    case .preparing: "being made"
    case .ready: "ready"
    case .delivered: "served"
    }
  }

  @Test("A delay and a void are told in words")
  func delayAndVoid() throws {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .down, .enter, .enter, .tab, .enter)
    let name = OrderName(try #require(guest.order).id.description)
    guest.dinner.change(
      name, .kitchen(.delay(minutes: 10)), .item(.remove(ItemName("2"), reason: "none left")))
    #expect(guest.text.contains("The kitchen says: about 10 minutes later"))
    #expect(guest.frame.lines.contains { $0.contains("Beetroot tartare") && $0.contains("taken off") })
  }

  @Test("After 3 minutes it is at the beginning of the menu: a wish is let go, the cart stays")
  func aside() {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .right, .enter)
    guest.type("half a wish")
    guest.wait(178)
    #expect(guest.text.contains("half a wish"))
    guest.wait(2)
    #expect(guest.text.contains("Onion soup") && !guest.text.contains("half a wish"))
    #expect(guest.cart == ["1 × Onion soup"])
    guest.wait(3_600)
    #expect(guest.text.contains("Onion soup"), "who has ordered is still there")
  }

  @Test("After 30 minutes without an order it is at its first picture, and the next touch begins a visit")
  func left() {
    var guest = Guest.seated()
    guest.press(.down)
    guest.wait(1_799)
    #expect(!guest.text.contains("Touch the screen"))
    guest.wait(1)
    #expect(guest.text.contains("Touch the screen"))
    guest.press(.down)
    #expect(guest.touches == 2)
  }

  @Test("When the order is over the screen says thank you, then waits for the next guests")
  func goodbye() throws {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .tab, .enter, .tab, .enter)
    let name = OrderName(try #require(guest.order).id.description)
    guest.dinner.change(
      name, .kitchen(.move(to: .delivered, round: nil, items: [])), .payCash(amount: "8.50", .order)
    )
    #expect(guest.order == nil)
    #expect(guest.text.contains("We hope to see you again."))
    guest.wait(60)
    #expect(guest.text.contains("Touch the screen"))
    guest.press(.enter)
    #expect(guest.touches == 2 && guest.text.contains("Onion soup"))
  }

  @Test("The screen wakes when its picture changes by itself, and not before")
  func wakes() {
    var guest = Guest.seated()
    guest.press(.enter, .end, .enter, .tab, .enter)
    for _ in 0..<60 {
      let before = guest.frame
      let wait = guest.console.nextChange(guest.view)
      #expect((1...60_000).contains(wait))
      if wait > 1 {
        guest.dinner.wait(milliseconds: wait - 1)
        #expect(guest.frame == before)
      }
      guest.dinner.wait(milliseconds: 1)
    }
    // Ten seconds of counting are ten pictures, and then minutes go by.
    #expect(guest.console.nextChange(guest.view) > 1_000)
  }

  @Test("A command that nobody answers is told, and what waits behind it is let go")
  func noAnswer() {
    var guest = Guest.seated()
    guest.isSlow = true
    guest.press(.enter, .end, .enter)
    #expect(guest.ran.count == 1)
    guest.wait(15)
    #expect(guest.text.contains("That took too long"))
    guest.press(.enter, .end, .enter)
    #expect(guest.ran.count == 2, "the screen goes on")
  }

  @Test("A dish whose price has changed on the menu is chosen anew before it is ordered")
  func changedMenu() throws {
    var guest = Guest.seated()
    guest.press(.enter)
    let menu = Menus.trattoria.replacing("\"price\": 850", with: "\"price\": 950")
    let json = try JSONParser.parse(Array(menu.utf8))
    guest.dinner.request(.menu(.importDocument(json)))
    #expect(guest.text.contains("has just been changed") && guest.text.contains("9.50 €"))
  }

  @Test("There is no way out for a guest; staff press Ctrl-C three times")
  func noWayOut() {
    var guest = Guest.seated()
    for key: Key in [.escape, .escape, .control("d"), .control("z"), .function(1), .character(":")] {
      guest.press(key)
    }
    guest.press(.control("c"), .control("c"))
    guest.press(.down)
    guest.press(.control("c"))
    #expect(!guest.hasQuit)
    guest.press(.control("c"), .control("c"))
    #expect(guest.hasQuit)
  }

  @Test("S7: what guests and menus write reaches the screen without its power")
  func hostile() {
    let menu = Menus.trattoria.replacing("Onion soup", with: "Onion\\u202e\\u200b soup")
    var guest = Guest.seated(.withMenu(menu))
    guest.press(.character("#"))
    guest.type("A\u{202E}b")
    guest.press(.enter, .enter, .end, .enter, .tab)
    let text = guest.text
    #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    #expect(text.contains("Onion�� soup"))
  }

  @Test("Any size is drawn, and every key may be pressed at any of them")
  func everySize() {
    for (columns, rows) in [(1, 1), (10, 4), (20, 8), (40, 12), (59, 17), (60, 20), (200, 60)] {
      var guest = Guest.seated(columns: columns, rows: rows)
      guest.press(.enter, .end, .enter, .character("#"), .enter, .enter, .end, .enter, .tab, .down, .right)
      guest.press(.enter, .tab, .enter, .escape, .character("t"))
      guest.type("x")
      guest.press(.enter)
      for row in stride(from: 0, to: rows, by: 3) {
        for column in stride(from: 0, to: columns, by: 7) { guest.press(.click(row: row, column: column)) }
      }
      #expect(guest.frame.size == Size(widthColumns: columns, heightRows: rows))
    }
  }
}
