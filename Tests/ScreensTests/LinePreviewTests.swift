import Dining
import Testing

@testable import Screens

/// What stands above a command while it is typed, and the search among those typed before.
@Suite struct LinePreviewTests {
  /// The preview of a line on a staff console with three orders, B01 at T4.
  private static func preview(_ line: String) -> LinePreview? {
    var screening = Screening(Dinner.evening(3), .staff)
    screening.type(line)
    return screening.console.preview(screening.view)
  }

  @Test(
    "Enter is told before it is pressed, in the words of the order's own history",
    arguments: [
      ("order bill B01", "bill asked for"), ("bill b01", "bill asked for"), ("delay B02 10", "10"),
      ("rush B02", "rush"), ("cash T4 50", "paid, cash"), ("order move B01 T9", "T9"),
      ("alert T4 nuts", "nuts"),
    ])
  func does(line: String, words: String) throws {
    guard case .does(let told) = Self.preview(line) else {
      Issue.record("\(line): \(String(describing: Self.preview(line)))")
      return
    }
    #expect(told.hasPrefix("Enter: B0"), "\(told)")
    #expect(told.lowercased().contains(words.lowercased()), "\(told)")
  }

  @Test(
    "Why Enter would do nothing is told too, and nothing was asked",
    arguments: [
      ("order bill B99", "there is no order “B99”"), ("order undo B01", "B01"),
      ("order withdraw B01", "there is no command “order withdraw”"), ("pay cash B01 zehn", "is no amount"),
      ("order delay T7 5", "there is no order “T7”"),
    ])
  func refused(line: String, words: String) {
    guard case .refused(let told) = Self.preview(line) else {
      Issue.record("\(line): \(String(describing: Self.preview(line)))")
      return
    }
    #expect(told.contains(words), "\(told)")
  }

  @Test(
    "What is still wanted is said with the command's form",
    arguments: [
      ("delay", "order delay CODE MINUTES: "), ("order delay B01", "MINUTES: how many minutes"),
      ("dela", "order delay CODE MINUTES: "), ("pay", "pay cash · "),
      ("order alert \"no", "a quote is not closed"),
    ])
  func wants(line: String, words: String) {
    guard case .wants(let told) = Self.preview(line) else {
      Issue.record("\(line): \(String(describing: Self.preview(line)))")
      return
    }
    #expect(told.contains(words), "\(told)")
  }

  @Test("A command without an order is about the selected one, also where it is refused")
  func selected() throws {
    var screening = Screening(Dinner.evening(3), .staff)
    screening.press(.escape, "1")
    let code = try #require(screening.selected)
    screening.press(":")
    screening.type("bill")
    guard case .does(let told) = screening.console.preview(screening.view) else {
      Issue.record("no preview")
      return
    }
    #expect(told.hasPrefix("Enter: \(code)"))
    screening.press(.control("u"))
    screening.type("pay cash zehn")
    guard case .refused(let why) = screening.console.preview(screening.view) else {
      Issue.record("no refusal")
      return
    }
    #expect(why.hasPrefix(code) && why.contains("“zehn” is no amount"))
  }

  @Test("A pane, a reading and a line of the past have theirs")
  func others() {
    #expect(Self.preview("log") == .does("Enter shows \(LogPane.kind.help)"))
    #expect(
      Self.preview("order list") == .does("Enter: \(CommandTable.command(["order", "list"])?.help ?? "")"))
    #expect(Self.preview("") == nil && Self.preview("T1 fries") == nil)
  }

  @Test("A PIN behind the name of who logs in is said to be misplaced, and no history keeps it")
  func pinInLine() {
    var screening = Screening(Dinner.evening(1), .staff)
    screening.type("login max 8642")
    #expect(screening.console.preview(screening.view) == .refused(Console.pinInLine))
    screening.press(.enter)
    #expect(screening.message == Console.pinInLine && screening.console.entry.isEmpty)
    screening.press(.up)
    #expect(screening.console.entry.isEmpty && !screening.text.contains("8642"))
  }

  @Test("What a typed voice would do is told as the change alone")
  func spoken() {
    guard case .does(let told) = Self.preview("voice say \"ready table four\" --confidence 1") else {
      Issue.record("no preview")
      return
    }
    #expect(told.hasPrefix("Enter: B01 at T4: ready: ") && !told.contains("voice"))
  }

  @Test("Nothing is written by looking: the house holds what it held")
  func rehearsed() {
    var screening = Screening(Dinner.evening(2), .staff)
    let before = screening.view.house.eventCount
    screening.type("order bill B01")
    _ = screening.lines
    #expect(screening.view.house.eventCount == before && screening.ran.isEmpty)
    #expect(screening.view.house.orders.values.allSatisfy { $0.order.bill == .none })
  }

  @Test(
    "Ctrl-R looks for a line by a part of it, again for an older one; Enter makes it the line, Esc does not")
  func search() {
    var entry = CommandEntry()
    for line in ["order bill B01", "T4 2 burger", "order rush B02", "order bill B01"] {
      for scalar in line.unicodeScalars { _ = entry.edit(.character(scalar)) }
      _ = entry.take()
    }
    _ = entry.edit(.character("x"))
    entry.lookBack()
    #expect(entry.foundLine == nil, "nothing is wanted yet")
    for scalar in "ORDER".unicodeScalars { _ = entry.edit(.character(scalar)) }
    #expect(entry.foundLine == "order bill B01")
    entry.lookBack()
    #expect(entry.foundLine == "order rush B02", "each line once")
    entry.lookBack()
    #expect(entry.foundLine == "order rush B02", "the oldest is the oldest")
    _ = entry.edit(.down)
    #expect(entry.foundLine == "order bill B01")
    entry.endSearch(takingFound: false)
    #expect(entry.text == "x")
    entry.lookBack()
    for scalar in "burg".unicodeScalars { _ = entry.edit(.character(scalar)) }
    _ = entry.edit(.backspace)
    entry.endSearch(takingFound: true)
    #expect(entry.text == "T4 2 burger" && entry.search == nil)
  }

  @Test("On the screen: Ctrl-R, a part, Enter, and Enter once more does it")
  func searched() {
    var screening = Screening(Dinner.evening(2), .staff)
    screening.press(.control("r"))
    #expect(screening.message == "nothing was typed before")
    screening.type("order bill B01")
    screening.press(.enter, .control("r"))
    screening.type("bil")
    #expect(screening.text.contains("typed before: bil  order bill B01"))
    screening.press(.enter)
    #expect(screening.console.entry.text == "order bill B01" && screening.ran.count == 1)
    screening.press(.enter)
    #expect(screening.ran == [["order", "bill", "B01"], ["order", "bill", "B01"]])
  }
}
