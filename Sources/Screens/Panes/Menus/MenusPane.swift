import Events
import Menus
import Venue

/// What guests see and why, what comes when, every version, and what was said by whom.
struct MenusPane {
  static let kind = PaneKind(
    name: "menus", help: "what guests see and why, what comes when, every version, and who said what",
    picture: .text { console, view, width in
      if let form = console.desk.form { return [MenuFormLines(form, console, view).lines(columns: width)] }
      return MenusPane(console, view).columns(width).map { $0.map(\.line) }
    }, crew: .manager, keys: ActionTable.menusPane,
    wheel: { console, key, view in console.markMenu(key, view) })

  /// A row, and what is marked where it is one that can be.
  struct Row {
    let line: TextLine
    var mark: ManagerDesk.Mark?
  }

  private let console: Console
  private let view: View
  private let menus: MenuBook
  private let live: ServedMenu?
  private let activations: [Activation]

  /// What was said is listed this far back; the log has all of it.
  private static let saidLimit = 100
  /// Nobody plans further ahead than a dozen changes.
  private static let stretchesLimit = 12

  init(_ console: Console, _ view: View) {
    self.console = console
    self.view = view
    menus = view.house.menus
    live = menus.served(at: view.wall)
    activations = Array(Self.activations(view).prefix(Self.saidLimit))
  }

  /// Whatever was said last about an activation counts: its making or its taking back.
  static func activations(_ view: View) -> [Activation] {
    view.house.menus.menus.flatMap(\.activations).sorted {
      ($0.cancelled?.at ?? $0.madeAt, $0.id) > ($1.cancelled?.at ?? $1.madeAt, $1.id)
    }
  }

  /// All rows that can be marked, in their order.
  var marks: [ManagerDesk.Mark] {
    guard menus.draft != nil else { return [] }
    return [.draft] + menus.versions.map { .version($0.id) } + activations.map { .activation($0.id) }
  }

  func place(of mark: ManagerDesk.Mark, columns: Int) -> Range<Int> {
    for rows in self.columns(columns) {
      let places = rows.indices.filter { rows[$0].mark == mark }
      if let first = places.first, let last = places.last { return first..<last + 1 }
    }
    return 0..<1
  }

  /// The parts below each other, or what was said beside the rest.
  func columns(_ width: Int) -> [[Row]] {
    guard menus.draft != nil else { return [nothing(width)] }
    guard width >= ScrollPane.twoColumnsLeast else {
      return [now(width) + next(width) + versions(width) + said(width)]
    }
    let half = (width - 2) / 2
    return [now(half) + next(half) + versions(half), Array(said(half).dropFirst())]
  }

  private func nothing(_ columns: Int) -> [Row] {
    let words =
      "This house has no menu yet. Give it one: menu import FILE, after : or in a shell after galley. "
      + "galley menu example prints one to begin with."
    return [Row(line: TextLine("Guests see nothing", .title, .bold)), Row(line: .empty)]
      + TextLine.wrapped(words, Style(.text), toColumns: columns).map { Row(line: $0) }
  }

  private func plain(_ lines: [TextLine]) -> [Row] { lines.map { Row(line: $0) } }

  // MARK: Now

  private func now(_ columns: Int) -> [Row] {
    guard let live else { return [] }
    let version = live.document.versionID
    let name = view.versionName(version)
    let digits = name == version.short ? "" : "  \(version.short)"
    let end = "\(Chrome.count(live.document.items.count, "dish", "dishes"))"
    var lines = [
      TextLine(
        [.init("Guests see ", .title), .init(name, .codeReady), .init(digits, .dim)], end: [.init(end, .dim)])
    ]
    let reasons = MenuReasons(view.house, at: view.wall, clock: view.dayAndClock)
    if let reason = reasons.considered.first(where: \.isInForce) {
      lines += TextLine.wrapped(reason.words, Style(.text), after: [.init("  ", .text)], toColumns: columns)
    }
    for experiment in view.house.experiments.all where experiment.isLive(at: view.wall) {
      let plan = experiment.plan
      guard plan.menuID == live.menuID else { continue }
      let places = plan.tables.isEmpty ? "" : " at \(plan.tables.map(\.string).joined(separator: " "))"
      let words =
        "but \(plan.allocation) of 100 visits\(places) that begin until \(view.dayAndClock(experiment.end)) see "
        + "\(view.versionName(plan.variant)), the others \(view.versionName(plan.control))"
      lines += TextLine.wrapped(words, Style(.bill), after: [.init("  ", .text)], toColumns: columns)
    }
    let gone = live.document.items.filter { live.isSoldOut($0.id) }.map(\.name)
    if !gone.isEmpty {
      let words = "sold out: \(gone.joined(separator: ", "))"
      lines += TextLine.wrapped(words, Style(.ageWarm), after: [.init("  ", .text)], toColumns: columns)
    }
    return plain(lines)
  }

  // MARK: Next

  private struct Coming {
    let from: Timestamp
    var until: Timestamp?
    let activation: Activation?
  }

  /// The stretches that are to come; where the version stays the same, guests see no change.
  private var changes: [Coming] {
    menus.timeline.stretches(from: view.wall, limit: Self.stretchesLimit).reduce(into: []) { changes, next in
      if let last = changes.last, last.activation?.version == next.activation?.version {
        changes[changes.count - 1].until = next.until
      } else {
        changes.append(Coming(from: next.from, until: next.until, activation: next.activation))
      }
    }
  }

  private func next(_ columns: Int) -> [Row] {
    let stretches = changes
    let title = [TextLine.empty, TextLine("What comes", .title, .bold)]
    guard stretches.count > 1 else {
      return plain(title + [TextLine("  nothing else, until somebody says so", .text)])
    }
    let times = stretches.enumerated().map { $0.offset == 0 ? "now" : view.dayAndClock($0.element.from) }
    let width = times.map { SafeText($0).widthColumns }.max() ?? 0
    let lines = zip(stretches, times).enumerated().map { place, pair in
      let (stretch, time) = pair
      let name = stretch.activation.map { view.versionName($0.version) } ?? "the document"
      let end = stretch.until.map { "until \(view.dayAndClock($0))" } ?? "from then on"
      let padded = time + String(repeating: " ", count: width - SafeText(time).widthColumns)
      return TextLine(
        [
          .init("  \(padded)  ", place == 0 ? .title : .text), .init(place == 0 ? "●" : "○", .key),
          .init(" \(name)", place == 0 ? .codeReady : .text),
        ], end: [.init(stretch.activation?.isWindow == true ? "window, \(end)" : end, .dim)])
    }
    return plain(title + lines)
  }

  // MARK: Versions

  private func versions(_ columns: Int) -> [Row] {
    let rows = VersionRow.all(in: view.house, at: view.wall)
    let title = TextLine(
      [.init("Versions, newest first", .title, .bold)],
      end: [.init(rows.isEmpty ? "" : Chrome.count(rows.count, "version"), .dim)])
    let names = rows.map { SafeText($0.version.name).widthColumns } + [SafeText("the document").widthColumns]
    let width = min(names.max() ?? 0, columns / 3)
    return plain([.empty, title]) + [draft(width)] + rows.map { version($0, width) }
  }

  private func draft(_ width: Int) -> Row {
    guard let document = menus.draft?.document else { return Row(line: .empty) }
    let at = menus.draft?.changedAt.map { view.dayAndClock($0) } ?? ""
    let change = console.desk.change(to: .draft, view)
    let state: TextLine.Piece =
      document.versionID == live?.document.versionID
      ? .init("as guests see it", .dim) : .init(change?.summary ?? "", .ageWarm)
    let mark = ManagerDesk.Mark.draft
    return Row(
      line: TextLine(
        lead(mark, "the document", width)
          + [.init("\(document.versionID.short)  imported \(at)", .dim)], end: [state]), mark: mark)
  }

  private func version(_ row: VersionRow, _ width: Int) -> Row {
    let mark = ManagerDesk.Mark.version(row.version.id)
    let state: TextLine.Piece =
      switch row.state {
      case .inForce: .init("● in force", .codeReady)
      case .scheduled: .init("○ scheduled", .codeNew)
      case .none: .init("", .text)
      }
    let facts = "\(row.version.id.short)  \(view.dayAndClock(row.version.madeAt)) \(row.version.actor)"
    return Row(
      line: TextLine(lead(mark, row.version.name, width) + [.init(facts, .dim)], end: [state]), mark: mark)
  }

  /// The mark and the name, filled up to a common width.
  private func lead(_ mark: ManagerDesk.Mark, _ name: String, _ width: Int) -> [TextLine.Piece] {
    let isMarked = console.desk.mark == mark
    let text = SafeText(name).cut(toColumns: width)
    let blanks = String(repeating: " ", count: max(0, width - text.widthColumns) + 2)
    let style = Style(isMarked ? .selected : .text)
    return [.init(isMarked ? "► " : "  ", style), .init(text, style), .init(blanks, .text)]
  }

  // MARK: Said

  private func said(_ columns: Int) -> [Row] {
    let title = plain([.empty, TextLine("What was said, newest first", .title, .bold)])
    guard !activations.isEmpty else {
      let words =
        "Nothing yet: the document that was imported last is what guests see. a or s on a version, or p for the "
        + "document, put one in force."
      return title
        + plain(TextLine.wrapped(words, Style(.text), after: [.init("  ", .text)], toColumns: columns))
    }
    let verdicts = Dictionary(
      menus.timeline.considered(at: view.wall).map { ($0.activation.id, $0.verdict) }
    ) { first, _ in first }
    let more = Self.activations(view).count - activations.count
    return title + activations.flatMap { said($0, verdicts[$0.id], columns) }
      + plain(more > 0 ? [TextLine("  \(more) older ones are left out.", .dim)] : [])
  }

  private func said(_ activation: Activation, _ verdict: MenuTimeline.Verdict?, _ columns: Int) -> [Row] {
    let mark = ManagerDesk.Mark.activation(activation.id)
    let isMarked = console.desk.mark == mark
    let style = Style(isMarked ? .selected : activation.cancelled == nil ? .text : .dim)
    var rows: [TextLine] = []
    if let cancelled = activation.cancelled {
      rows.append(
        TextLine([
          .init("  \(view.dayAndClock(cancelled.at)) ", .dim),
          .init("\(cancelled.actor) took this back:", .ageWarm),
        ]))
    }
    rows.append(
      TextLine(
        [
          .init(isMarked ? "► " : "  ", style),
          .init("\(view.dayAndClock(activation.madeAt)) \(activation.actor)  ", .dim),
          .init("\(view.versionName(activation.version)) \(view.span(activation))", style),
        ], end: [Self.word(verdict)]))
    return rows.map { Row(line: $0, mark: mark) }
  }

  private static func word(_ verdict: MenuTimeline.Verdict?) -> TextLine.Piece {
    switch verdict {
    case .inForce: .init("in force", .codeReady)
    case .notBegun: .init("to come", .codeNew)
    case .over: .init("over", .dim)
    case .under: .init("underneath", .dim)
    case .cancelled: .init("taken back", .dim)
    case nil: .init("", .dim)
    }
  }
}

extension Console.Pane {
  static let menus = Self(MenusPane.kind)
}
