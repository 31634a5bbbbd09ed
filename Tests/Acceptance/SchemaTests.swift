import TestAids
import Testing

extension Acceptance {
  /// `galley partner schema`, beside what `export events` prints.
  @Suite struct Schemas {
    @Test func `it is one document, and every event of the contract's evening fits it`() throws {
      try ScratchHouse.with { house in
        let schema = try house.done("partner", "schema")
        #expect(schema.lines.count == 1 && schema.errors.isEmpty)
        let evening = try ScratchFolder()
        let path = try evening.write(try Checkout.evening().map { $0 + "\n" }.joined(), "evening.jsonl")
        try house.done("ingest", path)
        let lines = try house.done("export", "events").lines
        #expect(lines.count > 40)
        #expect(try SchemaCheck.misfits(of: lines, in: schema.output).isEmpty)
        let spoiled = lines.map { $0.replacing("\"specversion\":\"1.0\"", with: "\"specversion\":\"1\"") }
        #expect(try SchemaCheck.misfits(of: spoiled, in: schema.output) == Array(lines.indices))
      }
    }
  }
}
