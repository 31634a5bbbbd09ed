import Events
import Host
import Screens
import Venue

/// What holds for a whole run: flags first, then the settings file, then what the program takes by itself.
struct Options {
  var settings: SettingValues
  /// Which keys do what on a full screen, and the lines that say so.
  let keys: KeyMap
  let keySettings: [KeyMap.Setting]
  /// Other programs for partners, by name.
  let partnerSettings: [SettingsFile.PartnerSetting]
  var dataPath: String
  let manner: Manner
  /// The file that settings are read from; nil where there is none.
  let settingsFile: String?

  static let defaultVenue = "galley"

  init(_ arguments: Arguments) throws {
    let given = arguments.value("data") ?? ThisProcess.environment("GALLEY_DATA")
    let file = try Self.settingsFile(arguments, data: given ?? Self.usualDataPath)
    settings = try SettingValues(
      arguments, environment: ThisProcess.environment, file: { file?.texts($0) ?? [] })
    keySettings = file?.keySettings ?? []
    partnerSettings = file?.partnerSettings ?? []
    do throws(KeyMapFault) {
      keys = try KeyMap(keySettings)
    } catch {
      throw file?.fault(line: error.line, error.message) ?? Failure(.usage, "settings", error.message)
    }
    dataPath = settings.data ?? Self.usualDataPath
    manner = Manner(arguments)
    settingsFile = file?.path
  }

  /// A house of its own, where an evening passes in minutes and so nothing rings.
  init(ofDemoIn dataPath: String, themeName: String?) {
    var settings = SettingValues()
    settings.data = dataPath
    settings.venue = "demo"
    settings.name = "demo"
    settings.letter = "B"
    if let themeName { settings.theme = themeName }
    settings.ringNew = .off
    settings.ringChanged = .off
    settings.ringVoid = .off
    settings.ringLate = .off
    settings.ringAttention = .off
    self.settings = settings
    keys = KeyMap()
    keySettings = []
    partnerSettings = []
    self.dataPath = dataPath
    manner = Manner()
    settingsFile = nil
  }

  var partnerCommands: [String: [String]] {
    Dictionary(uniqueKeysWithValues: partnerSettings.map { ($0.name, $0.words) })
  }

  var wantsJSON: Bool { settings.json }
  var venue: String? { settings.venue }
  var terminal: String? { settings.name }
  var letter: Character? { settings.letter }

  /// The file that settings are read from, or would be.
  var settingsPath: String { settingsFile ?? "\(dataPath)/galley.conf" }

  var socketPath: String { "\(dataPath)/control.sock" }
  func socketPath(of table: GuestTable) -> String { "\(dataPath)/table-\(table).sock" }

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
}

extension Failure {
  /// What is wrong with a setting, with the file and the line where it stands.
  init(_ fault: SettingFault) {
    switch fault.source {
    case .file(let path, let line):
      self.init(.usage, "settings", "\(path), line \(line): \(fault.message)")
    case .flag, .environment, .builtIn: self.init(.usage, "usage", fault.message)
    }
  }
}
