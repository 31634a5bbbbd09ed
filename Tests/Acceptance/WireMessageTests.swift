import Foundation
import Testing

extension Patience {
  /// What is asked for on a link and what comes.
  @Suite struct WireMessages {
    @Test func `S6: a want far beyond what is held is answered with what is held`() throws {
      try withQuietLink { house, _, link, tip in
        let events = try house.events()
        for end in ["9007199254740991", "9223372036854775807"] {
          try link.want(link.origin, tip: tip, to: end)
          try waitUntil("all events up to \(end)") { try link.eventLines().count >= events.count }
          #expect(try link.eventLines() == events)
          try link.emptyInbox()
        }
        try link.want(link.origin, tip: tip, from: 2, to: "3")
        try waitUntil("a range of two") { try link.eventLines().count >= 2 }
        try link.fence()
        #expect(try link.eventLines() == Array(events[1...2]))
      }
    }

    @Test func `an answer ends with the event that reaches max_bytes`() throws {
      try withQuietLink { house, _, link, tip in
        let events = try house.events()
        let size = events[0].utf8.count
        for (limit, count) in [(1, 1), (size, 1), (size + 1, 2)] {
          try link.want(link.origin, tip: tip, to: "5", maxBytes: limit)
          try waitUntil("an answer") { try !link.eventLines().isEmpty }
          // A second look: nothing more comes after it.
          for _ in 0..<2 { try link.fence() }
          #expect(try link.eventLines() == Array(events.prefix(count)), "max_bytes \(limit)")
          try link.emptyInbox()
        }
      }
    }

    @Test func `what can't be served is a lack, and a probe is answered with the hash at its place`() throws {
      try withQuietLink { house, _, link, tip in
        let unknown = String(repeating: "0", count: 32)
        try link.want(link.origin, tip: unknown, to: "5")
        let lack = try link.next("lack")
        #expect(lack["origin"] == .string(link.origin))
        #expect(lack["tip"] == .string(unknown))
        #expect(lack["from"] == .int(1))
        #expect(lack["to"] == .int(5))

        func probed(tip: String, seq: Int) throws -> Json {
          try link.send(#"{"type":"probe","origin":"\#(link.origin)","tip":"\#(tip)","seq":\#(seq)}"#)
          let answer = try link.next("probed")
          #expect(answer["origin"] == .string(link.origin))
          #expect(answer["tip"] == .string(tip))
          #expect(answer["seq"] == .int(seq))
          return answer["hash"]
        }
        let second = try Json(text: house.events()[1])
        #expect(try probed(tip: tip, seq: 2) == second["hash"])
        #expect(try probed(tip: tip, seq: 99) == .null)
        #expect(try probed(tip: unknown, seq: 1) == .null)
      }
    }

    @Test func `a ping is answered with its own clock; what is unknown is ignored`() throws {
      try withQuietLink { _, _, link, _ in
        try link.send(#"{"type":"rumour","of":["soup",{"hot":true}]}"#)
        try link.send(#"{"type":"have","mood":"good","origins":{}}"#)
        try link.send(#"{"type":"ping","clock":"2026-11-22T19:04:05.123Z","because":1}"#)
        #expect(try link.next("pong")["ping"] == .string("2026-11-22T19:04:05.123Z"))
        try link.fence()
        #expect(try link.isOpen())
      }
    }

    @Test func `have tells what is durable here, again when it has grown, at most once a second`() throws {
      try withQuietLink { house, peer, link, _ in
        let started = monotonicSeconds()
        for number in 1...20 {
          try link.sendEvent(Array(peer.open("C\(number + 10)", order: number, push: false).utf8))
        }
        let mine = try peer.have()["bar-00000001"]
        var haves = 0
        while try link.next("have", limit: 5)["origins"]["bar-00000001"] != mine { haves += 1 }
        #expect(Double(haves) <= monotonicSeconds() - started + 1)
        #expect(try house.events().count == 25)
      }
    }

    /// A terminal with five events of its own, and a link on which the test says every word.
    private func withQuietLink(
      _ body: (ScratchHouse, WirePeer, Wire, _ tip: String) throws -> Void
    ) throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        for table in 1...5 { _ = try house.open("--table", "T\(table)") }
        try house.serve(at: place)
        let peer = try WirePeer(in: house)
        try peer.be("bar")
        let link = try peer.dial(place.port, quiet: true)
        let have = try link.next("have")
        let last = try Json(text: #require(house.events().last))
        #expect(have["origins"] == .object([link.origin: .array([.array([.int(5), last["hash"]])])]))
        try link.send(#"{"type":"have","origins":{}}"#)
        try link.fence()
        try body(house, peer, link, #require(last["hash"].string))
      }
    }
  }
}
