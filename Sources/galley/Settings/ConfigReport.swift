import Events
import Screens
import Venue

/// What `config` prints: every setting in force, and where each comes from.
///
/// As text it is lines as a settings file has them, each group below a comment that names its source.
struct ConfigReport {
  private let options: Options
  private let rows: [Row]

  /// One setting, or one line of a setting that has several.
  private struct Row {
    let name: String
    let values: [String]
    /// What stands for no value; such a row is left out of the JSON.
    var absent = "(none)"
    /// One for each value, or one for all.
    let sources: [Source]
    var isList = false
  }

  private enum Source: Hashable {
    case given(SettingSource)
    /// The terminal's own `identity.json`; somebody asks for another value, which was not taken or not yet.
    case identity(path: String, asked: String?)
    /// The house's log.
    case log
  }

  init(_ options: Options, _ house: HouseSettings) {
    self.options = options
    let own = SettingTable.all.map { Self.row($0, options, house) }
    let houseOnly = HouseSetting.all.filter { setting in
      !SettingTable.all.contains { $0.name == setting.key.string }
    }
    rows = own + houseOnly.map { Self.row($0, house) } + Self.partners(options) + Self.keys(options)
  }

  /// The report in the form that is asked for.
  var output: String { options.wantsJSON ? json.compactText + "\n" : text }

  /// The value of one setting alone, a line for each where it has several; in JSON with where it comes from.
  ///
  /// - Throws: where there is no such setting, or where it has no value.
  func output(of name: String) throws(Failure) -> String {
    guard let row = rows.first(where: { $0.name == name }) else {
      let advice = NearWord.nearest(to: name, in: rows.map(\.name)).map { "did you mean \($0)?" }
      throw Failure(
        .refused, "not_found", "there is no setting “\(name)”; \(advice ?? "see: galley config")")
    }
    guard !row.values.isEmpty else {
      throw Failure(.refused, "not_set", "\(name) has no value: \(row.absent)")
    }
    guard options.wantsJSON else { return row.values.map { $0 + "\n" }.joined() }
    let values = row.values.map { JSON.string($0) }
    let sources = row.sources.map(Self.json)
    return JSON.object([
      "name": .string(name), "value": row.isList ? .array(values) : values[0],
      "source": row.isList ? .array(sources) : sources[0],
    ]).compactText + "\n"
  }

  // What is in force.

  private static func row(_ setting: any SettingRow, _ options: Options, _ house: HouseSettings) -> Row {
    let sources = options.settings.sources(of: setting).map { Source.given($0) }
    var row = Row(
      name: setting.name, values: setting.texts(in: options.settings), absent: setting.absent,
      sources: sources, isList: setting.isRepeated)
    // The log goes before the file: a zone is the same on every terminal.
    if let value = house.values[setting.name] {
      return Row(name: setting.name, values: [value], sources: [.log])
    }
    if setting.name == SettingTable.rows.data.name, row.values.isEmpty {
      row = Row(name: setting.name, values: [options.dataPath], sources: sources)
    }
    guard let identity = house.identity, let held = held(setting, identity), row.values != [held] else {
      return row
    }
    let asked = row.values.first.map { "\(words(sources[0])) asks for \($0)" }
    return Row(
      name: setting.name, values: [held],
      sources: [.identity(path: "\(options.dataPath)/identity.json", asked: asked)])
  }

  /// What a terminal was called at its start, and is called until it takes something else.
  private static func held(_ setting: any SettingRow, _ identity: Identity) -> String? {
    switch setting.name {
    case SettingTable.rows.venue.name: identity.venue
    case SettingTable.rows.name.name: identity.terminal
    case SettingTable.rows.letter.name: String(identity.letter)
    default: nil
    }
  }

  private static func row(_ setting: HouseSetting, _ house: HouseSettings) -> Row {
    let key = setting.key.string
    if let value = house.values[key] { return Row(name: key, values: [value], sources: [.log]) }
    let usual = house.trouble == nil ? setting.usual : nil
    return Row(
      name: key, values: usual.map { [$0] } ?? [], absent: "(not known)", sources: [.given(.builtIn)])
  }

  /// Those that the file has; all others are the built-in ones.
  private static func partners(_ options: Options) -> [Row] {
    options.partnerSettings.map { setting in
      Row(name: setting.key, values: [setting.text.text], sources: [.given(setting.text.source)])
    }
  }

  private static func keys(_ options: Options) -> [Row] {
    ActionTable.all.filter { !$0.isFixed }.map { action in
      let line = options.keySettings.last { $0.name == action.name }?.line
      let source = line.map { SettingSource.file(path: options.settingsPath, line: $0) } ?? .builtIn
      return Row(
        name: SettingsFile.keyPrefix + action.name, values: [options.keys.text(of: action)],
        sources: [.given(source)])
    }
  }

  // As text.

  private var text: String {
    var text = "settings file = \(options.settingsFile ?? "none")\n"
    var last: Source?
    for (source, line) in lines.sorted(by: { Self.rank($0.source) < Self.rank($1.source) }) {
      if source != last { text += "# \(Self.words(source))\n" }
      last = source
      text += line + "\n"
    }
    return text
  }

  private var lines: [(source: Source, line: String)] {
    rows.flatMap { row in
      guard !row.values.isEmpty else { return [(row.sources[0], "\(row.name) = \(row.absent)")] }
      return row.values.enumerated().map { place, value in
        (row.sources[min(place, row.sources.count - 1)], "\(row.name) = \(value)")
      }
    }
  }

  /// The strongest first, the file line by line; what nobody has said is at the end.
  private static func rank(_ source: Source) -> (Int, Int) {
    switch source {
    case .given(.flag): (0, 0)
    case .given(.environment): (1, 0)
    case .given(.file(_, let line)): (2, line)
    case .log: (3, 0)
    case .identity: (4, 0)
    case .given(.builtIn): (5, 0)
    }
  }

  private static func words(_ source: Source) -> String {
    switch source {
    case .given(.flag): "a flag"
    case .given(.environment(let name)): "the environment, \(name)"
    case .given(.file(let path, let line)): "\(path), line \(line)"
    case .log: "the log of the house"
    case .identity(let path, nil): path
    case .identity(let path, let asked?): "\(path); \(asked)"
    case .given(.builtIn): "built in"
    }
  }

  // As JSON.

  /// A member for each setting that has a value, and beside them where each comes from.
  private var json: JSON {
    let values = rows.compactMap { row -> JSON.Member? in
      if row.isList { return JSON.Member(row.name, .array(row.values.map { .string($0) })) }
      return row.values.first.map { JSON.Member(row.name, .string($0)) }
    }
    let sources = rows.compactMap { row -> JSON.Member? in
      if row.isList { return JSON.Member(row.name, .array(row.sources.map(Self.json))) }
      return row.values.isEmpty ? nil : JSON.Member(row.name, Self.json(row.sources[0]))
    }
    return .object(
      values + [
        JSON.Member("settings file", .string(options.settingsFile ?? "none")),
        JSON.Member("sources", .object(sources)),
      ])
  }

  private static func json(_ source: Source) -> JSON {
    switch source {
    case .given(.flag): .object(["from": .string("flag")])
    case .given(.environment(let name)):
      .object(["from": .string("environment"), "variable": .string(name)])
    case .given(.file(let path, let line)):
      .object(["from": .string("file"), "file": .string(path), "line": .int(Int64(line))])
    case .log: .object(["from": .string("log")])
    case .identity(let path, _): .object(["from": .string("identity"), "file": .string(path)])
    case .given(.builtIn): .object(["from": .string("built_in")])
    }
  }
}
