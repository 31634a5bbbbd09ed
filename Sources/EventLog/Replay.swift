import Events

/// Reads the log from a checkpoint or from its beginning, hands over what is good and notes what is not.
struct Replay {
  private let disk: any Disk
  private let base: Checkpoint?
  private let acknowledged: LogPosition
  private var chains: ChainCheck
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
    self.disk = disk
    self.base = base
    self.acknowledged = acknowledged
    chains = ChainCheck(from: base?.tips ?? ChainTips(venue: venue), on: disk, hasGaps: hasGaps)
    eventCount = base?.eventCount ?? 0
    lastLine = base?.lastLine
    reached = base?.position ?? .start
  }

  var tips: ChainTips { chains.tips }

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
      guard try take(line, of: segments, deliver) else {
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
  ) throws(DiskFault) -> Bool {
    let inTail = line.position >= acknowledged
    switch line.content {
    case .failure(let fault):
      // Where the disk has lost its promised end, the line that it broke off in is no damage but a stump.
      let end = segments.last.map { LogPosition(segment: $0.number, offset: $0.bytes) }
      guard !inTail, line.next != end || line.next >= acknowledged else {
        torn = line.position
        return false
      }
      damage.add(line.position, to: line.next.offset, LogFinding.Code(fault.code), fault.reason)
      chains.noteGap()
    case .success(let event):
      let place = try chains.place(event, at: line.position)
      guard !inTail || place == .fits else {
        torn = line.position
        return false
      }
      if place != .fits {
        damage.add(line.position, to: line.next.offset, .chain, place.complaint)
        chains.skip(to: event, ifOrphan: place)
        guard place == .orphan else { return true }
      }
      eventCount += 1
      lastLine = Checkpoint.LastLine(
        position: line.position, length: UInt32(event.line.count), hash: event.hash)
      deliver(.event(event))
    }
    return true
  }
}
