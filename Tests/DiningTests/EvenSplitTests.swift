import Events
import Randomness
import Testing

@testable import Dining

/// Equal shares, in minor units: nothing is lost, nothing is made, and nobody pays more than one unit more.
@Suite struct EvenSplitTests {
  private static let codes = ["EUR", "USD", "JPY", "KRW", "KWD", "TND", "HUF", "ISK", "UGX"]

  @Test func aHundredThousandRandomBills() throws {
    var random = Seeded(seed: 15)
    for _ in 0..<100_000 {
      let currency = try #require(Currency(Self.codes[Int(random.next() % UInt64(Self.codes.count))]))
      let ways = Int64(random.next() % 40) + 1
      let most: UInt64 = random.next() % 4 == 0 ? UInt64(Money.limit) : 100_000
      guard let amount = Money(minor: Int64(random.next() % most)) else { continue }
      // Said once for each that is wrong: a hundred thousand expectations take longer than what they expect.
      if let wrong = Self.wrong(EvenSplit.parts(of: amount, ways: ways), amount, ways, currency) {
        Issue.record("\(amount.minor) \(currency.code) in \(ways): \(wrong)")
      }
    }
  }

  /// What is wrong with a split; nil where nothing is.
  private static func wrong(_ parts: [Money]?, _ amount: Money, _ ways: Int64, _ currency: Currency)
    -> String?
  {
    guard let parts else { return amount.minor < ways ? nil : "no split" }
    let minors = parts.map(\.minor)
    guard let first = minors.first, let last = minors.last, minors.count == Int(ways) else {
      return "the count"
    }
    if minors.reduce(0, +) != amount.minor { return "the sum" }
    if first - last > 1 || last < 1 { return "more than a unit apart, or nothing" }
    if minors != minors.sorted(by: >) { return "the odd units are not the first's" }
    // Read back as people write it: an amount of the currency is what it was. More than 12 digits are not read.
    let isReadable = first <= 999_999_999_999
    return isReadable && parts.contains { currency.amount(currency.text($0)) != $0 } ? "no amount" : nil
  }

  /// Worked out by hand.
  @Test func someSplits() {
    func split(_ minor: Int64, _ ways: Int64) -> [Int64]? {
      EvenSplit.parts(of: euro(minor), ways: ways)?.map(\.minor)
    }
    #expect(split(1_000, 3) == [334, 333, 333])
    #expect(split(1_439, 2) == [720, 719])
    #expect(split(3, 3) == [1, 1, 1])
    #expect(split(2, 3) == nil && split(0, 1) == nil && split(10, 0) == nil && split(10, -1) == nil)
    #expect(split(100_000, 1_000) == nil, "more than sit at one table")
  }
}
