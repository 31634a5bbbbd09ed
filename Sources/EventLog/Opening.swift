import Events

/// A start: what is there is found, healed where that is certain, and handed over.
///
/// What is acknowledged is known from three sources: the journal's newest record, the newest checkpoint, and that
/// a segment is synced before the next one begins. Each says only what was true before it was written, so the
/// furthest of them is a lower bound and never too far. Behind it, whatever reads back is kept: it may have been
/// acknowledged, and if it was not, it does no harm. What does not read back there was never acknowledged, or the
/// disk has lost the journal and damaged the log in the same moments; it is set aside in a file, not destroyed.
final class Opening {
  struct Result {
    let disk: any Disk
    let limits: LogLimits
    let reduction: UInt32
    let report: OpenReport
    let condition: EventLog.Condition
    let tips: ChainTips
    let eventCount: Int64
    let end: LogPosition
    let active: OpenFile
    let activeIdentity: FileIdentity
    let sealed: [Checkpoint.SealedSegment]
    let lastLine: Checkpoint.LastLine?
    let journal: CommitJournal?
    let lock: OpenFile?
  }

  let disk: any Disk
  let venue: String
  let limits: LogLimits
  let reduction: UInt32
  let now: Timestamp
  var report = OpenReport()
  /// Set once the file system cannot be written: the log is shown and nothing more is changed.
  var readOnly: DiskFault?
  var lock: OpenFile?
  var segments: [Checkpoint.SealedSegment] = []
  var records: [(record: CommitJournal.Record, block: Int)] = []
  /// Up to here the log was acknowledged, at least.
  var acknowledged = LogPosition.start

  init(_ disk: any Disk, venue: String, limits: LogLimits, reduction: UInt32, now: Timestamp) {
    self.disk = disk
    self.venue = venue
    self.limits = limits
    self.reduction = reduction
    self.now = now
  }

  func run(_ deliver: (Replayed) -> Void) throws(DiskFault) -> Result {
    do throws(DiskFault) {
      return try open(deliver)
    } catch {
      if let lock { disk.close(lock) }
      // What could not be made is missing further on; the reason is the better answer.
      if error.kind == .notFound, let readOnly { throw readOnly }
      throw error
    }
  }

  private func open(_ deliver: (Replayed) -> Void) throws(DiskFault) -> Result {
    try prepareDirectories()
    try findFiles()
    records = try CommitJournal.records(on: disk, limit: CommitJournal.bytesLimit)
    try beginOrLoseLog()
    try restoreFromJournal()
    let store = CheckpointStore(disk: disk, venue: venue)
    var notes: [LogFinding] = []
    let base = try store.newest(fitting: segments, by: reduction) { notes.append($0) }
    report.notes += notes
    report.checkpoint = base?.path
    if report.loss == .tail {
      try writing { () throws(DiskFault) in try setAsideCheckpoints(besides: base?.path) }
    }
    if let base { acknowledged = max(acknowledged, base.checkpoint.position) }
    var replay = Replay(
      disk, venue: venue, from: base?.checkpoint, acknowledged: acknowledged,
      hasGaps: !report.damage.isEmpty)
    try replay.run(over: segments, deliver)
    report.damage += replay.damage
    report.linesRead = replay.linesRead
    if let torn = replay.torn { try cut(torn) }
    return try settle(replay)
  }

  private func prepareDirectories() throws(DiskFault) {
    try writing { () throws(DiskFault) in lock = try disk.lock(LogLayout.lock) }
    for directory in [LogLayout.log, LogLayout.checkpoints, LogLayout.quarantine] {
      try writing { () throws(DiskFault) in try disk.makeDirectory(directory) }
    }
    // Of what a program that was killed has made or renamed, the names may not be on the medium either.
    for directory in ["", LogLayout.log, LogLayout.checkpoints] {
      try writing { () throws(DiskFault) in try disk.syncDirectory(directory) }
    }
  }

  /// Does something that writes; where the file system is read-only or full, notes that and goes on without.
  func writing(_ change: () throws(DiskFault) -> Void) throws(DiskFault) {
    guard readOnly == nil else { return }
    do throws(DiskFault) {
      try change()
    } catch {
      guard error.kind == .readOnly || error.kind == .noSpace else { throw error }
      readOnly = error
    }
  }

  /// Files that were being written when the power went: nobody counts on them.
  private func removeUnfinished() throws(DiskFault) {
    for directory in [LogLayout.checkpoints, LogLayout.quarantine] {
      for name in try disk.names(in: directory) where name.hasSuffix(LogLayout.temporarySuffix) {
        try disk.removeIfThere("\(directory)/\(name)")
      }
    }
  }

  private func findFiles() throws(DiskFault) {
    try writing { () throws(DiskFault) in try removeUnfinished() }
    let names = try disk.names(in: LogLayout.log).sorted()
    segments = try SegmentList.segments(among: names, on: disk)
    for name in names where LogLayout.segmentNumber(name) == nil {
      let path = "\(LogLayout.log)/\(name)"
      if LogLayout.isUnfinishedSegment(name) {
        try writing { () throws(DiskFault) in try disk.removeIfThere(path) }
      } else {
        report.notes.append(
          LogFinding(
            file: path, offset: 0, length: 0, code: .unknown, message: "this file is not part of the log"))
      }
    }
    // What is seen may be a rename that was not on the medium when galley was killed; it must not be undone later.
    try writing { () throws(DiskFault) in try disk.syncDirectory(LogLayout.log) }
    for (before, after) in zip(segments, segments.dropFirst()) where after.number != before.number + 1 {
      noteMissing(before.number + 1, through: after.number - 1)
    }
    if let first = segments.first, first.number != 1 { noteMissing(1, through: first.number - 1) }
  }

  private func noteMissing(_ first: SegmentNumber, through last: SegmentNumber) {
    let names = first == last ? "this segment is" : "the segments up to \(LogLayout.segment(last)) are"
    report.damage.append(
      LogFinding(
        file: LogLayout.segment(first), offset: 0, length: 0, code: .missing, message: "\(names) missing"))
  }

  /// Makes the first segment, and notices a log that is gone.
  private func beginOrLoseLog() throws(DiskFault) {
    guard segments.isEmpty else { return }
    let promised = records.last?.record.end ?? .start
    let checkpoints = try CheckpointStore.names(on: disk)
    if promised > .start || !checkpoints.isEmpty {
      report.loss = .log
      try writing { () throws(DiskFault) in try setAsideRemains(checkpoints) }
      records = []
    }
    try begin(1)
  }

  /// Keeps checkpoints that speak of more than the log still holds where somebody may look at them.
  private func setAsideCheckpoints(besides used: String?) throws(DiskFault) {
    let mark = LogLayout.quarantined(acknowledged, at: now)
    for name in try CheckpointStore.names(on: disk) where "\(LogLayout.checkpoints)/\(name)" != used {
      try disk.rename("\(LogLayout.checkpoints)/\(name)", to: "\(mark)-\(name)")
    }
    try disk.syncDirectory(LogLayout.quarantine)
    try disk.syncDirectory(LogLayout.checkpoints)
  }

  /// Moves what belonged to a log that is gone out of the way of the new one.
  private func setAsideRemains(_ checkpoints: [String]) throws(DiskFault) {
    let mark = LogLayout.quarantined(.start, at: now)
    for name in checkpoints {
      try disk.rename("\(LogLayout.checkpoints)/\(name)", to: "\(mark)-\(name)")
    }
    for name in try disk.names(in: LogLayout.checkpoints) where LogLayout.indexedSegment(name) != nil {
      try disk.remove("\(LogLayout.checkpoints)/\(name)")
    }
    if try disk.status(at: LogLayout.journal) != nil {
      try disk.rename(LogLayout.journal, to: "\(mark)-journal")
    }
    try disk.syncDirectory(LogLayout.quarantine)
    try disk.syncDirectory(LogLayout.checkpoints)
  }

  func begin(_ number: SegmentNumber) throws(DiskFault) {
    try writing { () throws(DiskFault) in
      disk.close(try disk.open(LogLayout.segment(number), for: .replacing))
      try disk.syncDirectory(LogLayout.log)
    }
    segments.append(Checkpoint.SealedSegment(number: number, bytes: 0))
  }
}
