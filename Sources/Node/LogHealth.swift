import EventLog
import Events

/// How it stands with the log and its disk, in words for people.
public struct LogHealth {
  /// What the start found.
  public let report: OpenReport
  /// What is wrong with log or disk; nil when nothing is.
  public private(set) var trouble: String?
  /// Why nothing will be taken before the next start; nil on an ordinary day, and while a full disk may clear.
  public private(set) var readOnlyBecause: String?
  /// Whether damage that the start found has been repaired since.
  public private(set) var isHealed = false
  /// What a damaged log does not give back.
  var gaps: [ChainGap]
  /// Whether something acknowledged does not read back.
  private(set) var isDamaged: Bool
  /// Whether the damage that is there was found after the start, which knew of the events in it.
  private(set) var wasFoundWhileRunning = false

  init(_ log: EventLog) {
    report = log.report
    gaps = log.gaps
    isDamaged = false
    switch log.condition {
    case .writing: break
    case .unproven(let fault): trouble = LogFault.refused(fault).description
    case .readOnly(let fault): readOnlyBecause = LogFault.refused(fault).description
    case .damaged(let finding):
      isDamaged = true
      readOnlyBecause = LogFault.damaged(finding).description
    case .gone(let path): readOnlyBecause = LogFault.gone(path).description
    }
    trouble = trouble ?? readOnlyBecause
  }

  /// - Returns: whether that is news.
  mutating func setTrouble(_ words: String?) -> Bool {
    defer { trouble = words }
    return words != trouble
  }

  /// The log was deleted: nothing more is kept.
  mutating func end(_ words: String) { readOnlyBecause = words }

  /// A line no longer reads back.
  mutating func foundDamage(_ finding: LogFinding, _ gaps: [ChainGap]) {
    wasFoundWhileRunning = true
    setCondition(finding, gaps)
  }

  /// The log was repaired, or a part of it.
  mutating func repaired(_ report: Healing.Report) {
    setCondition(report.remaining, report.gaps)
    if report.remaining == nil { wasFoundWhileRunning = false }
  }

  private mutating func setCondition(_ damage: LogFinding?, _ gaps: [ChainGap]) {
    self.gaps = gaps
    isDamaged = damage != nil
    isHealed = damage == nil
    readOnlyBecause = damage.map { LogFault.damaged($0).description }
    trouble = readOnlyBecause
  }
}
