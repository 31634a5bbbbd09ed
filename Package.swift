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
    floor("EventLog", on: ["Events"]),
    floor("Host", on: ["EventLog", "Events"]),

    .target(
      name: "SimulatedDisk", dependencies: ["EventLog"], path: "Tests/SimulatedDisk", swiftSettings: strict),
    .systemLibrary(name: "CSQLite", path: "Tests/CSQLite"),
    .executableTarget(
      name: "Benchmarks", dependencies: ["CSQLite", "EventLog", "Events", "Host"], path: "Tests/Benchmarks",
      swiftSettings: strict),

    tests("EventsTests", of: ["Events"], resources: [.copy("Vectors")]),
    tests("EventLogTests", of: ["EventLog", "Events", "SimulatedDisk"]),
    tests("HostTests", of: ["Host", "EventLog", "Events", "SimulatedDisk"]),
  ],
  swiftLanguageModes: [.v6]
)
