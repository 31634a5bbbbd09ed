import Foundation
import TestAids
import Testing

extension Patience {
  /// The recipes of galley-partner(7), word for word, on the servers that come with Debian.
  @Suite struct Chains {
    @Test func `PostgreSQL has every event once, and answers for two venues`() throws {
      try PostgreSQL.with { server in
        _ = try server.ask("-f", ChainEvening.recipe("postgresql-table.sql"))
        let command = "env \(server.assignments) \(ChainEvening.recipe("postgresql.py"))"
        let kept = { try server.ask("-c", "SELECT line FROM galley_event ORDER BY arrival") }
        try ScratchHouse.with { house in
          let evening = ChainEvening(house: house, command: command, kept: kept)
          try evening.play(leave: server.end, comeBack: server.start)
          try evening.expectAll(kept())
        }
        try ScratchHouse.with(settings: "venue = oak\nname = bar\nletter = B\n") { house in
          try house.serve()
          try house.done("partner", "enable", "exec", "--command", "exec \(command)")
          let code = try house.sendOrder(table: "T1")
          for step in ["start", "ready"] { try house.done("order", step, code) }
          try house.done("order", "bill", code)
          try house.done("pay", "cash", code, "4.00")
          try house.done("pay", "refund", code, "1.50", "--reason", "cold")
          try waitUntil("the refund") {
            try server.ask("-c", "SELECT 1 FROM galley_event WHERE type = 'refunded'").count == 1
          }
        }
        try expectAnswers(server.ask("-f", ChainEvening.recipe("postgresql-questions.sql")))
      }
    }

    @Test func `Redis has every event once, and what was paid by the hour`() throws {
      try ScratchHouse.with { house in
        let redis = try Programs.find("redis-server", package: "redis-server")
        let server = try ChainServer("redis", in: house) { port, folder in
          [
            redis, "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder, "--save", "",
            "--appendonly", "yes", "--appendfsync", "always",
          ]
        }
        let kept = {
          try ask(house, ["redis-cli", "--raw", "-p", "\(server.port)", "XRANGE", "galley:events", "-", "+"])
            .filter { $0.hasPrefix("{") }
        }
        let command = "\(ChainEvening.recipe("redis.sh")) 127.0.0.1 \(server.port)"
        let evening = ChainEvening(house: house, command: command, kept: kept)
        try evening.play(leave: { try server.end() }, comeBack: server.start)
        try evening.expectAll(kept())
        let paid = try ask(
          house, ["redis-cli", "--raw", "-p", "\(server.port)", "HVALS", "galley:paid:maple"])
        // Two hours where the clock has struck meanwhile.
        #expect(paid.compactMap { Int($0) }.reduce(0, +) == ChainEvening.paid)
      }
    }

    /// The lines of the two questions: venue, day and amount; dish, count, median and p90.
    private func expectAnswers(_ lines: [String]) throws {
      let day = try ChainEvening.businessDay()
      #expect(lines.prefix(2) == ["maple|\(day)|\(ChainEvening.paid)", "oak|\(day)|250"])
      let dishes = lines.dropFirst(2).map { $0.split(separator: "|").map(String.init) }
      #expect(Set(dishes.map { $0[0] }) == Set(ChainEvening.names + ["Soup"]))
      for dish in dishes {
        #expect(dish.count == 4 && dish[1] == "1")
        // One sample is its own median and p90; between two commands it took less than the test.
        #expect(Double(dish[2]) == Double(dish[3]) && (0.001..<60).contains(Double(dish[2]) ?? 0))
      }
    }
  }
}

/// The lines that a server's own program prints; no line where the server is away.
func ask(_ house: ScratchHouse, _ command: [String]) throws -> [String] {
  try house.launch(command).finish(within: 30).lines
}
