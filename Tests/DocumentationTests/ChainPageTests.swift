import Foundation
import Testing

/// galley-partner(7) shows the recipes that the tests run, word for word.
@Suite struct ChainPageTests {
  private static let folder = ManualPage.root.appending(path: "Tests/Acceptance/Chains")

  @Test func `the page shows every recipe as it is`() throws {
    let lines = try ManualPage("galley-partner.7").lines
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(names.count > 6)
    for name in names {
      let recipe = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
      let first = try #require(lines.firstIndex(of: #".\" example "# + name), "\(name) is not on the page")
      let shown = lines[(first + 2)...].prefix { $0 != ".Ed" }.map {
        ($0.hasPrefix(#"\&"#) ? String($0.dropFirst(2)) : $0).replacing(#"\e"#, with: #"\"#)
      }
      #expect(shown.joined(separator: "\n") + "\n" == recipe, "\(name) differs")
      #expect(recipe.split(separator: "\n").allSatisfy { $0.count <= 72 }, "\(name) is too wide for the page")
    }
  }
}
