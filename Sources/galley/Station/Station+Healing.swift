import EventLog
import Events
import Host
import Venue

/// What a repair of the log changes for the terminal that holds it (F5).
extension Station {
  /// A line of the log no longer reads back: it is shown and not written until others have brought it.
  func damaged(_ finding: LogFinding, _ gaps: [ChainGap], _ tips: ChainTips) {
    reader.forgetIndexes()
    foundWhileRunning = true
    self.gaps = gaps
    setCondition(stillDamaged: LogFault.damaged(finding).description)
    feed(.damaged(gaps, tips, at: clock.moment()))
  }

  /// The disk did not take the repair: the others are asked again after a while.
  func healingFailed(_ fault: LogFault) {
    reader.forgetIndexes()
    setTrouble(fault.description)
    loop.at(SystemClock.monotonicMs() + Self.healAgainMs, "heal") { [weak self] in
      guard let self else { return }
      feed(.healed(Repair(events: [], gaps: gaps, isDamaged: true), at: clock.moment()))
    }
  }

  private static let healAgainMs: Int64 = 2_000

  /// The log has been repaired with events of others, or a part of it has.
  func healed(_ report: Healing.Report, _ position: LogPosition) {
    reader.forgetIndexes()
    reader.advance(to: position)
    gaps = report.gaps
    setCondition(stillDamaged: report.remaining.map { LogFault.damaged($0).description })
    feed(
      .healed(
        Repair(
          events: report.recovered, gaps: report.gaps, isDamaged: report.remaining != nil,
          mayLackOwn: report.restsOnPeers, isNews: !foundWhileRunning), at: clock.moment()))
    if report.remaining == nil { foundWhileRunning = false }
    checkpoint()
  }
}
