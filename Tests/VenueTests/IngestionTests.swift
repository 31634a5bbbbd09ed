import Events
import Foundation
import Randomness
import Testing

@testable import Venue

/// Lines that other terminals wrote: each is new, old, waiting or refused, and a good one is taken once.
@Suite struct IngestionTests {
  /// A log of paper that takes what an ingestion admits.
  private struct Ledger {
    var ingestion = Ingestion()
    private(set) var log: [Event] = []
    private var tips = ChainTips(venue: "maple")

    init(_ ingestion: Ingestion = Ingestion()) { self.ingestion = ingestion }

    private func standing(_ event: Event) -> Ingestion.Standing {
      func holds(_ hash: Fingerprint) -> Bool {
        log.contains { $0.origin == event.origin && $0.hash == hash }
      }
      if holds(event.hash) { return .held }
      let isFirst = event.seq == 1 && event.prev == event.origin.chainStart(venue: "maple")
      return isFirst || holds(event.prev) ? .fork : .unknown
    }

    private mutating func keep(_ events: [Event]) {
      for event in events {
        #expect(tips.isFollowed(by: event) || standing(event) == .fork)
        tips.take(event)
        log.append(event)
      }
    }

    /// One run over lines in batches of some size.
    mutating func run(_ lines: [[UInt8]], batch size: Int = 7) -> Ingestion.Report {
      ingestion.begin(held: tips)
      let numbered = lines.enumerated().map { (number: $0.offset + 1, bytes: $0.element) }
      for start in stride(from: 0, to: max(1, lines.count), by: size) {
        let batch = ingestion.take(Array(numbered[start..<min(start + size, lines.count)]), held: tips)
        keep(batch.admitted)
        let book = self
        keep(ingestion.settle(batch.doubtful, held: tips) { book.standing($0) })
      }
      ingestion.finish()
      return ingestion.report
    }
  }

  /// The first line of each terminal, and all others.
  private static func firstAndLater() throws -> (first: [[UInt8]], later: [[UInt8]]) {
    let events = try Evening.events()
    return (events.filter { $0.seq == 1 }.map(\.line), events.filter { $0.seq > 1 }.map(\.line))
  }

  private func counts(_ report: Ingestion.Report) -> [Int] {
    [report.new, report.old, report.waiting, report.refused.count]
  }

  @Test func anEveningInItsOrderIsNewAndThenOld() throws {
    let lines = try Evening.lines()
    var ledger = Ledger()
    #expect(counts(ledger.run(lines)) == [59, 0, 0, 0])
    #expect(counts(ledger.run(lines)) == [0, 59, 0, 0])
    #expect(ledger.log.map(\.line) == lines)
  }

  @Test func anyOrderAndDoublesTakeEveryLineOnceInChainOrder() throws {
    let lines = try Evening.lines()
    for seed in 1...200 {
      var random = Seeded(seed: UInt64(seed))
      var ledger = Ledger()
      let size = Int.random(in: 1...130, using: &random)
      let report = ledger.run((lines + lines).shuffled(using: &random), batch: size)
      #expect(counts(report) == [59, 59, 0, 0], "seed \(seed)")
      #expect(try Chain.isWhole(ledger.log) && ledger.log.count == 59, "seed \(seed)")
      #expect(Set(ledger.log.map(\.line)) == Set(lines), "seed \(seed)")
    }
  }

  @Test func whatWaitsIsKeptAcrossRunsAndStarts() throws {
    let lines = try Evening.lines()
    let (first, later) = try Self.firstAndLater()
    var ledger = Ledger()
    #expect(counts(ledger.run(later)) == [0, 0, 57, 0])
    #expect(counts(ledger.run(later)) == [0, 57, 57, 0])
    #expect(Set(ledger.ingestion.waitingLines) == Set(later))
    var again = Ledger(Ingestion(waiting: ledger.ingestion.waitingLines.reversed()))
    #expect(counts(again.run(first)) == [59, 0, 0, 0])
    #expect(counts(again.run(lines)) == [0, 59, 0, 0])
    #expect(again.ingestion.waitingLines.isEmpty)
  }

  /// What a start finds waiting may be in the log already: the power went before the list was rewritten.
  @Test func whatTheLogHasByNowNoLongerWaits() throws {
    let lines = try Evening.lines()
    var ledger = Ledger()
    _ = ledger.run(lines)
    ledger.ingestion = Ingestion(waiting: Array(lines.suffix(20)))
    #expect(counts(ledger.run([])) == [0, 0, 0, 0])
    #expect(ledger.ingestion.waitingLines.isEmpty)
  }

  @Test func whatWaitsIsBounded() throws {
    let lines = try Self.firstAndLater().later
    let room = lines.prefix(10).reduce(0) { $0 + $1.count + 1 }
    var ledger = Ledger(Ingestion(waitingBytesLimit: room))
    let report = ledger.run(lines)
    #expect(report.waiting == 10 && report.refused.count == lines.count - 10)
    #expect(report.refused.allSatisfy { $0.fault.code == .chain })
    // Once there is room, the same lines are taken.
    #expect(ledger.run(try Evening.lines()).refused.isEmpty && ledger.log.count == 59)
  }

  /// F21: two boxes wrote under one name, from the beginning or from some line on. Both histories are kept, whichever
  /// comes first.
  @Test func f21BothHistoriesOfAForkAreKept() throws {
    var one = try Scribe("desk")
    var two = one
    var first = [try one.setting("a", "1"), try one.setting("a", "2")]
    let second = [try two.setting("b", "1"), try two.setting("b", "2"), try two.setting("b", "3")]
    var three = one
    first.append(try one.setting("a", "3"))
    let third = [try three.setting("c", "3"), try three.setting("c", "4")]
    var ledger = Ledger()
    #expect(counts(ledger.run(first.map(\.line))) == [3, 0, 0, 0])
    #expect(counts(ledger.run(second.map(\.line))) == [3, 0, 0, 0])
    #expect(counts(ledger.run(third.map(\.line))) == [2, 0, 0, 0])
    #expect(ledger.log.map(\.hash) == (first + second + third).map(\.hash))

    let lines = (first + second + third).map(\.line)
    for seed in 1...200 {
      var random = Seeded(seed: UInt64(seed))
      var other = Ledger()
      let report = other.run(
        (lines + lines).shuffled(using: &random), batch: Int.random(in: 1...20, using: &random))
      #expect(counts(report) == [8, 8, 0, 0], "seed \(seed)")
      #expect(other.log.count == 8 && Set(other.log.map(\.line)) == Set(lines), "seed \(seed)")
    }
  }

  /// Two boxes have written past each other; what comes first of the second history is its end.
  @Test func theEndOfASecondHistoryWaitsForItsBeginning() throws {
    var one = try Scribe("desk")
    let common = try one.setting("a", "1")
    var two = one
    let first = [try one.setting("a", "2"), try one.setting("a", "3"), try one.setting("a", "4")]
    let second = [try two.setting("b", "2"), try two.setting("b", "3")]
    var ledger = Ledger()
    _ = ledger.run(([common] + first).map(\.line))
    #expect(counts(ledger.run([second[1].line])) == [0, 0, 1, 0])
    // It is looked at again at the next start, and still lacks its beginning.
    ledger.ingestion = Ingestion(waiting: ledger.ingestion.waitingLines)
    #expect(counts(ledger.run([])) == [0, 0, 1, 0])
    #expect(counts(ledger.run([second[0].line])) == [2, 0, 0, 0])
    #expect(ledger.ingestion.waitingLines.isEmpty && ledger.log.count == 6)
  }

  @Test func s17EveryBadLineIsRefusedForItsReason() throws {
    for (place, row) in try Evening.lines("bad-lines.jsonl").enumerated() {
      let json = try JSONSerialization.jsonObject(with: Data(row)) as? [String: String]
      let bad = try #require(json)
      let why = try #require(bad["why"])
      let line =
        bad["line"].map { Array($0.utf8) } ?? Data(base64Encoded: bad["line_base64"] ?? "").map { Array($0) }
      var ledger = Ledger()
      let report = ledger.run([try #require(line)])
      #expect(counts(report) == [0, 0, 0, 1], "line \(place + 1): \(why)")
      let code = report.refused.first?.fault.code.rawValue
      #expect(code == String(why.prefix { $0 != ":" }), "line \(place + 1): \(why)")
    }
  }

  @Test func theReportNamesLinesInTheirOrder() throws {
    let lines = try Evening.lines()
    var ledger = Ledger()
    let report = ledger.run([Array("{".utf8), lines[0], Array("no".utf8)])
    let expected =
      #"{"new":1,"old":0,"waiting":0,"refused":[{"line":1,"code":"form"},{"line":3,"code":"form"}]}"#
    #expect(report.json.compactText == expected)
  }
}
