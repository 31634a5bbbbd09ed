import Events

/// A day as a restaurant counts it: it ends when the last guests of the evening have gone, not at midnight.
public struct BusinessDay: Hashable, Sendable {
  /// The date on which it began, like `2026-11-28`.
  public let date: String
  public let from: Timestamp
  /// When the next one begins.
  public let until: Timestamp

  public func holds(_ time: Timestamp) -> Bool { from <= time && time < until }

  /// 1 Monday to 7 Sunday, by its date.
  public var weekday: Int {
    // 1 January 1970 was a Thursday.
    let days = Timestamp("\(date)T00:00:00.000Z").map { $0.milliseconds / 86_400_000 } ?? 0
    return Int((days + 3) % 7) + 1
  }
}

/// Which business day a moment belongs to, by the house's own clock and the hour at which its days begin.
///
/// In the nights in which clocks are set a day has 23 or 25 hours; none is left out and none comes twice.
public struct BusinessDays {
  /// What `day_starts` is while nobody has said otherwise.
  public static let usualStart = "05:00"

  private static let dayMs: Int64 = 86_400_000
  private let startMinute: Int
  private let offset: (Timestamp) -> Int

  /// - Parameters:
  ///   - start: `HH:MM`; what makes no sense is ``usualStart``.
  ///   - offset: how many minutes the venue's clock is ahead of UTC at a moment.
  public init(startingAt start: String? = nil, offset: @escaping (Timestamp) -> Int) {
    startMinute = Self.startMinute(start)
    self.offset = offset
  }

  /// Which minute of the day is meant by `HH:MM`, two digits each; nil for anything else.
  public static func minute(of text: String) -> Int? {
    let letters = Array(text.utf8)
    guard letters.count == 5, letters[2] == UInt8(ascii: ":") else { return nil }
    let digits = [0, 1, 3, 4].map { Int(letters[$0]) - 0x30 }
    guard digits.allSatisfy((0...9).contains) else { return nil }
    let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    return hour < 24 && minute < 60 ? hour * 60 + minute : nil
  }

  /// Which minute of the day that is when days begin at `start`.
  public static func startMinute(_ start: String?) -> Int {
    start.flatMap(minute) ?? minute(of: usualStart) ?? 0
  }

  /// The day that runs at a moment.
  public func day(holding time: Timestamp) -> BusinessDay {
    let local = time.milliseconds + Int64(offset(time)) * 60_000
    let today = day(max(0, local / Self.dayMs))
    if time < today.from { return day(before: today) }
    // The clock may say the hour at which days begin before the moment that counts as it.
    return time < today.until ? today : day(max(0, local / Self.dayMs) + 1)
  }

  /// The day that began on a date like `2026-11-28`; nil where that is no date.
  public func day(named date: String) -> BusinessDay? {
    guard date.utf8.count == 10, let midnight = Timestamp("\(date)T00:00:00.000Z") else { return nil }
    return day(midnight.milliseconds / Self.dayMs)
  }

  /// The hour that the clock shows, 0 to 23.
  func hour(at time: Timestamp) -> Int {
    let local = time.milliseconds + Int64(offset(time)) * 60_000
    return Int(((local % Self.dayMs + Self.dayMs) % Self.dayMs) / 3_600_000)
  }

  public func day(before day: BusinessDay) -> BusinessDay {
    let number = Timestamp("\(day.date)T00:00:00.000Z").map { $0.milliseconds / Self.dayMs } ?? 0
    return self.day(max(0, number - 1))
  }

  /// - Parameter number: how many days its date lies after 1 January 1970.
  private func day(_ number: Int64) -> BusinessDay {
    let date = Timestamp(clamping: number * Self.dayMs)
    let noonThere = date.advanced(byMilliseconds: Self.dayMs / 2 - Int64(offset(date)) * 60_000)
    let clock = WallClock(offset: offset)
    return BusinessDay(
      date: String(date.description.prefix(10)), from: clock.moment(minuteOfDay: startMinute, noonThere),
      until: clock.moment(minuteOfDay: startMinute, daysAfter: 1, noonThere))
  }
}
