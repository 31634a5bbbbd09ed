import Screens
import Testing

/// What is said of a command line with a slip in it: the word that is wrong, and what was meant or expected there.
@Suite struct MeantTests {
  private func fault(_ words: [String]) -> String {
    do throws(UsageFault) {
      _ = try CommandTable.understand(Arguments(words))
      return ""
    } catch {
      return error.message
    }
  }

  @Test(arguments: [
    (["oder", "list"], "“order list”"), (["order", "lst"], "“order list”"),
    (["order", "bil", "T4"], "“order bill”"),
    (["bill", "T4"], "“order bill”"), (["bil", "T4"], "“order bill”"), (["evnts"], "“events”"),
    (["menu", "sold-uot", "soup"], "“menu sold-out”"), (["pay", "csh", "T4", "5"], "“pay cash”"),
  ])
  func theCommandThatWasMeantIsNamed(_ words: [String], _ meant: String) {
    #expect(fault(words).contains("did you mean \(meant)?"), "\(fault(words))")
  }

  @Test(arguments: [["dance"], ["order", "dance"], ["pay", "tribute"]])
  func nothingIsGuessedWhereNothingIsNear(_ words: [String]) {
    #expect(fault(words).contains("there is no command") && !fault(words).contains("did you mean"))
  }

  @Test(arguments: [
    ("--tabel", "table"), ("--guest", "guests"), ("--jsn", "json"), ("--idempotencykey", "idempotency-key"),
  ])
  func theFlagThatWasMeantIsNamed(_ flag: String, _ meant: String) {
    #expect(
      fault(["order", "open", flag, "x"]).contains("did you mean --\(meant)?"),
      "\(fault(["order", "open", flag]))")
  }

  @Test func whatIsMissingIsSaidWithWhatBelongsThere() {
    #expect(
      fault(["order", "quantity", "T4"]).contains(
        "after “order quantity T4” stands ITEM: an item of the order"))
    #expect(fault(["order", "show"]).contains("after “order show” stands CODE: an order"))
    #expect(fault(["order", "add", "T4"]).contains("MENUITEM"))
    #expect(fault(["order", "open", "--guests"]).contains("after --guests stands N: how many sit there"))
    #expect(fault(["pay", "correct", "T4", "1", "4"]).contains("wants --reason TEXT: why"))
  }

  @Test func aWordTooManyIsNamed() {
    #expect(fault(["order", "show", "T4", "T5"]).contains("“T5” is a word too many"))
    #expect(fault(["doctor", "who"]).contains("“who” is a word too many; usage: galley doctor"))
    #expect(fault(["order", "add", "T4", "soup", "--price", "3"]).contains("--price goes with --open-item"))
  }
}
