import Dining
import Events
import Testing
import Venue

@testable import Screens

/// What is marked and what rings, as a kitchen would hear it.
@Suite struct NoticesTests {
  /// A screen that has looked at an empty house, and what rang since.
  private struct Kitchen {
    var dinner = Dinner()
    var console = Console(.kitchen)
    private(set) var rung: [Sound] = []

    init(_ dinner: Dinner = Dinner()) {
      self.dinner = dinner
      look()
    }

    var view: View { dinner.view(80, 24) }

    mutating func look() { hear(console.see(view)) }

    mutating func hear(_ effects: [ConsoleEffect]) {
      for case .ring(let sound) in effects { rung.append(sound) }
    }

    /// Presses a key and does what it asks for, as the program does.
    mutating func press(_ key: Key) {
      let effects = console.handle(key, view)
      hear(effects)
      for case .request(let action) in effects { console.hear(dinner.request(action), view) }
      look()
    }

    /// Sends an order of two soups.
    mutating func send() -> OrderName {
      let order = dinner.open(table: "T1")
      dinner.add(order, "Soup", 2)
      dinner.add(order, "Bread")
      dinner.change(order, .kitchen(.submit))
      return order
    }

    func mark(_ round: Int = 1) -> Notices.Mark? {
      dinner.house.orders.keys.first.flatMap { console.mark(of: TicketID(order: $0, round: round)) }
    }
  }

  @Test("A new ticket rings once and is marked for ten seconds, and the screen wakes when the mark ends")
  func new() {
    var kitchen = Kitchen()
    _ = kitchen.send()
    kitchen.look()
    kitchen.look()
    #expect(kitchen.rung == [.new] && kitchen.mark() == .new)
    kitchen.console.go(to: .help)
    #expect(kitchen.console.nextChange(kitchen.view) == 10_000)
    kitchen.dinner.wait(seconds: 9)
    kitchen.look()
    #expect(kitchen.mark() == .new && kitchen.console.nextChange(kitchen.view) == 1_000)
    kitchen.dinner.wait(seconds: 1)
    kitchen.look()
    #expect(kitchen.mark() == nil && kitchen.rung == [.new])
  }

  @Test("A touch takes the marks away")
  func touch() {
    var kitchen = Kitchen()
    _ = kitchen.send()
    kitchen.look()
    kitchen.press(.character("1"))
    #expect(kitchen.mark() == nil)
  }

  @Test("What a key finds new rings with it and is marked: nobody has seen it yet")
  func newWithKey() {
    var kitchen = Kitchen()
    _ = kitchen.send()
    kitchen.press(.character("?"))
    #expect(kitchen.rung == [.new] && kitchen.mark() == .new)
  }

  @Test(
    "What a cook must notice is a change",
    arguments: [
      .service(.alert("nuts")), .kitchen(.rush(true)),
      .kitchen(.delay(minutes: 5)), .service(.moveTable("T9")),
    ] as [OrderRequest])
  func changed(_ command: OrderRequest) {
    var kitchen = Kitchen()
    let order = kitchen.send()
    kitchen.look()
    kitchen.dinner.change(order, command)
    kitchen.look()
    kitchen.look()
    #expect(kitchen.rung == [.new, .changed] && kitchen.mark() == .changed)
  }

  @Test("The kitchen's own progress and the bill are none, nor is what lies in the cart")
  func notChanged() {
    var kitchen = Kitchen()
    let order = kitchen.send()
    kitchen.look()
    kitchen.dinner.add(order, "Cake")
    kitchen.look()
    kitchen.dinner.change(
      order, .item(.remove(ItemName("3"), reason: nil)),
      .kitchen(.move(to: .preparing, round: nil, items: [])),
      .item(.join(name: "Ana")), .money(.bill))
    kitchen.look()
    #expect(kitchen.rung == [.new])
  }

  @Test(
    "A void rings as a void and not also as a change; that it was seen is no news",
    arguments: [.remove(ItemName("2"), reason: nil), .quantity(ItemName("1"), 1)] as [ItemCommand])
  func void(_ command: ItemCommand) {
    var kitchen = Kitchen()
    let order = kitchen.send()
    kitchen.look()
    kitchen.press(.escape)
    kitchen.dinner.change(order, .item(command))
    kitchen.look()
    #expect(kitchen.rung == [.new, .void] && kitchen.mark() == nil)
    kitchen.dinner.change(order, .kitchen(.acknowledge(nil)))
    kitchen.look()
    #expect(kitchen.rung == [.new, .void])
  }

  @Test("Of several at one moment the most urgent rings: void, then changed, then new")
  func urgency() {
    var kitchen = Kitchen()
    let first = kitchen.send()
    let second = kitchen.send()
    kitchen.look()
    #expect(kitchen.rung == [.new], "two at once ring once")
    kitchen.dinner.change(first, .service(.alert("nuts")))
    _ = kitchen.send()
    kitchen.look()
    #expect(kitchen.rung == [.new, .changed])
    kitchen.dinner.change(first, .service(.alert("no nuts")))
    kitchen.dinner.change(second, .item(.remove(ItemName("1"), reason: nil)))
    kitchen.look()
    kitchen.look()
    #expect(kitchen.rung == [.new, .changed, .void])
  }

  @Test("A ticket that was served and is recalled is an old one")
  func recalled() {
    var kitchen = Kitchen()
    let order = kitchen.send()
    kitchen.look()
    kitchen.dinner.change(order, .kitchen(.move(to: .delivered, round: nil, items: [])))
    kitchen.look()
    kitchen.dinner.change(order, .kitchen(.recall(round: 1)))
    kitchen.look()
    #expect(kitchen.dinner.tickets.count == 1 && kitchen.rung == [.new])
  }

  @Test("The first look rings nothing and marks nothing, and so does the first one anew")
  func firstLook() {
    var dinner = Dinner.evening(12)
    dinner.wait(seconds: 3_600)
    var kitchen = Kitchen(dinner)
    _ = kitchen.send()
    kitchen.console.lookAnew()
    kitchen.look()
    #expect(kitchen.rung == [])
    #expect(kitchen.dinner.tickets.allSatisfy { kitchen.console.mark(of: $0.id) == nil })
    _ = kitchen.send()
    kitchen.look()
    #expect(kitchen.rung == [.new])
  }

  @Test("Late rings once a ticket, when its timer says so, with another pane shown as well")
  func late() {
    var kitchen = Kitchen()
    let order = kitchen.send()
    kitchen.look()
    kitchen.press(.character("?"))
    kitchen.dinner.wait(seconds: 479)
    kitchen.look()
    #expect(kitchen.rung == [.new] && kitchen.console.nextChange(kitchen.view) == 1_000)
    kitchen.dinner.wait(seconds: 1)
    kitchen.look()
    #expect(kitchen.rung == [.new, .late])
    kitchen.dinner.wait(seconds: 60)
    kitchen.dinner.change(order, .kitchen(.move(to: .delivered, round: nil, items: [])))
    kitchen.look()
    kitchen.dinner.change(order, .kitchen(.recall(round: nil)))
    kitchen.look()
    #expect(kitchen.rung == [.new, .late])
  }

  @Test("What was changed from this screen is no news to it; what others change is")
  func own() {
    var kitchen = Kitchen()
    let order = kitchen.send()
    kitchen.look()
    for key in ["1", "R", "R"] as [Key] { kitchen.press(key) }
    #expect(kitchen.rung == [.new] && kitchen.mark() == nil)
    kitchen.dinner.change(order, .kitchen(.rush(true)))
    kitchen.look()
    #expect(kitchen.rung == [.new, .changed])
  }

  @Test("A screen that follows sees its change before the answer or after it: no news either way")
  func ownLate() {
    var kitchen = Kitchen()
    _ = kitchen.send()
    kitchen.press("1")
    let before = kitchen.view
    for case .request(let action) in kitchen.console.handle("R", before) {
      let reply = kitchen.dinner.request(action)
      kitchen.look()
      kitchen.console.hear(reply, kitchen.view)
    }
    kitchen.look()
    let shown = kitchen.view
    for case .request(let action) in kitchen.console.handle("R", shown) {
      kitchen.console.hear(kitchen.dinner.request(action), shown)
      kitchen.hear(kitchen.console.see(shown))
    }
    kitchen.look()
    #expect(kitchen.rung == [.new] && kitchen.mark() == nil)
  }

  @Test("A command typed here is no news")
  func typed() {
    var kitchen = Kitchen()
    let order = kitchen.send()
    kitchen.look()
    for key in ":order rush B01".unicodeScalars.map({ Key.character($0) }) { kitchen.press(key) }
    var words: [String] = []
    for case .run(let typed) in kitchen.console.handle(.enter, kitchen.view) { words = typed }
    #expect(words == ["order", "rush", "B01"])
    kitchen.dinner.change(order, .kitchen(.rush(true)))
    kitchen.look()
    kitchen.console.show("B01: rushed", of: words, kitchen.view)
    kitchen.look()
    #expect(kitchen.rung == [.new])
  }

  @Test("Tickets that are gone are forgotten after a day, and beyond two thousand")
  func memory() {
    var dinner = Dinner()
    var notices = Notices()
    _ = notices.follow(dinner.view(80, 24), dinner.tickets)
    let order = dinner.open(table: "T1")
    for _ in 0..<3 {
      dinner.add(order, "Soup")
      dinner.change(order, .kitchen(.submit))
    }
    _ = notices.follow(dinner.view(80, 24), dinner.tickets)
    dinner.change(order, .kitchen(.move(to: .delivered, round: nil, items: [])))
    _ = notices.follow(dinner.view(80, 24), dinner.tickets)
    #expect(notices.count == 3)
    dinner.wait(seconds: 86_401)
    let next = dinner.open(table: "T2")
    dinner.add(next, "Soup")
    dinner.change(next, .kitchen(.submit))
    _ = notices.follow(dinner.view(80, 24), dinner.tickets)
    #expect(notices.count == 1)
  }

  @Test("A later round says so in words")
  func rounds() throws {
    var dinner = Dinner()
    let order = dinner.open(table: "T1")
    for _ in 0..<22 {
      dinner.add(order, "Soup")
      dinner.change(order, .kitchen(.submit))
    }
    let words = dinner.tickets.sorted { $0.round.number < $1.round.number }.map(\.roundWords)
    let told = [1, 2, 3, 4, 11, 12, 13, 21, 22].map { words[$0 - 1] }
    #expect(
      told == [
        nil, "2nd round", "3rd round", "4th round", "11th round", "12th round", "13th round", "21st round",
        "22nd round",
      ])
  }

  @Test("How it rings is read as it is written in galley.conf")
  func rings() throws {
    let read: [(String, Ring)] = [
      ("off", .off), ("bell", .bell(strokes: 1)), ("bell 5", .bell(strokes: 5)),
      ("run aplay -q '/x/a b.wav'", .run(["aplay", "-q", "/x/a b.wav"])),
    ]
    for (text, ring) in read { #expect(try Ring(text) == ring) }
    for text in ["", "on", "bell 0", "bell 6", "bell x", "bell 1 2", "run", "run ''", "run 'a", "off 1"] {
      #expect(throws: UsageFault.self, "\(text)") { try Ring(text) }
    }
    #expect(Set(Sound.allCases.map(SettingValues().ring)).count == Sound.allCases.count, "each kind its own")
  }
}
