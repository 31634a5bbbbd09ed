import Foundation
import Glibc
import Testing

extension Patience {
  /// Disks that forget, lie or were copied, with another terminal that remembers.
  @Suite struct HistoryFaults {
    @Test(arguments: ["inside a line", "a newline", "the last line", "a block of zeros"])
    func `F5: damage in acknowledged bytes is repaired from another terminal`(what: String) throws {
      try withTwo { till, pass, place in
        let server = try till.serve(at: place)
        for table in 1...4 {
          _ = try till.sendOrder(table: "T\(table)")
          _ = try pass.sendOrder(table: "T\(table + 4)")
        }
        let state = try waitForOneState([till, pass])
        let events = Set(try pass.events())
        server.signal(SIGTERM)
        #expect(try server.exit(within: 10) == 0)
        try hurt(try #require(till.segments().first), what)

        try till.serve(at: place)
        try waitUntil("the log to be repaired", limit: 20) { try till.galley("verify").status == 0 }
        #expect(try waitForOneState([till, pass]) == state)
        #expect(Set(try till.events()) == events)
        let quarantine = try FileManager.default.contentsOfDirectory(atPath: till.data + "/quarantine")
        #expect(!quarantine.isEmpty, "the damaged bytes are kept")
        _ = try till.sendOrder(table: "T9")
        try waitForOneState([till, pass])
        #expect(try IndependentCheck.findings(in: till.events()) == "")
      }
    }

    @Test func `F20: a backup that was put back fetches its own later events and goes on under a new origin`()
      throws
    {
      try withTwo { till, pass, place in
        let server = try till.serve(at: place)
        _ = try till.sendOrder(table: "T1")
        try waitForOneState([till, pass])
        server.signal(SIGTERM)
        _ = try server.exit(within: 10)
        let backup = till.root + "/backup"
        try FileManager.default.copyItem(atPath: till.data, toPath: backup)
        let again = try till.serve(at: place)
        _ = try till.sendOrder(table: "T2")
        let state = try waitForOneState([till, pass])
        let origin = try Json(text: String(contentsOfFile: till.data + "/identity.json", encoding: .utf8))[
          "origin"]
        again.signal(SIGTERM)
        _ = try again.exit(within: 10)
        try FileManager.default.removeItem(atPath: till.data)
        try FileManager.default.moveItem(atPath: backup, toPath: till.data)

        try till.serve(at: place)
        try waitUntil("the lost events to be back") { try till.codes().count == 2 }
        #expect(try waitForOneState([till, pass]) == state)
        let identity = try Json(text: String(contentsOfFile: till.data + "/identity.json", encoding: .utf8))
        #expect(identity["origin"] != origin)
        try waitUntil("the old name to be retired") { try retirements(pass) == [origin.string ?? ""] }
        #expect(
          try till.done("peers").output.contains("goes on as")
            || till.done("peers").output.contains("go on as"))
        _ = try till.sendOrder(table: "T3")
        try waitForOneState([till, pass])
        #expect(try IndependentCheck.findings(in: pass.events()) == "")
      }
    }

    @Test func `F21: a copied disk beside its original: both histories everywhere, and both leave the name`()
      throws
    {
      let place = try Place("till", letter: "B")
      let copyPlace = try Place("till", letter: "B", peers: [place.port])
      try ScratchHouse.with([place, copyPlace]) { houses in
        let (till, copy) = (houses[0], houses[1])
        _ = try till.sendOrder(table: "T1")
        for name in ["log", "checkpoint", "identity.json"] {
          try? FileManager.default.removeItem(atPath: "\(copy.data)/\(name)")
          try FileManager.default.copyItem(atPath: "\(till.data)/\(name)", toPath: "\(copy.data)/\(name)")
        }
        _ = try till.sendOrder(table: "T2")
        _ = try copy.sendOrder(table: "T3")
        let before = Set(try till.events() + copy.events())
        let origin = try Json(text: String(contentsOfFile: till.data + "/identity.json", encoding: .utf8))[
          "origin"]

        try till.serve(at: place)
        try copy.serve(at: copyPlace)
        try waitUntil("both to hold both histories", limit: 20) {
          try houses.allSatisfy { try Set($0.events()).isSuperset(of: before) }
        }
        try waitForOneState(houses)
        for house in houses {
          #expect(try retirements(house).contains(origin.string ?? ""))
          let identity = try Json(
            text: String(contentsOfFile: house.data + "/identity.json", encoding: .utf8))
          #expect(identity["origin"] != origin)
          #expect(try house.done("peers").output.contains("a disk was copied"))
          // E6: doctor said that all was well.
          let doctor = try house.galley("doctor")
          #expect(doctor.status == 1 && doctor.output.contains("a disk was copied"), "\(doctor.output)")
          _ = try house.sendOrder(table: "T9")
        }
        try waitForOneState(houses)
        let origins = try till.events().map { try Json(text: $0)["origin"] }
        #expect(Set(origins).count >= 3, "the old name and two new ones")
      }
    }

    @Test func `the younger of two terminals with one letter takes another, and keeps it`() throws {
      let place = try Place("till", letter: "B")
      let other = try Place("pass", letter: "B", peers: [place.port])
      try ScratchHouse.with([place, other]) { houses in
        let (till, pass) = (houses[0], houses[1])
        #expect(try till.sendOrder(table: "T1") == "B01")
        #expect(try pass.sendOrder(table: "T2") == "B01")
        try till.serve(at: place)
        let server = try pass.serve(at: other)
        try waitUntil("the pass to take another letter") {
          try pass.done("peers").output.contains("has the letter B too")
        }
        let ambiguous = try till.galley("order", "rush", "B01")
        #expect(ambiguous.status == 1 && ambiguous.errors.contains(" or "))
        let code = try pass.sendOrder(table: "T3")
        #expect(!code.hasPrefix("B"))
        #expect(try till.sendOrder(table: "T4") == "B02")
        server.signal(SIGTERM)
        _ = try server.exit(within: 10)
        try pass.serve(at: other)
        #expect(try pass.sendOrder(table: "T5").first == code.first, "galley.conf says B still")
        try waitForOneState(houses)
      }
    }

    /// A till, not running, and a pass that dials it.
    private func withTwo(_ body: (ScratchHouse, ScratchHouse, Place) throws -> Void) throws {
      let place = try Place("till", letter: "B")
      let pass = try Place("pass", letter: "C", peers: [place.port])
      try ScratchHouse.with([place, pass]) { houses in
        try houses[1].serve(at: pass)
        try body(houses[0], houses[1], place)
      }
    }

    private func hurt(_ segment: String, _ what: String) throws {
      var bytes = try bytes(of: segment)
      let ends = bytes.indices.filter { bytes[$0] == 0x0A }
      switch what {
      case "inside a line": bytes[ends[3] + 120] ^= 0x01
      case "a newline": bytes[ends[5]] ^= 0x04
      case "the last line": bytes[ends[ends.count - 1] - 40] ^= 0x10
      default: for place in (ends[2] + 1)...(ends[2] + 2_000) { bytes[place] = 0 }
      }
      try write(bytes, to: segment)
    }

    /// The origins that `origin_retired` names in a house's log.
    private func retirements(_ house: ScratchHouse) throws -> [String] {
      try house.events().map { try Json(text: $0) }.filter { $0["event_type"] == .string("origin_retired") }
        .compactMap { $0["payload"]["origin"].string }
    }
  }
}
