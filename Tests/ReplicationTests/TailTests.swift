import Events
import Testing

@testable import Replication

/// Tonight first, where there is much to fetch.
@Suite struct TailTests {
  private static let before = ChainTip(seq: 49_000, hash: Fingerprint(high: 7, low: 9))

  private func asked(_ stranger: inout Stranger, _ town: Town) -> ChainRange? {
    stranger.messages(from: "tv", in: town).compactMap {
      if case .want(let stretch, _) = $0 { stretch } else { nil }
    }
    .first
  }

  private func met() -> (Town, Stranger) {
    var town = Town()
    town.add("tv")
    var stranger = Stranger(calling: "tv", in: &town)
    stranger.prove(to: "tv", in: &town)
    _ = stranger.messages(from: "tv", in: town)
    return (town, stranger)
  }

  @Test func theTailOfALongHistoryComesFirstAndIsShownOnceItIsProven() throws {
    var writer = Writer("till", after: Self.before)
    writer.write(1_000)
    var (town, stranger) = met()
    stranger.say(.have([writer.origin: [writer.tip]]), to: "tv", in: &town)
    let stretch = try #require(asked(&stranger, town))
    #expect(stretch == ChainRange(origin: writer.origin, tip: writer.tip.hash, from: 49_001, to: 50_000))
    stranger.say(.events(writer.events.dropLast().map { .good($0) }), to: "tv", in: &town)
    #expect(town["tv"].previewed.isEmpty, "not before the tip has come")
    stranger.say(.events([.good(writer.events[999])]), to: "tv", in: &town)
    #expect(town["tv"].previewed.map(\.seq) == Array(49_001...50_000))
    #expect(town["tv"].log.isEmpty, "and nothing of it is kept out of its order")
    let next = try #require(asked(&stranger, town))
    #expect(next.from == 1 && next.to == 50_000)
  }

  @Test func aTailThatDoesNotLeadToItsTipIsNotShown() throws {
    var writer = Writer("till", after: Self.before)
    writer.write(1_000)
    var (town, stranger) = met()
    let tip = ChainTip(seq: 50_000, hash: Fingerprint(high: 1, low: 1))
    stranger.say(.have([writer.origin: [tip]]), to: "tv", in: &town)
    stranger.say(.events(writer.events.map { .good($0) }), to: "tv", in: &town)
    #expect(town["tv"].previewed.isEmpty)
  }

  @Test func littleIsFetchedInItsOrder() throws {
    var (town, stranger) = met()
    let origin = Writer("till").origin
    stranger.say(
      .have([origin: [ChainTip(seq: 9_000, hash: Fingerprint(high: 1, low: 1))]]), to: "tv", in: &town)
    #expect(asked(&stranger, town)?.from == 1)
  }
}
