import EventLog
import Events

/// What is kept on the disk of a partner's stream, so that a start goes on where it was: `partners/NAME.json`.
///
/// It may be older than what was delivered, then some of that comes again; never newer.
public struct DeliveryRecord: Hashable, Sendable {
  public var place: DeliveryPlace
  /// Events before that which are not settled.
  public var open: [Open]
  /// Below everything that is not settled: what another terminal, or this one after its log was rewritten, goes on from.
  public var settled: [Origin: Int64]
  public var delivered: Int64
  public var failed: Int64

  public struct Open: Hashable, Sendable {
    public let position: LogPosition
    public let tries: Int
    public let firstTriedAt: Timestamp?
  }

  public init(_ delivery: Delivery) {
    place = delivery.place
    open = delivery.entries.compactMap { entry in
      guard case .log(let position, _, _) = entry.source else { return nil }
      return Open(position: position, tries: entry.tries, firstTriedAt: entry.firstTriedAt)
    }
    settled = delivery.settledReach
    delivered = delivery.delivered
    failed = delivery.failed
  }

  /// What another terminal has told of the stream: where this one would go on.
  public init(settled: [Origin: Int64]) {
    place = DeliveryPlace(reach: settled)
    open = []
    self.settled = settled
    delivered = 0
    failed = 0
  }

  /// A few hundred bytes for each origin and each event that waits.
  public static let bytesLimit = 4 << 20

  public var bytes: [UInt8] {
    JSON.object([
      "delivered": .int(delivered), "failed": .int(failed),
      "position": .string(place.position.text),
      "last": place.last.map { .array([.string($0.position.text), .string($0.hash.description)]) },
      "open": .array(
        open.map { entry in
          .object([
            "position": .string(entry.position.text), "tries": .int(Int64(entry.tries)),
            "since": entry.firstTriedAt.map { .string($0.description) },
          ])
        }),
      "reach": OriginReach.json(place.reach), "settled": OriginReach.json(settled),
    ]).canonicalBytes
  }

  /// - Returns: nil for a file that a power cut has spoiled.
  public init?(_ bytes: [UInt8]) {
    guard let json = try? JSONParser.parse(bytes), let delivered = json["delivered"]?.int,
      let failed = json["failed"]?.int,
      let position = json["position"]?.string.flatMap({ LogPosition(text: $0) }),
      let reach = OriginReach.read(json["reach"]), let settled = OriginReach.read(json["settled"]),
      let entries = json["open"]?.array
    else { return nil }
    var place = DeliveryPlace(reach: reach)
    place.position = position
    if let last = json["last"]?.array, last.count == 2,
      let at = last[0].string.flatMap({ LogPosition(text: $0) }),
      let hash = last[1].string.flatMap({ Fingerprint($0) })
    {
      place.last = DeliveryPlace.LastLine(position: at, hash: hash)
    }
    self.place = place
    self.settled = settled
    self.delivered = delivered
    self.failed = failed
    open = entries.compactMap { entry in
      guard let position = entry["position"]?.string.flatMap({ LogPosition(text: $0) }) else { return nil }
      return Open(
        position: position, tries: Int(clamping: entry["tries"]?.int ?? 0),
        firstTriedAt: entry["since"]?.string.flatMap { Timestamp($0) })
    }
    guard open.count == entries.count else { return nil }
  }
}

extension Delivery {
  /// Goes on where a record ends. Where the log no longer has the lines that it names where it names them, it goes on
  /// from the log's beginning, past what was settled.
  public init(venue: String, _ record: DeliveryRecord, in reader: LogReader) throws(DiskFault) {
    self.init(venue: venue, from: record.place, known: [:])
    // What another terminal told has no position here.
    let stands = record.place.last == nil ? false : try reader.holds(record.place.last)
    let resumes = stands ? try resume(record.open, in: reader) : false
    if !resumes {
      self.init(venue: venue, from: DeliveryPlace(reach: record.settled), known: record.settled)
    }
    delivered = record.delivered
    failed = record.failed
  }

  /// Whether all of the open events could be read again.
  private mutating func resume(_ open: [DeliveryRecord.Open], in reader: LogReader) throws(DiskFault) -> Bool
  {
    for entry in open {
      var scan = try reader.scan(from: entry.position)
      defer { scan.close() }
      guard let line = try scan.next(), line.position == entry.position,
        let held = DeliveryEntry(line, venue: venue)
      else { return false }
      entries.append(held)
      entries[entries.count - 1].tries = entry.tries
      entries[entries.count - 1].firstTriedAt = entry.firstTriedAt
    }
    return true
  }
}

extension LogReader {
  /// Whether a line stands where it stood.
  func holds(_ last: DeliveryPlace.LastLine?) throws(DiskFault) -> Bool {
    guard let last else { return true }
    var scan = try scan(from: last.position)
    defer { scan.close() }
    guard let line = try scan.next(), line.position == last.position, case .success(let event) = line.content
    else { return false }
    return event.hash == last.hash
  }
}
