import Events

/// Appending: events are checked against the chains, written behind what is there, and given back where the disk has
/// no room for them.
extension EventLog {
  /// The events of one append, and what the log was before it.
  struct Batch {
    let events: [Event]
    /// Length of their lines in bytes, newlines included.
    let size: Int
    let undo: Undo

    /// Their lines as they stand in a segment.
    var text: [UInt8] {
      var text: [UInt8] = []
      text.reserveCapacity(size)
      for index in events.indices {
        text += events[index].line
        text.append(UInt8(ascii: "\n"))
      }
      return text
    }
  }

  /// Where the histories of the batch's origins ended before it.
  typealias Undo = [(origin: Origin, tips: [ChainTip])]

  /// Writes a batch behind what is there. It is not durable before ``sync()``.
  ///
  /// Each event must follow what is held of its origin. Either all of the batch is taken or nothing; where it
  /// throws ``LogFault/unproven(_:)`` while the log was writing, all of it is taken, and becomes durable with
  /// ``resume()``.
  ///
  /// - Parameter asWhole: whether a start after a crash must find all events of the batch or none of them, whenever
  ///   the crash came. Otherwise it keeps the lines that were written before the crash, which may be some of them.
  public func append(_ events: [Event], asWhole: Bool = false) throws(LogFault) {
    try requireWriting()
    guard !events.isEmpty else { return }
    var size = 0
    for index in events.indices { size += events[index].line.count + 1 }
    guard size <= limits.batchBytes else { throw .tooMuch(limitBytes: limits.batchBytes) }
    // One line is a whole by itself: half of it does not read back.
    let isWhole = asWhole && events.count > 1
    let batch = Batch(events: events, size: size, undo: try advanceTips(over: events))
    do throws(LogFault) {
      if isWhole { try settleWhatIsBefore() }
      try makeRoom(for: size)
      if isWhole { try makeRoomInJournal(for: size) }
    } catch {
      if case .unproven = error { keep(batch) } else { restore(batch.undo) }
      throw error
    }
    if isWhole { try writeAsWhole(batch) } else { try write(batch) }
  }

  private func write(_ batch: Batch) throws(LogFault) {
    let before = end
    keep(batch)
    do throws(DiskFault) {
      try disk.writeWhole(unsettled[Int(before.offset - settled.offset)...], to: active, at: before.offset)
    } catch {
      guard error.kind != .io, cutPartialLine(at: before) else {
        condition = .unproven(error)
        throw .unproven(error)
      }
      drop(batch)
      throw .refused(error)
    }
  }

  /// Lets the tips follow a batch; what they were before is returned.
  private func advanceTips(over events: [Event]) throws(LogFault) -> Undo {
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

  /// Counts a batch among what the log holds.
  func keep(_ batch: Batch) {
    for index in batch.events.indices {
      unsettled += batch.events[index].line
      unsettled.append(UInt8(ascii: "\n"))
    }
    end = end.advanced(by: batch.size)
    eventCount += Int64(batch.events.count)
    lineBefore = lastLine
    if let last = batch.events.last {
      let start = end.advanced(by: -last.line.count - 1)
      lastLine = Checkpoint.LastLine(position: start, length: UInt32(last.line.count), hash: last.hash)
    }
  }

  /// Takes the batch that was kept last out of the log's memory again.
  func drop(_ batch: Batch) {
    unsettled.removeLast(batch.size)
    end = end.advanced(by: -batch.size)
    eventCount -= Int64(batch.events.count)
    lastLine = lineBefore
    restore(batch.undo)
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
