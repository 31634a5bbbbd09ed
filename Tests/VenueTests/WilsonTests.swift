import Testing

@testable import Venue

/// Worked out with Python from Wilson's formula, z = 1.959963984540054; 81 of 263 is the example of Newcombe (1998).
@Suite struct WilsonTests {
  @Test(arguments: [
    (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (1, 2, 0.0945, 0.9055),
  ])
  func theIntervalIsWilsons(_ successes: Int, _ cases: Int, _ low: Double, _ high: Double) throws {
    let interval = try #require(WilsonInterval(successes: successes, of: cases))
    #expect(abs(interval.low - low) < 0.00005 && abs(interval.high - high) < 0.00005)
    #expect(interval.rate == Double(successes) / Double(cases))
  }

  @Test func withoutCasesThereIsNone() { #expect(WilsonInterval(successes: 0, of: 0) == nil) }

  @Test func ratesHaveFourDigitsAndAreNumbersOfJSON() {
    let texts = [0, 1, 0.5, 0.00004, 0.00005, 0.3662, 0.99994, 0.99996].map(WilsonInterval.text)
    #expect(texts == ["0", "1", "0.5", "0", "0.0001", "0.3662", "0.9999", "1"])
  }
}
