import Events

/// Looks for the place where two histories of one origin part, by asking for hashes half-way.
struct ForkSearch: Hashable, Sendable {
  /// Both hold the same up to here; 0 before the first event.
  var low: Int64 = 0
  /// From here on they differ.
  var high: Int64
  /// The hash at `low`.
  var common: Fingerprint
  /// Which seq was asked for.
  var asked: Int64

  /// What to ask for first is just below: where only the last event does not fit, that says it.
  init(below high: Int64, chainStart: Fingerprint) {
    self.high = high
    common = chainStart
    asked = high - 1
  }

  var isOver: Bool { high - low <= 1 }

  /// Halves what is left, by whether the event that stands at `asked` on their side is held here.
  mutating func narrow(_ hash: Fingerprint?, isHeld: Bool) {
    if isHeld, let hash {
      low = asked
      common = hash
    } else {
      high = asked
    }
    asked = low + (high - low) / 2
  }
}

extension Mesh {
  /// Looks for the last event of a chain that is held here, below a seq that is not.
  mutating func search(_ stretch: ChainRange, below seq: Int64, _ id: LinkID, _ now: Instant) -> [MeshEffect]
  {
    let start = stretch.origin.chainStart(venue: introduction.venue)
    return ask(ForkSearch(below: seq, chainStart: start), stretch, id, now)
  }

  private mutating func ask(
    _ search: ForkSearch, _ stretch: ChainRange, _ id: LinkID, _ now: Instant
  ) -> [MeshEffect] {
    let origin = stretch.origin
    guard !search.isOver else {
      let rest = ChainRange(origin: origin, tip: stretch.tip, from: search.high, to: stretch.to)
      return want(rest, .fork(after: search.common), id, now)
    }
    links[id]?.asks[origin] = MeshLink.Ask(
      stretch: stretch, kind: .search(search), maxBytes: 1, progressMs: now.monotonicMs)
    return say(.probe(origin, tip: stretch.tip, seq: search.asked), on: id, now)
  }

  mutating func probed(
    _ origin: Origin, _ tip: Fingerprint, _ seq: Int64, _ hash: Fingerprint?, _ id: LinkID, _ now: Instant
  ) -> [MeshEffect] {
    guard let ask = links[id]?.asks[origin], case .search(let search) = ask.kind, search.asked == seq,
      ask.stretch.tip == tip
    else { return [] }
    guard let hash else { return lacks(ask.stretch, id, now) }
    let stretch = ChainRange(origin: origin, tip: hash, from: seq, to: seq)
    return [.read(ChainRead(stretch: stretch, maxBytes: 1, purpose: .common(id)))]
  }

  /// The log has said whether what stands half-way on their side is held here.
  mutating func lookedUpCommon(
    _ read: ChainRead, _ isHeld: Bool, _ id: LinkID, _ now: Instant
  ) -> [MeshEffect] {
    let origin = read.stretch.origin
    guard let ask = links[id]?.asks[origin], case .search(var search) = ask.kind,
      search.asked == read.stretch.from
    else { return [] }
    search.narrow(read.stretch.tip, isHeld: isHeld || isComing(read.stretch.tip))
    return self.ask(search, ask.stretch, id, now)
  }

  /// What hash stands at a seq of the chain that leads to a tip.
  func answerProbe(_ origin: Origin, _ tip: Fingerprint, _ seq: Int64, _ id: LinkID) -> [MeshEffect] {
    let stretch = ChainRange(origin: origin, tip: tip, from: seq, to: seq)
    return [.read(ChainRead(stretch: stretch, maxBytes: 1, purpose: .probe(id, tip: tip, seq: seq)))]
  }
}
