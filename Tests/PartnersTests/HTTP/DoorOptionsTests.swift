import Glibc
import TestAids
import Testing

@testable import Partners

@Suite struct DoorOptionsTests {
  private func options(_ line: String, _ environment: [String: String] = [:]) throws -> DoorOptions {
    try DoorOptions(line.split(separator: " ").map(String.init)) { environment[$0] }
  }

  @Test func `all has its usual value`() throws {
    let options = try options("", ["HOME": "/home/anna"])
    #expect(options.socketPath == "/home/anna/.local/share/galley/control.sock")
    #expect(options.place.description == "127.0.0.1:8470" && options.tokenFile == nil)
  }

  /// Contract, section 2: `--data`, then GALLEY_DATA, then XDG_DATA_HOME, then HOME.
  @Test func `the house's data is where galley has it`() throws {
    var environment = ["HOME": "/h", "XDG_DATA_HOME": "/x", "GALLEY_DATA": "/g"]
    #expect(try options("--data /d", environment).socketPath == "/d/control.sock")
    #expect(try options("", environment).socketPath == "/g/control.sock")
    environment["GALLEY_DATA"] = nil
    #expect(try options("", environment).socketPath == "/x/galley/control.sock")
  }

  @Test(arguments: [
    "--port 80", "extra", "--listen", "--listen 127.0.0.1", "--listen 127.0.0.1:x", "--listen :8470",
    "--listen ::1:8470", "--listen [127.0.0.1]:8470", "--listen a:65536", "--listen a:-1", "--listen a:",
    "--data --listen a:1", "--listen a:1 --listen a:1",
    "--data /0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456",
  ])
  func `what is wrong is refused as usage`(_ line: String) {
    let fault = #expect(throws: DoorFault.self) { try options(line, ["HOME": "/h"]) }
    #expect(fault?.exitStatus == 2)
  }

  @Test(arguments: ["127.0.0.1:0", "[::1]:8470", "localhost:65535"]) func `a place is read`(_ text: String)
    throws
  {
    #expect(try options("--listen \(text)").place.description == text)
  }
}

@Suite struct TokenFileTests {
  @Test func `a token is one line of 16 bytes or more`() throws {
    let folder = try ScratchFolder()
    #expect(try TokenFile.read(folder.write("0123456789abcdef\n", "a")) == Array("0123456789abcdef".utf8))
    #expect(try TokenFile.read(folder.write("0123456789abcde~", "b")).count == 16)
    #expect(try TokenFile.read(folder.write(String(repeating: "x", count: 1_024) + "\n", "c")).count == 1_024)
  }

  @Test(arguments: [
    "", "\n", "0123456789abcde", "0123456789abcde\n", "0123456789abcdef\n\n", "0123456789 abcdef",
    "0123456789abcdef\r\n", "0123456789abcdef\u{e9}", String(repeating: "x", count: 1_025),
    String(repeating: "x", count: 5_000),
  ])
  func `anything else is none, and is not told`(_ text: String) throws {
    let folder = try ScratchFolder()
    let file = try folder.write(text, "token")
    let fault = #expect(throws: DoorFault.self) { try TokenFile.read(file) }
    #expect(fault?.exitStatus == 2)
    #expect(text.count < 16 || fault?.description.contains(text) == false)
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o602, 0o601] as [mode_t])
  func `a file that is open to others is refused`(
    _ mode: mode_t
  ) throws {
    let folder = try ScratchFolder()
    let file = try folder.write("0123456789abcdef\n", "token", mode: mode)
    let fault = #expect(throws: DoorFault.self) { try TokenFile.read(file) }
    #expect(fault?.description.contains("chmod 600") == true)
  }

  @Test func `a folder and a pipe are refused`() throws {
    let folder = try ScratchFolder()
    #expect(throws: DoorFault.self) { try TokenFile.read(folder.path) }
    #expect(mkfifo("\(folder.path)/pipe", 0o600) == 0)
    #expect(throws: DoorFault.self) { try TokenFile.read("\(folder.path)/pipe") }
  }
}
