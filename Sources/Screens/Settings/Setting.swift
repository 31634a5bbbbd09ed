/// One setting of a terminal: a row of ``SettingTable``.
///
/// Flags, keys of `galley.conf`, `galley config`, completion and the manual are all read from the row. What the
/// program does with the value asks ``SettingValues`` for it by the row's name there: `settings.mouse`.
public struct Setting<Value: Sendable>: SettingRow {
  /// Its key in `galley.conf`, and its flag without hyphens.
  public let name: String
  public let flag: Flag?
  public let fileHelp: String
  public let environment: String?
  public let isRepeated: Bool
  public let goesAlong: Bool
  /// What holds where nobody says anything.
  public let usual: Value
  public let absent: String
  let form: SettingForm<Value>

  /// How a setting is given on the command line.
  enum AsFlag {
    /// In `galley.conf` alone.
    case no
    /// By its name, which means yes.
    case alone
    /// With a value, which the manual calls so.
    case with(String)
  }

  /// - Parameters:
  ///   - help: what it does, for the manual: a sentence without its first capital and its full stop.
  ///   - fileHelp: the same for `galley.conf`, where that has more to say.
  ///   - environment: the variable that says it where no flag does.
  ///   - isRepeated: whether it may stand on several lines, and as several flags.
  ///   - goesAlong: whether it shapes an answer, and so goes with a command to the terminal that answers it.
  ///   - absent: what `galley config` prints where there is no value.
  init(
    _ name: String, _ asFlag: AsFlag, _ help: String, fileHelp: String? = nil, environment: String? = nil,
    isRepeated: Bool = false, goesAlong: Bool = false, usual: Value, absent: String = "(none)",
    _ form: SettingForm<Value>
  ) {
    self.name = name
    flag =
      switch asFlag {
      case .no: nil
      case .alone: Flag(name, help)
      case .with(let value): Flag("\(name) \(value)", isRepeated: isRepeated, help)
      }
    self.fileHelp = fileHelp ?? help
    self.environment = environment
    self.isRepeated = isRepeated
    self.goesAlong = goesAlong
    self.usual = usual
    self.absent = absent
    self.form = form
  }

  public func take(_ given: [SettingText], into values: inout SettingValues) throws(SettingFault) {
    var seen: Set<String> = []
    let given = given.filter { seen.insert($0.text).inserted }
    do throws(SettingFault) {
      values.set(self, try form.read(given), from: given.map(\.source))
    } catch {
      throw SettingFault(source: error.source, message: "\(name): \(error.message)")
    }
  }

  public func texts(in values: SettingValues) -> [String] { form.show(values.value(of: self)) }
}

/// A row of ``SettingTable``, whatever its values are.
public protocol SettingRow: Sendable {
  var name: String { get }
  /// Nil for what stands in `galley.conf` alone.
  var flag: Flag? { get }
  /// What the manual says of it as a key of `galley.conf`.
  var fileHelp: String { get }
  /// The variable that says it where no flag does.
  var environment: String? { get }
  var isRepeated: Bool { get }
  /// Whether it shapes an answer, and so goes with a command to the terminal that answers it.
  var goesAlong: Bool { get }
  /// What `galley config` prints where there is no value.
  var absent: String { get }

  /// Reads what was given; never called with nothing.
  func take(_ given: [SettingText], into values: inout SettingValues) throws(SettingFault)

  /// The value as it would be written, a text for each line; none where there is no value.
  func texts(in values: SettingValues) -> [String]
}

/// Where the value of a setting comes from, the strongest first.
public enum SettingSource: Hashable, Sendable {
  case flag
  case environment(String)
  /// Lines count from 1.
  case file(path: String, line: Int)
  /// Nobody said anything.
  case builtIn
}

/// What somebody wrote for a setting, and where.
public struct SettingText: Hashable, Sendable {
  public let text: String
  public let source: SettingSource

  public init(_ text: String, _ source: SettingSource) {
    self.text = text
    self.source = source
  }
}

/// A value that makes no sense, and where it was given.
public struct SettingFault: Error, Hashable, Sendable {
  public let source: SettingSource
  public let message: String

  public init(source: SettingSource, message: String) {
    self.source = source
    self.message = message
  }
}
