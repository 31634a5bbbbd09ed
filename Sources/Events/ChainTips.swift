/// Where each origin's history ends: what the next event of each must follow.
///
/// One tip an origin, more only after two boxes wrote under one name (a cloned disk): both histories are kept.
public struct ChainTips: Sendable, Equatable {
  public let venue: String
  private var histories: [Origin: [ChainTip]] = [:]

  public init(venue: String) { self.venue = venue }

  /// Ascending.
  public var origins: [Origin] { histories.keys.sorted() }

  /// The tips of an origin, the longest history first; none where no event of it is held.
  public func histories(of origin: Origin) -> [ChainTip] { histories[origin] ?? [] }

  /// What the next event of an origin follows: the tip of its longest history.
  public func tip(of origin: Origin) -> ChainTip {
    histories[origin]?.first ?? ChainTip(before: origin, venue: venue)
  }

  /// Whether an event continues a history.
  public func isFollowed(by event: Event) -> Bool {
    guard let tips = histories[event.origin] else {
      return ChainTip(before: event.origin, venue: venue).isFollowed(by: event)
    }
    return tips.contains { $0.isFollowed(by: event) }
  }

  /// Takes the next event of a history; false, and nothing changed, where it continues none.
  public mutating func follow(_ event: Event) -> Bool {
    guard let place = histories.index(forKey: event.origin) else {
      guard ChainTip(before: event.origin, venue: venue).isFollowed(by: event) else { return false }
      histories[event.origin] = [ChainTip(seq: event.seq, hash: event.hash)]
      return true
    }
    guard let index = histories.values[place].firstIndex(where: { $0.isFollowed(by: event) }) else {
      return false
    }
    histories.values[place][index] = ChainTip(seq: event.seq, hash: event.hash)
    if index > 0 { sortTips(of: event.origin) }
    return true
  }

  /// Takes an event that is in chain: the next of a history, or the start of a second one.
  public mutating func take(_ event: Event) {
    if !follow(event) { fork(event) }
  }

  /// Takes an event as the start of a second history beside the ones held.
  public mutating func fork(_ event: Event) {
    histories[event.origin, default: []].append(ChainTip(seq: event.seq, hash: event.hash))
    sortTips(of: event.origin)
  }

  /// Takes an event that stands behind lines which cannot be read: the history goes on there.
  public mutating func skip(to event: Event) {
    let next = ChainTip(seq: event.seq, hash: event.hash)
    guard let tips = histories[event.origin], let last = tips.lastIndex(where: { $0.seq < event.seq }) else {
      fork(event)
      return
    }
    histories[event.origin]?[last] = next
    sortTips(of: event.origin)
  }

  /// Sets the tips of an origin, the longest history first, as ``histories(of:)`` gave them.
  public mutating func set(_ tips: [ChainTip], of origin: Origin) {
    histories[origin] = tips.isEmpty ? nil : tips
  }

  private mutating func sortTips(of origin: Origin) {
    histories[origin] = histories[origin].map(Self.sorted)
  }

  /// The longest history first.
  public static func sorted(_ tips: [ChainTip]) -> [ChainTip] {
    tips.sorted { $0.seq != $1.seq ? $0.seq > $1.seq : $0.hash < $1.hash }
  }
}
