import Foundation
import Glibc
import TestAids
import Testing

/// galley-partner(7): the partner that it shows takes a payment of the built program, and what it says of one that can't
/// work is so.
@Suite struct PartnerPageTests {
  @Test func `the example takes a payment`() throws {
    let house = try House()
    defer { house.end() }
    try house.galley("partner", "enable", "simulated", "--name", "reader")
    try house.galley("menu", "example", into: "menu.json")
    try house.galley("menu", "import", house.path("menu.json"))
    try house.galley("order", "place", "T4 2 burger")
    try house.galley("order", "bill", "T4")
    #expect(try house.galley("pay", "start", "T4").hasSuffix("35.80 EUR, guest is paying\n"))
    let payment = try #require(
      try house.galley("order", "show", "T4", "--json").firstMatch(of: /"payment_id":"([0-9a-f-]{36})"/))
    try writeFile("3580\n".utf8, to: house.path("taken/\(payment.output.1)"))
    // After each start a partner is asked about all that is open.
    try house.galley("partner", "enable", "simulated", "--name", "reader")
    try house.wait("it is paid") { try house.galley("pay", "status", "T4").contains("0.00 EUR to pay") }
    #expect(try house.galley("report", "day").contains(/reader +1 +35\.80/))
  }

  @Test func `why a payment failed is told in the words of the page`() throws {
    let house = try House()
    defer { house.end() }
    try house.galley("order", "open", "--table", "T4")
    try house.galley("order", "add", "T4", "--open-item", "Cake", "--price", "10.01")
    try house.galley("order", "submit", "T4")
    try house.galley("order", "bill", "T4")
    try house.galley("pay", "start", "T4")
    try house.wait("the refusal") {
      try house.galley("pay", "status", "T4").hasSuffix("10.01 EUR simulated, failed: the bank said no\n")
    }
  }

  @Test func `a partner that is not ready says why in the list`() throws {
    let house = try House()
    defer { house.end() }
    try house.galley("partner", "enable", "stripe", "--secret-key-file", house.path("nothing"))
    try house.wait("the reason") {
      let line = try house.galley("partner", "list")
      return line.contains(": waiting,")
        && line.hasSuffix(": galley-partner: a file of a secret can't be read; nothing is done\n")
    }
  }

  @Test func `the example fits the page`() throws {
    #expect(try example().allSatisfy { $0.count <= 72 })
  }
}

/// The lines of the partner that the page shows.
private func example() throws -> [String] {
  let lines = try ManualPage("galley-partner.7").lines
  let first = try #require(lines.firstIndex(of: #".\" example reader.py"#))
  let last = try #require(lines[first...].firstIndex(of: #".\" end"#))
  return lines[first..<last].filter { !$0.hasPrefix(".") }.map { $0.replacing(#"\e"#, with: #"\"#) }
}

/// A terminal with the program that was built beside these tests, set up as the page says.
private final class House {
  private let scratch: ScratchFolder
  private let program: URL
  private let process = Process()
  private var environment: [String: String] {
    [
      "HOME": scratch.path, "GALLEY_DATA": path("data"), "LC_ALL": "C.UTF-8",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  init() throws {
    scratch = try ScratchFolder()
    program = try Programs.galley()
    for folder in ["taken", "data"] { mkdir(path(folder), 0o700) }
    try writeFile((try example().joined(separator: "\n") + "\n").utf8, to: path("reader.py"))
    try writeFile(
      "partner.reader.command = python3 \(path("reader.py")) \(path("taken"))\n".utf8,
      to: path("data/galley.conf"))
    process.executableURL = program
    process.arguments = ["serve", "--name", "till"]
    process.environment = environment
    let said = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardError = said
    try process.run()
    // It says in a line who it is, once its sockets stand.
    let greeting = String(decoding: said.fileHandleForReading.availableData, as: UTF8.self)
    guard greeting.contains("till of galley") else { throw Failure(description: greeting) }
  }

  func path(_ name: String) -> String { "\(scratch.path)/\(name)" }

  /// What a command says; it has to succeed.
  @discardableResult func galley(_ words: String..., into file: String? = nil) throws -> String {
    let result = try Programs.run(program, words, environment: environment)
    guard result.status == 0 else { throw Failure(description: "\(words): \(result.errors)") }
    if let file { try writeFile(result.output.utf8, to: path(file)) }
    return result.output
  }

  /// Asks until it is so; a command takes its own time.
  func wait(_ what: String, until isSo: () throws -> Bool) throws {
    let end = ContinuousClock.now + .seconds(30)
    while try !isSo() {
      guard ContinuousClock.now < end else { throw Failure(description: "\(what) did not come") }
    }
  }

  func end() {
    // Not a signal that can be blocked: threads of a test run block the others, and children take that over.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    scratch.remove()
  }
}
