import Events

/// How long whoever gave a wrong PIN waits until the next is looked at (S8): 1, 2, 4 … 60 seconds for each name, and
/// never for good.
///
/// A value; the clock is an argument. Names that nobody has are one, so that what it remembers is bounded by the staff.
public struct PinGuard: Hashable, Sendable {
  private var wrong: [String: Wrong] = [:]

  private struct Wrong: Hashable, Sendable {
    var count: Int
    var at: Timestamp
  }

  private static let longestMs: Int64 = 60_000
  /// More tries in a row than this wait no longer.
  private static let countLimit = 1_000

  public init() {}

  /// How long a name must wait still, in milliseconds; nil where its PIN may be tried. A clock that was set back makes
  /// nobody wait for longer than from the start.
  ///
  /// - Parameter name: of a member of staff; nil for all that nobody has.
  public func waitMs(_ name: ExactString?, at now: Timestamp) -> Int64? {
    guard let wrong = wrong[Self.key(name)] else { return nil }
    let delay = Self.delayMs(afterWrong: wrong.count)
    let passed = max(0, now.milliseconds - wrong.at.milliseconds)
    return passed < delay ? delay - passed : nil
  }

  public mutating func wasWrong(_ name: ExactString?, at now: Timestamp) {
    let count = min((wrong[Self.key(name)]?.count ?? 0) + 1, Self.countLimit)
    wrong[Self.key(name)] = Wrong(count: count, at: now)
  }

  public mutating func wasRight(_ name: ExactString) { wrong[Self.key(name)] = nil }

  /// How long the next try waits after so many wrong ones in a row.
  static func delayMs(afterWrong count: Int) -> Int64 {
    // 2^6 seconds are more than the longest.
    min(longestMs, 1_000 << Int64(min(max(count, 1), 7) - 1))
  }

  /// No name is empty.
  private static func key(_ name: ExactString?) -> String { StaffName.key(name?.string ?? "") }
}

/// What is kept of it over a start: processes that live for one command are slowed down like one that stays.
extension PinGuard {
  public var json: JSON {
    .object(
      wrong.sorted { $0.key < $1.key }.map { key, wrong in
        JSON.Member(
          key, .object(["at": .string(wrong.at.description), "count": .int(Int64(wrong.count))]))
      })
  }

  /// What makes no sense is left out: it can only have been written by somebody who may do everything here.
  public init(_ json: JSON) {
    guard case .object(let members) = json else { return }
    for member in members {
      guard let count = member.value["count"]?.int.flatMap({ Int(exactly: $0) }),
        (1...Self.countLimit).contains(count),
        let at = member.value["at"]?.string.flatMap({ Timestamp($0) })
      else { continue }
      wrong[member.key.string] = Wrong(count: count, at: at)
    }
  }
}
