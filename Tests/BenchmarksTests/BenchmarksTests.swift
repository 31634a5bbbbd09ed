import Events
import Foundation
import Testing

@testable import galley_bench

/// Keeps the code of the benchmarks true at sizes where it takes no time.
///
/// One after the other: rounds of one size share their past, in which programs run.
@Suite(.serialized) struct BenchmarksTests {
  @Test func thePastIsTheSameForTheSameSeed() throws {
    let first = try History.events(2_000).map(\.line)
    #expect(try History.events(2_000).map(\.line) == first)
  }

  @Test func everyEventOfThePastHasItsEffect() throws {
    var restaurant = Restaurant(total: 8_000)
    for _ in 0..<8_000 { _ = try restaurant.next() }
    #expect(restaurant.house.eventCount == 8_000)
    #expect((60...Restaurant.openOrders).contains(restaurant.house.live.count))
    for stream in restaurant.house.orders.values { #expect(stream.order.conflicts.isEmpty) }
  }

  @Test func bothDecodersReadEveryLine() throws {
    let lines = try Decoding(History.events(2_000))
    #expect(try lines.ours(checkingHashes: true) > 0)
    #expect(try lines.foundation() > 0)
  }

  @Test func whatIsEncodedAnewIsTheLine() throws {
    let events = try History.events(2_000)
    let lines = try Encoding(events)
    for index in events.indices {
      #expect(try lines.written(index, hashing: true).line == lines.line(index))
      #expect(try lines.written(index, hashing: false).line == lines.line(index))
    }
  }

  @Test func aColdReplayFindsAllThatWasWritten() throws {
    let scratch = try ScratchDirectory()
    var restaurant = Restaurant(total: 3_000)
    let data = scratch.path + "/data"
    try History.write(to: data) { log in
      for _ in 0..<3_000 { try log.append([restaurant.next()]) }
      try log.sync()
      return restaurant.identity
    }
    var replay = ColdReplay()
    try replay.run(data)
    #expect(replay.house.eventCount == 3_000)
    #expect(replay.house.live.map(\.id) == restaurant.house.live.map(\.id))
  }

  @Test func aPastThatARoundHasWrittenToIsMadeAnew() throws {
    let path = try History.directory(50, .checkpointed)
    let asMade = try History.listing(path)
    try Data("{}".utf8).write(to: URL(filePath: path + "/checkpoint/of-the-round-before"))
    try Data().write(to: URL(filePath: path + "/control.sock"))
    #expect(try History.listing(path) != asMade)
    #expect(try History.directory(50, .checkpointed) == path)
    #expect(!FileManager.default.fileExists(atPath: path + "/checkpoint/of-the-round-before"))
    let remade = try History.listing(path)
    try Data().write(to: URL(filePath: path + "/control.sock"))
    #expect(try History.directory(50, .checkpointed) == path)
    #expect(!FileManager.default.fileExists(atPath: path + "/control.sock"))
    // What no round wrote to is taken as it is.
    #expect(try History.listing(path) == remade)
  }

  /// P7, P8 with many guests: all of them are in the log and counted, and only the last of them in memory.
  @Test func aPastWithGuestsHasAllOfThem() throws {
    var replay = ColdReplay()
    try replay.run(try History.directory(60, guests: 1_900, .plain))
    #expect(replay.house.eventCount == 1_960 && replay.house.standing.isEmpty)
    let ofOrders = replay.house.orders.values.reduce(0) { $0 + $1.events.count }
    #expect(ofOrders == 60 && (60...800).contains(replay.house.retained.count))
    // Enough of them for a checkpoint: the start reads the newest 4,999 events, and knows of the others.
    let path = try History.directory(60, guests: 6_000, .checkpointed)
    #expect(try Galley().run(["--data", path, "metrics"]).contains("galley_events 6060\n"))
    #expect(try Figure.memory(60, guests: 6_000).residentMebibytes > 1)
  }

  @Test func anOrderIsSeenOnTheOtherScreenAlsoWhileAThirdCatchesUp() throws {
    let results = try LinkedScreens(past: 50).results(orders: 2, catchUps: 1)
    #expect(results.count == 5)
    #expect(results.allSatisfy { $0.ours > 0 })
  }

  @Test func anEmptyTerminalFetchesAPast() throws {
    let catchUp = try CatchUp(events: 60)
    #expect(try catchUp.catchUp().seconds > 0)
    #expect(try catchUp.append() > 0)
  }

  @Test func bytesOfAReconnectionAreCountedOnBothWays() throws {
    let bytes = try Reconnection(events: 60).bytes()
    // Two hellos and two proofs, two introductions, two lists of two histories, a ping and its pong each way.
    #expect((1_200...4_000).contains(bytes))
  }

  @Test func aVerdictHoldsTheRatioOrTheValueAgainstItsReach() {
    let ratio = Figure.Result(
      label: "", ours: 30, yardstick: 10, unit: "", reach: .atLeast(2), stretch: .atLeast(4))
    #expect(ratio.verdict == "met")
    let value = Figure.Result(label: "", ours: 17, unit: "ms", reach: .atMost(16))
    #expect(value.verdict == "MISSED")
    #expect(quantile(0.99, of: (1...100).map(Double.init)) == 100)
    #expect(median([3, 1, 2]) == 2)
  }

  /// P18: the code is on the screen when the provider has answered, and no earlier; the yardstick takes as long.
  @Test func aCodeComesOfTheProvidersAnswer() throws {
    let paying = try PayToCode(answersMs: [40, 90])
    for _ in 0..<2 { try paying.pay() }
    for times in [paying.took, paying.yardstick] {
      #expect(times.count == 2 && times[0] > 40 && times[1] > 90, "\(times)")
    }
  }

  /// P15: galley and SQLite say the same of a past, or there is no figure.
  @Test func insightsAreMeasuredOnlyWhereSQLiteAgrees() throws {
    let results = try Insights(events: 2_000).results(asks: 1)
    #expect(results.count == 7 && results.allSatisfy { $0.ours > 0 })
    #expect(results.filter { $0.unit == "MiB" }.allSatisfy { (1...64).contains($0.ours) })
    let rows = try Insights(events: 2_000).ask(.slowMovers)
    #expect(rows.count == Dishes.all.count && rows.allSatisfy { $0.figures.count == 2 && $0.figures[1] > 0 })
  }
}
