import Foundation
import TestAids
import Testing

/// The script in galley-events(5) that checks a log without galley, as a reader copies it from the page.
@Suite struct LogCheckScriptTests {
  @Test func itPassesTheContractsEvening() throws {
    let result = try check(try evening(), venue: "maple")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "59 events, all whole\n")
  }

  @Test func itHasNoMoreThanFifteenLines() throws {
    #expect(try script().split(separator: "\n").count <= 15)
  }

  @Test func itFindsAnotherVenue() throws {
    let result = try check(try evening(), venue: "oak")
    #expect(result.status == 1)
    #expect(result.errors.contains("till-7c1e09b4 1 does not follow"))
  }

  @Test(arguments: [
    #""qty":1"#, #""actor":"Mira""#, #""prev":""#, #""hash":""#, #""digest":""#, #""personal":{"#,
    #""salt":""#, #""seq":7"#, "}\n",
  ])
  func itFindsOneChangedByte(_ place: String) throws {
    var bytes = try evening()
    let range = try #require(bytes.firstRange(of: Data(place.utf8)))
    bytes[range.upperBound - 1] ^= 1
    #expect(try check(bytes, venue: "maple").status != 0)
  }

  @Test func itFindsALineThatIsGone() throws {
    var lines = try evening().split(separator: UInt8(ascii: "\n"))
    lines.remove(at: 10)
    let result = try check(Data(lines.joined(separator: [UInt8(ascii: "\n")])), venue: "maple")
    #expect(result.status == 1)
    #expect(result.errors.contains("does not follow"))
  }

  private func evening() throws -> Data {
    try Data(contentsOf: ManualPage.root.appending(path: "Tests/EventsTests/Vectors/evening.jsonl"))
  }

  /// What the page shows, from `import` to `sys.exit`, without the indentation of the display.
  private func script() throws -> String {
    let page = try Programs.run(
      "mandoc", package: "mandoc", ["-Tascii", "-O", "width=200", ManualPage.url("galley-events.5").path])
    let lines = page.output.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.contains("import hashlib") })
    let last = try #require(lines[first...].firstIndex { $0.contains("sys.exit(") })
    let indentation = lines[first].prefix { $0 == " " }.count
    return lines[first...last].map { $0.dropFirst(indentation) + "\n" }.joined()
  }

  private func check(_ log: Data, venue: String) throws -> Programs.Result {
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    let folder = scratch.url
    try FileManager.default.createDirectory(
      at: folder.appending(path: "log"), withIntermediateDirectories: true)
    try log.write(to: folder.appending(path: "log/000001.jsonl"))
    let program = folder.appending(path: "check.py")
    try script().write(to: program, atomically: true, encoding: .utf8)
    return try Programs.run("python3", package: "python3", [program.path, folder.path, venue])
  }
}
