import Foundation
import Testing

extension Acceptance {
  /// What the log of `galley serve` and a monitor say of a partner that goes away and is mended.
  @Suite struct PartnerNews {
    /// Ends at each event, until a file says that it is mended; then it takes all.
    private static let program = """
      import json, os, sys
      print('{"type":"ready"}', flush=True)
      for line in sys.stdin:
          message = json.loads(line)
          if message["type"] == "stop":
              break
          if message["type"] != "event":
              continue
          if not os.path.exists(sys.argv[1]):
              sys.exit("the other end is gone")
          print(json.dumps({"type": "ack", "cursor": message["cursor"]}), flush=True)
      """

    private static func metric(_ name: String, in house: ScratchHouse) throws -> Int? {
      let start = "galley_partner_\(name){partner=\"exec\"} "
      return try house.done("metrics").lines.first { $0.hasPrefix(start) }.flatMap {
        Int($0.dropFirst(start.count))
      }
    }

    @Test func `a partner that dies at every event is said to be away once, and goes on when it is mended`()
      throws
    {
      try ScratchHouse.with { house in
        let script = try house.file("partner.py", Self.program)
        let mended = house.root + "/mended"
        try house.set("partner.exec.command = python3 \(script) \(mended)")
        try house.serve()
        try house.done("partner", "enable", "exec", "--command", "cat")
        for table in ["T1", "T2", "T3"] { try house.done("order", "open", "--table", table) }
        try waitUntil("three tries that came to nothing", limit: 60) {
          try Self.metric("failed_total", in: house) ?? 0 >= 3
        }
        let errors = try String(contentsOfFile: house.root + "/serve.err", encoding: .utf8)
        let away = errors.split(separator: "\n").filter { $0.contains("partner exec is away") }
        #expect(away.count == 1, "\(errors)")
        #expect(away.first?.contains("the other end is gone") == true)
        #expect(try Self.metric("up", in: house) == 0)
        #expect(try Self.metric("lag_events", in: house) == 3)
        try write("", to: mended)
        try house.done("partner", "retry", "exec")
        try waitUntil("all to be delivered", limit: 90) { try Self.metric("delivered_total", in: house) == 3 }
        #expect(try Self.metric("up", in: house) == 1)
        #expect(try Self.metric("lag_events", in: house) == 0)
        #expect(try Self.metric("dead_letters", in: house) == 0)
      }
    }
  }
}
