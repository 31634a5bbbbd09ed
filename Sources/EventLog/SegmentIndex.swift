import Events

/// Where a line stands in its segment.
struct LinePlace: Hashable {
  let offset: UInt32
  /// Without the newline.
  let length: UInt32
}

/// An event's number in its origin, with what makes it that event and no other, and where it stands.
struct SeqPlace: Hashable {
  let seq: Int64
  let hash: Fingerprint
  let place: LinePlace
}

/// What a segment holds, at a glance: enough to know that it need not be looked into.
struct SegmentSummary {
  /// How much of the segment was looked at.
  var bytes: Int64 = 0
  var events = 0
  /// How many of the events have personal data.
  var personal = 0
  var earliest = Timestamp.latest
  var latest = Timestamp.earliest
  var orders: ClosedRange<OrderID>?

  mutating func note(_ event: Event) {
    events += 1
    if event.personalRange != nil { personal += 1 }
    earliest = min(earliest, event.createdAt)
    latest = max(latest, event.createdAt)
    if let order = event.orderID {
      orders = orders.map { min($0.lowerBound, order)...max($0.upperBound, order) } ?? order...order
    }
  }
}

/// Where the events of one segment stand, by order and by origin and seq. It grows with the segment.
struct SegmentIndex {
  private(set) var summary = SegmentSummary()
  private(set) var orders: [OrderID: [LinePlace]] = [:]
  /// Ascending by seq.
  private(set) var origins: [Origin: [SeqPlace]] = [:]

  /// Looks at the lines from where it stopped up to `end`. Lines that do not read back are passed over.
  mutating func extend(over disk: any Disk, _ file: OpenFile, to end: Int64) throws(DiskFault) {
    var scanner = SegmentScanner(disk, file, from: summary.bytes, to: end, checkingHashes: false)
    while let line = try scanner.next() {
      if case .success(let event) = line.content { note(event, at: line.offset) }
      summary.bytes = line.end
    }
  }

  /// Takes events whose lines are all that stands from where it stopped up to `end`; others are left to be read.
  mutating func extend(by events: [Event], to end: Int64) {
    let bytes = events.reduce(0 as Int64) { $0 + Int64($1.line.count) + 1 }
    guard summary.bytes + bytes == end else { return }
    for event in events {
      note(event, at: summary.bytes)
      summary.bytes += Int64(event.line.count) + 1
    }
  }

  private mutating func note(_ event: Event, at offset: Int64) {
    summary.note(event)
    let place = LinePlace(offset: UInt32(offset), length: UInt32(event.line.count))
    if let order = event.orderID { orders[order, default: []].append(place) }
    let entry = SeqPlace(seq: event.seq, hash: event.hash, place: place)
    var index = origins[event.origin]?.count ?? 0
    while index > 0, let before = origins[event.origin]?[index - 1], before.seq > event.seq { index -= 1 }
    origins[event.origin, default: []].insert(entry, at: index)
  }

  /// How many events of an origin there are, and with which numbers; where they stand in a sidecar is not said.
  func part(of origin: Origin) -> Sidecar.OriginPart? {
    guard let entries = origins[origin], let first = entries.first, let last = entries.last else {
      return nil
    }
    return Sidecar.OriginPart(first: 0, count: entries.count, seqs: first.seq...last.seq)
  }

  func places(of order: OrderID) -> [LinePlace] { orders[order] ?? [] }

  /// The events of an origin with these numbers, ascending; two of one number after a fork.
  func places(of origin: Origin, _ seqs: ClosedRange<Int64>) -> ArraySlice<SeqPlace> {
    guard let entries = origins[origin] else { return [] }
    let start = entries.partitioningIndex { $0.seq >= seqs.lowerBound }
    let end = entries.partitioningIndex { $0.seq > seqs.upperBound }
    return entries[start..<end]
  }
}
