import Events
import Replication

/// When what is sent to a partner.
extension Delivery {
  /// What is to be sent now.
  public mutating func next(at now: Instant) -> [Effect] {
    let inFlight = inFlightCount
    if inFlight == 0 { progressMs = now.monotonicMs }
    return due(at: now).prefix(max(0, inFlightLimit - inFlight)).map { place in
      entries[place].state = .sent
      entries[place].firstTriedAt = entries[place].firstTriedAt ?? now.wall
      return .send(cursor: entries[place].cursor, entries[place].event)
    }
  }

  private var inFlightCount: Int { entries.count { $0.state == .sent } }

  private var inFlightLimit: Int { isAway ? 1 : allowance }

  /// Those that may go now, in the order in which they go.
  private func due(at now: Instant) -> [Int] {
    let places = firsts.filter { dueMs(entries[$0]) <= now.monotonicMs }
    guard isAway else { return places }
    // Never the same one again and again: it may be one that is never taken, while all others would be.
    return places.sorted { (entries[$0].tries, $0) < (entries[$1].tries, $1) }
  }

  /// The first of each stream of which nothing is on its way.
  private var firsts: [Int] {
    var busy = Set(entries.lazy.filter { $0.state == .sent }.map(\.stream))
    return entries.indices.filter { busy.insert(entries[$0].stream).inserted }
  }

  /// When an entry may go, on the monotonic clock. While a partner is away all wait for the end of its pause, but what is of
  /// another stream than all that failed: where that is one order, it may be the order.
  private func dueMs(_ entry: DeliveryEntry) -> Int64 {
    switch entry.state {
    case .sent: .max
    case .ready: isAway && !isUnlikeThoseThatFailed(entry) ? pausedUntilMs : .min
    case .waiting(let until) where isAway: entry.isSuspect ? max(until, pausedUntilMs) : pausedUntilMs
    case .waiting(let until): until
    }
  }

  private func isUnlikeThoseThatFailed(_ entry: DeliveryEntry) -> Bool {
    failing.count < DeliverySchedule.awayAfter && !failing.contains(entry.stream)
  }

  /// When something is to be sent, or a silent partner given up; nil for never.
  public var deadlineMs: Int64? {
    let inFlight = inFlightCount
    let silent = inFlight > 0 ? progressMs + Self.patienceMs : nil
    guard inFlight < inFlightLimit else { return silent }
    return (firsts.map { dueMs(entries[$0]) } + [silent].compactMap(\.self)).min()
  }

  /// Whether it has events and has said nothing for too long.
  public func hangs(at now: Instant) -> Bool {
    inFlightCount > 0 && now.monotonicMs - progressMs >= Self.patienceMs
  }
}
