import Foundation
import Testing

/// Holds the floors: what a file may import, where a clock may be read, how long a file may be.
@Suite struct TidyTests {
  @Test func everyImportRunsDown() throws {
    for file in try Checkout.swiftFiles(below: "Sources") {
      for finding in TidyRules.imports(file.text, of: file.target) {
        Issue.record("\(file.path), \(finding)")
      }
    }
  }

  @Test func clocksAndChanceAreReadInHostAlone() throws {
    for file in try Checkout.swiftFiles(below: "Sources")
    where !file.path.hasPrefix(Floors.partnersHost) {
      for finding in TidyRules.outsideWorld(file.text, of: file.target) {
        Issue.record("\(file.path), \(finding)")
      }
    }
  }

  @Test func noNameIsATypeOfTwoFloors() throws {
    let files = try Checkout.swiftFiles(below: "Sources").map { (floor: $0.target, text: $0.text) }
    for finding in TidyRules.sharedNames(files) { Issue.record("\(finding)") }
  }

  @Test func testsLeaveNothingAndNeedNothingBesideTheCheckout() throws {
    for file in try Checkout.swiftFiles(below: "Tests")
    where file.path != "Tests/TestAids/ScratchFolder.swift" {
      for finding in TidyRules.outsideFolders(file.text) { Issue.record("\(file.path), \(finding)") }
    }
  }

  @Test func filesAreReadInOneSitting() throws {
    let files = try Checkout.swiftFiles(below: "Sources") + Checkout.swiftFiles(below: "Tests")
    #expect(files.count > 10)
    for file in files {
      for finding in TidyRules.reading(file.text) { Issue.record("\(file.path), \(finding)") }
    }
  }

  @Test func everyFloorHasItsRow() throws {
    for target in try Checkout.names(in: "Sources") {
      #expect(Floors.row(target)?.isPlanned == false, "Sources/\(target) has no row in \(Floors.page)")
    }
  }

  @Test func thePackageHasTheFloorsOfThePage() throws {
    let findings = TidyRules.floors(
      Floors.table, in: Floors.targets(try Checkout.text("Package.swift")),
      folders: try Checkout.names(in: "Sources"))
    for finding in findings { Issue.record("\(finding)") }
  }

  @Test func theTopLevelHoldsNothingElse() throws {
    let others = try Checkout.names(in: "").filter { !Floors.topLevel.contains($0) }
    #expect(others.isEmpty)
  }

  @Test func thePackageDependsOnNothing() throws {
    #expect(TidyRules.dependencies(try Checkout.text("Package.swift")).isEmpty)
  }

  // The rules themselves, tried on what they must find.

  @Test(arguments: [
    ("import Dining", "Events"), ("  import Glibc", "Venue"), ("import Foundation", "Dining"),
    ("@testable import Dining", "Menus"), ("private import struct Foundation.Date", "EventLog"),
    ("@_implementationOnly import CNcurses", "Screens"), ("import CNcurses", "galley"),
    ("import Host", "Screens"), ("import Dispatch", "Host"), ("import Foundation", "Host"),
    ("@preconcurrency public import Venue", "Events"), ("import Events", "Unheard"),
  ])
  func findsAnImportThatRunsUp(_ line: String, _ target: String) {
    #expect(TidyRules.imports("let a = 1\n" + line + "\n", of: target).count == 1)
  }

  @Test(arguments: [
    ("import Events", "Dining"), ("import Events", "Venue"), ("import Dining", "Screens"),
    ("import Events", "Insights"), ("import Glibc", "Host"), ("import CNcurses", "Terminal"),
    ("// import Foundation", "Events"), ("import Menus", "galley"), ("import EventLog", "galley"),
    ("import FoundationNetworking", "Partners"),
  ])
  func passesAnImportThatRunsDown(_ line: String, _ target: String) {
    #expect(TidyRules.imports(line, of: target).isEmpty)
  }

  /// A page and a package of three floors and one to come, and what is said where they differ.
  @Test func findsWhereThePageAndThePackageDiffer() {
    let head = "| target | owns | stands on | of the system |\n|---|---|---|---|\n"
    let low = "| `Low`, `Lower` | | | |\n"
    let high = "| `High` | all | Low, Lower | Glibc |\n"
    let late = "| `Late` | planned: more | High | |\n"
    let package = """
      floor("Low"), floor("Lower"), .systemLibrary(name: "CAside", path: "Tests/CAside"),
      .executableTarget(
        name: "High", dependencies: ["Low", "Lower"], exclude: ["x"])
      .executableTarget(name: "aside", dependencies: ["Low"], path: "Tests/Aside")
      """
    let folders = ["High", "Low", "Lower"]
    func findings(_ page: String, _ package: String, _ folders: [String]) -> [String] {
      TidyRules.floors(
        Floors.rows("# Page\n\n" + page + "\nmore"), in: Floors.targets(package), folders: folders)
    }
    #expect(findings(head + low + high + late, package, folders).isEmpty)
    #expect(Floors.rows(head + high).first?.system == ["Glibc"])
    #expect(
      findings(head + high + low + late, package, folders).count == 2, "High stands on what is below it")
    #expect(
      findings(head + low + late, package, folders).count == 2, "High has no row; Late stands on no row")
    #expect(findings(head + low + high + late + late, package, folders).count == 1, "Late twice")
    #expect(findings(head + low + high, package.replacing(", \"Lower\"]", with: "]"), folders).count == 1)
    #expect(findings(head + low + high, package.replacing("floor(\"Lower\")", with: ""), folders).count == 1)
    #expect(
      findings(head + low + high + late, package + "floor(\"Late\", on: [\"High\"])", folders).count == 1)
    #expect(findings(head + low + high + late, package, folders + ["Late"]).count == 1)
    let new = "| `New` | planned: more | Low | |\n" + high.replacing("| Low,", with: "| New, Low,")
    #expect(findings(head + low + new, package, folders).count == 2, "what is there stands on what is not")
    #expect(Floors.rows("no table").isEmpty && Floors.rows(head).isEmpty)
  }

  @Test(arguments: [
    "struct Age {}", "public struct Age: Hashable, Sendable {", "enum Age {", "final class Age {",
    "actor Age {", "@MainActor public final class Age {", "private struct Age {", "indirect enum Age {",
    "protocol Age {",
    "typealias Age = Int64", "struct Age<Value> {", "public struct Age: ~Copyable {",
  ])
  func findsATypeOfTwoFloors(_ line: String) {
    let files: [(floor: String, text: String)] = [
      ("Low", "import Events\n\n" + line + "\n"), ("High", "/// How old.\nstruct Age {}\n"),
    ]
    #expect(TidyRules.sharedNames(files) == ["Age is a type of High, and another of Low; rename one"])
  }

  @Test(arguments: [
    "struct Aged {}", "extension Age {}", "  struct Age {}", "// struct Age {}", "let age = Age()",
    "func Age() {}",
  ])
  func passesWhatIsNoTypeOfThatName(_ line: String) {
    let files: [(floor: String, text: String)] = [
      ("Low", line), ("High", "struct Age {}"), ("High", "struct Age {}"),
    ]
    #expect(TidyRules.sharedNames(files).isEmpty)
  }

  @Test func findsClocksChanceLengthAndWorkPutOff() {
    #expect(TidyRules.outsideWorld("let now = Date()", of: "Venue").count == 1)
    #expect(TidyRules.outsideWorld("let n = Int.random(in: 0...1)", of: "galley").count == 1)
    #expect(TidyRules.outsideWorld("let n = Int.random(in: 0...1)", of: "Host").isEmpty)
    #expect(TidyRules.outsideWorld("/// No `Date()` here.", of: "Venue").isEmpty)
    let full = String(repeating: "let a = 1\n", count: Floors.lineLimit)
    #expect(TidyRules.reading(full).isEmpty)
    #expect(TidyRules.reading(full + "let b = 2\n").count == 1)
    #expect(TidyRules.reading("// TO" + "DO: later\n").count == 1)
    #expect(TidyRules.outsideFolders("let folder = NSTemporary" + "Directory()").count == 1)
    #expect(TidyRules.outsideFolders("let path = \"/t" + "mp/galley\"").count == 1)
    #expect(TidyRules.dependencies("  .package(url: \"x\"),\n// .package(\n").count == 1)
  }
}
