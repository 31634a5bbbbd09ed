import Events

/// What others hold and this terminal does not: learned from `have`, asked for with `want`.
extension Mesh {
  /// This terminal no longer waits for an answer of which nothing has come for 10 s.
  static let askPatienceMs: Int64 = 10_000
  /// A peer that could not send something is asked for it again after 30 s.
  static let lackMs: Int64 = 30_000
  /// One ask is for 1 MiB of the origin of which most events are missing. Of other origins it is for less, but for no
  /// less than one message holds.
  static let askBytes = 1 << 20
  static let leastAskBytes = EventLines.bytesLimit

  /// A peer may tell of at most 40,000 origins; past that the link ends with `busy`.
  private static let theirOriginsLimit = 40_000

  mutating func learn(_ origins: [Origin: [ChainTip]], from id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard let link = links[id] else { return [] }
    var theirs = link.theirs ?? [:]
    for (origin, tips) in origins {
      theirs[origin] = ChainTips.sorted(tips)
      if let longest = theirs[origin]?.first, longest.seq > (link.believed[origin]?.seq ?? 0) {
        links[id]?.believed[origin] = longest
      }
    }
    guard theirs.count <= Self.theirOriginsLimit else {
      return end(id, .said(.busy, "more logs than a house has"), now)
    }
    links[id]?.theirs = theirs
    noteAgreement(id, now)
    return plan(now) + lookAtAges(id) + [.changed]
  }

  /// The other end has said that it can't serve what it had said to hold.
  mutating func lacks(_ stretch: ChainRange, _ id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard links[id]?.asks[stretch.origin]?.stretch.tip == stretch.tip else { return [] }
    links[id]?.asks[stretch.origin] = nil
    links[id]?.lacking[stretch.tip] = now.monotonicMs + Self.lackMs
    return plan(now)
  }

  mutating func dropLateAsks(_ id: LinkID, _ now: Instant) {
    guard let link = links[id] else { return }
    links[id]?.lacking = link.lacking.filter { $0.value > now.monotonicMs }
    for (origin, ask) in link.asks where link.lateMs(ask) <= now.monotonicMs {
      links[id]?.asks[origin] = nil
      links[id]?.lacking[ask.stretch.tip] = now.monotonicMs + Self.lackMs
    }
  }

  /// Asks for whatever somebody holds, this terminal does not, and nobody is asked for yet.
  mutating func plan(_ now: Instant) -> [MeshEffect] {
    guard pausedUntilMs == 0, inFlightBytes < Self.inFlightLimitBytes, bytesSinceSettled < Self.settleBytes,
      !healing.isUnderWay
    else { return [] }
    var effects: [MeshEffect] = []
    for id in links.keys.sorted() { effects += plan(id, now) }
    return effects + healIfComplete()
  }

  private mutating func plan(_ id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard let link = links[id], link.isOpen, let theirs = link.theirs else { return [] }
    var effects = planGaps(id, now) + planTails(id, now)
    // Mostly none, and this is asked with each line that comes.
    let unknown = theirs.filter { origin, tips in !tips.allSatisfy { knows(origin, $0) } }
    for (origin, tips) in unknown.sorted(by: { $0.key < $1.key }) where !link.refusedOrigins.contains(origin)
    {
      for tip in tips where !knows(origin, tip) && !isInHole(origin, tip) && link.lacking[tip.hash] == nil {
        guard let open = links[id], open.asks.count < MeshLink.asksLimit else { return effects }
        guard !isAsked(origin) else { break }
        effects += ask(origin, tip, id, now)
      }
    }
    return effects
  }

  /// Whether somebody is asked for an origin already: two would send the same.
  private func isAsked(_ origin: Origin) -> Bool { links.values.contains { $0.asks[origin] != nil } }

  func knows(_ origin: Origin, _ tip: ChainTip) -> Bool {
    ahead.histories(of: origin).contains(tip) || confirmed.contains(tip.hash) || inFlight[tip.hash] != nil
  }

  private mutating func ask(_ origin: Origin, _ tip: ChainTip, _ id: LinkID, _ now: Instant) -> [MeshEffect] {
    if let rest = links[id]?.rests.removeValue(forKey: origin), rest.tip == tip.hash {
      return want(rest, .news, maxBytes: askBytes(for: rest, on: id), id, now)
    }
    let base = ahead.tip(of: origin).seq
    if tip.seq > base {
      let stretch = ChainRange(origin: origin, tip: tip.hash, from: base + 1, to: tip.seq)
      return want(stretch, .news, maxBytes: askBytes(for: stretch, on: id), id, now)
    }
    // It is held, or the end of a history that is not.
    let stretch = ChainRange(origin: origin, tip: tip.hash, from: tip.seq, to: tip.seq)
    links[id]?.asks[origin] = MeshLink.Ask(
      stretch: stretch, kind: .lookUp, maxBytes: 1, progressMs: now.monotonicMs)
    return [.read(ChainRead(stretch: stretch, maxBytes: 1, purpose: .holds(id)))]
  }

  /// How much of an origin to ask for, so that those of which something is missing come to their ends together.
  ///
  /// Terminals of one house write at the same time. Were the kitchen's short log fetched as fast as the till's long
  /// one, it would be there long before the orders that it speaks of, and all of them would wait in memory.
  private func askBytes(for stretch: ChainRange, on id: LinkID) -> Int {
    guard let link = links[id], let theirs = link.theirs else { return Self.askBytes }
    let most = theirs.reduce(0 as Int64) { most, entry in
      guard let tip = entry.value.first, link.lacking[tip.hash] == nil,
        !link.refusedOrigins.contains(entry.key)
      else { return most }
      return max(most, tip.seq - ahead.tip(of: entry.key).seq)
    }
    let missing = stretch.to - stretch.from + 1
    guard missing < most else { return Self.askBytes }
    return max(Int(Double(Self.askBytes) * Double(missing) / Double(most)), Self.leastAskBytes)
  }

  mutating func want(
    _ stretch: ChainRange, _ kind: MeshLink.Ask.Kind, maxBytes: Int = Mesh.askBytes, _ id: LinkID,
    _ now: Instant
  ) -> [MeshEffect] {
    links[id]?.asks[stretch.origin] = MeshLink.Ask(
      stretch: stretch, kind: kind, maxBytes: maxBytes, progressMs: now.monotonicMs)
    return say(.want(stretch, maxBytes: maxBytes), on: id, now)
  }

  /// The log has said whether a tip that is no history's end is held.
  mutating func lookedUpTip(_ read: ChainRead, _ isHeld: Bool, _ id: LinkID, _ now: Instant) -> [MeshEffect] {
    let origin = read.stretch.origin
    guard let ask = links[id]?.asks[origin], ask.kind == .lookUp, ask.stretch == read.stretch else {
      return []
    }
    links[id]?.asks[origin] = nil
    guard isHeld else { return search(read.stretch, below: read.stretch.to + 1, id, now) }
    if confirmed.count >= Self.confirmedLimit { confirmed = [] }
    confirmed.insert(read.stretch.tip)
    return plan(now)
  }

  /// The log has looked a stretch up.
  ///
  /// - Parameter events: what it holds of it; nil where it can't serve that.
  mutating func lookedUp(_ read: ChainRead, _ events: [Event]?, _ now: Instant) -> [MeshEffect] {
    let found = events?.first
    switch read.purpose {
    case .serve(let id): return sendPiece(events ?? [], to: id, now)
    case .probe(let id, let tip, let seq):
      return say(.probed(read.stretch.origin, tip: tip, seq: seq, hash: found?.hash), on: id, now)
    case .holds(let id): return lookedUpTip(read, found != nil, id, now)
    case .precedes(let id): return lookedUpPredecessor(read.stretch, found != nil, id, now)
    case .common(let id): return lookedUpCommon(read, found != nil, id, now)
    case .age(let id, let isOwn): return lookedUpAge(found, isOwn: isOwn, read.stretch.origin, id)
    }
  }
}
