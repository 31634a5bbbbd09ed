import Events
import Testing

@testable import Replication

/// Boxes that hold different things end with the same, whoever dialed whom.
@Suite struct MeshTests {
  @Test(arguments: 1...8)
  func twoBoxesWithDifferentLogsAgree(seed: UInt64) {
    var (one, two) = (Writer("tv"), Writer("bar"))
    one.write(Int(seed) * 7)
    two.write(Int(seed) * 5 % 40, padding: 3_000)
    var town = Town(seed: seed)
    town.add("tv", holding: one.events)
    town.add("bar", holding: two.events, peers: ["tv"])
    town.run()
    #expect(town.hashes("tv") == town.hashes("bar"))
    #expect(town.hashes("tv").count == one.events.count + two.events.count)
    #expect(town.state(of: "tv", to: "bar")?.agrees == true)
    #expect(town["tv"].mesh.status(at: town.now).screensAgreeing == 2)
    #expect(town["bar"].mesh.status(at: town.now).eventsAgreed == one.events.count + two.events.count)
  }

  @Test func anEventGoesAtOnceToAllAndNotBack() {
    var town = Town()
    var writer = Writer("tv")
    town.add("tv")
    town.add("bar", peers: ["tv"])
    town.add("pass", peers: ["tv"])
    town.run()
    let before = town.nowMs
    town.publish([writer.write()], on: "tv")
    town.settle()
    #expect(town.nowMs == before)
    #expect(town["bar"].log.count == 1 && town["pass"].log.count == 1)
    let echo = town.wires.flatMap { wire in wire.ends.filter { $0.box != "tv" } }.map { end in
      String(decoding: town[end.box].sent[end.link] ?? [], as: UTF8.self).components(of: #""type":"event"#)
    }
    #expect(echo.allSatisfy { $0 == 0 }, "nobody sends it back")
  }

  @Test func aChainOfBoxesPassesOn() {
    var town = Town()
    var writer = Writer("a")
    town.add("a")
    town.add("b", peers: ["a"])
    town.add("c", peers: ["b"])
    town.add("d", peers: ["c"])
    town.run()
    town.publish(writer.write(3), on: "a")
    town.settle()
    #expect(town["d"].log.map(\.seq) == [1, 2, 3])
  }

  @Test func whenBothDialOneLinkStays() {
    for seed in 1...10 as ClosedRange<UInt64> {
      var town = Town(seed: seed)
      town.add("tv", peers: ["bar"])
      town.add("bar", peers: ["tv"])
      town.run(forMs: 30_000)
      #expect(town["tv"].mesh.links.count == 1 && town["bar"].mesh.links.count == 1, "seed \(seed)")
      let stays = town.wires.filter(\.isOpen)
      #expect(stays.count == 1 && stays[0].ends[0].box == "bar", "bar-00000001 is the lesser origin")
      #expect(town.state(of: "tv", to: "bar")?.state == .inTouch)
    }
  }

  @Test func bothSidesWithMuchForEachOtherDoNotWaitForEachOther() {
    var (one, two) = (Writer("tv"), Writer("bar"))
    one.write(300, padding: 400)
    two.write(300, padding: 400)
    var town = Town()
    town.add("tv", holding: one.events)
    town.add("bar", holding: two.events, peers: ["tv"])
    town.run(forMs: 20_000)
    #expect(town.hashes("tv") == town.hashes("bar") && town.hashes("tv").count == 600)
  }

  @Test func noMoreIsAskedForThanTheDiskKeepsUpWith() {
    var one = Writer("tv")
    one.write(40, padding: 80_000)
    var town = Town()
    town.add("tv", holding: one.events)
    town.add("bar", peers: ["tv"])
    town["bar"].isSlow = true
    let taken = Mesh.inFlightLimitBytes - 1_500_000
    town["bar"].mesh.inFlightBytes = taken
    town.run(forMs: 9_000)
    let waiting = town["bar"].unsynced.reduce(0) { $0 + $1.line.count }
    #expect(waiting >= 1_500_000, "as much as there is room for")
    #expect(waiting <= 1_500_000 + Mesh.askBytes + Event.lineBytesLimit, "and one answer more")
    #expect(waiting < one.events.reduce(0) { $0 + $1.line.count })
    town["bar"].mesh.inFlightBytes -= taken
    town["bar"].isSlow = false
    town.sync("bar")
    town.run(forMs: 20_000)
    #expect(town.hashes("tv") == town.hashes("bar"))
  }

  /// P10: old orders leave memory only when nothing is on its way to the disk, so now and then nothing must be.
  @Test func aLongCatchUpLetsTheDiskComeToRest() {
    var one = Writer("tv")
    one.write(40, padding: 80_000)
    var town = Town()
    town.add("tv", holding: one.events)
    town.add("bar", peers: ["tv"])
    town["bar"].isSlow = true
    town["bar"].mesh.bytesSinceSettled = Mesh.settleBytes - 1
    town.run(forMs: 9_000)
    let waiting = town["bar"].unsynced.reduce(0) { $0 + $1.line.count }
    #expect(waiting >= Mesh.askBytes && waiting <= Mesh.askBytes + 100_000, "what had been asked for")
    town["bar"].isSlow = false
    town.sync("bar")
    town.run(forMs: 20_000)
    #expect(town.hashes("tv") == town.hashes("bar"))
  }

  /// P10: what two terminals of one house wrote at the same time comes at the same time, so that no order waits in
  /// memory for its beginning.
  @Test func aShortHistoryIsNotFetchedLongBeforeALongOne() throws {
    var (long, short) = (Writer("till"), Writer("kitchen"))
    long.write(300, padding: 20_000)
    short.write(100, padding: 20_000)
    var town = Town()
    town.add("tv", holding: long.events + short.events)
    town.add("bar", peers: ["tv"])
    town.run(forMs: 20_000)
    #expect(town["bar"].log.count == 400)
    let end = try #require(town["bar"].log.lastIndex { $0.origin == short.origin })
    let before = town["bar"].log[..<end].count { $0.origin == long.origin }
    #expect(before >= 200, "the short one is at its end when the long one is at its \(before)th of 300")
  }

  @Test func whatTheDiskRefusedIsAskedForAgain() {
    var one = Writer("tv")
    one.write(50)
    var town = Town()
    town.add("tv", holding: one.events)
    town.add("bar", peers: ["tv"])
    town["bar"].isSlow = true
    town.run(forMs: 1_000)
    #expect(!town["bar"].unsynced.isEmpty)
    town["bar"].unsynced = []
    town["bar"].mesh.notKept(at: town.now)
    town["bar"].isSlow = false
    town.run(forMs: 1_000)
    #expect(town["bar"].log.isEmpty, "not before it has had time")
    town.run(forMs: 5_000)
    #expect(town.hashes("bar") == town.hashes("tv"))
  }

  @Test func aLinkThatWentIsDialedAgainAndNothingIsSentTwice() {
    var one = Writer("tv")
    one.write(200)
    var town = Town()
    town.add("tv", holding: one.events)
    town.add("bar", peers: ["tv"])
    town.run()
    let first = town["tv"].sent.values.reduce(0) { $0 + $1.count }
    for _ in 0..<5 {
      town.cut("tv", "bar")
      town.run(forMs: 30_000)
    }
    #expect(town.state(of: "tv", to: "bar")?.state == .inTouch)
    let all = town["tv"].sent.values.reduce(0) { $0 + $1.count }
    #expect(first > 60_000 && all - first < 20_000, "five greetings and pings, no event")
  }

  @Test func f25ASilentDirectionIsNoticedWithinFifteenSeconds() {
    var town = Town()
    town.add("tv")
    town.add("bar", peers: ["tv"])
    town.run()
    town.block("tv", "bar")
    town.run(forMs: Link.silenceMs + 1_000)
    let status = town.state(of: "bar", to: "tv")
    #expect(status?.state == .outOfTouch)
    #expect(
      status.map { $0.since.milliseconds - Writer.noon - 86_400_000 }.map { $0 <= 3_000 + Link.silenceMs }
        == true)
  }

  @Test func f29AClockThatIsOffIsMeasured() {
    var town = Town()
    town.add("tv")
    town.add("bar", peers: ["tv"])
    town.run()
    #expect(town.state(of: "tv", to: "bar")?.skewMs == 0)
    #expect(town.state(of: "tv", to: "bar")?.rttMs == 0)
  }
}

extension String {
  func components(of text: String) -> Int { ranges(of: text).count }
}
