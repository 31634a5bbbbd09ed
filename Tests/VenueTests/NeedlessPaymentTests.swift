import Dining
import Events
import Testing

@testable import Venue

/// F34: money that came another way leaves nobody a page to pay it again.
@Suite struct NeedlessPaymentTests {
  private func answer(
    _ till: inout Till, _ id: OrderID, _ payment: PaymentID, _ answer: PaymentAnswer, _ key: ExactString
  ) {
    _ = till.ask(
      Request(
        own: .own(.answer(payment, answer, provider: "simulated")), on: id, idempotencyKey: key,
        actor: "simulated", source: .webhook))
    till.sync()
  }

  /// A till with a bill of 9.00, and a page for each target.
  private func paying(_ targets: [PaymentTarget]) throws -> (till: Till, id: OrderID) {
    var till = try Till()
    let code = try till.open("T4")
    let id = try #require(till.house.live.first?.id)
    try till.give(.order(code, .addOpenItem(name: "Soup", price: "9", quantity: 1)))
    try till.give(.order(code, .kitchen(.submit)))
    try till.give(.order(code, .money(.bill)))
    if targets.count > 1 { try till.give(.order(code, .pay(.split(ways: Int64(targets.count))))) }
    for target in targets {
      try till.give(.order(code, .pay(.start(target, tip: nil))))
      let payment = try #require(till.house.orders[id]?.order.payments.last?.id)
      answer(
        &till, id, payment, .started(externalRef: ExactString("cs_\(payment)"), url: "https://pay.example"),
        ExactString("s\(payment)"))
    }
    return (till, id)
  }

  private func money(_ minor: Int64) throws -> Money { try #require(Money(minor: minor)) }

  @Test(arguments: [Int64(900), 500])
  func `a page for more than is left is stopped, here and at the provider`(_ amount: Int64) throws {
    var (till, id) = try paying([.order])
    let stranger = PaymentID(UUIDv7(at: .earliest, random: RandomBits(high: 7, low: 7)))
    answer(&till, id, stranger, .paid(try money(amount), externalRef: "pi_x"), "x")
    #expect(till.log.suffix(2).map(\.type) == [.paid, .paymentCancelled])
    #expect(till.house.orders[id]?.order.openPayments.isEmpty == true && till.errands.last?.kind == .cancel)
  }

  @Test func `a share that is still due is left alone`() throws {
    var (till, id) = try paying([.share(1), .share(2)])
    let first = try #require(till.house.orders[id]?.order.payments.first?.id)
    answer(&till, id, first, .paid(try money(450), externalRef: "pi_1"), "p")
    #expect(till.log.last?.type == .paid)
    #expect(till.house.orders[id]?.order.openPayments.map(\.share) == [2])
  }
}
