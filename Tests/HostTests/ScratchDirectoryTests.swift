import Foundation
import Glibc
import TestAids
import Testing

@testable import Host

@Suite struct ScratchDirectoryTests {
  @Test func itGoesWithAllThatIsInIt() throws {
    let scratch = try ScratchDirectory("galley-test")
    var found = stat()
    // Its mode is mkdtemp's business, and other tests change this process's umask meanwhile.
    #expect(lstat(scratch.path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR)
    let deep = "\(scratch.path)/log/old/older"
    try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
    for folder in [scratch.path, "\(scratch.path)/log", deep] {
      for name in [".hidden", "file", "\u{1F37D} with blanks\n"] {
        try Data("x".utf8).write(to: URL(filePath: "\(folder)/\(name)"))
      }
    }
    try scratch.remove()
    #expect(lstat(scratch.path, &found) != 0 && errno == ENOENT)
  }

  @Test func whatALinkNamesStays() throws {
    let other = try ScratchFolder()
    try other.write("precious", "file")
    let scratch = try ScratchDirectory("galley-test")
    for (name, target) in [("folder", other.path), ("file", "\(other.path)/file"), ("gone", "/nowhere")] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(scratch.path)/\(name)", withDestinationPath: target)
    }
    try scratch.remove()
    #expect(!FileManager.default.fileExists(atPath: scratch.path))
    #expect(try String(contentsOfFile: "\(other.path)/file", encoding: .utf8) == "precious")
  }

  @Test func whereItCannotGoTheFaultSaysWhat() throws {
    let scratch = try ScratchDirectory("galley-test")
    try scratch.remove()
    let fault = #expect(throws: SystemFault.self) { try scratch.remove() }
    #expect(fault?.subject == scratch.path && fault?.isMissing == true)
  }
}
