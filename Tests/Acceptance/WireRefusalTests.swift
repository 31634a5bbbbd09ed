import Foundation
import Testing

extension Patience {
  /// Events that are refused at the port, and what then still goes on.
  @Suite struct WireRefusals {
    /// Lines that are no JSON, or go beyond a bound: they end the link.
    static func endsTheLink(_ line: BadLine) -> Bool {
      ["cut short", "a byte order mark", "a control character", "no UTF-8", "NaN", "1,000 levels"].contains {
        line.why.hasPrefix("form: " + $0)
      }
    }

    /// Lines of which the contract lets one say either: both the form of events and a bound of lines are broken.
    static func mayEndTheLink(_ line: BadLine) -> Bool {
      [
        "a carriage return", "17 levels", "a number of 500", "an integer of 2^53", "a key of the line twice",
        "a key of payload twice", "a key twice", "half a surrogate",
      ].contains { line.why.hasPrefix("form: " + $0) }
    }

    @Test func `S17: each bad line is refused at the port, and other origins go on on the same link`() throws
    {
      try withServer { house, place, peer in
        var link = try peer.dialUntilTaken(place.port, limit: 10)
        for (number, bad) in try BadLine.all().enumerated() {
          try link.sendEvent(bad.bytes)
          let ended = Self.endsTheLink(bad) || (Self.mayEndTheLink(bad) && !isAlive(link))
          if ended {
            #expect(try link.end().came, "\(bad.why)")
            link = try peer.dialUntilTaken(place.port, limit: 10)
          }
          let good = try peer.open("C\(number + 10)", order: number)
          do {
            try waitUntil("a good event after “\(bad.why)”", limit: 5) { try house.events().last == good }
          } catch {
            Issue.record("\(error)")
            link = try peer.dialUntilTaken(place.port, limit: 10)
          }
        }
        #expect(try house.events() == peer.lines())
        #expect(try house.json("verify")["findings"] == .array([]))
      }
    }

    @Test func `S17: an origin that was refused is not asked for again on that link, another is`() throws {
      try withServer { house, place, peer in
        let bad = try #require(BadLine.all().first { $0.why.hasPrefix("hash: one digit") })
        let event = try Json(text: String(decoding: bad.bytes, as: UTF8.self))
        let origin = try #require(event["origin"].string)
        let hash = try #require(event["hash"].string)
        let link = try peer.dial(place.port, quiet: true)
        try link.send(#"{"type":"have","origins":{"\#(origin)":[[1,"\#(hash)"]]}}"#)
        #expect(try link.next("want")["origin"] == .string(origin))
        try link.sendEvent(bad.bytes)
        try link.fence()
        let good = try peer.open("C01", order: 1, push: false)
        let tip = try #require(Json(text: good)["hash"].string)
        try link.send(
          #"{"type":"have","origins":{"\#(origin)":[[1,"\#(hash)"]],"bar-00000001":[[1,"\#(tip)"]]}}"#)
        #expect(try link.next("want")["origin"] == .string("bar-00000001"))
        try link.sendEvent(Array(good.utf8))
        try waitUntil("the good event") { try house.events() == [good] }
        #expect(try link.inbox("want").isEmpty)
      }
    }

    @Test func `S20: what was forgotten is served without it, its chain whole, and sync goes on`() throws {
      let one = try Place("till", letter: "B")
      let two = try Place("pass", letter: "C", peers: [one.port])
      try ScratchHouse.with([one, two]) { houses in
        let (till, pass) = (houses[0], houses[1])
        try till.serve(at: one)
        try pass.serve(at: two)
        let code = try till.open("--table", "T4").code
        try till.done("participant", "join", code, "--name", "Wilhelmine")
        try waitForOneState(houses)
        try waitUntil("her name at the pass") { try pass.events().contains { $0.contains("Wilhelmine") } }
        try till.done("order", "cancel", code, "--reason", "a slip")
        try till.done("forget", "--before", currentTime())
        #expect(try !till.events().contains { $0.contains("Wilhelmine") })

        let peer = try WirePeer(in: till)
        try peer.be("bar")
        _ = try peer.dial(one.port)
        let bare = try till.events()
        try peer.waitForLines { Set($0) == Set(bare) }
        #expect(try IndependentCheck.findings(in: peer.lines()) == "")
        #expect(bare.contains { $0.contains(#""digest":"#) && !$0.contains(#""personal":"#) })

        // The pass holds what it holds: it was not asked to forget.
        try pass.done("order", "open", "--table", "T5")
        try waitForOneState(houses)
        #expect(try pass.events().contains { $0.contains("Wilhelmine") })
        for house in houses { #expect(try house.json("verify")["findings"] == .array([])) }
      }
    }

    private func isAlive(_ link: Wire) -> Bool { (try? link.fence()) != nil }

    private func withServer(_ body: (ScratchHouse, Place, WirePeer) throws -> Void) throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        try house.serve(at: place)
        let peer = try WirePeer(in: house)
        try peer.be("bar")
        try body(house, place, peer)
      }
    }
  }
}
