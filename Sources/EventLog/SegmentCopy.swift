import Events

/// Copies a segment piece by piece into the file that takes its place.
struct SegmentCopy {
  private static let chunkBytes = 1 << 20

  private let disk: any Disk
  /// Nil where there is nothing to copy.
  private let source: OpenFile?
  private let target: OpenFile
  private var place: Int64 = 0
  private var written: Int64 = 0
  private var buffer: [UInt8] = []

  init(_ disk: any Disk, from source: OpenFile?, to target: OpenFile) {
    self.disk = disk
    self.source = source
    self.target = target
  }

  /// Copies lines that read back. A disk that gives one of them no longer ends it all: nothing is lost by a copy.
  mutating func lines(upTo end: Int64) throws(DiskFault) {
    try copy(upTo: end) { disk, file, place, count throws(DiskFault) in
      try disk.read(file, at: place, count: count)
    }
  }

  /// Copies a damaged stretch as far as the medium gives it back.
  mutating func damage(upTo end: Int64) throws(DiskFault) {
    try copy(upTo: end) { disk, file, place, count throws(DiskFault) in
      try disk.readPassingOver(file, at: place, count: count)
    }
  }

  mutating func skip(_ count: Int64) { place += count }

  mutating func insert(_ events: [Event]) throws(DiskFault) {
    for event in events {
      buffer += event.line
      buffer.append(UInt8(ascii: "\n"))
      if buffer.count >= Self.chunkBytes { try finish() }
    }
  }

  /// Writes what is still in memory.
  mutating func finish() throws(DiskFault) {
    try disk.writeWhole(buffer[...], to: target, at: written)
    written += Int64(buffer.count)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func copy(
    upTo end: Int64, _ read: (any Disk, OpenFile, Int64, Int) throws(DiskFault) -> [UInt8]
  ) throws(DiskFault) {
    while place < end, let source {
      let count = Int(min(end - place, Int64(Self.chunkBytes)))
      let bytes = try read(disk, source, place, count)
      guard bytes.count == count else { throw DiskFault(.io, "read", source.path) }
      buffer += bytes
      place += Int64(count)
      if buffer.count >= Self.chunkBytes { try finish() }
    }
  }
}
