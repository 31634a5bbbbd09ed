import Foundation
import TestAids
import Testing

extension Acceptance {
  /// Document 06 of the roadmap: what partners' programs may ask a house for.
  @Suite struct Signals {
    private func get(_ path: String, _ port: UInt16, token: String?) throws -> Caller.Answer {
      let line = token.map { "Authorization: Bearer \($0)" } ?? "X-Nothing: 1"
      return try Caller.ask(port, Caller.get(path, line))
    }

    /// GIVEN a restaurant has active orders WHEN workforce integration polling/export is requested THEN the system can
    /// provide orders per minute, prep time estimates by item, table occupancy duration.
    @Test func `Workforce signals: velocity, prep times and occupied tables, by command and over HTTP`()
      throws
    {
      try ScratchHouse.with { house in
        try house.importSupper()
        try house.serve()
        let first = try house.sendSupper(table: "T1")
        _ = try house.sendSupper(table: "T2")
        _ = try house.openSupper(table: "T3")
        try house.done("order", "ready", first)
        let export = try house.json("export", "workforce")
        #expect(export["schema"].string == "galley.workforce.v1" && export["venue"].string == "maple")
        #expect(export["orders"]["now"]["orders"].int == 2 && export["orders"]["now"]["minutes"].int == 15)
        #expect(export["orders"]["now"]["orders_per_minute_thousandths"].int == 133)
        #expect(export["orders"]["hours"].elements.compactMap { $0["orders"].int }.reduce(0, +) == 2)
        let lines = try house.show(first)["items"].elements
        let preparations = export["prep_times"].elements
        #expect(preparations.compactMap { $0["count"].int }.reduce(0, +) == lines.count)
        #expect(preparations.allSatisfy { ($0["median_seconds"].int ?? -1) >= 0 })
        #expect(export["tables"]["now"].elements.map { $0["table_id"].string } == ["T1", "T2", "T3"])

        let token = String(repeating: "k", count: 32)
        let port = try house.openDoor("--token-file", try house.file("token", token))
        #expect(try get("/export/workforce", port, token: nil).status == 401)
        #expect(try get("/export/workforce", port, token: "wrong").status == 401)
        let answer = try get("/export/workforce?window=7d", port, token: token)
        #expect(answer.status == 200)
        #expect(answer.head.contains("Content-Type: application/json"))
        let told = try Json(text: answer.body)
        #expect(told["orders"]["now"]["orders"].int == 2)
        #expect(told["from"].string != export["from"].string)
        #expect(try get("/export/workforce?window=2d", port, token: token).status == 400)
      }
    }

    /// GIVEN an order transitions to `billrequested` WHEN CRM adapter receives the event THEN it can infer “time-to-pay”
    /// tracking start.
    @Test func `CRM signals: time to pay begins with the bill and ends with the payment`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        try house.serve()
        let order = try house.sendSupper(table: "T1")
        let token = String(repeating: "k", count: 32)
        let port = try house.openDoor("--token-file", try house.file("token", token))
        func told() throws -> Json {
          let answer = try get("/export/crm", port, token: token)
          guard answer.status == 200 else { throw Failure("export crm: \(answer.status)") }
          let orders = try Json(text: answer.body)["orders"].elements
          #expect(orders.count == 1)
          return orders[0]
        }
        #expect(try told()["bill_requested_at"].string == nil)
        let bill = try house.onlyEvent("order", "bill", order)
        #expect(bill["event_type"].string == "bill_requested")
        let out = try told()
        #expect(out["bill_requested_at"].string == bill["created_at"].string)
        #expect(out["paid_at"].string == nil && out["time_to_pay_seconds"].int == nil)
        try house.done("pay", "cash", order, "34.30")
        let paid = try told()
        #expect(paid["paid_at"].string != nil)
        #expect((paid["time_to_pay_seconds"].int ?? -1) >= 0)
        #expect(paid["rounds"].int == 1 && paid["first_order_seconds"].int != nil)
        #expect(
          try house.json("export", "crm")["orders"].elements.map { $0["order_id"].string } == [
            paid["order_id"].string
          ])
      }
    }
  }
}
