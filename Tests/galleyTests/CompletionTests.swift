import Foundation
import Screens
import Testing

@testable import galley

/// Completion scripts know every command, and shells can read them.
@Suite struct CompletionTests {
  /// Runs the script in bash on the words typed so far and gives what it offers.
  private func offers(_ words: [String]) throws -> Set<String> {
    let typed = words.map { "'\($0)'" }.joined(separator: " ")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let script =
      try Completion.script(for: "bash")
      + "COMP_WORDS=(galley \(typed)); COMP_CWORD=\(words.count); _galley; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    process.arguments = ["-c", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return Set(String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  @Test func bashOffersNounsVerbsAndFlags() throws {
    #expect(try offers([""]) == Set(CommandTable.all.map { $0.words[0] }))
    #expect(try offers(["ord"]) == ["order"])
    let verbs = CommandTable.all.filter { $0.words.count > 1 && $0.words[0] == "order" }.map { $0.words[1] }
    #expect(try offers(["order", ""]) == Set(verbs))
    #expect(try offers(["order", "add", "B07", "--no"]) == ["--note"])
    #expect(try offers(["order", "list", "--"]).isSuperset(of: ["--all", "--json", "--data"]))
  }

  @Test func bashOffersTheFlagsOfCommandsOfOneWord() throws {
    #expect(try offers(["events", "--fo"]) == ["--follow"])
    #expect(try offers(["screen", "kitchen", "--si"]) == ["--size"])
    #expect(try offers(["--da"]) == ["--data"])
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func everyScriptHasEveryCommandAndFlag(_ shell: String) throws {
    let script = try Completion.script(for: shell)
    for command in CommandTable.all {
      for word in command.words { #expect(script.contains(word)) }
      for flag in command.flags.map(\.name) {
        #expect(script.contains("-l \(flag)\n") || script.contains("--\(flag)"))
      }
    }
  }

  /// Each line of the fish script closes the quotes that it opens (in '…' only \\' and \\\\ escape).
  @Test func fishScriptsCloseTheirQuotes() throws {
    for line in try Completion.script(for: "fish").split(separator: "\n") {
      var isOpen = false
      var isEscaped = false
      for character in line {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "'" {
          isOpen.toggle()
        }
      }
      #expect(!isOpen, "\(line)")
    }
  }

  @Test func anotherShellIsAWrongUsage() {
    #expect(throws: UsageFault.self) { try Completion.script(for: "tcsh") }
  }
}
