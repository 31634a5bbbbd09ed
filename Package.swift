// swift-tools-version: 6.2
import PackageDescription

/// Every target is held to the same rules: Swift 6, complete concurrency checks, no warnings.
///
/// In debug builds a module is compiled as a whole, in two threads: the macros of the tests are then expanded once and
/// not by every compiler process, and no object stays behind when a type of another module changes its layout.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .unsafeFlags(["-wmo", "-num-threads", "2", "-gnone"], .when(configuration: .debug)),
]

/// What reads and writes logs, in tests by the thousand and with every crash: unoptimized, it takes most of their time.
/// To optimize more takes longer than it saves. Assertions stay.
let driven: Set = ["EventLog", "Events", "QR", "Randomness", "SimulatedDisk", "QRTests"]

/// What works at a person's pace: in releases made small (P17). Left out are what bytes of logs and links go through, and
/// pictures, which are to be there within a frame of the key (P14).
let personal: Set = [
  "Control", "Dining", "Host", "Insights", "Menus", "Node", "QR", "Venue", "Voice", "galley",
]

func settings(_ name: String) -> [SwiftSetting] {
  let small: [SwiftSetting] = [.unsafeFlags(["-Osize"], .when(configuration: .release))]
  let fast: [SwiftSetting] = [.unsafeFlags(["-O", "-assert-config", "Debug"], .when(configuration: .debug))]
  return strict + (personal.contains(name) ? small : []) + (driven.contains(name) ? fast : [])
}

/// A floor of the program. It has a row in Architecture.md that says the same; `Tests/TidyTests` holds both to that.
func floor(_ name: String, on lower: [Target.Dependency] = [], excluding: [String] = []) -> Target {
  .target(name: name, dependencies: lower, exclude: excluding, swiftSettings: settings(name))
}

/// Nothing imports a module of tests, so nothing waits for what it would export.
let unimported: [SwiftSetting] = [
  .unsafeFlags(["-no-emit-module-separately-wmo"], .when(configuration: .debug))
]

func tests(
  _ name: String, of subjects: [Target.Dependency], excluding: [String] = [], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name, dependencies: subjects, exclude: excluding, resources: resources,
    swiftSettings: settings(name) + unimported)
}

/// What only tests need, beside the floors.
func testAid(_ name: String, on subjects: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: subjects, path: "Tests/\(name)", swiftSettings: settings(name))
}

/// Half of a release binary would be symbols that nobody reads on a kitchen's TV, and those that nobody loads it for;
/// functions of one code are one (P17).
let slim: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-Xlinker", "--strip-all", "-Xlinker", "--icf=safe", "-Xlinker", "--no-export-dynamic",
      "-Xlinker", "--exclude-libs=ALL",
    ], .when(configuration: .release))
]

let package = Package(
  name: "galley",
  targets: [
    floor("Events"),
    floor("Dining", on: ["Events"]),
    floor("Menus", on: ["Events"]),
    floor("Voice", on: ["Dining", "Menus"]),
    floor("Insights", on: ["Dining", "Menus"]),
    floor("QR"),
    floor("Control", on: ["Events"]),
    floor("Replication", on: ["Events"]),
    floor("Venue", on: ["Events", "Control", "Dining", "Menus", "Voice", "Insights", "Replication"]),
    floor("Screens", on: ["Venue", "QR"], excluding: ["Tables/make-cell-widths.py"]),
    floor("EventLog", on: ["Events"]),
    floor("Node", on: ["Venue", "EventLog"]),
    .systemLibrary(name: "CNcurses"),
    .systemLibrary(name: "CCrypt"),
    floor("Host", on: ["Venue", "EventLog", "Control", "CCrypt"]),
    floor("Terminal", on: ["Screens", "CNcurses"]),
    .executableTarget(
      name: "galley", dependencies: ["Host", "Node", "Terminal"],
      exclude: ["galley.docc"], swiftSettings: settings("galley"),
      linkerSettings: slim),

    floor("Partners", on: ["Events", "Control"]),
    .executableTarget(
      name: "galley-partner", dependencies: ["Partners"], swiftSettings: settings("galley-partner"),
      linkerSettings: slim),

    tests("ControlTests", of: ["Control"]),
    tests("DiningTests", of: ["Dining", "NaiveDining", "Randomness", "TestAids"]),
    tests("DocumentationTests", of: ["galley", "TestAids"]),
    tests("EventLogTests", of: ["EventLog", "SimulatedDisk"]),
    tests("EventsTests", of: ["Events"], resources: [.copy("Vectors")]),
    tests(
      "HostTests", of: ["Host", "SimulatedDisk", "CCrypt", "Randomness", "TestAids"],
      excluding: ["clock_changes.py"]),
    tests("InsightsTests", of: ["Insights", "Ledger", "Randomness"]),
    tests("MenusTests", of: ["Menus", "Randomness"]),
    tests("NodeTests", of: ["Node", "SimulatedDisk", "Randomness"]),
    tests(
      "PartnersTests", of: ["Partners", "galley-partner", "Randomness", "TestAids"],
      excluding: [
        "fake_stripe.py", "local_stripe.py", "message_services.py", "sendmail_stand_in.py",
        "webhook_receiver.py",
      ]),
    tests("QRTests", of: ["QR", "Randomness", "TestAids"]),
    tests("ReplicationTests", of: ["Replication", "Randomness"], resources: [.copy("Vectors")]),
    tests("ScreensTests", of: ["Screens", "Randomness", "TestAids"], resources: [.copy("Golden")]),
    tests("TerminalTests", of: ["Terminal", "Randomness", "TestAids"]),
    tests("TidyTests", of: []),
    tests("VenueTests", of: ["Venue", "Randomness"]),
    tests("VoiceTests", of: ["Voice"], resources: [.copy("Samples")]),
    tests("galleyTests", of: ["galley", "Ledger", "SimulatedDisk", "TestAids"]),
    testAid("Ledger", on: ["Insights", "Randomness"]),
    testAid("NaiveDining", on: ["Events"]),
    testAid("Randomness"),
    testAid("TestAids"),
    testAid("SimulatedDisk", on: ["EventLog"]),
    testAid(
      "Simulator",
      on: ["Node", "Venue", "Replication", "EventLog", "Partners", "SimulatedDisk", "Randomness"]),
    .executableTarget(
      name: "galley-sim", dependencies: ["Simulator"], path: "Tests/SimulatorProgram",
      exclude: ["plant_faults.py"], swiftSettings: strict),
    tests("SimulatorTests", of: ["Simulator"]),
    .systemLibrary(name: "CSQLite", path: "Tests/CSQLite"),
    .executableTarget(
      name: "galley-bench", dependencies: ["Screens", "Venue", "Host", "EventLog", "Randomness", "CSQLite"],
      path: "Tests/Benchmarks", swiftSettings: strict),
    tests("BenchmarksTests", of: ["galley-bench", "galley", "galley-partner"]),

    .testTarget(
      name: "AcceptanceTests", dependencies: ["galley", "galley-partner", "Randomness", "TestAids"],
      path: "Tests/Acceptance",
      exclude: [
        "Chains", "Harness/FaultShim", "RestaurantDay", "check_lines.py", "code_partner.py", "count_day.py",
        "event_partner.py", "faulty_proxy.py", "forge_lines.py", "held_partner.py", "insights_duckdb.py",
        "insights_week.py", "nats_messages.py",
        "probe_listener.py", "rude_partner.py", "told.py", "wire_attacks.py", "wire_floods.py",
        "wire_link.py", "wire_log.py", "wire_peer.py", "wire_session.py", "wire_vectors.py",
      ],
      swiftSettings: strict + unimported),
  ],
  swiftLanguageModes: [.v6]
)
