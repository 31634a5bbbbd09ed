import Events
import Foundation
import Screens
import TestAids
import Testing

@testable import galley

/// `galley theme`, the setting `theme`, and where themes are looked for.
@Suite struct ThemeCommandTests {
  /// Two folders of themes, the first before the second.
  private struct Folders {
    private let scratch: ScratchFolder
    var path: String { scratch.path }
    var files: ThemeFiles { ThemeFiles(folders: ["\(path)/own", "\(path)/none", "\(path)/house"]) }

    init(_ files: [String: String]) throws {
      scratch = try ScratchFolder()
      for folder in ["own", "house"] {
        try FileManager.default.createDirectory(
          atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
      }
      for (name, text) in files { try scratch.write(text, name) }
    }
  }

  @Test func theFirstFileOfANameCounts() throws {
    let folders = try Folders([
      "own/one.theme": "inherits = two", "house/one.theme": "nonsense",
      "house/two.theme": "key = #010203 #ffffff",
      "house/default.theme": "nonsense", "house/Bad Name.theme": "", "house/readme": "",
    ])
    #expect(folders.files.all.map(\.name) == ["default", "one", "two"])
    #expect(
      folders.files.all.map(\.file) == [
        nil, "\(folders.path)/own/one.theme", "\(folders.path)/house/two.theme",
      ])
    #expect(try folders.files.load("one").look(of: .key).foreground.rgb == RGB(0x010203))
    #expect(try folders.files.load("default") == .default)
    #expect(
      ThemeCommands.list(json: true, files: folders.files)
        == "{\"name\":\"default\"}\n"
        + "{\"name\":\"one\",\"file\":\"\(folders.path.replacing("/", with: "/"))/own/one.theme\"}\n"
        + "{\"name\":\"two\",\"file\":\"\(folders.path)/house/two.theme\"}\n")
  }

  @Test func s18ABadThemeIsOneSentenceAndTheBuiltInOneGoesOn() throws {
    let huge = String(repeating: "#\n", count: 1 << 16)
    let folders = try Folders(["own/one.theme": "\nkey = red #ffffff", "own/two.theme": huge])
    let (theme, trouble) = folders.files.theme("one")
    #expect(theme == .default)
    #expect(trouble?.hasPrefix("\(folders.path)/own/one.theme, line 2: “red” is no colour") == true)
    #expect(trouble?.contains("\n") == false)
    #expect(folders.files.theme("two").trouble?.contains("64 KiB") == true)
    #expect(folders.files.theme("three").trouble?.contains("there is no theme “three”") == true)
    #expect(folders.files.theme(nil).trouble == nil)
  }

  @Test func eachRoleIsShownWithItsContrast() throws {
    let folders = try Folders(["own/one.theme": "key = #000000 #ffffff bold | reverse"])
    let lines = try ThemeCommands.show("one", json: false, files: folders.files).split(separator: "\n")
    #expect(lines.count == Role.themed.count)
    #expect(lines.last == "key           #000000 on #ffffff 21.0:1   bold | reverse")
    let objects = try ThemeCommands.show("one", json: true, files: folders.files).split(separator: "\n")
    let last = try JSONParser.parse(Array(try #require(objects.last).utf8))
    #expect(last["role"]?.string == "key" && last["contrast"]?.string == "21.0")
    #expect(last["without_colours"]?.string == "reverse" && objects.count == Role.themed.count)
    let failure = #expect(throws: Failure.self) {
      try ThemeCommands.show("two", json: false, files: folders.files)
    }
    #expect(failure?.status == .refused && failure?.message.contains("two") == true)
  }

  @Test func theThemesOfTheCheckoutAreFoundFromTheProgram() throws {
    let names = ThemeFiles().all.map(\.name)
    #expect(Set(names).isSuperset(of: ["default", "light", "high-contrast", "colour-safe", "mono"]))
  }

  @Test func aSettingAndAFlagChooseTheTheme() throws {
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    let folder = scratch.path
    try scratch.write("theme = light\n", "galley.conf")
    #expect(try Options(Arguments(["state", "--data", folder])).settings.theme == "light")
    #expect(try Options(Arguments(["state", "--data", folder, "--theme", "mono"])).settings.theme == "mono")
    let error = #expect(throws: SettingFault.self) {
      try Options(Arguments(["state", "--data", folder, "--theme", "../x"]))
    }
    #expect(error?.message.hasPrefix("theme: “../x” is no theme's name") == true)
  }
}
