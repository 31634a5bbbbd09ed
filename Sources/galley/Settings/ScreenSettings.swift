import Events
import Screens

/// The settings of a full screen, as `galley.conf` says them.
struct ScreenSettings {
  var letters = Letters.automatic
  var preferences = Preferences()

  /// What big letters are painted with.
  enum Letters: String, CaseIterable {
    /// What the terminal can draw.
    case automatic = "auto"
    case half, full, plain

    /// What `--letters` says; nil where it was not given.
    init?(flag: String?) throws(UsageFault) {
      guard let flag else { return nil }
      do throws(UsageFault) {
        self = try ScreenSettings.choice(flag)
      } catch {
        throw UsageFault("letters: \(error.message)")
      }
    }

    /// What big letters are painted with on a terminal whose font draws them with `drawable`, or can't: nil.
    func pixels(on drawable: PixelShape?) -> PixelShape? {
      switch self {
      case .automatic: drawable
      case .half: .half
      case .full: .full
      case .plain: nil
      }
    }
  }

  static let keys: [(name: String, help: String)] =
    [
      (
        "letters",
        "big letters of a full screen: auto (what the terminal can draw), half (half blocks), full (whole blocks) "
          + "or plain (none)"
      ),
      ("bump", "what one press moves: ticket (all that the card shows) or item"),
      ("read_only", "yes: keys of a full screen change nothing; for a keypad that guests can reach"),
      ("station", "the station whose dishes a full screen shows at the start"),
      ("mouse", "yes or no: whether a full screen takes clicks and touches"),
    ]
    + [
      (Sound.new, "a new ticket", "bell 1"), (.changed, "a changed ticket", "bell 2"),
      (.void, "a dish that was taken off", "bell 3"), (.late, "a ticket that gets late", "bell 4"),
    ].map { sound, what, usual in
      (
        sound.setting,
        "how a full screen rings for \(what): off, bell, bell 2 to bell \(Ring.strokesLimit), or run COMMAND, which "
          + "is started without a shell and ended after \(Ringer.commandLimitMs / 1_000) seconds; \(usual) by itself"
      )
    }

  static let stationBytesLimit = 64

  /// For the demo, where an evening passes in minutes.
  static var silent: ScreenSettings {
    var settings = ScreenSettings()
    settings.preferences.rings = .silent
    return settings
  }

  init() {}

  /// - Parameter read: the value of a key by its reader, or nil; it says where a wrong one stands.
  init(_ file: SettingsFile?, letters flag: String? = nil) throws {
    func value<Value>(_ key: String, _ read: (String) throws(UsageFault) -> Value) throws -> Value? {
      guard let file, let text = file[key] else { return nil }
      do throws(UsageFault) {
        return try read(text)
      } catch {
        throw file.fault(key, "\(key): \(error.message)")
      }
    }
    letters =
      try Letters(flag: flag) ?? value("letters") { text throws(UsageFault) in try Self.choice(text) }
      ?? letters
    preferences.bump = try value("bump") { text throws(UsageFault) in try Self.choice(text) } ?? .ticket
    preferences.isReadOnly = try value("read_only", Self.truth) ?? false
    preferences.station = try value("station", Self.station)
    preferences.wantsMouse = try value("mouse", Self.truth) ?? true
    for sound in Sound.allCases {
      guard let ring = try value(sound.setting, { text throws(UsageFault) in try Ring(text) }) else {
        continue
      }
      preferences.rings[sound] = ring
    }
  }

  /// The preferences on a terminal whose font draws big letters with `drawable`, or can't: nil.
  func preferences(on drawable: PixelShape?) -> Preferences {
    var preferences = preferences
    preferences.pixels = letters.pixels(on: drawable)
    return preferences
  }

  fileprivate static func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ text: String
  ) throws(UsageFault) -> Value {
    if let value = Value(rawValue: text) { return value }
    throw UsageFault("“\(text)” is none of \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
  }

  private static func truth(_ text: String) throws(UsageFault) -> Bool {
    guard ["yes", "no"].contains(text) else { throw UsageFault("“\(text)” is neither yes nor no") }
    return text == "yes"
  }

  private static func station(_ text: String) throws(UsageFault) -> ExactString {
    guard (1...stationBytesLimit).contains(text.utf8.count) else {
      throw UsageFault("a station's name has 1 to \(stationBytesLimit) bytes")
    }
    return ExactString(text)
  }
}
