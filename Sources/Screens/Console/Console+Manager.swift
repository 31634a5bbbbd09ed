import Dining
import Events
import Menus
import Venue

/// What keys do in the manager's panes.
extension Console {
  // MARK: Marking

  /// Marks another row of the menus, and keeps it on the screen.
  mutating func markMenu(_ key: Key, _ view: View) {
    let marks = MenusPane(self, view).marks
    guard let next = Self.moved(marks, from: desk.mark, key) else { return }
    desk.mark = next
    reveal(MenusPane(self, view).place(of: next, columns: view.size.widthColumns), view)
  }

  /// Marks another experiment.
  mutating func markExperiment(_ key: Key, _ view: View) {
    let marks = view.house.experiments.all.map(\.id)
    guard let current = markedExperiment(view)?.id, let next = Self.moved(marks, from: current, key) else {
      return
    }
    desk.experiment = next
    reveal(ExperimentsPane(self, view).place(of: next, columns: view.size.widthColumns), view)
  }

  func markedExperiment(_ view: View) -> Experiment? {
    let all = view.house.experiments.all
    return all.first { $0.id == desk.experiment } ?? all.first
  }

  static func moved<Mark: Equatable>(_ marks: [Mark], from mark: Mark, _ key: Key) -> Mark? {
    guard !marks.isEmpty else { return nil }
    let page = 10
    let place = marks.firstIndex(of: mark) ?? 0
    let wanted =
      switch key {
      case .up, .character("k"), .wheelUp: place - 1
      case .down, .character("j"), .wheelDown: place + 1
      case .pageUp: place - page
      case .home: 0
      case .end: marks.count - 1
      default: place + page
      }
    return marks[min(max(0, wanted), marks.count - 1)]
  }

  /// Scrolls as little as shows these rows of a pane; the first ones with what stands above them.
  mutating func reveal(_ rows: Range<Int>, _ view: View) {
    let pane = ScrollPane(self, view)
    if rows.upperBound <= pane.rows {
      scroll = 0
    } else if rows.lowerBound < scroll {
      scroll = rows.lowerBound
    } else if rows.upperBound > scroll + pane.rows {
      scroll = min(rows.upperBound - pane.rows, pane.limit)
    }
  }

  // MARK: What is marked

  /// The version that the marked row is about; nil for the document, and where there is none.
  func markedVersion(_ view: View) -> MenuVersion? {
    let versions = view.house.menus.versions
    return switch desk.mark {
    case .draft: nil
    case .version(let id): versions.first { $0.id == id }
    case .activation(let id):
      MenusPane.activations(view).first { $0.id == id }.flatMap { activation in
        versions.first { $0.id == activation.version }
      }
    }
  }

  /// The activation that the marked row is about; of a version the last that still holds or will.
  func markedActivation(_ view: View) -> Activation? {
    let standing = view.house.menus.standingActivations.filter { $0.endsAt.map { view.wall < $0 } != false }
    return switch desk.mark {
    case .draft: nil
    case .version(let id): standing.first { $0.version == id }
    case .activation(let id): standing.first { $0.id == id }
    }
  }

  // MARK: Comparing

  /// Shows two menus beside each other: false where one of the names is none.
  mutating func compare(_ old: String, _ new: String, _ view: View) -> Bool {
    do throws(Complaint) {
      let sides = (try ComparedMenu(old, in: view.house), try ComparedMenu(new, in: view.house))
      (desk.old, desk.new) = sides
      go(to: .diff)
    } catch {
      say(error.message, isError: true, at: view.now)
    }
    return true
  }

  mutating func compareMarked(_ view: View) {
    desk.old = .live
    desk.new = markedVersion(view).map { .version($0.id) } ?? .draft
    desk.choosesNew = true
    go(to: .diff)
  }

  mutating func swapSides() {
    (desk.old, desk.new) = (desk.new, desk.old)
    scroll = 0
  }

  /// Puts another version on the side that has the arrow.
  mutating func chooseSide(_ key: Key, _ view: View) {
    let all = ComparedMenu.all(in: view)
    let current = desk.choosesNew ? desk.new : desk.old
    let place = all.firstIndex(of: current) ?? 0
    let next = all[(place + (key == .left ? all.count - 1 : 1)) % all.count]
    if desk.choosesNew { desk.new = next } else { desk.old = next }
    scroll = 0
  }

  // MARK: Forms

  mutating func open(_ form: MenuForm) {
    desk.form = form
    scroll = 0
    hush()
  }

  mutating func submitForm(_ view: View) -> [ConsoleEffect] {
    guard let form = desk.form else { return [] }
    let reading = MenuFormReading(form, view)
    guard let effect = reading.effect else { return [] }
    if let window = reading.window {
      desk.insights.span = .custom(window)
      desk.form = nil
      scroll = 0
      return [effect]
    }
    desk.form?.isSent = true
    return [effect]
  }

  func whyNoSubmit(_ view: View) -> String? {
    guard let form = desk.form else { return "no form is open" }
    // To look is no change.
    if form.kind != .span, let reason = whyNoChange(.manager, view) { return reason }
    if form.isSent { return "it is being done" }
    let reading = MenuFormReading(form, view)
    if let wrong = form.fields.first(where: { reading.errors[$0.name] != nil }) {
      return "\(wrong.name.rawValue): \(reading.errors[wrong.name] ?? "")"
    }
    return reading.effect == nil ? "there is nothing to be done; Esc leaves" : nil
  }

  // MARK: Figures

  /// What the log is to be asked, once the pane is open before somebody who has touched this screen.
  mutating func wantedFigures(_ view: View) -> [ConsoleEffect] {
    guard pane == .experiments, past == nil, touchedAt != nil, !desk.hasAsked,
      let experiment = markedExperiment(view)
    else { return [] }
    return readFigures(of: experiment.id)
  }

  mutating func readFigures(of experiment: UUIDv7) -> [ConsoleEffect] {
    desk.hasAsked = true
    guard desk.figures[experiment]?.isReading != true else { return [] }
    desk.figures[experiment, default: .init()].isReading = true
    return [.readFigures(of: experiment)]
  }

  /// Takes what the log said of an experiment.
  public mutating func take(
    _ answer: Result<ExperimentReport, Complaint>, of experiment: UUIDv7, at now: Timestamp
  ) {
    switch answer {
    case .success(let report): desk.figures[experiment] = .init(read: (report, now))
    case .failure(let complaint):
      desk.figures[experiment, default: .init()].isReading = false
      desk.figures[experiment]?.trouble = complaint.message
    }
  }
}
