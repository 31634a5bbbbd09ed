import Events

/// What others ask for: read from the log piece by piece, as fast as they read it.
extension Mesh {
  mutating func owe(_ stretch: ChainRange, _ maxBytes: Int, to id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard let owed = links[id]?.owed, owed.count < MeshLink.owedLimit else {
      return end(id, .said(.busy, "more was asked for than can be answered"), now)
    }
    links[id]?.owed.append(MeshLink.Owed(stretch: stretch, bytesLeft: max(1, maxBytes)))
    return serve(id)
  }

  /// Reads on for a link, where it has room and nothing is being read for it.
  mutating func serve(_ id: LinkID) -> [MeshEffect] {
    guard let link = links[id], !link.isReadingForIt, let next = link.owed.first,
      link.link.unsentBytes < MeshLink.serveWindowBytes
    else { return [] }
    links[id]?.isReadingForIt = true
    let maxBytes = min(next.bytesLeft, MeshLink.serveWindowBytes)
    return [.read(ChainRead(stretch: next.stretch, maxBytes: maxBytes, purpose: .serve(id)))]
  }

  mutating func took(_ read: ChainRead, _ events: [Event], for id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard var owed = links[id]?.owed.first, links[id]?.isReadingForIt == true else { return [] }
    links[id]?.isReadingForIt = false
    let asked = owed.stretch
    guard let last = events.last else {
      links[id]?.owed.removeFirst()
      return say(.lack(asked), on: id, now) + serve(id)
    }
    var effects: [MeshEffect] = []
    for piece in Self.pieces(of: events) { effects += say(.events(piece.map { .good($0) }), on: id, now) }
    serve(last, to: id)
    owed.bytesLeft -= events.reduce(0) { $0 + $1.line.count }
    let isDone = owed.bytesLeft <= 0 || last.seq >= asked.to || last.hash == asked.tip
    owed.stretch = ChainRange(origin: asked.origin, tip: asked.tip, from: last.seq + 1, to: asked.to)
    if isDone { links[id]?.owed.removeFirst() } else { links[id]?.owed[0] = owed }
    return effects + serve(id)
  }

  /// What was sent will be held there, if it ends that origin's history here.
  private mutating func serve(_ last: Event, to id: LinkID) {
    guard (links[id]?.believed[last.origin]?.seq ?? 0) < last.seq else { return }
    links[id]?.believed[last.origin] = ChainTip(seq: last.seq, hash: last.hash)
  }

  /// Cuts events into messages of at most ``EventLines/bytesLimit``, a longer event alone.
  static func pieces(of events: [Event]) -> [ArraySlice<Event>] {
    var pieces: [ArraySlice<Event>] = []
    var start = 0
    var bytes = 0
    for (place, event) in events.enumerated() {
      if place > start, bytes + event.line.count + 1 > EventLines.bytesLimit {
        pieces.append(events[start..<place])
        start = place
        bytes = 0
      }
      bytes += event.line.count + 1
    }
    if start < events.count { pieces.append(events[start...]) }
    return pieces
  }
}
