import Events
import Testing

@testable import Dining

/// Every refusal is reached, by what a person would do, and says what happened.
@Suite struct RefusalTests {
  @Test func everyRefusalIsReachedAndReadsWell() throws {
    let empty = try OneOrder()
    var sent = try OneOrder.sent()
    try sent.give(.join(name: "Ben"), .rush(true), .complete)
    var served = sent
    try served.give(.to(.delivered))
    var cart = sent
    try cart.give(.soup)
    var billed = sent
    try billed.give(.bill)
    var paid = billed
    try paid.give(.cash(1_350))
    var closed = paid
    try closed.give(.close, .freeTable(reason: "left"))
    var voided = sent
    try voided.give(.off("1"))
    var twins = sent
    try twins.write(.participantJoined, ["label": "P1"], .participant, newOrder(31).uuid)
    var followed = sent
    try followed.give(.rush(false), by: "Dang")
    var other = sent
    try other.write(
      .statusChanged,
      [
        "from": "opened",
        "items": .array([.object(["from": "opened", "item_id": .string(newOrder(1).description)])]),
        "round": 999, "to": "ordered",
      ])
    var late = empty
    try late.give(.soup)
    let item = late.order.items[0].id.description
    try late.write(
      .statusChanged,
      [
        "from": "opened", "items": .array([.object(["from": "opened", "item_id": .string(item)])]),
        "round": 999, "to": "ordered",
      ])
    try late.give(.soup)
    var nowhere = empty
    nowhere.box = Box("bar", seed: 3)
    var open = nowhere
    let euros = try #require(Currency("EUR"))
    try open.box.give(.open(.init(shortCode: "B07", currency: euros, type: .takeaway)), open.id)
    let long = String(repeating: "x", count: 501)

    let cases: [(OneOrder, OrderCommand, Refusal, code: String)] = [
      (sent, .off("9"), .noSuchItem("9", "B07"), "not_found"),
      (cart, .off("soup"), .severalItems("soup", "B07"), "ambiguous"),
      (sent, .payCash(euro(1), participant: "P9"), .noSuchParticipant("P9", "B07"), "not_found"),
      (twins, .payCash(euro(1), participant: "P1"), .severalParticipants("P1", "B07"), "ambiguous"),
      (sent, .to(.ready, round: 4), .noSuchRound(4, "B07"), "not_found"),
      (sent, .recall(round: 4), .noSuchRound(4, "B07"), "not_found"),
      (nowhere, .soup, .notOpened(nowhere.id.description), "not_found"),
      (
        sent, .open(.init(shortCode: "B08", currency: euros, type: .dineIn)),
        .noChange("B07 is open already"), "no_change"
      ),
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
      (cart, .bill, .cartNotSent("B07"), "not_sent"),
      (sent, .withdrawBill, .noBill("B07"), "no_bill"),
      (sent, .viewBill, .noBill("B07"), "no_bill"),
      (sent, .close, .stillToPay("B07", "13.50"), "not_paid"),
      (sent, .cash(1_351), .moreThanDue("B07", due: "13.50"), "amount"),
      (sent, .cash(0), .emptyText("the amount"), "text"),
      (sent, .adjust(.comp, euro(1_351), label: nil), .moreThanTotal("B07"), "amount"),
      (sent, .dish("gold", Money.limit), .noAmount("B07"), "amount"),
      (paid, .cancel(reason: "left"), .moneyTaken("B07"), "money_taken"),
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
      (sent, .cancel(reason: ""), .emptyText("the reason"), "text"),
      (sent, .alert(long), .tooLong("the alert", limit: 500), "text"),
      (late, .submit, .tooManyRounds(999), "too_many"),
    ]
    for (table, command, refusal, code) in cases {
      #expect(table.refusal(command) == refusal, "\(command)")
      #expect(refusal.code == code)
      #expect(refusal.message.count > 5 && !refusal.message.hasSuffix("."), "\(refusal.message)")
    }
    #expect(sent.refusal(.undo, by: "Ana") == .nothingToUndo("B07"))
    #expect(Refusal.nothingToUndo("B07").code == "nothing_to_do")
    #expect(other.conflicts == [.unknownItem])
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
      .alert("nuts"), .moveTable("T9"), .adjust(.comp, euro(5), label: nil), .to(.ready), .recall(round: nil),
      .delay(minutes: 5), .rush(true), .acknowledge(nil), .withdrawBill, .complete, .close,
      .cancel(reason: "left"), .cash(5), .freeTable(reason: "left"),
      .add(.init(dish: Dish(menuitemID: "open", name: "Gift", unitPrice: .zero))),
    ]
    for command in staffs {
      #expect(table.refusal(command, .guest) == .onlyStaff, "\(command)")
      #expect(table.refusal(command, .staff) != .onlyStaff, "\(command)")
    }
    #expect(Refusal.onlyStaff.code == "only_staff")
    #expect(table.refusal(.soup, .guest) == nil && table.refusal(.bill, .guest) == nil)
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
