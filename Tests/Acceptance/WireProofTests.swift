import Foundation
import Testing

extension Patience {
  /// Who is let in: the handshake, and what is tried against it at the port of the built program.
  @Suite struct WireProof {
    @Test func `the handshake of the vectors is reproduced to the byte by the other make`() throws {
      let vectors = Checkout.root.appendingPathComponent("Tests/ReplicationTests/Vectors/handshake.txt").path
      let finished = try Programs.python(["-B", Checkout.script("wire_vectors.py"), vectors])
      #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
    }

    @Test func `S1: whoever can't prove the key hears one hello, without a name, and no more`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        _ = try house.open("--table", "T4")
        let before = try house.events()
        try house.serve(at: place)
        let peer = try WirePeer(in: house)
        for attack in ["no_key", "wrong_key", "wrong_side", "replayed", "long_hello"] {
          var words: [String: Any] = ["port": place.port]
          if ["wrong_side", "replayed"].contains(attack) { words["key"] = house.key }
          let found = try peer.attack(attack, words)
          #expect(found["ended"] == .bool(true), "\(attack)")
          let heard = [found["hello"]].filter { $0 != .null } + found["said"].elements
          #expect(heard.count == 1, "\(attack): \(heard)")
          let hello = try Json(text: #require(heard.first?.string))
          #expect(hello.keys == ["type", "protocol", "nonce", "clock"], "\(attack)")
        }
        try peer.be("bar")
        let link = try peer.dialUntilTaken(place.port, limit: 10)
        #expect(link.greeting["iam"]["terminal"] == .string("till"))
        #expect(try house.events() == before)
      }
    }

    @Test func `S1: a reflected, a relayed and a stolen proof open nothing`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        _ = try house.open("--table", "T4")
        let peer = try WirePeer(in: house)
        let doors = try (0..<3).map { _ in try #require(peer.attack("doors", [:])["port"].int) }
        try house.serve(at: place, dialling: doors)

        let reflected = try peer.attack("reflected", ["port": doors[0]])
        #expect(reflected["ended"] == .bool(true))
        #expect(reflected["said"] == .array([]))

        // Relayed to itself, the terminal meets someone who holds the key: itself.
        let relayed = try peer.attack("relayed", ["port": doors[1], "target": place.port])
        #expect(relayed["ended"] == .bool(true))
        let said = relayed["said"].elements.compactMap(\.string).joined()
        #expect(said.contains(#"{"type":"bye","code":"self""#), "\(said)")
        #expect(!said.contains(#""type":"event"#), "\(said)")

        let stolen = try peer.attack("relayed_proof", ["port": doors[2], "target": place.port])
        #expect(stolen["ended"] == .bool(true))
        #expect(stolen["said"] == .array([]))
      }
    }

    @Test func `S1: guessing at the key is slowed, and does not lock out a good peer for long`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        try house.serve(at: place)
        let peer = try WirePeer(in: house)
        try peer.be("tv")
        let friend = try peer.dial(place.port, as: "tv")
        var greeted = 0
        for _ in 0..<200 {
          let found = try peer.attack("wrong_key", ["port": place.port])
          try #require(found["ended"] == .bool(true))
          if found["hello"] != .null { greeted += 1 }
        }
        #expect(greeted < 100, "the others were not even listened to")
        try friend.fence()
        try peer.be("bar")
        try peer.dialUntilTaken(place.port, limit: 10).fence()
      }
    }

    @Test(arguments: [["--listen", "0.0.0.0:PORT"], ["--listen", "0.0.0.0:PORT", "--insecure-loopback"]])
    func `S3: without a key nobody listens beyond loopback`(flags: [String]) throws {
      try ScratchHouse.with { house in
        let port = try Port.free()
        let finished = try house.start(["serve"] + flags.map { $0.replacing("PORT", with: "\(port)") })
          .finish(within: 10)
        #expect([1, 2].contains(finished.status), "\(finished.status)")
        #expect(finished.errors.contains("key"), "\(finished.errors)")
        #expect(!Port.answers(port))
      }
    }

    @Test func `S3: without a key and the word for it, loopback is not listened at either`() throws {
      try ScratchHouse.with { house in
        let port = try Port.free()
        let process = try house.start(["serve", "--listen", "127.0.0.1:\(port)"], log: "serve")
        try waitUntil("it to end, or to serve without its port") {
          process.advance(milliseconds: 0) != nil || UnixSocket.answers(at: house.socket)
        }
        #expect(!Port.answers(port))
      }
    }

    @Test func `on loopback alone, the word for it takes the place of the key`() throws {
      let place = try Place(isProved: false)
      try ScratchHouse.with(place) { house in
        let code = try house.open("--table", "T4").code
        try house.serve(at: place)
        let peer = try WirePeer(in: house, isProved: false)
        try peer.be("bar")
        let link = try peer.dial(place.port)
        #expect(link.greeting["iam"]["terminal"] == .string("till"))
        try peer.waitForLines { $0.contains { $0.contains(#""short_code":"\#(code)""#) } }
      }
    }

    @Test(arguments: [("short", 0o600), ("loose", 0o644)])
    func `S12: a key of less than 32 bytes, or one that others may read, is refused`(
      name: String, mode: UInt32
    )
      throws
    {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        try write(Array(Place.key.prefix(name == "short" ? 31 : 32)), to: house.key)
        chmod(house.key, mode)
        let finished = try house.start(["serve"]).finish(within: 10)
        #expect(finished.status != 0)
        #expect(finished.errors.contains(house.key), "\(finished.errors)")
      }
    }
  }
}
