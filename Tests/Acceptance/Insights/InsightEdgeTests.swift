import Foundation
import TestAids
import Testing

extension Acceptance {
  /// Where there is little to say of the past, or where it changes: document 07's "edge cases", each question asked.
  @Suite struct InsightEdges {
    static let columns = [
      "slow-movers": "menuitem_id,name,orders,qty",
      "prep-times": "menuitem_id,name,count,median_seconds,p90_seconds,outlier",
      "voice": "menuitem_id,name,attempts,succeeded,failed,success_rate",
      "abandonment": "step,reached,continued,rate,median_seconds",
      "takings": "from,until,orders,covers,amount,currency",
      "speed": "order_type,count,median_seconds,p90_seconds,late,late_rate",
      "voids": "menuitem_id,name,count,qty,amount,reasons,currency",
    ]
    private static let past = ["--from", "2026-10-20T03:00:00Z", "--until", "2026-10-21T03:00:00Z"]
    private static let future = ["--from", "2099-10-20T03:00:00Z", "--until", "2099-10-21T03:00:00Z"]

    /// Every answer of a house over a window, as JSON.
    private static func answers(_ house: ScratchHouse, _ window: [String]) throws -> [String: String] {
      try columns.keys.reduce(into: [:]) { answers, metric in
        answers[metric] = try house.done(["insights", metric, "--json"] + window).output
      }
    }

    @Test(arguments: columns.keys.sorted())
    func `07: a house without a past, and a window in the future, read well`(metric: String) throws {
      try ScratchHouse.with { house in
        func expectNothing(_ window: [String], _ sentence: String) throws {
          let told = try house.done(["insights", metric] + window).output
          #expect(told.contains(sentence) && told.splitLines.count == 2, "\(told)")
          let answer = try Json(text: house.done(["insights", metric, "--json"] + window).output)
          #expect(answer["rows"] == .array([]) && answer.keys == ["metric", "from", "until", "rows"])
          #expect(try house.csv(metric, window) == [Self.columns[metric] ?? ""])
        }
        try expectNothing(Self.past, "in this window.")
        try expectNothing([], "in this window.")
        _ = try house.sendTill()
        try expectNothing(Self.past, "in this window.")
        try expectNothing(Self.future, "This window lies ahead: nothing has happened in it yet.")
      }
    }

    @Test func `07: one order is counted, and too little to conclude from`() throws {
      try ScratchHouse.with { house in
        var past = try PastEvents("2026-10-20T16:00:00Z")
        past.timed("m02", "Phở bò", seconds: 240)
        try house.take(past)
        let answers = try Self.answers(house, Self.past).mapValues { try Json(text: $0)["rows"] }
        let dish: [String: Json] = ["menuitem_id": .string("m02"), "name": .string("Phở bò")]
        func row(_ more: [String: Json]) -> Json { .array([.object(dish.merging(more) { $1 })]) }
        #expect(answers["slow-movers"] == row(["orders": .int(1), "qty": .int(1)]))
        let times: [String: Json] = ["count": .int(1), "median_seconds": .int(240), "p90_seconds": .int(240)]
        #expect(answers["prep-times"] == row(times.merging(["outlier": .bool(false)]) { $1 }))
        let speed: [String: Json] = ["order_type": .string("dine_in"), "late": .int(0), "late_rate": .int(0)]
        #expect(answers["speed"] == .array([.object(times.merging(speed) { $1 })]))
        let day: [String: Json] = [
          "from": .string("2026-10-20T05:00:00.000Z"), "until": .string("2026-10-21T03:00:00.000Z"),
          "orders": .int(1), "covers": .int(2), "amount": .int(500),
        ]
        #expect(answers["takings"] == .array([.object(day)]))
        for metric in ["slow-movers", "prep-times", "speed", "takings"] {
          let told = try house.done(["insights", metric] + Self.past).output
          #expect(told.contains("Only 1 ") && told.contains(": too few to conclude from."), "\(told)")
        }
        let csv = try house.csv("takings", Self.past)
        #expect(csv.last == "2026-10-20T05:00:00.000Z,2026-10-21T03:00:00.000Z,1,2,5.00,EUR")
      }
    }

    @Test func `07: answers are the same after the roll-ups are gone, and know what came late`() throws {
      try ScratchHouse.with { house in
        try house.importSupper()
        var past = try PastEvents("2026-10-18T16:00:00Z")
        for day in 0..<3 {
          past.seconds = Double(day) * 86_400
          past.timed("m02", "Phở bò", seconds: 240)
          past.timed("m01", "Bruschetta", seconds: 100)
        }
        // One that nobody said is ready yet.
        past.seconds = 2 * 86_400 + 7_200
        let order = past.open()
        let item = past.add("m03", "Tantanmen", to: order)
        past.send([item], order)
        let sent = past.seconds
        let wide = ["--from", "2026-10-18T00:00:00Z", "--until", "2026-10-22T00:00:00Z"]
        try house.take(past)
        let first = try Self.answers(house, wide)
        #expect(try Self.answers(house, wide) == first)
        try FileManager.default.removeItem(atPath: house.data + "/rollup")
        #expect(try Self.answers(house, wide) == first)

        // Of the same day, hours late, and of a day that nobody had anything of.
        past.seconds = sent + 600
        past.move([item], to: "ready", order)
        past.seconds = 1.5 * 86_400
        past.timed("m07", "Still water", seconds: 30)
        try house.take(past)
        let second = try Self.answers(house, wide)
        let prep = try Json(text: second["prep-times"] ?? "")["rows"].elements
        #expect(prep.map { $0["menuitem_id"].string } == ["m03", "m02", "m01", "m07"])
        #expect(prep[0]["median_seconds"] == .int(600) && prep[0]["count"] == .int(1))
        let slow = try Json(text: second["slow-movers"] ?? "")["rows"].elements
        #expect(slow.map { $0["orders"].int } == [1, 1, 3, 3])
        #expect(second["speed"] != first["speed"] && second["takings"] != first["takings"])
        try FileManager.default.removeItem(atPath: house.data + "/rollup")
        #expect(try Self.answers(house, wide) == second)
      }
    }
  }
}

extension ScratchHouse {
  /// An order of something that is on no menu, as it is sent.
  fileprivate func sendTill() throws -> String {
    let code = try open("--table", "T1").code
    try done("order", "add", code, "--open-item", "Soup", "--price", "5")
    try done("order", "submit", code)
    return code
  }
}
