import Events
import Host
import Screens

/// A file of settings: `key = value` lines, `#` comments.
struct SettingsFile {
  let path: String
  /// What each key says, line by line; more than one line only where its flag may be repeated.
  private let values: [String: [Value]]

  struct Value {
    let text: String
    let line: Int
  }

  /// The settings `key.NAME`, in the order of their lines.
  var keySettings: [KeyMap.Setting] {
    values.filter { $0.key.hasPrefix(Self.keyPrefix) }.flatMap { name, values in
      values.map {
        KeyMap.Setting(name: String(name.dropFirst(Self.keyPrefix.count)), text: $0.text, line: $0.line)
      }
    }.sorted { $0.line < $1.line }
  }

  /// A setting `partner.NAME.command`: the program and its arguments, between blanks.
  struct PartnerSetting {
    let key: String
    let name: String
    let text: SettingText

    var words: [String] { text.text.split(separator: " ").map(String.init) }
  }

  /// Those that stand there, by their keys.
  var partnerSettings: [PartnerSetting] {
    values.keys.sorted().compactMap { key in
      guard let name = Self.partnerName(key), let text = texts(key).last else { return nil }
      return PartnerSetting(key: key, name: name, text: text)
    }
  }

  private static func partnerName(_ key: String) -> String? {
    guard key.hasPrefix("partner."), key.hasSuffix(".command") else { return nil }
    let name = key.dropFirst("partner.".count).dropLast(".command".count)
    return name.isEmpty ? nil : String(name)
  }

  static let partnerHelp =
    "the program that speaks for a partner in the place of our own, with its arguments; galley-partner(7) says how"

  /// What begins the settings of keys; ``KeyMap`` knows their names.
  static let keyPrefix = "key."

  static let keyHelp =
    "the keys of an action, like key.bump = Space, F5; galley(1) has the names, and nothing after = takes its keys "
    + "away"

  /// More than anyone writes, less than would fill the memory.
  private static let bytesLimit = 256 << 10

  /// Reads the first of several files that is there; nil where none is.
  static func first(of paths: [String]) throws -> SettingsFile? {
    for path in paths {
      guard let bytes = try InputFile.read(path, limit: bytesLimit) else { continue }
      return try SettingsFile(path: path, bytes: bytes)
    }
    return nil
  }

  init(path: String, bytes: [UInt8]) throws(Failure) {
    self.path = path
    var values: [String: [Value]] = [:]
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      func fault(_ what: String) -> Failure { Self.fault(path, index + 1, what) }
      guard let text = String(validating: line, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
        throw fault("this is no text")
      }
      let content = Self.trimmed(text.prefix { $0 != "#" })
      guard !content.isEmpty else { continue }
      let parts = content.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw fault("expected key = value") }
      let key = Self.trimmed(parts[0])
      let row = SettingTable.all.first { $0.name == key }
      guard row != nil || key.hasPrefix(Self.keyPrefix) || Self.partnerName(key) != nil else {
        throw fault("there is no setting “\(key)”")
      }
      guard values[key] == nil || row?.isRepeated == true else { throw fault("“\(key)” stands twice") }
      values[key, default: []].append(Value(text: Self.trimmed(parts[1]), line: index + 1))
    }
    self.values = values
  }

  /// All lines of a key.
  func texts(_ key: String) -> [SettingText] {
    (values[key] ?? []).map { SettingText($0.text, .file(path: path, line: $0.line)) }
  }

  /// What is wrong on one line of it.
  func fault(line: Int, _ what: String) -> Failure { Self.fault(path, line, what) }

  private static func fault(_ path: String, _ line: Int, _ what: String) -> Failure {
    Failure(.usage, "settings", "\(path), line \(line): \(what)")
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var view = Substring(text)
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }
}
