import Foundation
import TestAids
import Testing

extension Acceptance {
  /// The managers' questions, asked of the program and in SQL of DuckDB over the same event lines (`insights_duckdb.py`).
  @Suite struct InsightDuckDB {
    /// What the script found: it ends with 1 where a row differs, and says which.
    private static func compare(_ house: ScratchHouse, zone: String, late: String, _ kind: String) throws
      -> Json
    {
      let script = try house.launch([
        PythonPackages.analysis.get(), "-B", Checkout.script("insights_duckdb.py"), GalleyBinary.path(),
        house.data,
        zone, "05:00", late, kind,
      ])
      let finished = try script.finish(within: 240)
      #expect(finished.status == 0, "\(finished.errors.prefix(4_000))")
      return try Json(text: finished.output)
    }

    @Test func `every insight of a played week with visits is what DuckDB says, to the row`() throws {
      try ScratchHouse.with { house in
        try house.done("config", "set", "time_zone", "Europe/Berlin")
        try house.done("config", "set", "age_limits", "dine_in 8 14, takeaway 10 15, delivery 12 20")
        let week = try Programs.python(["-B", Checkout.script("insights_week.py")])
        #expect(week.status == 0, "\(week.errors)")
        let taken = try house.done(["ingest", house.file("week", week.outputBytes), "--json"]).output
        #expect(try Json(text: taken)["refused"] == .array([]))
        #expect(try IndependentCheck.findings(in: week.lines) == "")
        let found = try Self.compare(house, zone: "Europe/Berlin", late: "14 15 20", "week")
        // So that nothing was compared with nothing.
        for metric in InsightEdges.columns.keys { #expect(found["rows"][metric].int ?? 0 > 20, "\(metric)") }
      }
    }

    private static let quarter = ProcessInfo.processInfo.environment["GALLEY_QUARTER"]

    /// The tables of "Restaurant Orders" in Maven Analytics' data playground.
    @Test(.enabled(if: quarter != nil, "GALLEY_QUARTER=DIR names the folder of the whole set"))
    func `so is every insight of the imported quarter of a real restaurant`() throws {
      try ScratchHouse.with { house in
        let folder = try #require(Self.quarter)
        try house.done("config", "set", "time_zone", "America/New_York")
        let arguments = [
          "import", "orders", "\(folder)/order_details.csv", "--map", "created_at=order_date+order_time",
          "--date-format", "DD-MM-YYYY", "--join", "\(folder)/menu_items.csv", "--on", "item_id=menu_item_id",
          "--currency", "USD",
        ]
        #expect(try house.start(arguments).finish(within: 120).status == 0)
        let found = try Self.compare(house, zone: "America/New_York", late: "8 8 8", "quarter")
        for metric in ["slow-movers", "takings"] { #expect(found["rows"][metric].int ?? 0 > 20, "\(metric)") }
      }
    }
  }
}
