import Events

/// What came to the door of the house since the start: enough to tell a secret that does not fit from an address that
/// nobody calls.
struct WebhookRecord {
  /// When one came whose signature fitted.
  private(set) var lastAt: Timestamp?
  /// How many came that were refused for their signature, and when the last of them did.
  private(set) var badCount = 0
  private(set) var lastBadAt: Timestamp?
  private(set) var lacksSecret = false

  /// - Parameter value: what the partner says of it (`webhook.receive`).
  mutating func take(_ value: JSON, at now: Timestamp) {
    if value["signed"]?.bool == true { lastAt = now }
    switch value["problem"]?.string {
    case "signature", "stale":
      badCount += 1
      lastBadAt = now
    case "no_secret": lacksSecret = true
    default: break
    }
  }
}
