import Events

/// What came to the door of the house from one provider: enough to tell a secret that does not fit from an address that
/// nobody calls.
public struct WebhookRecord: Hashable, Sendable {
  /// When one came whose signature fitted.
  public private(set) var lastAt: Timestamp?
  /// How many came since then that were refused for their signature.
  public private(set) var badCount = 0
  /// How many payments were found paid by asking since then, and not by being told.
  public private(set) var paidUntold = 0
  public private(set) var lacksSecret = false

  /// - Parameter lastAt: when the log says that one came.
  public init(lastAt: Timestamp? = nil) { self.lastAt = lastAt }

  /// - Parameter value: what the partner says of one (`webhook.receive`).
  public mutating func take(_ value: JSON, at now: Timestamp) {
    if value["signed"]?.bool == true { self = WebhookRecord(lastAt: now) }
    switch value["problem"]?.string {
    case "signature", "stale": badCount += 1
    case "no_secret": lacksSecret = true
    default: break
    }
  }

  /// A payment of this provider is paid, and nobody had called.
  public mutating func notePaidUntold() { paidUntold += 1 }
}

extension House {
  /// When the orders in memory were told something last, by provider.
  public var webhookRecords: [ExactString: WebhookRecord] {
    var records: [ExactString: WebhookRecord] = [:]
    for event in orders.values.flatMap(\.events) where event.source == .webhook {
      let lastAt = records[event.actor]?.lastAt ?? event.createdAt
      records[event.actor] = WebhookRecord(lastAt: max(lastAt, event.createdAt))
    }
    return records
  }
}
