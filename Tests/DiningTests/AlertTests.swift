import Events
import Testing

@testable import Dining

/// What protects somebody's health is added to, and goes only when somebody takes off that one.
@Suite struct AlertTests {
  @Test("A4: a second alert stands beside the first")
  func addUp() throws {
    var table = try OneOrder.sent()
    try table.give(.alert("seat 1: nuts"), .alert("seat 3: shellfish"))
    #expect(table.order.alertText == "seat 1: nuts · seat 3: shellfish")
    #expect(BoardRules.tickets(of: table.order).allSatisfy { $0.badges.contains { $0.name == .alert } })
  }

  @Test("A4: two terminals apart: both stand, in one order")
  func apart() throws {
    var one = try OneOrder.sent()
    var two = one.twin("stove")
    try one.give(.alert("nuts"))
    try two.give(.alert("milk"), by: "Dang")
    one.hear(two)
    two.hear(one)
    #expect(one.order.alertText == "nuts · milk" && two.order.alertText == "nuts · milk")
    #expect(one.conflicts == [] && one.order.state == two.order.state)
  }

  @Test(
    "One is taken off by its number or its text, and is in the history", arguments: ["2", "Milk", "milk"])
  func takeOff(_ name: String) throws {
    var table = try OneOrder.sent()
    try table.give(.alert("nuts"), .alert("milk"), .alert("fish"), .service(.clearAlert(name)))
    #expect(table.order.alertText == "nuts · fish")
    let last = try #require(table.box.events(table.id).last)
    #expect(last.type == .alertCleared)
    #expect(OrderStory.sentence(last, in: table.order) == "alert taken off: milk")
    try table.give(.undo)
    #expect(table.order.alertText == "nuts · milk · fish" && table.conflicts == [])
  }

  @Test("One that does not stand is refused with those that do", arguments: ["0", "3", "egg", ""])
  func noSuchAlert(_ name: String) throws {
    var table = try OneOrder.sent()
    try table.give(.alert("nuts"), .alert("milk"))
    let refusal = try #require(table.refusal(.service(.clearAlert(name))))
    #expect(refusal == .noSuchAlert(name, "B07", alerts: ["nuts", "milk"]))
    #expect(refusal.message == "B07 has no alert “\(name)”; it has: 1 nuts, 2 milk")
  }

  @Test("An empty text takes off all that its writer had heard of, and no other")
  func clearAll() throws {
    var one = try OneOrder.sent()
    try one.give(.alert("nuts"))
    var two = one.twin("stove")
    try two.give(.alert("milk"), by: "Dang")
    one.box.wall += 60_000
    try one.give(.alert(""))
    #expect(one.order.alertText == nil)
    one.hear(two)
    #expect(one.order.alertText == "milk" && one.conflicts == [])
    try one.give(.alert(""))
    #expect(one.order.alertText == nil && one.refusal(.alert("")) == .noChange("B07 has no alert to clear"))
    try one.give(.undo)
    #expect(one.order.alertText == "milk")
  }

  @Test("Two who take off the same one agree; one that is not there is listed")
  func agree() throws {
    var one = try OneOrder.sent()
    try one.give(.alert("nuts"))
    var two = one.twin("stove")
    try one.give(.service(.clearAlert("1")))
    try two.give(.service(.clearAlert("nuts")), by: "Dang")
    one.hear(two)
    #expect(one.order.alertText == nil && one.conflicts == [])
    try one.write(.alertCleared, ["alert": .string(one.id.description)])
    #expect(one.conflicts == [.unknownChange])
  }

  @Test("An undo of an older terminal, which set the text of before, takes back its own and doubles none")
  func olderUndo() throws {
    var table = try OneOrder.sent()
    try table.give(.alert("nuts"), .alert("milk"))
    let set = try #require(table.order.changes.last)
    try table.write(.alertSet, ["undoes": .string(set.event.description)])
    #expect(table.order.alertText == "nuts" && table.conflicts == [])
  }
}
