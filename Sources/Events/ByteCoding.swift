/// Writes the numbers and texts of the files beside the log: little-endian, no padding.
@usableFromInline
package struct ByteWriter {
  @usableFromInline package var bytes: [UInt8] = []

  package init() {}

  @inlinable
  package mutating func write<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  @inlinable
  package mutating func write(raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  /// A text of at most 65,535 bytes.
  package mutating func write(text: String) {
    write(UInt16(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func write(_ fingerprint: Fingerprint) {
    write(fingerprint.high)
    write(fingerprint.low)
  }

  package mutating func write(_ id: UUIDv7) {
    write(id.words.high)
    write(id.words.low)
  }

  /// Closes with the checksum of all that was written.
  package func sealed() -> [UInt8] {
    var closed = self
    closed.write(Checksum.of(bytes[...]))
    return closed.bytes
  }
}

/// Reads what ``ByteWriter`` wrote. Nothing from a file is believed: what is not there reads as nil.
@usableFromInline
package struct ByteReader {
  @usableFromInline package let bytes: [UInt8]
  @usableFromInline package var place: Int
  @usableFromInline let end: Int

  /// Over sealed bytes; nil where the checksum does not fit.
  package init?(sealed bytes: [UInt8]) {
    guard bytes.count >= 8 else { return nil }
    self.bytes = bytes
    place = 0
    end = bytes.count - 8
    var last = ByteReader(bytes, bytes.count - 8)
    guard last.number(UInt64.self) == Checksum.of(bytes[..<end]) else { return nil }
  }

  package init(_ bytes: [UInt8], _ place: Int) {
    self.bytes = bytes
    self.place = place
    end = bytes.count
  }

  @inlinable
  package mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    let width = MemoryLayout<Number>.size
    guard end - place >= width else { return nil }
    defer { place += width }
    return bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self))
    }
  }

  /// A count of things that follow, each at least `width` bytes long; nil where fewer bytes are left than they need.
  package mutating func count(ofAtLeast width: Int) -> Int? {
    guard let count = number(UInt32.self), Int(count) <= (end - place) / width else { return nil }
    return Int(count)
  }

  package mutating func raw(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, end - place >= count else { return nil }
    defer { place += count }
    return bytes[place..<(place + count)]
  }

  package mutating func text() -> String? {
    guard let length = number(UInt16.self), let raw = raw(Int(length)) else { return nil }
    return String(decoding: raw, as: UTF8.self)
  }

  package mutating func fingerprint() -> Fingerprint? {
    guard let high = number(UInt64.self), let low = number(UInt64.self) else { return nil }
    return Fingerprint(high: high, low: low)
  }

  package mutating func id() -> UUIDv7? {
    guard let high = number(UInt64.self), let low = number(UInt64.self) else { return nil }
    return UUIDv7(high: high, low: low)
  }
}
