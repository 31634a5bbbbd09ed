import EventLog
import Events
import Replication

/// The stream of events to one partner: what was read of the log, what is on its way, what waits, what is given up.
///
/// At least once, and in order within an order: of one stream one event is on its way at a time, and what comes after it
/// waits. An event that is not taken is tried again over a day and holds up its own order alone. Where several in a row
/// are not taken, the partner is away: it is asked now and then with the first of them, and once it takes that, all go on.
///
/// Lines, answers and moments come in, what is to be sent and kept comes out. Nothing is read or written here.
public struct Delivery: Sendable {
  public internal(set) var place: DeliveryPlace
  /// What was read and is not settled, in the order in which it is sent.
  public internal(set) var entries: [DeliveryEntry] = []
  public internal(set) var delivered: Int64 = 0
  /// Tries that came to nothing.
  public internal(set) var failed: Int64 = 0
  /// Lines up to this reach were read before the log was rewritten, or by another terminal: they are passed over.
  private var known: [Origin: Int64]
  let venue: String
  /// The event behind which it begins, while that has not been read.
  private var start: Fingerprint?
  /// How many may be on their way at a time.
  private var allowance = 1
  private var failuresInARow = 0
  private var pausedUntilMs: Int64 = .min
  /// When it was last sent something or answered.
  private var progressMs: Int64 = 0

  /// What is to be done, in this order.
  public enum Effect: Hashable, Sendable {
    case send(cursor: String, JSON)
    /// It goes to the dead letters, in the place of an older letter of the same event.
    case bury(DeadLetter)
    /// The letter of the event with this id was taken.
    case unbury(String)
  }

  static let allowanceLimit = 64
  /// Events in memory for a partner: those on their way, those that wait, and those behind them.
  static let entriesLimit = 256
  static let bytesLimit = 4 << 20
  /// A partner that answers nothing for so long while it has events hangs.
  public static let patienceMs: Int64 = 120_000

  /// From the event on that enabled the partner.
  ///
  /// - Parameter start: the hash of that event; what stands before it in the log is passed over.
  public init(venue: String, after start: Fingerprint) {
    self.init(venue: venue, from: DeliveryPlace(), known: [:])
    self.start = start
  }

  /// - Parameter known: what of the log need not be read again, though it stands behind `place`.
  init(venue: String, from place: DeliveryPlace, known: [Origin: Int64]) {
    self.venue = venue
    self.place = place
    self.known = known
  }

  /// Whether the log still has the line before the place where it stands there.
  public func stands(in reader: LogReader) throws(DiskFault) -> Bool { try reader.holds(place.last) }

  /// Goes on at the beginning of the log, past what was read: its files have been rewritten.
  public mutating func relocate() {
    known = place.reach
    place = DeliveryPlace(reach: place.reach)
  }

  // MARK: Reading

  /// How many lines it takes now.
  public var room: Int {
    guard entries.reduce(0, { $0 + $1.bytes }) < Self.bytesLimit else { return 0 }
    // One that is away is asked with an event that is there; without any it would never be asked again.
    return isAway ? (entries.isEmpty ? 1 : 0) : max(0, Self.entriesLimit - entries.count)
  }

  var isAway: Bool { failuresInARow >= DeliverySchedule.awayAfter }

  /// Whether it still looks for the place where it begins; until then there is nothing to keep.
  public var isSearching: Bool { start != nil }

  /// Takes the next line of the log.
  public mutating func read(_ line: LogScan.Line) {
    place.pass(line)
    if let start {
      if case .success(let event) = line.content, event.hash == start { self.start = nil }
      return
    }
    guard let entry = DeliveryEntry(line, venue: venue), case .log(_, let origin, let seq) = entry.source,
      seq > known[origin] ?? 0
    else { return }
    entries.append(entry)
  }

  /// How far another terminal may take all for read: below everything that is not settled.
  public var settledReach: [Origin: Int64] {
    entries.reduce(into: place.reach) { reach, entry in
      guard case .log(_, let origin, let seq) = entry.source, let read = reach[origin] else { return }
      reach[origin] = min(read, seq - 1)
    }
  }

  // MARK: Sending

  /// What is to be sent now.
  public mutating func next(at now: Instant) -> [Effect] {
    guard pausedUntilMs <= now.monotonicMs else { return [] }
    var inFlight = entries.count { $0.state == .sent }
    if inFlight == 0 { progressMs = now.monotonicMs }
    var busy: Set<String> = []
    var effects: [Effect] = []
    for place in entries.indices where inFlight < (isAway ? 1 : allowance) {
      let entry = entries[place]
      guard busy.insert(entry.stream).inserted, isDue(entry, now) else { continue }
      entries[place].state = .sent
      entries[place].firstTriedAt = entry.firstTriedAt ?? now.wall
      inFlight += 1
      effects.append(.send(cursor: entry.cursor, entry.event))
    }
    return effects
  }

  private func isDue(_ entry: DeliveryEntry, _ now: Instant) -> Bool {
    switch entry.state {
    case .ready: true
    case .sent: false
    case .waiting(let until): isAway || until <= now.monotonicMs
    }
  }

  /// When something is to be sent, or a silent partner given up; nil for never.
  public var deadlineMs: Int64? {
    if entries.contains(where: { $0.state == .sent }) { return progressMs + Self.patienceMs }
    var streams: Set<String> = []
    let first = entries.filter { streams.insert($0.stream).inserted }.map { entry -> Int64 in
      if case .waiting(let until) = entry.state, !isAway { until } else { .min }
    }.min()
    return first.map { max($0, pausedUntilMs) }
  }

  /// Whether it has events and has said nothing for too long.
  public func hangs(at now: Instant) -> Bool {
    entries.contains { $0.state == .sent } && now.monotonicMs - progressMs >= Self.patienceMs
  }

  // MARK: Answers

  /// The partner has kept an event; of one that is not on its way it says nothing new.
  public mutating func acknowledge(_ cursor: String, at now: Instant) -> [Effect] {
    guard let place = place(ofSent: cursor) else { return [] }
    progressMs = now.monotonicMs
    let entry = entries.remove(at: place)
    delivered += 1
    allowance = min(Self.allowanceLimit, allowance * 2)
    if isAway { comeBack() }
    failuresInARow = 0
    return entry.source == .deadLetter ? [.unbury(entry.id)] : []
  }

  /// It was away and is back: what it did not take then was not the events' fault.
  private mutating func comeBack() {
    for place in entries.indices where entries[place].state != .sent {
      entries[place].state = .ready
      entries[place].tries = 0
      entries[place].firstTriedAt = nil
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
    if !isFinal { noteFailure(now) }
    return fail(place, error, isFinal: isFinal, mayBury: mayBury, now)
  }

  /// The partner's process is gone: what it had may be kept there or not, so it comes again.
  public mutating func interrupt(_ why: String, mayBury: Bool = true, at now: Instant) -> [Effect] {
    let sent = entries.filter { $0.state == .sent }.map(\.cursor)
    guard !sent.isEmpty else { return [] }
    failed += 1
    noteFailure(now)
    return sent.compactMap(place(ofSent:)).reversed().flatMap {
      fail($0, why, isFinal: false, mayBury: mayBury, now)
    }
  }

  private mutating func noteFailure(_ now: Instant) {
    allowance = 1
    failuresInARow += 1
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
    pausedUntilMs = .min
    failuresInARow = 0
    for place in entries.indices where entries[place].state != .sent { entries[place].state = .ready }
    let held = Set(entries.map(\.id))
    let fresh = letters.filter { !held.contains($0.id) }.map { letter in
      let stream = letter.event["subject"]?.string ?? letter.id
      return DeliveryEntry(.deadLetter, stream: stream, event: letter.event)
    }
    // Before what came later.
    let room = max(0, Self.entriesLimit - entries.count)
    entries.insert(contentsOf: fresh.prefix(room), at: 0)
  }
}
