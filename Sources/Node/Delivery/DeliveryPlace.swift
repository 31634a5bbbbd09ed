import EventLog
import Events

/// How far the log was read for a partner.
///
/// The position is enough while the log is only added to. Where its files were rewritten (personal data was erased, damage
/// repaired), or another terminal goes on, the reach tells what has been read: within an origin events stand in order.
public struct DeliveryPlace: Hashable, Sendable {
  /// Where the next line starts.
  public var position: LogPosition
  /// The line before it: where it starts, and its hash, so that a rewritten file is noticed. Nil at the log's beginning.
  public var last: LastLine?
  /// The highest seq that was read, by origin.
  public var reach: [Origin: Int64]

  public struct LastLine: Hashable, Sendable {
    public let position: LogPosition
    public let hash: Fingerprint

    public init(position: LogPosition, hash: Fingerprint) {
      self.position = position
      self.hash = hash
    }
  }

  /// - Parameter reach: what was read already, where somebody else has done so.
  public init(reach: [Origin: Int64] = [:]) {
    position = .start
    self.reach = reach
  }

  mutating func pass(_ line: LogScan.Line) {
    position = line.next
    guard case .success(let event) = line.content else { return }
    last = LastLine(position: line.position, hash: event.hash)
    reach[event.origin] = max(reach[event.origin] ?? 0, event.seq)
  }
}

extension LogPosition {
  /// As it stands in files and on the way to partners: `3-5120`.
  public var text: String { "\(segment)-\(offset)" }

  public init?(text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let segment = SegmentNumber(parts[0]), let offset = Int64(parts[1]), segment > 0,
      offset >= 0
    else { return nil }
    self.init(segment: segment, offset: offset)
  }
}
