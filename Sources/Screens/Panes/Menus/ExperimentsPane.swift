import Events
import Menus
import Venue

/// Every experiment: how it splits the visits, when, where and by whom, and what the log says that came of it.
struct ExperimentsPane {
  static let kind = PaneKind(
    name: "experiments", help: "the trials of two versions: their split, their state, and what came of them",
    picture: .text { console, view, width in
      if let form = console.desk.form { return [MenuFormLines(form, console, view).lines(columns: width)] }
      return [ExperimentsPane(console, view).rows(width).map(\.line)]
    }, crew: .manager, keys: ActionTable.experimentsPane,
    wheel: { console, key, view in console.markExperiment(key, view) })

  private let console: Console
  private let view: View

  private static let barColumns = 20

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
  }

  func place(of experiment: UUIDv7, columns: Int) -> Range<Int> {
    let rows = rows(columns)
    let places = rows.indices.filter { rows[$0].experiment == experiment }
    guard let first = places.first, let last = places.last else { return 0..<1 }
    return first..<last + 1
  }

  private func rows(_ columns: Int) -> [(line: TextLine, experiment: UUIDv7?)] {
    let all = view.house.experiments.all
    let title: [(line: TextLine, experiment: UUIDv7?)] = [
      (TextLine("Experiments, newest first", .title, .bold), nil)
    ]
    guard !all.isEmpty else {
      let words =
        "None yet. An experiment shows a version to a part of the visits, and the log tells what they ordered: n."
      return title + [(.empty, nil)]
        + TextLine.wrapped(words, Style(.text), toColumns: columns).map { ($0, nil) }
    }
    let marked = console.markedExperiment(view)?.id
    return title
      + all.flatMap { experiment in
        [(.empty, nil)]
          + lines(experiment, isMarked: experiment.id == marked, columns).map { ($0, experiment.id) }
      }
  }

  private func lines(_ experiment: Experiment, isMarked: Bool, _ columns: Int) -> [TextLine] {
    let plan = experiment.plan
    let style = Style(isMarked ? .selected : .text)
    let (control, variant) = (view.versionName(plan.control), view.versionName(plan.variant))
    let state = ExperimentWords.state(experiment, at: view.wall, clock: view.dayAndClock)
    let isLive = experiment.isLive(at: view.wall)
    let tables = plan.tables.isEmpty ? "all tables" : plan.tables.map(\.string).joined(separator: " ")
    let facts =
      "\(view.dayAndClock(plan.startsAt)) until \(view.dayAndClock(plan.endsAt)) · \(tables) · by \(experiment.actor) "
      + "\(view.dayAndClock(experiment.madeAt)) · \(experiment.id.description.suffix(12))"
    let head = TextLine(
      [
        .init(isMarked ? "► " : "  ", style), .init("\(control) or \(variant)", style),
      ], end: [.init(experiment.ended == nil ? state : "ended", isLive ? .codeReady : .dim)])
    let ended =
      experiment.ended == nil
      ? [] : TextLine.wrapped(state, Style(.text), after: [.init("  ", .text)], toColumns: columns)
    return [head, bar(plan)]
      + TextLine.wrapped(facts, Style(.dim), after: [.init("  ", .text)], toColumns: columns) + ended
      + figures(experiment, isMarked: isMarked, columns)
  }

  /// `control 50 ████████░░░░░░░░ 50 variant`: at least a cell for each.
  private func bar(_ plan: Experiment.Plan) -> TextLine {
    let share = Int(plan.allocation) * Self.barColumns
    let variant = min(max(1, (share + 50) / 100), Self.barColumns - 1)
    return TextLine([
      .init("  control \(100 - plan.allocation) ", .text),
      .init(String(repeating: "█", count: Self.barColumns - variant), .bill),
      .init(String(repeating: "░", count: variant), .codeCooking),
      .init(" \(plan.allocation) variant", .text),
    ])
  }

  // MARK: Figures

  private func figures(_ experiment: Experiment, isMarked: Bool, _ columns: Int) -> [TextLine] {
    let indent = TextLine.Piece("  ", .text)
    guard view.wall >= experiment.plan.startsAt else { return [] }
    let known = console.desk.figures[experiment.id] ?? .init()
    var lines = known.read.map { table($0.report, $0.at, columns) } ?? []
    if let trouble = known.trouble {
      lines += TextLine.wrapped(trouble, Style(.ageWarm), after: [indent], toColumns: columns)
    }
    if known.isReading {
      lines.append(TextLine([indent, .init("The log is being read …", .dim)]))
    } else if known.read == nil, isMarked {
      lines.append(TextLine([indent, .init("Enter reads from the log what came of it.", .dim)]))
    }
    return lines
  }

  private static let widths = [8, 12, 7, 7, 6, 11, 8]

  private func table(_ report: ExperimentReport, _ time: Timestamp, _ columns: Int) -> [TextLine] {
    let heads = ["", "version", "visits", "orders", "items", "each visit", "ordered", "95 of 100"]
    let rows = report.arms.map { arm in
      [
        arm.arm.rawValue, view.versionName(arm.version), "\(arm.visits)", "\(arm.orders)", "\(arm.items)",
        arm.takingsPerVisitText, ExperimentWords.percent(arm.interval?.rate),
        arm.interval.map { ExperimentWords.range($0) } ?? "",
      ]
    }
    let verdict: TextLine.Piece =
      report.hasEnoughData
      ? .init("each arm has \(ExperimentReport.visitsWanted) visits or more", .text)
      : .init("not enough data: each arm wants \(ExperimentReport.visitsWanted) visits", .ageWarm)
    let end = TextLine([.init("  as of \(view.dayAndClock(time)): ", .dim), verdict])
    return [Self.row(heads, Style(.dim))] + rows.map { Self.row($0, Style(.text)) } + [end]
  }

  /// Words to the left, numbers to the right.
  private static func row(_ cells: [String], _ style: Style) -> TextLine {
    let pieces = cells.enumerated().flatMap { place, cell -> [TextLine.Piece] in
      guard widths.indices.contains(place) else { return [.init("  \(cell)", style)] }
      let text = SafeText(cell).cut(toColumns: widths[place])
      let blanks = TextLine.Piece(String(repeating: " ", count: widths[place] - text.widthColumns), .text)
      let shown = TextLine.Piece(text, style)
      return place < 2 ? [shown, blanks, .init(" ", .text)] : [blanks, shown]
    }
    return TextLine([.init("  ", .text)] + pieces)
  }
}

extension Console.Pane {
  static let experiments = Self(ExperimentsPane.kind)
}
