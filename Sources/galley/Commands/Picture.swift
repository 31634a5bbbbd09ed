import Events
import Host
import Screens
import Venue

/// `galley screen`: a pane drawn without a terminal.
enum Picture {
  /// - Parameter seenAt: now, where `now` is a moment to look back at: what lies before is marked as the past.
  static func draw(
    _ screenshot: Invocation.Screenshot, house: House, identity: Identity, now: Timestamp,
    trouble: String? = nil, seenAt: Timestamp? = nil, theme: Theme
  ) throws -> String {
    let view = View(
      size: Size(widthColumns: screenshot.columns, heightRows: screenshot.rows), house: house,
      identity: identity, now: now, offsetMinutes: LocalTime.offsetMinutes(now), banner: trouble)
    let isPast = seenAt.map { now < $0 } ?? false
    let frame =
      try isPast
      ? PaneDrawing.frame(of: screenshot.pane, view, seenAt: seenAt ?? now)
      : PaneDrawing.frame(of: screenshot.pane, view)
    switch screenshot.format {
    case .text: return frame.text
    case .ansi: return frame.ansi(theme: theme, depth: .trueColour)
    case .svg: return frame.svg(theme: theme)
    }
  }
}
