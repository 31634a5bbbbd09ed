import Dining
import Events
import Replication
import Venue

/// How the values of a setting are written: read from a person's text, and shown as it would be written.
struct SettingForm<Value: Sendable>: Sendable {
  /// Reads what was given, at least one text. The fault says what is wrong without the name of the setting.
  let read: @Sendable ([SettingText]) throws(SettingFault) -> Value
  let show: @Sendable (Value) -> [String]

  /// A value that is one text.
  init(
    _ read: @escaping @Sendable (SettingText) throws(UsageFault) -> Value,
    show: @escaping @Sendable (Value) -> String?
  ) {
    self.read = { given throws(SettingFault) in try Self.faulting(given[0], read) }
    self.show = { value in show(value).map { [$0] } ?? [] }
  }

  private init(
    all read: @escaping @Sendable ([SettingText]) throws(SettingFault) -> Value,
    show: @escaping @Sendable (Value) -> [String]
  ) {
    self.read = read
    self.show = show
  }

  /// Several texts, each read alone; one that is given twice is one.
  static func list<Element: Hashable & Sendable>(
    atMost limit: Int, _ one: SettingForm<Element?>
  ) -> Self where Value == [Element] {
    Self(
      all: { given throws(SettingFault) in
        var values: [Element] = []
        for text in given {
          if let value = try one.read([text]), !values.contains(value) { values.append(value) }
          guard values.count <= limit else {
            throw SettingFault(source: text.source, message: "these are too many; at most \(limit)")
          }
        }
        return values
      }, show: { $0.flatMap { one.show($0) } })
  }

  private static func faulting(
    _ text: SettingText, _ read: (SettingText) throws(UsageFault) -> Value
  ) throws(SettingFault) -> Value {
    do throws(UsageFault) {
      return try read(text)
    } catch {
      throw SettingFault(source: text.source, message: error.message)
    }
  }
}

extension SettingForm where Value == Bool {
  static var truth: Self {
    Self(
      { given throws(UsageFault) in
        guard ["yes", "no"].contains(given.text) else {
          throw UsageFault("“\(given.text)” is neither yes nor no")
        }
        return given.text == "yes"
      }, show: { $0 ? "yes" : "no" })
  }
}

extension SettingForm where Value: RawRepresentable<String> & CaseIterable {
  /// One of some words.
  static var choice: Self {
    Self(
      { given throws(UsageFault) in
        if let value = Value(rawValue: given.text) { return value }
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageFault("“\(given.text)” is none of \(words)")
      }, show: { $0.rawValue })
  }
}

extension SettingForm where Value == Int {
  /// A day: what is longer is never.
  private static var minutesLimit: Int { 1_440 }

  static var minutes: Self {
    Self(
      { given throws(UsageFault) in
        guard let minutes = Int(given.text), (0...minutesLimit).contains(minutes), given.text == "\(minutes)"
        else {
          throw UsageFault("“\(given.text)” is no number of minutes from 0 to \(minutesLimit)")
        }
        return minutes
      }, show: { "\($0)" })
  }
}

extension SettingForm where Value == String {
  static var theme: Self {
    Self(
      { given throws(UsageFault) in
        guard ThemeReader.isName(given.text) else {
          throw UsageFault(ThemeFault(file: "", .noName(given.text)).sentence)
        }
        return given.text
      }, show: { $0 })
  }
}

extension SettingForm where Value == String? {
  static var text: Self { Self({ $0.text }, show: { $0 }) }

  static var venue: Self {
    Self(
      { given throws(UsageFault) in
        guard Identity.isVenue(given.text) else {
          throw UsageFault(
            "“\(given.text)” is no name; take a-z, 0-9 and -, at most \(Identity.venueBytesLimit)")
        }
        return given.text
      }, show: { $0 })
  }

  static var terminal: Self {
    Self(
      { given throws(UsageFault) in
        guard Origin.isTerminal(Array(given.text.utf8)) else {
          throw UsageFault(
            "“\(given.text)” is no name; take a-z, 0-9 and -, a letter first, at most \(Origin.terminalLimit)"
          )
        }
        return given.text
      }, show: { $0 })
  }

  /// A flag's file is found from where the command is given, as with every flag; a setting's from where the settings
  /// lie, as a service is started from anywhere.
  static var keyFile: Self {
    Self(
      { given throws(UsageFault) in
        guard !given.text.isEmpty else { throw UsageFault("this names no file") }
        guard !given.text.hasPrefix("~") else {
          throw UsageFault("“~” means nothing here; write the whole path")
        }
        guard case .file(let settings, _) = given.source, !given.text.hasPrefix("/") else {
          return given.text
        }
        return settings.split(separator: "/", omittingEmptySubsequences: false).dropLast()
          .map { "\($0)/" }.joined() + given.text
      }, show: { $0 })
  }
}

extension SettingForm where Value == GuestTable? {
  static var guestTable: Self {
    Self(
      { given throws(UsageFault) in
        guard let table = GuestTable(given.text) else {
          throw UsageFault(GuestTable.complaint(about: given.text))
        }
        return table
      }, show: { $0?.description })
  }
}

extension SettingForm where Value == Character? {
  /// The letter of a terminal's short codes.
  static var letter: Self {
    Self(
      { given throws(UsageFault) in
        guard given.text.count == 1, let letter = given.text.first, ShortCodes.letters.contains(letter) else {
          throw UsageFault("“\(given.text)” is none of \(String(ShortCodes.letters))")
        }
        return letter
      }, show: { $0.map(String.init) })
  }
}

extension SettingForm where Value == PeerAddress? {
  static var address: Self {
    Self({ given throws(UsageFault) in try read(given.text) }, show: { $0?.description })
  }

  /// An address that can be dialed.
  static var dialed: Self {
    Self(
      { given throws(UsageFault) in
        let address = try read(given.text)
        guard address.port != 0 else { throw UsageFault("port 0 stands for none that could be dialed") }
        return address
      }, show: { $0?.description })
  }

  private static func read(_ text: String) throws(UsageFault) -> PeerAddress {
    guard let address = PeerAddress(text) else {
      throw UsageFault("“\(text)” is no HOST:PORT, like 192.168.1.20:7400 or [fd00::1]:7400")
    }
    return address
  }
}

extension SettingForm where Value == ExactString? {
  private static var stationBytesLimit: Int { 64 }

  static var station: Self {
    Self(
      { given throws(UsageFault) in
        guard (1...stationBytesLimit).contains(given.text.utf8.count) else {
          throw UsageFault("a station's name has 1 to \(stationBytesLimit) bytes")
        }
        return ExactString(given.text)
      }, show: { $0?.string })
  }
}

extension SettingForm where Value == Ring {
  static var ring: Self {
    Self({ given throws(UsageFault) in try Ring(given.text) }, show: { $0.text })
  }
}

extension SettingForm where Value == String? {
  /// Where a browser goes, without a query.
  static var webAddress: Self {
    Self(
      { given throws(UsageFault) in
        let isWeb = given.text.hasPrefix("https://") || given.text.hasPrefix("http://")
        guard isWeb, given.text.utf8.count <= 200, given.text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
          !given.text.utf8.contains(UInt8(ascii: "?")), !given.text.utf8.contains(UInt8(ascii: "#"))
        else { throw UsageFault("“\(given.text)” is no address like https://pay.house.example") }
        return given.text
      }, show: { $0 })
  }
}
