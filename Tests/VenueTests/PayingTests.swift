import Dining
import Events
import Testing

@testable import Venue

/// Who pays what, and what follows when the order changes meanwhile.
@Suite struct PayingTests {
  private func money(_ minor: Int64) throws -> Money { try #require(Money(minor: minor)) }

  // MARK: The sum

  /// A payment counts as what it is; too much is told.
  @Test func paidIsASum() throws {
    var table = try Table.billed()
    try table.start()
    try table.answer(.paid(money(1_000), externalRef: "pi_1"), key: "p1")
    #expect(try table.order.remaining.minor == 439 && table.order.bill == .billRequested)
    try table.start()
    try table.answer(.paid(money(500), externalRef: "pi_2"), key: "p2")
    let order = try table.order
    #expect(order.overpaid.minor == 61 && order.bill == .paid && order.isLive)
    #expect(order.calls(at: .latest).contains { $0.kind == .overpaid })
  }

  /// A card terminal of its own took what it took: more than is due is the guest's, and told.
  @Test func aCardTerminalTookWhatItTook() throws {
    var table = try Table.billed()
    #expect(table.refusal(.payCard(amount: "0", .order, slip: nil)) == "text")
    try table.give(.payCard(amount: "10", .participant("P1"), slip: "0815"))
    let first = try #require(try table.order.payments.last)
    #expect(first.provider == "card" && first.externalRef == "0815" && first.amount.minor == 1_000)
    try table.give(.payCard(amount: "5", .order, slip: nil))
    #expect(try table.order.overpaid.minor == 61 && table.order.bill == .paid)
    #expect(table.refusal(.payCard(amount: "1", .order, slip: nil)) == "paid")
  }

  /// A house that has switched its provider off does not take exercises for money.
  @Test func nobodyTrainsWhereMoneyWasTaken() throws {
    var table = try Table.billed()
    let stripe = PartnerRequest.enable(name: "stripe", settings: [.init("adapter", "stripe")])
    try table.till.give(.partner(stripe))
    try table.till.give(.partner(.disable(name: "stripe")))
    #expect(table.refusal(.pay(.start(.order, tip: nil))) == "no_provider")
    try table.till.give(.partner(.enable(name: "simulated", settings: [.init("adapter", "simulated")])))
    try table.give(.pay(.start(.order, tip: nil)))
    #expect(try table.order.openPayments.first?.provider == "simulated")
  }

  @Test func aMessengerThatIsGoneTookNoMoney() throws {
    var table = try Table.billed()
    try table.till.give(.partner(.enable(name: "email", settings: [.init("adapter", "email")])))
    try table.till.give(.partner(.disable(name: "email")))
    try table.give(.pay(.start(.order, tip: nil)))
    #expect(try table.order.openPayments.count == 1)
  }

  /// F34, F38: late, for a closed order, and for a payment that nobody asked for: it counts and is told.
  @Test func moneyIsNeverDropped() throws {
    var table = try Table.billed()
    try table.give(.payCash(amount: "14.39", .order))
    try table.give(.money(.close), isAnyway: true)
    let stranger = PaymentID(UUIDv7(at: .earliest, random: RandomBits(high: 7, low: 7)))
    #expect(try table.answer(.paid(money(300), externalRef: "pi_x"), to: stranger, key: "x") == nil)
    #expect(try table.order.overpaid.minor == 300)
    #expect(try table.order.conflicts.contains { $0.reason == .alreadyClosed })
    #expect(
      try table.answer(.paid(money(300), externalRef: "pi_x"), to: stranger, key: "y")?.code == "no_change")
    // Of an order that never arrived here it is on record too.
    let unknown = OrderID(UUIDv7(at: .earliest, random: RandomBits(high: 8, low: 8)))
    let asker = table.till.ask(
      Request(
        own: .own(.answer(stranger, .paid(try money(5), externalRef: "pi_y"), provider: "stripe")),
        on: unknown,
        idempotencyKey: "z", source: .webhook))
    table.till.sync()
    #expect(table.till.complaint(asker) == nil && table.last(1) == [.paid])
  }

  // MARK: While somebody pays

  @Test func whileSomebodyPaysTheSumStandsStill() throws {
    var table = try Table.billed()
    try table.start()
    let changes: [OrderRequest] = [
      .addOpenItem(name: "Cake", price: "3", quantity: 1), .item(.remove(ItemName("1"), reason: nil)),
      .item(.quantity(ItemName("1"), 2)), .pay(.split(ways: 2)), .payCash(amount: "5", .order),
      .adjust(.discount, amount: "1", label: nil), .money(.withdrawBill), .service(.cancel(reason: "left")),
    ]
    for change in changes { #expect(table.refusal(change) == "paying", "\(change)") }
    #expect(table.refusal(.item(.remove(ItemName("1"), reason: nil)), .guest) == "paying")
    let told = try table.give(.addOpenItem(name: "Cake", price: "3", quantity: 1), isAnyway: true)
    #expect(told == [.itemAdded, .paymentCancelled, .billWithdrawn])
    #expect(try table.order.openPayments.isEmpty && table.order.bill == .none)
    #expect(table.till.errands.last?.kind == .cancel)
    // Who paid the old page all the same has paid.
    try table.answer(.paid(money(1_439), externalRef: "pi_1"), key: "late")
    #expect(try table.order.remaining.minor == 300)
  }

  @Test func cashTakesThePlaceOfAPage() throws {
    var table = try Table.billed()
    try table.start()
    #expect(try table.give(.payCash(amount: "20", .order), isAnyway: true) == [.paid, .paymentCancelled])
  }

  @Test func theSamePageIsGivenAgain() throws {
    var table = try Table.billed()
    try table.start()
    let count = table.till.log.count
    #expect(try table.give(.pay(.start(.order, tip: nil))) == [.paymentRequested, .paymentStarted])
    #expect(table.till.log.count == count)
    // Another tip is another sum.
    #expect(table.refusal(.pay(.start(.order, tip: "1"))) == "paying")
  }

  @Test func aDeclineIsFollowedByANewTry() throws {
    var table = try Table.billed()
    try table.give(.pay(.start(.order, tip: nil)))
    try table.answer(.failed(reason: "a raw word of the provider"), key: "f")
    let failed = try #require(try table.order.payments.last)
    #expect(failed.state == .failed && failed.failure == "other" && failed.words == "failed: it did not work")
    try table.give(.pay(.start(.order, tip: nil)))
    #expect(try table.order.payments.count == 2)
  }

  // MARK: Splitting

  @Test func aSplitIsPaidShareByShare() throws {
    var table = try Table.billed()
    try table.give(.pay(.split(ways: nil)))
    #expect(try table.order.shares.map(\.amount.minor) == [720, 719])
    #expect(try table.order.shares.map(\.participant) == table.order.participants.map(\.id))
    try table.start(.share(1))
    try table.start(.participant("P2"))
    #expect(try table.order.openPayments.map(\.amount.minor) == [720, 719])
    #expect(table.refusal(.pay(.start(.order, tip: nil))) == "paying")
    let first = try #require(try table.order.payments.first)
    _ = try table.answer(.paid(money(720), externalRef: "pi_1"), to: first.id, key: "p1")
    let order = try table.order
    #expect(order.paidPortion.minor == 720 && order.remaining.minor == 719 && !order.isSplitStale)
    #expect(table.refusal(.pay(.start(.share(1), tip: nil))) == "paid")
    #expect(table.refusal(.pay(.start(.share(3), tip: nil))) == "not_found")
    // The second goes and pays in cash.
    #expect(
      try table.give(.payCash(amount: "10", .participant("P2")), isAnyway: true) == [
        .paid, .paymentCancelled,
      ])
    #expect(try table.order.bill == .paid && table.order.payments.last?.share == 2)
  }

  @Test func whoComesLaterAsksForANewSplit() throws {
    var table = try Table.billed(price: "10")
    try table.give(.pay(.split(ways: nil)))
    try table.start(.share(1))
    try table.answer(.paid(money(500), externalRef: "pi_1"), key: "p1")
    try table.give(.item(.join(name: nil)))
    #expect(try table.order.isSplitStale)
    #expect(table.refusal(.pay(.start(.participant("P3"), tip: nil))) == "split_stale")
    let complaint = table.till.refusal(of: .order(table.code, .pay(.start(.share(2), tip: nil))))
    #expect(complaint?.message.contains("P1 5.00") == true, "says who has paid how much")
    // Among those who have not paid.
    try table.give(.pay(.split(ways: nil)))
    let order = try table.order
    #expect(order.shares.map(\.amount.minor) == [250, 250] && !order.isSplitStale)
    #expect(order.shares.map(\.participant) == order.participants.dropFirst().map(\.id))
    // What was paid for a share of before is no share of this one.
    #expect(order.shares.map { order.paid($0).minor } == [0, 0])
  }

  @Test func aVoidAfterTheSplitMakesItStale() throws {
    var table = try Table.billed(price: "10")
    try table.give(.pay(.split(ways: 2)))
    try table.give(.adjust(.discount, amount: "1", label: nil))
    #expect(try table.order.isSplitStale)
    #expect(table.refusal(.pay(.start(.share(1), tip: nil))) == "split_stale")
    try table.give(.pay(.split(ways: 2)))
    #expect(try table.order.shares.map(\.amount.minor) == [450, 450])
  }

  @Test func moreSharesThanUnitsAreRefused() throws {
    var table = try Table.billed(price: "0.02")
    #expect(table.refusal(.pay(.split(ways: 3))) == "split")
    #expect(table.refusal(.pay(.split(ways: 0))) == "split")
    var alone = try Table.billed(guests: 1)
    #expect(alone.refusal(.pay(.split(ways: nil))) == "split", "in how many parts")
  }

  // MARK: Tips

  /// A tip is on the bill once its payment is, and not before.
  @Test func aTipIsALineOfItsOwn() throws {
    var table = try Table.billed(price: "10")
    try table.start(tip: "1.50")
    #expect(try table.order.total.minor == 1_000 && table.order.payments.last?.amount.minor == 1_150)
    try table.answer(.paid(money(1_150), externalRef: "pi_1"), key: "p")
    let order = try table.order
    #expect(order.total.minor == 1_150 && order.remaining == .zero && order.overpaid == .zero)
    #expect(order.adjustments.map(\.kind) == [.tip] && order.conflicts.isEmpty && order.bill == .paid)
    // Another terminal that was told the same writes no second tip.
    _ = try table.answer(.paid(money(1_150), externalRef: "pi_1"), key: "again")
    #expect(try table.order.adjustments.count == 1)
  }

  // MARK: Auto-pay

  @Test func agreeingWantsACardConsentAndACeiling() throws {
    var table = try Table()
    func arm(_ most: String, consent: Bool = true) -> OrderRequest {
      .pay(.arm(participant: "P1", most: most, coversOrder: true, isConsent: consent))
    }
    #expect(table.refusal(arm("50")) == "auto_pay")
    try table.switchOn()
    #expect(table.refusal(arm("50")) == "no_method")
    try table.attach("P1")
    #expect(table.refusal(arm("50", consent: false)) == "consent")
    #expect(table.refusal(arm("14.38")) == "ceiling")
    #expect(try table.give(arm("14.39"), .guest) == [.autopayArmed])
    let event = try #require(table.till.log.last)
    var payload = event.payload
    let consent = payload.text("consent_text")
    let words = try #require(consent)
    #expect(words.contains("P1 agrees") && words.contains("14.39 EUR"))
    #expect(table.refusal(arm("14.39")) == "no_change")
  }

  @Test func nothingToPayIsNothingToAgreeTo() throws {
    var table = try Table(price: "0")
    try table.switchOn()
    try table.attach("P1")
    #expect(
      table.refusal(.pay(.arm(participant: "P1", most: "5", coversOrder: true, isConsent: true))) == "amount")
    // What comes to nothing is paid by asking for the bill.
    try table.give(.money(.bill))
    #expect(try table.order.bill == .paid && table.order.payments.isEmpty)
  }

  @Test func askingForTheBillTakesWhatWasAgreed() throws {
    var table = try Table()
    try table.switchOn()
    try table.arm("P1")
    #expect(try table.give(.money(.bill), .guest) == [.billRequested])
    #expect(table.last(3) == [.billRequested, .paymentRequested, .autopayAttempted])
    let errand = try #require(table.till.errands.last)
    #expect(errand.kind == .charge && errand.params["reference"] == .string("cus/P1"))
    #expect(errand.params["trigger"] == .string("bill"))
    try table.answer(.paid(money(1_439), externalRef: "pi_1"), key: "p")
    #expect(table.last(2) == [.paid, .tableFreed])
    #expect(try table.order.calls(at: .latest).contains { $0.kind == .paidByItself(isFree: true) })
  }

  @Test func theStaffFreesTheTableWhereTheHouseWantsIt() throws {
    var table = try Table()
    try table.switchOn()
    try table.till.give(.changeSetting(key: "table_freed", value: "confirm"))
    try table.arm("P1")
    #expect(table.refusal(.service(.free)) == "not_paid")
    try table.give(.money(.bill))
    try table.answer(.paid(money(1_439), externalRef: "pi_1"), key: "p")
    #expect(table.last(1) == [.paid])
    #expect(try table.give(.service(.free)) == [.tableFreed])
  }

  @Test func theEndOfTheMealAsksForTheBillToo() throws {
    var table = try Table()
    try table.switchOn("meal")
    try table.arm("P1")
    try table.give(.service(.complete), .guest)
    #expect(table.last(4) == [.mealCompleted, .billRequested, .paymentRequested, .autopayAttempted])
  }

  @Test func anotherSumEndsTheAgreement() throws {
    var table = try Table()
    try table.switchOn()
    try table.arm("P1")
    #expect(
      try table.give(.addOpenItem(name: "Cake", price: "3", quantity: 1)) == [.itemAdded, .autopayDisarmed])
    #expect(try table.order.armed.isEmpty)
    let event = try #require(table.till.log.last)
    var payload = event.payload
    #expect(payload.text("reason") == "total_changed")
    // Also where another terminal changed it, which said nothing.
    var again = try Table()
    try again.switchOn()
    try again.arm("P1")
    var other = try Till("stove", letter: "K", seed: 2)
    other.hear(again.till.log)
    other.sync()
    try other.give(.order(again.code, .addOpenItem(name: "Cake", price: "3", quantity: 1)))
    again.till.hear(other.log.filter { $0.type == .itemAdded && $0.origin == other.venue.identity.origin })
    again.till.sync()
    #expect(try again.order.armed.isEmpty)
  }

  @Test func aChargeThatFailsIsTriedAgainByHandAlone() throws {
    var table = try Table()
    try table.switchOn()
    try table.arm("P1")
    try table.give(.money(.bill))
    try table.answer(.failed(reason: "declined"), key: "f")
    let order = try table.order
    #expect(order.bill == .billRequested && order.openPayments.isEmpty && order.armed.count == 1)
    #expect(order.calls(at: .latest).contains { if case .chargeFailed = $0.kind { true } else { false } })
    let count = table.till.log.count
    try table.give(.kitchen(.move(to: .delivered, round: nil, items: [])))
    #expect(table.till.log.count == count + 1, "nothing is tried by itself")
    try table.give(.pay(.charge))
    #expect(table.last(2) == [.paymentRequested, .autopayAttempted])
    #expect(table.refusal(.pay(.charge)) == "paying", "one at a time")
    #expect(try table.give(.pay(.disarm(participant: nil))) == [.autopayDisarmed])
    #expect(table.refusal(.pay(.disarm(participant: nil))) == "not_armed")
  }

  @Test func twoShareAndPayOneAfterTheOther() throws {
    var table = try Table(price: "10.01")
    try table.switchOn()
    try table.arm("P1", isOrder: false)
    try table.arm("P2", isOrder: false)
    try table.give(.money(.bill))
    #expect(try table.order.openPayments.map(\.amount.minor) == [501])
    try table.answer(.paid(money(501), externalRef: "pi_1"), key: "p1")
    #expect(try table.order.openPayments.map(\.amount.minor) == [500])
    try table.answer(.paid(money(500), externalRef: "pi_2"), key: "p2")
    #expect(try table.order.bill == .paid)
  }

  // MARK: The rest

  @Test func theBillIsSeenOnce() throws {
    var table = try Table.billed()
    func view() -> Request { Request(own: .own(.viewBill), on: table.id, source: .guest) }
    _ = table.till.ask(view())
    table.till.sync()
    #expect(table.last(1) == [.billViewed])
    let again = table.till.ask(view())
    table.till.sync()
    #expect(table.till.complaint(again)?.code == "no_change")
  }

  /// Counted by another program.
  @Test func aShortLinkIsTheHashOfThePayment() throws {
    let payment = PaymentID(try #require(UUIDv7("019ab1c2-0000-7000-8000-000000000000")))
    #expect(PayLink.code(of: payment) == "C4EO6PMCIVPUYJKT")
    var table = try Table.billed()
    try table.start()
    let open = try #require(try table.order.payments.last)
    let code = PayLink.code(of: open.id)
    #expect(PayLink.target(of: code, in: table.till.house) == .page("https://pay.example/1"))
    try table.give(.pay(.release(.order)))
    #expect(PayLink.target(of: code, in: table.till.house) == .over)
    #expect(PayLink.target(of: "AAAAAAAAAAAAAAAA", in: table.till.house) == .unknown)
  }
}
