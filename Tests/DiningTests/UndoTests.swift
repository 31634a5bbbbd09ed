import Events
import Testing

@testable import Dining

/// Undo restores exactly what stood, the last change first, and never what somebody else did.
@Suite struct UndoTests {
  /// Each change that can be undone, on an order where something of everything stands.
  static let changes: [OrderCommand] = [
    .soup, .off("1"), .off("2"), .off("4"), .quantity(ItemName("1"), 3), .quantity(ItemName("4"), 2), .submit,
    .to(.preparing), .to(.ready, "1"), .to(.delivered, round: 1), .delay(minutes: 20), .delay(minutes: 0),
    .adjust(.discount, euro(100), label: "sorry"), .adjust(.tip, euro(100), label: nil), .rush(false),
    .alert("fish"), .alert(""), .moveTable("T9"), .recall(round: nil),
  ]

  private func full() throws -> OneOrder {
    var table = try OneOrder.sent()
    try table.give(.to(.preparing, "2"), .delay(minutes: 10), .rush(true), .alert("nuts"), .dish("tea", 200))
    return table
  }

  @Test(arguments: 0..<18) func undoRestoresExactly(number: Int) throws {
    var table = try full()
    let before = try table.sight
    try table.give(Self.changes[number])
    #expect(try table.sight != before)
    try table.give(.undo)
    #expect(try Plain.difference(table.sight, before) == "", "\(Self.changes[number])")
    #expect(table.conflicts == [])
  }

  @Test func undoOfTheBillTakesItBack() throws {
    var table = try OneOrder.sent()
    let before = try table.sight
    try table.give(.bill, .undo)
    #expect(try table.sight == before)
  }

  /// Changes are taken back one after the other, the last one first, up to what can't be undone.
  @Test func undoWorksLikeAStack() throws {
    var table = try full()
    var sights: [String] = []
    let changes: [OrderCommand] = [
      .delay(minutes: 15), .delay(minutes: 25), .alert("fish"), .alert("milk"), .rush(false), .rush(true),
      .moveTable("T5"), .moveTable("T6"), .quantity(ItemName("4"), 2), .quantity(ItemName("4"), 3), .off("4"),
    ]
    for change in changes {
      sights.append(try table.sight)
      try table.give(change)
    }
    for sight in sights.reversed() {
      try table.give(.undo)
      #expect(try Plain.difference(table.sight, sight) == "")
    }
    #expect(table.conflicts == [])
  }

  @Test func undoAfterSomebodyElseIsRefusedAndTheirsStays() throws {
    var table = try OneOrder.sent()
    try table.give(.rush(true))
    try table.give(.to(.preparing), by: "Dang")
    #expect(table.refusal(.undo) == .othersFollowed("B07", actor: "Dang"))
    try table.give(.undo, by: "Dang")
    try table.give(.undo)
    #expect(!table.order.isRushed && table.statuses == [.ordered, .ordered, .ordered])
  }

  /// Who undoes without knowing that somebody else changed the same thing is told, and theirs stays.
  @Test func anUndoNeverWritesOverWhatAnotherSetMeanwhile() throws {
    let cases: [(mine: OrderCommand, theirs: OrderCommand)] = [
      (.moveTable("T5"), .moveTable("T6")), (.delay(minutes: 5), .delay(minutes: 9)),
      (.soup, .to(.preparing)),
    ]
    for (number, (mine, theirs)) in cases.enumerated() where number < 2 {
      var one = try OneOrder.sent()
      try one.give(mine)
      var two = one.twin("stove")
      try two.give(theirs, by: "Dang")
      let expected = try two.sight
      one.box.wall += 60_000
      try one.give(.undo)
      one.hear(two)
      #expect(try Plain.difference(one.sight, expected) == "", "\(mine)")
      #expect(one.conflicts == [.alreadyChanged])
    }
  }

  @Test func anUndoneAdditionStaysWhereItWasSentMeanwhile() throws {
    var one = try OneOrder()
    try one.give(.soup)
    var two = one.twin("stove")
    try two.give(.submit, by: "Dang")
    one.box.wall += 60_000
    try one.give(.undo)
    one.hear(two)
    #expect(one.order.item(one.order.items[0].id)?.statusWord == "ordered")
    #expect(one.conflicts == [.movedOn])
  }

  @Test func aVoidThatWasSeenDoesNotComeBackByALateUndo() throws {
    var one = try OneOrder.sent()
    try one.give(.off("1"))
    var two = one.twin("stove")
    try two.give(.acknowledge(nil), by: "Dang")
    one.box.wall += 60_000
    try one.give(.undo)
    #expect(one.statuses.count == 3 && !one.order.items[0].isRemoved)
    one.hear(two)
    #expect(one.order.items[0].isRemoved && one.conflicts == [.alreadyChanged])
  }

  @Test func anUndoOfNothingKnownHasNoEffect() throws {
    var table = try full()
    let before = try table.sight
    let nothing = JSON.string(table.id.description)
    try table.write(.orderMoved, ["table_id": "T9", "undoes": nothing])
    try table.write(.alertSet, ["undoes": nothing])
    try table.write(.rushSet, ["rush": false, "undoes": nothing])
    try table.write(.delayMarked, ["delay_minutes": 0, "undoes": nothing])
    try table.write(.adjustmentRemoved, ["undoes": nothing])
    #expect(try table.sight == before)
    #expect(table.conflicts == .init(repeating: .unknownChange, count: 5))
  }

  @Test func whatCannotBeUndone() throws {
    var table = try OneOrder.sent()
    try table.give(.join(name: nil))
    #expect(table.refusal(.undo) == .cannotBeUndone("B07"))
    #expect(table.refusal(.undo, by: "Ana") == .nothingToUndo("B07"))
    try table.give(.off("1"), .acknowledge(nil))
    #expect(table.refusal(.undo) == .cannotBeUndone("B07"))
  }

  /// That there was a caution stays when its text is gone: also one that was taken off, and is put back.
  @Test func s20AnErasedAlertStands() throws {
    var table = try OneOrder.sent()
    try table.give(.alert("nuts"), .alert("fish"), .alert(""), .undo)
    #expect(table.order.alertText == "nuts · fish")
    var decoder = EventDecoder()
    let erased = try table.box.events(table.id).map { try decoder.decode($0.withoutPersonal) }
    let order = OrderStream(id: table.id, events: erased).order
    #expect(order.alertText == "its text was erased · its text was erased")
    #expect(order.state == table.order.state)
  }
}
