import Dining
import EventLog
import Events
import SimulatedDisk
import Venue

/// The data directory of a box, opened as `HouseDirectory` opens it.
struct Directory {
  let identity: Identity
  let log: EventLog
  let memory: Memory

  static let venue = "maple"
  private static let identityPath = "identity.json"
  private static let identityBytesLimit = 64 << 10

  /// Small, so that segments are sealed and the journal goes round often.
  static var limits: LogLimits {
    var limits = LogLimits()
    limits.segmentBytes = 24 << 10
    limits.journalRecordBytes = 8 << 10
    limits.journalBytes = 64 << 10
    limits.batchBytes = 4 << 20
    return limits
  }

  static func open(_ box: Box) throws -> Directory {
    let disk = box.disk
    let known = try identity(on: disk)
    let proposed = try known ?? newIdentity(box)
    var replay = HouseReplay(proposed)
    let log = try EventLog.open(
      on: disk, venue: proposed.venue, limits: limits, reduction: House.reduction, at: box.wall()
    ) { step in
      switch step {
      case .summary(let blob): replay.take(notes: blob)
      case .retained(let event): replay.take(retained: event)
      case .event(let event): replay.take(event)
      case .progress: break
      }
    }
    let identity = try settled(proposed, box, hasLost: log.report.loss != nil)
    let reader = LogReader(on: disk, durable: log.durable)
    let memory = try replay.finish { try reader.events(of: $0) }
    return Directory(identity: identity, log: log, memory: memory)
  }

  private static func settled(_ proposed: Identity, _ box: Box, hasLost: Bool) throws(DiskFault) -> Identity {
    let held = try identity(on: box.disk)
    let before = held ?? proposed
    let origin = hasLost ? try newOrigin(before.terminal, box) : before.origin
    let identity = Identity(venue: before.venue, origin: origin, letter: before.letter, owed: before.owed)
    if identity != held { try keep(identity, on: box.disk) }
    return identity
  }

  /// The next start is one under another origin.
  static func renew(_ box: Box) throws(DiskFault) {
    guard let before = try identity(on: box.disk) else { return }
    let origin = try newOrigin(before.terminal, box)
    try keep(
      Identity(venue: before.venue, origin: origin, letter: before.letter, owed: before.owed), on: box.disk)
  }

  static func keep(_ identity: Identity, on disk: SimulatedDisk) throws(DiskFault) {
    try disk.replace(identityPath, with: identity.json.canonicalBytes)
  }

  private static func identity(on disk: SimulatedDisk) throws(DiskFault) -> Identity? {
    guard let bytes = try disk.readWhole(identityPath, limit: identityBytesLimit) else { return nil }
    guard let json = try? JSONParser.parse(bytes), let identity = Identity(json) else {
      throw DiskFault(.wrongKind, "read", identityPath)
    }
    return identity
  }

  private static func newIdentity(_ box: Box) throws(DiskFault) -> Identity {
    Identity(venue: venue, origin: try newOrigin(box.settings.hostName, box), letter: box.settings.letter)
  }

  private static func newOrigin(_ terminal: String, _ box: Box) throws(DiskFault) -> Origin {
    guard let origin = Origin(terminal: terminal, random: UInt32(truncatingIfNeeded: box.chance.word()))
    else {
      throw DiskFault(.wrongKind, "name", identityPath)
    }
    return origin
  }
}
