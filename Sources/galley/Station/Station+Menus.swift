import Dining
import Events
import Host
import Menus
import Screens
import Venue

/// Commands about menus, their versions and experiments.
extension Station {
  func run(_ question: Invocation.MenuQuestion, _ session: Session) throws {
    switch question {
    case .list: list(session)
    case .versions: versions(session)
    case .show(let wanted): try show(wanted, session)
    case .diff(let old, let new): try diff(old, new, session)
    case .export(let format): try export(format, session)
    }
    session.finish()
  }

  func run(_ question: Invocation.ExperimentQuestion, _ session: Session) throws {
    switch question {
    case .list: experiments(session)
    case .assign(let name, let visit): try assign(name, visit, session)
    case .report: throw UsageFault("that reads the log: type it in a shell, after “galley”")
    }
    session.finish()
  }

  private func list(_ session: Session) {
    if let menu = MenuText(venue.shown.served(at: clock.wall())) {
      session.print(
        session.wantsJSON
          ? menu.document.items.map(menu.json).joined() : menu.list(inColumns: session.manner.wantsColumns))
    } else if !session.wantsJSON {
      session.print(MenuText.nothing + "\n")
    }
  }

  // MARK: Showing

  private func show(_ wanted: Invocation.MenuShow, _ session: Session) throws {
    let house = venue.shown
    let time = wanted.at?.today(now: clock.wall()) ?? clock.wall()
    let visit =
      wanted.session.map { house.visit(ofSession: $0) ?? Visit(session: $0, beganAt: time) }
      ?? wanted.table.flatMap { house.visit(atTable: $0, at: time) }
    let served =
      wanted.isDraft
      ? house.menus.draftMenu : house.served(at: time, visit: visit, atTable: wanted.table)
    guard let menu = MenuText(served) else { throw Failure(.refused, "not_found", MenuText.nothing) }
    let reasons = MenuReasons(house, at: time, visit: visit, table: wanted.table) { LocalTime.short($0) }
    if session.wantsJSON {
      session.print(menu.json(wanted.isWhy ? reasons : nil).compactText + "\n")
    } else {
      let why = wanted.isWhy ? reasons.considered.map { "\($0.name): \($0.words)\n" }.joined() + "\n" : ""
      session.print(VisibleText.lines(why) + menu.page)
    }
  }

  private func diff(_ old: String, _ new: String, _ session: Session) throws {
    let (before, after) = (try document(old), try document(new))
    let diff = MenuDiff(from: before, to: after)
    guard !session.wantsJSON else { return session.print(diff.json.compactText + "\n") }
    session.print(MenuDiffText.text(diff, from: before, to: after, isColoured: session.manner.wantsColours))
  }

  /// A version's document, or that of what is in force, or what was imported last.
  func document(_ name: String) throws -> MenuDocument {
    let served: ServedMenu? =
      switch name {
      case MenuVersion.live: venue.shown.served(at: clock.wall())
      case MenuVersion.draft: venue.shown.menus.draftMenu
      default: try venue.shown.menus.served(version: venue.shown.version(name).id)
      }
    guard let served else { throw Failure(.refused, "not_found", MenuText.nothing) }
    return served.document
  }

  private func versions(_ session: Session) {
    let rows = VersionRow.all(in: venue.shown, at: clock.wall())
    if session.wantsJSON {
      for row in rows { session.print(row.json.compactText + "\n") }
    } else if rows.isEmpty {
      session.print("No versions. Freeze the menu with: galley menu snapshot\n")
    } else {
      session.print(VersionText.text(rows, in: venue.shown, at: clock.wall()))
    }
  }

  // MARK: Changing

  func importMenu(_ path: String, _ session: Session) {
    readMenu(path, session) { station, document in station.ask(.menu(.importDocument(document.json)), session)
    }
  }

  /// Imports, shows what changes for guests, freezes and activates.
  func publishMenu(_ path: String?, label: String?, _ session: Session) {
    guard let path else { return publish(nil, label, session) }
    readMenu(path, session) { station, document in station.publish(document, label, session) }
  }

  private func publish(_ document: MenuDocument?, _ label: String?, _ session: Session) {
    let before = venue.shown.served(at: clock.wall())?.document
    let after = document ?? venue.shown.menus.draft?.document
    ask(.menu(.publish(document?.json, label: label)), session) { [weak self] events, _ in
      guard let self else { return }
      if !session.wantsJSON, let before, let after {
        let diff = MenuDiff(from: before, to: after)
        session.print(
          MenuDiffText.text(diff, from: before, to: after, isColoured: session.manner.wantsColours))
      }
      tellLabel(label, events, session)
      let isDone = events.map(\.type) == [.menuVersionCreated] && before?.versionID == after?.versionID
      if isDone, !session.wantsJSON, let after {
        return session.print("Version \(after.versionID.short) is in force already; nothing was changed.\n")
      }
      // Of an import that is put in force at once there is no more to say than that.
      tell(session.wantsJSON ? events : events.filter { $0.type != .menuChanged }, session)
    }
  }

  /// A version that stood before keeps what it is called.
  func tellLabel(_ label: String?, _ events: [Event], _ session: Session) {
    guard !session.wantsJSON, let label, let event = events.first(where: { $0.type == .menuVersionCreated }),
      let version = venue.shown.menus.versions.first(where: { $0.event == event.id }), version.label != label
    else { return }
    let name = version.label.map { "is called “\($0)”" } ?? "has no label"
    session.print(
      VisibleText.line("That content was frozen before, \(name), and stays so: a version is never changed.")
        + "\n")
  }

  private func readMenu(
    _ path: String, _ session: Session, _ done: @escaping (Station, MenuDocument) -> Void
  ) {
    collectMenu(session) { [weak self] bytes in
      do throws(MenuFault) {
        let document = try MenuDocument(file: bytes)
        if let self { done(self, document) }
      } catch {
        session.fail(Failure(.refused, "menu", error.sentence(file: path)))
      }
    }
  }

  /// Gives the whole file to somebody, once it is there.
  func collectMenu(_ session: Session, _ end: @escaping ([UInt8]) -> Void) {
    var bytes: [UInt8] = []
    session.listen { piece in
      // One more than allowed is enough to be refused.
      if bytes.count <= MenuLimits.textBytes { bytes += piece }
    } end: {
      end(bytes)
    }
  }

  func activate(_ version: String, from: TimeName?, until: TimeName?, _ session: Session) {
    let window = TimeName.window(from: from, until: until, now: clock.wall()) { $0.moment(.next, now: $1) }
    ask(.menu(.activate(version: version, from: window.from, until: window.until)), session)
  }

  func createExperiment(_ plan: Invocation.ExperimentPlan, _ session: Session) {
    let now = clock.wall()
    let window = TimeName.window(from: plan.from, until: plan.until, now: now) { $0.moment(.next, now: $1) }
    let wish = ExperimentRequest.Wish(
      control: plan.control, variant: plan.variant, allocation: plan.allocation, from: window.from ?? now,
      until: window.until ?? now, tables: plan.tables)
    ask(.experiment(.create(wish)), session)
  }

  // MARK: Experiments

  private func experiments(_ session: Session) {
    let all = venue.shown.experiments.all
    if session.wantsJSON {
      for experiment in all { session.print(experiment.report.compactText + "\n") }
    } else if all.isEmpty {
      session.print("No experiments. Make one with: galley experiment create\n")
    } else {
      session.print(ExperimentText.list(all, in: venue.shown, at: clock.wall()))
    }
  }

  private func assign(_ name: String, _ visit: UUIDv7, _ session: Session) throws {
    let experiment = try venue.shown.experiment(name)
    let arm = experiment.arm(ofSession: visit)
    let answer = JSON.object([
      "experiment_id": .string(experiment.id.description), "session_id": .string(visit.description),
      "arm": .string(arm.rawValue), "version_id": .string(experiment.version(arm).description),
    ])
    session.print(
      session.wantsJSON
        ? answer.compactText + "\n"
        : "That visit gets the \(arm.rawValue), version \(experiment.version(arm).short).\n")
  }
}
