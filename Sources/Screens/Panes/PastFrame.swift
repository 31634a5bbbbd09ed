import Events

/// What tells the past from now at three metres: a row above and one below, and both sides filled.
struct PastFrame {
  let past: Past
  /// As of now.
  let present: View
  let plan: ScreenPlan

  static let role = Role.past

  /// Rows and columns that it takes from a pane: those that give way in a small window first.
  static func margins(_ size: Size) -> (top: Int, bottom: Int, side: Int) {
    (
      size.heightRows >= 3 ? 1 : 0, size.heightRows >= 9 ? 1 : 0,
      size.widthColumns >= 80 ? 2 : size.widthColumns >= 40 ? 1 : 0
    )
  }

  func draw(into frame: inout Frame) {
    let width = frame.size.widthColumns
    let style = Style(Self.role, .bold)
    let (_, bottom, side) = Self.margins(frame.size)
    let body = plan.body
    for column in [0, width - side] where side > 0 {
      let edge = Rectangle(
        row: body.row, column: column, widthColumns: side, heightRows: body.heightRows)
      frame.fill(edge, style: style)
    }
    let text = SafeText(" " + words(columns: width - 2)).cut(toColumns: width)
    for row in [0] + (bottom > 0 ? [body.row + body.heightRows] : []) {
      frame.fill(Rectangle(row: row, column: 0, widthColumns: width, heightRows: 1), style: style)
      frame.write(text, at: Position(row: row, column: 0), style: style)
    }
  }

  /// As much as fits, the most needed first: that it is the past, when, and how to leave.
  private func words(columns: Int) -> String {
    let then = past.view(present)
    let clock = then.clock(past.time)
    if past.isReading { return "THE PAST · reading the log · Esc now" }
    if !past.typed.isEmpty { return "THE PAST · go to \(Self.shown(past.typed)) · Enter · Esc now" }
    let ago = Self.ago(past.time, present.now)
    let day = Self.day(past.time, offsetMinutes: then.offsets.minutes(at: past.time))
    let forms = [
      "THE PAST  \(clock) on \(day) · \(ago) · ← → minute · type a time · Esc now",
      "THE PAST  \(clock) on \(day) · \(ago) · Esc now", "THE PAST  \(clock) · \(ago) · Esc now",
      "THE PAST  \(clock) · Esc now", "PAST \(clock) Esc",
    ]
    return forms.first { SafeText($0).widthColumns <= columns } ?? "PAST \(clock)"
  }

  /// `19:4_`: what was typed, as a time.
  private static func shown(_ typed: String) -> String {
    let whole = Array(typed + String(repeating: "_", count: 4 - typed.utf8.count))
    return "\(String(whole[0..<2])):\(String(whole[2...]))"
  }

  private static func ago(_ time: Timestamp, _ now: Timestamp) -> String {
    let minutes = max(0, now.milliseconds - time.milliseconds) / 60_000
    if minutes < 60 { return "\(minutes) min ago" }
    if minutes < 48 * 60 { return "\(minutes / 60) h \(minutes % 60) min ago" }
    return "\(minutes / 1_440) days ago"
  }

  static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func day(_ time: Timestamp, offsetMinutes: Int) -> String {
    let date = time.advanced(byMilliseconds: Int64(offsetMinutes) * 60_000).utcDate
    return "\(date.day) \(months[date.month - 1])"
  }

  /// What stands on the board of a moment at which it held nothing, or in place of an order that was not there yet.
  func drawEmpty(of pane: Console.Pane, into frame: inout Frame) {
    let then = past.view(present)
    let order = pane.order.flatMap { present.house.orders[$0]?.order.codeText }
    let what = order.map { "\($0) was not opened yet at" } ?? "No tickets at"
    let text = past.isReading ? "Reading the log…" : "\(what) \(then.clock(past.time))."
    let column = max(0, (frame.window.widthColumns - SafeText(text).widthColumns) / 2)
    frame.draw(TextLine(text, .title, .bold), row: frame.window.heightRows / 2, column: column)
  }
}
