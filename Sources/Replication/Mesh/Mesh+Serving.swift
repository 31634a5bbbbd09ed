import Events

/// What others ask for: read from the log piece by piece, as fast as they read it.
extension Mesh {
  /// The other end asks for a stretch: it is sent after what that end asked for before.
  mutating func queue(
    _ stretch: ChainRange, _ maxBytes: Int, for id: LinkID, _ now: Instant
  ) -> [MeshEffect] {
    guard let toServe = links[id]?.toServe, toServe.count < MeshLink.toServeLimit else {
      return end(id, .said(.busy, "more was asked for than can be answered"), now)
    }
    links[id]?.toServe.append(MeshLink.Want(stretch: stretch, bytesLeft: max(1, maxBytes)))
    return serve(id)
  }

  /// Reads on for a link, where it has room and nothing is being read for it.
  mutating func serve(_ id: LinkID) -> [MeshEffect] {
    guard let link = links[id], !link.isReadingForIt, let next = link.toServe.first,
      link.link.unsentBytes < MeshLink.serveWindowBytes
    else { return [] }
    links[id]?.isReadingForIt = true
    let maxBytes = min(next.bytesLeft, MeshLink.serveWindowBytes)
    return [.read(ChainRead(stretch: next.stretch, maxBytes: maxBytes, purpose: .serve(id)))]
  }

  /// Sends what the log gave of the first stretch that is to be served, or says that it lacks it.
  mutating func sendPiece(_ events: [Event], to id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard var want = links[id]?.toServe.first, links[id]?.isReadingForIt == true else { return [] }
    links[id]?.isReadingForIt = false
    let asked = want.stretch
    guard let last = events.last else {
      links[id]?.toServe.removeFirst()
      return say(.lack(asked), on: id, now) + serve(id)
    }
    var effects: [MeshEffect] = []
    for piece in Self.pieces(of: events) { effects += say(.events(piece.map { .good($0) }), on: id, now) }
    // What was sent will be held there.
    believe(last, of: id)
    want.bytesLeft -= events.reduce(0) { $0 + $1.line.count }
    let isDone = want.bytesLeft <= 0 || last.seq >= asked.to || last.hash == asked.tip
    want.stretch = ChainRange(origin: asked.origin, tip: asked.tip, from: last.seq + 1, to: asked.to)
    if isDone { links[id]?.toServe.removeFirst() } else { links[id]?.toServe[0] = want }
    return effects + serve(id)
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
