import Events

/// All lines of the log from a position on, one after the other, in bounded memory.
public struct LogScan {
  /// A line, or a stretch that does not read back as one.
  public struct Line {
    /// Where it starts, and where the next one does.
    public let position: LogPosition
    public let next: LogPosition
    public let content: Result<Event, LineFault>
  }

  private let disk: any Disk
  private let checkingHashes: Bool
  private var segments: ArraySlice<Checkpoint.SealedSegment>
  private var start: Int64
  private var file: OpenFile?
  private var scanner: SegmentScanner?
  private var number: SegmentNumber = 0
  /// How many bytes there are to read in all.
  public let totalBytes: Int64

  init(
    _ disk: any Disk, segments: [Checkpoint.SealedSegment], from position: LogPosition,
    checkingHashes: Bool = true
  ) {
    self.disk = disk
    self.checkingHashes = checkingHashes
    self.segments = segments.drop { $0.number < position.segment }
    start = self.segments.first?.number == position.segment ? position.offset : 0
    totalBytes = max(0, self.segments.reduce(0) { $0 + $1.bytes } - start)
  }

  /// The next line; nil at the end. After a throw, the scan is over.
  public mutating func next() throws(DiskFault) -> Line? {
    while true {
      if let line = try scanner?.next() {
        return Line(
          position: LogPosition(segment: number, offset: line.offset),
          next: LogPosition(segment: number, offset: line.end), content: line.content)
      }
      close()
      guard let segment = segments.popFirst() else { return nil }
      let opened = try disk.open(LogLayout.segment(segment.number), for: .reading)
      file = opened
      number = segment.number
      scanner = SegmentScanner(disk, opened, from: start, to: segment.bytes, checkingHashes: checkingHashes)
      start = 0
    }
  }

  /// Frees the file where the scan ends early; at its end it does so itself.
  public mutating func close() {
    if let file { disk.close(file) }
    file = nil
    scanner = nil
  }
}
