import Events
import Randomness
import Testing

@testable import Venue

/// Streams that are no orders: the few that stay for good, and the many of which only the last are remembered.
@Suite struct StreamTests {
  /// P8: a million guests leave no more in memory and in a checkpoint than the last few minutes of them.
  @Test func whatIsManyPasses() throws {
    var scribe = try Scribe("desk")
    var house = House()
    for number in 0..<4_000 {
      house.insert([try scribe.view(Self.session(number / 3)), try scribe.voice("soup for two")])
    }
    #expect(house.eventCount == 8_000 && house.unsupportedCount == 0)
    #expect(house.standing.isEmpty && house.retained.count < 1_000)
    let bytes = house.retained.reduce(0) { $0 + $1.line.count }
    #expect((RecentStreams.bytesLimit - 1_000...RecentStreams.bytesLimit).contains(bytes))
    #expect(house.retained.last?.type == .voiceHeard)
  }

  /// What only a newer galley knows may be many too; it is counted, and the log has it.
  @Test func whatNobodyKnowsPasses() throws {
    var scribe = try Scribe("desk")
    var decoder = EventDecoder()
    var house = House()
    for _ in 0..<3_000 {
      let line = String(decoding: try scribe.voice("x").line, as: UTF8.self)
        .replacing("\"voice\"", with: "\"smell\"").replacing("voice_heard", with: "smell_noticed")
      house.insert(try decoder.decode(Array(line.utf8), 0..<line.utf8.count, checkingHashes: false))
    }
    #expect(house.eventCount == 3_000 && house.unsupportedCount == 3_000)
    #expect(house.standing.isEmpty && house.retained.count < 1_000)
  }

  /// What this version makes nothing of is there for one that does, also after a start from a checkpoint.
  @Test func whatIsFewStays() throws {
    var scribe = try Scribe("desk")
    let events = try [
      scribe.setting("motto", "eat"), scribe.staff("Mira", .staffAdded),
      scribe.write(
        .partnerEnabled, .partner, .text("stripe"), [("settings", .array([])), ("terminal", "till")]),
      scribe.write(.partnerDisabled, .partner, .text("stripe")),
      scribe.write(.experimentCreated, .experiment, .uuid(Self.session(1)), [("allocation", 50)]),
      scribe.write(.experimentEnded, .experiment, .uuid(Self.session(1)), [("reason", "over")]),
      scribe.write(.originRetired, .venue, .text("maple"), [("origin", "tv-00000001"), ("reason", "lost")]),
      scribe.write(.menuVersionCreated, .menu, .text("supper"), [("version_id", "v")]),
    ]
    var house = House()
    house.insert(events + events)
    for _ in 0..<2_000 { house.insert(try scribe.view(Self.session(2))) }
    #expect(
      Set(house.standing.map(\.hash)) == Set(events.map(\.hash)) && house.standing.count == events.count)
    var replay = HouseReplay(Identity(venue: "maple", origin: scribe.origin, letter: "B"))
    for event in house.retained { replay.take(retained: event) }
    let memory = replay.finish { _ in [] }
    #expect(memory.house.retained.map(\.hash) == house.retained.map(\.hash))
  }

  /// The direct ways give what a look through all events gives, whatever the order of arrival.
  @Test func keysAndTimesAreThoseOfAllEvents() throws {
    var scribe = try Scribe("desk")
    var events: [Event] = []
    for number in 0..<60 {
      let key = ExactString("k\(number % 7)")
      events.append(try scribe.view(Self.session(number % 5), key: key))
      events.append(
        try scribe.write(
          .settingChanged, .venue, .text("maple"), [("key", "motto"), ("value", "eat")], key: key))
      events.append(
        try scribe.write(.menuVersionCreated, .menu, .text(ExactString("m\(number % 3)")), key: key))
      events.append(try scribe.staff("Mira", .staffAdded))
    }
    for seed in 0..<20 as Range<UInt64> {
      var random = Seeded(seed: seed)
      var house = House()
      for event in events.shuffled(using: &random) { house.insert(event) }
      for stream in Set(events.map(\.stream)) {
        let own = events.filter { $0.stream == stream }
        #expect(house.latest(in: stream) == own.map(\.createdAt).max(), "seed \(seed)")
        for key in (0..<8).map({ ExactString("k\($0)") }) {
          let first = own.filter { $0.idempotencyKey == key }.min { $0.moment < $1.moment }
          #expect(house.standingEvent(withKey: key, in: stream)?.id == first?.id, "seed \(seed)")
        }
      }
      #expect(house.latestSetting == house.latest(in: .venue))
    }
  }

  /// A session's key and time are known while its events are among the last, and gone with them.
  @Test func aSessionIsRememberedForAWhile() throws {
    var scribe = try Scribe("desk")
    var house = House()
    let first = try scribe.view(Self.session(1), key: "k")
    house.insert(first)
    house.insert(try scribe.setting("motto", "eat"))
    var seen = 0
    while house.latest(in: first.stream) != nil, seen < 5_000 {
      #expect(house.standingEvent(withKey: "k", in: first.stream)?.id == first.id)
      house.insert(try scribe.view(Self.session(2)))
      seen += 1
    }
    #expect((RecentStreams.bytesLimit / 500...RecentStreams.bytesLimit / 300).contains(seen))
    #expect(house.standingEvent(withKey: "k", in: first.stream) == nil && house.latestSetting != nil)
    // One that comes twice is remembered once.
    let count = house.retained.count
    house.insert(try #require(house.retained.last))
    #expect(house.retained.count == count)
  }

  @Test func s20ForgettingReachesWhatWasSaid() throws {
    var scribe = try Scribe("desk")
    var house = House()
    for _ in 0..<900 { house.insert(try scribe.voice("my name is Ben")) }
    #expect(house.retained.allSatisfy { $0.personalRange != nil })
    house.forget(before: .latest, order: nil)
    #expect(!house.retained.isEmpty && house.retained.allSatisfy { $0.personalRange == nil })
    // It goes on as before.
    for _ in 0..<2_000 { house.insert(try scribe.voice("soup")) }
    #expect(house.retained.allSatisfy { $0.personalRange != nil })
  }

  private static func session(_ number: Int) -> UUIDv7 {
    UUIDv7(at: Timestamp(clamping: Till.noon), random: RandomBits(high: 5, low: UInt64(number)))
  }
}
