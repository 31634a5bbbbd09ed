import Foundation
import Glibc
import Randomness
import TestAids
import Testing

@testable import Host

/// S12 and section 3 of the contract: where a key may lie, what may be one, and what a slip in copying it says.
@Suite struct KeyFileTests {
  private func kind(_ path: String) -> KeyFileFault.Kind? {
    do throws(KeyFileFault) {
      _ = try KeyFile.read(path)
      return nil
    } catch {
      #expect(error.description.hasPrefix(path) && !error.description.contains("\n"))
      return error.kind
    }
  }

  private func put(_ bytes: [UInt8], _ scratch: ScratchFolder, mode: mode_t = 0o600) throws -> String {
    let path = "\(scratch.path)/key"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    chmod(path, mode)
    return path
  }

  @Test func everyByteCounts() throws {
    let scratch = try ScratchFolder()
    for bytes in [
      [UInt8](repeating: 0, count: 32), Array("a secret of thirty-two characters\r\n \n".utf8),
      (0..<4_096).map { UInt8(truncatingIfNeeded: $0) },
    ] {
      #expect(try KeyFile.read(put(bytes, scratch)) == bytes)
    }
    #expect(kind(try put([UInt8](repeating: 1, count: 31), scratch)) == .short(31))
    #expect(kind(try put([], scratch)) == .short(0))
    #expect(kind(try put([UInt8](repeating: 1, count: 4_097), scratch)) == .long)
  }

  @Test func s12AKeyThatOthersCanReachIsRefused() throws {
    let scratch = try ScratchFolder()
    let bytes = [UInt8](repeating: 1, count: 32)
    for mode in [0o640, 0o604, 0o620, 0o602, 0o610, 0o666] as [mode_t] {
      let path = try put(bytes, scratch, mode: mode)
      #expect(kind(path) == .looseMode(UInt32(mode)))
      let fault = #expect(throws: KeyFileFault.self) { try KeyFile.read(path) }
      #expect(fault?.description.hasSuffix("chmod 600 \(path)") == true)
    }
    #expect(kind(try put(bytes, scratch, mode: 0o400)) == nil)
  }

  @Test func s12WhatIsNoFileOfThisUserIsRefused() throws {
    let scratch = try ScratchFolder()
    let path = try put([UInt8](repeating: 1, count: 32), scratch)
    let link = "\(scratch.path)/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    #expect(kind(link) == .link)
    #expect(kind(scratch.path) == .noFile)
    let pipe = "\(scratch.path)/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(kind(pipe) == .noFile)
    #expect(kind("\(scratch.path)/none") == .missing)
    // Only root can give a file away.
    guard geteuid() == 0 else { return }
    chown(path, 65_534, 65_534)
    #expect(kind(path) == .notOwned)
  }

  @Test func aNewKeyIsALineForThisUserAlone() throws {
    let scratch = try ScratchFolder()
    let path = "\(scratch.path)/key"
    try KeyFile.make(path)
    #expect(try scratch.mode("key") == 0o600)
    let text = String(decoding: try KeyFile.read(path), as: UTF8.self)
    #expect(text.contains(/^galley-key ([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}\n$/))
    #expect(text.utf8.count == 81)
    try KeyFile.make("\(scratch.path)/other")
    #expect(try KeyFile.read("\(scratch.path)/other") != Array(text.utf8))
  }

  @Test func aFileThatIsThereIsLeftAsItIs() throws {
    let scratch = try ScratchFolder()
    let path = try put(Array("precious".utf8), scratch)
    let fault = #expect(throws: KeyFileFault.self) { try KeyFile.make(path) }
    #expect(fault?.kind == .exists)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    let missing = #expect(throws: KeyFileFault.self) { try KeyFile.make("\(scratch.path)/no/key") }
    #expect(missing?.description.contains("No such file") == true)
  }

  /// What an editor or a hand makes of a key: the same bytes, or a sentence.
  @Test func aSlipInCopyingIsNoticed() throws {
    var generator = Seeded(seed: 12)
    let key = KeyText.make(from: &generator)
    let text = String(decoding: key, as: UTF8.self)
    let line = String(text.dropLast())
    let signs = line.dropFirst("galley-key ".count)
    let groups = signs.split(separator: "-").map(String.init)
    func joined(_ groups: [String]) -> String { "galley-key \(groups.joined(separator: "-"))\n" }
    func changed(_ index: Int, _ group: String) -> String {
      joined(groups.enumerated().map { $0.offset == index ? group : $0.element })
    }
    let other = groups[4].first == "7" ? "8" : "7"
    let cases: [(String, KeyText.Slip?)] = [
      (text, nil), (line, .noLineEnd), (line + "\r\n", .blanks), (text + "\n", .blanks),
      (line + " \n", .blanks),
      ("\u{FEFF}" + text, .beginning), ("Galley-Key \(signs)\n", .beginning), (" " + text, .beginning),
      ("\(signs)\n", .beginning), ("galley-key  \(signs)\n", .blanks), ("GALLEY KEY \(signs)", .beginning),
      (changed(4, other + groups[4].dropFirst()), .check),
      (changed(13, groups[0] + ""), groups[0] == groups[13] ? nil : .check),
      (changed(2, "ABC"), .length(group: 3)), (changed(6, groups[6].dropLast() + "O"), .sign(group: 7)),
      (changed(0, "abcd"), .sign(group: 1)), (joined(Array(groups.dropLast())), .groups(13)),
      (joined(groups + groups), .groups(28)),
      (joined([groups[1], groups[0]] + groups[2...]), groups[0] == groups[1] ? nil : .check),
      (text.replacingOccurrences(of: "-", with: " "), .beginning),
    ]
    for (written, slip) in cases {
      #expect(KeyText.slip(in: Array(written.utf8)) == slip, "\(written.debugDescription)")
      // The sentence shows nothing of the key (S11).
      if let words = slip?.words { #expect(!groups.contains { words.contains($0) }) }
    }
    #expect(KeyText.slip(in: [0xFF, 0xFE] + key.flatMap { [$0, 0] }) == .beginning)
    #expect(KeyText.slip(in: (0..<64).map { UInt8($0) }) == nil)
    #expect(KeyText.slip(in: Array("correct horse battery staple correct horse".utf8)) == nil)
  }
}
