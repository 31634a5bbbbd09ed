/// Which terminal delivers to a partner: the one that the house named, or another while that one is out of touch.
///
/// Two that can't hear each other may both deliver: then events come twice, which is allowed. A gap is not.
public struct DeliveryDuty: Sendable {
  /// When the named terminal was in touch last, on the monotonic clock.
  private var lastInTouchMs: Int64

  /// A terminal that starts anew is away for less.
  public static let patienceMs: Int64 = 30_000

  public init(atMs now: Int64) { lastInTouchMs = now }

  /// Whether it is this terminal's.
  ///
  /// - Parameters:
  ///   - terminal: the one that the house named.
  ///   - own: this one's name.
  ///   - inTouch: the names of the others with which this one is in touch.
  public mutating func isMine(
    of terminal: String, own: String, inTouch: Set<String>, atMs now: Int64
  ) -> Bool {
    guard terminal != own else { return true }
    if inTouch.contains(terminal) { lastInTouchMs = now }
    guard now >= dueMs else { return false }
    return inTouch.allSatisfy { own < $0 }
  }

  /// When another terminal goes on, if nothing changes.
  public var dueMs: Int64 { lastInTouchMs + Self.patienceMs }
}
