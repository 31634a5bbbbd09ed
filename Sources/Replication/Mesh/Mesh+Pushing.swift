import Events

/// What is durable here: told with `have`, and what is new pushed to all who have what comes before it.
extension Mesh {
  /// A link sends at most one `have` a second.
  static let haveMs: Int64 = 1_000
  /// One `have` names at most 5,000 histories: as many as a house has in years, and fewer than a line holds.
  private static let haveHistories = 5_000

  /// Events have become durable: those that were taken from others, and those that were written here.
  ///
  /// They go to every open link whose other end has the event before; never back to where they came from, which has
  /// them.
  public mutating func kept(_ events: [Event], at now: Instant) -> [MeshEffect] {
    for event in events {
      if let bytes = inFlight.removeValue(forKey: event.hash) {
        inFlightBytes -= bytes
      } else {
        ahead.take(event)
      }
      held.take(event)
      told[event.origin] = told(of: event.origin)
    }
    eventsHeld += events.count
    if inFlight.isEmpty { bytesSinceSettled = 0 }
    pauseMs = Self.pauseMs.lowerBound
    var effects: [MeshEffect] = []
    for id in links.keys.sorted() where links[id]?.isOpen == true {
      links[id]?.isHaveDue = true
      effects += push(events, to: id, now) + sendHave(id, now) + lookAtAges(id)
    }
    return effects + plan(now) + [.changed]
  }

  private mutating func push(_ events: [Event], to id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard let link = links[id], link.theirs != nil else { return [] }
    var room = MeshLink.pushLimitBytes - link.link.unsentBytes
    var pushed: [Event] = []
    for event in events where held.histories(of: event.origin).count == 1 {
      let believed =
        links[id]?.believed[event.origin] ?? ChainTip(before: event.origin, venue: introduction.venue)
      guard believed.isFollowed(by: event), room > 0 else { continue }
      room -= event.line.count
      pushed.append(event)
      links[id]?.believed[event.origin] = ChainTip(seq: event.seq, hash: event.hash)
    }
    return Self.pieces(of: pushed).flatMap { say(.events($0.map { .good($0) }), on: id, now) }
  }

  /// The log kept nothing of what was on its way to the disk: peers are asked for it again after ``pauseMs``.
  public mutating func notKept(at now: Instant) {
    ahead = held
    inFlight = [:]
    inFlightBytes = 0
    bytesSinceSettled = 0
    for id in links.keys {
      links[id]?.asks = [:]
      links[id]?.rests = [:]
    }
    pause(at: now)
  }

  /// Asks for nothing for 2 s, and each time for twice as long, up to 60 s.
  mutating func pause(at now: Instant) {
    pausedUntilMs = now.monotonicMs + pauseMs
    pauseMs = min(pauseMs * 2, Self.pauseMs.upperBound)
  }

  mutating func sendHave(_ id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard let link = links[id], let due = haveDueMs(link), due <= now.monotonicMs else { return [] }
    links[id]?.isHaveDue = false
    links[id]?.haveSentMs = now.monotonicMs
    noteAgreement(id, now)
    var parts: [[Origin: [ChainTip]]] = [[:]]
    var count = 0
    for (origin, tips) in told.sorted(by: { $0.key < $1.key }) {
      if count > 0, count + tips.count > Self.haveHistories {
        parts.append([:])
        count = 0
      }
      parts[parts.count - 1][origin] = tips
      count += tips.count
    }
    return parts.flatMap { say(.have($0), on: id, now) }
  }

  func haveDueMs(_ link: MeshLink) -> Int64? {
    guard link.isOpen, link.isHaveDue else { return nil }
    return link.haveSentMs.map { $0 + Self.haveMs } ?? 0
  }

  /// What others are told: all that is held, and of a damaged log what stands before the first hole of each origin.
  func told(of origin: Origin) -> [ChainTip]? {
    let tips = held.histories(of: origin)
    let hole = gaps.filter { $0.origin == origin }.map(\.after).min { $0.seq < $1.seq }
    guard let hole, hole.seq < tips.first?.seq ?? 0 else { return tips.isEmpty ? nil : tips }
    return hole.seq == 0 ? nil : [hole]
  }

  /// Works ``told`` out anew, where more has changed than the ends of some histories.
  mutating func retell() {
    told = [:]
    for origin in held.origins { told[origin] = told(of: origin) }
  }
}
