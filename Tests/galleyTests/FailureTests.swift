import EventLog
import Events
import Screens
import Testing
import Venue

@testable import galley

/// What a shell is told: status, code, and a sentence that does nothing to the terminal.
@Suite struct FailureTests {
  @Test func s7NothingFromOutsideReachesTheTerminalAsAControl() {
    let bad = "a\u{1B}[31mb\u{07}\u{9B}c\u{7F}\r\u{202E}d\u{2066}\u{200B}"
    for text in [
      VisibleText.line(bad), VisibleText.lines(bad), Failure(.refused, "x", bad).text(json: false),
    ] {
      let scalars = text.unicodeScalars.filter { $0 != "\n" }
      #expect(!scalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
      #expect(
        !scalars.contains { (0x200B...0x200F).contains($0.value) || (0x202A...0x202E).contains($0.value) })
      #expect(!scalars.contains { (0x2066...0x2069).contains($0.value) })
      for letter in ["a", "b", "c", "d"] { #expect(text.contains(letter)) }
    }
  }

  @Test func s7LineEndsStayBetweenLinesAndNowhereElse() {
    #expect(VisibleText.lines("a\nb\n") == "a\nb\n")
    #expect(!VisibleText.line("a\nb").contains("\n"))
  }

  @Test(arguments: ["a\u{0}", "\u{1B}[2J", "tab\t", "line\n", "\u{7F}", "\u{85}", "\u{9F}"])
  func controlCharactersInAnArgumentAreRefused(_ word: String) {
    let failure = #expect(throws: Failure.self) { try Failure.refuseControlCharacters(["order", word]) }
    #expect(failure?.status == .refused)
  }

  @Test func otherCharactersAreWelcome() throws {
    try Failure.refuseControlCharacters(["crème brûlée", "👩‍🍳", "e\u{301}", "寿司", " ", "\u{A0}"])
  }

  @Test func theStatusIsThatOfTheContract() {
    #expect(Failure(Complaint("closed", "B07 is closed")).status.rawValue == 1)
    #expect(Failure(UsageFault("no")).status.rawValue == 2)
    #expect(Failure(Complaint("disk", "full", isOfDisk: true)).status.rawValue == 3)
    #expect(Failure(DiskFault(.noSpace, "write", "log")).status.rawValue == 3)
  }

  @Test func jsonErrorsAreOneObject() throws {
    let text = Failure(.refused, "closed", "“B\"07\u{1}” is closed").text(json: true)
    let json = try JSONParser.parse(Array(text.dropLast().utf8))
    #expect(text.hasSuffix("}\n") && text.filter { $0 == "\n" }.count == 1)
    #expect(json["error"]?["code"]?.string == "closed")
    #expect(json["error"]?["message"]?.string == "“B\"07\u{1}” is closed")
  }
}
