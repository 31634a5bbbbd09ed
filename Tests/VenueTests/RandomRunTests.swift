import Dining
import Events
import Randomness
import Testing

@testable import Venue

/// Anything in any order: requests, events of others, syncs and a disk that fails. One seed gives the whole run.
@Suite struct RandomRunTests {
  private struct Run {
    var till: Till
    var stove: Till
    private var random: Seeded
    private var heard = 0
    private var asked: [Asker] = []

    init(seed: UInt64) throws {
      till = try Till(seed: seed)
      stove = try Till("stove", letter: "K", wall: Till.noon + Int64(seed % 7) * 60_000, seed: seed &+ 1)
      random = Seeded(seed: seed)
    }

    mutating func step() throws {
      till.wall += Int64.random(in: -2_000...20_000, using: &random)
      stove.wall += Int64.random(in: 0...20_000, using: &random)
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<60: asked.append(till.ask(request(), key: key()))
      case 60..<72: try cook()
      case 72..<80: hear()
      case 80..<93: sync()
      case 93..<96: till.wall += Till.hour
      default: lose()
      }
      check()
    }

    mutating func end() {
      till.sync()
      check()
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element {
      choices[Int.random(in: choices.indices, using: &random)]
    }

    private mutating func key() -> ExactString? {
      Int.random(in: 0..<4, using: &random) == 0 ? ExactString(pick(["a", "b", "c", "d"])) : nil
    }

    private mutating func name() -> String {
      let ids = till.log.compactMap(\.orderID).map(\.description)
      return pick(["T4", "B01", "B02", "K01", "nobody"] + ids.suffix(30))
    }

    private mutating func request() -> Request.Action {
      let name = name()
      switch Int.random(in: 0..<12, using: &random) {
      case 0..<2: return .opening(pick(["T4", "T5", nil]))
      case 2..<4: return .dish(name, pick(["4", "12.50", "x"]))
      case 4: return .order(name, .kitchen(.submit))
      case 5:
        return .order(
          name, .kitchen(.move(to: pick([.preparing, .ready, .delivered]), round: nil, items: [])))
      case 6: return .order(name, .service(.undo))
      case 7:
        return .change(OrderName(name), .payCash(amount: pick(["4", "12.50", "16.50"]), .order))
      case 8: return .order(name, .money(.close))
      case 9: return .order(name, .service(.cancel(reason: "left")))
      case 10: return .order(name, .service(.alert(pick(["nuts", ""]))))
      default: return .order(name, .item(.remove(ItemName("1"), reason: nil)))
      }
    }

    /// The other terminal writes, and hears what this one has on the disk.
    private mutating func cook() throws {
      let known = Set(stove.log.map(\.hash))
      let news = till.log.filter { $0.origin != stove.venue.identity.origin && !known.contains($0.hash) }
      stove.hear(news)
      stove.sync()
      _ = stove.ask(.opening("T7"))
      if let id = stove.log.last?.orderID?.description { _ = stove.ask(.dish(id, "3")) }
      stove.sync()
    }

    /// Some of what the other terminal wrote arrives, in its order.
    private mutating func hear() {
      let origin = stove.venue.identity.origin
      let tip = till.venue.tip(of: origin).seq
      let news = stove.log.filter { $0.origin == origin && $0.seq > tip }
      till.hear(Array(news.prefix(Int.random(in: 0...5, using: &random))))
    }

    private mutating func sync() {
      guard let entry = till.unsynced.randomElement(using: &random) else { return }
      till.sync(upTo: entry.ticket)
    }

    private mutating func lose() {
      guard let entry = till.unsynced.randomElement(using: &random) else { return }
      till.lose(from: entry.ticket)
    }

    private func check() {
      let held = Set(till.log.map(\.hash))
      for asker in asked {
        guard let events = till.written(asker) else { continue }
        #expect(events.allSatisfy { held.contains($0.hash) })
      }
      #expect(till.house.eventCount == till.log.count)
      #expect(till.published.map(\.hash) == till.log.map(\.hash))
      #expect(till.venue.pendingCount == till.unsynced.count)
    }
  }

  @Test func whatWasToldIsHeldAndWhatIsShownIsAFoldOfTheLog() throws {
    for seed in 1...60 {
      var run = try Run(seed: UInt64(seed))
      for _ in 0..<150 { try run.step() }
      run.end()
      #expect(try Chain.isWhole(run.till.log), "seed \(seed)")
      #expect(Set(run.till.log.map(\.id)).count == run.till.log.count, "seed \(seed)")
      #expect(run.till.state == Till.state(of: run.till.log, last: run.till.house), "seed \(seed)")
      // What is decided against and what is shown are one where nothing is on its way.
      #expect(run.till.venue.isSettled)
      #expect(
        run.till.venue.ahead.retained.map(\.hash) == run.till.house.retained.map(\.hash), "seed \(seed)")
    }
  }

  @Test func theSameSeedGivesTheSameRunTwice() throws {
    for seed in 1...10 {
      var runs = [try Run(seed: UInt64(seed)), try Run(seed: UInt64(seed))]
      for _ in 0..<150 { for index in runs.indices { try runs[index].step() } }
      #expect(runs[0].till.story == runs[1].till.story && !runs[0].till.story.isEmpty)
    }
  }
}
