import EventLog
import Events
import Host
import Replication
import Venue

/// What a repair of the log changes for the terminal that holds it (F5).
extension Station {
  /// Looks a stretch of a history up for the links.
  ///
  /// An event that the chains say is held, and that does not read back, is damage. To take it for not held would let
  /// this terminal fetch its own history as another's; so the log is looked through first, and only others, who can
  /// ask elsewhere, get an answer.
  func look(up read: ChainRead) {
    let found = chain(read.stretch, limitBytes: read.maxBytes)
    if found == nil, isUnreadable(read.stretch) {
      worker.examine()
      guard read.isForOthers else { return }
    }
    answer(.read(read, found))
  }

  /// The stretch; nil where the log does not give it.
  private func chain(_ stretch: ChainRange, limitBytes: Int) -> [Event]? {
    guard stretch.from <= stretch.to else { return nil }
    let found = try? reader.chain(
      of: stretch.origin, tip: stretch.tip, seqs: stretch.from...stretch.to, limitBytes: limitBytes)
    return found ?? nil
  }

  private func isUnreadable(_ stretch: ChainRange) -> Bool {
    guard (1...max(1, venue.durableTip(of: stretch.origin).seq)).contains(stretch.from),
      venue.durableTip(of: stretch.origin).seq > 0, readOnlyBecause == nil
    else { return false }
    return (try? reader.events(of: stretch.origin, seq: stretch.from))?.isEmpty ?? true
  }

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
      let repair = Repair(events: [], tips: nil, gaps: gaps, isDamaged: true)
      feed(.healed(repair, at: clock.moment()))
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
          events: report.recovered, tips: report.tips, gaps: report.gaps, isDamaged: report.remaining != nil,
          mayLackOwn: report.restsOnPeers, isNews: !foundWhileRunning), at: clock.moment()))
    if report.remaining == nil { foundWhileRunning = false }
    checkpoint()
  }
}
