import Events
import Screens
import TestAids
import Testing
import Venue

@testable import galley

/// `config`: every setting in force, and where each comes from.
@Suite struct ConfigReportTests {
  private static let file = """
    # of the pass
    venue = maple
    peer = tv:7400
    peer = bar:7400
    peer = tv:7400
    mouse = no
    time_zone = Europe/Rome
    key.undo = F9
    partner.reader.command = python3 reader.py
    """

  /// What is reported with that file, and `--theme light` on the command line.
  private func report(_ house: HouseSettings = HouseSettings(), _ words: String...) throws -> (
    text: String, folder: String
  ) {
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    let folder = scratch.path
    try scratch.write(Self.file, "galley.conf")
    let arguments = try Arguments(["config", "--data", folder, "--theme", "light"] + words)
    return (ConfigReport(try Options(arguments), house).output, folder)
  }

  private static func identity(_ name: String) throws -> Identity {
    Identity(venue: "maple", origin: try #require(Origin(terminal: name, random: 1)), letter: "D")
  }

  @Test func aCommentAboveEachGroupSaysWhereItComesFrom() throws {
    let (text, folder) = try report()
    let start = """
      settings file = \(folder)/galley.conf
      # a flag
      data = \(folder)
      theme = light
      # \(folder)/galley.conf, line 2
      venue = maple
      # \(folder)/galley.conf, line 3
      peer = tv:7400
      # \(folder)/galley.conf, line 4
      peer = bar:7400
      # \(folder)/galley.conf, line 6
      mouse = no
      # \(folder)/galley.conf, line 7
      time_zone = Europe/Rome
      # \(folder)/galley.conf, line 8
      key.undo = F9
      # \(folder)/galley.conf, line 9
      partner.reader.command = python3 reader.py
      # built in
      json = no
      name = (taken at the first start)

      """
    #expect(text.hasPrefix(start), "\(text)")
  }

  @Test func nothingIsLeftOut() throws {
    let lines = Set(
      try report().text.split(separator: "\n").map { String($0.prefix { $0 != "=" }.dropLast()) })
    let names =
      SettingTable.all.map(\.name) + HouseSetting.all.map(\.key.string)
      + ActionTable.all.filter { !$0.isFixed }.map { "key.\($0.name)" }
    for name in names { #expect(lines.contains(name), "\(name)") }
  }

  @Test func theLogGoesBeforeTheFile() throws {
    let house = HouseSettings(
      identity: try Self.identity("pass"), values: ["age_limits": "4 7", "time_zone": "Europe/Vienna"])
    let (text, folder) = try report(house)
    #expect(text.contains("\n# the log of the house\ntime_zone = Europe/Vienna\nage_limits = 4 7\n"))
    #expect(!text.contains("Rome"))
    #expect(text.contains("\n# \(folder)/identity.json\nname = pass\nletter = D\n"))
    #expect(try report().text.contains("\nage_limits = 5 8\n"))
  }

  /// Another terminal had the name; or the file was changed after the start.
  @Test func aNameThatWasNotTakenIsSaid() throws {
    let (text, folder) = try report(HouseSettings(identity: try Self.identity("pass-2")), "--name", "pass")
    #expect(text.contains("\n# \(folder)/identity.json; a flag asks for pass\nname = pass-2\n"), "\(text)")
    #expect(
      try report(HouseSettings(identity: try Self.identity("pass")), "--name", "pass").text
        .contains("theme = light\n") == true)
  }

  @Test func aLogThatCannotBeReadLeavesTheRest() throws {
    let text = try report(HouseSettings(trouble: "the disk is gone")).text
    #expect(text.contains("\nage_limits = (not known)\n") && text.contains("\nvenue = maple\n"))
  }

  @Test func jsonHasTheValuesAndBesideThemTheSources() throws {
    let (text, folder) = try report(HouseSettings(values: ["age_limits": "4 7"]), "--json")
    let json = try JSONParser.parse(Array(text.utf8))
    #expect(json["venue"] == .string("maple") && json["mouse"] == .string("no"))
    #expect(json["peer"] == .array([.string("tv:7400"), .string("bar:7400")]))
    #expect(json["name"] == nil && json["age_limits"] == .string("4 7") && json["key.undo"] == .string("F9"))
    #expect(json["settings file"] == .string("\(folder)/galley.conf"))
    let file = JSON.string("\(folder)/galley.conf")
    func line(_ line: Int64) -> JSON {
      .object(["from": .string("file"), "file": file, "line": .int(line)])
    }
    #expect(json["sources"]?["venue"] == line(2) && json["sources"]?["peer"] == .array([line(3), line(4)]))
    #expect(json["sources"]?["key.undo"] == line(8))
    #expect(json["sources"]?["theme"] == .object(["from": .string("flag")]))
    #expect(json["sources"]?["age_limits"] == .object(["from": .string("log")]))
    #expect(json["sources"]?["bump"] == .object(["from": .string("built_in")]))
  }

  @Test func theEnvironmentStandsBetweenFlagAndFile() throws {
    func settings(_ words: String...) throws -> SettingValues {
      try SettingValues(Arguments(["state"] + words)) {
        $0 == "GALLEY_DATA" ? "/e" : nil
      } file: { key in
        key == "data" ? [SettingText("/f", .file(path: "x", line: 1))] : []
      }
    }
    #expect(try settings().data == "/e")
    #expect(try settings().sources(of: SettingTable.rows.data) == [.environment("GALLEY_DATA")])
    #expect(try settings("--data", "/d").data == "/d")
  }

  /// The terminal that answers has other settings than whoever asks.
  @Test func whatShapesAnAnswerGoesAlongWithTheCommand() throws {
    let file = "json = yes\ntheme = light\nletters = plain\nvenue = maple\n"
    let texts = try SettingsFile(path: "x", bytes: Array(file.utf8)).texts
    #expect(
      try SettingValues(Arguments(["state"]), file: texts).flagsAlong
        == ["--json", "--theme", "light", "--letters", "plain"])
    #expect(
      try SettingValues(Arguments(["state", "--theme=mono", "--json"]), file: texts).flagsAlong
        == ["--letters", "plain"])
  }
}
