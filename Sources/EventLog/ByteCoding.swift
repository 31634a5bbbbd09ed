import Events

/// Writes the numbers and texts of the files beside the log: little-endian, no padding.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  /// A text of at most 65,535 bytes.
  mutating func write(text: String) {
    write(UInt16(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ fingerprint: Fingerprint) {
    write(fingerprint.high)
    write(fingerprint.low)
  }

  mutating func write(_ position: LogPosition) {
    write(position.segment)
    write(position.offset)
  }

  mutating func write(_ id: UUIDv7) {
    write(id.words.high)
    write(id.words.low)
  }

  /// Closes with the checksum of all that was written.
  func sealed() -> [UInt8] {
    var closed = self
    closed.write(Checksum.of(bytes[...]))
    return closed.bytes
  }
}

/// Reads what ``ByteWriter`` wrote. Nothing from a file is believed: what is not there reads as nil.
struct ByteReader {
  let bytes: [UInt8]
  private(set) var place: Int
  private let end: Int

  /// Over sealed bytes; nil where the checksum does not fit.
  init?(sealed bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    self.bytes = bytes
    place = 0
    end = bytes.count - 8
    var last = ByteReader(bytes, bytes.count - 8)
    guard last.number(UInt64.self) == Checksum.of(bytes[..<end]) else { return nil }
  }

  init(_ bytes: [UInt8], _ place: Int) {
    self.bytes = bytes
    self.place = place
    end = bytes.count
  }

  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    let width = MemoryLayout<Number>.size
    guard end - place >= width else { return nil }
    defer { place += width }
    return bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self))
    }
  }

  /// A count of things that follow, each at least `width` bytes long; nil where fewer bytes are left than they need.
  mutating func count(ofAtLeast width: Int) -> Int? {
    guard let count = number(UInt32.self), Int(count) <= (end - place) / width else { return nil }
    return Int(count)
  }

  mutating func raw(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, end - place >= count else { return nil }
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  mutating func text() -> String? {
    guard let length = number(UInt16.self), let raw = raw(Int(length)) else { return nil }
    return String(decoding: raw, as: UTF8.self)
  }

  mutating func fingerprint() -> Fingerprint? {
    guard let high = number(UInt64.self), let low = number(UInt64.self) else { return nil }
    return Fingerprint(high: high, low: low)
  }

  mutating func position() -> LogPosition? {
    guard let segment = number(SegmentNumber.self), let offset = number(Int64.self), segment > 0, offset >= 0
    else { return nil }
    return LogPosition(segment: segment, offset: offset)
  }

  mutating func id() -> UUIDv7? {
    guard let high = number(UInt64.self), let low = number(UInt64.self) else { return nil }
    return UUIDv7(high: high, low: low)
  }
}
