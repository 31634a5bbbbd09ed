import Events

/// Finds the checkpoint from which a start goes out.
struct CheckpointStore {
  let disk: any Disk
  let venue: String

  /// The names of the checkpoints that are there, newest first.
  static func names(on disk: any Disk) throws(DiskFault) -> [String] {
    try disk.names(in: LogLayout.checkpoints).filter(LogLayout.isCheckpoint).sorted(by: >)
  }

  /// The newest checkpoint that is whole, fits the log and was made by this reduction, with its path.
  ///
  /// - Parameters:
  ///   - segments: the segments that are there.
  ///   - reduction: see ``EventLog/reduction``.
  ///   - ignored: told of each that does not fit, and why.
  func newest(
    fitting segments: [Checkpoint.SealedSegment], by reduction: UInt32, ignored: (LogFinding) -> Void
  ) throws(DiskFault) -> (path: String, checkpoint: Checkpoint)? {
    for name in try Self.names(on: disk) {
      let path = "\(LogLayout.checkpoints)/\(name)"
      do throws(Trouble) {
        let checkpoint = try read(path, fitting: segments)
        guard checkpoint.reduction == reduction else { throw .flaw(.reduction) }
        return (path, checkpoint)
      } catch {
        switch error {
        case .disk(let fault) where fault.kind != .io: throw fault
        case .disk: ignored(note(path, "the disk does not give it back"))
        case .flaw(let flaw): ignored(note(path, flaw.message))
        }
      }
    }
    return nil
  }

  private func note(_ path: String, _ why: String) -> LogFinding {
    LogFinding(file: path, offset: 0, length: 0, code: .checkpoint, message: "checkpoint ignored: \(why)")
  }

  /// Why a checkpoint could not be had.
  enum Trouble: Error {
    case disk(DiskFault)
    case flaw(Checkpoint.Flaw)
  }

  /// A checkpoint that is whole and fits the log.
  func read(
    _ path: String, fitting segments: [Checkpoint.SealedSegment]
  ) throws(Trouble) -> Checkpoint {
    let bytes: [UInt8]
    do throws(DiskFault) {
      bytes = try disk.readWhole(path, limit: Checkpoint.bytesLimit) ?? []
    } catch {
      throw .disk(error)
    }
    do throws(Checkpoint.Flaw) {
      let checkpoint = try Checkpoint(bytes, venue: venue)
      try check(checkpoint, against: segments)
      return checkpoint
    } catch {
      throw .flaw(error)
    }
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
