import Events

/// Finds the checkpoint from which a start goes out.
struct CheckpointStore {
  let disk: any Disk
  let venue: String

  /// The names of the checkpoints that are there, newest first.
  static func names(on disk: any Disk) throws(DiskFault) -> [String] {
    try disk.names(in: LogLayout.checkpoints).filter(LogLayout.isCheckpoint).sorted(by: >)
  }

  /// The newest checkpoint that is whole and fits the log, with its path.
  ///
  /// - Parameters:
  ///   - segments: the segments that are there.
  ///   - ignored: told of each that does not fit, and why.
  func newest(
    fitting segments: [Checkpoint.SealedSegment], ignored: (LogFinding) -> Void
  ) throws(DiskFault) -> (path: String, checkpoint: Checkpoint)? {
    for name in try Self.names(on: disk) {
      let path = "\(LogLayout.checkpoints)/\(name)"
      let bytes = try disk.readWhole(path, limit: Checkpoint.bytesLimit) ?? []
      do throws(Checkpoint.Flaw) {
        let checkpoint = try Checkpoint(bytes, venue: venue)
        try check(checkpoint, against: segments)
        return (path, checkpoint)
      } catch {
        ignored(
          LogFinding(
            file: path, offset: 0, length: Int64(bytes.count), code: .checkpoint,
            message: "checkpoint ignored: \(error.message)"))
      }
    }
    return nil
  }

  /// Whether the log is the one that the checkpoint was made of, and as long.
  private func check(
    _ checkpoint: Checkpoint, against segments: [Checkpoint.SealedSegment]
  ) throws(Checkpoint.Flaw) {
    for sealed in checkpoint.sealed where !segments.contains(sealed) {
      throw .log("segment \(sealed.number) is not what it was")
    }
    guard let active = segments.first(where: { $0.number == checkpoint.position.segment }),
      active.bytes >= checkpoint.position.offset
    else { throw .log("it is ahead of the log") }
    guard let line = checkpoint.lastLine else { return }
    guard (try? lastLine(line)) == line.hash else { throw .log("it is of another log") }
  }

  private func lastLine(_ line: Checkpoint.LastLine) throws -> Fingerprint? {
    guard line.length < Event.lineBytesLimit else { return nil }
    let file = try disk.open(LogLayout.segment(line.position.segment), for: .reading)
    defer { disk.close(file) }
    let bytes = try disk.read(file, at: line.position.offset, count: Int(line.length))
    var decoder = EventDecoder()
    return try decoder.decode(bytes).hash
  }
}
