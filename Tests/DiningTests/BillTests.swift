import Events
import Testing

@testable import Dining

/// Bill and kitchen are two axes; money counts always and once.
@Suite struct BillTests {
  @Test func theTotalIsItemsWithModifiersAndAdjustments() throws {
    var table = try OneOrder()
    let pizza = Dish(menuitemID: "pizza", name: "Pizza", unitPrice: euro(1_190))
    try table.give(
      .add(.init(dish: pizza, quantity: 2, modifiers: [Modifier(name: "cheese", price: euro(120))])), .soup,
      .off("2"), .adjust(.discount, euro(20), label: nil), .adjust(.tip, euro(100), label: nil))
    // 2 × (1190 + 120) − 20 + 100; the soup is off.
    #expect(table.order.total == euro(2_700))
    #expect(table.order.adjustments.map(\.amount.minor) == [-20, 100])
  }

  @Test func billNeedsEverythingSentAndSomethingOrdered() throws {
    var table = try OneOrder()
    #expect(table.refusal(.bill) == .nothingOrdered("B07"))
    try table.give(.soup)
    #expect(table.refusal(.bill) == .cartNotSent("B07", dishes: ["1 × soup"]))
    try table.give(.submit, .bill)
    #expect(table.order.status == "billrequested" && table.order.isPayVisible)
    #expect(table.tickets == ["B07 ordered"])
    #expect(table.refusal(.soup) == .billIsOut("B07"))
    try table.give(.withdrawBill, .soup)
    #expect(table.order.status == "ordered" && !table.order.isPayVisible)
  }

  @Test func partialPaymentsAddUpAndOfTooMuchOnlyWhatIsDueIsPaid() throws {
    var table = try OneOrder.sent()
    try table.give(.bill, .cash(1_000))
    #expect(table.order.status == "billrequested" && table.order.remaining == euro(350))
    try table.give(.cash(500))
    #expect(table.order.payments.map(\.amount) == [euro(1_000), euro(350)])
    #expect(table.order.status == "paid" && table.order.paidPortion == euro(1_350))
    #expect(table.refusal(.cash(1)) == .paid("B07"))
  }

  @Test func whoPaysFirstDoesNotLoseTheirDinner() throws {
    var table = try OneOrder.sent()
    try table.give(.cash(1_350))
    #expect(table.order.status == "paid" && table.order.kitchen == .ordered && table.order.isLive)
    #expect(table.tickets == ["B07 ordered"])
    try table.give(.to(.ready))
    #expect(table.order.status == "paid" && table.tickets == ["B07 ready"])
    try table.give(.to(.delivered))
    #expect(table.tickets == [] && !table.order.isLive)
  }

  @Test func closingNeedsThePaymentAndEndsTheOrder() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered))
    #expect(table.refusal(.close) == .stillToPay("B07", "13.50"))
    try table.give(.cash(1_350), .close)
    #expect(table.order.status == "closed" && !table.order.isLive)
    for command in [OrderCommand.soup, .undo, .bill, .rush(true)] {
      #expect(table.refusal(command) == .closed("B07"))
    }
    try table.give(.freeTable(reason: "closed"))
    #expect(table.order.tableFreedAt != nil)
  }

  @Test func cancellingTurnsWhatTheKitchenKnowsIntoVoids() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered, "1"), .soup, .cancel(reason: "walked out"))
    #expect(table.order.items.map(\.isRemoved) == [true, true, true, true])
    #expect(table.order.items.map(\.isPendingVoid) == [false, true, true, false])
    #expect(table.order.status == "closed" && table.order.total == .zero)
    #expect(table.tickets == ["B07 ordered"])
    try table.give(.acknowledge(nil), .acknowledge(ItemName("wine")))
    #expect(table.tickets == [])
    var paid = try OneOrder.sent()
    try paid.give(.cash(1))
    #expect(paid.refusal(.cancel(reason: "walked out")) == .moneyTaken("B07"))
  }

  @Test func aVoidIsStruckThroughUntilItIsAcknowledged() throws {
    var table = try OneOrder.sent()
    try table.give(.off("2"))
    let ticket = try #require(BoardRules.tickets(of: table.order).first)
    #expect(ticket.items.map(\.isPendingVoid) == [false, true, false])
    #expect(ticket.badges.map(\.name) == [.void])
    #expect(table.order.total == euro(1_200))
    // By its menuitem_id too, though it is off the order.
    try table.give(.acknowledge(ItemName("bread")))
    #expect(BoardRules.tickets(of: table.order).first?.items.count == 2)
    try table.give(.to(.delivered), .off("1"))
    #expect(!table.order.items[0].isPendingVoid)
  }

  @Test func f34APaymentCountsOnceByItsId() throws {
    var table = try OneOrder.sent()
    let payment = newOrder(9).uuid
    let key = JSON.string(payment.description)
    func paid(_ amount: Int64) -> KeyValuePairs<StaticString, JSON> {
      ["amount": .int(amount), "external_ref": "re_1", "payment_id": key, "provider": "card"]
    }
    try table.write(.paid, paid(1_000), .payment, payment)
    try table.write(.paid, paid(1_000), .payment, payment)
    #expect(table.order.paidPortion == euro(1_000) && table.conflicts == [])
    try table.write(.paid, paid(900), .payment, payment)
    #expect(table.order.paidPortion == euro(1_000) && table.conflicts == [.differentPayment])
    try table.give(.cash(350), .to(.delivered), .close)
    let late = newOrder(10).uuid
    try table.write(
      .paid, ["amount": 5, "payment_id": .string(late.description), "provider": "card"], .payment, late)
    #expect(table.order.paidPortion == euro(1_355))
    #expect(Set(table.conflicts) == [.differentPayment, .overpaid, .alreadyClosed])
  }

  @Test func f34AFailureIsForgottenWhenThePaymentComesAfterAll() throws {
    var table = try OneOrder.sent()
    let payment = newOrder(9).uuid
    let key = JSON.string(payment.description)
    try table.write(
      .paymentRequested, ["amount": 9, "payment_id": key, "provider": "card"], .payment, payment)
    try table.write(.paymentFailed, ["payment_id": key, "reason": "declined"], .payment, payment)
    #expect(table.order.payments.map(\.failure) == ["declined"])
    try table.write(.paid, ["amount": 9, "payment_id": key, "provider": "card"], .payment, payment)
    #expect(table.order.payments.map(\.state) == [.paid] && table.order.payments.map(\.failure) == [nil])
    try table.write(.refunded, ["amount": 10, "payment_id": key], .payment, payment)
    #expect(table.conflicts == [.amount])
    try table.write(.refunded, ["amount": 4, "payment_id": key], .payment, payment)
    #expect(table.order.paidPortion == euro(5) && table.order.remaining == euro(1_345))
  }

  /// Closed here while the bar, which had not heard of it, still took an order: both stand, and it is told.
  @Test(arguments: [(Int64(0), ConflictReason.closedEarly), (60_000, .alreadyClosed)])
  func f26ClosingWhatAnotherStillSellsToIsListed(barIsLater: Int64, reason: ConflictReason) throws {
    var till = try OneOrder.sent()
    try till.give(.to(.delivered))
    var bar = till.twin("bar", laterBy: barIsLater)
    try bar.give(.wine, .submit)
    till.box.wall += 30_000
    try till.give(.cash(1_350), .close)
    till.hear(bar)
    #expect(till.order.status == "closed" && till.order.remaining == euro(700))
    #expect(till.order.items.last?.status == .ordered)
    #expect(Set(till.conflicts) == [reason])
  }

  @Test func f26ASendingAfterTheClosingIsListed() throws {
    var till = try OneOrder.sent()
    try till.give(.to(.delivered))
    var bar = till.twin("bar", laterBy: 0)
    try bar.give(.wine)
    till.box.wall += 30_000
    try till.give(.cash(1_350), .close)
    bar.box.wall += 120_000
    let sending = try bar.box.give(.submit, bar.id)
    till.hear(bar)
    #expect(till.conflicts == [.closedEarly, .alreadyClosed])
    #expect(till.order.conflicts.last?.event == sending.id)
  }

  @Test func noSumOverflows() throws {
    var table = try OneOrder()
    try table.give(.dish("gold", Money.limit))
    #expect(table.refusal(.dish("bead", 1)) == .noAmount("B07"))
    #expect(table.refusal(.quantity(ItemName("1"), 2)) == .noAmount("B07"))
    try table.give(.adjust(.comp, euro(Money.limit), label: nil), .dish("more", Money.limit))
    // The items alone pass the limit; the total does not.
    #expect(table.order.total == euro(Money.limit))
    #expect(table.refusal(.adjust(.tip, euro(1), label: nil)) == .noAmount("B07"))
    try table.give(.off("1"))
    #expect(table.order.total == .zero && table.conflicts == [])
    try table.write(.adjustmentAdded, ["amount": .int(-Money.limit), "kind": "comp"])
    #expect(table.order.total == euro(-Money.limit) && table.order.remaining == .zero)
    #expect(table.refusal(.off("2")) == .noAmount("B07"))
    try table.write(.adjustmentAdded, ["amount": -1, "kind": "comp"])
    #expect(table.conflicts == [.amount] && table.order.total == euro(-Money.limit))
  }
}
