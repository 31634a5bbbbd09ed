import Menus
import Venue

/// Keys of the manager's panes and of their forms.
extension ActionTable {
  static let menusPane: [Action] = [
    Action(
      [.enter], "Enter", name: "compare", title: "compare",
      help: "Show what would change for guests with the marked version or the document.", places: [.menus],
      isFixed: true, whyOff: noMenu
    ) { console, _, view in
      console.compareMarked(view)
      return []
    },
    Action(
      [.character("p")], "p", name: "publish", title: "publish",
      help: "Freeze the document and put it in force; what changes is shown first.", places: [.menus],
      whyOff: whyNoDocument
    ) { console, _, _ in
      console.open(MenuForm(.publish, [.init(.label)]))
      return []
    },
    Action(
      [.character("f")], "f", name: "freeze", title: "freeze",
      help: "Freeze the document as a version, with a label.", places: [.menus], whyOff: whyNoDocument
    ) { console, _, _ in
      console.open(MenuForm(.freeze, [.init(.label)]))
      return []
    },
    Action(
      [.character("a")], "a", name: "activate", title: "activate",
      help: "Put the marked version in force now; what changes is shown first.", places: [.menus],
      whyOff: whyNoVersion
    ) { console, _, view in
      if let version = console.markedVersion(view) { console.open(MenuForm(.activate(version.id))) }
      return []
    },
    Action(
      [.character("s")], "s", name: "schedule", title: "schedule",
      help: "Put a version in force from and until times.", places: [.menus], whyOff: whyNoVersions
    ) { console, _, view in
      let version = console.markedVersion(view) ?? view.house.menus.versions.first
      console.open(
        MenuForm(.schedule, [.init(.version, version?.name ?? ""), .init(.from), .init(.until)]))
      return []
    },
    Action(
      [.character("x")], "x", name: "take_back", title: "take back",
      help: "Take the marked activation back, or the last one of the marked version.", places: [.menus],
      whyOff: whyNoActivation
    ) { console, _, view in
      if let activation = console.markedActivation(view) { console.open(MenuForm(.cancel(activation.id))) }
      return []
    },
    Action(
      marking, "arrows, jk, PgUp…", name: "mark_version",
      help: "Mark the document, a version, or what was said.", places: [.menus], isFixed: true
    ) { console, key, view in
      console.markMenu(key, view)
      return []
    },
  ]

  static let diffPane: [Action] = [
    Action(
      [.left, .right], "← →", name: "choose_side", title: "another version",
      help: "Put another version on the side that has the arrow.", places: [.diff], isFixed: true,
      whyOff: noMenu
    ) { console, key, view in
      console.chooseSide(key, view)
      return []
    },
    Action(
      [.tab, .backTab], "Tab", name: "side", title: "other side", help: "Give the arrow to the other side.",
      places: [.diff], isFixed: true
    ) { console, _, _ in
      console.desk.choosesNew.toggle()
      return []
    },
    Action(
      [.character("s")], "s", name: "swap", title: "swap", help: "Swap the two sides.", places: [.diff],
      whyOff: noMenu
    ) { console, _, _ in
      console.swapSides()
      return []
    },
  ]

  static let experimentsPane: [Action] = [
    Action(
      [.enter], "Enter", name: "figures", title: "figures",
      help: "Read from the log what the visits of the marked experiment did up to now.",
      places: [.experiments], isFixed: true, whyOff: noExperiment
    ) { console, _, view in
      console.markedExperiment(view).map { console.readFigures(of: $0.id) } ?? []
    },
    Action(
      [.character("n")], "n", name: "new_experiment", title: "new",
      help: "Try a version on a part of the visits.", places: [.experiments], whyOff: whyNoTrial
    ) { console, _, view in
      let served = view.house.menus.served(at: view.wall)?.version
      console.open(
        MenuForm(
          .create,
          [
            .init(.control, served.map { view.versionName($0) } ?? ""), .init(.variant),
            .init(.allocation, "50"), .init(.from, "now"), .init(.until), .init(.tables),
          ]))
      return []
    },
    Action(
      [.character("x")], "x", name: "end_experiment", title: "end",
      help: "End the marked experiment: no more visits are asked.", places: [.experiments],
      whyOff: whyNotEnded
    ) { console, _, view in
      if let experiment = console.markedExperiment(view) {
        console.open(MenuForm(.end(experiment.id), [.init(.reason)]))
      }
      return []
    },
    Action(
      marking, "arrows, jk, PgUp…", name: "mark_experiment", help: "Mark another experiment.",
      places: [.experiments], isFixed: true
    ) { console, key, view in
      console.markExperiment(key, view)
      return []
    },
  ]

  private static let marking: [Key] = [
    .up, .down, .pageUp, .pageDown, .home, .end, .character("j"), .character("k"),
  ]

  /// In a form; every other key goes into the field that has the arrow.
  static let form: [Action] = [
    Action(
      [.enter], "Enter", name: "form_do", title: "do it",
      help: "Do what the form says it will; while something in it is wrong, nothing.", places: [.form],
      isFixed: true, isOncePerPress: true, whyOff: whyNotDone
    ) { console, _, view in console.submitForm(view) },
    Action(
      [.escape, .control("c")], "Esc", name: "form_leave", title: "leave", help: "Leave; nothing is changed.",
      places: [.form], isFixed: true
    ) { console, _, _ in
      console.desk.form = nil
      console.scroll = 0
      return []
    },
    Action(
      [.tab, .backTab, .up, .down], "Tab, ↑ ↓", name: "form_field", title: "next field",
      help: "Go to the next or the previous field.", places: [.form], isFixed: true
    ) { console, key, _ in
      console.desk.form?.moveFocus(by: key == .up || key == .backTab ? -1 : 1)
      return []
    },
    Action(
      [.pageUp, .pageDown], "PgUp PgDn", name: "form_scroll", title: "scroll",
      help: "Scroll what stands below the form.", places: [.form], isFixed: true
    ) { console, key, view in
      console.scroll(key, view)
      return []
    },
    Action(
      [
        .left, .right, .home, .end, .backspace, .delete, .control("a"), .control("e"), .control("u"),
        .control("k"), .control("w"),
      ], "← → Home End, Ctrl-AEUKW", name: "form_edit",
      help: "Move in the field; erase to its beginning (U), to its end (K), the word before (W).",
      places: [.form], isFixed: true
    ) { console, key, _ in
      _ = console.desk.form?.edit(key)
      return []
    },
  ]
}

extension Action.Place {
  static let menus = Self("menus")
  static let diff = Self("diff")
  static let experiments = Self("experiments")
}

/// Why a key of the manager's panes does nothing now.
extension ActionTable {
  static let noMenu: Reason = { _, view in
    view.house.menus.draft == nil ? "there is no menu yet: galley menu import FILE" : nil
  }

  static let whyNotDone: Reason = { console, view in console.whyNoSubmit(view) }

  static let whyNoDocument: Reason = { console, view in
    console.whyNoChange(.manager, view) ?? noMenu(console, view)
  }

  static let whyNoVersions: Reason = { console, view in
    if let reason = console.whyNoChange(.manager, view) { return reason }
    return view.house.menus.versions.isEmpty ? "nothing is frozen yet: f freezes the document" : nil
  }

  static let whyNoVersion: Reason = { console, view in
    if let reason = whyNoVersions(console, view) { return reason }
    return console.markedVersion(view) == nil ? "mark a version first; p publishes the document" : nil
  }

  static let whyNoActivation: Reason = { console, view in
    if let reason = console.whyNoChange(.manager, view) { return reason }
    return console.markedActivation(view) == nil
      ? "nothing that holds or is to come is marked: go down to what was said" : nil
  }

  static let noExperiment: Reason = { console, view in
    console.markedExperiment(view) == nil ? "there is no experiment yet: n makes one" : nil
  }

  static let whyNoTrial: Reason = { console, view in
    if let reason = console.whyNoChange(.manager, view) { return reason }
    return view.house.menus.versions.count < 2
      ? "two versions are compared, and \(view.house.menus.versions.count) are frozen" : nil
  }

  static let whyNotEnded: Reason = { console, view in
    if let reason = console.whyNoChange(.manager, view) ?? noExperiment(console, view) { return reason }
    guard let experiment = console.markedExperiment(view) else { return nil }
    return experiment.ended != nil || experiment.plan.endsAt <= view.wall ? "that experiment is over" : nil
  }
}
