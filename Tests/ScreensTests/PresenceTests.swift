import Dining
import Events
import Testing
import Venue

@testable import Screens

/// Who is at a screen: the PIN's line, the lock, and what keys say while nobody is there.
@Suite struct PresenceTests {
  /// A house with a manager, a waiter and a cook, and three tickets.
  static func screening(_ mode: Console.Mode = .staff, _ change: (inout SettingValues) -> Void = { _ in })
    -> Screening
  {
    var dinner = HandsTests.dinner(3)
    add("max", .manager, to: &dinner)
    add("anna", .staff, to: &dinner)
    add("kim", .kitchen, to: &dinner)
    var screening = Screening(dinner, mode, Preferences(change), columns: 120, rows: 34)
    screening.look()
    return screening
  }

  static func add(_ name: String, _ role: StaffRole, to dinner: inout Dinner) {
    var request = Request(.staff(.add(name: name, role: role, .nobodys)), actor: "max")
    request.role = .manager
    _ = dinner.give(request)
    dinner.wait(seconds: 1)
  }

  private func logIn(_ name: String, _ screening: inout Screening) {
    screening.type("login \(name)")
    screening.press(.enter)
    screening.type("4711")
    screening.press(.enter)
    screening.hearLogIn(name)
  }

  @Test func s11APinIsDotsAndStandsInNoHistory() {
    var screening = Self.screening()
    #expect(screening.text.contains("nobody is logged in: Ctrl-O lists who works here, or type login NAME"))
    screening.type("login ANNA")
    screening.press(.enter)
    screening.type("4711?")
    #expect(screening.text.contains("PIN of anna: •••••") && !screening.text.contains("4711"))
    screening.press(.backspace)
    #expect(screening.text.contains("PIN of anna: ••••\n") || screening.text.contains("PIN of anna: •••• "))
    screening.press(.enter)
    #expect(screening.given.map(\.name) == ["anna"] && screening.given.map(\.pin) == ["4711"])
    #expect(screening.text.contains("is looked at"))
    screening.hearLogIn("anna")
    #expect(screening.message == "anna is logged in as staff; this screen locks after 5 min without a key")
    #expect(screening.lines.last?.contains("anna") == true)
    screening.press(.up)
    #expect(screening.console.entry.text == "login ANNA" && !"\(screening.console)".contains("4711"))
  }

  @Test func aWrongPinSaysWhyAndLeavesNobody() {
    var screening = Self.screening()
    logIn("anna", &screening)
    #expect(screening.console.person(screening.view)?.name == "anna")
    screening.press(.control("o"))
    #expect(screening.text.contains("1 kim") || screening.text.contains("2 kim"))
    screening.press("2")
    screening.type("0000")
    screening.press(.enter)
    screening.hearLogIn("kim", Complaint("wait", "after a wrong PIN the next one waits: 2 s more for kim"))
    #expect(screening.message == "after a wrong PIN the next one waits: 2 s more for kim")
    #expect(screening.console.person(screening.view) == nil)
  }

  @Test func whoLeavesTheLineStaysWhoTheyWere() {
    var screening = Self.screening()
    logIn("anna", &screening)
    screening.press(.control("o"), "2")
    screening.type("12")
    screening.press(.escape)
    #expect(screening.console.person(screening.view)?.name == "anna" && screening.given.count == 1)
    // A right PIN that is told after the line was left logs nobody in, and its pass is given back.
    screening.hearLogIn("kim")
    #expect(screening.console.person(screening.view)?.name == "anna" && screening.logOuts == 1)
  }

  @Test func aScreenLocksWhenNobodyTouchesIt() {
    var screening = Self.screening { $0.lockAfter = 2 }
    logIn("anna", &screening)
    screening.dinner.wait(seconds: 89)
    screening.look()
    #expect(screening.lines.last?.contains("locks in") == false)
    #expect(screening.console.nextChange(screening.view) <= 1_000)
    screening.dinner.wait(seconds: 1)
    screening.look()
    #expect(screening.lines.last?.contains("anna locks in 30 s") == true)
    screening.press(.up)
    screening.dinner.wait(seconds: 119)
    screening.look()
    #expect(screening.console.person(screening.view) != nil, "a key was pressed meanwhile")
    screening.dinner.wait(seconds: 1)
    screening.look()
    #expect(screening.console.person(screening.view) == nil && screening.logOuts == 1)
    #expect(screening.message == "anna is logged out: no key for 2 min")
  }

  @Test func theKeyAfterTheLockIsNobodys() {
    var screening = Self.screening { $0.lockAfter = 1 }
    logIn("anna", &screening)
    screening.dinner.wait(seconds: 60)
    screening.press(.up)
    #expect(screening.console.person(screening.view) == nil && screening.logOuts == 1)
  }

  @Test func zeroMinutesAreNever() {
    var screening = Self.screening { $0.lockAfter = 0 }
    logIn("anna", &screening)
    screening.dinner.wait(seconds: 86_400)
    screening.look()
    #expect(screening.console.person(screening.view)?.name == "anna")
  }

  @Test func aLoginEndsWithItsMember() {
    var screening = Self.screening()
    logIn("anna", &screening)
    Self.add("anna", .kitchen, to: &screening.dinner)
    screening.look()
    #expect(
      screening.logOuts == 1 && screening.message == "anna's login has ended: their role or PIN was changed")
  }

  @Test func keysOfTheBoardNeedNoNameAndOthersSayWhy() {
    var screening = Self.screening(.kitchen)
    screening.press("1", .enter)
    #expect(screening.standing.contains("B01 preparing"))
    var request = Request(.changeSetting(key: "board_login", value: "yes"), actor: "max")
    request.role = .manager
    _ = screening.dinner.give(request)
    screening.press("2", .enter)
    #expect(screening.message == "log in first: Ctrl-O and your number, or type login NAME")
    #expect(screening.standing.contains("B02 ordered"))
  }

  @Test func aManagersKeysAreForManagers() {
    var screening = Self.screening(.manager)
    #expect(
      screening.console.whyNotMine(.manager, screening.view)
        == "log in first: Ctrl-O and your number, or type login NAME")
    screening.press(.control("o"))
    screening.press("1")
    screening.type("4711")
    screening.press(.enter)
    screening.hearLogIn("anna")
    #expect(
      screening.console.whyNotMine(.manager, screening.view)
        == "anna is staff, and that is for managers; Ctrl-O logs another in")
    #expect(screening.console.whyNotMine(.staff, screening.view) == nil)
  }

  @Test func aHouseWithoutStaffKnowsNoLogin() {
    var screening = Screening(HandsTests.dinner(1), .staff)
    screening.type("login anna")
    screening.press(.enter)
    #expect(screening.message?.hasPrefix("nobody works here by name yet") == true)
    #expect(screening.console.whyNotMine(.manager, screening.view) == nil)
  }

  @Test func halfAPinIsNotLeftForTheNextHand() {
    var screening = Self.screening()
    screening.type("login anna")
    screening.press(.enter)
    screening.type("47")
    screening.dinner.wait(seconds: 60)
    screening.look()
    #expect(!screening.text.contains("PIN of"))
  }

  @Test func whoHeldTheLogTookTheLoginAlong() {
    var screening = Self.screening()
    logIn("anna", &screening)
    screening.console.loseLogIn(at: screening.view.now)
    #expect(screening.console.person(screening.view) == nil)
    #expect(screening.message?.contains("log in again") == true)
  }
}

/// Who may give each command, against a table by hand.
@Suite struct CommandClearanceTests {
  private static let kitchen: Set = [
    "order start", "order ready", "order deliver", "order recall", "order undo", "order acknowledge",
    "order rush",
    "order delay", "menu sold-out", "voice undo",
  ]
  private static let staff: Set = [
    "order open", "order change", "order place", "order add", "order remove", "order quantity", "order alert",
    "order move", "order complete", "order close", "order cancel", "participant join", "order submit",
    "order bill",
    "pay cash", "pay card", "menu view", "pay start", "pay split", "pay release", "pay method", "pay arm",
    "pay disarm",
    "pay charge", "order free", "message contact", "message send",
  ]
  private static let managers: Set = [
    "order reopen", "pay refund", "pay correct", "menu import", "menu edit", "menu snapshot", "menu publish",
    "menu activate", "menu cancel", "experiment create", "experiment end", "config set", "ingest", "forget",
    "staff add", "staff remove", "partner enable", "partner disable", "partner retry", "import orders",
  ]
  private static let nobody: Set = [
    "order show", "order list", "pay status", "menu list", "menu show", "menu example", "menu export",
    "menu versions",
    "menu diff", "experiment list", "experiment assign", "experiment report", "report day", "kitchen",
    "staff", "table",
    "manager",
    "serve", "demo", "screen", "theme list", "theme show", "events", "state", "verify", "config",
    "config get",
    "config new-key", "peers", "peer probe", "staff list", "partner list",
    "partner dead-letters", "partner schema", "export events", "export workforce", "export crm", "insights",
    "login", "logout", "doctor",
    "metrics",
    "completion",
    "complete", "version", "voice grammar", "voice intents",
    // Who may say what is judged by what was heard.
    "voice say", "voice listen", "voice confirm",
  ]

  @Test func s9EveryCommandIsForWhomTheTableSays() {
    let groups: [(Set<String>, Clearance)] = [
      (Self.kitchen, .kitchen), (Self.staff, .staff), (Self.managers, .manager), (Self.nobody, .nobody),
    ]
    for command in CommandTable.all where command.name != "order adjust" {
      let wanted = groups.filter { $0.0.contains(command.name) }.map(\.1)
      #expect(command.clearances == wanted, "\(command.name)")
    }
    let adjust = CommandTable.command(["order", "adjust"])
    #expect(adjust?.clearances == [.staff, .manager])
    #expect(
      adjust?.people == "service, tip, tax: staff and managers; discount, comp: managers",
      "\(adjust?.people ?? "")")
    let known = groups.map(\.0.count).reduce(1, +)
    #expect(known == CommandTable.all.count, "no row twice, and none that there is not")
  }

  @Test(arguments: [
    ("order adjust T4 discount 5 --label birthday", "order adjust T4 discount 5 --label"),
    ("order alert T4 sesame allergy", "order alert T4 …"),
    ("participant join T4 --name Maria", "participant join T4 --name"),
    ("order cancel T4 --reason broke --as anna", "order cancel T4 --as --reason"), ("login anna", "login …"),
    ("config set age_limits 5 8", "config set age_limits …"), ("menu import secret.json", "menu import …"),
    ("nonsense word", "no command"), ("", "no command"), ("ingest", "ingest"),
  ])
  func s11TheAuditHasNoWordsThatAPersonWrote(_ line: String, _ told: String) {
    #expect(AuditWords.text(line.split(separator: " ").map(String.init)) == told)
  }
}
