import Foundation
import Glibc
import Randomness
import Testing

extension Patience {
  /// A network that fails between built terminals, by proxies: what is cut off works on, what is healed agrees.
  @Suite struct NetworkFaults {
    @Test func `F24: links cut or spoilt in the middle of a line leave the same state everywhere`() throws {
      try withPair { houses, way in
        var random = Seeded(seed: 24)
        for round in 0..<8 {
          let bytes = Int.random(in: 1...1_200, using: &random)
          if round.isMultiple(of: 2) {
            try way.cut(afterBytes: bytes)
          } else {
            try way.flip(afterBytes: bytes)
          }
          for house in houses { _ = try house.open("--table", "T\(round)") }
        }
        try way.heal()
        let state = try waitForOneState(houses, limit: 30)
        #expect(try houses[0].events().count == 16)
        #expect(try state == ScratchHouse.stateFromNothing(houses[0].events()))
        for house in houses { try expectSound(house, holding: try houses[0].events()) }
      }
    }

    @Test func `F26: both sides busy while apart agree afterwards, with each ticket once and conflicts told`()
      throws
    {
      try withPair { houses, way in
        let (till, pass) = (houses[0], houses[1])
        let shared = try till.sendOrder(table: "T1")
        try till.done("order", "start", shared)
        try waitForOneState(houses)
        try way.refuse()
        var codes = [shared]
        for table in 2...6 {
          for house in houses { codes.append(try house.sendOrder(table: "T\(table)")) }
        }
        // The pass has it ready when the till, which does not know, takes its start back.
        try pass.done("order", "ready", shared)
        try till.done("order", "recall", shared)
        for house in houses { try house.done("order", "adjust", shared, "tip", "1") }
        let before = try way.seen().bytes
        try way.heal()
        try waitForOneState(houses)
        let bytes = try way.seen().bytes - before
        let events = try till.events()
        #expect(
          bytes < 3 * events.map(\.utf8.count).reduce(0, +), "\(bytes) bytes to tell \(events.count) events")
        for house in houses {
          #expect(try house.codes() == codes.sorted())
          let order = try house.show(shared)
          #expect(order["kitchen"] == .string("ready"))
          #expect(order["conflicts"].elements.count == 1, "\(order["conflicts"])")
          #expect(order["total"] == .int(600))
          try expectSound(house, holding: events)
        }
      }
    }

    @Test func `F28: reconnecting in a flapping network sends nothing that the other has`() throws {
      try withPair { houses, way in
        let history = try Forger.lines(400)
        try houses[0].done("ingest", houses[0].file("history", history))
        try waitForOneState(houses)
        let (bytes, dialled) = try way.seen()
        #expect(bytes > history.utf8.count)
        try way.flap(times: 4, upSeconds: 0.4, downSeconds: 0.1)
        let code = try houses[0].open("--table", "T4").code
        try waitUntil("the order at the pass", limit: 15) { try houses[1].codes().contains(code) }
        let after = try way.seen()
        #expect(after.dialled > dialled + 1, "it came back each time")
        #expect(after.dialled < dialled + 60, "and did not storm: \(after.dialled - dialled) dials")
        #expect(after.bytes - bytes < history.utf8.count / 4, "\(after.bytes - bytes) bytes")
        try waitForOneState(houses)
      }
    }

    @Test func `F28: catching up over a link that breaks, nothing is asked for that is held or was sent`()
      throws
    {
      let place = try Place("pass", letter: "C")
      try ScratchHouse.with(place) { house in
        let peer = try WirePeer(in: house)
        try peer.be("bar")
        let (origin, count) = ("stove-00000001", 1_500)
        try peer.keep(Forger.lines(count, origin: origin).splitLines)
        let way = try FaultyNetwork(in: house).way(to: peer.listen())
        try way.cut(afterBytes: 300_000)
        try house.serve(at: place, dialling: [way.port])
        for number in 1...3 {
          let link = try peer.accepted()
          var held = try link.next("have")["origins"][origin][0][0].int ?? 0
          let heldBefore = held
          if number < 3 {
            #expect(try link.end(within: 15).came)
            // The third goes through: what is cut once is not cut again by itself.
            if number == 1 { try way.cut(afterBytes: 300_000) }
          } else {
            while held < count { held = try link.next("have", limit: 20)["origins"][origin][0][0].int ?? 0 }
          }
          // In the order in which they were asked for, each answer begins after all that went before.
          var end = heldBefore
          for served in try link.inbox("served") {
            let (from, to) = (try #require(served["from"].int), try #require(served["to"].int))
            #expect(from > end, "link \(number): \(from) to \(to) after \(end)")
            end = max(end, to)
          }
        }
      }
    }

    @Test func `F27: a peer that reads nothing costs bounded memory, delays nobody, and catches up`() throws {
      let place = try Place()
      try ScratchHouse.with(place) { house in
        let process = try house.serve(at: place)
        let peer = try WirePeer(in: house)
        var links: [Wire] = []
        for name in ["bar", "tv"] {
          try peer.be(name)
          links.append(try peer.dial(place.port, as: name, narrow: name == "bar"))
          try links[links.count - 1].fence()
        }
        try links[0].pause()
        let before = try memory(of: process)
        let history = try Forger.lines(3_000, origin: "stove-00000001")
        try house.done("ingest", house.file("history", history))
        try peer.waitForHistory("stove-00000001", upTo: 3_000, at: "tv")
        let started = monotonicSeconds()
        let own = try house.onlyEvent("order", "open", "--again", "--table", "T4")
        try peer.waitForHistory(#require(own["origin"].string), upTo: 1, at: "tv", limit: 2)
        #expect(monotonicSeconds() - started < 2)
        // Pushing stops past 1 MiB, with one message of up to 64 KiB begun below it.
        let unsent = try #require(house.peer("bar")["bytes_unsent"].int)
        #expect(unsent > 0 && unsent <= 1 << 20 + 1 << 16, "\(unsent) bytes")
        #expect(try memory(of: process) < before + 32 << 10)
        try links[0].resume()
        let all = try peer.have("tv")
        try waitUntil("the slow one to have everything", limit: 20) { try peer.have("bar") == all }
      }
    }

    @Test func `F25, F27: loss in one direction and a stopped peer are noticed within 15 s and heal`() throws
    {
      let till = try Place("till", letter: "B")
      let bar = try Place("bar", letter: "D", peers: [till.port])
      try ScratchHouse.with([till, try Place("pass", letter: "C"), bar]) { houses in
        let network = try FaultyNetwork(in: houses[0])
        let way = try network.way(to: till.port)
        try houses[0].serve(at: till)
        _ = try houses[1].serve(["--peer", "127.0.0.1:\(way.port)"])
        let stopped = try houses[2].serve(at: bar)
        for name in ["pass", "bar"] { try houses[0].waitForPeer(name) }
        try way.hold(.back)
        stopped.signal(SIGSTOP)
        defer { stopped.signal(SIGCONT) }
        let lost = monotonicSeconds()
        // Longer than either end may take by its own clock: the till learns of it from the pass hanging up.
        try houses[1].waitForPeer("till", state: "out_of_touch", limit: 18)
        try houses[0].waitForPeer("bar", state: "out_of_touch", limit: max(1, lost + 18 - monotonicSeconds()))
        #expect(try houses[0].peer("bar")["last_heard"].string != nil)
        #expect(try houses[0].peer("bar")["agrees"] != .bool(true))
        let board = try houses[0].picture(size: "160x45")
        for name in ["pass", "bar"] {
          #expect(board.contains(try Regex("\(name)[^.]* since [0-9][0-9]:[0-9][0-9]")), "\(board)")
        }

        let started = monotonicSeconds()
        let code = try houses[0].sendOrder(table: "T4")
        #expect(monotonicSeconds() - started < 3, "the till is not delayed")
        try way.heal()
        stopped.signal(SIGCONT)
        for name in ["pass", "bar"] { try houses[0].waitForPeer(name, limit: 20) }
        try waitForOneState(houses)
        for house in houses { #expect(try house.codes() == [code]) }
      }
    }

    @Test func `F30: all boxes lose power together, come back by themselves and agree`() throws {
      let till = try Place("till", letter: "B")
      let pass = try Place("pass", letter: "C", peers: [till.port])
      let bar = try Place("bar", letter: "D", peers: [till.port, pass.port])
      let places = [till, pass, bar]
      try ScratchHouse.with(places) { houses in
        func start() throws -> [Subprocess] { try zip(houses, places).map { try $0.serve(at: $1) } }
        var processes = try start()
        var written: [String] = []
        for (number, house) in houses.enumerated() {
          _ = try house.sendOrder(table: "T\(number)")
          written += try house.events()
        }
        for process in processes { process.signal(SIGKILL) }
        for process in processes { _ = try process.exit(within: 10) }
        processes = try start()
        try waitForOneState(houses)
        for house in houses {
          try expectSound(house, holding: written)
          #expect(try house.codes().count == 3)
        }
        for name in ["pass", "bar"] {
          try houses[0].waitForPeer(name)
          try waitUntil("\(name) to agree") { try houses[0].peer(name)["agrees"] == .bool(true) }
          #expect(try houses[0].peer(name)["events_behind"] == .int(0))
        }
      }
    }

    /// A till and a pass that dials it over a way that fails as it is told.
    private func withPair(_ body: ([ScratchHouse], FaultyNetwork.Way) throws -> Void) throws {
      let till = try Place("till", letter: "B")
      let pass = try Place("pass", letter: "C")
      try ScratchHouse.with([till, pass]) { houses in
        let way = try FaultyNetwork(in: houses[0]).way(to: till.port)
        try houses[0].serve(at: till)
        try houses[1].serve(at: pass, dialling: [way.port])
        try houses[0].waitForPeer("pass")
        try body(houses, way)
      }
    }
  }
}
