import Events
import Host
import Insights
import Replication
import Screens
import Venue

/// `galley screen`: a pane drawn without a terminal.
enum Picture {
  /// - Parameters:
  ///   - seenAt: now, where `now` is a moment to look back at: what lies before is marked as the past.
  ///   - takings: of that day and of the one before, for the pane that shows them.
  ///   - insight: for the pane that shows it.
  static func draw(
    _ screenshot: Invocation.Screenshot, house: House, identity: Identity, now: Timestamp,
    trouble: String? = nil, mesh: MeshStatus = MeshStatus(), partners: [PartnerStatus] = [],
    seenAt: Timestamp? = nil,
    takings: [DayTakings] = [], insight: InsightAnswer? = nil, theme: Theme,
    settings: SettingValues
  ) throws -> String {
    let view = View(
      size: Size(widthColumns: screenshot.columns, heightRows: screenshot.rows), house: house,
      identity: identity, now: now, offsets: .around(now), banner: trouble, mesh: mesh, partners: partners)
    // In text, dishes stay in plain cells: programs and screen readers read it.
    let preferences = Preferences(
      pixels: settings.letters.pixels(on: .quarter), keepsDishesPlain: screenshot.format == .text)
    let isPast = seenAt.map { now < $0 } ?? false
    let frame =
      try isPast
      ? PaneDrawing.frame(of: screenshot.pane, view, preferences, seenAt: seenAt ?? now, takings)
      : PaneDrawing.frame(of: screenshot.pane, view, preferences, takings, insight: insight)
    switch screenshot.format {
    case .text: return frame.text
    case .ansi: return frame.ansi(theme: theme, depth: .trueColour)
    case .svg: return frame.svg(theme: theme)
    }
  }
}
