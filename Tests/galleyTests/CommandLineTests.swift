import Dining
import Events
import Foundation
import Screens
import Testing

@testable import galley

/// The one table of commands, and everything that is made from it.
@Suite struct CommandLineTests {
  private func fault(_ words: [String]) -> String? {
    do throws(UsageFault) {
      _ = try CommandTable.understand(Arguments(words))
      return nil
    } catch {
      return error.message
    }
  }

  /// A value that fits what a synopsis calls it.
  private func sample(_ name: String) -> String {
    switch name {
    case "N", "MINUTES", "X": "3"
    case "KIND": "tip"
    case "EUR": "EUR"
    // The first of the words that it names.
    case let name where name.contains("|"): String(name.prefix { $0 != "|" })
    case "ID": "019a0e7c-5a10-7a7e-8c00-9d2f4f1f6a11"
    case "TYPE": "takeaway"
    case "TIME": "2026-11-22T19:30:00Z"
    case "DATE": "2026-11-22"
    case "COLSxROWS": "80x24"
    case "FORMAT": "svg"
    case "SHELL": "bash"
    case "ADAPTER": "stripe"
    case "ADDRESS": "ana@example.org"
    case "TEMPLATE": "nudge"
    case "FIELD=COLUMN": "name=dish"
    case "COLUMN=COLUMN": "item_id=menu_item_id"
    case "DD-MM-YYYY": "DD-MM-YYYY"
    // The one that can be asked of every part of the house.
    case "METRIC": "prep-times"
    case "checkout|intents": "intents"
    case "order|share": "share"
    case "HOST:PORT": "[::1]:7400"
    case "AMOUNT", "PRICE": "12.50"
    default: "some"
    }
  }

  /// A command with all its operands and flags, but for flags that exclude one another.
  private func whole(_ command: Command) -> [String] {
    var words = command.words
    words += command.operands.map { sample(Command.bare($0)) }
    let left = ["open-item", "price", "clear", "window"] + (Self.others[command.name] ?? [])
    for flag in command.flags where !left.contains(flag.name) {
      words.append("--\(flag.name)")
      if let value = flag.value { words.append(sample(value)) }
    }
    return words
  }

  /// Flags that go with other words than those of the samples: each adapter has its own.
  private static let others = [
    "partner enable": [
      "url", "secret-file", "allow-private", "command", "account", "token-file", "from", "sendmail",
    ],
    "message contact": ["sms"],
  ]

  @Test(arguments: CommandTable.all.indices)
  func everyCommandParsesItsOwnSynopsis(_ index: Int) {
    let command = CommandTable.all[index]
    #expect(fault(whole(command)) == nil, "\(whole(command))")
    #expect(command.synopsis.hasPrefix(command.words.joined(separator: " ")))
    #expect(command.help.hasSuffix(".") && !command.help.contains("\n"))
  }

  @Test(arguments: CommandTable.all.indices)
  func oneWordTooManyOrTooFewIsAWrongUsage(_ index: Int) {
    let command = CommandTable.all[index]
    let needed = command.operands.filter { !$0.hasSuffix("?") }.count
    if needed > 0 {
      let few = command.words + Array(repeating: "1", count: needed - 1)
      #expect(fault(few)?.contains("usage: galley ") == true || fault(few)?.contains("--") == true, "\(few)")
    }
    guard command.operands.last?.contains("…") != true else { return }
    let many = command.words + Array(repeating: "1", count: command.operands.count + 1)
    #expect(fault(many) != nil, "\(many)")
  }

  @Test func noTwoCommandsHaveTheSameWords() {
    let words = CommandTable.all.map { $0.words.joined(separator: " ") }
    #expect(Set(words).count == words.count)
  }

  /// Words are sorted from flags before it is known which command they belong to.
  @Test func aFlagTakesAValueInEveryCommandOrInNone() {
    let flags = CommandTable.all.flatMap(\.flags) + Flag.common
    for (name, rows) in Dictionary(grouping: flags, by: \.name) {
      #expect(Set(rows.map { $0.value == nil }).count == 1, "--\(name)")
    }
  }

  @Test func flagsStandAnywhere() throws {
    let orders = [
      ["order", "add", "B07", "soup", "--qty", "2", "--note", "slow"],
      ["--qty", "2", "order", "--note=slow", "add", "B07", "soup"],
      ["order", "add", "--note", "slow", "B07", "--qty=2", "soup"],
    ]
    for words in orders {
      guard
        case .change(.request(.change(let order, .add(let item, let extras)))) =
          try CommandTable.understand(Arguments(words))
      else {
        Issue.record("\(words) is something else")
        continue
      }
      #expect(order.text == "B07" && item == "soup" && extras.quantity == 2 && extras.note == "slow")
    }
  }

  @Test func twoHyphensEndTheFlags() throws {
    let arguments = try Arguments(["order", "alert", "B07", "--", "--rush", "--", "nuts"])
    #expect(arguments.words == ["order", "alert", "B07", "--rush", "--", "nuts"] && !arguments.has("rush"))
    guard
      case .change(.request(.change(_, .service(.alert(let text))))) = try CommandTable.understand(arguments)
    else {
      Issue.record("no alert")
      return
    }
    #expect(text == "--rush -- nuts")
  }

  @Test(arguments: [
    (["order", "list", "--colour"], "--colour"), (["order", "show", "B07", "--qty", "1"], "--qty"),
    (["order", "open", "--table"], "--table"),
    (["order", "open", "--table", "T4", "--table", "T5"], "twice"),
    (["order", "list", "--all=yes"], "--all"), (["order", "dance"], "order dance"), (["dance"], "dance"),
    (["order", "quantity", "B07", "1", "+2"], "+2"),
    (["order", "quantity", "B07", "1", "99999999999999999999"], "N"),
    (["order", "start", "B07", "--round", "0"], "--round"), (["order", "change", "B07"], "--guests"),
    (["order", "open", "--type", "feast"], "feast"), (["order", "open", "--promised", "noonish"], "noonish"),
    (["screen", "kitchen", "--size", "0x9"], "--size"), (["screen", "kitchen", "--format", "gif"], "gif"),
    (["order", "add", "B07", "--open-item", "Cake"], "--price"),
    (["order", "adjust", "B07", "bribe", "1"], "bribe"),
    (["peer", "probe", "tv"], "tv"), (["peer", "probe", "tv:0"], "tv:0"),
    (["demo", "--speed", "0"], "--speed"), (["forget"], "--before"),
  ])
  func whatMakesNoSenseIsSaid(_ words: [String], _ part: String) {
    #expect(fault(words)?.contains(part) == true, "\(fault(words) ?? "understood")")
  }

  @Test func wordsAreBounded() {
    #expect(throws: UsageFault.self) { try Arguments(Array(repeating: "x", count: 2_049)) }
    #expect(throws: UsageFault.self) { try Arguments([String(repeating: "x", count: 4_097)]) }
  }

  @Test(arguments: [
    ("order list", ["order", "list"]), ("  a \t b  ", ["a", "b"]), ("", []),
    (#"order alert B07 "no nuts" 'a "b"'"#, ["order", "alert", "B07", "no nuts", #"a "b""#]),
    (#"x"" ''"#, ["x", ""]), (#"--note="very hot""#, ["--note=very hot"]),
  ])
  func aTypedLineIsSplitAsAShellWould(_ line: String, _ words: [String]) throws {
    #expect(try Arguments.split(line) == words)
  }

  @Test func anOpenQuoteIsSaid() {
    #expect(throws: UsageFault.self) { try Arguments.split("order alert B07 \"nuts") }
  }

  @Test(arguments: [
    ("2026-11-22T19:30:00Z", "2026-11-22T19:30:00.000Z"),
    ("2026-11-22t19:30:00z", "2026-11-22T19:30:00.000Z"),
    ("2026-11-22T19:30:00+01:00", "2026-11-22T18:30:00.000Z"),
    ("2026-11-22T19:30:00.5-05:30", "2026-11-23T01:00:00.500Z"),
    ("2026-11-22T19:30:00.1239999Z", "2026-11-22T19:30:00.123Z"),
    ("2024-02-29T00:00:00+00:00", "2024-02-29T00:00:00.000Z"),
  ])
  func timesAreReadAsRFC3339(_ text: String, _ expected: String) {
    #expect(TimeName(text) == Timestamp(expected).map(TimeName.instant))
  }

  @Test func timesOfTheClockAreHoursAndMinutes() {
    #expect(
      TimeName("19:30") == .clock(hour: 19, minute: 30) && TimeName("7:05") == .clock(hour: 7, minute: 5))
    for text in ["24:00", "19:60", "19:3", "1930", "19:30:00", ":30", "19:", "-1:30", "１９:30", "Now", ""] {
      #expect(TimeName(text) == nil, "\(text)")
    }
    for text in [
      "2026-11-22T19:30:00", "2026-11-22 19:30:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
      "2026-11-22T19:30:00.Z", "2026-11-22T19:30:00+24:00", "2026-11-22T19:30:00+0100",
      "2026-11-22T25:00:00Z",
    ] { #expect(TimeName(text) == nil, "\(text)") }
  }

  @Test func forgetWantsADate() {
    #expect(fault(["forget", "--before", "22:00"])?.contains("date") == true)
    #expect(fault(["forget", "--before", "2026-11-22T05:00:00Z"]) == nil)
  }

  /// The keyboard of a screen is no file: waiting for its end would stop the board.
  @Test func aScreenHasNoStandardInput() throws {
    for words in [["ingest"], ["ingest", "-"], ["menu", "import", "-"]] {
      let invocation = try CommandTable.understand(Arguments(words))
      let failure = #expect(throws: Failure.self) { try invocation.openTypedInput() }
      #expect(failure?.status == .usage)
    }
    let missing = try CommandTable.understand(Arguments(["ingest", "/nowhere/lines"]))
    let failure = #expect(throws: Failure.self) { try missing.openTypedInput() }
    #expect(failure?.status == .refused && failure?.message.contains("/nowhere/lines") == true)
    #expect(try CommandTable.understand(Arguments(["state"])).openTypedInput() == nil)
  }
}
