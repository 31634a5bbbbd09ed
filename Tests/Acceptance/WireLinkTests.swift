import Foundation
import Testing

extension Patience {
  /// Whom a terminal keeps a link with, and which one.
  @Suite struct WireLinks {
    @Test func `S10: another venue's terminal is told so, and nothing else`() throws {
      try withServer { _, place, peer in
        try peer.be("oak-tv", venue: "oak")
        let link = try peer.dial(place.port, as: "oak-tv", quiet: true)
        #expect(try link.end() == (true, "venue"))
        let said = try link.inbox()
        #expect(said.allSatisfy { $0["type"] == .string("bye") }, "\(said)")
      }
    }

    @Test func `one's own origin is told so`() throws {
      try withServer { house, place, peer in
        let origin = try #require(Json(text: house.events()[0])["origin"].string)
        try peer.be("till", origin: origin)
        #expect(try peer.dial(place.port, as: "till", quiet: true).end() == (true, "self"))
      }
    }

    @Test func `of two links that the same end dialled the newer stays`() throws {
      try withServer { house, place, peer in
        try peer.be("bar")
        let older = try peer.dial(place.port)
        try older.fence()
        let newer = try peer.dial(place.port)
        #expect(try older.end() == (true, "closing"))
        try newer.fence()
        try peer.open("C01", order: 1)
        try waitUntil("the order") { try house.codes().contains("C01") }
      }
    }

    @Test(arguments: ["aaa", "zzz"])
    func `of two links that both ends dialled the one of the lesser origin stays`(name: String) throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        let peer = try WirePeer(in: house)
        try peer.be(name)
        let port = try peer.listen(as: name)
        try house.serve(at: place, dialling: [port])
        let theirs = try peer.accepted(as: name)
        let mine = try peer.dial(place.port, as: name)
        let isMineKept = name < "till"
        let (kept, other) = isMineKept ? (mine, theirs) : (theirs, mine)
        #expect(try other.end() == (true, "closing"))
        for _ in 0..<3 { try kept.fence() }
        #expect(try house.peer(name)["state"] == .string("in_touch"))
      }
    }

    @Test func `F31: a newer box is met at the older protocol; one too old is told, or left, without harm`()
      throws
    {
      try withServer { house, place, peer in
        try peer.be("newer")
        let newer = try peer.dial(place.port, as: "newer", protocol: 2)
        try newer.fence()
        try peer.open("C01", order: 1, as: "newer")
        try waitUntil("the newer box's order") { try house.codes().contains("C01") }

        try peer.be("older")
        let older = try peer.dial(place.port, as: "older", protocol: 0)
        let end = try older.end()
        #expect(end.came)
        #expect(older.greeting["iam"] == .null || end.bye == "version", "\(older.greeting), \(end)")
        #expect(try peer.lines("older").isEmpty)
        try newer.fence()
      }
    }

    @Test func `F31, S10: whom a terminal dials in vain it lists, refused, with the address`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        let peer = try WirePeer(in: house)
        try peer.be("oak-tv", venue: "oak")
        try peer.be("older")
        let ports = [
          try peer.listen(as: "oak-tv", quiet: true), try peer.listen(as: "older", quiet: true, protocol: 0),
        ]
        try house.serve(at: place, dialling: ports)
        let link = try peer.accepted(as: "oak-tv")
        #expect(try link.end() == (true, "venue"))
        for port in ports {
          try waitUntil("port \(port) to be listed as refused") {
            try house.jsonLines("peers").contains {
              $0["address"] == .string("127.0.0.1:\(port)") && $0["state"] == .string("refused")
            }
          }
        }
      }
    }

    @Test func `F29: a clock a day off is flagged on its own box and moves no other order`() throws {
      try withServer { house, place, peer in
        let day = 86_400_000
        try peer.be("fast", skewMs: day)
        try peer.be("slow", skewMs: -day)
        for (name, code, number) in [("fast", "C01", 1), ("slow", "D01", 2)] {
          try peer.dial(place.port, as: name).fence()
          try peer.open(code, order: number, as: name)
        }
        try waitUntil("both orders") { try house.codes().count == 3 }
        for (name, skew) in [("fast", day), ("slow", -day)] {
          let told = try #require(house.peer(name)["skew_ms"].int)
          #expect(abs(told - skew) < 5_000, "\(name): \(told)")
        }
        let own = try house.onlyEvent("order", "open", "--table", "T9")
        #expect(own["skew_ms"] == .null)
        // On that box's own order what is done here stands after what was done there.
        #expect(try #require(house.onlyEvent("order", "rush", "C01")["skew_ms"].int) > day - 60_000)
        try house.done("order", "rush", "D01")
      }
    }

    /// A terminal with one event that is in touch with nobody yet.
    private func withServer(_ body: (ScratchHouse, Place, WirePeer) throws -> Void) throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        _ = try house.open("--table", "T4")
        try house.serve(at: place)
        try body(house, place, WirePeer(in: house))
      }
    }
  }
}
