import Events

/// Events that come over a link: refused, known, next in their chain, or of a history that is not known here.
extension Mesh {
  mutating func arrive(_ lines: [EventLine], on id: LinkID, _ now: Instant) -> [MeshEffect] {
    // The disk takes nothing now: all of it is asked for again.
    guard pausedUntilMs == 0, !healing.isFull, inFlightBytes < 2 * Self.inFlightLimitBytes else { return [] }
    links[id]?.progressMs = now.monotonicMs
    var admitted: [Event] = []
    var effects: [MeshEffect] = []
    for line in lines {
      switch line {
      case .refused(let fault, let origin): refuse(fault, origin, on: id, now)
      case .good(let event):
        guard links[id]?.refusedOrigins.contains(event.origin) == false else { continue }
        effects += arrive(event, on: id, now, &admitted)
      }
    }
    if !admitted.isEmpty { effects += keep(admitted) }
    return effects + plan(now)
  }

  /// Nothing more of that origin is asked of that end; the others go on (S17).
  private mutating func refuse(_ fault: LineFault, _ origin: Origin?, on id: LinkID, _ now: Instant) {
    refusedLines += 1
    let what = origin.map { "an event of \($0)" } ?? "an event"
    change(recordIndex(of: id)) { $0.note("\(what) was refused: \(fault.reason)", at: now.wall) }
    guard let origin else { return }
    links[id]?.refusedOrigins.insert(origin)
    links[id]?.asks[origin] = nil
  }

  private mutating func arrive(
    _ event: Event, on id: LinkID, _ now: Instant, _ admitted: inout [Event]
  ) -> [MeshEffect] {
    let ask = count(event, on: id, now)
    guard !breaksChain(event, ask) else {
      refuse(LineFault(.chain, "prev is not the hash of the event before it"), event.origin, on: id, now)
      return []
    }
    believe(event, of: id)
    if case .gap? = ask?.kind {
      fill(event, id)
      return []
    }
    if ask?.kind == .tail { return gatherTail(event, ask) }
    if ahead.isFollowed(by: event) {
      _ = ahead.follow(event)
      admitted.append(event)
      return []
    }
    if isComing(event.hash) || knows(event.origin, ChainTip(seq: event.seq, hash: event.hash)) { return [] }
    switch ask?.kind {
    case .fork(let after)?:
      // The place where they part may lie further on, in what has come and is not in the log yet.
      guard event.prev == after || isComing(event.prev), mayFork(event.origin) else {
        giveUp(event.origin, ask, id)
        return []
      }
      ahead.fork(event)
      admitted.append(event)
      return []
    case .news? where event.seq == ask?.stretch.from: return branch(event, ask, id, now, &admitted)
    // What was pushed and does not fit is in the other end's next `have`.
    case .news?, .lookUp?, .search?, .tail?, .gap?, nil: return []
    }
  }

  /// Whether an event breaks its chain: within an answer each follows the one before it, and the first event of an
  /// origin follows the hash of the house's and the origin's names.
  private func breaksChain(_ event: Event, _ ask: MeshLink.Ask?) -> Bool {
    if event.seq == 1 { return event.prev != event.origin.chainStart(venue: introduction.venue) }
    if let last = ask?.last, last.seq + 1 == event.seq { return last.hash != event.prev }
    if case .fork(let after)? = ask?.kind, event.seq == ask?.stretch.from { return event.prev != after }
    return false
  }

  /// Whether an event is on its way into the log.
  func isComing(_ hash: Fingerprint) -> Bool { inFlight[hash] != nil || healing.holds(hash) }

  /// Other boxes that wrote under one name: more than anybody clones is somebody's mischief.
  private func mayFork(_ origin: Origin) -> Bool { ahead.histories(of: origin).count < Self.historyLimit }

  static let historyLimit = 64

  /// The first of what was asked follows no history's end: perhaps an event within one.
  private mutating func branch(
    _ event: Event, _ ask: MeshLink.Ask?, _ id: LinkID, _ now: Instant, _ admitted: inout [Event]
  ) -> [MeshEffect] {
    guard let stretch = ask?.stretch, mayFork(event.origin) else {
      giveUp(event.origin, ask, id)
      return []
    }
    if event.seq == 1 || isComing(event.prev) {
      ahead.fork(event)
      admitted.append(event)
      return []
    }
    links[id]?.rests[event.origin] = nil
    links[id]?.asks[event.origin] = MeshLink.Ask(
      stretch: ChainRange(origin: event.origin, tip: stretch.tip, from: event.seq, to: stretch.to),
      kind: .lookUp,
      maxBytes: 1, progressMs: now.monotonicMs)
    let before = ChainRange(origin: event.origin, tip: event.prev, from: event.seq - 1, to: event.seq - 1)
    return [.read(ChainRead(stretch: before, maxBytes: 1, purpose: .precedes(id)))]
  }

  /// The log has said whether the event before what was asked for is held.
  mutating func lookedUpPredecessor(
    _ before: ChainRange, _ isHeld: Bool, _ id: LinkID, _ now: Instant
  ) -> [MeshEffect] {
    guard let ask = links[id]?.asks[before.origin], ask.kind == .lookUp, ask.stretch.from == before.to + 1
    else {
      return []
    }
    links[id]?.asks[before.origin] = nil
    guard isHeld else { return search(ask.stretch, below: before.to, id, now) }
    return want(ask.stretch, .fork(after: before.tip), id, now)
  }

  /// What was asked for can't be taken: it is not asked for again over this link.
  private mutating func giveUp(_ origin: Origin, _ ask: MeshLink.Ask?, _ id: LinkID) {
    links[id]?.asks[origin] = nil
    links[id]?.rests[origin] = nil
    if let tip = ask?.stretch.tip { links[id]?.lacking[tip] = .max }
  }

  /// The other end has an event, or will once it has read what was sent.
  mutating func believe(_ event: Event, of id: LinkID) {
    guard let believed = links[id]?.believed[event.origin], believed.seq >= event.seq else {
      links[id]?.believed[event.origin] = ChainTip(seq: event.seq, hash: event.hash)
      return
    }
  }

  /// Counts an event towards what was asked; the ask as it stood before, where this event is of it.
  private mutating func count(_ event: Event, on id: LinkID, _ now: Instant) -> MeshLink.Ask? {
    guard let before = links[id]?.asks[event.origin], before.stretch.from <= event.seq,
      event.seq <= before.stretch.to, before.isAnsweredByEvents
    else { return nil }
    var ask = before
    ask.bytes += event.line.count
    ask.last = ChainTip(seq: event.seq, hash: event.hash)
    ask.progressMs = now.monotonicMs
    guard event.seq < ask.stretch.to else {
      links[id]?.asks[event.origin] = nil
      return before
    }
    let isDone = ask.bytes >= ask.maxBytes
    links[id]?.asks[event.origin] = isDone ? nil : ask
    if isDone, ask.kind != .tail {
      links[id]?.rests[event.origin] = ChainRange(
        origin: event.origin, tip: ask.stretch.tip, from: event.seq + 1, to: ask.stretch.to)
    }
    return before
  }

  /// Hands events over to be kept, or to be laid into a damaged log.
  private mutating func keep(_ events: [Event]) -> [MeshEffect] {
    let own = introduction.origin
    // Before anything else is written under that name.
    let change: [MeshEffect] =
      events.contains { $0.origin == own }
      ? [.change(ahead.histories(of: own).count > 1 ? .cloned(own) : .rolledBack(own))] : []
    if isDamaged {
      healing.add(events)
      return change
    }
    for event in events {
      inFlight[event.hash] = event.line.count
      inFlightBytes += event.line.count
      bytesSinceSettled += event.line.count
    }
    return change + [.keep(events)]
  }
}
