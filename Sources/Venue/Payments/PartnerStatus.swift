import Events

/// How it stands with a partner, as the terminal that runs it tells its screens and `doctor`.
public struct PartnerStatus: Hashable, Sendable {
  public enum Trouble: String, Sendable {
    /// It does not run, or its provider refuses it or can't be reached.
    case away
    /// Webhooks come, and the secret of the house does not fit their signature.
    case badSignature = "bad_signature"
    /// Webhooks come, and the house has no secret to check them with.
    case noSecret = "no_secret"
    /// Payments are found paid by asking alone, though the house has a secret for webhooks.
    case nobodyCalls = "nobody_calls"
  }

  public let name: ExactString
  public var isRunning: Bool
  /// Of the provider's interface, and which of its keys the house uses: `test` or `live`.
  public var version: String?
  public var mode: String?
  public var lastWebhookAt: Timestamp?
  public var trouble: Trouble?
  /// What keeps it from working, in words.
  public var lastError: String?

  public init(
    _ name: ExactString, isRunning: Bool, version: String? = nil, mode: String? = nil,
    lastWebhookAt: Timestamp? = nil, trouble: Trouble? = nil, lastError: String? = nil
  ) {
    self.name = name
    self.isRunning = isRunning
    self.version = version
    self.mode = mode
    self.lastWebhookAt = lastWebhookAt
    self.trouble = trouble
    self.lastError = lastError
  }

  /// - Parameter awaitsWebhooks: whether the house has a secret for them.
  public mutating func take(_ record: WebhookRecord, awaitsWebhooks: Bool) {
    lastWebhookAt = record.lastAt
    if lastError != nil {
      trouble = .away
    } else if record.lacksSecret {
      trouble = .noSecret
    } else if record.badCount > 0 {
      trouble = .badSignature
    } else if awaitsWebhooks, record.paidUntold > 0 {
      trouble = .nobodyCalls
    }
  }

  public var json: JSON {
    .object([
      "name": .string(name.string), "running": .bool(isRunning), "version": version.map { .string($0) },
      "mode": mode.map { .string($0) }, "last_webhook": lastWebhookAt.map { .string($0.description) },
      "trouble": trouble.map { .string($0.rawValue) }, "last_error": lastError.map { .string($0) },
    ])
  }

  public init?(_ json: JSON) {
    guard let name = json["name"]?.string, let isRunning = json["running"]?.bool else { return nil }
    self.init(
      ExactString(name), isRunning: isRunning, version: json["version"]?.string, mode: json["mode"]?.string,
      lastWebhookAt: json["last_webhook"]?.string.flatMap { Timestamp($0) },
      trouble: json["trouble"]?.string.flatMap { Trouble(rawValue: $0) },
      lastError: json["last_error"]?.string)
  }
}
