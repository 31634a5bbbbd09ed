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

extension LocalOffsets {
  /// No zone changes its clocks twice a day.
  private static let dayMilliseconds: Int64 = 86_400_000

  /// The clock changes between two moments, to the second.
  ///
  /// - Parameter minutesAhead: how far local time is ahead of UTC at a moment.
  public init(from start: Timestamp, until end: Timestamp, _ minutesAhead: (Timestamp) -> Int) {
    var minutes = minutesAhead(start)
    var stretches = [(from: Timestamp.earliest, minutes: minutes)]
    var day = start
    while day < end {
      let next = min(day.advanced(byMilliseconds: Self.dayMilliseconds), end)
      let then = minutesAhead(next)
      if then != minutes {
        stretches.append((Self.change(after: day, until: next) { minutesAhead($0) != minutes }, then))
      }
      (day, minutes) = (next, then)
    }
    self.init(stretches)
  }

  /// The first whole second from which on the clocks are changed.
  private static func change(
    after start: Timestamp, until end: Timestamp, _ isChanged: (Timestamp) -> Bool
  ) -> Timestamp {
    var low = start.milliseconds / 1_000
    var high = end.milliseconds / 1_000
    while high - low > 1 {
      let middle = (low + high) / 2
      if isChanged(Timestamp(clamping: middle * 1_000)) { high = middle } else { low = middle }
    }
    return Timestamp(clamping: high * 1_000)
  }
}
