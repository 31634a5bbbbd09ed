import Glibc

/// How much room a disk has left, asked at most once a minute: a picture must not cost a system call each.
public struct DiskRoom {
  private let path: String
  private var askedAtMs: Int64?
  /// Bytes that this user may still write there; nil where it could not be asked.
  public private(set) var freeBytes: Int64?

  public static let patienceMs: Int64 = 60_000

  public init(path: String) { self.path = path }

  /// Asks where the last answer is old, or something has happened since: `isStale`.
  public mutating func ask(atMonotonicMs now: Int64, isStale: Bool = false) -> Int64? {
    if let askedAtMs, !isStale, now - askedAtMs < Self.patienceMs { return freeBytes }
    askedAtMs = now
    freeBytes = Self.freeBytes(at: path)
    return freeBytes
  }

  private static func freeBytes(at path: String) -> Int64? {
    var found = statvfs()
    guard retrying({ statvfs(path, &found) }) == 0 else { return nil }
    return Int64(
      clamping: UInt64(found.f_bavail).multipliedReportingOverflow(by: UInt64(found.f_frsize)).partialValue)
  }
}
