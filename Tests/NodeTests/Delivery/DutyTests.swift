import Randomness
import Testing

@testable import Node

/// Which terminal delivers, and what is told of a partner that comes and goes.
@Suite struct DutyTests {
  private static let names = ["bar", "pass", "till", "tv"]

  /// All hear all, but those that are gone.
  private static func onDuty(
    _ duties: inout [String: DeliveryDuty], of terminal: String, gone: Set<String>, atMs now: Int64
  ) -> [String] {
    let there = names.filter { !gone.contains($0) }
    return there.filter { own in
      duties[own, default: DeliveryDuty(atMs: 0)]
        .isMine(of: terminal, own: own, inTouch: Set(there).subtracting([own]), atMs: now)
    }
  }

  @Test func `the one that was named delivers, another after 30 s without it, and it again when it is back`()
  {
    var duties: [String: DeliveryDuty] = [:]
    #expect(Self.onDuty(&duties, of: "pass", gone: [], atMs: 0) == ["pass"])
    #expect(Self.onDuty(&duties, of: "pass", gone: [], atMs: 100_000) == ["pass"])
    #expect(Self.onDuty(&duties, of: "pass", gone: ["pass"], atMs: 129_999).isEmpty)
    #expect(Self.onDuty(&duties, of: "pass", gone: ["pass"], atMs: 130_000) == ["bar"])
    #expect(Self.onDuty(&duties, of: "pass", gone: ["pass", "bar"], atMs: 130_001) == ["till"])
    #expect(Self.onDuty(&duties, of: "pass", gone: [], atMs: 130_002) == ["pass"])
    #expect(Self.onDuty(&duties, of: "pass", gone: ["pass"], atMs: 160_001).isEmpty)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `never two where all hear each other, and never none for 30 s`(_ seed: UInt64) {
    var random = Seeded(seed: seed)
    var duties: [String: DeliveryDuty] = [:]
    var gone: Set<String> = []
    var changedMs: Int64 = 0
    for step in 0..<400 {
      let now = Int64(step) * 1_000
      if Int.random(in: 0..<20, using: &random) == 0 {
        let name = Self.names[Int.random(in: 0..<4, using: &random)]
        if gone.remove(name) == nil { gone.insert(name) }
        if gone.count == Self.names.count { gone.remove(name) }
        changedMs = now
      }
      let found = Self.onDuty(&duties, of: "till", gone: gone, atMs: now)
      #expect(found.count <= 1)
      if now - changedMs >= 30_000 { #expect(found.count == 1, "step \(step)") }
    }
  }

  @Test func `alone without the one that was named, it waits 30 s from its own start`() {
    var duty = DeliveryDuty(atMs: 5_000)
    func isMine(atMs now: Int64) -> Bool { duty.isMine(of: "till", own: "bar", inTouch: [], atMs: now) }
    #expect(duty.dueMs == 35_000)
    #expect(!isMine(atMs: 34_999))
    #expect(isMine(atMs: 35_000))
  }

  @Test func `a partner that fails every second is said to be away once`() {
    var news = DeliveryNews()
    func works(atMs now: Int64) -> Int64? { news.works(atMs: now) }
    #expect(works(atMs: 0) == nil && news.dueMs == nil)
    var told = 0
    for second in 1...600 as ClosedRange<Int64> {
      if news.fell(atMs: second * 1_000) { told += 1 }
      #expect(works(atMs: second * 1_000 + 500) == nil)
    }
    #expect(told == 1)
    #expect(news.dueMs == 630_500)
    #expect(works(atMs: 630_499) == nil)
    #expect(works(atMs: 630_500) == 599_500, "from the first second to when it worked")
    #expect(works(atMs: 700_000) == nil && news.dueMs == nil)
    let isNews = news.fell(atMs: 700_001)
    #expect(isNews, "away once more is news once more")
  }
}
