// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: Swift 6, complete concurrency checks, no warnings.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A room of the house. What it may import is its row here, and `Tests/TidyTests` holds it to that.
func floor(_ name: String, on lower: [Target.Dependency] = [], excluding: [String] = []) -> Target {
  .target(name: name, dependencies: lower, exclude: excluding, swiftSettings: strict)
}

func tests(_ name: String, of subjects: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: subjects, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "galley",
  targets: [
    floor("Events"),
    floor("Dining", on: ["Events"]),
    floor("Menus", on: ["Events"]),
    floor("Venue", on: ["Events", "Dining", "Menus"]),
    floor("Screens", on: ["Venue"], excluding: ["Tables/make-cell-widths.py"]),
    floor("galley", on: ["Dining", "Events", "Menus", "Screens"], excluding: ["galley.docc"]),

    tests("DiningTests", of: ["Dining"]),
    tests("DocumentationTests", of: ["galley"]),
    tests("EventsTests", of: ["Events"], resources: [.copy("Vectors")]),
    tests("MenusTests", of: ["Menus"]),
    tests("galleyTests", of: ["galley", "Screens", "Venue"]),
    tests("ScreensTests", of: ["Screens"]),
    tests("TidyTests", of: []),

    .testTarget(
      name: "AcceptanceTests", path: "Tests/Acceptance",
      exclude: ["check_lines.py", "count_day.py", "forge_lines.py"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
