import Dining
import Events
import Insights
import Menus
import Venue

/// What the past says: one question at a time, as a table and as pictures.
///
/// Who stands there: a manager at a laptop between two services, who wants to know what to change tomorrow. What they
/// need first: which question this answers (metric, days, filters), with the keys that change it; how old the answer is,
/// and what is wrong with it; then the picture, which says where to look in the table.
struct InsightsPane {
  static let kind = PaneKind(
    name: InsightWords.pane,
    help: "what the past says: slow movers, prep times, voice, where visits end, takings, speed, voids",
    picture: .text { console, view, width in
      if let form = console.desk.form { return [MenuFormLines(form, console, view).lines(columns: width)] }
      return InsightsPane(console, view).columns(width)
    }, crew: .manager,
    head: { console, view, width in
      console.desk.form == nil ? InsightsPane(console, view).head(columns: width) : []
    }, keys: ActionTable.insightsPane)

  private let console: Console
  private let view: View
  private var desk: InsightDesk { console.desk.insights }

  /// From this width on the pictures stand beside the table.
  private static let besideLeast = 130
  /// Fewer rows show nothing of a picture but its numbers, which the table has.
  private static let plotLeastRows = 7

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
  }

  // MARK: Head

  /// Which questions there are, what is asked with which key, and as of when the answer is.
  func head(columns: Int) -> [TextLine] {
    var lines = metrics(columns)
    let metricRows = lines.count
    for words in picked {
      let gap = TextLine.Piece("  ", .text)
      if let last = lines.last, lines.count > metricRows,
        last.startColumns + 2 + TextLine(words).startColumns <= columns
      {
        lines[lines.count - 1].start += [gap] + words
      } else {
        lines.append(TextLine(words))
      }
    }
    let state = state
    guard !state.isEmpty else { return lines }
    if let last = lines.last, last.startColumns + 2 + TextLine(state).startColumns <= columns {
      lines[lines.count - 1].end = state
      return lines
    }
    return lines + [TextLine([], end: state)]
  }

  /// All metrics with their numbers; in a narrow window the one that is asked.
  private func metrics(_ columns: Int) -> [TextLine] {
    let pieces = Metric.allCases.enumerated().map { place, metric -> TextLine.Piece in
      let isAsked = metric == desk.metric
      let text = "\(place + 1) \(InsightWords.title(metric))"
      return .init(isAsked ? "[\(text)]" : text, Style(isAsked ? .title : .dim, isAsked ? .bold : []))
    }
    let all = TextLine.flowed(pieces, toColumns: columns)
    guard all.count > 1, let place = Metric.allCases.firstIndex(of: desk.metric) else { return all }
    return [
      TextLine([
        .init("\(place + 1) \(InsightWords.title(desk.metric))", .title, .bold), .init("  ← →", .key),
      ])
    ]
  }

  /// What is asked, each behind its key.
  private var picked: [[TextLine.Piece]] {
    let filter = desk.filter
    let version = filter.menuVersion.map { id in
      VersionID(id.string).map { view.versionName($0) } ?? id.string
    }
    let pairs: [(action: String, text: String, isSet: Bool)] = [
      ("span", "\(InsightWords.name(of: desk.span)), \(dates)", true),
      ("days", "from–to", false),
      ("only_type", filter.orderType.map(InsightWords.orderType) ?? "all orders", filter.orderType != nil),
      ("only_station", filter.station?.string ?? "all stations", filter.station != nil),
      ("only_version", version ?? "all menus", filter.menuVersion != nil),
      ("only_arm", filter.arm ?? "both arms", filter.arm != nil),
      ("parted", desk.groupingAsked.map { "by \($0.rawValue)" } ?? "not parted", desk.groupingAsked != nil),
    ]
    return pairs.compactMap { name, text, isSet in
      guard let action = ActionTable.named(name) else { return nil }
      if name == "parted", desk.metric.groupings.isEmpty { return nil }
      return [
        .init(console.preferences.keys.footerText(of: action), .key),
        .init(" \(text)", isSet ? .title : .text),
      ]
    }
  }

  private var dates: String {
    InsightWords.dates(desk.question(view).window, view.businessDays, at: view.wall)
  }

  private var state: [TextLine.Piece] {
    if desk.isReading { return [.init("reading…", .key)] }
    return desk.read.map { [.init("read at \(view.clock($0.at))", .dim)] } ?? []
  }

  // MARK: Body

  func columns(_ width: Int) -> [[TextLine]] {
    if let past = console.past, desk.read.map({ past.time < $0.at }) ?? true {
      return [sentence("Insights are read now, with the past in them: Esc goes back to now.", width)]
    }
    let lead = told(width)
    guard let answer = desk.read?.answer else { return [lead] }
    let notes = answer.notes.flatMap { TextLine.wrapped($0, Style(.text), toColumns: width) }
    guard !answer.rows.isEmpty else {
      let words = "Nothing that this question is about happened in these days."
      return [lead + (notes.isEmpty ? sentence(words, width) : [.empty] + notes)]
    }
    guard width >= Self.besideLeast, !answer.plots.isEmpty else {
      return [lead + notes + below(answer, width)]
    }
    let half = (width - 2) / 2
    let beside = answer.plots.flatMap { plot(plot: $0, half, rows: rows) + [.empty] }
    return [lead + notes + InsightTable(answer, view).lines(columns: half), beside]
  }

  /// The first picture, the table, and the other pictures.
  private func below(_ answer: InsightAnswer, _ width: Int) -> [TextLine] {
    let table = InsightTable(answer, view).lines(columns: width)
    let half = rows / 2
    guard let first = answer.plots.first, half >= Self.plotLeastRows else {
      return table + answer.plots.flatMap { [.empty] + plot(plot: $0, width, rows: max(half, 4)) }
    }
    return plot(plot: first, width, rows: half) + [.empty] + table
      + answer.plots.dropFirst().flatMap { [.empty] + plot(plot: $0, width, rows: rows) }
  }

  private func plot(plot: Plot, _ columns: Int, rows: Int) -> [TextLine] {
    PlotLines(
      plot, PlotInk(console.preferences.pixels), columns: columns, rows: min(rows, PlotLines.rowsWanted(plot))
    ).lines
  }

  /// The rows that are seen at once, about.
  private var rows: Int { max(4, view.size.heightRows - 7) }

  /// What there is to say before the answer: what went wrong, and that this is another question's answer.
  private func told(_ width: Int) -> [TextLine] {
    let trouble = desk.trouble.map { TextLine.wrapped($0, Style(.ageWarm), toColumns: width) } ?? []
    guard let answer = desk.read?.answer else {
      guard trouble.isEmpty else { return trouble }
      return sentence(desk.isReading ? "The log is being read …" : "A key reads it from the log.", width)
    }
    guard answer.question != desk.question(view) else { return trouble }
    let dates = InsightWords.dates(answer.question.window, view.businessDays, at: view.wall)
    let words = "Below is what was read before: \(InsightWords.title(answer.question.metric)), \(dates)."
    return trouble + TextLine.wrapped(words, Style(.dim), toColumns: width)
  }

  private func sentence(_ words: String, _ width: Int) -> [TextLine] {
    [.empty] + TextLine.wrapped(words, Style(.text), toColumns: width)
  }
}
