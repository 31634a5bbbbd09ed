import Events

/// What a start found and did: for the status line, `doctor`, and the decision to go on under a new origin.
public struct OpenReport: Sendable {
  /// Bytes that were moved out of the log into a file of their own.
  public struct SetAside: Sendable, Equatable {
    public let file: String
    public let offset: Int64
    public let length: Int64
    /// Where they are kept now.
    public let keptIn: String
  }

  /// What the log has lost although the disk had said that it was kept.
  public enum Loss: Sendable, Equatable {
    /// There was a log here, and it is gone.
    case log
    /// The log ends before what was acknowledged.
    case tail
  }

  /// Acknowledged bytes that do not read back. The log is not written while there are any.
  public internal(set) var damage: [LogFinding] = []
  /// Half-written bytes after the last acknowledged line, cut off.
  public internal(set) var tornTail: SetAside?
  /// Acknowledged bytes that the log had lost, put back from the journal.
  public internal(set) var restored: LogFinding?
  /// Set where this terminal's own last events may be lost: it must go on under a new origin.
  public internal(set) var loss: Loss?
  /// The checkpoint that the start went out from; nil where the whole log was read.
  public internal(set) var checkpoint: String?
  public internal(set) var linesRead = 0
  /// What else is worth a line: ignored checkpoints, files that do not belong here.
  public internal(set) var notes: [LogFinding] = []
}

/// What a start hands over, in this order.
public enum Replayed {
  /// What the heart kept of everything that lies before the checkpoint; first, and only where one is used.
  case summary(blob: [UInt8])
  /// An event from before the checkpoint that was kept whole; it is covered by the summary as well.
  case retained(Event)
  /// An event after the checkpoint, in order of the log.
  case event(Event)
  case progress(doneBytes: Int64, ofBytes: Int64)
}
