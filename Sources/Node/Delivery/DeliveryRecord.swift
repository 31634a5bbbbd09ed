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
    /// The event's id: another line may stand there by now.
    public let id: String
    public let tries: Int
    public let firstTriedAt: Timestamp?
  }

  /// While the log is read anew, no place in it says what was read: then it goes on from what was settled.
  public init(_ delivery: Delivery) {
    self.init(settled: delivery.settledReach)
    delivered = delivery.delivered
    failed = delivery.failed
    guard !delivery.isRereading else { return }
    place = delivery.place
    open = delivery.entries.compactMap { entry in
      guard case .log(let position, _, _) = entry.source else { return nil }
      return Open(position: position, id: entry.id, tries: entry.tries, firstTriedAt: entry.firstTriedAt)
    }
  }

  /// What another terminal has told of the stream: where this one would go on.
  public init(settled: [Origin: Int64]) {
    place = DeliveryPlace()
    open = []
    self.settled = settled
    delivered = 0
    failed = 0
  }

  /// A few hundred bytes for each origin and each event that waits.
  public static let bytesLimit = 4 << 20

  public var bytes: [UInt8] {
    JSON.object(["check": .string(Fingerprint(of: json.canonicalBytes).description), "record": json])
      .canonicalBytes
  }

  private var json: JSON {
    .object([
      "damaged": place.damaged.map { .string($0.text) },
      "delivered": .int(delivered), "failed": .int(failed),
      "position": .string(place.position.text),
      "last": place.last.map {
        .array([.string($0.position.text), .string($0.end.text), .string($0.hash.description)])
      },
      "open": .array(
        open.map { entry in
          .object([
            "position": .string(entry.position.text), "id": .string(entry.id),
            "tries": .int(Int64(entry.tries)),
            "since": entry.firstTriedAt.map { .string($0.description) },
          ])
        }),
      "reach": OriginReach.json(place.reach), "settled": OriginReach.json(settled),
    ])
  }

  /// - Returns: nil for a file that was spoiled, in any bit.
  public init?(_ bytes: [UInt8]) {
    guard let whole = try? JSONParser.parse(bytes), let json = whole["record"],
      whole["check"]?.string == Fingerprint(of: json.canonicalBytes).description,
      let delivered = json["delivered"]?.int, let failed = json["failed"]?.int,
      let position = json["position"].flatMap(Self.position), let reach = OriginReach.read(json["reach"]),
      let settled = OriginReach.read(json["settled"]), let entries = json["open"]?.array
    else { return nil }
    self.init(settled: settled)
    place.position = position
    place.reach = reach
    place.damaged = json["damaged"].flatMap(Self.position)
    place.last = json["last"]?.array.flatMap(Self.lastLine)
    self.delivered = delivered
    self.failed = failed
    open = entries.compactMap(Self.open)
    guard open.count == entries.count else { return nil }
  }

  private static func position(_ json: JSON) -> LogPosition? { json.string.flatMap { LogPosition(text: $0) } }

  private static func lastLine(_ parts: [JSON]) -> DeliveryPlace.LastLine? {
    guard parts.count == 3, let start = position(parts[0]), let end = position(parts[1]),
      let hash = parts[2].string.flatMap({ Fingerprint($0) })
    else { return nil }
    return DeliveryPlace.LastLine(position: start, end: end, hash: hash)
  }

  private static func open(_ entry: JSON) -> Open? {
    guard let position = entry["position"].flatMap(position), let id = entry["id"]?.string else { return nil }
    return Open(
      position: position, id: id, tries: Int(clamping: entry["tries"]?.int ?? 0),
      firstTriedAt: entry["since"]?.string.flatMap { Timestamp($0) })
  }
}

extension Delivery {
  /// Goes on where a record ends. Where the log no longer has the lines that it names where it names them, it goes on
  /// from the log's beginning, past what was settled.
  public init(venue: String, _ record: DeliveryRecord, in reader: LogReader) throws(DiskFault) {
    self.init(venue: venue, from: record.place, past: record.settled)
    // What another terminal told has no position here.
    let stands = record.place.last == nil ? false : try reader.stands(record.place)
    let resumes = stands ? try resume(record.open, in: reader) : false
    if !resumes { self.init(venue: venue, past: record.settled) }
    delivered = record.delivered
    failed = record.failed
  }

  /// Whether all of the open events could be read again.
  private mutating func resume(_ open: [DeliveryRecord.Open], in reader: LogReader) throws(DiskFault) -> Bool
  {
    for entry in open {
      guard let line = try reader.line(at: entry.position), var held = DeliveryEntry(line, venue: venue),
        held.id == entry.id
      else { return false }
      held.tries = entry.tries
      held.firstTriedAt = entry.firstTriedAt
      entries.append(held)
    }
    return true
  }
}
