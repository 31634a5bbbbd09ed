import Foundation
import Screens
import Testing

@testable import galley

/// Holds the manual to the code. `GALLEY_REWRITE_MANUAL=1 swift test --filter ManualTests` writes the tables anew.
@Suite(.serialized) struct ManualTests {
  @Test func theManualsTablesAreThoseOfTheCode() throws {
    for table in ManualTables.all {
      if ProcessInfo.processInfo.environment["GALLEY_REWRITE_MANUAL"] == "1" {
        try ManualPage(table.page).rewrite(table)
      }
      let page = try ManualPage(table.page)
      let range = try #require(
        page.range(of: table), "\(table.page) has no marks for the table \(table.name)")
      #expect(
        page.lines[range].joined(separator: "\n") == table.lines.joined(separator: "\n"),
        "\(table.page), table \(table.name): write it anew with GALLEY_REWRITE_MANUAL=1")
    }
  }

  @Test func thePagesAreCleanUnderTheLint() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: ManualPage.root.appending(path: "man").path)
    let wanted = [
      "galley.1", "galley.conf.5", "galley-events.5", "galley-menu.5", "galley-theme.5", "galley-kiosk.7",
      "galley-partner.7", "galley-peer.7", "galley-staff.7", "galley-table.7", "galley-voice.7",
    ]
    #expect(Set(names).isSuperset(of: wanted))
    for name in names.sorted() {
      let lint = try Programs.run(
        "mandoc", package: "mandoc", ["-Tlint", "-W", "warning", ManualPage.url(name).path])
      #expect(lint.status == 0, "\(lint.output)\(lint.errors)")
    }
  }

  @Test func everyThemeIsNamed() throws {
    let page = try ManualPage("galley-theme.5").lines
    let files = try FileManager.default.contentsOfDirectory(
      atPath: ManualPage.root.appending(path: "themes").path)
    let names = files.filter { $0.hasSuffix(".theme") }.map { $0.dropLast(".theme".count) }
    #expect(names.count >= 5)
    for name in names { #expect(page.contains(".It Ic \(name)"), "\(name)") }
  }

  /// What the page says a key may be called, the program takes; it may only object that the key is another's.
  @Test func everyNameOfAKeyIsTaken() {
    #expect(KeyMap.namedKeys.contains("PgDn"))
    for name in KeyMap.namedKeys {
      do throws(KeyMapFault) {
        _ = try KeyMap([KeyMap.Setting(name: "undo", text: name, line: 1)])
      } catch {
        if case .unknownKey = error { Issue.record("\(name): \(error.message)") }
      }
    }
  }

  @Test func everyExitStatusIsThere() throws {
    let text = try ManualPage("galley.1").lines.joined(separator: "\n")
    for status in 0...4 { #expect(text.contains("\n.It \(status)\n"), "exit status \(status)") }
  }
}
