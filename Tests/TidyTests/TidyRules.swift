import Foundation

/// The rules as functions from a file's text to what is wrong with it.
enum TidyRules {
  /// Imports that the target's row does not list.
  static func imports(_ text: String, of target: String) -> [String] {
    let allowed = Floors.imports(of: target).union(["Swift"])
    let importLine = importLine
    return code(text).compactMap { number, line in
      // A pattern takes long over a line, and few lines speak of it.
      guard line.range(of: "import") != nil, let found = line.firstMatch(of: importLine) else { return nil }
      let module = String(found.output.1)
      return allowed.contains(module) ? nil : "line \(number): \(target) may not import \(module)"
    }
  }

  /// Clocks, chance and global state where none may be.
  static func outsideWorld(_ text: String, of target: String) -> [String] {
    guard target != Floors.host else { return [] }
    return code(text).flatMap { number, line in
      forbidden.filter { line.range(of: $0) != nil }.map {
        "line \(number): “\($0)” is for \(Floors.host) alone"
      }
    }
  }

  /// Where the table of floors, the package and the folders below `Sources` say different things.
  static func floors(
    _ table: [Floors.Row], in package: [(name: String, on: [String])], folders: [String]
  ) -> [String] {
    var findings: [String] = []
    var above: [String: Bool] = [:]
    for row in table {
      if above[row.target] != nil { findings.append("\(row.target) has two rows") }
      for lower in row.on {
        switch above[lower] {
        case nil: findings.append("\(row.target) stands on \(lower), which has no row above it")
        case true? where !row.isPlanned: findings.append("\(row.target) stands on \(lower), which is planned")
        case true?, false?: break
        }
      }
      above[row.target] = row.isPlanned
      if row.isPlanned, folders.contains(row.target) {
        findings.append("Sources/\(row.target) is there, and its row says planned")
      }
      switch (package.first { $0.name == row.target }, row.isPlanned) {
      case (nil, false): findings.append("the package has no \(row.target)")
      case (nil, true): break
      case (_?, true): findings.append("the package has \(row.target), and its row says planned")
      case (let target?, false) where target.on != row.on:
        findings.append("\(row.target) stands on \(row.on) by its row, and on \(target.on) in the package")
      case (_?, false): break
      }
    }
    for target in package where above[target.name] == nil {
      findings.append("the package has \(target.name), and the table no row of it")
    }
    return findings
  }

  /// Names that are a type in one floor and another type in another: a reader takes the one for the other. Only types
  /// that stand by themselves count; a nested one is named after the type around it.
  static func sharedNames(_ files: [(floor: String, text: String)]) -> [String] {
    var owners: [String: Set<String>] = [:]
    let typeLine = typeLine
    for file in files {
      for (_, line) in code(file.text) where line.first?.isWhitespace == false {
        guard let found = line.prefixMatch(of: typeLine) else { continue }
        owners[String(found.output.1), default: []].insert(file.floor)
      }
    }
    return owners.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { name, floors in
      "\(name) is a type of \(floors.sorted().joined(separator: ", and another of ")); rename one"
    }
  }

  /// Files that are no longer read in one sitting, and work that was put off.
  static func reading(_ text: String) -> [String] {
    var findings: [String] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count - 1 > Floors.lineLimit {
      findings.append("\(lines.count - 1) lines; \(Floors.lineLimit) are the limit")
    }
    for (place, line) in lines.enumerated() {
      for mark in ["TO" + "DO", "FIX" + "ME"] where line.range(of: mark) != nil {
        findings.append("line \(place + 1): \(mark); do it or write an issue")
      }
    }
    return findings
  }

  /// Where a test might leave a folder, or lean on what a fresh clone does not have beside it.
  static func outsideFolders(_ text: String) -> [String] {
    code(text).flatMap { number, line in
      folders.filter { line.range(of: $0) != nil }.map {
        "line \(number): “\($0)”; take a ScratchFolder or a fixture"
      }
    }
  }

  /// Dependencies from outside the toolchain.
  static func dependencies(_ manifest: String) -> [String] {
    code(manifest).filter { $0.line.contains(".package(") }.map { "line \($0.number): a package dependency" }
  }

  // Each in two pieces, so that this file is not found.
  private static let folders = [
    "NSTemporary" + "Directory", "." + "temporaryDirectory", "mkd" + "temp(", "\"/t" + "mp", "../sha" + "red",
    "sha" + "red/data",
  ]

  private static let forbidden = [
    "Date()", "SystemRandomNumberGenerator", ".random(", ".randomElement()", ".shuffled()", ".shuffle()",
    "ContinuousClock", "SuspendingClock", "clock_gettime", "gettimeofday", "getrandom", "arc4random",
  ]

  /// Lines with what stands before a comment; strings are not told apart, and need not be.
  private static func code(_ text: String) -> [(number: Int, line: Substring)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { place, line in
      (place + 1, line.range(of: "//").map { line[..<$0.lowerBound] } ?? line)
    }
  }

  /// The head of a type at the start of a line: a nested one is indented.
  private static var typeLine: Regex<(Substring, Substring)> {
    /(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private|final|indirect|nonisolated)\s+)*(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/
  }

  private static var importLine: Regex<(Substring, Substring)> {
    /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)/
  }
}
