import Foundation
import Testing

extension Patience {
  /// Lines on a proved link that are not what was written, and lines that are no messages.
  @Suite struct WireLines {
    @Test func `S2: a line that is not the next one, whole and as it was written, ends the link`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        try house.serve(at: place)
        let peer = try WirePeer(in: house)
        func bent(_ how: String) throws -> Json {
          try peer.attack("bent_line", ["port": place.port, "key": house.key, "how": how])
        }
        let honest = try bent("honest")
        #expect(honest["ended"] == .bool(false))
        #expect(honest["pongs"] == .int(2))
        for how in [
          "changed", "dropped", "doubled", "reordered", "replayed", "without a MAC", "with a key more",
          "with a blank", "with the MAC in capitals",
        ] {
          let found = try bent(how)
          #expect(found["ended"] == .bool(true), "\(how)")
          // Of a doubled line the first is an honest one.
          #expect(try #require(found["pongs"].int) <= (how == "doubled" ? 1 : 0), "\(how)")
        }
      }
    }

    @Test func `S2: a hello that is made to say an older protocol on its way proves nothing`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        try house.serve(at: place)
        let found = try WirePeer(in: house).attack("downgraded", ["port": place.port, "key": house.key])
        #expect(found["ended"] == .bool(true))
        #expect(found["said"] == .array([]))
      }
    }

    @Test func `S4: a line of 1 GB is cut off, before the proof and after it, in bounded memory`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        let process = try house.serve(at: place)
        let peer = try WirePeer(in: house)
        try peer.be("bar")
        try peer.dial(place.port).fence()
        let before = try memory(of: process)
        for proves in [true, false] {
          let found = try peer.attack(
            "endless_line", ["port": place.port, "key": house.key, "proves": proves])
          #expect(found["ended"] == .bool(true))
          // Whoever proved the key is told why, whoever did not hears the hello and no more.
          let last = try #require(found["said"].elements.last?.string)
          #expect(last.contains(proves ? #""type":"bye","code":"bad_line""# : #""type":"hello""#), "\(last)")
        }
        #expect(try memory(of: process) < before + 16 << 10)
        try peer.dialUntilTaken(place.port, limit: 10).fence()
      }
    }

    /// What is no JSON or beyond a bound, by its name in `wire_attacks.py`.
    static let malformed = [
      "depth 10,000", "a number of a million digits", "NaN", "doubled keys", "invalid UTF-8",
      "a surrogate pair as six bytes", "a lone surrogate", "cut short", "a control character",
    ]

    @Test func `S4: what is no JSON or beyond a bound ends the link, and the terminal goes on`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        _ = try house.open("--table", "T4")
        let before = try house.events()
        let process = try house.serve(at: place)
        let peer = try WirePeer(in: house)
        try peer.be("tv")
        let friend = try peer.dial(place.port, as: "tv")
        let held = try memory(of: process)
        for what in Self.malformed {
          for inside in [nil, "ping", "event"] {
            var words: [String: Any] = ["port": place.port, "key": house.key, "what": what]
            words["inside"] = inside
            // Inside an event these two are against the form of events alone: only the event is refused.
            if inside == "event", ["doubled keys", "a lone surrogate"].contains(what) {
              words["limit"] = 0.3
            }
            let found = try peer.attack("bad_message", words)
            let ends = words["limit"] == nil
            #expect(found["ended"] == .bool(true) || !ends, "\(what), inside \(inside ?? "no other")")
          }
        }
        try friend.fence()
        #expect(try memory(of: process) < held + 32 << 10)
        try peer.be("bar")
        try peer.dialUntilTaken(place.port, limit: 10).fence()
        #expect(try house.events() == before)
      }
    }

    @Test func `S5: a crowd that proves nothing is held small, is sent away after 5 s, and locks nobody out`()
      throws
    {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        let process = try house.serve(at: place)
        let peer = try WirePeer(in: house)
        try peer.be("tv")
        let friend = try peer.dial(place.port, as: "tv", quiet: true)
        try friend.fence()
        let before = try memory(of: process)

        let addresses = (2...13).map { "127.0.0.\($0)" }
        let crowd = try peer.attack("crowd", ["port": place.port, "addresses": addresses, "each": 12])
        #expect(crowd["connections"] == .int(144))
        #expect(crowd["most"] == .int(8), "of one address")
        #expect(crowd["greeted"] == .int(64), "in all")
        #expect(crowd["open"] == .int(0))
        // Whole milliseconds are not in this Json: seconds come as text.
        #expect(try #require(crowd["first_end_ms"].int) > 4_000)
        #expect(try #require(crowd["last_end_ms"].int) < 8_000)

        let knocks = try peer.attack("knocks", ["port": place.port, "count": 10_000])
        #expect(try #require(knocks["greeted"].int) + (#require(knocks["sent_away"].int)) == 10_000)
        try peer.be("bar")
        try peer.dialUntilTaken(place.port, limit: 10).fence()
        try friend.fence()
        #expect(try memory(of: process) < before + 16 << 10)
        // It was idle for more than five seconds.
        #expect(try !friend.inbox("ping").isEmpty)
      }
    }
  }
}
