import Events

/// The whole log read anew with every hash checked: what it holds, what does not read back, and what is missing.
///
/// Made only when something is damaged. It keeps some 150 bytes for each event of the log while it lasts: 150 MB
/// for a million events, more than a restaurant writes in a year.
struct LogSurvey {
  /// Bytes of the log that are no event of it.
  struct Stretch {
    enum Kind: Equatable {
      case unreadable
      /// A line that reads back and stands in the log before.
      case repeated
      /// A whole segment that is not there.
      case missing
    }

    let kind: Kind
    let position: LogPosition
    /// Nil for a missing segment of which nothing says how long it was.
    var length: Int64?
  }

  /// An event whose predecessor is not held.
  struct Dangling {
    let position: LogPosition
    let prev: EventKey
    /// What is missing starts behind this place in the log.
    let after: LogPosition
  }

  /// At most 4,096 missing segments are looked at one by one: a file whose name has a wild number must not make
  /// millions of them.
  private static let missingLimit = 4096

  let end: LogPosition
  private(set) var segments: [Checkpoint.SealedSegment]
  private(set) var held: [EventKey: LogPosition] = [:]
  /// In order of the log.
  private(set) var stretches: [Stretch] = []
  private(set) var dangling: [Dangling] = []
  private(set) var findings: [LogFinding] = []
  private(set) var tips: ChainTips
  private(set) var eventCount: Int64 = 0
  private(set) var lastLine: Checkpoint.LastLine?
  private var missing: Set<ChainGap> = []
  private let disk: any Disk

  var gaps: [ChainGap] { missing.sorted() }

  /// Reads all that stands before `end`.
  init(on disk: any Disk, venue: String, end: LogPosition) throws(DiskFault) {
    self.disk = disk
    self.end = end
    tips = ChainTips(venue: venue)
    segments = try SegmentList.read(on: disk).filter { $0.number <= end.segment }
    if let last = segments.last, last.number == end.segment {
      segments[segments.count - 1] = Checkpoint.SealedSegment(number: last.number, bytes: end.offset)
    }
    var expected: SegmentNumber = 1
    for segment in segments {
      if segment.number > expected { try noteMissing(expected...(segment.number - 1)) }
      expected = segment.number + 1
      try read(segment)
    }
  }

  private mutating func noteMissing(_ numbers: ClosedRange<SegmentNumber>) throws(DiskFault) {
    let last = LogLayout.segment(numbers.upperBound)
    let names = numbers.count == 1 ? "this segment is" : "the segments up to \(last) are"
    add(
      LogFinding(
        file: LogLayout.segment(numbers.lowerBound), offset: 0, length: 0, code: .missing,
        message: "\(names) missing"))
    for number in numbers.prefix(Self.missingLimit - stretches.count { $0.kind == .missing }) {
      let length = try Sidecar.readHead(on: disk, of: number)?.summary.bytes
      stretches.append(
        Stretch(kind: .missing, position: LogPosition(segment: number, offset: 0), length: length))
    }
  }

  private mutating func read(_ segment: Checkpoint.SealedSegment) throws(DiskFault) {
    var scan = LogScan(disk, segments: [segment], from: LogPosition(segment: segment.number, offset: 0))
    defer { scan.close() }
    while let line = try scan.next() {
      switch line.content {
      case .failure(let fault): noteUnreadable(line, fault)
      case .success(let event): take(event, line)
      }
    }
  }

  private mutating func noteUnreadable(_ line: LogScan.Line, _ fault: LineFault) {
    let length = line.next.offset - line.position.offset
    if let last = stretches.last, last.kind == .unreadable, let before = last.length,
      last.position.advanced(by: Int(before)) == line.position
    {
      stretches[stretches.count - 1].length = before + length
    } else {
      stretches.append(Stretch(kind: .unreadable, position: line.position, length: length))
    }
    guard findings.count < Verification.findingsLimit else { return }
    findings.add(line.position, to: line.next.offset, LogFinding.Code(fault.code), fault.reason)
  }

  private mutating func take(_ event: Event, _ line: LogScan.Line) {
    let key = EventKey(event)
    let length = line.next.offset - line.position.offset
    guard held[key] == nil else {
      stretches.append(Stretch(kind: .repeated, position: line.position, length: length))
      return addChain(line, .repeated)
    }
    if !tips.follow(event) {
      if isRooted(event) { tips.fork(event) } else { noteDangling(event, line) }
    }
    held[key] = line.position
    eventCount += 1
    lastLine = Checkpoint.LastLine(
      position: line.position, length: UInt32(event.line.count), hash: event.hash)
  }

  /// Whether what an event follows is held.
  func isRooted(_ event: Event) -> Bool {
    guard event.seq > 1 else { return event.prev == event.origin.chainStart(venue: tips.venue) }
    return held[EventKey(before: event)] != nil
  }

  private mutating func noteDangling(_ event: Event, _ line: LogScan.Line) {
    let isExplained = stretches.contains { $0.kind != .repeated } && event.seq > 1
    let upTo = ChainTip(seq: event.seq - 1, hash: event.prev)
    let histories = tips.histories(of: event.origin)
    var after = ChainTip(before: event.origin, venue: tips.venue)
    // Of several histories nobody can say which one the missing events begin in.
    if histories.count == 1, let only = histories.first, only.seq < upTo.seq { after = only }
    let key = EventKey(origin: event.origin, after)
    dangling.append(
      Dangling(position: line.position, prev: EventKey(before: event), after: held[key] ?? .start))
    if upTo.seq > 0 { missing.insert(ChainGap(origin: event.origin, after: after, upTo: upTo)) }
    tips.skip(to: event)
    if !isExplained { addChain(line, .orphan) }
  }

  private mutating func addChain(_ line: LogScan.Line, _ place: ChainCheck.Place) {
    add(
      LogFinding(
        file: LogLayout.segment(line.position.segment), offset: line.position.offset,
        length: line.next.offset - line.position.offset, code: .chain, message: place.complaint))
  }

  private mutating func add(_ finding: LogFinding) {
    if findings.count < Verification.findingsLimit { findings.append(finding) }
  }
}
