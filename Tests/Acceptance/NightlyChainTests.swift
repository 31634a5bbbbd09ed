import Foundation
import Glibc
import TestAids
import Testing

extension Patience {
  /// The recipes of galley-partner(7) for servers that the daily run does without. `.ci/run nightly` asks for them.
  @Suite(.enabled(if: Given.count("GALLEY_CHAINS", else: 2) > 2)) struct NightlyChains {
    @Test func `NATS JetStream has every event once`() throws {
      try ScratchHouse.with { house in
        let nats = try Programs.find("nats-server", package: "nats-server")
        let server = try ChainServer("nats", in: house) { port, folder in
          [nats, "-js", "-a", "127.0.0.1", "-p", "\(port)", "-sd", folder]
        }
        let kept = {
          try Programs.python([Checkout.script("nats_messages.py"), "\(server.port)"]).lines
        }
        let command = "\(ChainEvening.recipe("nats.py")) 127.0.0.1 \(server.port)"
        let evening = ChainEvening(house: house, command: command, kept: kept)
        try evening.play(leave: { try server.end() }, comeBack: server.start)
        try evening.expectAll(kept())
      }
    }

    /// MQTT knows no ids: a reader keeps each once.
    @Test func `mosquitto brings every event to an office that was subscribed`() throws {
      try ScratchHouse.with { house in
        let mosquitto = try Programs.find("mosquitto", package: "mosquitto")
        let reader = try Programs.find("mosquitto_sub", package: "mosquitto-clients")
        let server = try ChainServer("mosquitto", in: house) { port, folder in
          let settings = """
            listener \(port) 127.0.0.1
            allow_anonymous true
            user root
            persistence true
            persistence_location \(folder)/
            max_queued_messages 0
            """
          return [mosquitto, "-c", try house.file("mosquitto.conf", settings + "\n")]
        }
        let office = [
          reader, "-p", "\(server.port)", "-i", "office", "-c", "-q", "1", "-t", "galley",
        ]
        _ = try ask(house, office + ["-E"])
        _ = try house.launch(office, log: house.root + "/office")
        let kept = { try String(contentsOfFile: house.root + "/office.out", encoding: .utf8).splitLines }
        let command = "\(ChainEvening.recipe("mosquitto.sh")) 127.0.0.1 \(server.port) galley"
        let evening = ChainEvening(house: house, command: command, kept: kept)
        // A broker that is killed has lost what it had not yet written; the manual says so.
        try evening.play(leave: { try server.end(SIGTERM) }, comeBack: server.start)
        try evening.expectAll(ChainEvening.eachOnce(kept()))
      }
    }

    /// The mock broker of librdkafka, which keeps all in memory: it can't be ended in the middle.
    @Test func `kcat brings every event to a mock of Kafka`() throws {
      try ScratchHouse.with { house in
        let kcat = try Programs.find("kcat", package: "kcat")
        let words = [kcat, "-C", "-t", "held", "-b", "mock", "-X", "test.mock.num.brokers=1", "-d", "mock"]
        _ = try house.launch(words, log: house.root + "/kafka")
        let broker = try waitFor("the mock broker") {
          try String(contentsOfFile: house.root + "/kafka.err", encoding: .utf8)
            .firstMatch(of: /bootstrap\.servers=([0-9.:]+)/)?.output.1
        }
        let kept = {
          try ask(house, [kcat, "-C", "-q", "-b", "\(broker)", "-t", "galley", "-o", "beginning", "-e"])
        }
        let command = "\(ChainEvening.recipe("kafka.sh")) \(broker) galley"
        let evening = ChainEvening(house: house, command: command, kept: kept)
        try evening.play()
        try evening.expectAll(ChainEvening.eachOnce(kept()))
      }
    }

    @Test func `DuckDB answers for the files of two venues`() throws {
      let python = try PythonPackages.analysis.get()
      try ScratchHouse.with { office in
        for (venue, price, orders) in [("maple", "12.50", 2), ("oak", "0.07", 1)] {
          let events = try paidOrders(of: venue, price: price, count: orders)
          try makeDirectory("\(office.root)/\(venue)")
          _ = try office.file("\(venue)/events.jsonl", events)
        }
        let script = """
          import os, sys, duckdb
          os.chdir(sys.argv[1])
          for statement in duckdb.extract_statements(open(sys.argv[2]).read()):
              for row in duckdb.execute(statement).fetchall():
                  print(*row, sep="|")
          """
        let answer = try ask(office, [python, "-c", script, office.root, ChainEvening.recipe("duckdb.sql")])
        let day = try ChainEvening.businessDay()
        #expect(answer.prefix(2) == ["maple|\(day)|2500", "oak|\(day)|7"])
        // The dishes' medians are those of their one or two samples.
        #expect(
          Set(answer.dropFirst(2).map { String($0.prefix { $0 != "." }.dropLast()) })
            == ["maple's|2|", "oak's|1|"])
      }
    }

    /// P19 in small: `.ci/venues` counts by itself that all arrives.
    @Test func `the measure of many venues runs`() throws {
      let programs = URL(fileURLWithPath: try PartnerBinary.path()).deletingLastPathComponent().path
      let python = try Programs.find("python3", package: "python3")
      let run = try Subprocess(
        [python, Checkout.root.path + "/.ci/venues", programs, "3", "25"],
        environment: ProcessInfo.processInfo.environment
      ).finish(within: 240)
      #expect(run.status == 0, "\(run.errors)")
      // An order has eight events, from its opening to its payment.
      #expect(run.lines.count == 5 && run.output.hasPrefix("3 venues, 600 events, medians of 3: "))
    }

    /// What a venue exports after so many paid orders of one dish.
    private func paidOrders(of venue: String, price: String, count: Int) throws -> String {
      try ScratchHouse.with(settings: "venue = \(venue)\nname = till\nletter = B\n") { house in
        for table in 0..<count {
          let code = try house.open("--table", "T\(table)").code
          try house.done("order", "add", code, "--open-item", "\(venue)'s", "--price", price)
          for step in ["submit", "start", "ready", "bill"] { try house.done("order", step, code) }
          try house.done("pay", "cash", code, price)
        }
        return try house.done("export", "events").output
      }
    }
  }
}
