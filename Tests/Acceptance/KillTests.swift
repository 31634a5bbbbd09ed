import Foundation
import Glibc
import Randomness
import TestAids
import Testing

extension Sweeps {
  /// F1: a terminal killed at random moments under load loses nothing that it had acknowledged.
  @Suite struct Kill {
    private static let rounds = Given.count("GALLEY_KILL_ROUNDS", else: 10)
    /// Rounds in the life of one house before the next one is taken: a log of a busy shift.
    private static let roundsPerHouse = 25

    @Test func `F1: kill -9 under load loses nothing that a command reported`() throws {
      let rounds = Self.rounds
      var random = Seeded(seed: 1)
      var acknowledged = 0
      for first in stride(from: 0, to: rounds, by: Self.roundsPerHouse) {
        try ScratchHouse.with { house in
          var shift = try Shift(house: house)
          for round in first..<min(first + Self.roundsPerHouse, rounds) {
            try shift.round(
              killAfter: .random(in: 0.02...0.25, using: &random), name: "seed 1, round \(round)")
          }
          try shift.retryWhatFailed()
          acknowledged += shift.acknowledged.count
        }
      }
      print("\(rounds) rounds of kill -9: \(acknowledged) acknowledged events, none lost")
      #expect(acknowledged > rounds, "the load was real: more than one event a round")
    }

    /// A command that writes two events: the start finds both or neither, whenever the kill came.
    @Test func `F1: kill -9 parts no cancelled order from the table that it frees`() throws {
      var random = Seeded(seed: 2)
      try ScratchHouse.with { house in
        for round in 0..<Self.rounds {
          let server = try house.serve()
          let orders = try (1...8).map { try house.open("--table", "T\($0)").id }
          let running = try orders.map { try house.start(["order", "cancel", $0, "--reason", "fire"]) }
          let end = monotonicSeconds() + .random(in: 0.005...0.1, using: &random)
          while monotonicSeconds() < end {
            for command in running { _ = command.advance(milliseconds: 1) }
          }
          server.signal(SIGKILL)
          _ = try server.exit(within: 10)
          for command in running { _ = try command.finish(within: ScratchHouse.commandLimit) }
          try Self.expectPairs(house.events().map { try Json(text: $0) }, "seed 2, round \(round)")
        }
        #expect(try house.events().contains { $0.contains("table_freed") }, "the load was real")
      }
    }

    private static func expectPairs(_ events: [Json], _ name: String) throws {
      for (index, event) in events.enumerated() {
        let type = event["event_type"].string
        let other = type == "order_cancelled" ? 1 : type == "table_freed" ? -1 : 0
        guard other != 0 else { continue }
        let pair = events.indices.contains(index + other) ? events[index + other] : Json.null
        #expect(pair["order_id"] == event["order_id"], "\(name): event \(index) is alone")
        #expect(pair["origin"] == event["origin"], "\(name): event \(index) is alone")
      }
    }
  }
}

/// One house's life of being killed: commands by several processes at once, each under a key of its own.
private struct Shift {
  private let house: ScratchHouse
  private let orders: [String]
  private var nextKey = 0
  private var failed: [[String]] = []
  private(set) var acknowledged: Set<String> = []

  static let writers = 4

  init(house: ScratchHouse) throws {
    self.house = house
    orders = try (1...3).map { try house.open("--table", "T\($0)").id }
  }

  mutating func round(killAfter seconds: Double, name: String) throws {
    let server = try house.serve()
    let end = monotonicSeconds() + seconds
    var running: [Command] = []
    while monotonicSeconds() < end {
      while running.count < Self.writers { running.append(try nextCommand()) }
      for command in running { _ = command.process.advance(milliseconds: 1) }
      try collect(&running)
    }
    server.signal(SIGKILL)
    _ = try server.exit(within: 10)
    for command in running { _ = try command.process.finish(within: ScratchHouse.commandLimit) }
    try collect(&running)
    try check(name)
  }

  /// Gives every command that was not acknowledged once more, by its key: none may count twice.
  mutating func retryWhatFailed() throws {
    _ = try house.serve()
    for arguments in failed { acknowledged.formUnion(try house.done(arguments).lines) }
    let items = try orders.reduce(0) { $0 + (try house.show($1)["items"].elements.count) }
    guard items == nextKey else { throw Failure("\(nextKey) items were asked for, \(items) are there") }
  }

  private struct Command {
    let arguments: [String]
    let process: Subprocess
  }

  private mutating func nextCommand() throws -> Command {
    nextKey += 1
    let arguments = [
      "order", "add", orders[nextKey % orders.count], "--open-item", "Dish \(nextKey)", "--price", "1",
      "--json", "--idempotency-key", "writer:\(nextKey)",
    ]
    return Command(arguments: arguments, process: try house.start(arguments))
  }

  private mutating func collect(_ running: inout [Command]) throws {
    for command in running {
      guard let finished = command.process.finished else { continue }
      if finished.status == 0 {
        guard finished.lines.count == 1 else { throw Failure("done without its line: \(command.arguments)") }
        acknowledged.formUnion(finished.lines)
      } else {
        failed.append(command.arguments)
      }
    }
    running.removeAll { $0.process.finished != nil }
  }

  private func check(_ name: String) throws {
    try house.done("order", "list")
    let events = try house.events()
    let lost = acknowledged.subtracting(events)
    guard lost.isEmpty else { throw Failure("\(name): lost \(lost.count): \(lost.first ?? "")") }
    let verified = try house.galley("verify", "--json")
    guard verified.status == 0, try Json(text: verified.output)["findings"] == .array([]) else {
      throw Failure("\(name): verify says \(verified.output)")
    }
    let state = try house.done("state", "--all").output
    guard try state == ScratchHouse.stateFromNothing(events) else {
      throw Failure("\(name): the state differs from a replay from nothing")
    }
  }
}
