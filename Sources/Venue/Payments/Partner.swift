import Events

/// A service outside with which the house speaks, as the log says it.
public struct Partner: Hashable, Sendable {
  /// Its adapter, or another name where there are several of one kind.
  public let name: ExactString
  /// What `galley-partner` runs for it.
  public let adapter: String
  /// The terminal that runs it.
  public let terminal: String
  /// How it is set up: texts, names of files of secrets among them.
  public let settings: JSON
  public let enabledAt: Timestamp
  /// The hash of the event that enabled it: from there on events go to it.
  public let enabling: Fingerprint

  /// The built-in provider: it takes nobody's money.
  public static let simulated = ExactString("simulated")
  static let paymentAdapters: Set = ["stripe", simulated.string]
  static let messageAdapters: Set = ["email", "twilio"]

  /// What `partner_enabled` says; nil where it names no terminal.
  init?(_ event: Event) {
    guard let name = event.entityID?.text else { return nil }
    var payload = event.payload
    let settings = payload.json("settings") ?? .object([:])
    guard let terminal = payload.text("terminal"), Self.isName(name) else { return nil }
    self.name = ExactString(name)
    adapter = settings["adapter"]?.string ?? name
    self.terminal = terminal
    self.settings = settings
    enabledAt = event.createdAt
    enabling = event.hash
  }

  /// Whether another terminal may bring the house's events to it while its own is away. What takes money or writes to
  /// guests stays with the terminal that was named.
  public var mayStandIn: Bool {
    !Self.paymentAdapters.contains(adapter) && !Self.messageAdapters.contains(adapter)
  }

  /// Whether it writes to guests.
  public var writesToGuests: Bool { Self.messageAdapters.contains(adapter) }

  /// Whether a name is one: it is also that of files.
  public static func isName(_ name: String) -> Bool {
    let letters = Array(name.utf8)
    return (1...nameLimitBytes).contains(letters.count) && letters[0] != UInt8(ascii: ".")
      && letters.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }

  public static let nameLimitBytes = 64

  /// Whether the house has a secret for what its provider tells by itself.
  public var awaitsWebhooks: Bool { settings["webhook_secret_file"] != nil }
}

extension House {
  /// Those that are enabled, by name.
  public var partners: [Partner] { partnerWords.all.compactMap(\.value) }

  /// Those that were enabled once and are not now, as they were then, by name.
  public var formerPartners: [Partner] {
    partnersEnabled.all.map(\.value).filter { partner($0.name) == nil }
  }

  /// Who sends messages to guests: the first by name.
  public var messenger: Partner? { partners.first { Partner.messageAdapters.contains($0.adapter) } }

  public func partner(_ name: ExactString) -> Partner? { partnerWords[name] ?? nil }
}
