import Foundation
import Testing

extension Patience {
  /// Events that come over a link, and where they go on to.
  @Suite struct WireEvents {
    @Test func `an order of another make is on the list, and goes on to others once, never back`() throws {
      try withPeers { house, _, peer, bar, tv in
        let theirs = try peer.open("C01", order: 1)
        try waitUntil("the order on the list", limit: 2) { try house.codes().contains("C01") }
        try peer.waitForLines("tv") { $0.contains(theirs) }
        let code = try house.open("--table", "T9").code
        let own = try #require(house.events().last)
        for name in ["bar", "tv"] { try peer.waitForLines(name, limit: 2) { $0.contains(own) } }
        for link in [bar, tv] { try link.fence() }
        #expect(try bar.eventLines().count { $0 == theirs } == 0, "never back to where it came from")
        #expect(try tv.eventLines().count { $0 == theirs } == 1)
        for link in [bar, tv] { #expect(try link.eventLines().count { $0 == own } == 1) }
        #expect(try house.codes().contains(code))
      }
    }

    @Test func `F22: an event of an unknown type is kept and passed on byte for byte, without effect`() throws
    {
      try withPeers { house, _, peer, _, _ in
        let before = try house.done("state", "--all").output
        let lines = [
          try peer.write(#"{"event_type":"lamp_dimmed","entity_type":"lamp","payload":{"percent":40}}"#),
          try peer.write(#"{"event_type":"crumb_counted","entity_type":"venue","entity_id":"maple"}"#),
        ]
        try peer.waitForLines("tv") { Set($0).isSuperset(of: lines) }
        #expect(try Set(house.events()).isSuperset(of: lines))
        #expect(try house.done("state", "--all").output == before)
      }
    }

    @Test func `F21: both histories of a fork come in, and each is served along its own chain`() throws {
      try withPeers { house, place, peer, _, _ in
        let first = try peer.open("F01", order: 1, origin: "pass-0000000f", push: false)
        let hash = try #require(Json(text: first)["hash"].string)
        let left = try peer.open("F02", order: 2, origin: "pass-0000000f", after: hash, push: false)
        let right = try peer.open("F03", order: 3, origin: "pass-0000000f", after: hash, push: false)
        try peer.waitForLines("tv", limit: 15) { Set($0).isSuperset(of: [first, left, right]) }
        #expect(try Set(house.events()).isSuperset(of: [first, left, right]))

        try peer.be("pad")
        let link = try peer.dial(place.port, as: "pad", quiet: true)
        #expect(try link.next("have")["origins"]["pass-0000000f"].elements.count == 2)
        for end in [left, right] {
          let tip = try #require(Json(text: end)["hash"].string)
          try link.want("pass-0000000f", tip: tip, to: "2")
          try waitUntil("one history") { try link.eventLines().count >= 2 }
          #expect(try link.eventLines() == [first, end])
          try link.emptyInbox()
        }
      }
    }

    @Test func `S17: an event without sense is kept, passed on, without effect and listed`() throws {
      try withPeers { house, _, peer, _, _ in
        try peer.open("C01", order: 1)
        let most = 9_007_199_254_740_991
        let item = "01a2046c-3daf-70ff-98c0-0000000000aa"
        let id = WirePeer.orderID(1)
        func onOrder(_ type: String, _ entity: String, _ payload: String, item: String? = nil) throws
          -> String
        {
          let entityID = item.map { #""entity_id":"\#($0)","# } ?? ""
          return try peer.write(
            #"{"event_type":"\#(type)","entity_type":"\#(entity)",\#(entityID)"order_id":"\#(id)","payload":\#(payload)}"#
          )
        }
        let stray = try onOrder("item_removed", "item", "{}", item: item)
        let lines = [
          stray,
          try onOrder("quantity_changed", "item", #"{"from":1,"to":"many"}"#, item: item),
          try onOrder("status_changed", "order", #"{"from":"x","to":"eaten","items":7}"#),
          try onOrder(
            "item_added", "item",
            #"{"menuitem_id":"m","name":"Gold","qty":\#(most),"unit_price":\#(most)}"#, item: item),
          try onOrder("adjustment_added", "order", #"{"kind":"tip","amount":\#(most)}"#),
          try onOrder("adjustment_added", "order", #"{"kind":"tip","amount":\#(most)}"#),
          try peer.write(
            #"{"event_type":"order_cancelled","entity_type":"order","order_id":"\#(WirePeer.orderID(7))","payload":{}}"#
          ),
        ]
        try peer.waitForLines("tv") { Set($0).isSuperset(of: lines) }
        #expect(try Set(house.events()).isSuperset(of: lines))
        let listed = try house.show("C01")["conflicts"].elements.map { $0["event_id"] }
        #expect(try listed.contains(Json(text: stray)["id"]), "\(listed)")
        _ = try house.sendOrder(table: "T5")
        #expect(try house.json("verify")["findings"] == .array([]))
      }
    }

    /// Two peers of another make at one terminal with an order of its own, all of them caught up.
    private func withPeers(
      _ body: (ScratchHouse, Place, WirePeer, _ bar: Wire, _ tv: Wire) throws -> Void
    ) throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        _ = try house.open("--table", "T4")
        try house.serve(at: place)
        let peer = try WirePeer(in: house)
        var links: [Wire] = []
        let events = try house.events()
        for name in ["bar", "tv"] {
          try peer.be(name)
          links.append(try peer.dial(place.port, as: name))
        }
        for (name, link) in zip(["bar", "tv"], links) {
          try peer.waitForLines(name) { $0 == events }
          try house.waitForPeer(name)
          try link.emptyInbox()
        }
        try body(house, place, peer, links[0], links[1])
      }
    }
  }
}
