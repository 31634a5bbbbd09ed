import EventLog
import Events
import Replication
import Venue

/// Damage in the log while it runs, and its repair with events of other terminals.
extension Node {
  /// Looks a stretch of a history up for the links; nil where there is no answer for now.
  ///
  /// An event that the chains say is held, and that does not read back, is damage. To take it for not held would let
  /// this terminal fetch its own history as another's; so the log is looked through first, and only others, who can
  /// ask elsewhere, get an answer.
  mutating func look(up read: ChainRead) -> MeshInput? {
    let found = chain(read.stretch, limitBytes: read.maxBytes)
    if found == nil, isUnreadable(read.stretch) {
      emit(.log(.examine))
      guard read.isForOthers else { return nil }
    }
    return .read(read, found)
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
      venue.durableTip(of: stretch.origin).seq > 0, health.readOnlyBecause == nil
    else { return false }
    return (try? reader.events(of: stretch.origin, seq: stretch.from))?.isEmpty ?? true
  }

  /// A line of the log no longer reads back: it is shown and not written until others have brought it.
  mutating func damaged(_ finding: LogFinding, _ gaps: [ChainGap], _ tips: ChainTips) {
    reader.forgetIndexes()
    health.foundDamage(finding, gaps)
    emit(.changed)
    feed(.damaged(gaps, tips, at: moments()))
  }

  private static let healAgainMs: Int64 = 2_000

  /// The disk did not take the repair: the others are asked again after a while.
  mutating func healingFailed(_ fault: LogFault) {
    reader.forgetIndexes()
    setTrouble(fault.description)
    healAgainMs = moments().monotonicMs + Self.healAgainMs
  }

  mutating func healAgain() {
    healAgainMs = nil
    let repair = Repair(events: [], tips: nil, gaps: health.gaps, isDamaged: true)
    feed(.healed(repair, at: moments()))
  }

  /// The log has been repaired with events of others, or a part of it has.
  mutating func healed(_ report: Healing.Report, _ position: LogPosition) {
    reader.forgetIndexes()
    reader.advance(to: position)
    let isNews = !health.wasFoundWhileRunning
    health.repaired(report)
    emit(.changed)
    feed(
      .healed(
        Repair(
          events: report.recovered, tips: report.tips, gaps: report.gaps, isDamaged: report.remaining != nil,
          mayLackOwn: report.restsOnPeers, isNews: isNews), at: moments()))
    checkpoint()
  }
}
