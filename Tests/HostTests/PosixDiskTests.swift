import EventLog
import Events
import Foundation
import Glibc
import TestAids
import Testing

@testable import Host

/// F12, F17, F18, S12: the log on a real disk.
@Suite struct PosixDiskTests {
  static let now = Timestamp(clamping: 1_795_000_000_000)

  private func openLog(_ path: String) throws -> EventLog {
    let disk = try PosixDisk(root: path, program: "galley test")
    return try EventLog.open(on: disk, venue: "maple", reduction: 1, at: Self.now) { _ in }
  }

  /// The kind of fault that something ends in; nil where it ends well.
  private func fault(_ work: () throws -> Void) -> DiskFault.Kind? {
    do {
      try work()
      return nil
    } catch {
      return (error as? DiskFault)?.kind
    }
  }

  @Test func s12EverythingIsMadeForItsOwnerAlone() throws {
    let scratch = try ScratchFolder()
    umask(0)
    let log = try openLog(scratch.path + "/new/data")
    for name in ["new", "new/data", "new/data/log", "new/data/checkpoint", "new/data/quarantine"] {
      #expect(try scratch.mode(name) == 0o700, "\(name)")
    }
    for name in ["lock", "log/00000001.jsonl", "checkpoint/journal"] {
      #expect(try scratch.mode("new/data/" + name) == 0o600, "\(name)")
    }
    try log.close()
  }

  @Test(arguments: [".", "log", "checkpoint", "lock", "log/00000001.jsonl", "checkpoint/journal"])
  func s12LooseModesAreRefused(_ name: String) throws {
    let scratch = try ScratchFolder()
    try openLog(scratch.path).close()
    let path = scratch.path + "/" + name
    let mode = try scratch.mode(name)
    chmod(path, mode | 0o040)
    let fault = fault { try openLog(scratch.path).close() }
    #expect(fault == .looseMode(UInt32(mode | 0o040)))
    chmod(path, mode)
    try openLog(scratch.path).close()
  }

  @Test(arguments: ["log", "checkpoint", "lock", "log/00000001.jsonl", "checkpoint/journal"])
  func s12SymbolicLinksAreRefused(_ name: String) throws {
    let scratch = try ScratchFolder()
    try openLog(scratch.path).close()
    let path = scratch.path + "/" + name
    try FileManager.default.moveItem(atPath: path, toPath: scratch.path + "/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: scratch.path + "/elsewhere")
    #expect(fault { try openLog(scratch.path).close() } == .wrongKind)
  }

  /// Between its fork and its exec a child has the lock's file too, like a copy of the descriptor.
  @Test func aLockThatAChildSharesIsLetGoOf() throws {
    let scratch = try ScratchFolder()
    let disk = try PosixDisk(root: scratch.path, program: "galley test")
    let file = try disk.lock("lock")
    let shared = dup(file.number)
    defer { close(shared) }
    disk.close(file)
    disk.close(try disk.lock("lock"))
  }

  @Test func s12TheMessageSaysWhatToDo() throws {
    let loose = DiskFault(.looseMode(0o644), "open", "/srv/galley/lock")
    #expect(loose.description.contains("chmod go-rwx /srv/galley/lock"))
  }

  @Test func f12ACallThatASignalInterruptsIsTakenUpAgain() throws {
    var tries = 0
    let value = try System.value("write", "log") { () -> Int in
      tries += 1
      guard tries < 4 else { return 17 }
      errno = EINTR
      return -1
    }
    #expect(value == 17 && tries == 4)
    let known: [(Int32, DiskFault.Kind)] = [
      (ENOSPC, .noSpace), (EDQUOT, .noSpace), (EIO, .io), (EROFS, .readOnly), (ENOENT, .notFound),
      (EACCES, .notAllowed), (ELOOP, .wrongKind), (EMFILE, .other(EMFILE)),
    ]
    for (number, kind) in known {
      let fault = fault {
        _ = try System.value("write", "log") { () -> Int in
          errno = number
          return -1
        }
      }
      #expect(fault == kind)
    }
  }

  @Test func f17ASecondProcessIsRefusedAndToldWhoHoldsTheDirectory() throws {
    let scratch = try ScratchFolder()
    let log = try openLog(scratch.path)
    let refusal = fault { try openLog(scratch.path).close() }
    #expect(refusal == .held(by: "process \(getpid()) (galley test)"))
    let program = "/usr/bin/flock"
    try #require(FileManager.default.isExecutableFile(atPath: program), "install Debian's util-linux")
    let lock = scratch.path + "/lock"
    #expect(try run(program, ["-n", lock, "true"]) == 1)
    try log.close()
    #expect(try run(program, ["-n", lock, "true"]) == 0)
    let other = Process()
    other.executableURL = URL(fileURLWithPath: program)
    other.arguments = ["-n", lock, "sh", "-c", "echo held; read line"]
    let (said, told) = (Pipe(), Pipe())
    other.standardOutput = said
    other.standardInput = told
    try other.run()
    _ = said.fileHandleForReading.availableData
    guard case .held = fault({ try openLog(scratch.path).close() }) else {
      Issue.record("another process holds the directory")
      return
    }
    told.fileHandleForWriting.write(Data("\n".utf8))
    other.waitUntilExit()
    try openLog(scratch.path).close()
  }

  @Test(arguments: ["log/00000001.jsonl", "log", "."])
  func f18AMovedLogIsNoticedAtTheNextCommitAndByTheWatch(_ name: String) throws {
    let scratch = try ScratchFolder()
    let data = scratch.path + "/data"
    let disk = try PosixDisk(root: data, program: "galley test")
    let log = try EventLog.open(on: disk, venue: "maple", reduction: 1, at: Self.now) { _ in }
    let watch = try LogWatch(disk)
    try log.requireThere()
    var stirred = pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&stirred, 1, 0) == 0)
    let path = name == "." ? data : data + "/" + name
    try FileManager.default.moveItem(atPath: path, toPath: scratch.path + "/elsewhere")
    #expect(poll(&stirred, 1, 5000) == 1)
    watch.clear()
    #expect(poll(&stirred, 1, 0) == 0)
    #expect(throws: LogFault.gone("log/00000001.jsonl")) { try log.requireThere() }
  }

  @Test func whatIsWrittenIsReadAndListed() throws {
    let scratch = try ScratchFolder()
    let disk = try PosixDisk(root: scratch.path, program: "galley test")
    let file = try disk.open("a", for: .writing)
    #expect(try disk.write([1, 2, 3, 4, 5][1...], to: file, at: 3) == 4)
    #expect(try disk.read(file, at: 0, count: 100) == [0, 0, 0, 2, 3, 4, 5])
    #expect(try disk.read(file, at: 5, count: 1) == [4])
    #expect(try disk.read(file, at: 50, count: 1) == [])
    try disk.truncate(file, to: 4)
    #expect(try disk.status(of: file).size == 4)
    try disk.rename("a", to: "b")
    #expect(try disk.names(in: "").sorted() == ["b"])
    #expect(try disk.status(at: "a") == nil)
    #expect(try disk.status(at: "b")?.identity == disk.status(of: file).identity)
    try disk.remove("b")
    #expect(fault { _ = try disk.open("b", for: .reading) } == .notFound)
    disk.close(file)
  }
}
