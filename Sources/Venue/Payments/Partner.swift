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

  /// The built-in provider: it takes nobody's money.
  public static let simulated = ExactString("simulated")
  static let paymentAdapters: Set = ["stripe", simulated.string]
  static let messageAdapters: Set = ["email", "twilio"]
  /// Of those that never take money.
  static let otherAdapters: Set = messageAdapters.union(["exec", "webhook"])

  /// What `partner_enabled` says; nil where it names no terminal.
  init?(_ event: Event) {
    guard let name = event.entityID?.text else { return nil }
    var payload = event.payload
    let settings = payload.json("settings") ?? .object([:])
    guard let terminal = payload.text("terminal") else { return nil }
    self.name = ExactString(name)
    adapter = settings["adapter"]?.string ?? name
    self.terminal = terminal
    self.settings = settings
    enabledAt = event.createdAt
  }

  /// Whether the house has a secret for what its provider tells by itself.
  public var awaitsWebhooks: Bool { settings["webhook_secret_file"] != nil }
}

extension House {
  /// Those that are enabled, by name.
  public var partners: [Partner] { partnerWords.all.compactMap(\.value) }

  /// Who sends messages to guests: the first by name.
  var messenger: Partner? { partners.first { Partner.messageAdapters.contains($0.adapter) } }

  public func partner(_ name: ExactString) -> Partner? { partnerWords[name] ?? nil }
}
