import Dining
import Events
import Replication
import Testing
import Venue

@testable import Screens

/// What staff must know: what is in the list, what is not, in which order, and what rings.
@Suite struct AttentionTests {
  private static func list(_ view: View) -> [Attention] { Attention.list(view, unread: ConflictWatch()) }

  private static func told(_ view: View) -> [String] {
    list(view).map { "\($0.subject(view)): \($0.words(view))" }
  }

  @Test("An evening's list: newest first, each once, in words")
  func evening() {
    #expect(
      Self.told(Dinner.service().view(120, 33)) == [
        "T11 B09: wants to pay 8.50 by P2", "T6 B07: 17.00 failed twice: the card has expired",
        "T12 B10: 5.50 too much paid: the guest's", "T3 B04: late, still cooking",
        "T4 B05: ready to be served: 2 dishes", "T3 B04: ALERT set while cooking: nuts, seat 2",
        "T6 B07: bill asked for: 17.00 to pay", "T5 B06: bill asked for: 17.00 of 34.00 to pay",
        "T10 B03: all served, 25.50 not paid, no bill asked for", "T1 B02: nothing ordered yet",
      ])
  }

  @Test("A late ticket that only has to be carried out is told once, as food that waits")
  func lateOnThePass() {
    var dinner = Dinner()
    let order = dinner.open(table: "T4")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    dinner.wait(seconds: 479)
    #expect(Self.told(dinner.view(80, 24)).isEmpty)
    dinner.wait(seconds: 1)
    #expect(Self.told(dinner.view(80, 24)) == ["T4 B01: late, nobody cooks it yet"])
    #expect(Self.list(dinner.view(80, 24)).first?.since == dinner.wall, "since it became late")
    dinner.change(order, .kitchen(.move(to: .ready, round: nil, items: [])))
    dinner.wait(seconds: 180)
    #expect(Self.told(dinner.view(80, 24)) == ["T4 B01: ready to be served: 1 dish"])
  }

  @Test("What is wrong with a machine stands first, whatever it is; nothing is said of a box in order")
  func machines() {
    var view = Dinner.service().view(80, 24)
    let count = Self.list(view).count
    view.truth = Truth()
    #expect(Self.list(view).count == count)
    view.truth = Truth(
      log: .failing("The disk takes nothing."), freeBytes: 0, clockSetMs: 6_000, found: ["A line was torn."])
    view.banner = "Read this."
    let list = Self.list(view)
    #expect(list.count == count + 5)
    let words = list.prefix(5).map { $0.words(view).prefix(12) }
    #expect(words == ["Read this.", "The disk tak", "A line was t", "The disk is ", "The clock wa"])
    #expect(list.prefix(5).map(\.isUrgent) == [true, true, true, true, false])
    #expect(list.prefix(5).allSatisfy { $0.since == nil })
  }

  @Test("A terminal out of touch counts from fifteen seconds on, with when it was heard last")
  func screens() {
    var view = Dinner().view(80, 24)
    view.mesh = MeshStatus(peers: [Peers.away("bar"), Peers.agreeing("grill")])
    let since = Peers.away("bar").awaySince
    view.wall = since.advanced(byMilliseconds: 14_999)
    #expect(Self.list(view).isEmpty)
    view.wall = since.advanced(byMilliseconds: 15_000)
    let away = Self.list(view)
    #expect(away.map { $0.subject(view) } == ["bar"] && away.first?.since == since)
    #expect(away.first?.words(view) == "screen out of touch" && away.first?.remedy == "F5 peers")
  }

  @Test("A conflict is in the list until somebody has looked at it")
  func conflicts() {
    var dinner = Dinner()
    let order = dinner.open(table: "T4")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    var screening = Screening(dinner, .staff)
    screening.dinner.askPayment(1, 850, on: order)
    screening.dinner.succeed(1, 850, on: order)
    screening.dinner.succeed(2, 850, on: order)
    screening.console.see(screening.view)
    #expect(screening.console.service.list.map(\.remedy) == ["pay refund AMOUNT", "F4 conflicts"])
    screening.press(.function(4), .function(1))
    #expect(screening.console.service.list.map(\.remedy) == ["pay refund AMOUNT"])
  }

  @Test("Each case says what deals with it, in a word that a key or a command has")
  func remedies() {
    let order = OrderID(Dinner.payment(1))
    let payment = PaymentID(Dinner.payment(2))
    let kinds: [ServiceCall.Kind] = [
      .nothingSent, .foodWaits(dishes: 1), .servedUnpaid, .billAsked, .paymentAsked(payment),
      .chargeFailed(payment), .needsGuest(payment), .paidByItself(isFree: true),
      .paidByItself(isFree: false), .overpaid,
      .lateAlert(EventID(Dinner.payment(3))), .voidUnseen(lines: 1),
    ]
    let about: [Attention.About] =
      kinds.map { .call(order, $0) } + [
        .machine("x"), .clock("x"), .screen("a:1"), .conflict(order), .late(TicketID(order: order, round: 1)),
      ]
    for about in about {
      let remedy = Attention(about: about, since: nil).remedy
      let first = remedy.split(separator: " ").first.map(String.init) ?? ""
      let isKey = first.hasPrefix("F") || ["Enter", "Ctrl-P"].contains(first)
      let words = remedy.prefix { $0 != "," }.split(separator: " ").filter { $0.allSatisfy(\.isLowercase) }
        .map(String.init)
      #expect(isKey || CommandTable.command(Console.spelledOut(words)) != nil, "\(remedy)")
    }
  }

  // MARK: Ringing

  /// A staff console that has looked at a house, and what rang since.
  private struct Counter {
    var dinner: Dinner
    var console = Console(.staff)
    private(set) var rung: [Sound] = []

    init(_ dinner: Dinner, _ mode: Console.Mode = .staff) {
      self.dinner = dinner
      console = Console(mode)
      look()
    }

    mutating func look() {
      for case .ring(let sound) in console.see(dinner.view(80, 24)) { rung.append(sound) }
    }

    /// What a guest's screen does.
    mutating func guest(_ order: OrderName, _ command: OrderRequest) {
      dinner.request(.change(order, command), source: .guest)
      look()
    }
  }

  private static func served() -> (Dinner, OrderName) {
    var dinner = Dinner()
    let order = dinner.open(table: "T4")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit), .kitchen(.move(to: .delivered, round: nil, items: [])))
    return (dinner, order)
  }

  @Test("A bill that a guest asks for rings once, on a staff console alone")
  func rings() {
    let (dinner, order) = Self.served()
    for (mode, rung) in [(Console.Mode.staff, [Sound.attention]), (.kitchen, []), (.manager, [])] {
      var counter = Counter(dinner, mode)
      counter.guest(order, .money(.bill))
      counter.look()
      #expect(counter.rung == rung, "\(mode)")
    }
  }

  @Test("What was there at the first look does not ring, nor what this very screen asked for")
  func ringsNoOwn() {
    let (dinner, order) = Self.served()
    var asked = dinner
    asked.change(order, .money(.bill))
    #expect(Counter(asked).rung.isEmpty)
    var screening = Screening(dinner, .staff)
    screening.type("bill T4")
    screening.press(.enter)
    #expect(screening.ran == [["order", "bill", "T4"]])
    screening.dinner.change(order, .money(.bill))
    #expect(screening.console.see(screening.view).isEmpty, "before the answer")
    screening.console.show("B01: bill asked for", of: screening.ran[0], screening.view)
    #expect(screening.console.see(screening.view).isEmpty, "and after it")
  }

  @Test("A payment that fails rings, and again when it fails at a second try")
  func failures() {
    let (dinner, order) = Self.served()
    var counter = Counter(dinner)
    counter.dinner.askPayment(1, 850, on: order)
    counter.look()
    counter.dinner.startPayment(1, on: order)
    counter.look()
    #expect(counter.rung == [.attention], "the guest wanted to pay")
    counter.dinner.failPayment(1, "declined", on: order)
    counter.look()
    counter.dinner.startPayment(1, on: order)
    counter.look()
    counter.dinner.failPayment(1, "declined", on: order)
    counter.look()
    #expect(counter.rung == [.attention, .attention, .attention])
  }

  @Test("Food that is ready rings, and one more dish of the same order does not ring again")
  func food() {
    var dinner = Dinner()
    let order = dinner.open(table: "T4")
    dinner.add(order, "Soup")
    dinner.add(order, "Bread")
    dinner.change(order, .kitchen(.submit))
    var counter = Counter(dinner)
    counter.look()
    #expect(counter.rung.isEmpty)
    counter.dinner.change(order, .kitchen(.move(to: .ready, round: nil, items: [ItemName("1")])))
    counter.look()
    #expect(counter.rung == [.attention])
    counter.dinner.change(order, .kitchen(.move(to: .ready, round: nil, items: [ItemName("2")])))
    counter.look()
    #expect(counter.rung == [.attention])
  }

  @Test("What has a sound of its own does not ring twice")
  func noDoubles() {
    var dinner = Dinner()
    let order = dinner.open(table: "T4")
    dinner.add(order, "Soup")
    dinner.change(order, .kitchen(.submit))
    var counter = Counter(dinner)
    counter.dinner.change(order, .service(.alert("nuts")))
    counter.look()
    counter.dinner.change(order, .item(.remove(ItemName("1"), reason: nil)))
    counter.look()
    #expect(counter.rung == [.changed, .void])
  }
}
