// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: Swift 6, complete concurrency checks, no warnings.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// Tests enumerate crashes, seeds and screens by the thousand: unoptimized they take twice the time that a suite may.
/// Assertions stay.
let quick: [SwiftSetting] = [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]

/// A room of the house. What it may import is its row here, and `Tests/TidyTests` holds it to that.
func floor(_ name: String, on lower: [Target.Dependency] = [], excluding: [String] = []) -> Target {
  .target(name: name, dependencies: lower, exclude: excluding, swiftSettings: strict + quick)
}

func tests(_ name: String, of subjects: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: subjects, resources: resources, swiftSettings: strict)
}

/// What only tests need, on their side of the house.
func testAid(_ name: String, on subjects: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: subjects, path: "Tests/\(name)", swiftSettings: strict + quick)
}

let package = Package(
  name: "galley",
  targets: [
    floor("Events"),
    floor("Dining", on: ["Events"]),
    floor("Menus", on: ["Events"]),
    floor("Replication", on: ["Events"]),
    floor("Venue", on: ["Events", "Dining", "Menus", "Replication"]),
    floor("Screens", on: ["Venue"], excluding: ["Tables/make-cell-widths.py"]),
    floor("EventLog", on: ["Events"]),
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CCrypt"),
    floor("Host", on: ["Venue", "EventLog", "CCrypt"]),
    floor("Terminal", on: ["Screens", "CNcurses"]),
    .executableTarget(
      name: "galley", dependencies: ["Terminal", "Host", "Screens", "Venue", "EventLog"],
      exclude: ["galley.docc"], swiftSettings: strict,
      // Half of the release binary would be symbols that nobody reads on a kitchen's TV (P17).
      linkerSettings: [.unsafeFlags(["-Xlinker", "--strip-all"], .when(configuration: .release))]),

    tests("DiningTests", of: ["Dining"]),
    tests("DocumentationTests", of: ["galley"]),
    tests("EventLogTests", of: ["EventLog", "SimulatedDisk"]),
    tests("EventsTests", of: ["Events"], resources: [.copy("Vectors")]),
    tests("HostTests", of: ["Host", "SimulatedDisk", "CCrypt"]),
    tests("MenusTests", of: ["Menus"]),
    tests("ReplicationTests", of: ["Replication", "Randomness"], resources: [.copy("Vectors")]),
    tests("ScreensTests", of: ["Screens", "Randomness"], resources: [.copy("Golden")]),
    tests("TerminalTests", of: ["Terminal", "Randomness"]),
    tests("TidyTests", of: []),
    tests("VenueTests", of: ["Venue", "Randomness"]),
    tests("galleyTests", of: ["galley"]),
    testAid("Randomness"),
    testAid("SimulatedDisk", on: ["EventLog"]),
    testAid("Simulator", on: ["Venue", "Replication", "EventLog", "SimulatedDisk", "Randomness"]),
    .executableTarget(
      name: "galley-sim", dependencies: ["Simulator"], path: "Tests/SimulatorProgram", swiftSettings: strict),
    tests("SimulatorTests", of: ["Simulator"]),
    .systemLibrary(name: "CSQLite", path: "Tests/CSQLite"),
    .executableTarget(
      name: "galley-bench", dependencies: ["Venue", "Host", "EventLog", "Randomness", "CSQLite"],
      path: "Tests/Benchmarks", swiftSettings: strict),
    tests("BenchmarksTests", of: ["galley-bench", "galley"]),

    .testTarget(
      name: "AcceptanceTests", dependencies: ["galley"], path: "Tests/Acceptance",
      exclude: [
        "Harness/FaultShim", "check_lines.py", "count_day.py", "faulty_proxy.py", "forge_lines.py",
        "probe_listener.py", "told.py", "wire_attacks.py", "wire_floods.py", "wire_link.py", "wire_log.py",
        "wire_peer.py", "wire_session.py", "wire_vectors.py",
      ],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
