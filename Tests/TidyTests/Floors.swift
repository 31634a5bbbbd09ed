/// The floors of the house: which target stands on which, and what it may take from the system.
///
/// The same table as in the architecture page. A target may import what its row lists and what those rows list in
/// turn: imports run down only.
enum Floors {
  struct Row {
    let target: String
    /// Targets that it stands on.
    let on: [String]
    /// Modules that are neither ours nor the standard library.
    var system: [String] = []
  }

  static let table: [Row] = [
    Row(target: "Events", on: []),
    Row(target: "Dining", on: ["Events"]),
    Row(target: "Menus", on: ["Events"]),
    Row(target: "Voice", on: ["Dining"]),
    Row(target: "Insights", on: ["Dining", "Menus"]),
    Row(target: "Replication", on: ["Events"]),
    Row(target: "Venue", on: ["Events", "Dining", "Menus", "Voice", "Insights", "Replication"]),
    Row(target: "Screens", on: ["Venue"]),
    Row(target: "EventLog", on: ["Events"]),
    Row(target: "Node", on: ["Venue", "EventLog"]),
    Row(target: "CNcurses", on: []),
    Row(target: "CCrypt", on: []),
    Row(target: "Host", on: ["Venue", "EventLog", "CCrypt"], system: ["Glibc", "Synchronization"]),
    Row(target: "Terminal", on: ["Screens", "CNcurses"], system: ["Glibc"]),
    Row(target: "galley", on: ["Host", "Node", "Terminal"], system: ["Glibc"]),
    Row(target: "Partners", on: ["Events"], system: ["Foundation", "FoundationNetworking"]),
    Row(target: "galley-partner", on: ["Partners"]),
  ]

  /// Targets written in C: only whoever names them in its own row may import them.
  static let inC: Set<String> = ["CNcurses", "CCrypt"]

  /// The only target that may read a clock or ask for chance.
  static let host = "Host"

  /// What stands at the top of the checkout beside dot files.
  static let topLevel: Set<String> = ["Package.swift", "Sources", "Tests", "themes", "README.md", "man"]

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
