import Events

/// The last part of a log, read back for someone who looks at the past.
public struct RecentEvents: Sendable {
  /// Ascending by moment: all that took effect from `since` on.
  public let events: [Event]
  /// From here on nothing is missing; later than what was asked for where there were too many events.
  public let since: Timestamp
  public let isBounded: Bool
}

extension LogReader {
  /// All events that took effect at `since` or later, the newest `limitEvents` of them.
  ///
  /// Segments are read from the last one backward; those whose index says that they are older are left out, so the
  /// cost is that of the events asked for, however long the log is. Lines that do not read back are passed over.
  /// Where the limit stops it, a segment before may hold events that came late: the log is nearly in order of time,
  /// not quite.
  public func recent(since: Timestamp, limitEvents: Int) throws(DiskFault) -> RecentEvents {
    try refresh()
    var found: [Event] = []
    var isBounded = false
    for segment in segments.reversed() {
      if segment.number != durable.segment, let head = try head(of: segment), head.summary.latest < since {
        continue
      }
      guard found.count < limitEvents else {
        isBounded = true
        break
      }
      try read(segment, since: since, into: &found)
    }
    found.sort { $0.moment < $1.moment }
    if found.count > limitEvents {
      isBounded = true
      found.removeFirst(found.count - limitEvents)
    }
    let start = isBounded ? found.first?.createdAt ?? since : since
    return RecentEvents(events: found, since: start, isBounded: isBounded)
  }

  private func read(
    _ segment: Checkpoint.SealedSegment, since: Timestamp, into found: inout [Event]
  ) throws(DiskFault) {
    var scan = LogScan(
      disk, segments: [segment], from: LogPosition(segment: segment.number, offset: 0), checkingHashes: false)
    defer { scan.close() }
    while let line = try scan.next() {
      if case .success(let event) = line.content, event.createdAt >= since { found.append(event) }
    }
  }
}
