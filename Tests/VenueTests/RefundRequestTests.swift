import Dining
import Events
import Testing

@testable import Venue

/// Cash and change, and a gift that is given back and taken off in one.
@Suite struct RefundRequestTests {
  private static func dinner() throws -> (till: Till, code: String) {
    var till = try Till()
    let code = try till.open()
    try till.give(.dish(code, "14.39"))
    try till.give(.order(code, .kitchen(.submit)))
    return (till, code)
  }

  /// Twenty for 14.39: 14.39 is paid and 5.61 is change, again where the request is repeated.
  @Test func cashBeyondWhatIsDueGivesChange() throws {
    var (till, code) = try Self.dinner()
    let cash = OrderRequest.payCash(amount: "20", .order)
    for _ in 0..<2 {
      let written = try till.give(.order(code, cash), key: "k")
      let order = try #require(OrderName(code).order(in: till.house))
      #expect(order.payments.map(\.amount.minor) == [1_439])
      #expect(cash.change(of: written, in: order)?.minor == 561)
      #expect(OrderRequest.payCash(amount: "14.39", .order).change(of: written, in: order) == nil)
      #expect(OrderRequest.kitchen(.submit).change(of: written, in: order) == nil)
    }
  }

  @Test func aRefundWithCompTakesTheSameOffTheBill() throws {
    var (till, code) = try Self.dinner()
    try till.give(.order(code, .payCash(amount: "14.39", .order)))
    let gift = OrderRequest.refund(amount: "4.39", Refunding(reason: "cold", isComp: true))
    let written = try till.give(.order(code, gift), key: "gift", as: "Mira")
    #expect(written.map(\.type) == [.refunded, .adjustmentAdded])
    #expect(written.map(\.actor) == ["Mira", "Mira"])
    #expect(try till.give(.order(code, gift), key: "gift", as: "Mira").map(\.id) == written.map(\.id))
    let order = try #require(OrderName(code).order(in: till.house))
    #expect(order.total.minor == 1_000 && order.paidPortion.minor == 1_000 && order.bill == .paid)
    let refusal = till.refusal(of: .order(code, .refund(amount: "10.01", Refunding(isComp: true))))
    #expect(refusal?.code == "amount")
  }
}
