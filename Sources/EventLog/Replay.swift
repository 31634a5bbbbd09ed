import Events

/// Reads the log from a checkpoint or from its beginning, hands over what is good and notes what is not.
struct Replay {
  private let disk: any Disk
  private let venue: String
  private let base: Checkpoint?
  private let acknowledged: LogPosition
  private let reader: LogReader
  /// Whether lines are missing, so that an event may stand without its predecessor.
  private var hasGaps: Bool
  private(set) var tips: ChainTips
  private(set) var eventCount: Int64
  private(set) var lastLine: Checkpoint.LastLine?
  private(set) var damage: [LogFinding] = []
  /// Where, behind what was acknowledged, the log stops to read back.
  private(set) var torn: LogPosition?
  private(set) var linesRead = 0
  /// Behind the last line that was read.
  private var reached: LogPosition

  init(
    _ disk: any Disk, venue: String, from base: Checkpoint?, acknowledged: LogPosition, hasGaps: Bool
  ) {
    self.hasGaps = hasGaps
    reader = LogReader(on: disk, durable: .start)
    self.disk = disk
    self.venue = venue
    self.base = base
    self.acknowledged = acknowledged
    tips = base?.tips ?? ChainTips(venue: venue)
    eventCount = base?.eventCount ?? 0
    lastLine = base?.lastLine
    reached = base?.position ?? .start
  }

  /// How much of the last segment may be shown.
  func end(in last: Checkpoint.SealedSegment) -> Int64 { torn?.offset ?? last.bytes }

  mutating func run(
    over segments: [Checkpoint.SealedSegment], _ deliver: (Replayed) -> Void
  ) throws(DiskFault) {
    deliverCheckpoint(deliver)
    let start = reached
    var scan = LogScan(disk, segments: segments, from: start)
    let total = scan.totalBytes
    var done: Int64 = 0
    while let line = try scan.next() {
      guard take(line, of: segments, deliver) else {
        scan.close()
        break
      }
      reached = line.next
      linesRead += 1
      done += line.next.offset - line.position.offset
      if linesRead.isMultiple(of: 4096) { deliver(.progress(doneBytes: done, ofBytes: total)) }
    }
    deliver(.progress(doneBytes: total, ofBytes: total))
  }

  /// The checkpoint's own sum covers these lines, and their hashes were checked when they were taken.
  private func deliverCheckpoint(_ deliver: (Replayed) -> Void) {
    guard let base else { return }
    deliver(.summary(blob: base.blob))
    var decoder = EventDecoder()
    for line in base.retained {
      if let event = try? decoder.decode(line, 0..<line.count, checkingHashes: false) {
        deliver(.retained(event))
      }
    }
  }

  /// Takes one line; false where the torn tail begins.
  private mutating func take(
    _ line: LogScan.Line, of segments: [Checkpoint.SealedSegment], _ deliver: (Replayed) -> Void
  ) -> Bool {
    let inTail = line.position >= acknowledged
    switch line.content {
    case .failure(let fault):
      // Where the disk has lost its promised end, the line that it broke off in is no damage but a stump.
      let end = segments.last.map { LogPosition(segment: $0.number, offset: $0.bytes) }
      if inTail || (line.next == end && line.next < acknowledged) {
        torn = line.position
        return false
      }
      noteDamage(line, LogFinding.Code(fault.code), fault.reason)
    case .success(let event):
      if !tips.follow(event) {
        guard join(event, at: line, inTail: inTail) else { return !inTail }
      }
      eventCount += 1
      lastLine = Checkpoint.LastLine(
        position: line.position, length: UInt32(event.line.count), hash: event.hash)
      deliver(.event(event))
    }
    return true
  }

  /// Finds the place of an event that continues no history: a fork, or one behind lines that cannot be read.
  private mutating func join(_ event: Event, at line: LogScan.Line, inTail: Bool) -> Bool {
    reader.advance(to: line.position)
    if (try? reader.isForkPoint(of: event, venue: venue)) == true {
      tips.fork(event)
      return true
    }
    if event.seq > tips.tip(of: event.origin).seq, hasGaps {
      tips.skip(to: event)
      return true
    }
    if inTail {
      torn = line.position
      return false
    }
    let repeated = (try? reader.hashes(of: event.origin, seq: event.seq).contains(event.hash)) == true
    noteDamage(line, .chain, repeated ? "the event stands here twice" : "the event follows no event that is held")
    if !repeated { tips.skip(to: event) }
    return !repeated
  }

  /// Adjacent lines that do not read back are one stretch.
  private mutating func noteDamage(_ line: LogScan.Line, _ code: LogFinding.Code, _ message: String) {
    hasGaps = true
    let file = LogLayout.segment(line.position.segment)
    let length = line.next.offset - line.position.offset
    if let last = damage.last, last.file == file, last.offset + last.length == line.position.offset {
      damage[damage.count - 1] = LogFinding(
        file: file, offset: last.offset, length: last.length + length, code: last.code, message: last.message)
    } else {
      damage.append(
        LogFinding(
          file: file, offset: line.position.offset, length: length, code: code, message: message))
    }
  }
}
