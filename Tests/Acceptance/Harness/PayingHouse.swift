import Foundation
import Glibc
import TestAids

/// A house that takes cards: its terminal, the partner process beside it, the provider, and the door for webhooks.
///
/// Between terminal and partner stands `held_partner.py`, and under the terminal's log a disk that can be held: so a test
/// stands between two steps of a payment, and nothing hangs on time.
final class PayingHouse {
  let house: ScratchHouse
  let provider: FakeStripe
  private var server: Subprocess
  private let door: StripeDoor
  /// What is tried just now, for what goes wrong in it.
  var place = ""

  /// Where somebody stands between two steps.
  enum Hold {
    /// Before the next bytes of the log are written …
    case beforeDisk
    /// … or when they are in the file, and nobody has been told.
    case afterDisk
    /// Before the next line with this text is handed over.
    case toPartner(String)
    case fromPartner(String)
    /// A call to a path at the provider has come, and nothing is done about it …
    case beforeProvider(String)
    /// … or it is done, and nobody has been told.
    case afterProvider(String)
  }

  /// Whom a kill meets: the partner is a process of its own.
  enum Victim: String {
    case both, terminal, partner
  }

  /// - Parameters:
  ///   - name: what the partner is called here.
  ///   - provider: another house's, which is this one's too.
  init(_ house: ScratchHouse, name: String = "stripe", provider: FakeStripe? = nil) throws {
    self.house = house
    self.provider = try provider ?? FakeStripe()
    let partner = try PartnerBinary.path()
    let python = try Programs.find("python3", package: "python3")
    let command = [python, "-B", Checkout.script("held_partner.py"), house.root, partner, "stripe"]
    try house.set("partner.\(name).command = \(command.joined(separator: " "))")
    server = try Self.serve(house)
    door = try StripeDoor(house, at: self.provider, name: name)
    try waitForPartner()
  }

  /// - Parameter isSynced: whether the disk is held when what is new is written, and not before.
  private static func serve(_ house: ScratchHouse, holdingSync isSynced: Bool = false) throws -> Subprocess {
    // The log becomes durable by its journal; the segment is synced when nothing else is to do.
    let disk = FaultyDisk(
      calls: isSynced ? "fdatasync" : "pwrite", error: "hold", count: nil, name: isSynced ? "/journal" : "",
      isArmed: false)
    guard let server = try house.serve(on: disk) else {
      throw Failure("galley serve: \(try house.serveSaid())")
    }
    return server
  }

  // MARK: Between two steps

  private var holdFile: String { house.root + "/hold" }
  private var heldFile: String { house.root + "/held" }

  /// Stands there from the next time on that somebody comes that way.
  func hold(_ hold: Hold) throws {
    switch hold {
    case .beforeDisk: try house.armFaults()
    case .afterDisk:
      // Which call of the disk is held is said at the start.
      try restart(holdingSync: true)
      try house.armFaults()
    case .toPartner(let text): try write("terminal \(text)", to: holdFile)
    case .fromPartner(let text): try write("partner \(text)", to: holdFile)
    // Longer than any of these tests.
    case .beforeProvider(let path): try provider.hang(path, afterwards: false, milliseconds: 60_000)
    case .afterProvider(let path): try provider.hang(path, afterwards: true, milliseconds: 60_000)
    }
  }

  /// Does what leads there, and waits until somebody stands there.
  ///
  /// - Returns: what was begun, and may never end.
  func stand<Begun>(at hold: Hold, when begin: () throws -> Begun) throws -> Begun {
    try self.hold(hold)
    let disk = house.failedCalls().count
    try? FileManager.default.removeItem(atPath: heldFile)
    let calls = try self.calls(hold)
    let begun = try begin()
    try waitUntil("somebody to stand at \(hold)") {
      switch hold {
      case .beforeDisk, .afterDisk: house.failedCalls().count > disk
      case .toPartner, .fromPartner: FileManager.default.fileExists(atPath: heldFile)
      case .beforeProvider, .afterProvider: try self.calls(hold) > calls
      }
    }
    return begun
  }

  private func calls(_ hold: Hold) throws -> Int {
    switch hold {
    case .beforeDisk, .afterDisk, .toPartner, .fromPartner: 0
    case .beforeProvider(let path): try provider.calls(path, areDone: false)
    case .afterProvider(let path): try provider.calls(path, areDone: true)
    }
  }

  /// Whoever stands anywhere but at the provider goes on.
  func letGo() throws {
    for file in [holdFile, house.root + "/faults-on"] where FileManager.default.fileExists(atPath: file) {
      try FileManager.default.removeItem(atPath: file)
    }
  }

  // MARK: Kills

  /// Kills with SIGKILL, starts what was killed again, and waits until the partner is there.
  func kill(_ victim: Victim) throws {
    switch victim {
    case .both:
      try stopTerminal()
      try stopPartner()
      try restart()
    case .terminal: try restart()
    case .partner:
      let before = try group()
      try stopPartner()
      try letGo()
      try waitUntil("the partner to be begun again") { try group() != before }
    }
    try waitForPartner()
  }

  /// Starts the terminal anew, killing the one before.
  private func restart(holdingSync isSynced: Bool = false) throws {
    try stopTerminal()
    try letGo()
    server = try Self.serve(house, holdingSync: isSynced)
    try waitForPartner()
  }

  private func stopTerminal() throws {
    server.signal(SIGKILL)
    _ = try server.exit(within: 10)
  }

  /// The partner, and what stands before it.
  private func stopPartner() throws { _ = Glibc.kill(-(try group()), SIGKILL) }

  private func group() throws -> pid_t {
    try waitFor("the partner's process group") {
      pid_t((try? String(contentsOfFile: house.root + "/group", encoding: .utf8)) ?? "")
    }
  }

  private func waitForPartner() throws {
    try waitUntil("the partner to run") {
      try house.jsonLines("partner", "list").contains { $0["state"] == .string("running") }
    }
  }

  // MARK: Webhooks

  /// The provider tells of something; the call goes on beside the test.
  func send(_ type: String, about object: String) throws -> Caller {
    try send(try provider.event(type, object))
  }

  func send(_ event: Json) throws -> Caller { try door.send(event) }
}

extension ScratchHouse {
  /// One more line of `galley.conf`.
  func set(_ line: String) throws {
    let settings = data + "/galley.conf"
    try write(bytes(of: settings) + Array("\(line)\n".utf8), to: settings)
  }
}
