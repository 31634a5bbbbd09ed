/// What is news about a partner for whoever reads the terminal's own log: once that it is away, once that it is back.
///
/// One that fails every second is away all the while. It is back when it has worked for a while.
public struct DeliveryNews: Sendable {
  /// On the monotonic clock.
  private var awaySinceMs: Int64?
  private var worksSinceMs: Int64?

  public static let steadyMs: Int64 = 30_000

  public init() {}

  /// Its process has ended, or it takes nothing.
  ///
  /// - Returns: whether that is news.
  public mutating func fell(atMs now: Int64) -> Bool {
    worksSinceMs = nil
    guard awaySinceMs == nil else { return false }
    awaySinceMs = now
    return true
  }

  /// It runs, and takes what there is.
  ///
  /// - Returns: for how long it was away, where it is news that it no longer is.
  public mutating func works(atMs now: Int64) -> Int64? {
    guard let away = awaySinceMs else { return nil }
    let since = worksSinceMs ?? now
    worksSinceMs = since
    guard now - since >= Self.steadyMs else { return nil }
    awaySinceMs = nil
    worksSinceMs = nil
    return since - away
  }

  /// When to look whether it still works; nil for never.
  public var dueMs: Int64? { worksSinceMs.map { $0 + Self.steadyMs } }
}
