import Events
import Testing

@testable import Dining

/// What was paid is paid until it is given back, and what is too much is said until then.
@Suite struct RefundTests {
  private static func refund(
    _ minor: Int64, of payment: String? = nil, _ reason: String? = nil, isComp: Bool = false
  ) -> OrderCommand {
    .priced(.refund(euro(minor), Refunding(payment: payment, reason: reason, isComp: isComp)))
  }

  private static func correct(_ payment: String, to minor: Int64) -> OrderCommand {
    .priced(.correct(payment: payment, euro(minor), reason: "slip"))
  }

  private static func sums(_ table: OneOrder) -> [Int64] {
    [table.order.total, table.order.paidPortion, table.order.remaining, table.order.overpaid].map(\.minor)
  }

  /// A11: ten of 13.50 are paid, then the wine (7.00) goes: 3.50 of the guest's are told until they have them.
  @Test func whatIsTooMuchIsSaidUntilItIsGivenBack() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered), .bill, .cash(1_000), .withdrawBill, .off("wine"))
    #expect(Self.sums(table) == [650, 1_000, 0, 350])
    #expect(table.order.bill == .paid && table.order.isLive, "it stays in the lists")
    #expect(table.order.report["overpaid"] == .int(350))
    #expect(table.refusal(Self.refund(1_001)) == .moreThanHeld("B07", "10.00"))
    try table.give(Self.refund(350, "the wine"))
    #expect(Self.sums(table) == [650, 650, 0, 0])
    #expect(table.order.bill == .paid && !table.order.isLive)
    let told = table.box.events(table.id).last.map { OrderStory.sentence($0, in: table.order) }
    #expect(told == "3.50 EUR given back: the wine")
  }

  @Test func aRefundTakesTheOrderBackToTheBill() throws {
    var table = try OneOrder.sent()
    try table.give(.cash(1_350))
    #expect(table.order.status == "paid")
    try table.give(Self.refund(350))
    #expect(table.order.status == "billrequested" && table.order.remaining == euro(350))
    try table.give(.withdrawBill)
    #expect(table.order.status == "ordered" && table.conflicts == [])
    try table.give(.bill, .cash(350))
    #expect(table.order.status == "paid")
  }

  @Test func beforeAllWasPaidARefundAsksForNoBill() throws {
    var table = try OneOrder.sent()
    try table.give(.cash(100), Self.refund(100), .soup)
    #expect(table.order.bill == .none && table.order.remaining == euro(1_850))
  }

  /// A provider tells in any order: what it gave back counts once its payment is known, once for each of its names.
  @Test func whatIsGivenBackBeforeItsPaymentIsKnownCountsThen() throws {
    var table = try OneOrder.sent()
    try table.give(.bill)
    let payment = newOrder(9).uuid
    let key = JSON.string(payment.description)
    for (amount, ref) in [(100, "re_1"), (100, "re_1"), (30, "re_2")] as [(Int64, String)] {
      try table.write(
        .refunded, ["amount": .int(amount), "external_ref": .string(ref), "payment_id": key], .payment,
        payment)
    }
    #expect(table.conflicts == [.unknownPayment, .unknownPayment, .unknownPayment])
    try table.write(.paid, ["amount": 1_350, "payment_id": key, "provider": "card"], .payment, payment)
    #expect(table.order.payments.map(\.refunded.minor) == [130] && table.conflicts == [])
    #expect(table.order.bill == .billRequested && table.order.remaining == euro(130))
  }

  @Test func aClosedOrderStaysClosed() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered), .cash(1_350), .close, Self.refund(200))
    #expect(table.order.status == "closed" && table.order.paidPortion == euro(1_150))
    try table.give(.own(.comp(euro(200), label: "cold")))
    #expect(Self.sums(table) == [1_150, 1_150, 0, 0] && table.conflicts == [])
  }

  @Test func theNewestPaymentThatHoldsAsMuchIsGivenBack() throws {
    var table = try OneOrder.sent()
    try table.give(.cash(1_000), .cash(350))
    try table.give(Self.refund(300))
    #expect(table.order.payments.map(\.refunded.minor) == [0, 300])
    try table.give(Self.refund(60))
    #expect(table.order.payments.map(\.refunded.minor) == [60, 300])
    let tail = String(table.order.payments[1].id.description.suffix(8))
    try table.give(Self.refund(40, of: "1"), Self.refund(50, of: tail))
    #expect(table.order.payments.map(\.refunded.minor) == [100, 350])
    #expect(table.refusal(Self.refund(1, of: "2")) == .moreThanHeld("B07", "0.00"))
  }

  /// Typed 13.50 where 10.00 was given: 3.50 less. Typed 1.00 where 10.00 was given: 9.00 more.
  @Test func aSlipIsPutRightEitherWay() throws {
    var table = try OneOrder.sent()
    try table.give(.cash(1_350), Self.correct("1", to: 1_000))
    #expect(Self.sums(table) == [1_350, 1_000, 350, 0] && table.order.status == "billrequested")
    var other = try OneOrder.sent()
    try other.give(.cash(100), Self.correct("1", to: 1_000))
    #expect(other.order.payments.map(\.amount.minor) == [100, 900] && other.order.remaining == euro(350))
    try other.give(Self.correct("2", to: 0))
    #expect(other.order.paidPortion == euro(100))
  }

  @Test func aCancelledOrderOwesNothingAndNothingIsTakenOffIt() throws {
    var table = try OneOrder.sent()
    try table.give(.adjust(.discount, euro(400), label: "regular"), .cash(300))
    #expect(table.refusal(.cancel(reason: "left")) == .moneyTaken("B07"))
    try table.give(Self.refund(300), .cancel(reason: "left"))
    #expect(Self.sums(table) == [0, 0, 0, 0])
  }

  /// Two boxes apart: here the comp of all, there a void. No bill is asked for, and nothing is owed to anybody.
  @Test func aBillBelowZeroOwesTheGuestNoMoreThanTheyPaid() throws {
    var table = try OneOrder.sent()
    var bar = table.twin("bar")
    try bar.give(.off("wine"))
    try table.give(.adjust(.comp, euro(1_350), label: nil))
    table.hear(bar)
    #expect(table.order.total == euro(-700) && table.order.overpaid == .zero)
  }

  /// Who, when and why of every cent, as `order show --json` says it.
  @Test func theAccountNamesWhoAndWhenAndWhy() throws {
    var table = try OneOrder.sent()
    try table.give(.remove(ItemName("bread"), reason: "86"), by: "Ana")
    try table.give(.adjust(.discount, euro(100), label: "regular"), by: "Dang")
    try table.give(.cash(1_100))
    var stream = OrderStream(id: table.id)
    stream.insert(table.box.events(table.id))
    let report = stream.report
    let bread = report["items"]?.array?[1]["removed"]
    #expect(bread?["reason"] == "86" && bread?["actor"] == "Ana" && bread?["at"]?.string?.count == 24)
    let discount = report["adjustments"]?.array?[0]
    #expect(discount?["actor"] == "Dang" && discount?["amount"] == -100 && discount?["label"] == "regular")
    #expect(report["payments"]?.array?[0]["actor"] == "Mira")
    // What every terminal says alike names nobody.
    #expect(table.order.state["items"]?.array?[1]["removed"] == nil)
  }
}
