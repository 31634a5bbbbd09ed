import Events

/// Reads back what is durable: one order however old, one event, or everything in order.
///
/// Works from the files alone, with handles of its own, so it stands on another thread than ``EventLog``. That
/// thread tells it how far the log is durable; it never looks further. It keeps a few indexes in memory, not events.
public final class LogReader {
  /// How many indexes of sealed segments are kept in memory, at some 600 KiB each.
  private static let indexesKept = 4

  public let disk: any Disk
  /// How far the log is read.
  public private(set) var durable: LogPosition
  private(set) var segments: [Checkpoint.SealedSegment] = []
  private var heads: [SegmentNumber: Sidecar.Head] = [:]
  /// The indexes used last, the latest at the end.
  private var indexes: [(number: SegmentNumber, index: Lookup)] = []
  private var active = SegmentIndex()
  private var activeNumber: SegmentNumber = 0
  /// The ways back that were followed last, the latest at the end; see ``chain(of:tip:seqs:limitBytes:)``.
  var ways: [ChainWay] = []

  public init(on disk: any Disk, durable: LogPosition) {
    self.disk = disk
    self.durable = durable
  }

  /// Lets the reader see further: called with what the writer has reported as durable.
  ///
  /// - Parameter events: what was written since, where it is known. An index that was asked before then goes on with
  ///   them, and need not read and decode again what has just been in memory.
  public func advance(to position: LogPosition, past events: [Event] = []) {
    guard position.segment != durable.segment else {
      durable = max(durable, position)
      if activeNumber == durable.segment { active.extend(by: events, to: durable.offset) }
      return
    }
    if activeNumber == durable.segment { _ = keep(.memory(active), activeNumber) }
    durable = position
    segments = []
  }

  /// Forgets what it knows of the files: called after ``EventLog`` has rewritten some of them.
  public func forgetIndexes() {
    segments = []
    heads = [:]
    indexes = []
    active = SegmentIndex()
    activeNumber = 0
    ways = []
  }

  /// All events of an order, in order of the log.
  public func events(of order: OrderID) throws(DiskFault) -> [Event] {
    try refresh()
    var found: [Event] = []
    for segment in segments {
      guard let index = try index(of: segment, where: { $0.mayHold(order) }) else { continue }
      found += try read(index.places(of: order), in: segment) { $0.orderID == order }
    }
    return found
  }

  /// The event of an origin with this number; two where there was a fork, none where it is not held.
  public func events(of origin: Origin, seq: Int64) throws(DiskFault) -> [Event] {
    try events(of: origin, seqs: seq...seq, limitBytes: .max)
  }

  /// The events of an origin with these numbers in order of the log, as many as fit: it ends with the one that
  /// reaches `limitBytes`.
  public func events(
    of origin: Origin, seqs: ClosedRange<Int64>, limitBytes: Int
  ) throws(DiskFault) -> [Event] {
    try refresh()
    var found: [Event] = []
    var bytes = 0
    for segment in segments {
      guard let index = try index(of: segment, where: { $0.mayHold(origin, seqs) }) else { continue }
      var places: [LinePlace] = []
      for entry in index.places(of: origin, seqs) where bytes < limitBytes {
        places.append(entry.place)
        bytes += Int(entry.place.length)
      }
      found += try read(places, in: segment) { $0.origin == origin && seqs.contains($0.seq) }
      if bytes >= limitBytes { break }
    }
    return found
  }

  /// The hashes under which an origin's event of this number is held.
  public func hashes(of origin: Origin, seq: Int64) throws(DiskFault) -> [Fingerprint] {
    try refresh()
    var found: [Fingerprint] = []
    for segment in segments.reversed() {
      guard let index = try index(of: segment, where: { $0.mayHold(origin, seq...seq) }) else { continue }
      found += index.places(of: origin, seq...seq).map(\.hash)
    }
    return found
  }

  /// Reads all lines from a position on, in order.
  public func scan(from start: LogPosition = .start) throws(DiskFault) -> LogScan {
    try refresh()
    return LogScan(disk, segments: segments, from: start)
  }

  /// Whether an event that continues no history begins one beside those held: its predecessor is held, and it is
  /// not.
  public func isForkPoint(of event: Event, venue: String) throws(DiskFault) -> Bool {
    guard try !hashes(of: event.origin, seq: event.seq).contains(event.hash) else { return false }
    guard event.seq > 1 else { return event.prev == event.origin.chainStart(venue: venue) }
    return try hashes(of: event.origin, seq: event.seq - 1).contains(event.prev)
  }
}

extension LogReader {
  /// Where to look within a segment.
  enum Lookup {
    case memory(SegmentIndex)
    case sidecar(Sidecar)

    var head: Sidecar.Head {
      switch self {
      case .memory(let index): Sidecar.Head(of: index)
      case .sidecar(let sidecar): sidecar.head
      }
    }

    func places(of order: OrderID) -> [LinePlace] {
      switch self {
      case .memory(let index): index.places(of: order)
      case .sidecar(let sidecar): sidecar.places(of: order)
      }
    }

    func places(of origin: Origin, _ seqs: ClosedRange<Int64>) -> [SeqPlace] {
      switch self {
      case .memory(let index): Array(index.places(of: origin, seqs))
      case .sidecar(let sidecar): sidecar.places(of: origin, seqs)
      }
    }
  }

  /// Brings the list of segments and the index of the active one up to what is durable.
  func refresh() throws(DiskFault) {
    if segments.last?.number != durable.segment {
      segments = try SegmentList.read(on: disk).filter { $0.number <= durable.segment }
    }
    if let last = segments.last, last.number == durable.segment {
      segments[segments.count - 1] = Checkpoint.SealedSegment(number: last.number, bytes: durable.offset)
    }
  }

  /// The index of a segment; nil where its head says that there is nothing to look for.
  func index(
    of segment: Checkpoint.SealedSegment, where mayHold: (Sidecar.Head) -> Bool
  ) throws(DiskFault) -> Lookup? {
    if segment.number == durable.segment { return .memory(try activeIndex(of: segment)) }
    if let index = try kept(segment) { return index }
    if let head = try head(of: segment) {
      guard mayHold(head) else { return nil }
      if let bytes = try disk.readWhole(LogLayout.index(of: segment.number), limit: Self.sidecarLimit),
        let sidecar = Sidecar(bytes), sidecar.head.summary.bytes == segment.bytes
      {
        return keep(.sidecar(sidecar), segment.number)
      }
    }
    var index = SegmentIndex()
    try extend(&index, over: segment)
    // So that a segment without a sidecar is not read through again only to find that it has nothing.
    heads[segment.number] = Sidecar.Head(of: index)
    return keep(.memory(index), segment.number)
  }

  /// How many events of an origin a segment holds, and with which numbers.
  func part(of origin: Origin, in segment: Checkpoint.SealedSegment) throws(DiskFault) -> Sidecar.OriginPart?
  {
    if segment.number == durable.segment { return try activeIndex(of: segment).part(of: origin) }
    if let head = try head(of: segment) { return head.origins[origin] }
    return try index(of: segment) { _ in true }?.head.origins[origin]
  }

  /// A sidecar has 56 bytes an event, and an event at least 300.
  static let sidecarLimit = 64 << 20

  private func activeIndex(of segment: Checkpoint.SealedSegment) throws(DiskFault) -> SegmentIndex {
    if activeNumber != segment.number {
      active = SegmentIndex()
      activeNumber = segment.number
    }
    if active.summary.bytes < segment.bytes { try extend(&active, over: segment) }
    return active
  }

  private func extend(
    _ index: inout SegmentIndex, over segment: Checkpoint.SealedSegment
  ) throws(DiskFault) {
    let file = try disk.open(LogLayout.segment(segment.number), for: .reading)
    defer { disk.close(file) }
    try index.extend(over: disk, file, to: segment.bytes)
  }

  private func kept(_ segment: Checkpoint.SealedSegment) throws(DiskFault) -> Lookup? {
    guard let place = indexes.lastIndex(where: { $0.number == segment.number }) else { return nil }
    let found = indexes.remove(at: place).index
    guard case .memory(var index) = found else { return keep(found, segment.number) }
    // After a disk that failed, what stood at its end was written anew in the next segment.
    if index.summary.bytes > segment.bytes { index = SegmentIndex() }
    if index.summary.bytes < segment.bytes { try extend(&index, over: segment) }
    // Its sidecar is written once the terminal is idle; until then this says where not to look.
    if heads[segment.number] == nil { heads[segment.number] = Sidecar.Head(of: index) }
    return keep(.memory(index), segment.number)
  }

  private func keep(_ index: Lookup, _ number: SegmentNumber) -> Lookup {
    if indexes.count >= Self.indexesKept { indexes.removeFirst() }
    indexes.append((number, index))
    return index
  }

  /// The head of a sealed segment's sidecar; nil where there is none that fits the segment.
  func head(of segment: Checkpoint.SealedSegment) throws(DiskFault) -> Sidecar.Head? {
    if let head = heads[segment.number] { return head }
    let found = try Sidecar.readHead(on: disk, of: segment.number)
    guard let head = found, head.summary.bytes == segment.bytes else { return nil }
    heads[segment.number] = head
    return head
  }

  /// Reads lines by their places. A place that holds something else (the file has changed underneath) is passed
  /// over.
  func read(
    _ places: [LinePlace], in segment: Checkpoint.SealedSegment, where fits: (Event) -> Bool
  ) throws(DiskFault) -> [Event] {
    guard !places.isEmpty else { return [] }
    let file = try disk.open(LogLayout.segment(segment.number), for: .reading)
    defer { disk.close(file) }
    var decoder = EventDecoder()
    var events: [Event] = []
    for place in places {
      let bytes = try disk.read(file, at: Int64(place.offset), count: Int(place.length))
      if let event = try? decoder.decode(bytes), fits(event) { events.append(event) }
    }
    return events
  }
}
