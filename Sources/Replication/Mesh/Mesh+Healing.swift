import Events

/// The events that have been fetched to repair a damaged log with (F5), at most some ``bytesLimit`` bytes.
struct HealingEvents: Sendable {
  private(set) var events: [Event] = []
  private var hashes: Set<Fingerprint> = []
  private var bytes = 0
  /// Whether the log is being repaired with them.
  var isUnderWay = false

  /// They stand in memory until the log has been repaired with them: 64 MiB. What is missing beyond that is fetched
  /// for a second repair.
  static let bytesLimit = 64 << 20

  var isFull: Bool { bytes >= Self.bytesLimit }
  var isEmpty: Bool { events.isEmpty }

  func holds(_ hash: Fingerprint) -> Bool { hashes.contains(hash) }

  mutating func add(_ new: [Event]) {
    for event in new where hashes.insert(event.hash).inserted {
      events.append(event)
      bytes += event.line.count
    }
  }
}

extension Mesh {
  /// Asks for the holes of a damaged log, each of one end that has said to hold more of that origin.
  mutating func planGaps(_ id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard let link = links[id], let theirs = link.theirs else { return [] }
    var effects: [MeshEffect] = []
    for gap in gaps where !isFilled(gap) && link.lacking[gap.upTo.hash] == nil {
      guard link.asks.count < MeshLink.asksLimit, links.values.allSatisfy({ $0.asks[gap.origin] == nil }),
        theirs[gap.origin]?.contains(where: { $0.seq >= gap.upTo.seq }) == true
      else { continue }
      let from = (lastFilled(gap) ?? gap.after).seq + 1
      let stretch = ChainRange(origin: gap.origin, tip: gap.upTo.hash, from: from, to: gap.upTo.seq)
      effects += want(stretch, .gap, id, now)
    }
    return effects
  }

  /// Whether a tip lies within a hole: a peer whose history ends there can't fill it, and holds no other history.
  func isInHole(_ origin: Origin, _ tip: ChainTip) -> Bool {
    gaps.contains { $0.origin == origin && $0.after.seq < tip.seq && tip.seq <= $0.upTo.seq }
  }

  private func isFilled(_ gap: ChainGap) -> Bool { healing.holds(gap.upTo.hash) }

  /// The last event of a hole that has come.
  private func lastFilled(_ gap: ChainGap) -> ChainTip? {
    let last = healing.events.last {
      $0.origin == gap.origin && $0.seq > gap.after.seq && $0.seq <= gap.upTo.seq
    }
    return last.map { ChainTip(seq: $0.seq, hash: $0.hash) }
  }

  /// Takes an event of a hole where it follows what stands before it.
  mutating func fill(_ event: Event, _ id: LinkID) {
    let gap = gaps.first { $0.holds(event) }
    guard let gap, (lastFilled(gap) ?? gap.after).isFollowed(by: event) else {
      links[id]?.asks[event.origin] = nil
      if let tip = gap?.upTo.hash { links[id]?.lacking[tip] = .max }
      return
    }
    healing.add([event])
  }

  /// Once nothing more is asked for, and there is something to repair with, the log can be repaired: what nobody
  /// has must not hold up the rest.
  mutating func healIfComplete() -> [MeshEffect] {
    guard isDamaged, !healing.isUnderWay,
      healing.isFull || isNothingAsked && (gaps.isEmpty || gaps.contains(where: isFilled)),
      links.values.contains(where: { $0.theirs != nil })
    else { return [] }
    healing.isUnderWay = true
    return [.heal(healing.events, isComplete: isAllHere)]
  }

  /// Whether all that anybody in touch has told of is held, or ready to be laid in.
  private var isAllHere: Bool {
    links.values.allSatisfy { link in
      (link.theirs ?? [:]).allSatisfy { origin, tips in
        tips.allSatisfy { knows(origin, $0) || healing.holds($0.hash) }
      }
    }
  }

  private var isNothingAsked: Bool { links.values.allSatisfy(\.asks.isEmpty) }

  /// The log has been repaired, or a part of it.
  ///
  /// - Parameters:
  ///   - held: where its chains end now.
  ///   - hasGained: whether it holds events that it did not before.
  ///   - left: the holes that are left.
  public mutating func healed(
    held: ChainTips, hasGained: Bool, gaps left: [ChainGap], isDamaged: Bool, eventsHeld: Int, at now: Instant
  ) -> [MeshEffect] {
    self.held = held
    self.eventsHeld = eventsHeld
    healing = HealingEvents()
    gaps = left
    self.isDamaged = isDamaged
    ahead = held
    retell()
    // What nobody in touch could mend is not tried over and over.
    if isDamaged, !hasGained { pause(at: now) }
    for id in links.keys { links[id]?.isHaveDue = true }
    return plan(now) + [.changed]
  }

  /// Damage has been found in a log that was sound.
  public mutating func damaged(gaps: [ChainGap], held: ChainTips, at now: Instant) -> [MeshEffect] {
    self.gaps = gaps
    self.held = held
    retell()
    isDamaged = true
    notKept(at: now)
    return plan(now) + [.changed]
  }
}
