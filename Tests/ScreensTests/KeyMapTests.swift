import Testing

@testable import Screens

/// Keys as `galley.conf` says them.
@Suite struct KeyMapTests {
  private static func map(_ settings: (String, String)...) throws(KeyMapFault) -> KeyMap {
    try KeyMap(
      settings.enumerated().map { place, setting in
        KeyMap.Setting(name: setting.0, text: setting.1, line: place + 1)
      })
  }

  @Test(
    "Names of keys",
    arguments: [
      ("Space", .character(" ")), ("enter", .enter), ("ESC", .escape), ("Tab", .tab), ("Shift-Tab", .backTab),
      ("F9", .function(9)), ("f12", .function(12)), ("Ctrl-L", .control("l")), ("Up", .up),
      ("PgDn", .pageDown), ("x", .character("x")), ("X", .character("X")), ("é", .character("é")),
      ("F0", nil), ("F13", nil), ("F05", nil), ("Ctrl-M", nil), ("Ctrl-", nil), ("Alt-x", nil), ("", nil),
      ("\u{1B}", nil), (" ", nil), ("\u{7F}", nil),
    ] as [(String, Key?)])
  func names(text: String, key: Key?) {
    #expect(KeyName.key(text) == key)
  }

  @Test("Every key that the table calls by one name is read back from it")
  func namesAreRead() {
    for key in ActionTable.all.flatMap(\.keys) { #expect(KeyName.key(key.plainName) == key, "\(key)") }
  }

  @Test("A key that was given to an action does it, and its old one says that it does nothing")
  func rebound() throws {
    let map = try Self.map(("bump", "F9, v"), ("void", "F10"))
    var screening = Screening(ConsoleTests.twoTickets(), .kitchen, Preferences(keys: map))
    screening.press("1", .function(9), "v")
    #expect(screening.standing == ["B01 ready", "B02 ordered"])
    screening.press(.function(10))
    #expect(screening.message == "no VOID waits on B01")
    screening.press(" ")
    #expect(screening.message == "Space does nothing here; ? shows every key")
    screening.press(.enter)
    #expect(screening.message == "Enter does nothing here; ? shows every key")
    screening.dinner.wait(seconds: 20)
    #expect(screening.lines[22].contains("F9 bump"))
    screening.press("?")
    #expect(screening.lines.contains { $0.hasPrefix("F9, v  ") })
  }

  @Test("A function key given to something else shows no pane; its number, its name and a touch still do")
  func functionKeyTaken() throws {
    let map = try Self.map(("bump", "F5"))
    var screening = Screening(ConsoleTests.twoTickets(), .kitchen, Preferences(keys: map))
    screening.press("1", .function(5))
    #expect(screening.console.pane == .board && screening.standing == ["B01 preparing", "B02 ordered"])
    let column = screening.lines[23].firstIndex(of: "5").map {
      screening.lines[23].distance(from: screening.lines[23].startIndex, to: $0)
    }
    screening.press(.click(row: 23, column: try #require(column)))
    #expect(screening.console.pane == .peers)
    screening.press("0", "4", .function(6))
    #expect(screening.console.pane == .help)
  }

  @Test("An action may lose its keys, and then is neither in the footer nor done")
  func unbound() throws {
    let map = try Self.map(("rush", ""))
    var screening = Screening(ConsoleTests.twoTickets(), .kitchen, Preferences(keys: map))
    screening.press("1", "R")
    #expect(screening.message == "“R” does nothing here; ? shows every key")
  }

  @Test("What makes no sense is refused with its line")
  func faults() {
    func fault(_ settings: (String, String)...) -> KeyMapFault? {
      do throws(KeyMapFault) {
        _ = try KeyMap(
          settings.enumerated().map { KeyMap.Setting(name: $1.0, text: $1.1, line: $0 + 1) })
        return nil
      } catch { return error }
    }
    func setting(_ name: String, _ text: String, _ line: Int = 1) -> KeyMap.Setting {
      KeyMap.Setting(name: name, text: text, line: line)
    }
    #expect(fault(("bumb", "x")) == .unknownAction(setting("bumb", "x")))
    #expect(fault(("select", "x")) == .fixedAction(setting("select", "x")))
    #expect(fault(("bump", "Space, Hyper")) == .unknownKey(setting("bump", "Space, Hyper"), "Hyper"))
    #expect(fault(("bump", "7")) == .digit(setting("bump", "7"), "7"))
    #expect(
      fault(("rush", "F9"), ("bump", "Space, r"))
        == .twoActions(setting("bump", "Space, r", 2), "r", "recall"))
    #expect(
      fault(("bump", "j"))?.message == "j would be both “bump” and “move”; give one of them another key")
    for name in ["quit", "help", "back"] {
      #expect(fault((name, "")) == .keyNeeded(setting(name, "")))
    }
    #expect(fault(("rush", "F9"), ("bump", "Hyper"))?.line == 2)
    #expect(fault(("recall", "x"), ("void", "r")) == nil, "two that change places")
  }

  @Test("Letters go into a line of text whatever they are bound to")
  func textTakesLetters() throws {
    let map = try Self.map(("redraw", "z"), ("void", "F10"))
    var screening = Screening(ConsoleTests.twoTickets(), .staff, Preferences(keys: map))
    screening.type("xyz")
    #expect(screening.console.entry.text == "xyz")
  }

  @Test("Names of actions are what settings files hold: none twice, none with a blank")
  func namesAreStable() {
    let names = ActionTable.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(name)") }
  }
}
