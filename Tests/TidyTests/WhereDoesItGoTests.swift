import Testing

/// Holds what the page "Where does it go" lists, and that what is made after it is found.
@Suite struct WhereDoesItGoTests {
  private static let page = "Sources/galley/galley.docc/WhereDoesItGo.md"

  /// A file of a list, and the names behind it.
  private struct Place {
    let path: String
    let names: [String]
  }

  /// The lists of the page by section.
  private static func sections() throws -> [(title: Substring, places: [Place])] {
    try Checkout.text(page).split(separator: "\n## ").dropFirst().map { section in
      let lines = section.split(separator: "\n")
      return (lines[0], lines.joined(separator: "\n").split(separator: "\n- ").dropFirst().compactMap(place))
    }
  }

  /// ``- `FILE`: … `NAME` …``, up to the next entry or paragraph; nil where no file is named first.
  private static func place(_ entry: Substring) -> Place? {
    guard entry.hasPrefix("`") else { return nil }
    let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
    let item = [lines[0]] + lines.dropFirst().prefix { $0.hasPrefix("  ") }
    let codes = item.joined(separator: " ").matches(of: /`([^`]+)`/).map { String($0.output.1) }
    return Place(path: codes[0], names: Array(codes.dropFirst()))
  }

  /// Whether something of that name is declared in a Swift file, or stands in another.
  private static func has(_ text: String, _ name: String, in path: String) throws -> Bool {
    guard path.hasSuffix(".swift") else { return text.contains(name) }
    let declared = try Regex("\\b(let|var|func|case|struct|enum|class|protocol|extension) \(name)\\b")
    return text.contains(declared)
  }

  @Test(arguments: [
    "An event", "A command of an order", "A command", "A pane", "A setting", "A payment provider",
    "A reason why a payment failed", "A fact of a partner", "A floor",
  ])
  func everySectionHasItsList(_ title: String) throws {
    let section = try Self.sections().first { $0.title == title }
    #expect(try #require(section).places.count >= 2)
  }

  @Test func everyFileIsThereWithWhatIsExtended() throws {
    for section in try Self.sections() {
      for place in section.places {
        guard let text = try? Checkout.text(place.path) else {
          Issue.record("\(section.title): there is no \(place.path)")
          continue
        }
        for name in place.names {
          #expect(
            try Self.has(text, name, in: place.path), "\(section.title): \(place.path) has no “\(name)”")
        }
      }
    }
  }

  /// A pane that was forgotten there would be reached by nothing.
  @Test func everyKindOfPaneStandsInItsTable() throws {
    let table = try Checkout.text("Sources/Screens/Panes/PaneTable.swift")
    var kinds = 0
    for file in try Checkout.swiftFiles(below: "Sources/Screens/Panes") {
      guard let kind = file.text.firstRange(of: "static let kind = PaneKind(") else { continue }
      let owners = file.text[..<kind.lowerBound].matches(of: /(?:enum|struct|extension) (\w+)/)
      let owner = try #require(owners.last).output.1
      #expect(table.contains("\(owner).kind"), "\(file.path): PaneTable has no \(owner).kind")
      kinds += 1
    }
    #expect(kinds > 0)
  }
}
