import Events

/// The number in a segment's name: 1, 2, 3 …
public typealias SegmentNumber = Int32

/// A place in the log: before the line that starts there, or after the one that ends there.
public struct LogPosition: Hashable, Comparable, Sendable {
  public let segment: SegmentNumber
  /// In bytes from the start of the segment.
  public let offset: Int64

  public static let start = LogPosition(segment: 1, offset: 0)

  public init(segment: SegmentNumber, offset: Int64) {
    self.segment = segment
    self.offset = offset
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.segment != right.segment ? left.segment < right.segment : left.offset < right.offset
  }

  func advanced(by count: Int) -> LogPosition { LogPosition(segment: segment, offset: offset + Int64(count)) }
}

extension ByteWriter {
  mutating func write(_ position: LogPosition) {
    write(position.segment)
    write(position.offset)
  }
}

extension ByteReader {
  mutating func position() -> LogPosition? {
    guard let segment = number(SegmentNumber.self), let offset = number(Int64.self), segment > 0, offset >= 0
    else { return nil }
    return LogPosition(segment: segment, offset: offset)
  }
}

/// Bounds of a log.
public struct LogLimits: Sendable {
  /// A segment at least this large is sealed before more is appended. Small enough that the active one is read
  /// through in some 10 ms, so that nothing needs to be kept in memory for it.
  public var segmentBytes: Int64 = 4 << 20
  /// Up to this much is proven by way of the journal; more goes to the log at once.
  public var journalRecordBytes = 64 << 10
  /// The size of the journal; when it has gone round once, the log itself is synced.
  public var journalBytes = 1 << 20
  /// How many bytes may wait between an append and its sync: they are kept in memory until they are proven.
  public var batchBytes = 16 << 20

  public static let standard = LogLimits()

  public init() {}
}
