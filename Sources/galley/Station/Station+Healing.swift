import EventLog
import Host
import Venue

/// What a repair of the log changes for the terminal that holds it (F5).
extension Station {
  /// The log has been repaired with events of others, or a part of it has.
  func healed(_ report: Healing.Report, _ position: LogPosition) {
    reader.forgetIndexes()
    reader.advance(to: position)
    setCondition(stillDamaged: report.remaining.map { LogFault.damaged($0).description })
    feed(
      .healed(
        Repair(
          events: report.recovered, gaps: report.gaps, isDamaged: report.remaining != nil,
          mayLackOwn: report.restsOnPeers), at: clock.moment()))
    checkpoint()
  }
}
