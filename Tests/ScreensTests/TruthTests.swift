import Events
import Testing
import Venue

@testable import Screens

/// What the status line and the banner say of log, disk, screens and clock.
@Suite struct TruthTests {
  private static let late =
    "The clock was set forward by 7 s. Timers here go on as before; check the clock, "
    + "then start galley anew."

  @Test("An ordinary day: saved, and who else shows it")
  func ordinary() {
    #expect(Truth().words == ["all saved", "this screen only"] && Truth().problems == [])
    #expect(Truth(log: .saving(3), peers: .onThisLog(2)).words == ["saving 3", "2 screens on this log"])
    #expect(Truth(peers: .following("till")).words.last == "following till")
  }

  @Test("Room on the disk: silent above 500 MB, words below, a banner below 50 MB and at nothing")
  func room() {
    func at(_ bytes: Int64) -> (words: Int, problems: Int) {
      let truth = Truth(freeBytes: bytes)
      return (truth.words.count, truth.problems.count)
    }
    #expect(at(500_000_000) == (2, 0) && at(499_999_999) == (3, 0))
    #expect(at(50_000_000) == (3, 0) && at(49_999_999) == (3, 1))
    #expect(Truth(freeBytes: 480_500_000).words[1] == "480 MB left")
    #expect(Truth(freeBytes: 3).problems.first?.contains("almost full: 1 MB left") == true)
    #expect(Truth(freeBytes: 0).problems.first?.hasPrefix("The disk is full") == true)
  }

  @Test("The clock: five seconds either way are forgiven")
  func clock() {
    for fine in [5_000, -5_000] as [Int64] { #expect(Truth(clockSetMs: fine).problems == []) }
    #expect(
      Truth(lastEventAheadMs: 5_000).problems == [] && Truth(lastEventAheadMs: -9_000_000).problems == [])
    #expect(Truth(clockSetMs: 7_000).problems == [Self.late])
    #expect(Truth(clockSetMs: -5_001).problems.first?.contains("set back by 5 s") == true)
    let behind = Truth(lastEventAheadMs: 7_500_000)
    #expect(behind.problems.first?.contains("2 h 5 min behind the last event") == true)
    #expect(behind.words.contains("clock wrong"))
    #expect(
      Truth.span(119_000) == "119 s" && Truth.span(120_000) == "2 min" && Truth.span(7_200_000) == "2 h")
    #expect(Truth.span(172_800_000) == "2 days")
  }

  @Test("The gravest stands first: the log, what the start found, the disk, the clock")
  func order() {
    let truth = Truth(
      log: .failing("no disk"), freeBytes: 0, clockSetMs: 7_000, lastEventAheadMs: 9_000, found: ["torn"])
    #expect(
      truth.problems.map { $0.prefix(9) } == ["no disk", "torn", "The disk ", "The clock", "The clock"])
    #expect(truth.words.first == "NOT SAVED")
  }

  @Test("The status line says it at every width from 40 columns on", arguments: [40, 60, 80, 120])
  func status(columns: Int) throws {
    var view = Dinner.evening(3).view(columns, 12)
    view.truth = Truth()
    let line = try #require(Console(.kitchen).frame(view).lines.last)
    #expect(line.contains("all saved"))
    #expect(columns < 80 || line.contains("this screen only"))
  }

  // `[1] 20:01` before it, nine letters with a blank on either side behind: 20 columns, and two blanks before the name.
  @Test(
    "A terminal's name gives way to it, and comes back where there is room for both",
    arguments: [
      ("tv", 40, true), ("kitchen-door-right", 40, true), ("kitchen-door-right2", 40, false),
      ("kitchen-door-right2", 41, true),
    ])
  func nameGivesWay(terminal: String, columns: Int, isNamed: Bool) throws {
    var view = Dinner.evening(3).view(columns, 12)
    let origin = try #require(Origin("\(terminal)-00000001"))
    view.identity = Identity(venue: "casa", origin: origin, letter: "B")
    for (log, word) in [(Truth.Log.saved, "all saved"), (.failing("the disk failed"), "NOT SAVED")] {
      view.truth = Truth(log: log)
      let line = try #require(Console(.kitchen).frame(view).lines.last)
      #expect(line.contains(word) && line.contains(terminal) == isNamed, "\(line)")
    }
  }

  @Test(
    "The panes give way to both: first the shown one's name, then the others; to no name that is left out anyway",
    arguments: [
      ("tv", 41, "[1 board] 2 3 4 5 6  "), ("tv", 40, "[1] 2 3 4 5 6  "), ("kitchen", 40, "[1] 2 3 4 5 6  "),
      ("kitchen2", 40, "[1 board] 20"), ("kitchen-door", 40, "[1 board] 20"), ("kitchen-door2", 40, "[1] 20"),
      ("kitchen-door-right2", 40, "[1 board] 2 3 4 5 6  "),
    ])
  func panesGiveWay(terminal: String, columns: Int, start: String) throws {
    var view = Dinner.evening(3).view(columns, 12)
    view.identity = Identity(
      venue: "casa", origin: try #require(Origin("\(terminal)-00000001")), letter: "B")
    view.truth = Truth()
    let line = try #require(Console(.kitchen).frame(view).lines.last)
    #expect(line.hasPrefix(start), "\(line)")
  }

  @Test("Two problems: the gravest, and that ? tells the other; no ticket is hidden by them")
  func banner() {
    var view = Dinner.evening(1).view(40, 12)
    let quiet = Console(.kitchen).frame(view)
    view.truth = Truth(log: .failing("the disk failed; look at the kernel's messages"), clockSetMs: 7_000)
    var console = Console(.kitchen)
    let lines = console.frame(view).lines
    #expect(lines[9].hasPrefix("the disk failed") && lines[9].hasSuffix("+1 more: ?"), "\(lines[9])")
    for dish in ["Still water", "Bruschetta", "Crème brûlée"] {
      #expect(quiet.text.contains(dish) && lines.contains { $0.contains(dish) }, "the ticket stays")
    }
    _ = console.handle("?", view)
    view.size = Size(widthColumns: 120, heightRows: 30)
    let help = console.frame(view).text
    #expect(help.contains("the disk failed; look at the kernel's messages") && help.contains(Self.late))
  }

  @Test("One problem that fits is whole; a longer one ends in how to read the rest")
  func longBanner() {
    var view = Dinner.evening(1).view(80, 24)
    view.truth = Truth(clockSetMs: 7_000)
    let whole = Console(.kitchen).frame(view).lines.joined(separator: " ")
    #expect(whole.contains("start galley anew."))
    view.size = Size(widthColumns: 40, heightRows: 12)
    #expect(Console(.kitchen).frame(view).lines[9].hasSuffix("…: ?"))
  }
}
