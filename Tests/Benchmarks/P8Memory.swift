import Foundation

extension Figure {
  /// P8: what a `galley serve` holds that has started on a history and answered a question.
  static let p8 = Figure(name: "P8", measure: "memory with a history and 60 live orders") {
    let large = try memory(1_000_000)
    let small = try memory(10_000)
    let crowded = try memory(10_000, guests: 1_000_000)
    return [
      Result(
        label: "resident memory of `galley serve`, 1,000,000 events beside 10,000",
        ours: large.residentMebibytes, yardstick: small.residentMebibytes, unit: "MiB", reach: .atMost(1.2)),
      Result(
        label: "most resident memory (VmHWM) with 1,000,000 events", ours: large.mostResidentMebibytes,
        unit: "MiB", reach: .atMost(64), stretch: .atMost(32)),
      Result(
        label: "resident memory of `galley serve`, 1,000,000 events of sessions and voices more, beside none",
        ours: crowded.residentMebibytes, yardstick: small.residentMebibytes, unit: "MiB", reach: .atMost(1.2)),
    ]
  }

  /// What a `galley serve` holds that has started on so many events of orders and of guests.
  static func memory(_ events: Int, guests: Int = 0) throws -> ProcessUse {
    let galley = try Galley()
    let path = try History.directory(events, guests: guests, .checkpointed)
    let server = try Child(galley.path, ["--data", path, "serve"], input: "/dev/null", output: 2)
    defer { server.cut() }
    let deadline = ContinuousClock.now + .seconds(20)
    while !FileManager.default.fileExists(atPath: path + "/control.sock"), ContinuousClock.now < deadline {
      usleep(5_000)
    }
    _ = try galley.run(["--data", path, "order", "list"])
    return try ProcessUse(of: server.id)
  }
}
