import Dining
import Testing

@testable import Screens

/// What a slip of a finger must not do: another ticket than the one that was meant stays where it is.
@Suite struct SlipTests {
  @Test("A number that names no ticket clears the selection, and Enter then does nothing")
  func numberOfNothing() {
    // Ticket 12 of thirteen has just been served elsewhere.
    var screening = HandsTests.screening(13)
    let twelfth = screening.dinner.tickets[11].order.exactName
    screening.dinner.change(twelfth, .kitchen(.move(to: .delivered, round: nil, items: [])))
    screening.console.see(screening.view)
    let before = screening.standing
    HandsTests.press(["1", "2", .enter], on: &screening)
    #expect(screening.standing == before && screening.message == "select a ticket first: press its number")
    // One that was selected before is not meant either.
    screening.dinner.wait(seconds: 2)
    screening.press("3")
    screening.dinner.wait(seconds: 2)
    screening.press("9", "9", .enter)
    #expect(screening.standing == before && screening.selected == nil)
    #expect(screening.lines[65].hasPrefix("select a ticket first"))
  }

  @Test(
    "Three tickets: 3 5 Enter and 2, a while, 9 Enter move nothing",
    arguments: [("3", 0, "5"), ("2", 2, "9")])
  func slips(first: Unicode.Scalar, seconds: Int64, second: Unicode.Scalar) {
    var screening = HandsTests.screening(3)
    let before = screening.standing
    screening.press(first)
    screening.dinner.wait(seconds: seconds)
    screening.press(.character(second), .enter)
    #expect(screening.standing == before)
  }

  @Test("In the list of moves, a number that none has marks nothing, and Enter then recalls nothing")
  func moveOfNothing() {
    var screening = HandsTests.screening(2)
    screening.press("1", .enter, "r", "9", .enter)
    #expect(screening.standing.contains("B01 preparing") && screening.console.pane == .recall)
    #expect(screening.message == "mark a move first: press its number")
    screening.dinner.wait(seconds: 2)
    screening.press("1", .enter)
    #expect(screening.standing == ["B01 ordered", "B02 ordered"])
  }

  @Test("Enter that is held for a second moves once; pressed again after half a second it moves again")
  func heldEnter() {
    var screening = HandsTests.screening(2)
    screening.press("1")
    for _ in 0..<25 {
      screening.press(.enter)
      screening.dinner.wait(milliseconds: 30)
    }
    #expect(screening.standing == ["B01 preparing", "B02 ordered"])
    screening.dinner.wait(milliseconds: 250)
    screening.press(.enter)
    #expect(screening.standing[0] == "B01 preparing", "250 ms after the last is no new press")
    screening.dinner.wait(milliseconds: 500)
    screening.press(.enter)
    #expect(screening.standing == ["B01 ready", "B02 ordered"])
    // Another ticket is another matter, however fast.
    screening.press("2", .enter)
    #expect(
      screening.standing == ["B02 preparing", "B01 ready"]
        || screening.standing == ["B01 ready", "B02 preparing"])
  }
}
