import Events

/// What a start puts right.
extension Opening {
  /// Compares the end of the log with the journal's copies of it, and puts back what the log has lost.
  ///
  /// After an orderly end there are no copies: what differs then is damage, for a peer to heal and for `verify` to
  /// name.
  func restoreFromJournal() throws(DiskFault) {
    guard let last = segments.last else { return }
    acknowledged = LogPosition(segment: last.number, offset: 0)
    if try disk.status(at: LogLayout.journal) == nil {
      // Every start opens a journal. Without it any line that reads back may have been acknowledged.
      acknowledged = try endOfLastReadableLine(in: last)
    }
    guard let newest = records.last?.record, newest.position.segment >= last.number else { return }
    guard newest.position.segment == last.number else {
      return try loseTail(promised: newest.end)
    }
    let run = CommitJournal.newestRun(of: records).drop { $0.position.segment != last.number }
    guard let first = run.first, first.position.offset <= last.bytes else {
      return try loseTail(promised: newest.end)
    }
    acknowledged = newest.end
    let copies = run.reduce(into: []) { $0 += $1.bytes }
    let file = try disk.open(LogLayout.segment(last.number), for: .reading)
    let held = try disk.read(file, at: first.position.offset, count: copies.count)
    disk.close(file)
    guard held != copies else { return }
    // From the start of the line that differs: a person who reads what was set aside can make nothing of half a line.
    let same = zip(held, copies).prefix { $0 == $1 }.count
    let line = copies[..<same].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let start = first.position.advanced(by: line)
    guard try !restore(copies[line...], at: start, in: last) else { return }
    // A batch that is a whole is shown as one: up to the record that could not be put back.
    let record = run.last { $0.position <= start } ?? first
    segments[segments.count - 1] = Checkpoint.SealedSegment(
      number: last.number, bytes: min(last.bytes, record.position.offset))
  }

  /// Puts bytes back; false where the disk takes nothing now.
  private func restore(
    _ bytes: ArraySlice<UInt8>, at position: LogPosition, in segment: Checkpoint.SealedSegment
  ) throws(DiskFault) -> Bool {
    func finding(_ message: String) -> LogFinding {
      LogFinding(
        file: LogLayout.segment(segment.number), offset: position.offset, length: Int64(bytes.count),
        code: .missing, message: message)
    }
    try writing { () throws(DiskFault) in
      if let newest = records.last { try CommitJournal.prove(newest, on: disk) }
      report.tornTail = try disk.setAside(position, to: segment.bytes, at: now)
      let file = try disk.open(LogLayout.segment(segment.number), for: .writing)
      defer { disk.close(file) }
      try disk.writeWhole(bytes, to: file, at: position.offset)
      try disk.syncData(file)
      let size = max(segment.bytes, position.offset + Int64(bytes.count))
      segments[segments.count - 1] = Checkpoint.SealedSegment(number: segment.number, bytes: size)
      report.restored = finding("put back from the journal")
    }
    if report.restored == nil {
      report.damage.append(finding("the journal has them; a start puts them back once the disk takes writes"))
    }
    return report.restored != nil
  }

  /// The log ends before what the journal says was acknowledged: whole lines are kept, a last half one is set aside,
  /// and the log goes on elsewhere.
  private func loseTail(promised: LogPosition) throws(DiskFault) {
    report.loss = .tail
    report.notes.append(
      LogFinding(
        file: LogLayout.segment(promised.segment), offset: 0, length: promised.offset, code: .missing,
        message: "the disk has lost events that it had promised to hold"))
    acknowledged = try endOfLastWholeLine()
  }

  private func endOfLastWholeLine() throws(DiskFault) -> LogPosition {
    guard let last = segments.last else { return .start }
    let count = min(last.bytes, Int64(Event.lineBytesLimit))
    let file = try disk.open(LogLayout.segment(last.number), for: .reading)
    defer { disk.close(file) }
    let tail = try disk.read(file, at: last.bytes - count, count: Int(count))
    let whole = tail.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return LogPosition(segment: last.number, offset: last.bytes - count + Int64(whole))
  }

  private func endOfLastReadableLine(in last: Checkpoint.SealedSegment) throws(DiskFault) -> LogPosition {
    var end = LogPosition(segment: last.number, offset: 0)
    var scan = LogScan(disk, segments: [last], from: end)
    defer { scan.close() }
    while let line = try scan.next() {
      if case .success = line.content { end = line.next }
    }
    return end
  }

  /// Cuts off what stands behind the last line that reads back.
  func cut(_ torn: LogPosition) throws(DiskFault) {
    guard let last = segments.last, report.damage.isEmpty else { return }
    try writing { () throws(DiskFault) in
      if let aside = try disk.setAside(torn, to: last.bytes, at: now) { report.tornTail = aside }
      let file = try disk.open(LogLayout.segment(last.number), for: .writing)
      defer { disk.close(file) }
      try disk.truncate(file, to: torn.offset)
      try disk.syncData(file)
      segments[segments.count - 1] = Checkpoint.SealedSegment(number: last.number, bytes: torn.offset)
    }
  }

  /// Proves once more what may not be on the medium, opens the segment for appending, and sums up.
  func settle(_ replay: Replay) throws(DiskFault) -> Result {
    if report.loss == .tail, report.damage.isEmpty { try begin(nextAfterLoss()) }
    guard let last = segments.last else { preconditionFailure("a start makes the first segment") }
    let writable = readOnly == nil && report.damage.isEmpty
    let path = LogLayout.segment(last.number)
    let active = try disk.open(path, for: writable ? .writing : .reading)
    let end = LogPosition(segment: last.number, offset: writable ? last.bytes : replay.end(in: last))
    var journal: CommitJournal?
    if writable {
      try writing { () throws(DiskFault) in
        try writeAnew(active, to: end)
        journal = try CommitJournal.openedAnew(on: disk, limits: limits, after: records, noting: end)
      }
    }
    return Result(
      disk: disk, limits: limits, reduction: reduction, report: report, condition: condition,
      tips: replay.tips, eventCount: replay.eventCount, end: end, active: active,
      activeIdentity: try disk.status(of: active).identity, sealed: Array(segments.dropLast()),
      lastLine: replay.lastLine, journal: journal, lock: lock)
  }

  private var condition: EventLog.Condition {
    if let readOnly { return .readOnly(readOnly) }
    if let damage = report.damage.first { return .damaged(damage) }
    return .writing
  }

  /// A number that no record of the journal speaks of.
  private func nextAfterLoss() -> SegmentNumber { (segments.last?.number ?? 0) + 1 }

  /// Bytes that were never synced, or whose sync had failed, may be seen and yet not be on the medium. Written
  /// again they are dirty again, and the sync is a real one.
  private func writeAnew(_ file: OpenFile, to end: LogPosition) throws(DiskFault) {
    let marks = records.filter { $0.record.position.segment == end.segment && $0.record.bytes.isEmpty }
    let newest = records.last?.record
    let run = CommitJournal.newestRun(of: records).first { $0.position.segment == end.segment }
    let proven =
      newest?.position.segment == end.segment
      ? marks.last?.record.position.offset ?? run?.position.offset ?? 0 : 0
    guard proven < end.offset else { return }
    let bytes = try disk.read(file, at: proven, count: Int(end.offset - proven))
    try disk.writeWhole(bytes[...], to: file, at: proven)
    try disk.syncData(file)
  }
}
