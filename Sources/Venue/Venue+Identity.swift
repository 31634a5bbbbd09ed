import Dining
import Events
import Replication

/// A terminal that must go on as another one.
extension Venue {
  mutating func become(because why: IdentityChange, _ moment: Moment) -> [Effect] {
    let before = identity
    guard var next = identity(because: why, moment) else { return [] }
    if let reason = why.retirement {
      next.pendingRetirements.append(.init(origin: before.origin, reason: reason))
    }
    identity = next
    if next.letter != before.letter { codes = codes(letter: next.letter) }
    let effects = [.keep(next)] + writeRetirements(moment)
    let introduction = introduction
    let wishes = mesh?.become(introduction, because: why.alarm(before, next), at: moment.instant) ?? []
    return effects + carryOut(wishes, moment)
  }

  private func identity(because why: IdentityChange, _ moment: Moment) -> Identity? {
    let random = UInt32(truncatingIfNeeded: moment.random.0.low >> 32)
    switch why {
    case .rolledBack(let origin), .cloned(let origin):
      guard origin == identity.origin else { return nil }
      return Origin(terminal: identity.terminal, random: random).map {
        identity.goingOn(as: $0, letter: identity.letter)
      }
    case .sameName(let origin, let taken):
      guard origin == identity.origin else { return nil }
      let name = Self.freeName(identity.terminal, taken)
      return Origin(terminal: name, random: random).map {
        identity.goingOn(as: $0, letter: identity.letter)
      }
    case .sameLetter(let letter, _, let taken):
      guard letter == String(identity.letter) else { return nil }
      return freeLetter(taken).map { identity.goingOn(as: identity.origin, letter: $0) }
    }
  }

  /// A letter that no terminal has and, if possible, no live order bears.
  private func freeLetter(_ taken: [String]) -> Character? {
    let free = ShortCodes.letters.filter { !taken.contains(String($0)) && $0 != identity.letter }
    let inUse = Set(ahead.live.compactMap { $0.opening?.shortCode.string.first })
    return free.first { !inUse.contains($0) } ?? free.first
  }

  /// `tv-2`, `tv-3` …
  private static func freeName(_ name: String, _ taken: [String]) -> String {
    let base = String(name.prefix(Origin.terminalLimit - 3))
    let number = (2...99).first { !taken.contains("\(base)-\($0)") } ?? 99
    return "\(base)-\(number)"
  }

  private func codes(letter: Character) -> ShortCodes {
    var codes = ShortCodes(letter: letter)
    for order in ahead.live { if let code = order.opening?.shortCode.string { codes.reserve(code) } }
    return codes
  }

  /// Tells everybody that nothing more comes under the names that have ended here, where the disk has not kept that
  /// yet. A disk that refuses it is asked again every ``retireAgainMs``, also after a restart.
  mutating func writeRetirements(_ moment: Moment) -> [Effect] {
    triedToRetireMs = moment.monotonicMs
    var effects: [Effect] = []
    for retirement in identity.pendingRetirements where !isPending(retirement) {
      let draft = draft(of: retirement, moment.following(tip(of: identity.origin).hash))
      effects += (try? write(draft, moment)) ?? []
    }
    return effects
  }

  /// When retirements are to be written again, on the monotonic clock; nil where none is pending.
  var retirementsDueMs: Int64? {
    identity.pendingRetirements.isEmpty ? nil : triedToRetireMs + Self.retireAgainMs
  }

  private static let retireAgainMs: Int64 = 10_000

  /// What is on the disk is no longer pending.
  mutating func noteRetired(_ events: [Event]) -> [Effect] {
    let retired = events.compactMap(Self.retired)
    guard identity.pendingRetirements.contains(where: { retired.contains($0.origin.description) }) else {
      return []
    }
    identity.pendingRetirements.removeAll { retired.contains($0.origin.description) }
    return [.keep(identity)]
  }

  private func isPending(_ retirement: Identity.Retirement) -> Bool {
    pendingEvents(upTo: .max).contains { Self.retired($0) == retirement.origin.description }
  }

  /// Of which origin an event says that it has ended.
  private static func retired(_ event: Event) -> String? {
    guard event.type == .originRetired else { return nil }
    var payload = event.payload
    return payload.text("origin")
  }

  private func draft(of retirement: Identity.Retirement, _ moment: Moment) -> EventDraft {
    var payload = PayloadWriter()
    payload.set("origin", retirement.origin.description)
    payload.set("reason", retirement.reason)
    let stamp = clock.stamp(wall: moment.wall, latestInStream: ahead.latestSetting)
    return EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: moment.random.0)), stamp: stamp, type: .originRetired,
      entity: .venue, entityID: .text(ExactString(identity.venue)), source: .system,
      actor: ExactString(identity.terminal), payload: payload)
  }
}

extension IdentityChange {
  /// Why an origin ends, for its last event; nil where it goes on.
  fileprivate var retirement: String? {
    switch self {
    case .rolledBack: "its disk had lost events that others hold"
    case .cloned: "another box wrote under the same name"
    case .sameLetter, .sameName: nil
    }
  }

  /// What a person should know and do.
  fileprivate func alarm(_ before: Identity, _ after: Identity) -> String {
    switch self {
    case .rolledBack:
      "Others held more of this terminal's log than its own disk: it lost events, or a backup was put back. They "
        + "are fetched; new orders go on as \(after.origin). Check this disk."
    case .cloned:
      "Another box writes as \(before.origin): a disk was copied. Both histories are kept, and this one goes on as "
        + "\(after.origin). Give the other box a data directory of its own."
    case .sameLetter(_, let other, _):
      "\(other) has the letter \(before.letter) too and is older: new orders here get \(after.letter). Set letter in "
        + "galley.conf to choose another."
    case .sameName:
      "Another terminal is called \(before.terminal) too and is older: this one goes on as \(after.terminal). Set "
        + "name in galley.conf to choose another."
    }
  }
}
