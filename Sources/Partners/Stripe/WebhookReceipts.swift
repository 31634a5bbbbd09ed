import Events

/// Webhooks whose facts the terminal has not answered yet, and events that are done. Stripe hears that it was heard only
/// when everything is on the disk.
struct WebhookReceipts: Sendable {
  private struct Open {
    let requestID: String
    let eventID: String
    var keys: Set<String>
    let timer: Int
  }

  /// Events that are remembered as done; one that was forgotten is told again, and its facts have the same keys.
  private static let memory = 4096
  /// Milliseconds that the terminal has for its disk, well within what Stripe waits.
  static let patienceMs: Int64 = 10_000

  private var open: [Open] = []
  private var done: Set<String> = []
  private var order: [String] = []

  var isEmpty: Bool { open.isEmpty }

  static let taken = JSON.object(["status": 200, "signed": true])

  /// - Parameter status: as Stripe shall hear it.
  static func refusal(_ status: Int64, _ problem: String, isSigned: Bool) -> JSON {
    .object([
      "status": .int(status), "problem": .string(problem), "signed": isSigned ? .bool(true) : nil,
    ])
  }

  func knows(_ eventID: String) -> Bool { done.contains(eventID) }

  /// - Returns: whether there is anything to wait for.
  mutating func wait(_ requestID: String, eventID: String, keys: Set<String>, timer: Int) -> Bool {
    guard !keys.isEmpty else {
      remember(eventID)
      return false
    }
    open.append(Open(requestID: requestID, eventID: eventID, keys: keys, timer: timer))
    return true
  }

  /// The terminal has answered a fact.
  ///
  /// - Returns: the requests that are done with it.
  mutating func answered(_ key: String) -> [String] {
    for place in open.indices { open[place].keys.remove(key) }
    let finished = open.filter { $0.keys.isEmpty }
    open.removeAll { $0.keys.isEmpty }
    for receipt in finished { remember(receipt.eventID) }
    return finished.map(\.requestID)
  }

  /// - Returns: the request that was waited for in vain; nil where it is done.
  mutating func expire(_ timer: Int) -> String? {
    guard let place = open.firstIndex(where: { $0.timer == timer }) else { return nil }
    return open.remove(at: place).requestID
  }

  private mutating func remember(_ eventID: String) {
    guard done.insert(eventID).inserted else { return }
    order.append(eventID)
    if order.count > Self.memory { done.remove(order.removeFirst()) }
  }
}
