import Events

/// The index of a sealed segment as it is kept beside the log: fixed-width entries, sorted, searched where they
/// lie.
///
/// A head with its own checksum, for all that is asked of most segments; then 32 bytes an event by origin and
/// seq, and 24 bytes an event of an order by order; then their checksum. What does not fit its checksum or the
/// segment's size is made anew from the segment.
struct Sidecar {
  private static let magic = Array("galleyI1".utf8)
  /// A head is at most so long: some 20,000 origins in one segment.
  static let headLimit = 1 << 20
  private static let seqEntryBytes = 32
  private static let orderEntryBytes = 24

  /// The part that is kept in memory for every segment.
  struct Head {
    let summary: SegmentSummary
    let origins: [Origin: OriginPart]
    let length: Int
    let orderEntries: Int
    /// Which orders it has events of, where no file says it: some 20 KiB, so that a segment is not read through for
    /// each order of which it has nothing. Nil for a head from a file.
    private let orders: Set<OrderID>?

    init(
      summary: SegmentSummary, origins: [Origin: OriginPart], length: Int, orderEntries: Int,
      orders: Set<OrderID>? = nil
    ) {
      self.summary = summary
      self.origins = origins
      self.length = length
      self.orderEntries = orderEntries
      self.orders = orders
    }

    /// What the head of a sidecar of this index would say; no file has it yet.
    init(of index: SegmentIndex) {
      let parts = index.origins.keys.reduce(into: [:]) { $0[$1] = index.part(of: $1) }
      self.init(
        summary: index.summary, origins: parts, length: 0, orderEntries: 0, orders: Set(index.orders.keys))
    }

    func mayHold(_ order: OrderID) -> Bool {
      orders?.contains(order) ?? summary.orders?.contains(order) ?? false
    }

    func mayHold(_ origin: Origin, _ seqs: ClosedRange<Int64>) -> Bool {
      origins[origin]?.seqs.overlaps(seqs) ?? false
    }
  }

  /// Which entries are of one origin.
  struct OriginPart {
    let first: Int
    let count: Int
    let seqs: ClosedRange<Int64>
  }

  let head: Head
  private let bytes: [UInt8]
  private let seqStart: Int
  private let orderStart: Int

  /// Reads a whole sidecar; nil where it does not fit its checksums.
  init?(_ bytes: [UInt8]) {
    guard let head = Self.head(bytes) else { return nil }
    let seqBytes = head.origins.values.reduce(0) { $0 + $1.count } * Self.seqEntryBytes
    let orderBytes = head.orderEntries * Self.orderEntryBytes
    guard bytes.count == head.length + seqBytes + orderBytes + 8 else { return nil }
    var last = ByteReader(bytes, bytes.count - 8)
    guard last.number(UInt64.self) == Checksum.of(bytes[head.length..<(bytes.count - 8)]) else { return nil }
    self.head = head
    self.bytes = bytes
    seqStart = head.length
    orderStart = head.length + seqBytes
  }

  /// How long the head is that these bytes begin; nil where they begin none.
  static func headLength(_ bytes: [UInt8]) -> Int? {
    var start = ByteReader(bytes, 0)
    guard let length = start.number(UInt32.self), length > 12, length <= headLimit else { return nil }
    return Int(length)
  }

  /// Reads the head alone, from bytes that hold at least it; nil where it does not fit its checksum.
  static func head(_ bytes: [UInt8]) -> Head? {
    guard let length = headLength(bytes), bytes.count >= length,
      var reader = ByteReader(sealed: Array(bytes[4..<length]))
    else { return nil }
    return readHead(&reader, length: length)
  }

  /// Reads the head of a segment's sidecar; nil where there is none that fits its checksum.
  static func readHead(on disk: any Disk, of number: SegmentNumber) throws(DiskFault) -> Head? {
    let path = LogLayout.index(of: number)
    guard try disk.status(at: path) != nil else { return nil }
    let file = try disk.open(path, for: .reading)
    defer { disk.close(file) }
    var bytes = try disk.read(file, at: 0, count: 4096)
    if let length = headLength(bytes), length > bytes.count {
      bytes = try disk.read(file, at: 0, count: length)
    }
    return head(bytes)
  }

  private static func readHead(_ reader: inout ByteReader, length: Int) -> Head? {
    guard let mark = reader.raw(8), mark.elementsEqual(magic), let size = reader.number(Int64.self),
      let events = reader.number(UInt32.self), let personal = reader.number(UInt32.self),
      let earliest = reader.number(Int64.self), let latest = reader.number(Int64.self),
      let orderEntries = reader.number(UInt32.self)
    else { return nil }
    var summary = SegmentSummary(
      bytes: size, events: Int(events), personal: Int(personal), earliest: Timestamp(clamping: earliest),
      latest: Timestamp(clamping: latest))
    if orderEntries > 0 {
      guard let low = reader.id(), let high = reader.id(), low <= high else { return nil }
      summary.orders = OrderID(low)...OrderID(high)
    }
    guard let count = reader.count(ofAtLeast: 22) else { return nil }
    var origins: [Origin: OriginPart] = [:]
    var first = 0
    for _ in 0..<count {
      guard let origin = reader.text().flatMap(Origin.init), let count = reader.number(UInt32.self),
        let low = reader.number(Int64.self), let high = reader.number(Int64.self), low <= high
      else { return nil }
      origins[origin] = OriginPart(first: first, count: Int(count), seqs: low...high)
      first += Int(count)
    }
    return Head(summary: summary, origins: origins, length: length, orderEntries: Int(orderEntries))
  }

  func places(of order: OrderID) -> [LinePlace] {
    var index = (0..<head.orderEntries).partitioningIndex { orderEntry($0).order >= order }
    var places: [LinePlace] = []
    while index < head.orderEntries {
      let entry = orderEntry(index)
      guard entry.order == order else { break }
      places.append(entry.place)
      index += 1
    }
    return places
  }

  /// The events of an origin with these numbers, ascending; two of one number after a fork.
  func places(of origin: Origin, _ seqs: ClosedRange<Int64>) -> [SeqPlace] {
    guard let part = head.origins[origin] else { return [] }
    let all = part.first..<(part.first + part.count)
    let start = all.partitioningIndex { seqEntry($0).seq >= seqs.lowerBound }
    let end = all.partitioningIndex { seqEntry($0).seq > seqs.upperBound }
    return (start..<end).map(seqEntry)
  }

  private func orderEntry(_ index: Int) -> (order: OrderID, place: LinePlace) {
    var reader = ByteReader(bytes, orderStart + index * Self.orderEntryBytes)
    guard let id = reader.id(), let place = Self.place(&reader) else {
      preconditionFailure("sum was checked")
    }
    return (OrderID(id), place)
  }

  private func seqEntry(_ index: Int) -> SeqPlace {
    var reader = ByteReader(bytes, seqStart + index * Self.seqEntryBytes)
    guard let seq = reader.number(Int64.self), let hash = reader.fingerprint(),
      let place = Self.place(&reader)
    else { preconditionFailure("sum was checked") }
    return SeqPlace(seq: seq, hash: hash, place: place)
  }

  private static func place(_ reader: inout ByteReader) -> LinePlace? {
    guard let offset = reader.number(UInt32.self), let length = reader.number(UInt32.self) else { return nil }
    return LinePlace(offset: offset, length: length)
  }
}

extension Sidecar {
  /// The bytes of the file that keeps an index.
  static func encode(_ index: SegmentIndex) -> [UInt8] {
    let origins = index.origins.sorted { $0.key < $1.key }
    let orders = index.orders.sorted { $0.key < $1.key }
    let head = encodeHead(
      index.summary, origins: origins, orderEntries: orders.reduce(0) { $0 + $1.value.count })
    var body = ByteWriter()
    for (_, entries) in origins {
      for entry in entries {
        body.write(entry.seq)
        body.write(entry.hash)
        write(entry.place, to: &body)
      }
    }
    for (order, places) in orders {
      for place in places {
        body.write(order.uuid)
        write(place, to: &body)
      }
    }
    var file = ByteWriter()
    file.write(UInt32(head.count + 4))
    file.write(raw: head)
    file.write(raw: body.sealed())
    return file.bytes
  }

  private static func encodeHead(
    _ summary: SegmentSummary, origins: [(key: Origin, value: [SeqPlace])], orderEntries: Int
  ) -> [UInt8] {
    var head = ByteWriter()
    head.write(raw: magic)
    head.write(summary.bytes)
    head.write(UInt32(summary.events))
    head.write(UInt32(summary.personal))
    head.write(summary.earliest.milliseconds)
    head.write(summary.latest.milliseconds)
    head.write(UInt32(orderEntries))
    if let orders = summary.orders {
      head.write(orders.lowerBound.uuid)
      head.write(orders.upperBound.uuid)
    }
    head.write(UInt32(origins.count))
    for (origin, entries) in origins {
      head.write(text: origin.description)
      head.write(UInt32(entries.count))
      head.write(entries.first?.seq ?? 0)
      head.write(entries.last?.seq ?? 0)
    }
    return head.sealed()
  }

  private static func write(_ place: LinePlace, to body: inout ByteWriter) {
    body.write(place.offset)
    body.write(place.length)
  }
}
