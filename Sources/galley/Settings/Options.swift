import Dining
import Events
import Host
import Screens
import Venue

/// What holds for a whole run: flags first, then the settings file, then what the program takes by itself.
struct Options {
  let dataPath: String
  let wantsJSON: Bool
  let venue: String?
  let terminal: String?
  let letter: Character?
  let timeZone: String?
  let themeName: String?
  let actor: ExactString?
  let idempotencyKey: ExactString?
  /// What is said of links to other terminals; ``links()`` judges it.
  let link: LinkOptions
  var screen: ScreenSettings
  private let settings: SettingsFile?

  static let defaultVenue = "galley"

  init(_ arguments: Arguments) throws {
    let given = arguments.value("data") ?? ThisProcess.environment("GALLEY_DATA")
    let usual = given ?? Self.usualDataPath
    settings = try Self.settingsFile(arguments, data: usual)
    dataPath = given ?? settings?["data"] ?? Self.usualDataPath
    let saysJSON = arguments.has("json") ? "yes" : nil
    wantsJSON = try Self.value("json", saysJSON, settings, Self.truth("json")) ?? false
    venue = try Self.value("venue", arguments.value("venue"), settings, Self.venue)
    // `participant join --name` says a guest's name with the same word.
    let isOfTerminal = arguments.words.first != "participant"
    terminal = try Self.value(
      "name", isOfTerminal ? arguments.value("name") : nil, settings, Self.terminal)
    letter = try Self.value("letter", arguments.value("letter"), settings, Self.letter)
    link = try LinkOptions(arguments, settings)
    timeZone = settings?["time_zone"]
    screen = try ScreenSettings(settings, letters: arguments.value("letters"))
    themeName = try Self.value("theme", arguments.value("theme"), settings, Self.theme)
    actor = arguments.value("as").map { ExactString($0) }
    idempotencyKey = arguments.value("idempotency-key").map { ExactString($0) }
    screen.preferences.keys = try Self.keys(settings)
  }

  /// For the demo: a house of its own.
  init(dataPath: String, venue: String, terminal: String, letter: Character, themeName: String?) {
    self.dataPath = dataPath
    wantsJSON = false
    self.venue = venue
    self.terminal = terminal
    self.letter = letter
    timeZone = nil
    link = LinkOptions()
    screen = .silent
    self.themeName = themeName
    actor = nil
    idempotencyKey = nil
    settings = nil
  }

  /// The file that settings are read from, or would be.
  var settingsPath: String { settings?.path ?? "\(dataPath)/galley.conf" }

  var socketPath: String { "\(dataPath)/control.sock" }

  /// What `config` prints.
  var report: String {
    let rows: [(String, String?)] = [
      ("data", dataPath), ("venue", venue), ("name", terminal), ("letter", letter.map(String.init)),
      ("time_zone", timeZone), ("theme", themeName ?? Theme.default.name), ("json", wantsJSON ? "yes" : "no"),
      ("settings file", settings?.path ?? "none"),
    ]
    if wantsJSON {
      let members = rows.compactMap { row in row.1.map { JSON.Member(row.0, .string($0)) } }
      return JSON.object(members + link.members).compactText + "\n"
    }
    return rows.map { "\($0.0) = \($0.1 ?? "(as in the data directory, or taken at the first start)")\n" }
      .joined() + link.text
  }

  private static var usualDataPath: String {
    if let home = ThisProcess.environment("XDG_DATA_HOME") { return "\(home)/galley" }
    return "\(ThisProcess.environment("HOME") ?? ".")/.local/share/galley"
  }

  private static func settingsFile(_ arguments: Arguments, data: String) throws -> SettingsFile? {
    if let path = arguments.value("config") {
      guard let file = try SettingsFile.first(of: [path]) else {
        throw Failure(.usage, "settings", "\(path): there is no such file")
      }
      return file
    }
    let home =
      ThisProcess.environment("XDG_CONFIG_HOME")
      ?? ThisProcess.environment("HOME").map { "\($0)/.config" }
    let paths =
      ["\(data)/galley.conf"] + (home.map { ["\($0)/galley/galley.conf"] } ?? []) + ["/etc/galley.conf"]
    return try SettingsFile.first(of: paths)
  }

  /// The flag's value, or else the setting's; what is wrong with a setting is said with its file and line.
  static func value<Value>(
    _ name: String, _ flag: String?, _ settings: SettingsFile?, _ read: (String) throws(UsageFault) -> Value
  ) throws -> Value? {
    if let flag { return try read(flag) }
    guard let settings, let text = settings[name] else { return nil }
    do throws(UsageFault) {
      return try read(text)
    } catch {
      throw settings.fault(name, error.message)
    }
  }

  private static func keys(_ settings: SettingsFile?) throws -> KeyMap {
    guard let settings else { return KeyMap() }
    do throws(KeyMapFault) {
      return try KeyMap(settings.keySettings)
    } catch {
      throw settings.fault(line: error.line, error.message)
    }
  }

  /// Reads the value of a setting that is on or off.
  static func truth(_ name: String) -> (String) throws(UsageFault) -> Bool {
    { text throws(UsageFault) in
      guard ["yes", "no"].contains(text) else {
        throw UsageFault("\(name): “\(text)” is neither yes nor no")
      }
      return text == "yes"
    }
  }

  private static func letter(_ text: String) throws(UsageFault) -> Character {
    guard text.count == 1, let letter = text.first, ShortCodes.letters.contains(letter) else {
      throw UsageFault("letter: “\(text)” is none of \(String(ShortCodes.letters))")
    }
    return letter
  }

  private static func theme(_ text: String) throws(UsageFault) -> String {
    guard ThemeReader.isName(text) else {
      throw UsageFault("theme: \(ThemeFault(file: "", .noName(text)).sentence)")
    }
    return text
  }

  private static func venue(_ text: String) throws(UsageFault) -> String {
    guard Identity.isVenue(text) else {
      throw UsageFault(
        "venue: “\(text)” is no name; take a-z, 0-9 and -, at most \(Identity.venueBytesLimit)")
    }
    return text
  }

  private static func terminal(_ text: String) throws(UsageFault) -> String {
    guard Origin.isTerminal(Array(text.utf8)) else {
      throw UsageFault(
        "name: “\(text)” is no name; take a-z, 0-9 and -, a letter first, at most \(Origin.terminalLimit)")
    }
    return text
  }
}
