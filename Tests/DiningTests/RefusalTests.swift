import Events
import Testing

@testable import Dining

/// Every refusal is reached, by what a person would do, and says what happened.
@Suite struct RefusalTests {
  /// An order, what is asked of it, what is answered and the answer's code.
  private typealias Case = (OneOrder, OrderCommand, Refusal, code: String)

  @Test func everyRefusalIsReachedAndReadsWell() throws {
    let night = try Night()
    for (table, command, refusal, code) in night.missing + night.gone + night.money + night.values {
      #expect(table.refusal(command) == refusal, "\(command)")
      #expect(refusal.code == code)
      #expect(refusal.message.count > 5 && !refusal.message.hasSuffix("."), "\(refusal.message)")
    }
    #expect(night.sent.refusal(.undo, by: "Ana") == .nothingToUndo("B07"))
    #expect(Refusal.nothingToUndo("B07").code == "nothing_to_do")
    #expect(night.other.conflicts == [.unknownItem])
  }

  /// One order at each of its moments.
  private struct Night {
    let empty, sent, served, cart, billed, paid, closed, voided, twins, followed, other, late: OneOrder
    /// All of it on the house, two of the second dish; and one that went home.
    let sampled, cancelled: OneOrder
    /// Not opened here, and opened without a table.
    let nowhere, open: OneOrder
    let euros: Currency

    init() throws {
      let empty = try OneOrder()
      var sent = try OneOrder.sent()
      try sent.give(.join(name: "Ben"), .rush(true), .complete)
      func after(_ before: OneOrder, _ commands: OrderCommand...) throws -> OneOrder {
        var table = before
        for command in commands { try table.give(command) }
        return table
      }
      served = try after(sent, .to(.delivered))
      cart = try after(sent, .soup)
      billed = try after(sent, .bill)
      paid = try after(billed, .cash(1_350))
      closed = try after(paid, .to(.delivered), .close, .freeTable(reason: "left"))
      voided = try after(sent, .off("1"))
      cancelled = try after(sent, .cancel(reason: "left"))
      sampled = try after(
        empty, .soup, .dish("bread", 150, quantity: 2), .submit, .adjust(.comp, euro(800), label: nil))
      twins = try Self.with(sent) {
        try $0.write(.participantJoined, ["label": "P1"], .participant, newOrder(31).uuid)
      }
      followed = try Self.with(sent) { try $0.give(.rush(false), by: "Dang") }
      other = try Self.with(sent) { try Self.sendLastRound(&$0, newOrder(1).description) }
      var late = try after(empty, .soup)
      try Self.sendLastRound(&late, late.order.items[0].id.description)
      try late.give(.soup)
      self.late = late
      var nowhere = empty
      nowhere.box = Box("bar", seed: 3)
      euros = try #require(Currency("EUR"))
      var open = nowhere
      try open.box.give(.open(.init(shortCode: "B07", currency: euros, type: .takeaway)), open.id)
      (self.empty, self.sent, self.nowhere, self.open) = (empty, sent, nowhere, open)
    }

    private static func with(_ before: OneOrder, _ change: (inout OneOrder) throws -> Void) rethrows
      -> OneOrder
    {
      var table = before
      try change(&table)
      return table
    }

    /// The last round that there may be, by another terminal.
    private static func sendLastRound(_ table: inout OneOrder, _ item: String) throws {
      try table.write(
        .statusChanged,
        [
          "from": "opened", "items": .array([.object(["from": "opened", "item_id": .string(item)])]),
          "round": 999, "to": "ordered",
        ])
    }

    /// What is refused of what is not there.
    var missing: [Case] {
      [
        (sent, .off("9"), .noSuchItem("9", "B07"), "not_found"),
        (cart, .off("soup"), .severalItems("soup", "B07"), "ambiguous"),
        (sent, .payCash(euro(1), .participant("P9")), .noSuchParticipant("P9", "B07"), "not_found"),
        (twins, .payCash(euro(1), .participant("P1")), .severalParticipants("P1", "B07"), "ambiguous"),
        (sent, .to(.ready, round: 4), .noSuchRound(4, "B07"), "not_found"),
        (sent, .recall(round: 4), .noSuchRound(4, "B07"), "not_found"),
        (nowhere, .soup, .notOpened(nowhere.id.description), "not_found"),
        (
          sent, .open(.init(shortCode: "B08", currency: euros, type: .dineIn)),
          .noChange("B07 is open already"), "no_change"
        ),
      ]
    }

    /// What is refused of what has gone on, in kitchen and bill.
    var gone: [Case] {
      [
        (closed, .soup, .closed("B07"), "closed"),
        (paid, .soup, .paid("B07"), "paid"),
        (paid, .bill, .paid("B07"), "paid"),
        (billed, .quantity(ItemName("1"), 2), .billIsOut("B07"), "bill_requested"),
        (billed, .bill, .billAlreadyOut("B07"), "bill_requested"),
        (sent, .submit, .nothingToSend("B07"), "nothing_to_do"),
        (empty, .to(.ready), .nothingSent("B07"), "nothing_to_do"),
        (empty, .delay(minutes: 5), .nothingSent("B07"), "nothing_to_do"),
        (served, .to(.preparing), .nothingToMove("B07", .preparing), "nothing_to_do"),
        (sent, .recall(round: nil), .nothingToRecall("B07"), "nothing_to_do"),
        (empty, .bill, .nothingOrdered("B07"), "nothing_to_do"),
        (sent, .acknowledge(nil), .nothingToAcknowledge("B07"), "nothing_to_do"),
        (followed, .undo, .othersFollowed("B07", actor: "Dang"), "cannot_undo"),
        (sent, .undo, .cannotBeUndone("B07"), "cannot_undo"),
        (voided, .off("1"), .alreadyRemoved("soup"), "removed"),
        (voided, .to(.ready, "1"), .alreadyRemoved("soup"), "removed"),
        (cart, .bill, .cartNotSent("B07", dishes: ["1 × soup"]), "not_sent"),
      ]
    }

    /// What is refused of money.
    var money: [Case] {
      [
        (sent, .withdrawBill, .noBill("B07"), "no_bill"),
        (sent, .viewBill, .noBill("B07"), "no_bill"),
        (sent, .close, .stillToPay("B07", "13.50"), "not_paid"),
        (sent, .priced(.refund(euro(5), Refunding())), .moreThanHeld("B07", "0.00"), "amount"),
        (
          paid, .priced(.correct(payment: "1", euro(1_351), reason: "slip")),
          .moreThanDue("B07", due: "0.00"), "amount"
        ),
        (
          paid, .priced(.correct(payment: "1", euro(1_350), reason: "slip")),
          .noChange("that payment of B07 is 13.50 already"), "no_change"
        ),
        (paid, .priced(.refund(euro(5), Refunding(payment: "2"))), .noSuchPayment("B07"), "not_found"),
        (sampled, .off("2"), .belowZero("B07"), "amount"),
        (sampled, .quantity(ItemName("2"), 1), .belowZero("B07"), "amount"),
        (sampled, .cash(5), .nothingDue("B07"), "amount"),
        (cancelled, .soup, .cancelled("B07"), "closed"),
        (sent, .cash(0), .emptyText("the amount"), "text"),
        (sent, .adjust(.comp, euro(1_351), label: nil), .moreThanTotal("B07"), "amount"),
        (sent, .dish("gold", Money.limit), .noAmount("B07"), "amount"),
        (paid, .cancel(reason: "left"), .moneyTaken("B07"), "money_taken"),
      ]
    }

    /// What is refused of values.
    var values: [Case] {
      let long = String(repeating: "x", count: 501)
      return [
        (sent, .dish("tea", 1, quantity: 1_000), .quantity(1_000), "quantity"),
        (sent, .quantity(ItemName("1"), 0), .quantity(0), "quantity"),
        (sent, .quantity(ItemName("1"), 1), .noChange("soup has that quantity"), "no_change"),
        (sent, .delay(minutes: 1_441), .minutes(1_441), "minutes"),
        (sent, .delay(minutes: 0), .noChange("B07 is delayed by 0 minutes already"), "no_change"),
        (sent, .moveTable("T4"), .noChange("B07 is at T4 already"), "no_change"),
        (empty, .rush(false), .noChange("B07 is not rushed"), "no_change"),
        (sent, .rush(true), .noChange("B07 is rushed already"), "no_change"),
        (sent, .complete, .noChange("the meal of B07 is complete already"), "no_change"),
        (sent, .alert(""), .noChange("B07 has no alert to clear"), "no_change"),
        (open, .freeTable(reason: "left"), .noChange("B07 has no table"), "no_change"),
        (
          closed, .freeTable(reason: "left"), .noChange("the table of B07 is free already"), "no_change"
        ),
        (sent, .cancel(reason: ""), .reasonWanted("B07"), "text"),
        (sent, .remove(ItemName("1"), reason: ""), .emptyText("the reason"), "text"),
        (sent, .alert(long), .tooLong("the alert", limit: 500), "text"),
        (late, .submit, .tooManyRounds(999), "too_many"),
      ]
    }
  }

  /// The box's clock says 19:00 or so; what was promised is for this minute or later, and within thirty days.
  @Test func aPromiseIsForATimeThatSomebodyCanMean() throws {
    var box = Box("till")
    let euros = try #require(Currency("EUR"))
    let minute: Int64 = 60_000
    let start = box.wall - box.wall % minute
    var number: UInt64 = 200
    func refusal(promise: Int64, guests: Int64? = nil) -> Refusal? {
      number += 1
      do {
        try box.give(
          .open(
            .init(
              shortCode: "B07", currency: euros, type: .takeaway, guests: guests,
              promisedAt: Timestamp(clamping: promise))), newOrder(number))
        return nil
      } catch { return error as? Refusal }
    }
    #expect(refusal(promise: start - 1) == .promisePassed)
    #expect(refusal(promise: start) == nil)
    #expect(refusal(promise: start + 29 * 1_440 * minute) == nil)
    #expect(refusal(promise: start + 31 * 1_440 * minute) == .promiseTooFar)
    #expect(Refusal.promisePassed.code == "promised" && Refusal.promiseTooFar.code == "promised")
    for count: Int64 in [0, -1, 1_000, 5_000] {
      #expect(refusal(promise: start + 7, guests: count) == .guests(count))
    }
    #expect(refusal(promise: start + 9, guests: 999) == nil)
  }

  @Test func anOrderTakesTwoThousandItemsAndNoMore() throws {
    var table = try OneOrder()
    for _ in 0..<Order.itemLimit { try table.box.give(.soup, table.id) }
    #expect(table.refusal(.soup) == .tooManyItems(2_000))
    #expect(Refusal.tooManyItems(2_000).code == "too_many")
    try table.write(
      .itemAdded, ["menuitem_id": "tea", "name": "Tea", "qty": 1, "unit_price": 1], .item, newOrder(70).uuid)
    #expect(table.order.items.count == 2_000 && table.conflicts == [.tooMany])
  }

  @Test func s9GuestsGiveGuestCommandsOnly() throws {
    let table = try OneOrder.sent()
    let staffs: [OrderCommand] = [
      .alert(""), .moveTable("T9"), .adjust(.comp, euro(5), label: nil), .to(.ready), .recall(round: nil),
      .delay(minutes: 5), .rush(true), .acknowledge(nil), .withdrawBill, .close,
      .cancel(reason: "left"), .cash(5), .freeTable(reason: "left"),
      .add(.init(dish: Dish(menuitemID: "open", name: "Gift", unitPrice: .zero))),
    ]
    for command in staffs {
      #expect(table.refusal(command, .guest) == .onlyStaff, "\(command)")
      #expect(table.refusal(command, .staff) != .onlyStaff, "\(command)")
    }
    #expect(Refusal.onlyStaff.code == "only_staff")
    for command in [.soup, .bill, .complete, .alert("nuts"), .join(name: "Ben")] as [OrderCommand] {
      #expect(table.refusal(command, .guest) == nil, "\(command)")
    }
  }

  @Test func itemsAreNamedByNumberTailOrDish() throws {
    let table = try OneOrder.sent()
    let id = table.order.items[1].id.description
    for name in ["2", "bread", id, String(id.suffix(6)), String(id.suffix(13))] {
      #expect(try ItemName(name).item(in: table.order).dish.name == "bread", "\(name)")
    }
    for name in ["0", "4", "02", "+2", "-1", String(id.suffix(5)), id.uppercased(), ""] {
      #expect(throws: Refusal.noSuchItem(name, "B07"), "\(name)") { try ItemName(name).item(in: table.order) }
    }
  }
}
