import Events

/// Who is dialed, who is let in, and which of two links stays.
extension Mesh {
  mutating func accept(_ id: LinkID, _ from: PeerAddress, _ nonce: [UInt8], _ now: Instant) -> [MeshEffect] {
    let unproved = links.values.filter { !$0.isDialed && !$0.link.isProved }
    guard unproved.count < Doorkeeper.unprovedLimit,
      unproved.count(where: { $0.address.host == from.host }) < Doorkeeper.unprovedPerHostLimit,
      !doorkeeper.isHeldOff(from.host, at: now.monotonicMs)
    else { return [.close(id)] }
    return open(id, .listener, from, nonce, now)
  }

  mutating func dialed(_ id: LinkID, _ address: PeerAddress, _ nonce: [UInt8], _ now: Instant) -> [MeshEffect]
  {
    guard dials[address]?.phase == .connecting else { return [.close(id)] }
    dials[address]?.phase = .linked(id)
    change(recordIndex(dialing: address)) { $0.tryAgain(.proving, at: now.wall) }
    return open(id, .dialer, address, nonce, now)
  }

  private mutating func open(
    _ id: LinkID, _ role: LinkRole, _ address: PeerAddress, _ nonce: [UInt8], _ now: Instant
  ) -> [MeshEffect] {
    nonces.append(nonce)
    if nonces.count > Self.noncesKept { nonces.removeFirst() }
    let link = Link(role, introduction: introduction, keys: settings.keys, nonce: nonce, at: now)
    links[id] = MeshLink(link, address)
    return act(links[id]?.link.start(at: now) ?? [], on: id, now)
  }

  mutating func dialNow(_ address: PeerAddress, _ now: Instant) -> [MeshEffect] {
    if let origin = dials[address]?.origin, linkID(to: origin) != nil {
      dials[address]?.phase = .needless
      return []
    }
    dials[address]?.phase = .connecting
    change(recordIndex(dialing: address)) { $0.tryAgain(.dialing, at: now.wall) }
    return [.dial(address)]
  }

  mutating func dialFailed(_ address: PeerAddress, _ words: String, _ now: Instant) -> [MeshEffect] {
    guard dials[address]?.phase == .connecting else { return [] }
    retry(address, now)
    change(recordIndex(dialing: address)) { record in
      record.note(words, at: now.wall)
      record.trouble = words
      if record.who != nil { record.become(.outOfTouch, at: now.wall) }
    }
    return [.changed]
  }

  private mutating func retry(_ address: PeerAddress, _ now: Instant) {
    let random = random()
    dials[address]?.retry(at: now.monotonicMs, random: random)
  }

  /// The open link to a log.
  func linkID(to origin: Origin) -> LinkID? {
    links.filter { $0.value.peer?.origin == origin }.keys.min()
  }

  /// The other end has said who it is.
  mutating func meet(_ who: Introduction, on id: LinkID, _ now: Instant) -> [MeshEffect] {
    guard who.venue == introduction.venue else {
      return end(id, .said(.venue, "this is the venue “\(introduction.venue)”, not “\(who.venue)”"), now)
    }
    guard who.origin != introduction.origin else { return meetOneself(id, now) }
    note(who, on: id, now)
    var effects: [MeshEffect] = []
    if let other = linkID(to: who.origin) {
      let keepsNew = keepsNewer(id, than: other, who.origin)
      effects = end(keepsNew ? other : id, .said(.closing, "another link to this terminal stays"), now)
      guard keepsNew else { return effects }
    }
    links[id]?.peer = who
    links[id]?.openedMs = now.monotonicMs
    noteLinked(who, on: id, now)
    return effects + act(links[id]?.link.tick(at: now) ?? [], on: id, now) + sendHave(id, now) + [.changed]
  }

  /// Of two links between the same two, the one that the lesser origin dialed stays; of two that one end dialed, the
  /// newer (contract, section 3.4).
  private func keepsNewer(_ new: LinkID, than old: LinkID, _ theirs: Origin) -> Bool {
    guard let (new, old) = links[new].flatMap({ new in links[old].map { (new, $0) } }) else { return true }
    guard new.isDialed != old.isDialed else { return true }
    let isOursLesser = introduction.origin < theirs
    return new.isDialed == isOursLesser
  }

  /// The nonces of the last 128 hellos are remembered: by them a terminal knows itself, whichever end closes first.
  private static let noncesKept = 128

  /// The other end bears this terminal's own origin: it is this terminal, or a copy of its disk in another box.
  private mutating func meetOneself(_ id: LinkID, _ now: Instant) -> [MeshEffect] {
    let nonce = links[id]?.link.theirNonce
    let isItself = nonce.map(nonces.contains) ?? false
    let address = links[id].flatMap { $0.isDialed ? $0.address : nil }
    let effects = end(id, .said(.ownOrigin, "this is the same terminal"), now)
    if isItself {
      if let address { dials[address]?.phase = .needless }
      return effects
    }
    return effects + [.change(.cloned(introduction.origin))]
  }

  /// A link is over.
  mutating func over(_ id: LinkID, _ why: LinkEnd, _ now: Instant) -> [MeshEffect] {
    guard let link = links.removeValue(forKey: id) else { return [] }
    if case .badLine = why { refusedLines += 1 }
    if why == .unproved, !link.isDialed {
      doorkeeper.noteWrongProof(from: link.address.host, at: now.monotonicMs)
    }
    remember(link, id, why, now)
    if link.isDialed, dials[link.address]?.phase == .linked(id) {
      if link.peer != nil, now.monotonicMs - link.openedMs >= Dial.steadyMs {
        dials[link.address]?.attempts = 0
      }
      retry(link.address, now)
    }
    if let origin = link.peer?.origin { dialAgain(origin, now) }
    return [.close(id), .changed] + plan(now)
  }

  /// Addresses that were not dialed since another link led there.
  private mutating func dialAgain(_ origin: Origin, _ now: Instant) {
    for (address, dial) in dials.sorted(by: { $0.key < $1.key })
    where dial.phase == .needless && dial.origin == origin {
      dials[address]?.attempts = 0
      retry(address, now)
    }
  }

  /// Says goodbye on every link and dials anew: this terminal is another one from now on.
  public mutating func become(_ introduction: Introduction, because words: String, at now: Instant)
    -> [MeshEffect]
  {
    self.introduction = introduction
    alarm(words)
    return links.keys.sorted().flatMap { end($0, .said(.closing, "this terminal has another name now"), now) }
  }

  /// Says goodbye on every link: the terminal ends.
  public mutating func close(at now: Instant) -> [MeshEffect] {
    dials = [:]
    return links.keys.sorted().flatMap { end($0, .said(.closing, "this terminal is switched off"), now) }
  }

  /// Says what somebody should look at.
  public mutating func alarm(_ words: String) {
    alarms.removeAll { $0 == words }
    alarms.append(words)
    if alarms.count > Self.alarmsLimit { alarms.removeFirst() }
  }

  private static let alarmsLimit = 8
}
