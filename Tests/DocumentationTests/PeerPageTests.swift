import Foundation
import Glibc
import TestAids
import Testing

/// galley-peer(7): its handshake is that of the contract's vectors, and its dialer speaks with the built program.
@Suite struct PeerPageTests {
  @Test func theHandshakeIsThatOfTheVectors() throws {
    let shown = try handshake()
    let vectors = try vectors()
    #expect(vectors.count == 20)
    #expect(shown.map(\.name) == vectors.map(\.name))
    for (shown, vector) in zip(shown, vectors) { #expect(shown.hex == vector.hex, "\(vector.name)") }
  }

  @Test func theHandshakeFitsThePage() throws {
    #expect(try section("handshake").allSatisfy { $0.count <= 66 })
  }

  /// The messages that the session shows as text are those of the handshake, mac and all that is not shortened.
  @Test func theSessionIsThatOfTheHandshake() throws {
    let page = try ManualPage("galley-peer.7").lines
    let start = try #require(page.firstIndex(of: ".Ss A session"))
    let text = page[start...].joined().filter { $0 != " " }
    for vector in try vectors() where vector.name.contains("message") || vector.name.hasSuffix("hello") {
      let bytes = try #require(vector.bytes)
      #expect(text.contains(String(decoding: bytes, as: UTF8.self)), "\(vector.name)")
    }
    for name in ["dialer-line-1", "dialer-line-2", "listener-line-1", "listener-line-2"] {
      let line = try #require(try vectors().first { $0.name == name }?.bytes)
      let start = String(decoding: line, as: UTF8.self).prefix(#"{"n":1,"mac":"2aeadb34"#.count)
      #expect(text.contains(start), "\(name)")
    }
  }

  @Test func theDialerHasNoMoreThanFortyLines() throws {
    #expect(try dialer().split(separator: "\n", omittingEmptySubsequences: false).dropLast().count <= 40)
  }

  @Test func theDialerMeetsTheBuiltProgram() throws {
    let house = try House()
    defer { house.end() }
    let met = try house.dial(dialer(), key: house.key)
    #expect(met.status == 0, "\(met.errors)")
    for part in [#""venue": "maple""#, #""terminal": "tv""#, #""letter": "B""#] {
      #expect(met.output.contains(part), "\(met.output)")
    }
    let refused = try house.dial(dialer(), key: house.otherKey)
    #expect(refused.status == 1 && refused.output.isEmpty)
  }

  @Test func everyWordOfTheProbeIsExplained() throws {
    let page = try ManualPage("galley-peer.7").lines
    let codes = page.filter { $0.hasPrefix(".It Li ") }.joined(separator: " ").split { " ,".contains($0) }
    for code in [
      "ok", "refused", "no_route", "no_answer", "unknown_name", "no_lookup", "loopback", "system", "silent",
      "unanswered", "nameless", "turned_away", "no_galley", "wrong_key", "unproved", "wants_key", "venue",
      "self",
      "too_old", "too_new", "clock", "bye", "bad_line",
    ] { #expect(codes.contains(Substring(code)), "\(code)") }
  }

  private struct Row {
    let name: String
    var hex: String

    var bytes: [UInt8]? {
      let digits = Array(hex)
      guard digits.count.isMultiple(of: 2) else { return nil }
      return stride(from: 0, to: digits.count, by: 2).map {
        UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0
      }
    }
  }

  private func vectors() throws -> [Row] {
    let url = ManualPage.root.appending(path: "Tests/ReplicationTests/Vectors/handshake.txt")
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map {
        let words = $0.split(separator: " ")
        return Row(name: String(words[0]), hex: String(words[1]))
      }
  }

  private func handshake() throws -> [Row] {
    var rows: [Row] = []
    for line in try section("handshake") {
      if line.hasPrefix(" ") {
        rows[rows.count - 1].hex += line.filter { $0 != " " }
      } else {
        rows.append(Row(name: line, hex: ""))
      }
    }
    return rows
  }

  /// The lines between two marks that are no macros.
  private func section(_ name: String) throws -> [String] {
    let lines = try ManualPage("galley-peer.7").lines
    let first = try #require(lines.firstIndex(of: #".\" \#(name)"#))
    let last = try #require(lines[first...].firstIndex(of: #".\" end"#))
    return lines[first..<last].filter { !$0.hasPrefix(".") }
  }

  /// What the page shows, from `import` to the last line that sends.
  private func dialer() throws -> String {
    let page = try Programs.run(
      "mandoc", package: "mandoc", ["-Tascii", "-O", "width=200", ManualPage.url("galley-peer.7").path])
    let lines = page.output.split(separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(lines.firstIndex { $0.contains("import datetime") })
    let last = try #require(lines[first...].lastIndex { $0.contains("link.sendall(") })
    let indentation = lines[first].prefix { $0 == " " }.count
    return lines[first...last].map { $0.dropFirst(indentation) + "\n" }.joined()
  }
}

/// A terminal that listens, with the program that was built beside these tests.
private final class House {
  private let scratch: ScratchFolder
  let folder: URL
  let key: URL
  let otherKey: URL
  private let port: UInt16
  private let process = Process()

  init() throws {
    scratch = try ScratchFolder()
    folder = scratch.url
    key = folder.appending(path: "key")
    otherKey = folder.appending(path: "other")
    for (file, text) in [
      (key, "the key of this house, long enough"), (otherKey, "another key that is long enough"),
    ] {
      try Data((text + "\n").utf8).write(to: file)
      chmod(file.path, 0o600)
    }
    let found = try Programs.run(
      "python3", package: "python3",
      ["-c", "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])"])
    port = try #require(UInt16(found.output.filter(\.isNumber)))
    process.executableURL = try Programs.galley()
    process.arguments = [
      "serve", "--data", folder.appending(path: "data").path, "--venue", "maple", "--name", "tv", "--letter",
      "B",
      "--listen", "127.0.0.1:\(port)", "--key-file", key.path,
    ]
    process.environment = ["HOME": folder.path, "LC_ALL": "C.UTF-8"]
    let said = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardError = said
    try process.run()
    // It says in a line who it is, once it listens.
    let greeting = String(decoding: said.fileHandleForReading.availableData, as: UTF8.self)
    #expect(greeting.contains("tv of maple"), "\(greeting)")
  }

  func dial(_ script: String, key: URL) throws -> Programs.Result {
    let file = folder.appending(path: "dial.py")
    try script.write(to: file, atomically: true, encoding: .utf8)
    return try Programs.run("python3", package: "python3", [file.path, "127.0.0.1", "\(port)", key.path])
  }

  func end() {
    // Not a signal that can be blocked: threads of a test run block the others, and children take that over.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    scratch.remove()
  }
}
