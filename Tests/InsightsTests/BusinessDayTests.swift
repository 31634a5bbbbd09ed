import Events
import Insights
import Testing

@Suite struct BusinessDayTests {
  /// Vienna in 2026: clocks go forward on 29 March at 02:00 and back on 25 October at 03:00 (01:00 UTC both).
  private static let vienna: @Sendable (Timestamp) -> Int = { time in
    let (spring, autumn) = ("2026-03-29T01:00:00.000Z", "2026-10-25T01:00:00.000Z")
    return spring <= time.description && time.description < autumn ? 120 : 60
  }

  private func day(_ time: String, start: String? = nil) -> BusinessDay {
    BusinessDays(startingAt: start, offset: Self.vienna).day(holding: Timestamp(time) ?? .earliest)
  }

  private func days(start: String? = nil, named date: String) throws -> BusinessDay {
    try #require(BusinessDays(startingAt: start, offset: Self.vienna).day(named: date))
  }

  @Test func `the small hours belong to the evening before`() throws {
    let evening = try days(named: "2026-11-28")
    #expect(evening.from.description == "2026-11-28T04:00:00.000Z")
    #expect(evening.until.description == "2026-11-29T04:00:00.000Z")
    #expect(day("2026-11-29T03:59:59.999Z") == evening)
    #expect(day("2026-11-28T04:00:00.000Z") == evening)
    #expect(day("2026-11-29T04:00:00.000Z").date == "2026-11-29")
    #expect(day("2026-11-28T23:30:00.000Z") == evening)
  }

  @Test func `a house may begin its days when it likes`() throws {
    let evening = try days(start: "00:00", named: "2026-11-28")
    #expect(evening.from.description == "2026-11-27T23:00:00.000Z")
    #expect(day("2026-11-28T22:59:59.999Z", start: "00:00") == evening)
    #expect(day("2026-11-28T23:00:00.000Z", start: "00:00").date == "2026-11-29")
    #expect(day("2026-11-28T22:58:00.000Z", start: "23:59").date == "2026-11-27")
    #expect(day("2026-11-28T22:59:00.000Z", start: "23:59").date == "2026-11-28")
  }

  @Test(arguments: ["05:00", "02:30", "03:00", "00:00", "23:59"])
  func `in a year with its two clock changes no moment is left out and none is in two days`(start: String)
    throws
  {
    let calendar = BusinessDays(startingAt: start, offset: Self.vienna)
    var day = try #require(calendar.day(named: "2026-01-01"))
    for _ in 0..<364 {
      let next = calendar.day(holding: day.until)
      #expect(next.from == day.until && next.date > day.date)
      #expect(calendar.day(before: next) == day)
      #expect(calendar.day(holding: day.from) == day)
      #expect(calendar.day(holding: day.until.advanced(byMilliseconds: -1)) == day)
      day = next
    }
    #expect(day.date == "2026-12-31")
  }

  @Test func `the night that is an hour short or long makes its day so`() throws {
    let (spring, autumn) = (try days(named: "2026-03-28"), try days(named: "2026-10-24"))
    #expect(spring.until.milliseconds - spring.from.milliseconds == 23 * 3_600_000)
    #expect(autumn.until.milliseconds - autumn.from.milliseconds == 25 * 3_600_000)
  }

  @Test func `what is no date or no time of day is taken for neither`() {
    let calendar = BusinessDays(offset: Self.vienna)
    for date in ["", "2026-11", "28-11-2026", "2026-02-30", "2026-11-28T", "yesterday", "1969-12-31"] {
      #expect(calendar.day(named: date) == nil, "\(date)")
    }
    for start in ["", "5:00", "05.00", "24:00", "05:60", "0500", "05:00:00", "٠٥:٠٠"] {
      #expect(BusinessDays.minute(of: start) == nil, "\(start)")
    }
    #expect(BusinessDays.minute(of: "05:00") == 300 && BusinessDays.minute(of: "23:59") == 1_439)
  }
}
