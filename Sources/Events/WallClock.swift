/// What a clock on a wall says and when it says it, for whoever knows how far it is ahead of UTC: the one rule for the
/// nights in which clocks are set.
public struct WallClock {
  /// In minutes.
  let offset: (Timestamp) -> Int

  private static let minuteMs: Int64 = 60_000
  private static let dayMs: Int64 = 86_400_000

  /// - Parameter offset: how many minutes the clock is ahead of UTC at a moment; set at most once in two days.
  public init(offset: @escaping (Timestamp) -> Int) { self.offset = offset }

  /// The moment of a time of day, so many days after the day of `base`: the first of two where a change makes it happen
  /// twice, that of the change where it leaves it out.
  public func moment(minuteOfDay: Int, daysAfter days: Int = 0, _ base: Timestamp) -> Timestamp {
    let local = reading(base.milliseconds)
    return moment(
      ofLocal: local - local % Self.dayMs + Int64(days) * Self.dayMs + Int64(minuteOfDay) * Self.minuteMs)
  }

  /// The next such moment, the minute that runs included.
  public func next(minuteOfDay: Int, from base: Timestamp) -> Timestamp {
    let today = moment(minuteOfDay: minuteOfDay, base)
    let thisMinute = base.milliseconds - base.milliseconds % Self.minuteMs
    return today.milliseconds >= thisMinute ? today : moment(minuteOfDay: minuteOfDay, daysAfter: 1, base)
  }

  /// The moment at which the clock says a date and time, written as if it were UTC; where the clock says it twice or
  /// never, as ``moment(minuteOfDay:daysAfter:_:)``.
  public func moment(reading local: Timestamp) -> Timestamp { moment(ofLocal: local.milliseconds) }

  /// - Parameter local: what the clock says, in milliseconds since 1970 as it would count them.
  private func moment(ofLocal local: Int64) -> Timestamp {
    let candidates = [local - Self.dayMs, local + Self.dayMs].map { local - (reading($0) - $0) }.sorted()
    if let moment = candidates.first(where: { reading($0) == local }) { return Timestamp(clamping: moment) }
    var (before, after) = (candidates[0], candidates[1])
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if reading(middle) < local { before = middle } else { after = middle }
    }
    return Timestamp(clamping: after)
  }

  private func reading(_ moment: Int64) -> Int64 {
    moment + Int64(offset(Timestamp(clamping: moment))) * Self.minuteMs
  }
}
