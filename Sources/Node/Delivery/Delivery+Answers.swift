import Events
import Replication

/// What becomes of what was sent.
extension Delivery {
  /// The partner has kept an event; of one that is not on its way it says nothing new.
  public mutating func acknowledge(_ cursor: String, at now: Instant) -> [Effect] {
    guard let place = place(ofSent: cursor) else { return [] }
    progressMs = now.monotonicMs
    let entry = entries.remove(at: place)
    delivered += 1
    allowance = min(Self.allowanceLimit, allowance * 2)
    if isAway { comeBack() }
    failuresInARow = 0
    failing = []
    return entry.source == .deadLetter ? [.unbury(entry.id)] : []
  }

  /// It was away and is back. What it did not take then goes on at once, and as soon again as if it had hardly been tried;
  /// what is to blame itself waits on.
  private mutating func comeBack() {
    for place in entries.indices where entries[place].state != .sent && !entries[place].isSuspect {
      entries[place].state = .ready
      entries[place].tries = min(entries[place].tries, DeliverySchedule.awayAfter)
    }
  }

  /// The partner did not take an event.
  ///
  /// - Parameters:
  ///   - isFinal: whether it never will.
  ///   - mayBury: whether the dead letters have room.
  public mutating func refuse(
    _ cursor: String, _ error: String, isFinal: Bool, mayBury: Bool = true, at now: Instant
  ) -> [Effect] {
    guard let place = place(ofSent: cursor) else { return [] }
    progressMs = now.monotonicMs
    failed += 1
    if !isFinal { noteFailure(of: place, now) }
    return fail(place, error, isFinal: isFinal, mayBury: mayBury, now)
  }

  /// The partner's process is gone: what it had may be kept there or not, so it comes again.
  public mutating func interrupt(_ why: String, mayBury: Bool = true, at now: Instant) -> [Effect] {
    let sent = entries.indices.filter { entries[$0].state == .sent }
    guard let first = sent.first else { return [] }
    failed += 1
    allowance = 1
    // Which of them it was is not known; the first was there in any case.
    noteFailure(of: first, now)
    return sent.reversed().flatMap {
      fail($0, why, isFinal: false, mayBury: mayBury, now)
    }.reversed()
  }

  private mutating func noteFailure(of place: Int, _ now: Instant) {
    entries[place].doubt(delivered: delivered)
    guard !entries[place].isSuspect else { return }
    allowance = 1
    failuresInARow += 1
    if failing.count < DeliverySchedule.awayAfter { failing.insert(entries[place].stream) }
    guard isAway else { return }
    pausedUntilMs = now.monotonicMs + DeliverySchedule.pauseMs(failuresInARow: failuresInARow)
  }

  private mutating func fail(_ place: Int, _ error: String, isFinal: Bool, mayBury: Bool, _ now: Instant)
    -> [Effect]
  {
    entries[place].tries += 1
    let entry = entries[place]
    guard mayBury, isFinal || isSpent(entry, now) || entry.source == .deadLetter else {
      let wait = DeliverySchedule.waitMs(afterTry: entry.tries, spread: entry.spread)
      entries[place].state = .waiting(untilMs: now.monotonicMs + wait)
      return []
    }
    entries.remove(at: place)
    return [.bury(DeadLetter(at: now.wall, error: error, tries: entry.tries, event: entry.event))]
  }

  private func isSpent(_ entry: DeliveryEntry, _ now: Instant) -> Bool {
    let since = entry.firstTriedAt ?? now.wall
    return entry.tries >= DeliverySchedule.triesLimit
      && now.wall.milliseconds - since.milliseconds >= DeliverySchedule.leastMs
  }

  private func place(ofSent cursor: String) -> Int? {
    entries.firstIndex { $0.state == .sent && $0.cursor == cursor }
  }

  // MARK: Again

  /// Somebody has mended something: what waits is sent now, and letters that were given up are tried once more.
  public mutating func retry(_ letters: [DeadLetter]) {
    failuresInARow = 0
    failing = []
    for place in entries.indices where entries[place].state != .sent { entries[place].forgive() }
    let held = Set(entries.map(\.id))
    let fresh = letters.filter { !held.contains($0.id) }.map { DeliveryEntry(.deadLetter, event: $0.event) }
    // Before what came later.
    let room = max(0, Self.entriesLimit - entries.count)
    entries.insert(contentsOf: fresh.prefix(room), at: 0)
  }
}
