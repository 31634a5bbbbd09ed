import Events

/// How far local time was ahead of UTC, over a stretch of time in which it may have changed.
public struct LocalOffsets: Sendable {
  private let stretches: [(from: Timestamp, minutes: Int)]

  /// - Parameter stretches: ascending by `from`; the first also holds for all before it.
  public init(_ stretches: [(from: Timestamp, minutes: Int)]) { self.stretches = stretches }

  public init(minutes: Int) { stretches = [(.earliest, minutes)] }

  public func minutes(at time: Timestamp) -> Int {
    (stretches.last { $0.from <= time } ?? stretches.first)?.minutes ?? 0
  }

  /// The latest moment at or before `end` at which clocks on the wall said a time of day; nil where in two days
  /// they never did: a clock change left it out.
  func latest(minuteOfDay: Int, until end: Timestamp) -> Timestamp? {
    let day: Int64 = 1_440
    let found = Set(stretches.map(\.minutes)).flatMap { offset -> [Timestamp] in
      let local = end.milliseconds / 60_000 + Int64(offset)
      let behind = ((local - Int64(minuteOfDay)) % day + day) % day
      return [behind, behind + day].compactMap { minutes in
        let time = Timestamp(clamping: (local - minutes - Int64(offset)) * 60_000)
        return self.minutes(at: time) == offset ? time : nil
      }
    }
    return found.filter { $0 <= end }.max()
  }
}
