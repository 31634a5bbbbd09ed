import Dining
import Events
import Testing
import Venue
import Voice

@testable import Screens

/// The voice line: what was heard, what came of it, and the key that goes with it for as long as it does something.
@Suite struct VoiceLineTests {
  /// A house with a ticket at T4, and a screen of the staff on it.
  private struct Stand {
    var dinner = Dinner()
    var console = Console(.staff)

    init() {
      let order = dinner.open(table: "T4")
      dinner.add(order, "Soup")
      dinner.change(order, .kitchen(.submit))
      // What this screen has not done itself is no message on it.
      dinner.wait(seconds: 60)
    }

    mutating func say(_ text: String, _ confidence: String?) {
      let utterance = Utterance(text, confidence: confidence.flatMap { Confidence($0) })
      dinner.request(.voice(.heard(HeardUtterance(utterance, on: .staff))))
    }

    mutating func press(_ key: Key) {
      for effect in console.handle(key, view) {
        if case .request(let action) = effect { console.hear(dinner.request(action), view) }
      }
    }

    var view: View { dinner.view(100, 20) }
    var text: String { console.frame(view).text }
    var kitchen: KitchenStatus? { dinner.house.live.first?.kitchen }
  }

  @Test func `what was done counts down to its key, and the key takes it back`() {
    var stand = Stand()
    stand.say("order ready table four", "0.9")
    #expect(stand.kitchen == .ready && stand.text.contains("“order ready table four”"))
    #expect(stand.text.contains("Ctrl-Z undo 10 s"))
    stand.dinner.wait(seconds: 7)
    #expect(stand.text.contains("Ctrl-Z undo 3 s") && stand.console.nextChange(stand.view) <= 1_000)
    stand.press(.control("z"))
    #expect(stand.kitchen == .ordered && !stand.text.contains("Ctrl-Z undo"))
    #expect(stand.text.contains("· taken back: B01: ready: "))
    // A key that is held down is one press.
    stand.dinner.wait(seconds: 2)
    stand.press(.control("z"))
    #expect(stand.text.contains("no voice has just changed anything"))
  }

  @Test func `an unscored one shows what would happen, and is done by its key within its time`() {
    var stand = Stand()
    stand.say("order ready table four", nil)
    #expect(stand.kitchen == .ordered && stand.text.contains("? B01: ready: "))
    #expect(stand.text.contains("Ctrl-Y do it 10 s"))
    var late = stand
    late.dinner.wait(seconds: 10)
    late.press(.control("y"))
    #expect(late.kitchen == .ordered && late.text.contains("nothing that was said waits for a key"))
    stand.dinner.wait(seconds: 9)
    stand.press(.control("y"))
    #expect(stand.kitchen == .ready)
  }

  @Test func `a rejection says what it may have been, and is gone after ten seconds`() {
    var stand = Stand()
    stand.say("table four is not ready", "0.9")
    #expect(stand.text.contains("is no command") && stand.text.contains("order ready CODE"))
    stand.dinner.wait(seconds: 10)
    #expect(!stand.text.contains("is no command"))
  }

  @Test func `keys go to the voice line beside a command that is typed`() {
    var stand = Stand()
    stand.say("order ready table four", "0.9")
    stand.press(.character("b"))
    stand.press(.control("z"))
    #expect(stand.kitchen == .ordered && stand.console.entry.text == "b")
  }

  @Test func `a table's screen is told its own guests' words, and no others`() throws {
    var dinner = Dinner.withMenu()
    let order = dinner.open(table: "T4")
    dinner.add(order, "Soup")
    let table = try #require(GuestTable("T4"))
    let other = try #require(GuestTable("T5"))
    let heard = HeardUtterance(Utterance("one more", confidence: nil), on: .guest, order: order)
    dinner.request(.voice(.heard(heard)))
    let state = TableState(of: table, in: dinner.house, at: dinner.wall, isOpen: true)
    let told = try #require(TableState(state.json, menu: state.menu, events: state.orders.flatMap(\.events)))
    #expect(told.voice == state.voice && told.voice?.waits == true && told.voice?.said == "one more")
    #expect(TableState(of: other, in: dinner.house, at: dinner.wall, isOpen: true).voice == nil)
    dinner.wait(seconds: 10)
    #expect(TableState(of: table, in: dinner.house, at: dinner.wall, isOpen: true).voice == nil)
  }
}
