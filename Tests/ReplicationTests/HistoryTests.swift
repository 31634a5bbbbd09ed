import Events
import Testing

@testable import Replication

/// Copied disks, rolled-back logs, damaged logs, boxes with one letter or name.
@Suite struct HistoryTests {
  /// Two boxes that wrote on from the same `shared` events under one name.
  private func fork(shared: Int, _ left: Int, _ right: Int) -> (left: Writer, right: Writer) {
    var writer = Writer("till")
    writer.write(shared)
    var copy = writer.copied(later: 500)
    writer.write(left)
    copy.write(right)
    return (writer, copy)
  }

  @Test(arguments: [(0, 1, 1), (1, 1, 1), (5, 3, 3), (20, 1, 30), (20, 30, 1), (63, 64, 65), (0, 10, 4)])
  func f21BothHistoriesReachEverybody(_ shared: Int, _ left: Int, _ right: Int) {
    let (one, two) = fork(shared: shared, left, right)
    var town = Town()
    town.add("tv", holding: one.events)
    town.add("bar", holding: two.events)
    town.add("pass", peers: ["tv", "bar"])
    town.run(forMs: 20_000)
    let all = Set((one.events + two.events).map(\.hash))
    #expect(all.count == shared + left + right)
    for name in ["tv", "bar", "pass"] {
      #expect(town.hashes(name) == all, "\(name)")
      #expect(town[name].log.count == all.count, "\(name) holds each once")
      #expect(
        town[name].mesh.held.histories(of: one.origin).map(\.seq)
          == [shared + max(left, right), shared + min(left, right)].map(Int64.init))
    }
    #expect(town.state(of: "pass", to: "tv")?.agrees == true)
    #expect(town.state(of: "tv", to: "pass")?.agrees == true)
  }

  @Test func f21AForkGoesOnGrowingOnBothSides() {
    var (one, two) = fork(shared: 4, 2, 2)
    var town = Town()
    town.add("tv", holding: one.events)
    town.add("bar", holding: two.events, peers: ["tv"])
    town.run()
    town.publish(one.write(3), on: "tv")
    town.publish(two.write(5), on: "bar")
    town.run(forMs: 5_000)
    #expect(town.hashes("tv") == town.hashes("bar") && town.hashes("tv").count == 16)
  }

  @Test func f21ThreeCopiesOfOneDisk() {
    var one = Writer("till")
    one.write(6)
    var two = one.copied(later: 300)
    var three = one.copied(later: 600)
    one.write(2)
    two.write(3)
    three.write(4)
    var town = Town()
    town.add("a", holding: one.events)
    town.add("b", holding: two.events, peers: ["a"])
    town.add("c", holding: three.events, peers: ["b"])
    town.run(forMs: 20_000)
    #expect(town.hashes("a").count == 6 + 2 + 3 + 4)
    #expect(town.hashes("a") == town.hashes("b") && town.hashes("b") == town.hashes("c"))
  }

  @Test func f21TheBoxWhoseNameItIsHearsOfIt() {
    let (one, two) = fork(shared: 3, 2, 2)
    var town = Town()
    town.add("till", holding: one.events, origin: one.origin)
    town.add("pass", holding: two.events, peers: ["till"])
    town.run(forMs: 5_000)
    #expect(town["till"].changes.first == .cloned(one.origin))
    #expect(town["pass"].changes.isEmpty)
  }

  @Test func f21TwoBoxesThatBearOneOriginMeet() {
    var writer = Writer("till")
    writer.write(3)
    var town = Town()
    town.add("one", holding: writer.events, origin: writer.origin, peers: ["two"])
    town.add("two", holding: writer.events, origin: writer.origin)
    town.run(forMs: 1_000)
    #expect(town["one"].changes.first == .cloned(writer.origin))
    #expect(town["two"].changes.first == .cloned(writer.origin))
    #expect(town["one"].mesh.links.isEmpty)
  }

  @Test func aTerminalThatDialsItselfIsNoClone() {
    var town = Town()
    town.add("tv", peers: ["tv"])
    town.run(forMs: 60_000)
    #expect(town["tv"].changes.isEmpty)
    #expect(town.dialed.count == 1, "its own address is not dialed again")
  }

  @Test func f19f20ARolledBackLogIsFetchedAndItsNameLeft() {
    var writer = Writer("till")
    writer.write(30)
    var town = Town()
    town.add("till", holding: Array(writer.events.prefix(12)), origin: writer.origin, peers: ["pass"])
    town.add("pass", holding: writer.events)
    town.run(forMs: 5_000)
    #expect(town["till"].changes.first == .rolledBack(writer.origin))
    #expect(town.hashes("till") == town.hashes("pass"))
  }

  @Test func f5HolesOfADamagedLogAreFetchedAndCheckedAgainstTheChain() {
    var writer = Writer("till")
    writer.write(40)
    let held = writer.events.filter { !(10...19).contains($0.seq) && $0.seq != 31 }
    func tip(_ seq: Int) -> ChainTip { ChainTip(seq: Int64(seq), hash: writer.events[seq - 1].hash) }
    let gaps = [
      ChainGap(origin: writer.origin, after: tip(9), upTo: tip(19)),
      ChainGap(origin: writer.origin, after: tip(30), upTo: tip(31)),
    ]
    var town = Town()
    town.add("tv", holding: held, gaps: gaps, isDamaged: true)
    town.add("bar", holding: writer.events, peers: ["tv"])
    town.run(forMs: 5_000)
    #expect(town["tv"].healed.map(\.seq) == [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 31])
    #expect(
      town["tv"].unsynced.isEmpty && town["tv"].log.count == held.count, "nothing is written before that")
    #expect(town["bar"].log.count == 40)
    // What a damaged log says it has ends before its first hole.
    #expect(town.state(of: "bar", to: "tv")?.eventsBehind == 31)
    town["tv"].log = writer.events
    var whole = ChainTips(venue: "maple")
    for event in writer.events { whole.take(event) }
    town.perform(
      town["tv"].mesh.healed(
        held: whole, hasGained: true, gaps: [], isDamaged: false, eventsHeld: 40, at: town.now),
      on: "tv")
    town.run()
    #expect(town.state(of: "bar", to: "tv")?.agrees == true)
  }

  /// Where two histories part lies in what has been fetched for a damaged log, and is not in it yet.
  @Test func f5f21ADamagedLogFetchesBothHistoriesOfAnOriginThatIsNewToIt() {
    let (one, two) = fork(shared: 4, 3, 2)
    var other = Writer("bar")
    other.write(3)
    let tips = other.events.map { ChainTip(seq: $0.seq, hash: $0.hash) }
    var town = Town()
    town.add(
      "tv", holding: [one.events[0], other.events[0], other.events[2]],
      gaps: [ChainGap(origin: other.origin, after: tips[0], upTo: tips[1])], isDamaged: true)
    town.add("pass", holding: one.events + two.events.suffix(2) + other.events, peers: ["tv"])
    town.run(forMs: 20_000)
    let all = Set((one.events + two.events + other.events).map(\.hash))
    let held = town["tv"].log.map(\.hash) + town["tv"].healed.map(\.hash)
    #expect(Set(held) == all)
  }

  @Test func theYoungerOfTwoWithOneLetterTakesAnother() {
    var old = Writer("tv", wall: Writer.noon)
    var young = Writer("bar", wall: Writer.noon + 3_600_000)
    old.write(2)
    young.write(2)
    var town = Town()
    town.add("tv", holding: old.events, origin: old.origin, letter: "B", peers: ["bar"])
    town.add("bar", holding: young.events, origin: young.origin, letter: "B")
    town.run(forMs: 5_000)
    #expect(town["tv"].changes.isEmpty)
    #expect(town["bar"].changes.first == .sameLetter("B", as: "tv", taken: ["B"]))
  }

  @Test func aBoxWithoutEventsIsTheYoungest() {
    var old = Writer("tv")
    old.write(1)
    var town = Town()
    town.add("tv", holding: old.events, origin: old.origin, letter: "B")
    town.add("aa", letter: "B", peers: ["tv"])
    town.run(forMs: 5_000)
    #expect(
      town["tv"].changes.isEmpty && town["aa"].changes.first == .sameLetter("B", as: "tv", taken: ["B"]))
  }

  @Test func theYoungerOfTwoWithOneNameTakesAnother() {
    var (old, young) = (Writer("tv", seed: 7), Writer("tv", seed: 3, wall: Writer.noon + 9_000_000))
    old.write(2)
    young.write(2)
    var town = Town()
    town.add("tv", holding: old.events, origin: old.origin, letter: "B")
    town.add("bar", holding: young.events, origin: young.origin, letter: "C", peers: ["tv"])
    town.run(forMs: 5_000)
    #expect(town["tv"].changes.isEmpty && town["bar"].changes.first == .sameName(young.origin, taken: ["tv"]))
  }
}
