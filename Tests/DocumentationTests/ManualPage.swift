import Foundation

@testable import galley

/// A manual page as it stands in the checkout.
struct ManualPage {
  let name: String
  let lines: [String]

  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  static func url(_ name: String) -> URL { root.appending(path: "man").appending(path: name) }

  init(_ name: String) throws {
    self.name = name
    let text = try String(contentsOf: Self.url(name), encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Where a table stands, its marks left out; nil where the page has no such marks.
  func range(of table: ManualTables.Table) -> Range<Int>? {
    guard let start = lines.firstIndex(of: ManualTables.beginning(of: table.name)),
      let end = lines[start...].firstIndex(of: ManualTables.end)
    else { return nil }
    return (start + 1)..<end
  }

  /// Puts the code's table into the file.
  func rewrite(_ table: ManualTables.Table) throws {
    guard let range = range(of: table) else { return }
    let text = (lines[..<range.lowerBound] + table.lines + lines[range.upperBound...]).joined(separator: "\n")
    try text.write(to: Self.url(name), atomically: true, encoding: .utf8)
  }
}
