import Dining
import Events
import Insights
import Menus
import Venue

/// A form as it stands, understood: what is wrong beside which field, and else what Enter does.
struct MenuFormReading: Sendable {
  private(set) var errors: [MenuForm.Name: String] = [:]
  /// Fields that are empty and may not be: wrong, but nobody's fault yet.
  private(set) var missing: Set<MenuForm.Name> = []
  /// Sentences: what will happen.
  private(set) var preview: [String] = []
  /// What Enter asks for; nil while something is wrong.
  private(set) var effect: ConsoleEffect?
  /// The days that are to be looked at: no terminal is asked for that.
  private(set) var window: InsightWindow?

  private let form: MenuForm
  private let view: View

  init(_ form: MenuForm, _ view: View) {
    self.form = form
    self.view = view
    switch form.kind {
    case .activate(let version): activate(version)
    case .schedule: schedule()
    case .freeze: freeze()
    case .publish: publish()
    case .cancel(let activation): cancel(activation)
    case .create: create()
    case .end(let experiment): end(experiment)
    case .span: span()
    }
    if !errors.isEmpty { effect = nil }
  }

  private var menus: MenuBook { view.house.menus }

  private mutating func miss(_ name: MenuForm.Name, _ words: String) {
    missing.insert(name)
    complain(name, words)
  }

  private mutating func complain(_ name: MenuForm.Name, _ words: String) {
    if errors[name] == nil { errors[name] = words }
  }

  // MARK: Fields

  private mutating func version(_ name: MenuForm.Name) -> MenuVersion? {
    let text = form.text(name)
    guard !text.isEmpty else {
      miss(name, name.hint)
      return nil
    }
    let found = menus.versions(named: text)
    if found.isEmpty { complain(name, "no version is called “\(text)”") }
    if found.count > 1 { complain(name, "may be \(found.count) versions: give more digits") }
    return found.count == 1 ? found.first : nil
  }

  private mutating func time(_ name: MenuForm.Name) -> TimeName? {
    let text = form.text(name)
    guard !text.isEmpty else { return nil }
    guard let time = TimeName(text) else {
      complain(name, "no time: 17:00, now, or 2026-12-01T17:00:00+01:00")
      return nil
    }
    return time
  }

  private mutating func label() -> String? {
    let text = form.text(.label)
    guard !text.isEmpty else { return nil }
    if let objection = MenuVersion.objection(toLabel: text) { complain(.label, "“\(text)” \(objection)") }
    if let other = menus.versions(named: text).first {
      complain(.label, "is version \(other.id.short) already")
    }
    return text
  }

  // MARK: Which days

  private mutating func span() {
    let days = view.businessDays
    let found = [MenuForm.Name.firstDay, .lastDay].map { name -> BusinessDay? in
      let text = form.text(name)
      if text.isEmpty { miss(name, name.hint) }
      let day = days.day(named: text)
      if day == nil { complain(name, "no date: 2026-11-28") }
      return day
    }
    guard let first = found[0], let last = found[1] else { return }
    guard let window = InsightWindow(from: first.date, to: last.date, days) else {
      return complain(.lastDay, "comes before the first")
    }
    self.window = window
    preview = ["Insights of \(InsightWords.dates(window, days, at: view.wall)) are read."]
    if window.from > view.wall {
      preview.append("These days are still to come: nothing has happened in them.")
    }
    effect = .redraw
  }

  // MARK: What is in force

  private mutating func activate(_ id: VersionID) {
    preview = ["Guests see \(view.versionName(id)) from now on, for good."] + overlying(from: view.wall)
    effect = .request(.menu(.activate(version: id.description, from: nil, until: nil)))
  }

  /// A window that holds goes before what is put in force for good.
  private func overlying(from begin: Timestamp) -> [String] {
    guard let over = menus.timeline.activation(at: begin), let end = over.endsAt else { return [] }
    return [
      "\(view.versionName(over.version)) lies over it until \(view.dayAndClock(end)): guests see it only then."
    ]
  }

  private mutating func schedule() {
    let (version, from, until) = (version(.version), time(.from), time(.until))
    let window = TimeName.window(from: from, until: until, now: view.wall, view.moment(of:from:))
    let (begin, end) = (window.from ?? view.wall, window.until)
    if let end {
      if end <= begin {
        complain(.until, "it would end before it begins")
      } else if end <= view.wall {
        complain(.until, "is over already")
      }
    }
    guard let version, errors.isEmpty else { return }
    let start = from == nil || begin <= view.wall ? "from now" : "from \(view.dayAndClock(begin))"
    if let end {
      preview = ["Guests see \(version.name) \(start) until \(view.dayAndClock(end)), then \(after(end))."]
      preview += laterWindows(from: begin, until: end)
    } else {
      preview = ["Guests see \(version.name) \(start), for good."] + overlying(from: begin)
    }
    let words =
      (from == nil ? [] : ["--from", form.text(.from)])
      + (until == nil ? [] : ["--until", form.text(.until)])
    effect = .run(["menu", "activate", version.id.short] + words)
  }

  /// What guests see once a window is over: what they would see then without it.
  private func after(_ end: Timestamp) -> String {
    guard let standing = menus.timeline.activation(at: end) else {
      return "the document as it is now again, which is frozen for that"
    }
    return "\(view.versionName(standing.version)) again"
  }

  /// Windows that begin while it holds, and so go before it.
  private func laterWindows(from begin: Timestamp, until end: Timestamp) -> [String] {
    menus.standingActivations.filter { other in
      other.endsAt.map { $0 > begin } == true && other.begin > begin && other.begin < end
    }.sorted { $0.begin < $1.begin }.map {
      "\(view.versionName($0.version)) \(view.span($0)) goes before it: it begins later."
    }
  }

  private mutating func cancel(_ id: EventID) {
    guard let activation = menus.standingActivations.first(where: { $0.id == id }) else {
      preview = ["That was taken back by somebody else meanwhile. Esc leaves."]
      return
    }
    let name = view.versionName(activation.version)
    let verdicts = menus.timeline.considered(at: view.wall)
    preview = ["\(name), \(view.span(activation)), said by \(activation.actor), is taken back."]
    if verdicts.first?.activation.id == id {
      let next = verdicts.first { if case .under = $0.verdict { true } else { false } }
      let words =
        next.map { view.versionName($0.activation.version) } ?? "the document that was imported last"
      preview.append("Guests see \(words) at once.")
    } else {
      preview.append("What guests see now stays as it is.")
    }
    effect = .request(.menu(.cancel(activation: id.description)))
  }

  // MARK: The document

  private mutating func freeze() {
    guard let document = menus.draft?.document else { return }
    let label = label()
    if let version = menus.versions.first(where: { $0.id == document.versionID }) {
      preview = ["The document is version \(version.name) already: nothing is frozen. Esc leaves."]
      return
    }
    let name = label.map { " as “\($0)”" } ?? ""
    preview = [
      "The document, \(Chrome.count(document.items.count, "dish", "dishes")), is frozen\(name): "
        + "version \(document.versionID.short). Guests see nothing else."
    ]
    effect = .request(.menu(.snapshot(label: label)))
  }

  private mutating func publish() {
    guard let document = menus.draft?.document else { return }
    let label = label()
    let timeline = menus.timeline
    if timeline.standing(at: view.wall)?.version == document.versionID {
      preview = ["The document is in force already: nothing is changed. Esc leaves."]
      return
    }
    let frozen = menus.versions.first { $0.id == document.versionID }
    let name = label.map { " as “\($0)”" } ?? ""
    let freezing = frozen.map { "is version \($0.name)" } ?? "is frozen\(name)"
    preview = ["The document \(freezing), and guests see it from now on, for good."]
    preview += overlying(from: view.wall)
    effect = .request(.menu(.publish(nil, label: label)))
  }

  // MARK: Experiments

  private mutating func create() {
    let (control, variant) = (version(.control), version(.variant))
    let (from, until) = (time(.from), time(.until))
    if form.text(.from).isEmpty { miss(.from, "when visits are asked first: now, or HH:MM") }
    if form.text(.until).isEmpty { miss(.until, "when no more are asked: HH:MM") }
    let allocation = Int64(form.text(.allocation))
    if allocation.map(Experiment.allocations.contains) != true {
      complain(.allocation, "how many of 100 visits get the variant, 1 to 99")
    }
    let tables = form.text(.tables).split { $0 == " " || $0 == "," }.map(String.init)
    guard let control, let variant, let allocation, let from, let until, errors.isEmpty else { return }
    if control.menuID != variant.menuID { complain(.variant, "is of another menu than \(control.name)") }
    let window = TimeName.window(from: from, until: until, now: view.wall, view.moment(of:from:))
    let (begin, end) = (window.from ?? view.wall, window.until ?? view.wall)
    let plan = Experiment.Plan(
      menuID: control.menuID, control: control.id, variant: variant.id, allocation: allocation,
      startsAt: begin, endsAt: end, tables: tables.map { ExactString($0) })
    if let objection = plan.objection {
      complain(control.id == variant.id ? .variant : begin >= end ? .until : .tables, objection)
    }
    if begin.milliseconds < view.wall.milliseconds - ExperimentRequest.startSlackMs {
      complain(.from, "is over: visits that have begun keep what they see")
    }
    if let rival = view.house.experiments.rivals(of: plan, isSameTable: TableName.areSame).first {
      complain(
        .tables, "\(view.versionName(rival.plan.variant)) is tried there until \(view.dayAndClock(rival.end))"
      )
    }
    let places = tables.isEmpty ? "at all tables" : "at \(tables.joined(separator: ", "))"
    preview = [
      "From \(begin <= view.wall ? "now" : view.dayAndClock(begin)) until \(view.dayAndClock(end)), "
        + "\(allocation) of 100 visits \(places) see \(variant.name), the others \(control.name)."
    ]
    let names = ["--control", control.id.short, "--variant", variant.id.short]
    let times = ["--from", form.text(.from), "--until", form.text(.until)]
    effect = .run(
      ["experiment", "create"] + names + ["--allocation", "\(allocation)"] + times
        + tables.flatMap { ["--table", $0] })
  }

  private mutating func end(_ id: UUIDv7) {
    let reason = form.text(.reason)
    if reason.isEmpty { miss(.reason, MenuForm.Name.reason.hint) }
    if reason.utf8.count > Experiment.reasonBytes {
      complain(.reason, "is longer than \(Experiment.reasonBytes) bytes")
    }
    preview = ["No more visits are asked; those that have begun keep what they see until they end."]
    effect = .request(.experiment(.end(experiment: id.description, reason: reason)))
  }
}
