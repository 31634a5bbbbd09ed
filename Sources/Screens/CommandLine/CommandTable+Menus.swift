import Dining
import Events
import Menus
import Venue

/// The menu, its versions, and which of them is in force.
extension CommandTable {
  static let menus: [Command] = [
    Command(
      "menu list", flags: [.columns], "The dishes: id, name, price, and which are sold out.",
      example: "menu list"
    ) { _, _ in .menus(.list) },
    Command(
      "menu show",
      flags: [
        .at, Flag("table T4", "what guests at this table see"),
        Flag("session ID", "what this visit sees"),
        Flag("why", "which version it is, and why not the others"),
        Flag("draft", "the document that was imported last, in force or not"),
      ], guests: .ofTheirTable(),
      "The menu in force; with --json as menu import reads it, and its version_id.",
      example: "menu show --at 19:30 --why"
    ) { arguments, _ throws(UsageFault) in
      .menus(
        .show(
          Invocation.MenuShow(
            at: try arguments.time("at"), table: arguments.value("table"),
            session: try arguments.uuid("session"), isWhy: arguments.has("why"),
            isDraft: arguments.has("draft"))))
    },
    Command("menu example", "A menu to begin with, as menu import reads it.", example: "menu example") {
      _, _ in
      .menuExample
    },
    Command(
      "menu import FILE", flags: [.from, .currency],
      "Take a menu document: the next version is made of it. With --from, print one made of another format.",
      example: "menu import dinner.json"
    ) { arguments, operands throws(UsageFault) in
      guard let format = try arguments.format("from", of: ForeignFormat.self) else {
        guard !arguments.has("currency") else {
          throw UsageFault("--currency goes with --from; a menu document says its currency")
        }
        return .change(.importMenu(path: operands[0]))
      }
      return .menuRead(
        Invocation.ForeignMenu(path: operands[0], format: format, currency: try arguments.currency()))
    },
    Command(
      "menu export", flags: [Flag("to \(MenuExport.Format.allNames)", "the format").required],
      "Print the menu in force in another format.", example: "menu export --to csv"
    ) { arguments, _ throws(UsageFault) in
      guard let format = try arguments.format("to", of: MenuExport.Format.self) else {
        throw UsageFault("menu export wants --to \(MenuExport.Format.allNames)")
      }
      return .menus(.export(format))
    },
    Command(
      "menu edit VERSION?", flags: [.colours],
      "Change the document in $EDITOR, look at the difference, and import it; a version is never changed.",
      example: "menu edit"
    ) { _, operands in .menuEdit(version: operands.first) },
    Command(
      "menu sold-out MENUITEM", flags: [.off], "Take a dish off the menu for now.",
      example: "menu sold-out burger"
    ) {
      arguments, operands in
      .change(.request(.menu(.soldOut(menuitem: operands[0], isAvailable: arguments.has("off")))))
    },
    Command(
      "menu snapshot", flags: [.label], "Freeze the document as a version that nothing ever changes.",
      example: "menu snapshot --label winter"
    ) { arguments, _ in .change(.request(.menu(.snapshot(label: arguments.value("label"))))) },
    Command(
      "menu versions",
      "All versions: label, who froze them and when, what is in force and what is scheduled.",
      example: "menu versions"
    ) { _, _ in .menus(.versions) },
    Command(
      "menu diff VERSION VERSION", flags: [.colours],
      "What differs between two versions; live and draft are names too.",
      example: "menu diff live draft"
    ) { _, operands in .menus(.diff(operands[0], operands[1])) },
    Command(
      "menu publish FILE?", flags: [.label, .colours],
      "Import, show what changes, freeze and put in force, in one; without FILE the document as it stands.",
      example: "menu publish dinner.json"
    ) { arguments, operands in
      .change(.publishMenu(path: operands.first, label: arguments.value("label")))
    },
    Command(
      "menu activate VERSION",
      flags: [
        Flag("from TIME", "when it comes into force; now without it"),
        Flag("until TIME", "when what stood before stands again; never without it"),
      ], "Put a version in force.", example: "menu activate winter --from 17:00 --until 23:00"
    ) { arguments, operands throws(UsageFault) in
      .change(
        .activate(
          version: operands[0], from: try arguments.time("from"), until: try arguments.time("until")))
    },
    Command(
      "menu cancel ACTIVATION", "Take an activation back: what it lay over stands again.",
      example: "menu cancel 7f3a90"
    ) { _, operands in .change(.request(.menu(.cancel(activation: operands[0])))) },
    Command(
      "menu view TABLE", "Begin a table's visit, as its screen does when it is touched.",
      example: "menu view T4"
    ) { _, operands in .change(.request(.viewMenu(table: operands[0]))) },
  ]

  /// Two versions side by side.
  static let experiments: [Command] = [
    Command(
      "experiment create",
      flags: [
        Flag("control VERSION", "what guests know").required,
        Flag("variant VERSION", "what is tried").required,
        Flag("allocation N", "how many of a hundred visits get the variant, 1 to 99").required,
        Flag("from TIME", "when visits are asked first: now, or later").required,
        Flag("until TIME", "when no more are").required,
        Flag("table T4", isRepeated: true, "only at these tables"),
      ], "Show two versions of the menu, each to a part of the visits.",
      example: "experiment create --control summer --variant winter --allocation 50 --from now --until 23:00"
    ) { arguments, _ throws(UsageFault) in
      guard let allocation = try arguments.number("allocation") else {
        throw UsageFault("--allocation N is missing")
      }
      return .change(
        .createExperiment(
          Invocation.ExperimentPlan(
            control: arguments.value("control") ?? "", variant: arguments.value("variant") ?? "",
            allocation: allocation, from: try arguments.neededTime("from"),
            until: try arguments.neededTime("until"), tables: arguments.list("table"))))
    },
    Command("experiment list", "All experiments, the newest first.", example: "experiment list") {
      _, _ in .experiments(.list)
    },
    Command(
      "experiment assign EXPERIMENT", flags: [Flag("session ID", "the visit").required],
      "Which version a visit gets; nothing is recorded.",
      example: "experiment assign 7f3a90 --session 019a0e7c-5a10-7a7e-8c00-9d2f4f1f6a11"
    ) { arguments, operands throws(UsageFault) in
      guard let session = try arguments.uuid("session") else { throw UsageFault("--session ID is missing") }
      return .experiments(.assign(operands[0], session: session))
    },
    Command(
      "experiment report EXPERIMENT",
      "What the visits of each version ordered, and whether that tells anything.",
      example: "experiment report 7f3a90"
    ) { _, operands in .experiments(.report(operands[0])) },
    Command(
      "experiment end EXPERIMENT", flags: [.reason],
      "Ask no more visits; those that have begun keep what they see.",
      example: "experiment end 7f3a90 --reason \"clear enough\""
    ) { arguments, operands in
      .change(.request(.experiment(.end(experiment: operands[0], reason: arguments.value("reason")))))
    },
  ]
}

extension Flag {
  static let label = Flag("label TEXT", "what people call the version")
  static let from = Flag(
    "from \(ForeignFormat.allNames)", "what the file is; nothing is changed then")
  static let currency = Flag("currency EUR", "the currency of a file that does not say it")
}

extension CaseIterable where Self: RawRepresentable<String> {
  /// As a synopsis writes them.
  fileprivate static var allNames: String { allCases.map(\.rawValue).joined(separator: "|") }
}

extension Arguments {
  /// One of the formats of a kind, by its name; nil where the flag is not given.
  fileprivate func format<Format: CaseIterable & RawRepresentable<String>>(
    _ flag: String, of kind: Format.Type
  ) throws(UsageFault) -> Format? {
    guard let name = value(flag) else { return nil }
    guard let format = Format(rawValue: name) else {
      let names = Format.allCases.map(\.rawValue)
      let meant = NearWord.question(about: name, in: names)
      throw UsageFault("--\(flag): “\(name)” is none of \(names.joined(separator: ", "))\(meant)")
    }
    return format
  }

  func currency() throws(UsageFault) -> MinorUnit? {
    guard let code = value("currency") else { return nil }
    guard let unit = MinorUnit(of: code.uppercased()) else {
      throw UsageFault("--currency: “\(code)” is no currency; write three letters of ISO 4217, such as EUR")
    }
    return unit
  }
}
