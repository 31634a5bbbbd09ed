import Events
import Menus
import Testing

@testable import galley

/// The worked examples of galley-menu(5) are read by the program, and come to what the page says.
@Suite struct MenuPageTests {
  /// The displays of the page, in their order.
  private func examples() throws -> [String] {
    var examples: [String] = []
    var current: [String]?
    for line in try ManualPage("galley-menu.5").lines {
      if line.hasPrefix(".Bd -literal") {
        current = []
      } else if line == ".Ed", let text = current {
        examples.append(text.joined(separator: "\n") + "\n")
        current = nil
      } else {
        current?.append(line.replacing("\\e", with: "\\"))
      }
    }
    return examples
  }

  @Test func everyFormatHasAnExampleThatIsRead() throws {
    let examples = try examples()
    try #require(examples.count == 6)
    for (place, format) in [(0, ForeignFormat.csv), (1, .csv), (2, .schemaOrg), (3, .square)] {
      let result = try MenuImport(
        format, file: Array(examples[place].utf8), setting: MenuImport.Setting(currency: MinorUnit(of: "EUR"))
      )
      let ale = try #require(result.document.items.first { $0.name == "Pale ale" }, "example \(place)")
      #expect(ale.priceMinor == 490, "example \(place)")
      #expect(
        ale.modifierGroups.flatMap(\.options).map(\.name) == ["0.3", "0.5"]
          && ale.modifierGroups.flatMap(\.options).map(\.priceMinor) == [0, 160])
      #expect(ale.modifierGroups.map(\.min) == [1] && ale.modifierGroups.map(\.max) == [1])
    }
    // What the second and the third make is what the page shows.
    let menu = try MenuDocument(file: Array(examples[4].utf8))
    let till = try MenuImport(
      .csv, file: Array(examples[1].utf8), setting: MenuImport.Setting(currency: MinorUnit(of: "EUR")))
    #expect(till.document.json["sections"] == menu.json["sections"])
    #expect(
      till.notes.map { $0.sentence(file: "till.csv") } == examples[5].split(separator: "\n").map(String.init))
  }
}
