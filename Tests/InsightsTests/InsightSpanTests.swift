import Events
import Insights
import Testing

/// Which days a manager's windows are, by the clock of a house in Vienna whose days begin at five.
@Suite struct InsightSpanTests {
  /// Clocks go forward on 29 March 2026 at 02:00 and back on 25 October at 03:00 (01:00 UTC both).
  private static let offset: @Sendable (Timestamp) -> Int = { time in
    let (spring, autumn) = ("2026-03-29T01:00:00.000Z", "2026-10-25T01:00:00.000Z")
    return spring <= time.description && time.description < autumn ? 120 : 60
  }

  private static var days: BusinessDays { BusinessDays(offset: offset) }

  private static func window(_ span: InsightSpan, at time: String) throws -> [String] {
    let window = span.window(at: try #require(Timestamp(time)), days)
    return [window.from.description, window.until.description]
  }

  @Test func `each is whole business days, today among them`() throws {
    let evening = "2026-11-22T19:00:00.000Z"
    let end = "2026-11-23T04:00:00.000Z"
    #expect(try Self.window(.today, at: evening) == ["2026-11-22T04:00:00.000Z", end])
    #expect(try Self.window(.days(7), at: evening) == ["2026-11-16T04:00:00.000Z", end])
    #expect(try Self.window(.days(28), at: evening) == ["2026-10-26T04:00:00.000Z", end])
    #expect(try Self.window(.month, at: evening) == ["2026-11-01T04:00:00.000Z", end])
    // Summer time held until 25 October, and held on 25 August: five o'clock was three in UTC.
    #expect(try Self.window(.days(90), at: evening) == ["2026-08-25T03:00:00.000Z", end])
    #expect(
      try Self.window(.lastMonth, at: evening) == ["2026-10-01T03:00:00.000Z", "2026-11-01T04:00:00.000Z"])
  }

  @Test func `the small hours of the first are the month before`() throws {
    let small = "2026-12-01T03:59:59.999Z"
    #expect(
      try Self.window(.month, at: small) == ["2026-11-01T04:00:00.000Z", "2026-12-01T04:00:00.000Z"])
    #expect(
      try Self.window(.lastMonth, at: "2027-01-15T12:00:00.000Z")
        == ["2026-12-01T04:00:00.000Z", "2027-01-01T04:00:00.000Z"])
    #expect(
      try Self.window(.today, at: "2026-12-01T04:00:00.000Z")
        == ["2026-12-01T04:00:00.000Z", "2026-12-02T04:00:00.000Z"])
  }

  @Test func `days around a change of clocks are all there`() throws {
    #expect(
      try Self.window(.days(7), at: "2026-10-27T12:00:00.000Z")
        == ["2026-10-21T03:00:00.000Z", "2026-10-28T04:00:00.000Z"])
    #expect(
      try Self.window(.days(2), at: "2026-03-29T12:00:00.000Z")
        == ["2026-03-28T04:00:00.000Z", "2026-03-30T03:00:00.000Z"])
  }

  @Test func `words are read and written`() {
    for word in ["1d", "7d", "28d", "90d", "month", "last-month"] {
      #expect(InsightSpan(word: word)?.word == word)
    }
    for word in ["", "2d", "d", "7", "7D", "year", "last month"] { #expect(InsightSpan(word: word) == nil) }
    #expect(InsightSpan(word: "1d") == .today)
  }

  @Test func `two dates are a window with both in it`() {
    let window = InsightWindow(from: "2026-11-20", to: "2026-11-22", Self.days)
    #expect(window?.from.description == "2026-11-20T04:00:00.000Z")
    #expect(window?.until.description == "2026-11-23T04:00:00.000Z")
    #expect(InsightWindow(from: "2026-11-22", to: "2026-11-22", Self.days) != nil)
    #expect(InsightWindow(from: "2026-11-22", to: "2026-11-21", Self.days) == nil)
    #expect(InsightWindow(from: "2026-02-30", to: "2026-11-21", Self.days) == nil)
  }
}
