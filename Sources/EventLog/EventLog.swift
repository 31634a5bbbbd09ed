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
  public let report: OpenReport
  public internal(set) var condition: Condition
  /// Which events are missing while the log is damaged: what ``heal(_:isComplete:at:)`` needs. Ascending.
  ///
  /// A hole at the end of an origin's history shows in none of them: whoever knows more of that origin fills it.
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
  private var lineBefore: Checkpoint.LastLine?
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
  ///   - now: dates the name of what is set aside; nothing else.
  ///   - deliver: called with each event that is held, in order of the log; see ``Replayed``.
  /// - Throws: where the directory is held by another process, open to others, or does not read at all. What is
  ///   merely damaged is in ``report``.
  public static func open(
    on disk: any Disk, venue: String, limits: LogLimits = .standard, at now: Timestamp,
    deliver: (Replayed) -> Void
  ) throws(DiskFault) -> EventLog {
    let opening = Opening(disk, venue: venue, limits: limits, now: now)
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

  /// Writes a batch behind what is there. It is not durable before ``sync()``.
  ///
  /// Each event must follow what is held of its origin. Either all of the batch is taken or nothing; where it
  /// throws ``LogFault/unproven(_:)`` while the log was writing, all of it is taken, and becomes durable with
  /// ``resume()``.
  public func append(_ events: [Event]) throws(LogFault) {
    try requireWriting()
    guard !events.isEmpty else { return }
    var size = 0
    for index in events.indices { size += events[index].line.count + 1 }
    guard size <= limits.batchBytes else { throw .tooMuch(limitBytes: limits.batchBytes) }
    let undo = try take(events)
    do throws(LogFault) {
      try makeRoom(for: size)
    } catch {
      if case .unproven = error { keep(events, size) } else { restore(undo) }
      throw error
    }
    let before = end
    keep(events, size)
    do throws(DiskFault) {
      try disk.writeWhole(unsettled[Int(before.offset - settled.offset)...], to: active, at: before.offset)
    } catch {
      guard error.kind != .io, cutPartialLine(at: before) else {
        condition = .unproven(error)
        throw .unproven(error)
      }
      drop(events, size, undo)
      throw .refused(error)
    }
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

  private func abandonJournal() {
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
  private func requireName() throws(LogFault) {
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

extension EventLog {
  private typealias Undo = [(origin: Origin, tips: [ChainTip])]

  /// Lets the tips follow a batch; what they were before is returned.
  private func take(_ events: [Event]) throws(LogFault) -> Undo {
    var undo: Undo = []
    // By index: an event has many parts, and a copy of each is more work than all the rest.
    for index in events.indices {
      if undo.last?.origin != events[index].origin {
        undo.append((events[index].origin, tips.histories(of: events[index].origin)))
      }
      if tips.follow(events[index]) { continue }
      guard isFork(events[index], behind: events[..<index]) else {
        restore(undo)
        throw .chain(index: index)
      }
      tips.fork(events[index])
    }
    return undo
  }

  private func restore(_ undo: Undo) {
    for (origin, histories) in undo.reversed() { tips.set(histories, of: origin) }
  }

  /// Whether an event begins a second history: it follows an event that is held or stands before it in its batch,
  /// and it is itself neither.
  private func isFork(_ event: Event, behind batch: ArraySlice<Event>) -> Bool {
    guard event.seq <= tips.tip(of: event.origin).seq, !batch.contains(where: { $0.hash == event.hash })
    else {
      return false
    }
    reader.advance(to: end)
    if batch.contains(where: { $0.hash == event.prev && $0.seq == event.seq - 1 && $0.origin == event.origin }
    ) {
      return (try? !reader.hashes(of: event.origin, seq: event.seq).contains(event.hash)) ?? false
    }
    return (try? reader.isForkPoint(of: event, venue: tips.venue)) ?? false
  }

  /// Sees to it that a batch may be written: there is memory for it, and the segment is not full.
  private func makeRoom(for size: Int) throws(LogFault) {
    if unsettled.count + size > limits.batchBytes { try settle() }
    if end.offset >= limits.segmentBytes { try seal() }
  }

  private func keep(_ events: [Event], _ size: Int) {
    for index in events.indices {
      unsettled += events[index].line
      unsettled.append(UInt8(ascii: "\n"))
    }
    end = end.advanced(by: size)
    eventCount += Int64(events.count)
    lineBefore = lastLine
    if let last = events.last {
      let start = end.advanced(by: -last.line.count - 1)
      lastLine = Checkpoint.LastLine(position: start, length: UInt32(last.line.count), hash: last.hash)
    }
  }

  private func drop(_ events: [Event], _ size: Int, _ undo: Undo) {
    unsettled.removeLast(size)
    end = end.advanced(by: -size)
    eventCount -= Int64(events.count)
    lastLine = lineBefore
    restore(undo)
  }

  /// Cuts what a failed write left behind the last whole line.
  private func cutPartialLine(at position: LogPosition) -> Bool {
    do throws(DiskFault) {
      try disk.truncate(active, to: position.offset)
      return true
    } catch {
      return false
    }
  }
}
