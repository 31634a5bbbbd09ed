import Events
import Testing

@testable import Dining

/// What an order asks of a waiter, and when it does not.
@Suite struct ServiceCallTests {
  private static func calls(_ table: OneOrder, after minutes: Int64 = 0, seconds: Int64 = 0) -> Set<
    ServiceCall.Kind
  > {
    let now = Timestamp(clamping: table.box.wall + minutes * 60_000 + seconds * 1000)
    return Set(table.order.calls(at: now).map(\.kind))
  }

  @Test("After fifteen minutes without anything sent, guests want somebody; a cart is nothing yet")
  func nothingSent() throws {
    var table = try OneOrder()
    let opened = try #require(table.order.opening?.createdAt)
    func at(_ minutes: Int64, less milliseconds: Int64 = 0) -> [ServiceCall] {
      table.order.calls(at: opened.advanced(byMilliseconds: minutes * 60_000 - milliseconds))
    }
    #expect(at(15, less: 1).isEmpty)
    #expect(at(15) == [ServiceCall(kind: .nothingSent, since: opened)])
    try table.give(.soup)
    #expect(at(15).map(\.kind) == [.nothingSent])
    try table.give(.submit)
    #expect(at(15).isEmpty)
  }

  @Test("Food is to be carried out from the moment it is ready, and no longer once it is served")
  func foodWaits() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.ready, "1", "2"))
    let ready = try #require(table.order.changes.last?.at)
    func at(_ milliseconds: Int64) -> [ServiceCall] {
      table.order.calls(at: ready.advanced(byMilliseconds: milliseconds))
    }
    #expect(at(0) == [ServiceCall(kind: .foodWaits(dishes: 2), since: ready)])
    try table.give(.to(.delivered, "1", "2"))
    #expect(at(180_000).isEmpty)
  }

  @Test("Twenty minutes after the last dish somebody asks for the bill, unless that is asked for or begun")
  func servedUnpaid() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered, "1"))
    #expect(Self.calls(table, after: 30).isEmpty, "two dishes are to come")
    try table.give(.to(.delivered))
    let served = try #require(table.order.changes.last?.at)
    #expect(table.order.calls(at: served.advanced(byMilliseconds: 1_199_999)).isEmpty)
    #expect(
      table.order.calls(at: served.advanced(byMilliseconds: 1_200_000))
        == [ServiceCall(kind: .servedUnpaid, since: served)])
    var more = table
    try more.give(.soup)
    #expect(Self.calls(more, after: 30).isEmpty, "they are ordering again")
    var billed = table
    try billed.give(.bill)
    #expect(Self.calls(billed, after: 30) == [.billAsked])
    var paying = table
    let id = try paying.ask(1_350)
    #expect(Self.calls(paying, after: 30) == [.paymentAsked(id)])
  }

  @Test("A bill that is asked for calls until all is paid, and from when it was asked for")
  func billAsked() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered), .bill)
    let asked = try #require(table.order.billRequest?.createdAt)
    try table.give(.cash(1_000))
    #expect(
      table.order.calls(at: Timestamp(clamping: table.box.wall)) == [
        ServiceCall(kind: .billAsked, since: asked)
      ])
    try table.give(.withdrawBill)
    #expect(Self.calls(table).isEmpty)
    try table.give(.bill, .cash(350))
    #expect(Self.calls(table).isEmpty)
  }

  @Test("A payment calls while no provider has begun, not while the guest pays, and again when it failed")
  func payments() throws {
    var table = try OneOrder.sent()
    let id = try table.ask(1_350, share: 1)
    #expect(Self.calls(table) == [.paymentAsked(id)])
    try table.write(.paymentStarted, ["external_ref": "cs", "payment_id": id.json], .payment, id.uuid)
    #expect(Self.calls(table).isEmpty)
    let failure = try table.write(
      .paymentFailed, ["payment_id": id.json, "reason": "declined"], .payment, id.uuid)
    #expect(
      table.order.calls(at: Timestamp(clamping: table.box.wall))
        == [ServiceCall(kind: .chargeFailed(id), since: failure.createdAt)])
    let other = try table.ask(300, share: 2)
    #expect(Self.calls(table) == [.chargeFailed(id), .paymentAsked(other)], "another share is another guest")
    let again = try table.ask(1_050, share: 1)
    #expect(Self.calls(table) == [.paymentAsked(other), .paymentAsked(again)])
    try table.write(.paymentCancelled, ["payment_id": other.json, "reason": "expired"], .payment, other.uuid)
    #expect(Self.calls(table) == [.paymentAsked(again)])
    try table.write(.paymentCancelled, ["payment_id": again.json, "reason": "expired"], .payment, again.uuid)
    try table.give(.cash(1_350))
    #expect(Self.calls(table).isEmpty, "there is nothing left to pay")
  }

  @Test("Each failure is counted, and the last reason is told")
  func failures() throws {
    var table = try OneOrder.sent()
    let id = try table.ask(1_350)
    for reason in ["insufficient", "card_expired"] {
      try table.write(.paymentFailed, ["payment_id": id.json, "reason": .string(reason)], .payment, id.uuid)
    }
    let payment = try #require(table.order.payments.first)
    #expect(payment.failures == 2 && payment.words == "failed twice: the card has expired")
    try table.write(.paymentStarted, ["external_ref": "cs", "payment_id": id.json], .payment, id.uuid)
    #expect(table.order.payments.first?.words == "guest is paying again")
  }

  @Test(
    "A reason can be said before others: what would shame a guest or warn a thief is any refusal",
    arguments: [
      ("insufficient", "the bank said no"), ("declined", "the bank said no"),
      ("card_expired", "the card has expired"), ("some_new_code", "it did not work"),
      ("Karte gesperrt", "it did not work"), ("stolen_card", "it did not work"),
    ])
  func aloud(reason: String, words: String) { #expect(PaymentWords.aloud(reason) == words) }

  @Test("Too much money calls, also after the order is closed, until it is given back")
  func overpaid() throws {
    var table = try OneOrder.sent()
    try table.give(.to(.delivered), .cash(1_350), .close)
    #expect(Self.calls(table).isEmpty)
    let id = PaymentID(newOrder(9).uuid)
    let paid = try table.write(
      .paid, ["amount": 200, "payment_id": id.json, "provider": "card"], .payment, id.uuid)
    #expect(
      table.order.calls(at: Timestamp(clamping: table.box.wall))
        == [ServiceCall(kind: .overpaid, since: paid.createdAt)])
    try table.write(.refunded, ["amount": 200, "payment_id": id.json], .payment, id.uuid)
    #expect(Self.calls(table).isEmpty)
  }

  @Test(
    "An alert that the kitchen did not have when it began calls until all is served; one from before does not"
  )
  func lateAlert() throws {
    var table = try OneOrder()
    try table.give(.alert("nuts"), .soup, .submit)
    #expect(Self.calls(table).isEmpty)
    try table.give(.alert("shellfish"))
    let alert = try #require(table.order.alerts.last?.event)
    #expect(Self.calls(table) == [.lateAlert(alert)])
    try table.give(.to(.delivered))
    #expect(Self.calls(table).isEmpty)
  }

  @Test("A void calls until the kitchen has seen it, also of a cancelled order")
  func void() throws {
    var table = try OneOrder.sent()
    try table.give(.off("1"), .off("2"))
    #expect(Self.calls(table) == [.voidUnseen(lines: 2)])
    try table.give(.acknowledge(ItemName("1")))
    #expect(Self.calls(table) == [.voidUnseen(lines: 1)])
    try table.give(.acknowledge(ItemName("2")), .cancel(reason: "left"))
    #expect(Self.calls(table) == [.voidUnseen(lines: 1)])
  }
}

extension OneOrder {
  /// A guest asks to pay.
  fileprivate mutating func ask(_ amount: Int64, share: Int64? = nil) throws -> PaymentID {
    let id = PaymentID(newOrder(UInt64(20 + order.payments.count)).uuid)
    if let share {
      try write(
        .paymentRequested,
        ["amount": .int(amount), "payment_id": id.json, "provider": "card", "share": .int(share)], .payment,
        id.uuid)
    } else {
      try write(
        .paymentRequested, ["amount": .int(amount), "payment_id": id.json, "provider": "card"], .payment,
        id.uuid)
    }
    return id
  }
}

extension PaymentID {
  fileprivate var json: JSON { .string(description) }
}
