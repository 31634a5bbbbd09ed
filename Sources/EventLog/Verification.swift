import Events

/// Reads the whole log and checks every form, hash, digest and chain, and that what is kept beside it agrees.
///
/// It goes in steps, so that the caller can show how far it is and do other things in between. It changes nothing, and
/// reads no further than what was durable when it began.
public struct Verification {
  /// What there is, and what is wrong with it.
  public struct Report: Sendable, Equatable {
    public internal(set) var events: Int64 = 0
    public internal(set) var origins = 0
    public internal(set) var bytes: Int64 = 0
    public internal(set) var findings: [LogFinding] = []
  }

  /// At most 1,000 findings are listed: nobody reads more one by one.
  public static let findingsLimit = 1000
  private static let linesAStep = 2000

  public private(set) var report = Report()
  /// How many bytes there are to read.
  public let totalBytes: Int64
  private let disk: any Disk
  private let venue: String
  private var scan: LogScan
  private var chains: ChainCheck
  private var checkpoints: [(path: String, checkpoint: Checkpoint)] = []
  private let segments: [Checkpoint.SealedSegment]
  private let durable: LogPosition

  /// - Parameter durable: how far to read: what the log's owner reports.
  public init(on disk: any Disk, venue: String, durable: LogPosition) throws(DiskFault) {
    self.disk = disk
    self.venue = venue
    self.durable = durable
    let names = try disk.names(in: LogLayout.log).sorted()
    var segments = try SegmentList.segments(among: names, on: disk).filter { $0.number <= durable.segment }
    if let last = segments.last, last.number == durable.segment {
      segments[segments.count - 1] = Checkpoint.SealedSegment(number: last.number, bytes: durable.offset)
    }
    self.segments = segments
    scan = LogScan(disk, segments: segments, from: .start)
    totalBytes = scan.totalBytes
    chains = ChainCheck(from: ChainTips(venue: venue), on: disk, hasGaps: false)
    checkFiles(names)
    try checkCheckpoints()
  }

  /// Reads on for some milliseconds; false when all is read.
  public mutating func step() throws(DiskFault) -> Bool {
    for _ in 0..<Self.linesAStep {
      guard let line = try scan.next() else {
        compareCheckpoints(upTo: durable)
        return false
      }
      compareCheckpoints(upTo: line.position)
      try check(line)
      report.bytes += line.next.offset - line.position.offset
      report.origins = chains.tips.origins.count
    }
    return true
  }

  private mutating func check(_ line: LogScan.Line) throws(DiskFault) {
    switch line.content {
    case .failure(let fault):
      chains.noteGap()
      add(line, LogFinding.Code(fault.code), fault.reason)
    case .success(let event):
      report.events += 1
      let place = try chains.place(event, at: line.position)
      guard place != .fits else { return }
      chains.skip(to: event, ifOrphan: place)
      add(line, .chain, place.complaint)
    }
  }

  private mutating func add(_ line: LogScan.Line, _ code: LogFinding.Code, _ message: String) {
    guard report.findings.count < Self.findingsLimit else { return }
    report.findings.add(line.position, to: line.next.offset, code, message)
  }

  private mutating func add(_ path: String, _ code: LogFinding.Code, _ message: String) {
    guard report.findings.count < Self.findingsLimit else { return }
    report.findings.append(LogFinding(file: path, offset: 0, length: 0, code: code, message: message))
  }

  private mutating func checkFiles(_ names: [String]) {
    for name in names where LogLayout.segmentNumber(name) == nil && !LogLayout.isUnfinishedSegment(name) {
      add("\(LogLayout.log)/\(name)", .unknown, "this file is not part of the log")
    }
    var expected: SegmentNumber = 1
    for segment in segments {
      if segment.number != expected {
        add(LogLayout.segment(expected), .missing, "a segment is missing")
        chains.noteGap()
      }
      expected = segment.number + 1
    }
    if expected <= durable.segment {
      add(LogLayout.segment(durable.segment), .missing, "a segment is missing")
    }
  }

  /// Reads the checkpoints and the indexes; what the checkpoints say is compared when the scan comes to them.
  private mutating func checkCheckpoints() throws(DiskFault) {
    let store = CheckpointStore(disk: disk, venue: venue)
    for name in try CheckpointStore.names(on: disk).reversed() {
      let path = "\(LogLayout.checkpoints)/\(name)"
      do throws(CheckpointStore.Trouble) {
        checkpoints.append((path, try store.read(path, fitting: segments)))
      } catch {
        switch error {
        case .disk(let fault): throw fault
        // Nothing is wrong with it: this galley makes its own, and that one goes.
        case .flaw(.version): continue
        case .flaw(let flaw): add(path, .checkpoint, "checkpoint: \(flaw.message)")
        }
      }
    }
    for segment in segments.dropLast() {
      let path = LogLayout.index(of: segment.number)
      guard let bytes = try disk.readWhole(path, limit: LogReader.sidecarLimit) else { continue }
      guard Sidecar(bytes)?.head.summary.bytes == segment.bytes else {
        add(path, .checkpoint, "the index does not fit its segment; it is made anew when it is needed")
        continue
      }
    }
  }

  /// Whether the checkpoints made before a position, up to which all was read, say what was read.
  private mutating func compareCheckpoints(upTo position: LogPosition) {
    while let next = checkpoints.first, next.checkpoint.position <= position {
      checkpoints.removeFirst()
      if next.checkpoint.tips != chains.tips || next.checkpoint.eventCount != report.events {
        add(next.path, .checkpoint, "it does not say what the log says")
      }
    }
  }
}
