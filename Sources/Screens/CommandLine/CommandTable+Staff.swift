import Venue

/// Those who work here, and who is at a screen.
extension CommandTable {
  static let members: [Command] = [
    Command(
      "staff add NAME",
      flags: [
        Flag("role \(roleNames)", "what they may do, each all that the one before may").required,
        Flag("owner", "without a name, where no terminal runs: the way back for whoever owns this machine"),
      ],
      "Add somebody who works here, or give them another role and PIN; the first one is a manager. The new PIN comes "
        + "from $GALLEY_NEW_PIN, or is typed twice.", example: "staff add anna --role staff"
    ) { arguments, operands throws(UsageFault) in
      let word = arguments.value("role") ?? ""
      guard let role = StaffRole(rawValue: word) else {
        throw UsageFault("--role: “\(word)” is none of \(roleNames)")
      }
      return .change(.addStaff(name: operands[0], role, isByOwner: arguments.has("owner")))
    },
    Command(
      "staff remove NAME", "Say that somebody does not work here any more.", example: "staff remove anna"
    ) {
      _, operands in .change(.request(.staff(.remove(name: operands[0]))))
    },
    Command("staff list", "Those who work here, and what each may do.", example: "staff list") { _, _ in
      .staffList
    },
    Command(
      "login NAME", "On a screen: say who is there; the PIN is asked for. In a shell that is --as NAME.",
      example: "login anna"
    ) { _, operands in .logIn(name: operands[0]) },
    Command(
      "logout", "On a screen: nobody is there any more; it does so by itself after lock_after minutes.",
      example: "logout"
    ) { _, _ in .logOut },
  ]

  private static var roleNames: String { StaffRole.allCases.map(\.rawValue).joined(separator: "|") }
}
