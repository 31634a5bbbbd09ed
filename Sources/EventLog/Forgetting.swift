import Events

/// Erases what is personal from the log (S20).
public enum Forgetting {
  /// What was erased.
  public struct Report: Sendable, Equatable {
    /// How many events had personal data that is gone now.
    public internal(set) var events = 0
    public internal(set) var segmentsRewritten = 0
    /// Files with set-aside bytes and old checkpoints that were removed, since they might hold what was erased.
    public internal(set) var filesRemoved = 0
  }

  /// Which events are meant.
  struct Scope {
    let before: Timestamp
    let order: OrderID?
    /// Orders that are not over: what is erased there could hurt somebody tonight.
    let spared: Set<OrderID>

    func covers(_ event: Event) -> Bool {
      event.personalRange != nil && event.createdAt < before && (order == nil || event.orderID == order)
        && event.orderID.map(spared.contains) != true
    }
  }
}

extension EventLog {
  /// Erases `personal` from every event written before a moment, of one order or of all but those that are spared.
  /// Chains, order and count of the events stay as they are.
  ///
  /// Each segment is replaced in one step, so after a crash it is the old one or the new one; done again, it goes
  /// on where it stopped. Checkpoints, set-aside bytes and the journal are removed first, since nobody can say
  /// what they hold; the caller makes a new checkpoint from a state that has forgotten as well.
  public func forget(
    before: Timestamp, order: OrderID?, sparing spared: Set<OrderID> = []
  ) throws(LogFault) -> Forgetting.Report {
    try requireWriting()
    try sync()
    if end.offset > 0 { try seal() }
    let scope = Forgetting.Scope(before: before, order: order, spared: spared)
    var report = Forgetting.Report()
    do throws(DiskFault) {
      report.filesRemoved = try removeRemains()
      try journal?.erase(noting: end)
      for index in sealed.indices { try erase(scope, inSealed: index, &report) }
    } catch {
      throw .refused(error)
    }
    return report
  }

  private func removeRemains() throws(DiskFault) -> Int {
    var removed = 0
    for name in try CheckpointStore.names(on: disk) {
      try disk.remove("\(LogLayout.checkpoints)/\(name)")
      removed += 1
    }
    for name in try disk.names(in: LogLayout.quarantine) {
      try disk.remove("\(LogLayout.quarantine)/\(name)")
      removed += 1
    }
    try disk.syncDirectory(LogLayout.checkpoints)
    try disk.syncDirectory(LogLayout.quarantine)
    return removed
  }

  private func erase(
    _ scope: Forgetting.Scope, inSealed index: Int, _ report: inout Forgetting.Report
  ) throws(DiskFault) {
    let segment = sealed[index]
    let path = LogLayout.segment(segment.number)
    let source = try disk.open(path, for: .reading)
    defer { disk.close(source) }
    guard try holdsAny(of: scope, source, segment.bytes) else { return }
    try disk.removeIfThere(LogLayout.index(of: segment.number))
    try disk.syncDirectory(LogLayout.checkpoints)
    indexed.remove(segment.number)
    var erased = 0
    var lastLength = 0
    let bytes = try disk.replace(path) { file throws(DiskFault) in
      try copy(source, segment.bytes, to: file) { event in
        let isCovered = scope.covers(event)
        if isCovered { erased += 1 }
        let line = isCovered ? event.withoutPersonal : event.line
        lastLength = line.count
        return line
      }
    }
    sealed[index] = Checkpoint.SealedSegment(number: segment.number, bytes: bytes)
    reader.forgetIndexes()
    moveLastLine(in: segment.number, toEndAt: bytes, length: lastLength)
    report.events += erased
    report.segmentsRewritten += 1
  }

  private func holdsAny(
    of scope: Forgetting.Scope, _ file: OpenFile, _ bytes: Int64
  ) throws(DiskFault) -> Bool {
    var scanner = SegmentScanner(disk, file, from: 0, to: bytes, checkingHashes: false)
    while let line = try scanner.next() {
      if case .success(let event) = line.content, scope.covers(event) { return true }
    }
    return false
  }

  /// Copies a segment with each line as `newLine` wants it. Stretches that do not read back are copied as they are.
  ///
  /// - Returns: how long the copy is.
  private func copy(
    _ source: OpenFile, _ size: Int64, to file: OpenFile, line newLine: (Event) -> [UInt8]
  ) throws(DiskFault) -> Int64 {
    var scanner = SegmentScanner(disk, source, from: 0, to: size, checkingHashes: false)
    var written: Int64 = 0
    var buffer: [UInt8] = []
    while let line = try scanner.next() {
      if case .success(let event) = line.content {
        buffer += newLine(event)
        buffer.append(UInt8(ascii: "\n"))
      } else {
        buffer += try disk.read(source, at: line.offset, count: Int(line.length))
      }
      guard buffer.count >= 1 << 20 else { continue }
      try disk.writeWhole(buffer[...], to: file, at: written)
      written += Int64(buffer.count)
      buffer.removeAll(keepingCapacity: true)
    }
    try disk.writeWhole(buffer[...], to: file, at: written)
    return written + Int64(buffer.count)
  }

  /// Where the last line of the log stands in the segment that was rewritten, it ends where that ends.
  private func moveLastLine(in number: SegmentNumber, toEndAt bytes: Int64, length: Int) {
    guard let line = lastLine, line.position.segment == number else { return }
    let start = LogPosition(segment: number, offset: bytes - Int64(length) - 1)
    lastLine = Checkpoint.LastLine(position: start, length: UInt32(length), hash: line.hash)
  }
}
