import Foundation
import Glibc
import TestAids
import Testing

extension Patience {
  /// One terminal of a house delivers to a partner at a time; where it is gone, another goes on.
  @Suite struct StandIn {
    @Test func `another terminal brings the events while the one that was named is gone, and hands back`()
      throws
    {
      let places = try [Place("till", letter: "B"), Place("pass", letter: "C")]
      try ScratchHouse.with(places) { houses in
        let (till, pass) = (houses[0], houses[1])
        // Both bring them to the same place: an office has one door.
        let partner = EventPartner(in: till.root)
        for house in houses { try partner.install(in: house) }
        let named = try till.serve(at: places[0])
        try pass.serve(at: places[1], dialling: [places[0].port])
        try pass.waitForPeer("till")
        try partner.enable(in: till)
        for table in 0..<4 { _ = try till.sendOrder(table: "T\(table)") }
        for table in 4..<8 { _ = try pass.sendOrder(table: "T\(table)") }
        let before = try owed(till)
        try waitUntil("what both wrote") { try partner.got().count == before.count }
        // The till tells how far it came once a second; more than that may come twice.
        try waitUntil("the pass to know of it") {
          FileManager.default.fileExists(atPath: "\(pass.data)/partners/\(EventPartner.name).json")
        }
        named.signal(SIGKILL)
        _ = try named.exit(within: 10)
        for table in 8..<12 { _ = try pass.sendOrder(table: "T\(table)") }
        let all = try owed(pass)
        try waitUntil("the pass to go on", limit: 60) { try partner.first().count == all.count }
        try expectDelivered(all, try partner.first())
        #expect(try EventPartner.status(in: pass)["terminal"] == .string("pass"))
        #expect(try partner.got().count < all.count + before.count, "not all over again")

        try till.serve(at: places[0])
        try pass.waitForPeer("till")
        try waitUntil("the pass to hand back", limit: 30) {
          try EventPartner.status(in: pass)["terminal"] == .string("till")
        }
        _ = try pass.sendOrder(table: "T13")
        let last = try owed(pass)
        try waitUntil("the till to go on", limit: 30) { try partner.first().count == last.count }
        try expectDelivered(last, try partner.first())
        for house in houses { try expectSound(house, holding: try till.events()) }
      }
    }
  }
}
