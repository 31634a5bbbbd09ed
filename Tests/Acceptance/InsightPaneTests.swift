import Foundation
import TestAids
import Testing

extension Acceptance {
  /// A manager's screen: the past by keys, and how it stands with the partners.
  @Suite struct InsightPane {
    @Test
    func `a manager leafs through what the past says, over windows and parts of the house that keys pick`()
      throws
    {
      try ScratchHouse.with { house in
        try house.serve()
        try house.importSupper()
        let first = try house.sendSupper()
        try house.done("order", "start", first)
        try house.done("order", "ready", first)
        _ = try house.sendSupper(table: "T5")
        let screen = try house.screen("manager", columns: 120, rows: 42)
        try screen.waitFor(text: "? keys")
        try screen.press("F11")
        try screen.waitFor("the takings of the week") { $0.contains("takings") && $0.contains("68.60") }
        try screen.press("1")
        try screen.waitFor("dishes, and those that nobody ordered") {
          $0.contains("[1 slow movers]") && $0.contains("Still water") && $0.contains("Phở bò")
        }
        try screen.press("2")
        try screen.waitFor("how long they took") { $0.contains("[2 prep times]") && $0.contains("Phở bò") }
        try screen.press("4")
        try screen.waitFor("that nobody looked at a menu") {
          $0.contains("[4 abandonment]") && $0.contains("No visit looked at the menu")
        }
        try screen.press("w")
        try screen.waitFor("another window") { $0.contains("28 days") }
        try screen.press("5", "o")
        try screen.waitFor("a part of the house") { $0.contains("dine in") && $0.contains("68.60") }
        // The same command that a shell has.
        let rows = try house.json("insights", "slow-movers")["rows"].elements
        #expect(rows.contains { $0["name"] == .string("Still water") && $0["orders"] == .int(0) })
      }
    }

    @Test func `a manager sees which partner gets its events, and what was given up`() throws {
      try ScratchHouse.with { house in
        let partner = EventPartner(in: house.root)
        try partner.install(in: house)
        try house.serve()
        try partner.enable(in: house)
        let order = try house.open("--table", "T1").id
        try waitUntil("the opening") { try partner.got().count == 1 }
        try partner.behave(.never)
        try house.done("order", "rush", order)
        let screen = try house.screen("manager", columns: 120, rows: 34)
        try screen.waitFor(text: "? keys")
        try screen.press("F12")
        try screen.waitFor("the letter") {
          $0.contains(EventPartner.name) && $0.contains("it can't be kept") || $0.contains("dead-letters")
        }
        try partner.behave(nil)
        try house.done("partner", "retry", EventPartner.name)
        try screen.waitFor("nothing to look at") { !$0.contains("dead-letters") }
      }
    }
  }
}
