import Foundation
import Glibc
import TestAids
import Testing
import Venue

@testable import Host

/// The slow hash, and the file of what was refused.
@Suite struct YescryptTests {
  /// Computed with libcrypt through Python's ctypes.
  @Test func s8AHashIsThatOfLibcrypt() throws {
    let phrase = "df3ad4a61a68e5eb49bbaab5765d1e89a37dca2db656310fdae5189e6513b568"
    let known = try #require(
      PinHash("$y$j9T$.2U.1EE/4Q.07ck0AoU1D.$wjP.vZyFneSJwfM8TXU7PQiSPnQt9i4557VrtlmKTl."))
    #expect(Yescrypt.hash(phrase, like: known) == known)
    #expect(Yescrypt.hash("nobody", like: .nobodys) == .nobodys)
    #expect(Yescrypt.hash(phrase, like: .nobodys) != .nobodys)
  }

  @Test func s8EachHashHasASaltOfItsOwn() throws {
    let (one, two) = (try #require(Yescrypt.hash("1234")), try #require(Yescrypt.hash("1234")))
    #expect(one != two && one.text.hasPrefix(PinHash.method))
    #expect(Yescrypt.hash("1234", like: one) == one && Yescrypt.hash("1235", like: one) != one)
  }
}

@Suite struct BoundedLogTests {
  private func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  @Test func s11ItIsForThisUserAloneAndStaysSmall() throws {
    let scratch = try ScratchFolder()
    let (path, old) = ("\(scratch.path)/audit.jsonl", "\(scratch.path)/audit.1.jsonl")
    let log = BoundedLog(path: path, oldPath: old, bytesLimit: 20)
    for number in 1...5 { try log.append(Array("line \(number)".utf8)) }
    #expect(try lines(path) == ["line 3", "line 4", ""] || lines(path) == ["line 5", ""])
    #expect(try lines(old) == ["line 3", "line 4", ""])
    #expect(try scratch.mode("audit.jsonl") == 0o600)
  }

  @Test func aHalfLineSpoilsNoOther() throws {
    let scratch = try ScratchFolder()
    let path = "\(scratch.path)/audit.jsonl"
    try Data("half".utf8).write(to: URL(fileURLWithPath: path))
    let log = BoundedLog(path: path, oldPath: path + ".1", bytesLimit: 1_000)
    try log.append(Array("whole".utf8))
    #expect(try lines(path) == ["half", "whole", ""])
  }

  @Test func aLinkIsNotFollowed() throws {
    let scratch = try ScratchFolder()
    symlink("/dev/null", "\(scratch.path)/audit.jsonl")
    let log = BoundedLog(path: "\(scratch.path)/audit.jsonl", oldPath: "\(scratch.path)/1", bytesLimit: 1_000)
    #expect(throws: SystemFault.self) { try log.append([0x61]) }
  }
}
