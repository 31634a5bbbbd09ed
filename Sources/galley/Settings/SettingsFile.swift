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

  /// What begins the settings of keys; ``KeyMap`` knows their names.
  private static let keyPrefix = "key."

  /// Every key that a settings file may have, with what the manual says of it.
  static let keys: [(name: String, help: String)] =
    [
      ("data", "the directory with the log"),
      ("json", "yes: one JSON object a line instead of a sentence"),
      ("venue", "the house this terminal belongs to"),
      ("name", "what this terminal is called"),
      ("letter", "the letter of the short codes that this terminal gives out"),
      ("listen", "where other terminals reach this one, like 0.0.0.0:7400 or [::]:7400"),
      ("peer", "another terminal that this one dials; one line for each"),
      (
        "key-file",
        "the file with the key of the house, from the settings file's own directory where it has no whole path; of "
          + "several lines the first to dial, any to accept"
      ),
      (
        "insecure-loopback",
        "yes: without a key, and so without proofs, listen and dial on this machine alone"
      ),
      ("theme", "how screens look: the name of a theme, like light; see galley-theme(5)"),
      ("time_zone", "the venue's time zone, like Europe/Vienna, while the log has no such setting"),
    ] + ScreenSettings.keys + [
      (
        "key.NAME",
        "the keys of an action, like key.bump = Space, F5; galley(1) has the names, and nothing after = takes "
          + "its keys away"
      )
    ]

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
      guard key.hasPrefix(Self.keyPrefix) || Self.keys.contains(where: { $0.name == key }) else {
        throw fault("there is no setting “\(key)”")
      }
      guard values[key] == nil || Flag.isRepeated(key) else { throw fault("“\(key)” stands twice") }
      values[key, default: []].append(Value(text: Self.trimmed(parts[1]), line: index + 1))
    }
    self.values = values
  }

  subscript(key: String) -> String? { values[key]?.first?.text }

  /// All lines of a key that may stand on several.
  func list(_ key: String) -> [Value] { values[key] ?? [] }

  /// What is wrong with a key's value, with the file and the line where it stands.
  func fault(_ key: String, _ what: String) -> Failure {
    Self.fault(path, values[key]?.first?.line ?? 1, what)
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
