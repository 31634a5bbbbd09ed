import Events

/// The log of one terminal: appends batches of events and makes them durable.
///
/// Owned by one thread. Nothing may be told to anyone before ``sync()`` has returned: then the events are found
/// again after a power cut. ``LogReader`` reads what is durable, on any other thread.
///
/// Two marks run through the log. Up to `durable` it is acknowledged; up to `settled` the segment itself is
/// synced. Between the two, the journal holds copies (see ``CommitJournal`` for why).
public final class EventLog {
  /// Whether events are taken, and why not.
  public enum Condition: Equatable, Sendable {
    case writing
    /// The disk failed; ``resume()`` tries to write anew what is not proven.
    case unproven(DiskFault)
    /// Something acknowledged does not read back.
    case damaged(LogFinding)
    /// The file system was read-only when the log was opened, or too full to set a torn tail aside.
    case readOnly(DiskFault)
    /// The log was deleted or moved away.
    case gone(String)
  }

  public let limits: LogLimits
  /// A number for what the heart makes of events and keeps of them, raised by it whenever that changes. It stands in
  /// each checkpoint: what an older reduction did not understand, it did not keep, so a start does not go out from its
  /// checkpoints and reads the whole log.
  public let reduction: UInt32
  public let report: OpenReport
  public internal(set) var condition: Condition
  /// Which events are missing while the log is damaged: what ``heal(_:isComplete:at:)`` needs. Ascending.
  ///
  /// Where the end of an origin's history is missing, no gap shows it, since this log does not know what came after.
  /// The peers that hold more of that origin send it as news.
  public internal(set) var gaps: [ChainGap] = []
  /// Where each origin's history ends, what waits for its sync included.
  public internal(set) var tips: ChainTips
  /// How many events the log holds, what waits for its sync included.
  public internal(set) var eventCount: Int64
  /// Behind the last line that was appended.
  public internal(set) var end: LogPosition
  /// Behind the last line that a power cut can no longer take back.
  public internal(set) var durable: LogPosition

  let disk: any Disk
  var active: OpenFile
  var activeIdentity: FileIdentity
  var sealed: [Checkpoint.SealedSegment]
  var lastLine: Checkpoint.LastLine?
  /// The last line before the batch that is being written.
  var lineBefore: Checkpoint.LastLine?
  /// Which of the sealed segments are known to have an index.
  var indexed: Set<SegmentNumber> = []
  /// Segments that the start left unread, since a checkpoint spoke for them; the next to be read last.
  var unread: [SegmentNumber] = []
  var journal: CommitJournal?
  /// Behind the last line that the segment itself is known to hold.
  var settled: LogPosition
  /// All bytes from `settled` to `end`: what is written anew where the disk fails.
  var unsettled: [UInt8] = []
  /// Looks up what is held, for an event that continues no history.
  let reader: LogReader
  private let lock: OpenFile?

  init(_ opened: Opening.Result) {
    disk = opened.disk
    limits = opened.limits
    reduction = opened.reduction
    report = opened.report
    condition = opened.condition
    tips = opened.tips
    eventCount = opened.eventCount
    end = opened.end
    durable = opened.end
    settled = opened.end
    active = opened.active
    activeIdentity = opened.activeIdentity
    sealed = opened.sealed
    lastLine = opened.lastLine
    journal = opened.journal
    lock = opened.lock
    reader = LogReader(on: opened.disk, durable: opened.end)
    if opened.report.checkpoint != nil { unread = opened.sealed.map(\.number) + [opened.end.segment] }
  }

  /// Opens the log in the disk's directory, makes one where there is none, and hands over what it holds.
  ///
  /// - Parameters:
  ///   - venue: what the chains start from.
  ///   - reduction: the number of the fold that gets what is delivered; see ``reduction``.
  ///   - now: dates the name of what is set aside; nothing else.
  ///   - deliver: called with each event that is held, in order of the log; see ``Replayed``.
  /// - Throws: where the directory is held by another process, open to others, or does not read at all. What is
  ///   merely damaged is in ``report``.
  public static func open(
    on disk: any Disk, venue: String, limits: LogLimits = .standard, reduction: UInt32, at now: Timestamp,
    deliver: (Replayed) -> Void
  ) throws(DiskFault) -> EventLog {
    let opening = Opening(disk, venue: venue, limits: limits, reduction: reduction, now: now)
    let log = EventLog(try opening.run(deliver))
    guard case .damaged = log.condition else { return log }
    do throws(DiskFault) {
      log.gaps = try LogSurvey(on: disk, venue: venue, end: log.end).gaps
    } catch {
      try? log.close()
      throw error
    }
    return log
  }

  /// Makes durable all that was appended.
  public func sync() throws(LogFault) {
    try requireWriting()
    guard durable < end else { return }
    try requireName()
    let bytes = unsettled[Int(durable.offset - settled.offset)...]
    if bytes.count <= limits.journalRecordBytes, journal?.hasRoom(for: bytes.count) == true {
      do throws(DiskFault) {
        try journal?.commit(bytes, at: durable)
        durable = end
        return
      } catch {
        // Whatever the journal holds now is right or unreadable; the log itself can prove the batch.
        abandonJournal()
      }
    }
    try settle()
  }

  /// Syncs the segment itself, so that the journal is no longer needed for it.
  func settle() throws(LogFault) {
    guard settled < end else { return }
    do throws(DiskFault) {
      try disk.syncData(active)
    } catch {
      condition = .unproven(error)
      throw .unproven(error)
    }
    settled = end
    durable = end
    unsettled.removeAll(keepingCapacity: unsettled.capacity <= limits.journalBytes)
    noteSettled()
  }

  /// Notes in the journal how far the segment is synced: a start then knows it without comparing.
  func noteSettled() {
    do throws(DiskFault) {
      if journal?.hasRoom(for: limits.journalRecordBytes) == false { journal?.startOver() }
      try journal?.note(end)
    } catch {
      abandonJournal()
    }
  }

  /// Goes on without a journal, after one that failed; ``rest()`` makes it anew.
  func abandonJournal() {
    journal?.close()
    journal = nil
  }

  /// Ends orderly: all is synced, the directory is free. The log takes nothing more.
  ///
  /// - Throws: where the last events could not be synced.
  public func close() throws(LogFault) {
    defer {
      abandonJournal()
      disk.close(active)
      if let lock { disk.close(lock) }
    }
    // What a disk that failed has not proven is not said to be kept.
    if durable < end { try requireWriting() }
    guard case .writing = condition else { return }
    try sync()
    try settle()
    try? journal?.finish(at: end)
  }

  func requireWriting() throws(LogFault) {
    switch condition {
    case .writing: return
    case .unproven(let fault): throw .unproven(fault)
    case .damaged(let finding): throw .damaged(finding)
    case .readOnly(let fault): throw .refused(fault)
    case .gone(let path): throw .gone(path)
    }
  }

  /// The cheap half of ``requireThere()``, before each commit: the name of the segment still leads somewhere.
  func requireName() throws(LogFault) {
    // A look that fails says nothing; the sync will.
    guard (try? disk.isThere(active.path)) == false else { return }
    condition = .gone(active.path)
    throw .gone(active.path)
  }

  /// Notices that the log or its segment was deleted, moved or replaced: then what is written would never be found
  /// again. Called when something has stirred in the directory.
  public func requireThere() throws(LogFault) {
    let path = active.path
    let found: FileStatus?
    do throws(DiskFault) {
      found = try disk.status(at: path)
    } catch {
      throw .refused(error)
    }
    guard found?.identity == activeIdentity else {
      condition = .gone(path)
      throw .gone(path)
    }
  }
}
