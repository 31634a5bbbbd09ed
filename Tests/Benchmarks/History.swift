import EventLog
import Events
import Foundation
import Host
import Venue

/// Data directories that hold a past of so many events; kept below `.build` for the next run.
enum History {
  enum Kind: String {
    /// The log alone: a start reads all of it.
    case plain
    /// With the checkpoint that a terminal would have written, as far back as it can be at a start.
    case checkpointed
  }

  /// Raised whenever the same seed makes other events.
  private static let edition = 2
  /// What one append takes: far less than a log lets wait for its sync.
  private static let batch = 2_000
  /// A terminal writes a checkpoint after 5,000 events, so a start reads so many at most.
  private static let eventsAfterCheckpoint = 4_999

  /// The path of a directory with a past of `count` events.
  static func directory(_ count: Int, _ kind: Kind) throws -> String {
    let path = "\(FileManager.default.currentDirectoryPath)/.build/past-\(edition)-\(count)-\(kind.rawValue)"
    if FileManager.default.fileExists(atPath: path) { return path }
    let unfinished = path + ".unfinished"
    try? FileManager.default.removeItem(atPath: unfinished)
    var restaurant = Restaurant(total: count)
    try write(count, of: &restaurant, to: unfinished, kind)
    try FileManager.default.moveItem(atPath: unfinished, toPath: path)
    return path
  }

  /// The lines of `count` events of a long past, without their newlines.
  static func events(_ count: Int) throws -> [Event] {
    var restaurant = Restaurant(total: count)
    var events: [Event] = []
    for _ in 0..<count { events.append(try restaurant.next()) }
    return events
  }

  private static func write(
    _ count: Int, of restaurant: inout Restaurant, to path: String, _ kind: Kind
  ) throws {
    try write(to: path) { log in
      let checkpointAt = kind == .checkpointed ? max(0, count - eventsAfterCheckpoint) : nil
      var waiting: [Event] = []
      for number in 1...count {
        waiting.append(try restaurant.next())
        guard waiting.count == batch || number == count || number == checkpointAt else { continue }
        try log.append(waiting)
        try log.sync()
        waiting = []
        guard number == checkpointAt else { continue }
        try log.checkpoint(
          retained: restaurant.house.retained.map(\.line), blob: restaurant.notes.bytes)
      }
      return restaurant.identity
    }
  }

  /// Makes a data directory as a terminal leaves it.
  static func write(to path: String, _ fill: (EventLog) throws -> Identity) throws {
    let disk = try PosixDisk(root: path, program: "galley-bench")
    let log = try EventLog.open(on: disk, venue: Restaurant.venue, at: Restaurant.opens) { _ in }
    let identity = try fill(log)
    while try log.rest() {}
    try log.close()
    try disk.replace("identity.json", with: identity.json.canonicalBytes)
  }
}
