/// The settings in force, each with where it comes from: `settings.mouse` is the value of the row `mouse`.
@dynamicMemberLookup
public struct SettingValues: Sendable {
  private var values: [String: any Sendable] = [:]
  private var sources: [String: [SettingSource]] = [:]

  /// Every setting as it is by itself.
  public init() {}

  /// Reads what flags, the environment and a settings file say. Of each setting the first that says anything counts:
  /// flags given several times replace all lines of the file.
  ///
  /// - Parameters:
  ///   - environment: the value of a variable; nil where it is not set.
  ///   - file: what the settings file says for a key, line by line.
  /// - Throws: the first value that makes no sense.
  public init(
    _ arguments: Arguments, environment: (String) -> String? = { _ in nil },
    file: (String) -> [SettingText] = { _ in [] }
  ) throws(SettingFault) {
    for row in SettingTable.all {
      // A flag without a value means yes.
      let flags = arguments.given(row.name).map {
        SettingText(row.flag?.value == nil ? "yes" : $0, .flag)
      }
      let variable = row.environment.flatMap { name in
        environment(name).map { [SettingText($0, .environment(name))] }
      }
      let given = flags.isEmpty ? variable ?? file(row.name) : flags
      if !given.isEmpty { try row.take(given, into: &self) }
    }
  }

  public subscript<Value>(dynamicMember row: KeyPath<SettingTable, Setting<Value>>) -> Value {
    get { value(of: SettingTable.rows[keyPath: row]) }
    set { set(SettingTable.rows[keyPath: row], newValue, from: []) }
  }

  func value<Value>(of row: Setting<Value>) -> Value {
    // Only a row of this name puts a value under it, so the cast holds.
    guard let value = values[row.name] else { return row.usual }
    return value as? Value ?? row.usual
  }

  mutating func set<Value>(_ row: Setting<Value>, _ value: Value, from given: [SettingSource]) {
    values[row.name] = value
    sources[row.name] = given
  }

  /// Where each line of a setting comes from.
  public func sources(of row: any SettingRow) -> [SettingSource] {
    guard let given = sources[row.name], !given.isEmpty else { return [.builtIn] }
    return given
  }

  /// The flags that tell the terminal that answers a command what this one's file says of answers.
  public var flagsAlong: [String] {
    SettingTable.all.filter(\.goesAlong).flatMap { row in
      // A flag stands in the command's own words already.
      guard let flag = row.flag, !sources(of: row).contains(.flag) else { return [String]() }
      return row.texts(in: self).flatMap { text in
        flag.value == nil ? (text == "yes" ? ["--\(flag.name)"] : []) : ["--\(flag.name)", text]
      }
    }
  }
}
