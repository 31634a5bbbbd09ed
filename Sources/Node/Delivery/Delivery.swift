import EventLog
import Events
import Replication

/// The stream of events to one partner: what was read of the log, what is on its way, what waits, what is given up.
///
/// At least once, and in order within an order: of one stream one event is on its way at a time, and what comes after it
/// waits. An event that is not taken is tried again over a day and holds up its own order alone. Where several in a row
/// are not taken, the partner is away: it is asked now and then with what was tried least, and once it takes that, all go
/// on.
///
/// Lines, answers and moments come in, what is to be sent and kept comes out. Nothing is read or written here.
public struct Delivery: Sendable {
  public internal(set) var place = DeliveryPlace()
  /// What was read and is not settled, in the order in which it is sent.
  public internal(set) var entries: [DeliveryEntry] = []
  public internal(set) var delivered: Int64 = 0
  /// Tries that came to nothing.
  public internal(set) var failed: Int64 = 0
  /// What was read up to here, before the log was rewritten or by another terminal, is passed over.
  private(set) var known: [Origin: Int64]
  /// Whether the log is read anew from its beginning, and its end was not reached yet.
  private(set) var isRereading: Bool
  /// The highest seq that was read, by origin.
  private var seen: [Origin: Int64]
  let venue: String
  /// The event behind which it begins, while that has not been read.
  private var start: Fingerprint?
  /// How many may be on their way at a time.
  var allowance = 1
  var failuresInARow = 0
  /// The streams whose events these were, up to as many as make a partner count as away.
  var failing: Set<String> = []
  var pausedUntilMs: Int64 = .min
  /// When it was last sent something or answered.
  var progressMs: Int64 = 0

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
  /// Of their text; one more event may go beyond it. In memory they take several times as much.
  static let bytesLimit = 1 << 20
  /// A partner that answers nothing for so long while it has events hangs.
  public static let patienceMs: Int64 = 120_000

  /// From the event on that enabled the partner.
  ///
  /// - Parameter start: the hash of that event; what stands before it in the log is passed over.
  public init(venue: String, after start: Fingerprint) {
    self.init(venue: venue, past: [:])
    isRereading = false
    self.start = start
  }

  /// From the beginning of the log, past what was read already.
  init(venue: String, past known: [Origin: Int64]) {
    self.venue = venue
    self.known = known
    seen = known
    isRereading = true
  }

  /// Goes on at a place of this log.
  init(venue: String, from place: DeliveryPlace, past known: [Origin: Int64]) {
    self.init(venue: venue, past: known)
    self.place = place
    isRereading = false
    seen.merge(place.reach, uniquingKeysWith: max)
  }

  /// Whether the log still stands as it stood when it was read.
  public func stands(in reader: LogReader) throws(DiskFault) -> Bool { try reader.stands(place) }

  /// Goes on at the beginning of the log, past what was read: its files have been rewritten.
  public mutating func relocate() {
    known = reach
    place = DeliveryPlace()
    isRereading = true
  }

  // MARK: Reading

  /// How many lines it takes now. One that is away reads on too: one of these may be what it takes.
  public var room: Int {
    guard entries.reduce(0, { $0 + $1.bytes }) < Self.bytesLimit else { return 0 }
    return max(0, Self.entriesLimit - entries.count)
  }

  /// Whether it has not taken several in a row.
  public var isAway: Bool { failuresInARow >= DeliverySchedule.awayAfter }

  /// Whether it still looks for the place where it begins; until then there is nothing to keep.
  public var isSearching: Bool { start != nil }

  /// Takes the next line of the log.
  public mutating func read(_ line: LogScan.Line) {
    guard case .success(let event) = line.content else { return place.pass(line) }
    // A second history under one name, as a copied disk writes it, was never read by whoever read the first.
    let isSecond = event.seq <= place.reach[event.origin] ?? 0
    place.pass(line)
    seen[event.origin] = max(seen[event.origin] ?? 0, event.seq)
    if let start {
      if event.hash == start { self.start = nil }
      return
    }
    guard isSecond || event.seq > known[event.origin] ?? 0, let entry = DeliveryEntry(line, venue: venue),
      !entries.contains(where: { $0.id == entry.id })
    else { return }
    entries.append(entry)
  }

  /// The log has nothing more for now.
  public mutating func reachEnd() { isRereading = false }

  /// Up to where nothing is missing among what was read, here or by whoever delivered before.
  private var reach: [Origin: Int64] { known.merging(place.reach, uniquingKeysWith: max) }

  /// The highest that was read of each origin: what lies beyond is still to come.
  public var seenReach: [Origin: Int64] { seen }

  /// How far another terminal may take all for read: below everything that is not settled.
  public var settledReach: [Origin: Int64] {
    entries.reduce(into: reach) { reach, entry in
      guard case .log(_, let origin, let seq) = entry.source, let read = reach[origin] else { return }
      reach[origin] = min(read, seq - 1)
    }
  }
}
