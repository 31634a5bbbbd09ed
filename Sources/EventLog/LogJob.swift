import Events

/// Numbers the batches that are handed to a ``LogWriter``: 1, 2, 3 …
public struct BatchNumber: Hashable, Comparable, Sendable {
  public let number: UInt64

  public init(_ number: UInt64) { self.number = number }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}

/// What a ``LogWriter`` is asked to do, in the order in which it was asked.
public enum LogJob: Sendable {
  /// Write and sync a batch. Each of its events must follow what was handed over before.
  ///
  /// - Parameters:
  ///   - isWhole: whether all of it must be kept or lost together, whatever ends the program.
  ///   - refusalsHeard: how many ``LogOutcome/refused(_:_:)`` the one who hands it over has acted upon. A batch from
  ///     someone who took a refused one for written does not fit, and is not written.
  case append([Event], BatchNumber, isWhole: Bool, refusalsHeard: Int)
  /// Write a checkpoint of everything up to and with a batch.
  ///
  /// It is left out where another batch has been handed over by the time the writer comes to it: then what is
  /// handed in here would not agree with the log.
  case checkpoint(after: BatchNumber, retained: [[UInt8]], blob: [UInt8])
  /// Erase `personal` from events written before a moment, of one order or of all.
  case forget(before: Timestamp, order: OrderID?, sparing: Set<OrderID>)
  /// Put events where they are missing in a damaged log; see ``EventLog/heal(_:isComplete:at:)``.
  case heal([Event], isComplete: Bool, now: Timestamp)
  /// Read the whole log through, after a line of it did not read back; batches wait meanwhile.
  case examine
  /// Look whether the log is still where it was. Only bad news is an outcome.
  case checkThere
  /// Finish what was handed over, sync, and free the directory.
  case close
}

/// What a ``LogWriter`` has to say, in the order in which it happened.
public enum LogOutcome: Sendable {
  /// All batches up to this one that were not refused before are durable; a ``LogReader`` may look so far.
  case durable(upTo: BatchNumber, position: LogPosition)
  /// Nothing of this batch was kept, nor of any handed over since with the same count of refusals heard.
  case refused(BatchNumber, LogFault)
  /// The disk failed. Batches handed over before stay open: they become durable when the log has resumed.
  case stalled(LogFault)
  case resumed
  /// A checkpoint is there; nil where it was left out because batches had been handed over since.
  case checkpointed(LogPosition?)
  case checkpointFailed(LogFault)
  /// Personal data was erased. Every ``LogReader`` must forget its indexes, and a new checkpoint is due.
  case forgotten(Forgetting.Report)
  case forgettingFailed(LogFault)
  /// A damaged log took events that were missing; where nothing remains, it is written again. Every ``LogReader``
  /// must forget its indexes and may look so far, and a new checkpoint is due.
  case healed(Healing.Report, position: LogPosition)
  /// Every ``LogReader`` must forget its indexes all the same. The log is as damaged as before or less.
  case healingFailed(LogFault)
  /// The log was read through and is sound, or it is not and is no longer written until it is healed.
  case examined(LogFinding?, gaps: [ChainGap], tips: ChainTips)
  case examinationFailed(LogFault)
  /// The log was deleted or moved away: nothing more is kept.
  case gone(LogFault)
}
