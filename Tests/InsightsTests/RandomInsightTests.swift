import Dining
import Events
import Foundation
import Insights
import Ledger
import Randomness
import Testing

/// Every question over random days, held against a plain second computation, and against itself however the events came.
@Suite struct RandomInsightTests {
  private static let windows = [
    window("27T05:00", "30T05:00"), window("28T05:00", "29T05:00"), window("27T20:30", "29T02:10"),
    window("28T00:00", "28T01:00"),
  ]

  private static func rows(_ answer: InsightAnswer?) throws -> NSArray {
    let line = try #require(answer?.jsonLine)
    let read = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return try #require(read?["rows"] as? NSArray)
  }

  private static func plain(_ window: InsightWindow) -> NaiveManager.Question {
    NaiveManager.Question(from: Int(window.from.milliseconds), until: Int(window.until.milliseconds))
  }

  private static func filters(seed: UInt64) -> [InsightFilter] {
    [
      InsightFilter(), InsightFilter(orderType: "dine_in"), InsightFilter(station: "grill"),
      InsightFilter(menuVersion: "v2"), InsightFilter(orderType: "takeaway", arm: "variant"),
    ]
  }

  private static func wanted(_ metric: Metric, _ plain: NaiveManager.Question, _ naive: NaiveManager)
    -> [[String: Any]]
  {
    switch metric {
    case .slowMovers: naive.slowMovers(plain)
    case .prepTimes: naive.prepTimes(plain)
    case .voice: naive.voice(plain)
    case .abandonment: naive.abandonment(plain)
    case .takings: naive.takings(plain)
    case .speed: naive.speed(plain, lateSeconds: 25 * 60)
    case .voids: naive.voids(plain)
    }
  }

  @Test(arguments: 1...12)
  func `every question says what a plain count says`(seed: UInt64) throws {
    let book = Evenings.log(seed: seed)
    let rolled = RolledLog(book.log)
    let naive = try NaiveManager(book.log.map(\.line))
    for metric in Metric.allCases {
      for window in Self.windows {
        for filter in Self.filters(seed: seed) {
          for grouping in [nil] + metric.groupings.map(Optional.some) {
            // Arms side by side have visits of no arm among them only without a filter.
            let question = InsightQuestion(metric, window, filter: Self.fitting(filter, metric), by: grouping)
            var plain = Self.plain(window)
            (plain.type, plain.station) = (question.filter.orderType, question.filter.station?.string)
            (plain.version, plain.arm) = (question.filter.menuVersion?.string, question.filter.arm)
            plain.by = grouping == .day ? nil : grouping?.rawValue
            let found = try Self.rows(rolled.answer(question, limits: "5 25"))
            guard metric != .abandonment || grouping == nil else { continue }
            let wanted = Self.wanted(metric, plain, naive)
            #expect(found == wanted as NSArray, "\(question)")
          }
        }
      }
    }
  }

  /// What the metric can't be asked of is left out.
  private static func fitting(_ filter: InsightFilter, _ metric: Metric) -> InsightFilter {
    var fitting = filter
    if !metric.parts.contains(.type) { fitting.orderType = nil }
    if !metric.parts.contains(.station) { fitting.station = nil }
    if !metric.parts.contains(.version) { fitting.menuVersion = nil }
    if !metric.parts.contains(.arm) { fitting.arm = nil }
    return fitting
  }

  @Test(arguments: 1...12)
  func `what is kept is the same however the events came`(seed: UInt64) {
    let log = Evenings.log(seed: seed).log
    let whole = RolledLog(log).names
    var random = Seeded(seed: seed)
    for _ in 0..<4 {
      let late = Set(log.indices.filter { _ in Int.random(in: 0..<6, using: &random) == 0 })
      let arrivals =
        [
          log.shuffled(using: &random),
          log.indices.filter { !late.contains($0) }.map { log[$0] } + late.sorted().map { log[$0] },
        ].randomElement(using: &random) ?? []
      var rolled = RolledLog()
      var rest = arrivals[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...200, using: &random))
        rolled.take(Array(piece))
        rest = rest.dropFirst(piece.count)
      }
      #expect(rolled.names == whole)
    }
  }

  /// More than is in memory at one time, so that files of days are written, read again and written anew on the way.
  @Test func `days that left memory are taken up again`() {
    var log: [Event] = []
    for seed in 20..<24 as Range<UInt64> { log += Evenings.log(seed: seed, steps: 900).log }
    let whole = RolledLog(log).names
    var pieces = RolledLog()
    for start in stride(from: 0, to: log.count, by: 500) {
      pieces.take(Array(log[start..<min(start + 500, log.count)]))
    }
    #expect(pieces.names == whole)
  }
}
