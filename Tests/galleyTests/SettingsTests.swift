import Foundation
import Screens
import TestAids
import Testing

@testable import galley

/// Settings and flags: which holds, and what is said of those that make no sense (S18).
@Suite struct SettingsTests {
  private func sentence(_ bytes: [UInt8]) -> String? {
    do throws(Failure) {
      _ = try SettingsFile(path: "/x/galley.conf", bytes: bytes)
      return nil
    } catch {
      #expect(error.status == .usage)
      return error.message
    }
  }

  @Test func linesKeysAndComments() throws {
    let text =
      "# of the house\nvenue = maple\r\n  name=tv # in the kitchen\n\n\tletter\t=\tC\t\ntime_zone = Europe/Vienna"
    let file = try SettingsFile(path: "x", bytes: Array(text.utf8))
    #expect(
      ["venue", "name", "letter", "time_zone", "data"].map { file.texts($0) } == [
        [SettingText("maple", .file(path: "x", line: 2))], [SettingText("tv", .file(path: "x", line: 3))],
        [SettingText("C", .file(path: "x", line: 5))],
        [SettingText("Europe/Vienna", .file(path: "x", line: 6))], [],
      ])
  }

  @Test func s18AnEmptyFileIsOneWithoutSettings() throws {
    for text in ["", "\n\n", "# nothing\n"] {
      let file = try SettingsFile(path: "x", bytes: Array(text.utf8))
      #expect(SettingTable.all.allSatisfy { file.texts($0.name).isEmpty })
    }
  }

  @Test func s18WhatMakesNoSenseIsOneSentenceWithFileAndLine() {
    let cases: [([UInt8], Int)] = [
      (Array("venue = a\nnam".utf8), 2), (Array("colour = red\n".utf8), 1),
      (Array("venue = a\n\nvenue = b\n".utf8), 3), (Array("venue = a\n".utf8) + [0xFF, 0xFE, 10], 2),
      ([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1], 1), (Array("name = \0".utf8), 1), (Array("= tv".utf8), 1),
    ]
    for (bytes, line) in cases {
      let said = sentence(bytes)
      #expect(said?.hasPrefix("/x/galley.conf, line \(line): ") == true, "\(said ?? "nothing")")
      #expect(said?.contains("\n") == false)
    }
  }

  @Test func s18AHugeFileIsRefusedWithItsName() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.write(String(repeating: "# x\n", count: 1 << 17), "galley.conf")
    let error = #expect(throws: (any Error).self) { try SettingsFile.first(of: [path]) }
    #expect(Failure(try #require(error)).message.hasPrefix(path + ": "))
  }

  @Test func s18AValueThatMakesNoSenseIsSaidWithItsLine() throws {
    let scratch = try ScratchFolder()
    for (row, key) in [
      ("venue = Maple Leaf", "venue"), ("name = 7up", "name"), ("letter = I", "letter"),
      ("letter = BC", "letter"),
      ("json = perhaps", "json"), ("venue =", "venue"),
    ] {
      let path = try scratch.write("# one\n\(row)\n", "galley.conf")
      let arguments = try Arguments(["state", "--config", path, "--data", scratch.path])
      let error = #expect(throws: (any Error).self) { try Options(arguments) }
      let failure = Failure(try #require(error))
      #expect(failure.status == .usage && failure.message.hasPrefix("\(path), line 2: \(key): "), "\(row)")
    }
  }

  @Test func flagsComeBeforeSettings() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.write("venue = maple\nname = tv\nletter = C\njson = yes\n", "galley.conf")
    let plain = try Options(Arguments(["state", "--config", path, "--data", "/d"]))
    #expect(plain.venue == "maple" && plain.terminal == "tv" && plain.letter == "C" && plain.wantsJSON)
    let words = ["--venue", "oak", "state", "--name=bar", "--letter", "D", "--config", path, "--data", "/d"]
    let flagged = try Options(Arguments(words))
    #expect(flagged.venue == "oak" && flagged.terminal == "bar" && flagged.letter == "D")
    #expect(flagged.dataPath == "/d" && flagged.socketPath == "/d/control.sock")
  }

  @Test func theFileInTheDataDirectoryIsRead() throws {
    let scratch = try ScratchFolder()
    try scratch.write("venue = maple\n", "galley.conf")
    #expect(try Options(Arguments(["state", "--data", scratch.path])).venue == "maple")
    #expect(
      try Options(Arguments(["state", "--data", scratch.path])).settingsFile == "\(scratch.path)/galley.conf")
  }

  @Test func aSettingsFileThatWasNamedMustBeThere() throws {
    let scratch = try ScratchFolder()
    let arguments = try Arguments(["state", "--config", scratch.path + "/none", "--data", scratch.path])
    let error = #expect(throws: Failure.self) { try Options(arguments) }
    #expect(error?.status == .usage && error?.message.contains(scratch.path + "/none") == true)
  }

  /// `participant join --name Ben` names the guest, not the terminal.
  @Test func theNameOfAGuestIsNotThatOfTheTerminal() throws {
    let scratch = try ScratchFolder()
    let words = ["participant", "join", "B07", "--name", "Ben Jonson", "--data", scratch.path]
    #expect(try Options(Arguments(words)).terminal == nil)
  }

  /// A zone is a fact of the house; how a screen rings and takes keys stays as it is while the screen hangs there.
  @Test func everySettingIsAFlagOrSaysWhyNot() {
    #expect(
      SettingTable.all.filter { $0.flag == nil }.map(\.name) == [
        "pay.link_base", "time_zone", "ready", "allergens", "bump", "read_only", "station", "lock_after",
        "mouse", "ring_new",
        "ring_changed",
        "ring_void", "ring_late", "ring_attention",
      ])
  }

  @Test func everyRowOfTheTableIsInItsList() {
    let rows = Mirror(reflecting: SettingTable.rows).children.compactMap {
      ($0.value as? any SettingRow)?.name
    }
    #expect(rows == SettingTable.all.map(\.name))
    #expect(Set(rows).count == rows.count)
  }
}
