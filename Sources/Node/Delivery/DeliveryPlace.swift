import EventLog
import Events

/// How far the log was read for a partner.
///
/// The position is enough while the log is only added to. Where its files were rewritten (personal data was erased, damage
/// repaired), or another terminal goes on, the reach tells what has been read: within an origin events stand in order.
public struct DeliveryPlace: Hashable, Sendable {
  /// Where the next line starts.
  public var position = LogPosition.start
  /// The line before it, so that a rewritten file is noticed. Nil at the log's beginning.
  public var last: LastLine?
  /// By origin, the seq up to which nothing is missing among what was read. Behind a damaged stretch it stays where it is,
  /// so that what is put back there still goes out.
  public var reach: [Origin: Int64] = [:]
  /// Where the first damaged stretch starts that was passed over; once that reads back, the log was repaired.
  public var damaged: LogPosition?

  /// Without its personal data a line is shorter under the same hash, and what follows it has moved: so its end counts
  /// as well.
  public struct LastLine: Hashable, Sendable {
    public let position: LogPosition
    public let end: LogPosition
    public let hash: Fingerprint
  }

  public init() {}

  mutating func pass(_ line: LogScan.Line) {
    position = line.next
    guard case .success(let event) = line.content else {
      if damaged == nil { damaged = line.position }
      return
    }
    last = LastLine(position: line.position, end: line.next, hash: event.hash)
    if event.seq == (reach[event.origin] ?? 0) + 1 { reach[event.origin] = event.seq }
  }
}

extension LogReader {
  /// Whether the log still stands as it stood when it was read up to a place.
  func stands(_ place: DeliveryPlace) throws(DiskFault) -> Bool {
    if let damaged = place.damaged, case .success? = try line(at: damaged)?.content { return false }
    guard let last = place.last else { return place.position == .start || place.damaged != nil }
    guard let line = try line(at: last.position), case .success(let event) = line.content else {
      return false
    }
    return line.next == last.end && event.hash == last.hash
  }

  /// The line that starts here; nil where none does.
  func line(at position: LogPosition) throws(DiskFault) -> LogScan.Line? {
    var scan = try scan(from: position)
    defer { scan.close() }
    guard let line = try scan.next(), line.position == position else { return nil }
    return line
  }
}

extension LogPosition {
  /// As it stands in files: `3-5120`.
  public var text: String { "\(segment)-\(offset)" }

  public init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let segment = SegmentNumber(parts[0]), let offset = Int64(parts[1]), segment > 0,
      offset >= 0
    else { return nil }
    self.init(segment: segment, offset: offset)
  }
}
