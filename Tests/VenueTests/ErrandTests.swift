import Dining
import Events
import Testing

@testable import Venue

/// What a provider is asked for: recorded before it is carried out, and its answer is an event.
@Suite struct ErrandTests {
  /// A till with a bill of 9.00 at T4.
  private func billed(_ till: inout Till) throws -> (code: String, id: OrderID) {
    let code = try till.open("T4")
    let id = try #require(till.house.live.first?.id)
    try till.give(.order(code, .addOpenItem(name: "Soup", price: "9", quantity: 1)))
    try till.give(.order(code, .kitchen(.submit)))
    try till.give(.order(code, .money(.bill)))
    return (code, id)
  }

  /// The errands of a payment that was asked for and is stopped.
  private func stopped(_ till: inout Till) throws -> (start: Errand, stop: Errand) {
    let (code, _) = try billed(&till)
    try till.give(.order(code, .pay(.start(.order, tip: nil))))
    let start = try #require(till.errands.first)
    try till.give(.order(code, .pay(.release(.order))))
    return (start, try #require(till.errands.last))
  }

  private func payment(_ till: Till, _ id: OrderID) throws -> Payment {
    try #require(till.house.orders[id]?.order.payments.last)
  }

  private func answer(
    _ till: inout Till, _ errand: Errand, _ answer: PaymentAnswer, _ key: ExactString
  ) -> Asker {
    till.ask(
      Request(
        own: .own(.answer(errand.payment, answer, provider: "simulated")), on: errand.order,
        idempotencyKey: key, actor: "simulated"))
  }

  @Test func itIsCarriedOutWhenTheWishIsOnTheDisk() throws {
    var till = try Till()
    let (code, _) = try billed(&till)
    _ = till.ask(.order(code, .pay(.start(.order, tip: nil))))
    #expect(till.errands.isEmpty, "a power cut now would lose the wish")
    till.sync()
    let errand = try #require(till.errands.first)
    #expect(till.errands.count == 1 && errand.kind == .start && errand.provider == "simulated")
    #expect(errand.params["amount"] == .int(900) && errand.params["currency"] == .string("EUR"))
    #expect(errand.params["short_code"] == .string(code) && errand.params["table_id"] == .string("T4"))
    #expect(errand.params["attempt"] == .int(1))
  }

  @Test func anAnswerIsAnEventAndTwiceTheSameIsOne() throws {
    var till = try Till()
    let (code, id) = try billed(&till)
    try till.give(.order(code, .pay(.start(.order, tip: nil))))
    let errand = try #require(till.errands.first)
    let count = till.log.count
    let nine = try #require(Money(minor: 900))
    for (key, said) in [
      ("s", PaymentAnswer.started(externalRef: "pi_1", url: nil)), ("p", .paid(nine, externalRef: "pi_1")),
    ] {
      for _ in 0..<2 {
        _ = answer(&till, errand, said, ExactString(key))
        till.sync()
      }
    }
    // Told by another way, under another key: it is paid already.
    let again = answer(&till, errand, .paid(nine, externalRef: "pi_1"), "other")
    till.sync()
    guard case .refused(let complaint)? = till.replies[again] else {
      Issue.record("written twice")
      return
    }
    #expect(complaint.code == "no_change")
    #expect(till.log[count...].map(\.type) == [.paymentStarted, .paid])
    let order = try #require(till.house.orders[id]?.order)
    #expect(order.payments.map(\.state) == [.paid] && order.remaining == .zero)
  }

  /// Nobody knows how far the first went: it is asked for again, and the provider's own key makes that harmless.
  @Test func whatHasNoAnswerIsAskedForAgain() throws {
    var till = try Till()
    let (code, id) = try billed(&till)
    try till.give(.order(code, .pay(.start(.order, tip: nil))))
    let asked = try #require(till.errands.first)
    let now = Timestamp(clamping: till.wall)
    #expect(till.venue.openErrands(of: "simulated", now: now) == [asked])
    #expect(till.venue.openErrands(of: "stripe", now: now).isEmpty)
    _ = answer(&till, asked, .started(externalRef: "cs_1", url: "https://pay.example/1"), "s")
    till.sync()
    #expect(till.venue.openErrands(of: "simulated", now: now).map(\.kind) == [.check])
    try till.give(.order(code, .pay(.release(.order))))
    let last = try #require(till.errands.last)
    #expect(last.kind == .cancel && last.params["external_ref"] == .string("cs_1"))
    #expect(till.venue.openErrands(of: "simulated", now: now).map(\.kind) == [.cancel])
    // A page lives for a day at most.
    #expect(till.venue.openErrands(of: "simulated", now: now.advanced(byMilliseconds: 90_000_000)).isEmpty)
    #expect(try payment(till, id).state == .cancelled)
  }

  /// Where no webhook comes, what was begun is asked about after 5 s, and after two minutes every minute.
  @Test func whatWasBegunIsAskedAbout() throws {
    var till = try Till()
    let (code, _) = try billed(&till)
    try till.give(.order(code, .pay(.start(.order, tip: nil))))
    let asked = try #require(till.errands.first)
    _ = answer(&till, asked, .started(externalRef: "cs_1", url: nil), "s")
    till.sync()
    func checks() -> Int { till.errands.count { $0.kind == .check } }
    till.tick(afterMs: 4_000)
    #expect(checks() == 0)
    till.tick(afterMs: 1_001)
    #expect(checks() == 1)
    for _ in 0..<60 { till.tick(afterMs: 5_000) }
    #expect((23...32).contains(checks()), "\(checks()) times in five minutes")
    let before = checks()
    _ = answer(&till, asked, .paid(try #require(Money(minor: 900)), externalRef: "cs_1"), "p")
    till.sync()
    till.tick(afterMs: 120_000)
    #expect(checks() == before)
  }

  /// A page that comes after the payment was stopped is stopped too.
  @Test func aLatePageIsStopped() throws {
    var till = try Till()
    let (code, id) = try billed(&till)
    try till.give(.order(code, .pay(.start(.order, tip: nil))))
    let asked = try #require(till.errands.first)
    try till.give(.order(code, .pay(.release(.order))))
    let count = till.errands.count
    _ = answer(&till, asked, .started(externalRef: "cs_9", url: "https://pay.example/9"), "s")
    till.sync()
    #expect(try payment(till, id).state == .cancelled)
    let last = try #require(till.errands.last)
    #expect(till.errands.count == count + 1 && last.kind == .cancel)
    #expect(last.params["external_ref"] == .string("cs_9"))
  }

  /// What a bank was about to take when it was stopped may be taken yet, and no webhook may tell it: for a day it is asked
  /// about again.
  @Test func whatCouldNotBeStoppedIsAskedAboutAgain() throws {
    var till = try Till()
    let (start, stop) = try stopped(&till)
    let now = Timestamp(clamping: till.wall)
    #expect(stop.kind == .cancel && till.venue.stopAgain(stop, now: now) == stop)
    #expect(till.venue.stopAgain(start, now: now) == nil, "nobody tried to stop it by that")
    #expect(till.venue.stopAgain(stop, now: now.advanced(byMilliseconds: 90_000_000)) == nil)
    let nine = try #require(Money(minor: 900))
    _ = answer(&till, stop, .paid(nine, externalRef: "pi_1"), "p")
    till.sync()
    #expect(till.venue.stopAgain(stop, now: now) == nil)
  }

  /// To the built-in provider a second start is the guest's answer.
  @Test func whatIsUnderWayIsGivenOnce() throws {
    var till = try Till()
    let (start, stop) = try stopped(&till)
    var underWay = ErrandsUnderWay()
    #expect(underWay.give(start) && !underWay.give(start) && underWay.give(stop))
    underWay.ended(start)
    #expect(underWay.give(start) && !underWay.give(stop))
  }

  @Test func anotherTerminalsErrandIsNotOurs() throws {
    var till = try Till()
    let (code, _) = try billed(&till)
    try till.give(.order(code, .pay(.start(.order, tip: nil))))
    var other = try Till("stove", letter: "K", seed: 2)
    other.hear(till.log)
    other.sync()
    #expect(other.errands.isEmpty)
  }

  /// A house has its provider on one terminal: that one is asked, wherever a guest wants to pay.
  @Test func theTerminalOfThePartnerCarriesItOut() throws {
    var till = try Till()
    try till.give(.partner(.enable(name: "stripe", settings: [.init("adapter", "stripe")])))
    var other = try Till("stove", letter: "K", seed: 2)
    other.hear(till.log)
    other.sync()
    #expect(other.house.providerToAsk == "stripe")
    let (code, _) = try billed(&other)
    try other.give(.order(code, .pay(.start(.order, tip: nil))))
    #expect(other.errands.isEmpty)
    till.hear(other.log.filter { $0.origin == other.venue.identity.origin })
    till.sync()
    #expect(till.errands.map(\.kind) == [.start] && till.errands.first?.provider == "stripe")
  }
}
