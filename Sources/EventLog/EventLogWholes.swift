import Events

/// Batches of which a start finds all events or none, as one request that became several events needs it.
///
/// A segment gets bytes of a whole in two ways only. Either all of them are on the medium in a record of the journal
/// before the first is written to the segment: then a start puts back what the segment lacks, and where the record
/// does not read back, the segment has none of them. Or they stand in a new segment, which appears by its name once
/// all of it is on the medium.
extension EventLog {
  /// Makes durable what was appended before a whole: its record must hold it and nothing else, since one that is taken
  /// back takes all with it.
  func settleWhatIsBefore() throws(LogFault) {
    try requireName()
    try sync()
  }

  /// Lets the journal begin anew where a whole no longer fits behind its last record.
  func makeRoomInJournal(for size: Int) throws(LogFault) {
    guard size <= limits.journalRecordBytes, journal?.hasRoom(for: size) == false else { return }
    try settle()
    // Where all was settled before, nothing was noted and the journal stands where it stood.
    if journal?.hasRoom(for: size) == false { noteSettled() }
  }

  /// Writes a whole to the journal and syncs that, then to the segment.
  func writeAsWhole(_ batch: Batch) throws(LogFault) {
    guard batch.size <= limits.journalRecordBytes, journal?.hasRoom(for: batch.size) == true else {
      return try writeInNewSegment(batch, mayBeRefused: true)
    }
    let before = end
    do throws(DiskFault) {
      try journal?.commit(batch.text[...], at: before)
    } catch {
      abandonJournal()
      // The failed record may read back at the next start. Of a segment that is sealed by then, it says nothing.
      return try writeInNewSegment(batch, mayBeRefused: false)
    }
    keep(batch)
    do throws(DiskFault) {
      try disk.writeWhole(unsettled.suffix(batch.size), to: active, at: before.offset)
      durable = end
    } catch {
      guard error.kind != .io, takeBack(to: before) else {
        condition = .unproven(error)
        throw .unproven(error)
      }
      drop(batch)
      throw .refused(error)
    }
  }

  /// Cuts the segment where a whole begins that it had no room for, and outdates the whole's record in the journal.
  ///
  /// - Returns: false where that is not proven; then the whole must be kept.
  private func takeBack(to before: LogPosition) -> Bool {
    do throws(DiskFault) {
      try disk.truncate(active, to: before.offset)
      try disk.syncData(active)
    } catch {
      return false
    }
    unsettled.removeFirst(Int(before.offset - settled.offset))
    settled = before
    do throws(DiskFault) {
      try journal?.finish(at: before)
      return true
    } catch {
      abandonJournal()
      return false
    }
  }

  /// Writes a whole that the journal can't take.
  ///
  /// - Parameter mayBeRefused: false where a record of it may stand in the journal, so that it must be kept.
  private func writeInNewSegment(_ batch: Batch, mayBeRefused: Bool) throws(LogFault) {
    do throws(LogFault) {
      try settle()
    } catch {
      keep(batch)
      throw error
    }
    keep(batch)
    do throws(DiskFault) {
      try moveToNewSegment()
    } catch {
      let isThere = try? disk.isThere(LogLayout.segment(end.segment + 1))
      guard mayBeRefused, error.kind != .io, isThere == false else {
        condition = .unproven(error)
        throw .unproven(error)
      }
      drop(batch)
      throw .refused(error)
    }
    noteSettled()
  }
}
