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

  /// What becomes of events for it.
  public enum State: String, CaseIterable, Sendable {
    case running
    /// Something failed, and it is tried again by itself.
    case waiting
    case stopped
    /// It was switched off, by a person or by its own answer.
    case disabled
  }

  public let name: ExactString
  public var isRunning: Bool
  public var state: State
  /// Which one delivers to it; empty where nobody has told.
  public var terminal = ""
  /// Events since it was enabled: taken by it, tried in vain, given up, and still to be sent.
  public var delivered: Int64 = 0
  public var failed: Int64 = 0
  public var dead: Int64 = 0
  public var lagEvents: Int64 = 0
  /// Of the provider's interface, and which of its keys the house uses: `test` or `live`.
  public var version: String?
  public var mode: String?
  public var lastWebhookAt: Timestamp?
  public var trouble: Trouble?
  /// What keeps it from working, in words.
  public var lastError: String?

  public init(
    _ name: ExactString, isRunning: Bool, state: State? = nil, version: String? = nil, mode: String? = nil,
    lastWebhookAt: Timestamp? = nil, trouble: Trouble? = nil, lastError: String? = nil
  ) {
    self.name = name
    self.isRunning = isRunning
    self.state = state ?? (isRunning ? .running : .stopped)
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
      "name": .string(name.string), "running": .bool(isRunning), "state": .string(state.rawValue),
      "terminal": .string(terminal), "delivered": .int(delivered), "failed": .int(failed), "dead": .int(dead),
      "lag_events": .int(lagEvents), "version": version.map { .string($0) },
      "mode": mode.map { .string($0) }, "last_webhook": lastWebhookAt.map { .string($0.description) },
      "trouble": trouble.map { .string($0.rawValue) }, "last_error": lastError.map { .string($0) },
    ])
  }

  public init?(_ json: JSON) {
    guard let name = json["name"]?.string, let isRunning = json["running"]?.bool else { return nil }
    self.init(
      ExactString(name), isRunning: isRunning, state: json["state"]?.string.flatMap { State(rawValue: $0) },
      version: json["version"]?.string, mode: json["mode"]?.string,
      lastWebhookAt: json["last_webhook"]?.string.flatMap { Timestamp($0) },
      trouble: json["trouble"]?.string.flatMap { Trouble(rawValue: $0) },
      lastError: json["last_error"]?.string)
    // A terminal of an earlier version tells none of these.
    terminal = json["terminal"]?.string ?? ""
    delivered = json["delivered"]?.int ?? 0
    failed = json["failed"]?.int ?? 0
    dead = json["dead"]?.int ?? 0
    lagEvents = json["lag_events"]?.int ?? 0
  }
}
