import Foundation
import Glibc

/// A terminal's place among others: its settings, and the key that all of them hold.
struct Place {
  var name = "till"
  var letter = "B"
  let port: Int
  var peers: [Int] = []
  var isProved = true

  /// The venue's key: 32 bytes that no test ever changes, each of another value.
  static let key = (0..<32).map { UInt8(0x60 &+ $0) }

  init(
    _ name: String = "till", letter: String = "B", port: Int? = nil, peers: [Int] = [], isProved: Bool = true
  )
    throws
  {
    (self.name, self.letter, self.peers, self.isProved) = (name, letter, peers, isProved)
    self.port = try port ?? Port.free()
  }

  var settings: String {
    let lines =
      ["venue = maple", "name = \(name)", "letter = \(letter)", "listen = 127.0.0.1:\(port)"]
      + peers.map { "peer = 127.0.0.1:\($0)" } + (isProved ? [] : ["insecure-loopback = yes"])
    return lines.map { $0 + "\n" }.joined()
  }
}

extension ScratchHouse {
  /// The file with ``Place/key``.
  var key: String { root + "/key" }

  /// A house at a place among others; its programs read the key.
  static func with<Result>(_ place: Place, _ body: (ScratchHouse) throws -> Result) throws -> Result {
    try with(settings: place.settings) { house in
      if place.isProved {
        _ = try house.file("key", Place.key)
        let settings = house.data + "/galley.conf"
        try write(bytes(of: settings) + Array("key-file = \(house.key)\n".utf8), to: settings)
      }
      return try body(house)
    }
  }

  /// Several of them at once.
  static func with<Result>(_ places: [Place], _ body: ([ScratchHouse]) throws -> Result) throws -> Result {
    func enter(_ left: ArraySlice<Place>, _ houses: [ScratchHouse]) throws -> Result {
      guard let place = left.first else { return try body(houses) }
      return try with(place) { try enter(left.dropFirst(), houses + [$0]) }
    }
    return try enter(places[...], [])
  }

  /// `galley serve`, accepting links at its port when this returns.
  @discardableResult func serve(at place: Place, dialling peers: [Int] = []) throws -> Subprocess {
    let process = try serve(peers.flatMap { ["--peer", "127.0.0.1:\($0)"] })
    try waitUntil("galley serve to accept links at port \(place.port)") { Port.answers(place.port) }
    return process
  }

  /// What `galley peers` knows of one other terminal.
  func peer(_ terminal: String) throws -> Json {
    try jsonLines("peers").first { $0["terminal"] == .string(terminal) } ?? .null
  }

  /// Waits until `galley peers` has somebody in a state.
  func waitForPeer(_ terminal: String, state: String = "in_touch", limit: Double = 15) throws {
    var last = Json.null
    do {
      try waitUntil("\(terminal) to be \(state)", limit: limit) {
        last = try peer(terminal)
        return last["state"] == .string(state)
      }
    } catch { throw Failure("\(error); galley peers said \(last)") }
  }

  /// The codes of the live orders, in order.
  func codes() throws -> [String] {
    try jsonLines("order", "list").compactMap { $0["short_code"].string }.sorted()
  }

  /// An order with one dish of its own, sent to the kitchen; no menu is needed.
  func sendOrder(table: String) throws -> String {
    let code = try open("--table", table).code
    try done("order", "add", code, "--open-item", "Soup", "--price", "4")
    try done("order", "submit", code)
    return code
  }
}

/// Waits until all houses print the same state, and gives it.
@discardableResult func waitForOneState(_ houses: [ScratchHouse], limit: Double = 20) throws -> String {
  var states: [String] = []
  do {
    try waitUntil("one state everywhere", limit: limit) {
      states = try houses.map { try $0.done("state", "--all").output }
      return Set(states).count == 1
    }
  } catch {
    let counts = try houses.map { try $0.events().count }
    throw Failure("\(error); events held: \(counts)")
  }
  return states[0]
}

/// What the system says of a running program's memory, in KiB: `VmRSS` now, `VmHWM` at most.
func memory(of process: Subprocess, _ field: String = "VmHWM") throws -> Int {
  let status = try String(contentsOfFile: "/proc/\(process.pid)/status", encoding: .utf8)
  guard let line = status.splitLines.first(where: { $0.hasPrefix(field) }),
    let size = Int(line.filter(\.isNumber))
  else { throw Failure("process \(process.pid) has no \(field); has it ended?") }
  return size
}
