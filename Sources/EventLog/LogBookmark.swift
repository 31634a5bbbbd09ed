import Events

/// How far somebody has read the log, so that they can go on there later, or see that it is another log by now.
///
/// It fits while the segments before the place are as long as they were, and the line before it is the same. A log that
/// was healed, restored or rewritten (`forget`) since then does not fit, and is to be read from its start.
public struct LogBookmark: Equatable {
  /// After the last line that read back.
  public let position: LogPosition
  fileprivate let line: LogPosition
  fileprivate let hash: Fingerprint
  /// A checksum of the numbers and lengths of the segments before.
  fileprivate let extent: UInt64

  init(position: LogPosition, line: LogPosition, hash: Fingerprint, extent: UInt64) {
    self.position = position
    self.line = line
    self.hash = hash
    self.extent = extent
  }

  public var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(position)
    writer.write(line)
    writer.write(hash)
    writer.write(extent)
    return writer.sealed()
  }

  /// - Returns: nil for what are no bytes of a bookmark.
  public init?(_ bytes: [UInt8]) {
    guard var reader = ByteReader(sealed: bytes), let position = reader.position(),
      let line = reader.position(),
      let hash = reader.fingerprint(), let extent = reader.number(UInt64.self)
    else { return nil }
    self.init(position: position, line: line, hash: hash, extent: extent)
  }
}

extension LogReader {
  /// A bookmark behind a line of a scan; nil for one that did not read back.
  public func bookmark(behind line: LogScan.Line) -> LogBookmark? {
    guard case .success(let event) = line.content else { return nil }
    return LogBookmark(
      position: line.next, line: line.position, hash: event.hash, extent: extent(before: line.next))
  }

  /// Whether the log is still the one that a bookmark was put in.
  public func fits(_ bookmark: LogBookmark) throws(DiskFault) -> Bool {
    guard bookmark.position <= durable else { return false }
    var scan = try scan(from: bookmark.line)
    defer { scan.close() }
    guard extent(before: bookmark.position) == bookmark.extent, let line = try scan.next(),
      line.position == bookmark.line, line.next == bookmark.position, case .success(let event) = line.content
    else { return false }
    return event.hash == bookmark.hash
  }

  private func extent(before position: LogPosition) -> UInt64 {
    var writer = ByteWriter()
    for segment in segments where segment.number < position.segment {
      writer.write(segment.number)
      writer.write(segment.bytes)
    }
    return Checksum.of(writer.bytes[...])
  }
}
