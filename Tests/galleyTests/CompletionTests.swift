import Dining
import Events
import Foundation
import Screens
import Testing
import Venue

@testable import galley

/// What shells offer after each word, and that their scripts ask for it.
@Suite struct CompletionTests {
  private func offers(_ words: String...) -> [String] {
    Completer(words).words(in: House(), at: .earliest, themes: ["default", "light"])
  }

  @Test func nounsAndVerbsAreThoseOfTheTable() {
    #expect(Set(offers("")) == Set(CommandTable.all.map { $0.words[0] }))
    #expect(offers("ord") == ["order"])
    let verbs = CommandTable.all.filter { $0.words.count > 1 && $0.words[0] == "order" }.map { $0.words[1] }
    #expect(offers("order", "") == verbs.sorted())
    #expect(offers("order", "re") == ["ready", "recall", "remove", "reopen"])
    #expect(offers("config", "") == ["get", "new-key", "set"])
    #expect(offers("dance", "").isEmpty)
  }

  @Test(arguments: CommandTable.all.indices) func everyFlagOfEveryCommandIsOffered(_ index: Int) {
    let command = CommandTable.all[index]
    let offered = Completer(command.words + ["--"]).words(in: House(), at: .earliest)
    #expect(Set(offered) == Set((command.flags + Flag.common).map { "--\($0.name)" }))
  }

  @Test func flagsAreOfferedWhereverTheyStand() {
    #expect(offers("order", "add", "B07", "--no") == ["--note"])
    #expect(offers("--da") == ["--data"])
    #expect(offers("--data", "/x", "events", "--fo") == ["--follow"])
    #expect(offers("screen", "kitchen", "--si") == ["--size"])
  }

  @Test func valuesAreThoseThatAreTaken() {
    #expect(offers("order", "open", "--type", "") == ["delivery", "dine_in", "takeaway"])
    #expect(offers("order", "open", "--type", "=", "t") == ["takeaway"])
    #expect(offers("kitchen", "--letters", "h") == ["half"])
    #expect(offers("kitchen", "--theme", "l") == ["light"])
    #expect(offers("theme", "show", "") == ["default", "light"])
    #expect(offers("config", "set", "") == HouseSetting.all.map(\.key.string).sorted())
    #expect(
      offers("config", "get", "ring_")
        == ["ring_attention", "ring_changed", "ring_late", "ring_new", "ring_void"])
    #expect(offers("order", "adjust", "B07", "c") == ["comp"])
    let zones = Completer(["config", "set", "time_zone", "Europe/V"])
      .words(in: House(), at: .earliest, zones: ["Asia/Tokyo", "Europe/Vienna", "Europe/Vaduz"])
    #expect(zones == ["Europe/Vaduz", "Europe/Vienna"])
    #expect(offers("config", "set", "age_limits", "").isEmpty)
    #expect(offers("completion", "") == ["bash", "fish", "zsh"])
    #expect(offers("screen", "kit") == ["kitchen"])
    #expect(offers("order", "open", "--guests", "").isEmpty && offers("doctor", "").isEmpty)
  }

  @Test func onlyTheHouseKnowsCodesTablesAndDishes() {
    for words in [
      ["order", "show", ""], ["order", "open", "--table", ""], ["order", "add", "B07", "b"],
      ["order", "move", "B07", ""], ["events", "--order", ""], ["menu", "sold-out", ""],
      ["order", "remove", "B07", ""], ["order", "ready", "B07", "--item", ""],
      ["order", "add", "B07", "fries", "--participant", ""],
    ] {
      #expect(Completer(words).asksTheHouse, "\(words)")
    }
    #expect(!Completer(["order", "--da"]).asksTheHouse && !Completer(["theme", "show", ""]).asksTheHouse)
  }

  /// The script gives the words so far to the program that was typed, and what it answers to bash, quoted.
  @Test func bashAsksTheProgramThatWasTyped() throws {
    let script =
      try Completion.script(for: "bash")
      + "fake() { printf '%s\\n' \"${@:3}\" 'Table 4'; }\n"
      + "COMP_WORDS=(fake order show 'B 0'); COMP_CWORD=3; _galley fake; printf '%s|' \"${COMPREPLY[@]}\"\n"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(String(decoding: output, as: UTF8.self) == #"order|show|B\ 0|Table\ 4|"#)
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func everyScriptAsks(_ shell: String) throws {
    #expect(try Completion.script(for: shell).contains("complete -- "))
  }

  @Test func theDirectoryOfTheLineInProgressIsAsked() throws {
    let arguments = try Completion.asked(["--data", "/x", "order", "show", "--note", "--data", ""])
    #expect(arguments.value("data") == "/x")
    #expect(try Completion.asked(["order", "show", ""]).value("data") == nil)
  }

  @Test func anotherShellIsAWrongUsage() {
    #expect(throws: UsageFault.self) { try Completion.script(for: "tcsh") }
  }
}
