import Dining
import Events

/// The words of a command line, flags taken out wherever they stood.
public struct Arguments: Sendable {
  public private(set) var words: [String] = []
  private var values: [String: [String]] = [:]

  /// The words of one line: a bump on a screen without the log names each dish of its ticket by a word of its own.
  public static let wordLimit = Order.itemLimit + 48
  /// The bytes of one word: more than a person types.
  public static let wordBytesLimit = 4_096

  /// Sorts words from flags; `--` ends the flags, `--flag=value` is a flag and its value.
  public init(_ arguments: [String]) throws(UsageFault) {
    guard arguments.count <= Self.wordLimit else { throw UsageFault("more than \(Self.wordLimit) words") }
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.utf8.count <= Self.wordBytesLimit else {
        throw UsageFault("a word is longer than \(Self.wordBytesLimit) bytes")
      }
      if argument == "--" {
        words += rest
        return
      }
      if argument == "-h" {
        values["help"] = [""]
        continue
      }
      guard argument.hasPrefix("--") else {
        words.append(argument)
        continue
      }
      try takeFlag(argument.dropFirst(2), &rest)
    }
  }

  private mutating func takeFlag(_ text: Substring, _ rest: inout ArraySlice<String>) throws(UsageFault) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    // The words so far tell whose flag it is, where several commands have one of that name.
    let own = CommandTable.command(words)?.flags.first { $0.name == name }
    if own == nil, name == "help" || name == "version" {
      values[name] = [""]
      return
    }
    guard let flag = own ?? CommandTable.flag(name) else {
      let meant = NearWord.question(about: "--\(name)", in: CommandTable.flagNames.map { "--\($0)" })
      throw UsageFault("there is no flag --\(name)\(meant)")
    }
    guard flag.value != nil else {
      guard parts.count == 1 else { throw UsageFault("--\(name) takes no value") }
      values[name] = [""]
      return
    }
    guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
      throw UsageFault("after --\(name) stands \(flag.value ?? "a value"): \(flag.help)")
    }
    values[name, default: []].append(value)
  }

  /// The same without a flag.
  func without(_ name: String) -> Arguments {
    var rest = self
    rest.values[name] = nil
    return rest
  }

  public func has(_ name: String) -> Bool { values[name] != nil }

  public func value(_ name: String) -> String? { values[name]?.first }

  public func list(_ name: String) -> [String] { values[name] ?? [] }

  /// What flags say of a setting, line by line. Nothing where the command has a flag of that name itself, as
  /// `participant join --name` names a guest and not the terminal.
  func given(_ setting: String) -> [String] {
    let isOfCommand = CommandTable.command(words)?.flags.contains { $0.name == setting } ?? false
    return isOfCommand ? [] : list(setting)
  }

  /// Refuses a flag that stands more often than its command takes it.
  func checkRepeats(_ flags: [Flag]) throws(UsageFault) {
    for flag in flags where !flag.isRepeated && list(flag.name).count > 1 {
      throw UsageFault("--\(flag.name) stands twice")
    }
  }

  /// The names of all flags that were given, sorted.
  var flagNames: [String] { values.keys.sorted() }

  /// A flag's whole number.
  public func number(_ name: String) throws(UsageFault) -> Int64? {
    guard let text = value(name) else { return nil }
    return try Self.number(text, "--\(name)")
  }

  static func number(_ text: String, _ what: String) throws(UsageFault) -> Int64 {
    guard let number = Int64(text), text.utf8.first != UInt8(ascii: "+") else {
      throw UsageFault("\(what): “\(text)” is no whole number")
    }
    return number
  }

  public func time(_ name: String) throws(UsageFault) -> TimeName? {
    guard let text = value(name) else { return nil }
    guard let time = TimeName(text) else {
      throw UsageFault("--\(name): “\(text)” is no time; write 19:30, 2026-11-22T19:30:00Z or now")
    }
    return time
  }

  /// The identifier of a flag.
  func uuid(_ name: String) throws(UsageFault) -> UUIDv7? {
    guard let text = value(name) else { return nil }
    guard let id = UUIDv7(text.lowercased()) else {
      throw UsageFault("--\(name): “\(text)” is no id; write all 36 letters of a UUID of version 7")
    }
    return id
  }

  /// The time of a flag that its command can't do without.
  func neededTime(_ name: String) throws(UsageFault) -> TimeName {
    guard let time = try time(name) else { throw UsageFault("--\(name) TIME is missing") }
    return time
  }

  /// Splits a typed line into words as a shell would: blanks between, quotes around.
  public static func split(_ line: String) throws(UsageFault) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character == " " || character == "\t" {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { throw UsageFault("a quote is not closed") }
    return words + (word.map { [$0] } ?? [])
  }
}
