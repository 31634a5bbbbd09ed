import Glibc
import TestAids
import Testing

@testable import Host

/// Descriptors and files: what is owned is closed, what is written arrives whole.
@Suite struct DescriptorTests {
  private func ends() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemFault("pipe") }
    return (ends[0], ends[1])
  }

  private func isOpen(_ number: Int32) -> Bool { fcntl(number, F_GETFD) != -1 }

  @Test func itIsClosedWithItsLastOwnerUnlessOthersOwnIt() throws {
    let (reading, writing) = try ends()
    var owned: Descriptor? = Descriptor(writing)
    var lent: Descriptor? = Descriptor(reading, isOwned: false)
    #expect(owned?.number == writing && lent?.number == reading)
    (owned, lent) = (nil, nil)
    // The other end is told, whatever number is given out anew meanwhile.
    guard case .end = try Descriptor.read(reading) else {
      Issue.record("the writing end is still open")
      return
    }
    #expect(isOpen(reading))
    close(reading)
  }

  @Test func readingSaysBytesNothingYetAndEnd() throws {
    let (reading, writing) = try ends()
    let descriptor = Descriptor(reading)
    try descriptor.setNonBlocking()
    guard case .nothingYet = try descriptor.read() else {
      Issue.record("nothing was written yet")
      return
    }
    try Descriptor.writeAll([1, 2, 3], to: writing)
    guard case .bytes([1, 2, 3]) = try descriptor.read() else {
      Issue.record("three bytes were written")
      return
    }
    close(writing)
    guard case .end = try descriptor.read() else {
      Issue.record("the other end is closed")
      return
    }
  }

  /// Standard output may be a pipe that somebody made non-blocking: nothing of what is printed is lost.
  @Test func writeAllWaitsForRoom() throws {
    let (reading, writing) = try ends()
    try Descriptor(writing, isOwned: false).setNonBlocking()
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    nonisolated(unsafe) var arrived: [UInt8] = []
    var thread = pthread_t()
    final class Box {
      let number: Int32
      var bytes: [UInt8] = []
      init(_ number: Int32) { self.number = number }
    }
    let box = Box(reading)
    pthread_create(
      &thread, nil,
      { given in
        guard let given else { return nil }
        let box = Unmanaged<Box>.fromOpaque(given).takeUnretainedValue()
        while case .bytes(let piece)? = try? Descriptor.read(box.number) { box.bytes += piece }
        return nil
      }, Unmanaged.passUnretained(box).toOpaque())
    try Descriptor.writeAll(bytes, to: writing)
    close(writing)
    pthread_join(thread, nil)
    arrived = box.bytes
    #expect(arrived == bytes)
    close(reading)
  }

  @Test func aBadDescriptorIsAFaultThatNamesTheCall() {
    #expect(throws: SystemFault("read", number: EBADF)) { try Descriptor.read(-1) }
    #expect(throws: SystemFault("write", number: EBADF)) { try Descriptor.writeAll([1], to: -1) }
  }

  @Test func s12AnOutputFileIsNewAndForItsOwnerAlone() throws {
    let scratch = try ScratchFolder()
    umask(0)
    try OutputFile.write([1], to: scratch.path + "/new")
    #expect(try scratch.mode("new") == 0o600)
    #expect(throws: SystemFault.self) { try OutputFile.write([2], to: scratch.path + "/new") }
    #expect(try InputFile.read(scratch.path + "/new", limit: 1) == [1])
  }

  @Test func aFileIsReadWithinItsLimit() throws {
    let scratch = try ScratchFolder()
    try OutputFile.write([UInt8](repeating: 1, count: 100), to: scratch.path + "/file")
    #expect(try InputFile.read(scratch.path + "/file", limit: 100)?.count == 100)
    #expect(throws: SystemFault("read", scratch.path + "/file", number: EFBIG)) {
      try InputFile.read(scratch.path + "/file", limit: 99)
    }
    #expect(try InputFile.read(scratch.path + "/none", limit: 1) == nil)
  }
}
