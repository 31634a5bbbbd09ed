/// The floors of the program: which target stands on which, and what it may take from the system.
///
/// Their one table is that of the architecture page; it is read here. A target may import what its row lists and what
/// those rows list in turn: imports run down only.
enum Floors {
  struct Row: Equatable {
    let target: String
    /// Whether it is thought of and not made yet.
    let isPlanned: Bool
    /// Targets that it stands on.
    let on: [String]
    /// Modules that are neither ours nor the standard library.
    let system: [String]
  }

  static let page = "Sources/galley/galley.docc/Architecture.md"

  /// Empty where the page can't be read: then every file in `Sources` has no row, and the tests say so.
  static let table: [Row] = (try? Checkout.text(page)).map(rows) ?? []

  /// Targets written in C: only whoever names them in its own row may import them.
  static let inC = Set(
    table.map(\.target).filter { (try? Checkout.text("Sources/\($0)/module.modulemap")) != nil })

  /// The only target that may read a clock or ask for chance.
  static let host = "Host"

  /// What does for partners, which are processes of their own, what ``host`` does for a terminal.
  static let partnersHost = "Sources/Partners/Shell/"

  /// What stands at the top of the checkout beside dot files.
  static let topLevel: Set<String> = [
    "Package.swift", "Sources", "Tests", "themes", "README.md", "man", "findings",
  ]

  static let lineLimit = 400

  static func row(_ target: String) -> Row? { table.first { $0.target == target } }

  /// Every module that a target may import.
  static func imports(of target: String) -> Set<String> {
    guard let row = row(target) else { return [] }
    var reached = Set(row.on)
    for lower in row.on { reached.formUnion(imports(of: lower).subtracting(inC).subtracting(systemModules)) }
    return reached.union(row.system)
  }

  private static let systemModules = Set(table.flatMap(\.system))
}

/// How the page and the package write their rows.
extension Floors {
  private static let head = "| target | owns | stands on | of the system |"

  /// The rows of the page's table: the lines behind its head, up to the first that is none of a table. A line may be
  /// about several targets; one whose second cell begins with “planned:” is about a target that is not there yet.
  static func rows(_ page: String) -> [Row] {
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: head[...]) else { return [] }
    return lines[(start + 1)...].prefix { $0.hasPrefix("|") }.dropFirst().flatMap { line in
      let cells = line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
      guard cells.count > 3 else { return [Row]() }
      return names(cells[0]).map { target in
        Row(
          target: target, isPlanned: cells[1].hasPrefix("planned:"), on: names(cells[2]),
          system: names(cells[3]))
      }
    }
  }

  /// What the package's own targets in `Sources` stand on, in order of the manifest.
  static func targets(_ manifest: String) -> [(name: String, on: [String])] {
    let calls = /floor\("([^"]+)"(?:, on: \[([^\]]*)\])?/
    let programs = /\.executableTarget\(\s*name: "([^"]+)", dependencies: \[([^\]]*)\],?(\s*path:)?/
    let inC = /\.systemLibrary\(name: "([^"]+)"\)/
    return manifest.matches(of: calls).map { (String($0.1), names($0.2 ?? "")) }
      + manifest.matches(of: programs).filter { $0.3 == nil }.map { (String($0.1), names($0.2)) }
      + manifest.matches(of: inC).map { (String($0.1), []) }
  }

  /// A list with commas, each name bare, in backticks or in quotes.
  private static func names(_ list: some StringProtocol) -> [String] {
    list.split(separator: ",").map { trimmed($0).filter { !"`\"".contains($0) } }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
