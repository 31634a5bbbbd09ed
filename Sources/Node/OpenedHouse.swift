import EventLog
import Events
import Venue

/// A data directory that was opened: who this terminal is, its log, and what the log has told the heart.
public struct OpenedHouse<Directory: Disk> {
  public let disk: Directory
  public let identity: Identity
  /// Handed over to the log's writer once, and not touched here after that.
  public nonisolated(unsafe) let log: EventLog
  public let memory: Memory

  /// Opens the log and replays it; a new directory gets a log, and the identity `proposed`.
  ///
  /// - Parameters:
  ///   - proposed: who a new terminal is.
  ///   - asked: the name and letter that flags or settings ask for.
  ///   - now: dates the name of what is set aside.
  ///   - random: makes a new origin, where one is needed.
  ///   - progress: called with how many bytes of how many are read.
  /// - Throws: where the directory is held by another process, open to others, or does not read at all.
  public static func open(
    on disk: Directory, proposed: Identity, asked: IdentityFile.Wish, limits: LogLimits = .standard,
    at now: Timestamp, random: UInt32, progress: (Int64, Int64) -> Void = { _, _ in }
  ) throws(DiskFault) -> OpenedHouse {
    let file = IdentityFile(on: disk)
    let proposed = try file.read() ?? proposed
    var replay = HouseReplay(proposed)
    let log = try EventLog.open(
      on: disk, venue: proposed.venue, limits: limits, reduction: House.reduction, at: now
    ) { step in
      switch step {
      case .summary(let blob): replay.take(notes: blob)
      case .retained(let event): replay.take(retained: event)
      case .event(let event): replay.take(event)
      case .progress(let done, let all): progress(done, all)
      }
    }
    let identity = try file.settle(
      proposed, asked: asked, hasLost: log.report.loss != nil, random: random)
    let reader = LogReader(on: disk, durable: log.durable)
    let memory = try replay.finish { order throws(DiskFault) in try reader.events(of: order) }
    return OpenedHouse(disk: disk, identity: identity, log: log, memory: memory)
  }
}
