import Screens
import Testing

@testable import galley

/// What `galley help` says, and that nothing that may be typed is left out of it.
@Suite struct HelpTests {
  private func topic(_ words: [String]) throws -> [String]? {
    guard case .help(let topic) = try CommandTable.understand(Arguments(words)) else { return nil }
    return topic
  }

  @Test func theWholeHelpIsInGroupsWithALineForEachCommand() throws {
    let lines = try Help.text(about: []).split(separator: "\n").map(String.init)
    for group in CommandTable.groups {
      let title = try #require(lines.firstIndex(of: group.title), "\(group.title)")
      for (place, command) in group.commands.enumerated() {
        let rest = lines[(title + 1)...].filter { $0.hasPrefix("  ") && !$0.hasPrefix("    ") }
        #expect(rest.dropFirst(place).first?.hasPrefix("  \(command.name) ") == true, "\(command.name)")
      }
    }
    for flag in Flag.common { #expect(lines.contains { $0.hasPrefix("  \(flag.form)") }, "\(flag.name)") }
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test(arguments: [["order"], ["order", "-h"], ["-h", "order"], ["order", "--help"], ["help", "order"]])
  func aNounAloneListsItsVerbs(_ words: [String]) throws {
    let text = try Help.text(about: #require(try topic(words)))
    for command in CommandTable.all where command.words[0] == "order" {
      #expect(text.contains("\n  \(command.name) "), "\(command.name)")
    }
    #expect(!text.contains("pay cash"))
  }

  @Test func moneyHasItsVerbsToo() throws {
    let text = try Help.text(about: #require(try topic(["pay"])))
    #expect(text.contains("\n  pay cash ") && text.contains("\n  pay status ") && !text.contains("order"))
  }

  /// `config` does something by itself, so that its name alone does that; its help lists what else there is.
  @Test func aNounThatIsACommandDoesItsWork() throws {
    #expect(try topic(["config"]) == nil)
    let text = try Help.text(about: ["config"])
    #expect(text.contains("\n  config set ") && text.hasSuffix("galley help config get\n"))
  }

  @Test(arguments: [
    ["help", "order", "add"], ["order", "add", "--help"], ["-h", "order", "add"],
    ["order", "add", "T4", "-h", "burger"], ["order", "add", "T4", "burger", "-h"],
  ])
  func oneCommandIsDescribedWithItsPlacesAndAnExample(_ words: [String]) throws {
    let text = try Help.text(about: #require(try topic(words)))
    #expect(text.hasPrefix("galley order add CODE [MENUITEM] [--qty N]"))
    for part in [
      "  CODE", "  MENUITEM", "  --qty N", "  --modifier TEXT", "several times",
      "Example:\n  galley order add ",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("order list"))
  }

  /// After two hyphens nothing is a flag, and the value of a flag is its value.
  @Test func whatIsNoFlagAsksForNoHelp() throws {
    #expect(try topic(["order", "alert", "T4", "--", "-h"]) == nil)
    #expect(try topic(["order", "add", "T4", "soup", "--note", "-h"]) == nil)
  }

  @Test(arguments: CommandTable.all.indices) func everyExampleIsACommandOfItsOwn(_ index: Int) throws {
    let command = CommandTable.all[index]
    let words = try Arguments.split(command.example)
    let arguments = try Arguments(words)
    #expect(CommandTable.command(arguments.words)?.name == command.name)
    _ = try CommandTable.understand(arguments)
  }

  @Test func everyPlaceOfEveryCommandIsDescribed() {
    let known = Operand.all.map(\.name)
    #expect(known == known.sorted() && Set(known).count == known.count)
    let used = Set(CommandTable.all.flatMap { $0.operands.map { Command.bare($0) } })
    #expect(used.subtracting(known).isEmpty)
    #expect(Set(known).subtracting(used).isEmpty)
  }

  @Test func aFlagThatIsNeededStandsWithoutBrackets() throws {
    let correct = try #require(CommandTable.command(["pay", "correct"]))
    #expect(correct.synopsis == "pay correct CODE PAYMENT AMOUNT --reason TEXT")
    #expect(CommandTable.command(["order", "remove"])?.synopsis == "order remove CODE ITEM [--reason TEXT]")
    #expect(CommandTable.command(["forget"])?.synopsis == "forget --before TIME [--order CODE]")
  }

  @Test func noHelpIsGivenForWhatIsNot() {
    #expect(throws: UsageFault.self) { try Help.text(about: ["dance"]) }
    #expect(throws: UsageFault.self) { try Help.text(about: ["order", "dance"]) }
  }
}
