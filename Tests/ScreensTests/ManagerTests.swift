import Dining
import Events
import Menus
import Testing
import Venue

@testable import Screens

/// The manager's panes by their keys: issue 13, part 8.
@Suite struct ManagerTests {
  private static func screening(_ dinner: Dinner, columns: Int = 80, rows: Int = 24) -> Screening {
    Screening(dinner, .manager, columns: columns, rows: rows)
  }

  @Test("The panes at two sizes", arguments: ["menus", "diff", "experiments"], [(80, 24), (120, 33)])
  func golden(name: String, size: (Int, Int)) throws {
    let frame = try PaneDrawing.frame(of: name, Dinner.trying().view(size.0, size.1))
    try Golden.compare(frame, "\(name)-\(size.0)x\(size.1)")
  }

  @Test("The forms at a desk's size", arguments: ["publish", "schedule", "new"])
  func goldenForms(name: String) throws {
    var screening = Self.screening(.managed())
    switch name {
    case "publish": screening.press("p")
    case "schedule":
      screening.press(.down, "s", .tab)
      screening.type("23:00")
      screening.press(.tab)
      screening.type("2:99")
    default:
      screening.press(.function(9), "n", .tab)
      screening.type("spring")
    }
    try Golden.compare(screening.frame, "manager-\(name)-80x24")
  }

  @Test("Figures stand beside the arms, and say as of when they are")
  func goldenFigures() throws {
    var screening = Self.screening(.trying())
    let experiment = try #require(screening.dinner.house.experiments.all.first)
    screening.press(.function(9))
    screening.console.see(screening.view)
    screening.console.take(
      .success(try Self.report(of: experiment)), of: experiment.id, at: screening.view.now)
    try Golden.compare(screening.frame, "experiments-figures-80x24")
  }

  /// A visit that ordered, and one that looked only.
  private static func report(of experiment: Experiment) throws -> ExperimentReport {
    var fold = ExperimentFold(named: experiment.id.description)
    var dinner = Dinner.trying()
    for table in ["T4", "T5"] { dinner.request(.viewMenu(table: table)) }
    let order = dinner.open(table: "T4")
    dinner.add(order, "Onion soup", 2)
    dinner.change(order, .kitchen(.submit))
    for event in dinner.log { fold.take(event) }
    return try fold.finish { _ in [] }.get()
  }

  // MARK: Menus

  @Test("A manager begins with what guests see, why, and what comes")
  func begins() {
    let screening = Self.screening(.managed())
    #expect(screening.console.pane == .menus)
    #expect(screening.lines[0].hasPrefix("Guests see winter"))
    #expect(screening.text.contains("in force: from 20:00 on, said by tv at 20:00"))
    #expect(screening.text.contains("sold out: Sea bream"))
    #expect(screening.text.contains("Mon 10:00  ○ spring"))
    #expect(screening.text.contains("tv took this back:"))
    #expect(screening.lines[23].hasPrefix(" 1 2 3 4 5 6 [7 menus] 8 9"))
  }

  @Test("Esc goes home: to the menus for a manager, and the other screens know the panes by name")
  func home() {
    var screening = Self.screening(.managed())
    screening.press(.function(1), .escape)
    #expect(screening.console.pane == .menus)
    var kitchen = Screening(.managed())
    #expect(kitchen.lines[23].hasPrefix("[1 board] 2 3 4 5 6  "))
    kitchen.type(":menus")
    kitchen.press(.enter)
    #expect(kitchen.console.pane == .menus && kitchen.lines[23].contains("[menus]"))
    kitchen.press(.escape)
    #expect(kitchen.console.pane == .board)
    kitchen.type(":diff winter spring")
    kitchen.press(.enter)
    #expect(kitchen.console.pane == .diff && kitchen.lines[0].contains("winter"))
    kitchen.type(":diff winter nothing")
    kitchen.press(.enter)
    #expect(kitchen.message?.hasPrefix("there is no version “nothing”") == true)
  }

  @Test("Enter on a version shows what guests would see otherwise")
  func compares() throws {
    var screening = Self.screening(.managed())
    screening.press(.enter)
    #expect(screening.console.pane == .diff)
    #expect(screening.lines[0].contains("live: winter") && screening.lines[0].contains("► draft: "))
    #expect(screening.text.contains("1 change: ~ 1"))
    screening.press(.escape, .down, .enter)
    #expect(screening.console.desk.new == .version(try Self.version("spring", screening)))
    #expect(screening.text.contains("7 changes"))
  }

  private static func version(_ name: String, _ screening: Screening) throws -> VersionID {
    try screening.dinner.house.version(name).id
  }

  @Test("Publishing shows the change and asks once; then guests see the document")
  func publishes() {
    var screening = Self.screening(.managed())
    screening.press("p")
    #expect(
      screening.text.contains("Ale: name Ale → Pale ale") || screening.text.contains("name Ale → Pale ale"))
    #expect(screening.dinner.house.menus.served(at: screening.view.wall)?.document.item("ale")?.name == "Ale")
    screening.type("pale")
    screening.press(.enter)
    let served = screening.dinner.house.menus.served(at: screening.view.wall)
    #expect(served?.document.item("ale")?.name == "Pale ale")
    #expect(screening.console.desk.form == nil && screening.lines[0].hasPrefix("Guests see pale"))
    screening.press("p", .enter)
    #expect(screening.message == "there is nothing to be done; Esc leaves")
  }

  @Test("Esc in a form changes nothing")
  func leavesAForm() {
    var screening = Self.screening(.managed())
    let count = screening.view.eventsHeld
    screening.press("p")
    screening.type("q?:")
    #expect(screening.console.desk.form?.text(.label) == "q?:")
    screening.press(.escape)
    #expect(screening.console.desk.form == nil && screening.view.eventsHeld == count)
    #expect(!screening.hasQuit)
  }

  @Test("What is wrong stands beside its field before Enter, and Enter does nothing")
  func errorsBesideFields() {
    var screening = Self.screening(.managed())
    screening.press("f")
    screening.type("winter")
    #expect(screening.text.contains("! is version"))
    screening.press(.enter)
    #expect(screening.message?.hasPrefix("label: is version") == true)
    screening.press(.escape, .down, "s", .tab)
    screening.type("23:00")
    screening.press(.tab)
    screening.type("23:61")
    #expect(screening.text.contains("! no time: 17:00"))
    screening.press(.backspace, .backspace)
    screening.type("00")
    // As the shell has it: the next such time after the beginning.
    #expect(screening.text.contains("Guests see spring from 23:00 until Mon 23:00, then winter again."))
    screening.press(.backspace)
    screening.type("5")
    #expect(!screening.text.contains("!"))
    #expect(screening.text.contains("Guests see spring from 23:00 until 23:05, then winter again."))
    for _ in 0..<5 { screening.press(.backspace) }
    screening.type("2020-01-01T00:00:00Z")
    #expect(screening.text.contains("! it would end before it begins"))
  }

  @Test("A schedule goes as words, so that the terminal with the log understands its times")
  func schedules() throws {
    var screening = Self.screening(.managed())
    screening.press(.down, "s", .tab)
    screening.type("22:30")
    screening.press(.tab)
    screening.type("23:30")
    #expect(screening.text.contains("Enter: Guests see spring from 22:30 until 23:30, then winter again."))
    screening.press(.enter)
    let id = try Self.version("spring", screening)
    #expect(
      screening.ran == [["menu", "activate", id.short, "--from", "22:30", "--until", "23:30"]])
    #expect(screening.text.contains("It is being done"))
    // Refused: what was typed is still there.
    screening.console.show("no", of: screening.ran[0], isError: true, screening.view)
    #expect(screening.console.desk.form?.text(.from) == "22:30")
    screening.dinner.wait(seconds: 2)
    screening.press(.enter)
    screening.console.show("Version spring is in force.", of: screening.ran[0], screening.view)
    #expect(screening.console.desk.form == nil && screening.message == "Version spring is in force.")
  }

  @Test("A window that begins later goes before, and the form says so")
  func laterWindows() {
    var screening = Self.screening(.managed())
    screening.press(.down, .down, "s", .tab)
    screening.type("8:00")
    screening.press(.tab)
    screening.type("15:00")
    #expect(screening.text.contains("Guests see winter from Mon 08:00 until Mon 15:00, then winter again."))
    #expect(screening.text.contains("spring from Mon 10:00 until Mon 14:00 goes before it"))
  }

  @Test("Activating now shows what changes first")
  func activates() throws {
    var screening = Self.screening(.managed())
    screening.press("a")
    #expect(screening.message == "mark a version first; p publishes the document")
    screening.press(.down, "a")
    #expect(screening.text.contains("Guests see spring from now on, for good."))
    #expect(screening.text.contains("Against what guests see now, 7 changes"))
    screening.press(.enter)
    #expect(
      screening.dinner.house.menus.served(at: screening.view.wall)?.version
        == (try Self.version("spring", screening)))
    screening.press("x")
    #expect(screening.text.contains("Guests see winter at once."))
    screening.press(.enter)
    #expect(screening.lines[0].hasPrefix("Guests see winter"))
  }

  @Test("A screen that only shows opens no form")
  func readOnly() {
    var screening = Screening(
      .managed(), .manager, Preferences { $0.readOnly = true })
    for key: Key in ["p", "f", "a", "s", "x"] {
      screening.press(.down, key)
      #expect(screening.console.desk.form == nil)
      #expect(screening.message?.hasPrefix("this screen only shows") == true)
    }
  }

  @Test("Marking keeps the marked row on the screen", arguments: [6, 10, 24])
  func marks(rows: Int) {
    var screening = Self.screening(.managed(), rows: rows)
    for _ in 0..<7 {
      screening.press(.down)
      #expect(screening.text.contains("►"), "\(screening.console.desk.mark)")
    }
    screening.press(.home)
    #expect(screening.console.desk.mark == .draft && screening.text.contains("►"))
  }

  @Test("Without a menu each pane says what to do")
  func empty() {
    var screening = Self.screening(Dinner())
    #expect(screening.text.contains("This house has no menu yet."))
    for key: Key in [.enter, "p", "f", .down, .function(8), .left, "s", .function(9), .enter, "n", "x"] {
      screening.press(key)
    }
    #expect(screening.console.desk.form == nil && screening.text.contains("None yet."))
  }

  @Test("An answer is told in words also where it comes before the lines that the screen follows")
  func answersEarly() throws {
    let before = Dinner.managed()
    var after = before
    let events = after.give(.activate(version: "spring", from: nil, until: nil))
    var console = Console(.manager)
    let view = before.view(80, 24)
    console.hear(.wrote(events, nil), view)
    #expect(console.message(at: view.now)?.text.hasPrefix("Version spring is in force") == true)
  }

  // MARK: The difference

  @Test("Every kind of change has its mark, in words and place, and what is the same is a count")
  func differences() throws {
    let (old, new) = (
      try MenuDocument(json: Dinner.winter), try MenuDocument(json: Dinner.spring)
    )
    let rows = MenuComparison(old, new).rows.map { row in
      let left = row.left.map { "\($0.text)|\($0.end)" } ?? ""
      let right = row.right.map { "\($0.text)|\($0.end)" } ?? ""
      return "\(left) \(row.kind?.mark ?? " ") \(right)"
    }
    #expect(
      rows == [
        "Starters|   Starters|",
        "  Onion soup|8.50 ~   Onion soup|9.00",
        "    allergens: milk| ~     allergens: milk, gluten|",
        "  2 the same|     2 the same|",
        "Mains| ~ From the grill|",
        "  1 the same|     1 the same|",
        "  Sea bream|22.00 >   (to Drinks)|",
        "  Venison stew with red cabbage, dumplings and cranberries|24.00 - ",
        "  (from Drinks)| >   Ale|4.80",
        " +   Asparagus|18.00",
        "Drinks|   Drinks|",
        "  Ale|4.80 >   (to From the grill)|",
        "  (from Mains)| >   Sea bream|22.00",
      ])
  }

  @Test(
    "Swapping turns additions into removals; the arrows choose another version; the names stay while it scrolls"
  )
  func sides() {
    var screening = Self.screening(.managed(), rows: 12)
    screening.press(.down, .enter)
    #expect(screening.text.contains("+ 1  - 1"))
    let before = screening.lines[0]
    screening.press(.end)
    #expect(screening.lines[0] == before && screening.console.scroll > 0)
    screening.press("s")
    #expect(screening.console.desk.new == .live && screening.console.scroll == 0)
    screening.press(.right)
    #expect(screening.console.desk.new == .draft)
    screening.press(.tab, .left)
    #expect(screening.lines[0].hasPrefix("► draft"))
    #expect(screening.text.contains("the same, every dish and price"))
  }

  // MARK: Experiments

  @Test("A form makes an experiment in words, and one ends with a reason")
  func experiments() throws {
    var screening = Self.screening(.managed(), columns: 120)
    screening.press(.function(9), "n")
    #expect(screening.console.desk.form?.text(.control) == "winter")
    screening.press(.tab)
    screening.type("winter")
    screening.press(.tab, .tab, .tab)
    screening.type("23:00")
    #expect(screening.text.contains("control and variant are the same version"))
    screening.press(.up, .up, .up, .control("u"))
    screening.type("spring")
    screening.press(.up, .up)
    screening.type("T4, T5")
    #expect(screening.text.contains("50 of 100 visits at T4, T5 see spring, the others winter."))
    screening.press(.enter)
    let names = try ["winter", "spring"].map { try Self.version($0, screening).short }
    #expect(
      screening.ran == [
        [
          "experiment", "create", "--control", names[0], "--variant", names[1], "--allocation", "50",
          "--from", "now",
          "--until", "23:00", "--table", "T4", "--table", "T5",
        ]
      ])
    #expect(throws: Never.self) { try CommandTable.understand(Arguments(screening.ran[0])) }
  }

  @Test("Ending asks once and wants a reason; a second one at the same tables is refused beside its field")
  func ends() {
    var screening = Self.screening(.trying())
    screening.press(.function(9))
    #expect(screening.text.contains("control 70 ██████████████░░░░░░ 30 variant"))
    screening.press("n", .tab)
    screening.type("spring")
    screening.press(.tab, .tab, .tab)
    screening.type("23:30")
    #expect(screening.text.contains("! spring is tried there until 23:1"))
    screening.press(.escape, "x", .enter)
    #expect(screening.message?.hasPrefix("reason: why") == true)
    screening.type("clear enough")
    screening.press(.enter)
    #expect(screening.dinner.house.experiments.all.first?.ended?.reason == "clear enough")
    #expect(screening.text.contains("clear enough"))
    screening.press("x")
    #expect(screening.message == "that experiment is over")
  }

  @Test("Figures are asked of the log when somebody opens the pane, and on Enter; a picture asks nothing")
  func asksTheLog() throws {
    var screening = Self.screening(.trying())
    let experiment = try #require(screening.dinner.house.experiments.all.first)
    func asked(_ effects: [ConsoleEffect]) -> [UUIDv7] {
      effects.compactMap { if case .readFigures(let id) = $0 { id } else { nil } }
    }
    screening.press(.function(9))
    #expect(asked(screening.console.see(screening.view)) == [experiment.id])
    #expect(asked(screening.console.see(screening.view)).isEmpty, "once")
    #expect(screening.text.contains("The log is being read"))
    #expect(asked(screening.console.handle(.enter, screening.view)).isEmpty, "it is being read")
    screening.console.take(.failure(Complaint("disk", "no disk")), of: experiment.id, at: screening.view.now)
    #expect(screening.text.contains("no disk"))
    #expect(asked(screening.console.handle(.enter, screening.view)) == [experiment.id])
    var picture = Console(.manager)
    picture.go(to: .experiments)
    #expect(asked(picture.see(screening.view)).isEmpty)
  }
}
