import Foundation
import Testing

@testable import Events

@Suite struct TimeTests {
  /// RFC 9562, appendix A.6: the example of a UUIDv7, made at 2022-02-22 14:22:22.00 GMT-05:00.
  @Test func uuidOfRFC9562() throws {
    let time = try #require(Timestamp("2022-02-22T19:22:22.000Z"))
    #expect(time.milliseconds == 0x017F_22E2_79B0)
    let id = UUIDv7(at: time, random: RandomBits(high: 0xCC3, low: 0x18C4_DC0C_0C07_398F))
    #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    #expect(UUIDv7(id.description) == id)
    #expect(id.milliseconds == time.milliseconds)
  }

  /// Foundation's calendar is the yardstick, over days drawn from all that can be written.
  @Test func datesAgreeWithAnIndependentCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let span = Timestamp.latest.milliseconds
    for step in 0..<4_000 {
      let time = Timestamp(clamping: span / 4_000 * Int64(step) + Int64(step * 7_919 % 86_400_000))
      let date = Date(timeIntervalSince1970: Double(time.milliseconds / 1000))
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
      let text = String(
        format: "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0,
        parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0, Int(time.milliseconds % 1000))
      #expect(time.description == text)
      #expect(Timestamp(text) == time)
    }
  }

  @Test(arguments: [
    "2026-02-29T00:00:00.000Z", "2026-04-31T00:00:00.000Z", "1969-12-31T23:59:59.999Z",
    "2026-11-22T24:00:00.000Z", "2026-11-22T23:60:00.000Z", "2026-11-22T23:59:60.000Z",
    "2026-11-22t19:04:05.123Z", "2026-11-22T19:04:05.123z", "2026-11-22T19:04:05Z",
    "2026-11-22T19:04:05.123+00:00", "2026-13-01T00:00:00.000Z", "2026-00-01T00:00:00.000Z",
  ])
  func noSuchTime(_ text: String) { #expect(Timestamp(text) == nil) }

  @Test func f29CauseComesBeforeEffectWhateverTheClockSays() {
    let wall = Timestamp(clamping: 1_000)
    var clock = StreamClock()
    #expect(clock.stamp(wall: wall, latestInStream: nil) == .init(createdAt: wall, skewMs: nil))
    let ahead = Timestamp(clamping: 50_000)
    #expect(
      clock.stamp(wall: wall, latestInStream: ahead)
        == .init(createdAt: Timestamp(clamping: 50_001), skewMs: 49_001))
    clock.wrote(at: Timestamp(clamping: 2_000))
    #expect(
      clock.stamp(wall: wall, latestInStream: nil)
        == .init(createdAt: Timestamp(clamping: 2_000), skewMs: 1_000))
  }
}
