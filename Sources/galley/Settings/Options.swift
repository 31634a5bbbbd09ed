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
  let actor: ExactString?
  let idempotencyKey: ExactString?
  private let settings: SettingsFile?

  static let defaultVenue = "galley"

  init(_ arguments: Arguments) throws {
    let given = arguments.value("data") ?? ThisProcess.environment("GALLEY_DATA")
    let usual = given ?? Self.usualDataPath
    settings = try Self.settingsFile(arguments, data: usual)
    dataPath = given ?? settings?["data"] ?? Self.usualDataPath
    wantsJSON = arguments.has("json") || settings?["json"] == "yes"
    venue = arguments.value("venue") ?? settings?["venue"]
    // `participant join --name` says a guest's name with the same word.
    let isOfTerminal = arguments.words.first != "participant"
    terminal = (isOfTerminal ? arguments.value("name") : nil) ?? settings?["name"]
    let letterText = arguments.value("letter") ?? settings?["letter"]
    letter = try letterText.map(Self.letter)
    timeZone = settings?["time_zone"]
    actor = arguments.value("as").map { ExactString($0) }
    idempotencyKey = arguments.value("idempotency-key").map { ExactString($0) }
    try checkNames()
  }

  /// For the demo: a house of its own.
  init(dataPath: String, venue: String, terminal: String, letter: Character) {
    self.dataPath = dataPath
    wantsJSON = false
    self.venue = venue
    self.terminal = terminal
    self.letter = letter
    timeZone = nil
    actor = nil
    idempotencyKey = nil
    settings = nil
  }

  var socketPath: String { "\(dataPath)/control.sock" }

  /// What `config` prints.
  var report: String {
    let rows: [(String, String?)] = [
      ("data", dataPath), ("venue", venue), ("name", terminal), ("letter", letter.map(String.init)),
      ("time_zone", timeZone), ("json", wantsJSON ? "yes" : "no"),
      ("settings file", settings?.path ?? "none"),
    ]
    if wantsJSON {
      let members = rows.compactMap { row in row.1.map { JSON.Member(row.0, .string($0)) } }
      return JSON.object(members).compactText + "\n"
    }
    return rows.map { "\($0.0) = \($0.1 ?? "(as in the data directory, or taken at the first start)")\n" }
      .joined()
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

  private static func letter(_ text: String) throws(UsageFault) -> Character {
    guard text.count == 1, let letter = text.first, HouseDirectory.letters.contains(letter) else {
      throw UsageFault("letter: “\(text)” is none of \(String(HouseDirectory.letters))")
    }
    return letter
  }

  private func checkNames() throws(UsageFault) {
    if let venue, !Identity.isVenue(venue) {
      throw UsageFault(
        "venue: “\(venue)” is no name; take a-z, 0-9 and -, at most \(Identity.venueBytesLimit)")
    }
    if let terminal, !Origin.isTerminal(Array(terminal.utf8)) {
      throw UsageFault(
        "name: “\(terminal)” is no name; take a-z, 0-9 and -, a letter first, at most \(Origin.terminalLimit)"
      )
    }
  }
}
