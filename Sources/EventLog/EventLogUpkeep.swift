import Events

/// What the log does beside appending: segments, resuming after a failed disk, checkpoints, indexes.
extension EventLog {
  /// Seals the active segment and begins the next one.
  func seal() throws(LogFault) {
    try settle()
    let number = end.segment + 1
    do throws(DiskFault) {
      let file = try disk.open(LogLayout.segment(number), for: .replacing)
      do throws(DiskFault) {
        let identity = try disk.status(of: file).identity
        try disk.syncDirectory(LogLayout.log)
        begin(number, file, identity, bytes: 0)
      } catch {
        disk.close(file)
        throw error
      }
    } catch {
      throw .refused(error)
    }
    noteSettled()
  }

  /// Goes on in another segment.
  private func begin(_ number: SegmentNumber, _ file: OpenFile, _ identity: FileIdentity, bytes: Int) {
    disk.close(active)
    sealed.append(Checkpoint.SealedSegment(number: end.segment, bytes: settled.offset))
    active = file
    activeIdentity = identity
    end = LogPosition(segment: number, offset: Int64(bytes))
    settled = end
    durable = end
  }

  /// Writes what is not proven into a new segment, after a disk that failed; then events are taken again.
  ///
  /// A file whose write or sync has failed may show bytes that the medium does not hold, and a second sync of it
  /// may say yes without writing them. So the old segment is cut where it was last proven, and what came after
  /// stands in the new one, which appears whole or not at all.
  public func resume() throws(LogFault) {
    guard case .unproven = condition else { return }
    // Behind a log that was deleted, a new segment would be one with others missing before it.
    try requireThere()
    do throws(DiskFault) {
      try moveToNewSegment()
    } catch {
      condition = .unproven(error)
      throw .unproven(error)
    }
    condition = .writing
    noteSettled()
  }

  /// Writes what is unsettled into a new segment and goes on there. Where it throws, all is as before, but the segment
  /// may be there.
  func moveToNewSegment() throws(DiskFault) {
    let number = end.segment + 1
    let path = LogLayout.segment(number)
    try disk.truncate(active, to: settled.offset)
    try disk.syncData(active)
    let bytes = unsettled
    try disk.replace(path, with: bytes)
    let (file, identity) = try openSegment(path)
    if let line = lastLine, line.position >= settled {
      let offset = line.position.offset - settled.offset
      lastLine = Checkpoint.LastLine(
        position: LogPosition(segment: number, offset: offset), length: line.length, hash: line.hash)
    }
    begin(number, file, identity, bytes: bytes.count)
    unsettled = []
  }

  /// A segment to write on, and which file that is.
  func openSegment(_ path: String) throws(DiskFault) -> (file: OpenFile, identity: FileIdentity) {
    let file = try disk.open(path, for: .writing)
    do throws(DiskFault) {
      return (file, try disk.status(of: file).identity)
    } catch {
      disk.close(file)
      throw error
    }
  }

  /// Tries whether the disk has room again, after it refused events for want of it; nothing of it stays.
  ///
  /// What is tried is as large as a record of the journal: more than most batches.
  public func tryRoom() throws(LogFault) {
    try requireWriting()
    do throws(DiskFault) {
      let file = try disk.open(LogLayout.room, for: .replacing)
      defer {
        disk.close(file)
        try? disk.remove(LogLayout.room)
      }
      let zeros = [UInt8](repeating: 0, count: limits.journalRecordBytes)
      try disk.writeWhole(zeros[...], to: file, at: 0)
      try disk.syncData(file)
    } catch {
      throw .refused(error)
    }
  }

  /// Writes a checkpoint of everything appended so far; the one before the last is removed.
  ///
  /// - Parameters:
  ///   - retained: lines that the next start shall deliver although they lie before the checkpoint.
  ///   - blob: whatever the heart wants back at the next start.
  public func checkpoint(retained: [[UInt8]], blob: [UInt8]) throws(LogFault) {
    try requireWriting()
    try sync()
    try settle()
    let checkpoint = Checkpoint(
      reduction: reduction, position: end, lastLine: lastLine, eventCount: eventCount, sealed: sealed,
      tips: tips, retained: retained, blob: blob)
    do throws(DiskFault) {
      try disk.replace(LogLayout.checkpoint(at: end), with: checkpoint.encoded)
      for name in try CheckpointStore.names(on: disk).dropFirst(2) {
        try disk.remove("\(LogLayout.checkpoints)/\(name)")
      }
    } catch {
      throw .refused(error)
    }
  }

  /// Does one piece of what can wait until nothing else is to do: syncs the segment, makes the journal anew
  /// after a failure, makes the index of a sealed segment, reads through a segment that the start left unread. Where
  /// that finds damage, ``condition`` says so.
  ///
  /// - Returns: whether there is more of it.
  public func rest() throws(LogFault) -> Bool {
    try requireWriting()
    try sync()
    if settled < end {
      try settle()
      return true
    }
    do throws(DiskFault) {
      if journal == nil {
        try disk.removeIfThere(LogLayout.journal)
        journal = try CommitJournal(on: disk, size: limits.journalBytes, after: nil)
        noteSettled()
      }
      if try indexOneSegment() { return true }
      guard let number = unread.popLast() else { return false }
      if try isReadable(number) { return true }
    } catch {
      throw .refused(error)
    }
    // A line does not read back: what that means for the chains is found out before anything more is written.
    _ = try examine()
    return false
  }

  /// Whether every line of a segment still has the hash that it had.
  private func isReadable(_ number: SegmentNumber) throws(DiskFault) -> Bool {
    let bytes = number == end.segment ? settled.offset : sealed.first { $0.number == number }?.bytes ?? 0
    let file = try disk.open(LogLayout.segment(number), for: .reading)
    defer { disk.close(file) }
    var scanner = SegmentScanner(disk, file, from: 0, to: bytes)
    while let line = try scanner.next() { if case .failure = line.content { return false } }
    return true
  }

  /// Makes the index of the newest sealed segment that has none that fits; false where all have one.
  private func indexOneSegment() throws(DiskFault) -> Bool {
    guard let segment = sealed.last(where: { $0.bytes > 0 && !indexed.contains($0.number) }) else {
      return false
    }
    let head = try Sidecar.readHead(on: disk, of: segment.number)
    if head?.summary.bytes != segment.bytes { try writeIndex(of: segment.number, bytes: segment.bytes) }
    indexed.insert(segment.number)
    return true
  }

  private func writeIndex(of number: SegmentNumber, bytes: Int64) throws(DiskFault) {
    let file = try disk.open(LogLayout.segment(number), for: .reading)
    defer { disk.close(file) }
    var index = SegmentIndex()
    try index.extend(over: disk, file, to: bytes)
    try disk.replace(LogLayout.index(of: number), with: Sidecar.encode(index))
  }
}
