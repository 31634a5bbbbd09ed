import Foundation
import Glibc
import TestAids
import Testing

extension Acceptance {
  /// Roadmap document 06, Canonical partner event stream; and what partners are promised of it.
  @Suite struct PartnerStream {
    @Test
    func
      `06: an order mutation is received by an adapter as a normalized payload`() throws
    {
      try with { house, partner in
        _ = try house.open("--table", "T3")
        try partner.enable(in: house)
        let code = try house.sendOrder(table: "T4")
        try house.done("order", "start", code)
        try house.done("order", "alert", code, "nuts")
        let wanted = try owed(house)
        try waitUntil("\(wanted.count) events") { try partner.got().count == wanted.count }
        for (event, cloud) in zip(wanted, try partner.got()) {
          #expect(cloud["specversion"] == .string("1.0"))
          #expect(cloud["id"] == event["id"] && cloud["time"] == event["created_at"])
          #expect(cloud["type"].string == "galley.\(event["event_type"].string ?? "?").v1")
          #expect(cloud["source"].string == "/venues/maple/terminals/\(event["origin"].string ?? "?")")
          #expect(cloud["subject"] == event["order_id"])
          #expect(cloud["datacontenttype"] == .string("application/json"))
          let data = cloud["data"]
          #expect(data["payload"] == event["payload"].without("session_id"))
          #expect(data["event_type"] == event["event_type"])
          #expect(data["entity_type"] == event["entity_type"] && data["entity_id"] == event["entity_id"])
          #expect(data["order_id"] == event["order_id"] && data["source"] == event["source"])
        }
        let text = try partner.got().map { "\($0)" }.joined()
        #expect(!text.contains("nuts"), "what is personal stays here")
        #expect(wanted.contains { $0["event_type"] == .string("alert_set") })
        let status = try EventPartner.status(in: house)
        #expect(status["state"] == .string("running") && status["delivered"] == .int(wanted.count))
        #expect(status["lag_events"] == .int(0) && status["failed"] == .int(0) && status["dead"] == .int(0))
      }
    }

    @Test
    func
      `06: payment_intent.succeeded of Stripe becomes a canonical payment event, and goes to the other adapters`()
      throws
    {
      try with { house, partner in
        try house.importSupper()
        try partner.enable(in: house)
        let stripe = try FakeStripe()
        let door = try StripeDoor(house, at: stripe)
        let code = try house.billSupper()
        try house.done("pay", "start", code)
        let session = try house.reference(code)
        try stripe.tell("pay", ["session": session])
        let intent = try #require(try stripe.all("payment_intent").first?["id"].string)
        try door.tell(try stripe.event("payment_intent.succeeded", intent))
        let order = try house.show(code)
        #expect(order["status"] == .string("paid"))
        let paid: Json = try waitFor("the payment at the other partner") {
          try partner.got().first { $0["type"] == .string("galley.paid.v1") }
        }
        #expect(paid["subject"] == order["order_id"] && paid["data"]["source"] == .string("webhook"))
        #expect(paid["data"]["payload"]["amount"] == .int(3430))
        #expect(paid["data"]["payload"]["payment_id"] == order["payments"][0]["payment_id"])
        let text = "\(try partner.got())"
        #expect(
          !text.contains(intent) && !text.contains(session), "a provider's reference is the house's own")
      }
    }

    @Test func `a terminal and a partner that are killed lose no event and keep each order's order`() throws {
      try ScratchHouse.with { house in
        let partner = EventPartner(in: house.root)
        try partner.install(in: house)
        var server = try house.serve()
        try partner.enable(in: house)
        for round in 0..<4 {
          for table in 0..<3 { _ = try house.sendOrder(table: "T\(round)\(table)") }
          switch round {
          case 0: try partner.behave(.crash)
          case 1: try partner.behave(nil)
          default:
            server.signal(SIGKILL)
            _ = try server.exit(within: 10)
            server = try house.serve()
          }
        }
        let wanted = try owed(house)
        try waitUntil("\(wanted.count) events", limit: 30) { try partner.first().count == wanted.count }
        try expectDelivered(wanted, try partner.first())
        #expect(try partner.got().count >= wanted.count)
      }
    }

    @Test
    func `an event that is never taken is a dead letter, holds up nobody, and goes out when it is asked for`()
      throws
    {
      try with { house, partner in
        try partner.enable(in: house)
        let first = try house.open("--table", "T1").id
        try waitUntil("the opening") { try partner.got().count == 1 }
        try partner.behave(.never)
        try house.done("order", "alert", first, "nuts")
        try waitUntil("a dead letter") { try EventPartner.status(in: house)["dead"] == .int(1) }
        try partner.behave(nil)
        try house.done("order", "rush", first)
        try waitUntil("what came after it") { try partner.got().count == 2 }
        let letters = try house.jsonLines("partner", "dead-letters", EventPartner.name)
        #expect(letters.count == 1 && letters[0]["error"] == .string("it can't be kept"))
        #expect(letters[0]["event"]["type"] == .string("galley.alert_set.v1"))
        #expect(letters[0]["tries"] == .int(1))
        let file = "\(house.data)/dead-letter/\(EventPartner.name).jsonl"
        #expect(try mode(of: file) == 0o600)
        let finding = try house.galley("doctor")
        #expect(finding.status == 1 && finding.output.contains("partner retry \(EventPartner.name)"))
        try house.done("partner", "retry", EventPartner.name)
        try waitUntil("the letter") { try partner.got().count == 3 }
        try waitUntil("no letter") { try EventPartner.status(in: house)["dead"] == .int(0) }
        #expect(try house.jsonLines("partner", "dead-letters").isEmpty)
        try house.done("doctor")
        #expect(Set(try partner.got().compactMap { $0["type"].string }).count == 3)
      }
    }

    @Test func `a partner that takes nothing has its events wait, and once it is back they go on at once`()
      throws
    {
      try with { house, partner in
        try partner.enable(in: house)
        try partner.behave(.refuse)
        for table in 0..<6 { _ = try house.sendOrder(table: "T\(table)") }
        try waitUntil("failures") { try (EventPartner.status(in: house)["failed"].int ?? 0) >= 3 }
        let status = try EventPartner.status(in: house)
        #expect(status["lag_events"] == .int(try owed(house).count), "\(status)")
        #expect(status["last_error"] == .string("it can't be kept") && status["dead"] == .int(0))
        try partner.behave(nil)
        try house.done("partner", "retry", EventPartner.name)
        let wanted = try owed(house)
        try waitUntil("all of it") { try partner.first().count == wanted.count }
        try expectDelivered(wanted, try partner.first())
      }
    }

    @Test func `a partner that is disabled gets nothing more, and one enabled again what comes from then on`()
      throws
    {
      try with { house, partner in
        try partner.enable(in: house)
        _ = try house.open("--table", "T1")
        try waitUntil("the first") { try partner.got().count == 1 }
        try house.done("partner", "disable", EventPartner.name)
        #expect(try EventPartner.status(in: house)["state"] == .string("disabled"))
        _ = try house.open("--table", "T2")
        try partner.enable(in: house)
        let third = try house.show(house.open("--table", "T3").id)
        try waitUntil("the third") { try partner.got().count == 2 }
        #expect(try partner.got().last?["subject"] == third["order_id"])
      }
    }

    @Test func `export events prints what partners get`() throws {
      try with { house, partner in
        try partner.enable(in: house)
        _ = try house.sendOrder(table: "T4")
        let wanted = try owed(house)
        try waitUntil("all of it") { try partner.got().count == wanted.count }
        let exported = try house.done("export", "events").lines.map { try Json(text: $0) }
        #expect(exported == (try partner.got()))
        #expect(try house.done("export", "events", "--since", "2099-01-01T00:00:00Z").output.isEmpty)
      }
    }

    private func with(_ body: (ScratchHouse, EventPartner) throws -> Void) throws {
      try ScratchHouse.with { house in
        let partner = EventPartner(in: house.root)
        try partner.install(in: house)
        try house.serve()
        try body(house, partner)
      }
    }
  }
}

extension Json {
  /// The same object without a key.
  fileprivate func without(_ key: String) -> Json {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.key != key })
  }
}
