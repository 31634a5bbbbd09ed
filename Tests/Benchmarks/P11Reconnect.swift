import Events

extension Figure {
  /// P11: what two terminals that hold the same say to each other when they meet again.
  static let p11 = Figure(name: "P11", measure: "bytes exchanged on reconnecting with nothing new") {
    let (small, large) = (try Reconnection(events: 1_000), try Reconnection(events: 1_000_000))
    let bytes = try medians(rounds: 3) {
      Double(try large.bytes())
    } _: {
      Double(try small.bytes())
    }
    return [
      Result(
        label: "bytes of both directions, 1,000,000 events beside 1,000", ours: bytes.ours,
        yardstick: bytes.yardstick, unit: "bytes", reach: .atMost(1.05))
    ]
  }
}

/// Two terminals with one past.
struct Reconnection {
  private let house: LinkedHouse

  init(events: Int) throws {
    house = try LinkedHouse()
    let past = try History.directory(events, .checkpointed)
    try house.give("till", past: past)
    try house.give("pass", past: past, letter: "C")
  }

  /// From the first byte until both have said that they hold the same, and nothing more is said.
  func bytes() throws -> Int {
    let till = try house.serve(house.listening("till"))
    defer { till.end() }
    let link = try ControlLink(data: house.data("till"))
    let pass = try house.serve(house.dialing("pass", letter: "C"))
    defer { pass.end() }
    let other = try ControlLink(data: house.data("pass"))
    try LinkedHouse.wait("both to agree") { try link.agrees() && other.agrees() }
    var said = 0
    // A ping goes out at once and then every five seconds: what stands still for a quarter of one is all.
    try LinkedHouse.wait("silence", everyMs: 250) {
      let before = said
      said = try link.bytesExchanged()
      return said == before
    }
    return said
  }
}

extension ControlLink {
  /// Whether every other terminal has said that it holds the same; false where there is none.
  func agrees() throws -> Bool {
    let peers = try objects(["peers"])
    return !peers.isEmpty && peers.allSatisfy { $0["agrees"] == .bool(true) }
  }

  fileprivate func bytesExchanged() throws -> Int {
    try objects(["peers"]).reduce(0) { sum, peer in
      sum + Int((peer["bytes_received"]?.int ?? 0) + (peer["bytes_sent"]?.int ?? 0))
    }
  }
}
