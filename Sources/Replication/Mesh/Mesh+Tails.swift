import Events

/// The last events of long histories: what a terminal that comes new into a house wants to show first.
struct Tails: Sendable {
  /// Whose were asked for: once in a run is enough.
  var asked: Set<Origin> = []
  /// What came of each so far.
  var events: [Origin: [Event]] = [:]

  /// Where at least 10,000 events are missing, the last ones of each history are asked for first.
  static let muchEvents = 10_000
  /// Of each history the last 1,000 events: about what one terminal writes in an evening.
  static let tailEvents: Int64 = 1_000
  /// How many bytes of one tail are asked for at most: one that needs more would come too late to be of use.
  static let bytesLimit = 4 << 20
}

extension Mesh {
  /// Asks for tonight first, where there is much to fetch: the tail of each long history that this terminal is far
  /// behind of. It is checked against the tip that it leads to, shown, and fetched again in its order.
  mutating func planTails(_ id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard !isDamaged, let theirs = links[id]?.theirs,
      theirs.reduce(0, { $0 + missing($1.key, $1.value) }) >= Tails.muchEvents
    else { return [] }
    var effects: [MeshEffect] = []
    for (origin, tips) in theirs.sorted(by: { $0.key < $1.key }) {
      guard tips.count == 1, missing(origin, tips) > 2 * Int(Tails.tailEvents), !tails.asked.contains(origin),
        origin != introduction.origin, links[id]?.refusedOrigins.contains(origin) == false,
        links.values.allSatisfy({ $0.asks[origin] == nil }),
        links[id]?.asks.count ?? 0 < MeshLink.asksLimit
      else { continue }
      tails.asked.insert(origin)
      let stretch = ChainRange(
        origin: origin, tip: tips[0].hash, from: tips[0].seq - Tails.tailEvents + 1, to: tips[0].seq)
      effects += want(stretch, .tail, maxBytes: Tails.bytesLimit, id, now)
    }
    return effects
  }

  private func missing(_ origin: Origin, _ tips: [ChainTip]) -> Int {
    max(0, Int(clamping: (tips.first?.seq ?? 0) - ahead.tip(of: origin).seq))
  }

  /// Gathers a tail; that each of its events follows the one before has been seen. With the tip it is proven.
  mutating func gatherTail(_ event: Event, _ ask: MeshLink.Ask?) -> [MeshEffect] {
    if event.seq == ask?.stretch.from { tails.events[event.origin] = [] }
    tails.events[event.origin]?.append(event)
    guard event.seq == ask?.stretch.to else { return [] }
    let events = tails.events.removeValue(forKey: event.origin) ?? []
    return event.hash == ask?.stretch.tip ? [.preview(events)] : []
  }
}
