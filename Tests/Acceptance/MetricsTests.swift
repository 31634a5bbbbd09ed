import Foundation
import Testing

extension Acceptance {
  /// `galley metrics`, as Prometheus's own checker reads it, and beside what the system says of the process.
  @Suite struct Metrics {
    private static func check(_ text: String) throws -> Finished {
      let promtool = try Programs.find("promtool", package: "prometheus")
      return try ScratchHouse.with { house in
        let file = house.root + "/metrics"
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        return try Subprocess(
          [promtool, "check", "metrics"], environment: ProcessInfo.processInfo.environment, input: file
        ).finish(within: 30)
      }
    }

    @Test(arguments: [false, true])
    func `promtool finds nothing wrong`(throughSocket: Bool) throws {
      try ScratchHouse.with { house in
        if throughSocket { _ = try house.serve() }
        try house.done("order", "open")
        try house.done("partner", "enable", "exec", "--command", "cat")
        let text = try house.done("metrics").output
        let checked = try Self.check(text)
        #expect(
          checked.status == 0 && checked.output + checked.errors == "", "\(checked.output)\(checked.errors)")
        #expect(text.contains("galley_partner_up{partner=\"exec\"} "))
        #expect(text.contains("galley_partner_delivered_total{partner=\"exec\"} ") == throughSocket)
      }
    }

    @Test func `promtool would find a name that is none, and a unit that is no base unit`() throws {
      let checked = try Self.check(
        "# HELP galley_lag_milliseconds Lag.\n# TYPE galley_lag_milliseconds gauge\ngalley_lag_milliseconds 1\n"
      )
      #expect(checked.status != 0)
    }

    @Test func `the process's own numbers are in base units, and right`() throws {
      try ScratchHouse.with { house in
        let before = Date().timeIntervalSince1970
        let terminal = try house.serve()
        let after = Date().timeIntervalSince1970
        let lines = try house.done("metrics").lines
        func value(_ name: String) throws -> Double {
          let line = try #require(lines.first { $0.hasPrefix(name + " ") }, "\(name)")
          return try #require(Double(line.dropFirst(name.count + 1)))
        }
        let started = try value("process_start_time_seconds")
        #expect(started > before - 1 && started < after + 1)
        let cpu = try value("process_cpu_seconds_total")
        #expect(cpu > 0 && cpu < 60)
        let status = try String(contentsOfFile: "/proc/\(terminal.pid)/status", encoding: .utf8)
        let held = try #require(
          status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }?.split(
            whereSeparator: \.isWhitespace)[1])
        let kibibytes = try #require(Double(held))
        let resident = try value("process_resident_memory_bytes")
        #expect(abs(resident / 1_024 - kibibytes) < kibibytes / 2)
        #expect(!lines.contains { $0.contains("milliseconds") || $0.hasPrefix("galley_resident_bytes") })
      }
    }
  }
}
