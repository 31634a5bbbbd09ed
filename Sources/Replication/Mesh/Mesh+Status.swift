import Events

/// What is known of the others, for people.
extension Mesh {
  /// Two who agreed a moment ago are taken to do so still: what they agreed on is what is said.
  static let agreedMs: Int64 = 2_000
  /// A terminal that is not dialed from here, and has been gone for 12 hours, is no longer listed.
  private static let forgottenMs: Int64 = 12 * 3_600_000
  /// At most 64 other terminals are remembered: more than a house has.
  private static let recordLimit = 64

  public func status(at now: Instant) -> MeshStatus {
    let agreeing = links.values.filter { isInStep($0, now) }
    return MeshStatus(
      peers: records.filter { !isForgotten($0, now) }.map { status($0, now) }.sorted {
        ($0.title, $0.address) < ($1.title, $1.address)
      },
      screensAgreeing: agreeing.count + 1,
      eventsAgreed: agreeing.compactMap { $0.agreed?.events }.min() ?? eventsHeld, alarms: alarms)
  }

  private func status(_ record: PeerRecord, _ now: Instant) -> PeerStatus {
    let link = record.link.flatMap { links[$0] }
    let theirs = link.map { $0.theirs ?? [:] } ?? record.theirs
    return PeerStatus(
      terminal: record.who?.terminal, origin: record.who?.origin.description,
      address: record.address.description, state: record.state, since: record.since,
      rttMs: link?.link.rttMs ?? record.rttMs, skewMs: link?.link.skewMs ?? record.skewMs,
      eventsBehind: theirs.map { Self.missing(in: $0, of: told) } ?? 0,
      eventsAhead: theirs.map { Self.missing(in: told, of: $0) } ?? 0,
      bytesReceived: record.bytesReceived + (link?.link.bytesReceived ?? 0),
      bytesSent: record.bytesSent + (link?.link.bytesSent ?? 0), bytesUnsent: link?.link.unsentBytes ?? 0,
      lastHeard: link?.link.lastHeard.wall ?? record.lastHeard, agrees: link.map(agrees) ?? false,
      letter: record.who?.letter, version: record.who?.version, trouble: record.trouble, history: record.notes
    )
  }

  private func agrees(_ link: MeshLink) -> Bool { link.isOpen && link.theirs == told }

  private func isInStep(_ link: MeshLink, _ now: Instant) -> Bool {
    guard link.isOpen, let agreed = link.agreed else { return false }
    return now.monotonicMs - agreed.atMs < Self.agreedMs || link.theirs == told
  }

  /// How many events of `whole` are not in `part`, as far as the ends of histories tell.
  private static func missing(in part: [Origin: [ChainTip]], of whole: [Origin: [ChainTip]]) -> Int {
    whole.reduce(0) { sum, entry in
      let theirs = part[entry.key] ?? []
      let reach = theirs.map(\.seq).max() ?? 0
      return sum
        + entry.value.reduce(0) { more, tip in
          theirs.contains(tip) ? more : more + max(tip.seq > reach ? Int(tip.seq - reach) : 0, 1)
        }
    }
  }

  /// Compares what both hold, and follows what that makes of the link's state.
  mutating func noteAgreement(_ id: LinkID, _ now: Instant) {
    guard let link = links[id], link.isOpen else { return }
    if agrees(link) { links[id]?.agreed = (now.monotonicMs, eventsHeld) }
    let isInStep = links[id].map { self.isInStep($0, now) } ?? false
    change(recordIndex(of: id)) { record in
      let before = record.state
      record.become(isInStep ? .inTouch : .catchingUp, at: now.wall)
      if before != record.state, isInStep { record.note("holds the same", at: now.wall) }
    }
  }

  /// Notices that two who agreed a moment ago no longer do.
  mutating func followAgreement(_ id: LinkID, _ now: Instant) -> [MeshEffect] {
    let before = recordIndex(of: id).map { records[$0].state }
    noteAgreement(id, now)
    if let agreed = links[id]?.agreed, now.monotonicMs - agreed.atMs >= Self.agreedMs,
      links[id]?.theirs != told
    {
      links[id]?.agreed = nil
    }
    return before == recordIndex(of: id).map { records[$0].state } ? [] : [.changed]
  }

  func recordIndex(of id: LinkID) -> Int? { records.firstIndex { $0.link == id } }

  func recordIndex(dialing address: PeerAddress) -> Int? {
    records.firstIndex { $0.dialAddress == address }
  }

  mutating func change(_ index: Int?, _ body: (inout PeerRecord) -> Void) {
    if let index { body(&records[index]) }
  }

  /// Puts a terminal and the address that leads to it into one record.
  mutating func note(_ who: Introduction, on id: LinkID, _ now: Instant) {
    guard let link = links[id] else { return }
    if link.isDialed { dials[link.address]?.origin = who.origin }
    let dialed = link.isDialed ? recordIndex(dialing: link.address) : nil
    let named = records.firstIndex { $0.who?.terminal == who.terminal }
    switch (named, dialed) {
    case (let named?, let dialed?) where named != dialed:
      records[named].dialAddress = records[named].dialAddress ?? link.address
      records[named].address = link.address
      if records[dialed].who == nil {
        records.remove(at: dialed)
      }
    case (nil, nil): addRecord(link.address, now)
    default: break
    }
    let place = records.firstIndex { $0.who?.terminal == who.terminal } ?? dialed ?? records.count - 1
    records[place].who = who
  }

  private func isForgotten(_ record: PeerRecord, _ now: Instant) -> Bool {
    record.dialAddress == nil && record.link == nil
      && now.wall.milliseconds - record.since.milliseconds > Self.forgottenMs
  }

  private mutating func addRecord(_ address: PeerAddress, _ now: Instant) {
    records = records.filter { !isForgotten($0, now) }
    if records.count >= Self.recordLimit,
      let idle = records.firstIndex(where: { $0.dialAddress == nil && $0.link == nil })
    {
      records.remove(at: idle)
    }
    records.append(PeerRecord(address: address, since: now.wall))
  }

  /// Notes in a terminal's record that a link to it has opened and stays.
  mutating func noteLinked(_ who: Introduction, on id: LinkID, _ now: Instant) {
    let address = links[id]?.address
    change(records.firstIndex { $0.who?.terminal == who.terminal }) { record in
      record.link = id
      record.trouble = nil
      if record.dialAddress == nil { record.address = address ?? record.address }
      record.become(.catchingUp, at: now.wall)
      record.note("in touch", at: now.wall)
    }
  }

  /// Keeps what a link that is over has shown of the other end.
  mutating func remember(_ link: MeshLink, _ id: LinkID, _ why: LinkEnd, _ now: Instant) {
    let isLinked = recordIndex(of: id) != nil
    let index = recordIndex(of: id) ?? (link.isDialed ? recordIndex(dialing: link.address) : nil)
    change(index) { record in
      record.bytesReceived += link.link.bytesReceived
      record.bytesSent += link.link.bytesSent
      let words = Self.words(why, link)
      record.note(words, at: now.wall)
      guard isLinked || record.link == nil else { return }
      record.link = nil
      if link.peer != nil {
        record.lastHeard = link.link.lastHeard.wall
        record.theirs = link.theirs
        record.rttMs = link.link.rttMs
        record.skewMs = link.link.skewMs
      }
      record.trouble = words
      record.become(
        Self.isRefusal(why, link) ? .refused : record.who == nil ? .dialing : .outOfTouch, at: now.wall)
    }
  }

  /// An end that is not given the right proof says nothing and goes.
  private static func endedAtProof(_ why: LinkEnd, _ link: MeshLink) -> Bool {
    if case .gone = why { link.isDialed && link.link.phaseBefore == .proving } else { false }
  }

  private static func words(_ why: LinkEnd, _ link: MeshLink) -> String {
    endedAtProof(why, link) ? "it ended the link at the proof: the keys differ" : why.words
  }

  private static func isRefusal(_ why: LinkEnd, _ link: MeshLink) -> Bool {
    switch why {
    case .unproved, .noHello, .said(.venue, _), .said(.ownOrigin, _), .said(.version, _), .told(.venue, _),
      .told(.ownOrigin, _), .told(.version, _):
      true
    case .said, .told, .lateProof, .badLine, .silent, .unread: false
    case .gone: endedAtProof(why, link)
    }
  }
}
