import Events

/// When a log was begun, as far as it has been looked up.
enum LogAge: Hashable, Sendable {
  /// Its first event is being looked up.
  case asked
  /// It has none, so it is younger than all that have.
  case empty
  case began(Timestamp)
}

/// Two boxes with one letter or one name: the younger takes another.
extension Mesh {
  private func clashes(_ who: Introduction) -> Bool {
    who.letter == introduction.letter || who.terminal == introduction.terminal
  }

  /// Finds out who is younger, once all that the other end wrote is here.
  mutating func lookAtAges(_ id: LinkID) -> [MeshEffect] {
    guard let link = links[id], let who = link.peer, clashes(who), let theirs = link.theirs,
      (theirs[who.origin] ?? []).allSatisfy({ held.histories(of: who.origin).contains($0) })
    else { return [] }
    return lookUp(who.origin, isOwn: false, id) + lookUp(introduction.origin, isOwn: true, id)
      + compareAges(with: who, id)
  }

  private mutating func lookUp(_ origin: Origin, isOwn: Bool, _ id: LinkID) -> [MeshEffect] {
    let tip = held.tip(of: origin)
    guard ages[origin] == nil || ages[origin] == .empty && tip.seq > 0 else { return [] }
    ages[origin] = tip.seq == 0 ? .empty : .asked
    guard tip.seq > 0 else { return [] }
    let stretch = ChainRange(origin: origin, tip: tip.hash, from: 1, to: 1)
    return [.read(ChainRead(stretch: stretch, maxBytes: 1, purpose: .age(id, isOwn: isOwn)))]
  }

  /// The log has looked up when a log was begun.
  ///
  /// - Parameter first: its first event.
  mutating func lookedUpAge(_ first: Event?, isOwn: Bool, _ origin: Origin, _ id: LinkID) -> [MeshEffect] {
    ages[origin] = first.map { .began($0.createdAt) }
    guard let who = links[id]?.peer else { return [] }
    return compareAges(with: who, id)
  }

  private mutating func compareAges(with who: Introduction, _ id: LinkID) -> [MeshEffect] {
    guard clashes(who), let mine = place(of: introduction.origin), let theirs = place(of: who.origin),
      theirs < mine
    else { return [] }
    if who.terminal == introduction.terminal {
      return [.change(.sameName(introduction.origin, taken: records.compactMap { $0.who?.terminal }))]
    }
    let taken = records.compactMap { $0.who?.letter }
    return [.change(.sameLetter(introduction.letter, as: who.terminal, taken: taken))]
  }

  /// Where a log stands in the row of ages; nil while that is being looked up.
  private func place(of origin: Origin) -> (Timestamp, Origin)? {
    switch ages[origin] {
    case nil, .asked: nil
    case .empty: (.latest, origin)
    case .began(let time): (time, origin)
    }
  }
}
