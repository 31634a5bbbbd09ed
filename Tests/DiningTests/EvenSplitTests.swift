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
      let amount = try #require(Money(minor: Int64(random.next() % most)))
      guard let parts = EvenSplit.parts(of: amount, ways: ways) else {
        #expect(amount.minor < ways)
        continue
      }
      let minors = parts.map(\.minor)
      // Read back as people write it: an amount of the currency is what it was.
      #expect(parts.allSatisfy { currency.amount(currency.text($0)) == $0 || $0.minor > 999_999_999_999 })
      #expect(minors.count == Int(ways) && minors.reduce(0, +) == amount.minor)
      #expect((minors.max() ?? 0) - (minors.min() ?? 0) <= 1 && minors.allSatisfy { $0 > 0 })
      #expect(minors == minors.sorted(by: >), "the odd units go to the first")
    }
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
