import Events
import Foundation
import Glibc
import Venue

/// Terminals of one house on this machine: they share a key, and all dial the first one.
struct LinkedHouse {
  let galley: Galley
  private let scratch: ScratchDirectory
  private let port: UInt16

  init() throws {
    galley = try Galley()
    scratch = try ScratchDirectory()
    port = try Loopback.freePort()
    let key = Data((0..<64).map { UInt8(ascii: "a") + $0 % 26 })
    guard
      FileManager.default.createFile(
        atPath: keyPath, contents: key, attributes: [.posixPermissions: 0o600])
    else { throw POSIXError(.EIO) }
  }

  private var keyPath: String { scratch.path + "/key" }

  /// The data directory of a terminal.
  func data(_ name: String) -> String { "\(scratch.path)/\(name)" }

  /// The flags of the one that is dialed.
  func listening(_ name: String) -> [String] { flags(name) + ["--listen", "127.0.0.1:\(port)"] }

  /// The flags of one that dials it, from a directory that may be empty yet.
  func dialing(_ name: String, letter: String) -> [String] {
    flags(name) + ["--peer", "127.0.0.1:\(port)", "--name", name, "--letter", letter]
  }

  private func flags(_ name: String) -> [String] {
    ["--data", data(name), "--venue", Restaurant.venue, "--key-file", keyPath]
  }

  func serve(_ flags: [String]) throws -> Child {
    try Child(galley.path, flags + ["serve"], input: "/dev/null", output: nil)
  }

  /// Gives a terminal a past, as a copy of what lies elsewhere.
  ///
  /// - Parameter letter: of one that has fetched that past from the terminal that wrote it; nil for that one.
  func give(_ name: String, past: String, letter: Character? = nil) throws {
    try FileManager.default.copyItem(atPath: past, toPath: data(name))
    guard let letter, let origin = Origin(terminal: name, random: 7) else { return }
    let identity = Identity(venue: Restaurant.venue, origin: origin, letter: letter)
    try Data(identity.json.canonicalBytes).write(to: URL(filePath: data(name) + "/identity.json"))
  }

  /// How long a terminal's log is, as the file system tells: to ask for it costs the terminal nothing.
  func logBytes(_ name: String) -> Int {
    let folder = data(name) + "/log"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".jsonl") }.reduce(0) { sum, file in
      let facts = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")
      return sum + (facts?[.size] as? Int ?? 0)
    }
  }

  struct NeverThere: Error, CustomStringConvertible {
    let what: String
    var description: String { "waited in vain: \(what)" }
  }

  /// Waits for something that is looked at every few milliseconds.
  static func wait(
    _ what: String, everyMs: UInt32 = 3, seconds: Double = 120, until isThere: () throws -> Bool
  ) throws {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while try !isThere() {
      guard ContinuousClock.now < deadline else { throw NeverThere(what: what) }
      usleep(everyMs * 1_000)
    }
  }
}
