import EventLog
import Events
import Foundation
import Host
import Venue

/// Data directories that hold a past of so many events; kept below `.build` for the next round and the next run.
enum History {
  enum Kind: String {
    /// The log alone: a start reads all of it.
    case plain
    /// With the checkpoint that a terminal would have written, as far back as it can be at a start.
    case checkpointed
  }

  /// Raised whenever the same seed makes other events.
  private static let edition = 3
  /// What one append takes: far less than a log lets wait for its sync.
  private static let batch = 2_000
  /// A terminal writes a checkpoint after 5,000 events, so a start reads so many at most.
  private static let eventsAfterCheckpoint = 4_999

  /// The path of a directory with a past of `count` events of orders and so many of guests, as it was made.
  ///
  /// A program that was cut off leaves its socket, which is taken away. One that wrote to the past, a checkpoint
  /// above all, has spoiled it for the next round: then it is made anew.
  static func directory(_ count: Int, guests: Int = 0, _ kind: Kind) throws -> String {
    let name = "past-\(edition)-\(count)\(guests > 0 ? "+\(guests)" : "")-\(kind.rawValue)"
    let path = "\(FileManager.default.currentDirectoryPath)/.build/\(name)"
    let asMade = path + ".listing"
    try? FileManager.default.removeItem(atPath: path + "/control.sock")
    if let listing = try? String(contentsOfFile: asMade, encoding: .utf8),
      listing == (try? Self.listing(path))
    {
      return path
    }
    try? FileManager.default.removeItem(atPath: path)
    try make(count, guests, kind, at: path)
    try listing(path).write(toFile: asMade, atomically: true, encoding: .utf8)
    return path
  }

  private static func make(_ count: Int, _ guests: Int, _ kind: Kind, at path: String) throws {
    let unfinished = path + ".unfinished"
    try? FileManager.default.removeItem(atPath: unfinished)
    var restaurant = Restaurant(total: count)
    try write(count, of: &restaurant, guests, to: unfinished, kind)
    try FileManager.default.moveItem(atPath: unfinished, toPath: path)
  }

  /// The files of the log and its checkpoints, each with its size and when it was last written.
  ///
  /// Without the journal: every start writes to it, and it makes no later start shorter.
  static func listing(_ path: String) throws -> String {
    try ["log", "checkpoint"].flatMap { folder in
      let files = try? FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(folder)")
      return try (files ?? []).filter { $0 != "journal" }.sorted().map { file in
        let facts = try FileManager.default.attributesOfItem(atPath: "\(path)/\(folder)/\(file)")
        let written = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(folder)/\(file) \(facts[.size] ?? 0) \(written)\n"
      }
    }.joined()
  }

  /// The lines of `count` events of a long past, without their newlines.
  static func events(_ count: Int) throws -> [Event] {
    var restaurant = Restaurant(total: count)
    var events: [Event] = []
    for _ in 0..<count { events.append(try restaurant.next()) }
    return events
  }

  private static func write(
    _ count: Int, of restaurant: inout Restaurant, _ guests: Int, to path: String, _ kind: Kind
  ) throws {
    var crowd = Guests()
    try write(to: path) { log in
      let total = count + guests
      let checkpointAt = kind == .checkpointed ? max(0, total - eventsAfterCheckpoint) : nil
      var waiting: [Event] = []
      for number in 1...total {
        // Spread evenly: the last event of all is one of an order.
        if number * count / total > (number - 1) * count / total {
          waiting.append(try restaurant.next())
        } else {
          let event = try crowd.next(at: restaurant.time)
          restaurant.take(event)
          waiting.append(event)
        }
        guard waiting.count == batch || number == total || number == checkpointAt else { continue }
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
    let log = try EventLog.open(
      on: disk, venue: Restaurant.venue, reduction: House.reduction, at: Restaurant.opens
    ) { _ in }
    let identity = try fill(log)
    while try log.rest() {}
    try log.close()
    try disk.replace("identity.json", with: identity.json.canonicalBytes)
  }
}
