import Testing

@testable import Host

/// Programs beside this one: how their ends are heard, and that none outlives its time.
@Suite struct ChildProcessTests {
  /// Runs a program to its end on a loop of its own.
  private func end(of words: [String], limitMs: Int64 = 10_000) throws -> ChildProcess.End? {
    let loop = EventLoop()
    var found: ChildProcess.End?
    let child = try ChildProcess(words, on: loop, name: "test", limitMs: limitMs) {
      found = $0
      loop.stop()
    }
    loop.at(SystemClock.monotonicMs() + 20_000, "give up") { loop.stop() }
    try withExtendedLifetime(child) { try loop.run() }
    return found
  }

  @Test func howItEnded() throws {
    #expect(try end(of: ["true"]) == .exited(0))
    #expect(try end(of: ["/bin/sh", "-c", "echo heard by nobody; exit 7"]) == .exited(7))
    #expect(try end(of: ["/bin/sh", "-c", "kill -TERM $$"]) == .killed(signal: 15))
  }

  @Test func whatTakesTooLongIsEndedWithAllThatItStarted() throws {
    let before = SystemClock.monotonicMs()
    #expect(try end(of: ["/bin/sh", "-c", "sleep 60 & sleep 60"], limitMs: 100) == .tooLong)
    #expect(SystemClock.monotonicMs() - before < 10_000)
  }

  @Test func aProgramThatClosesItsFilesIsHeardAllTheSame() throws {
    #expect(try end(of: ["/bin/sh", "-c", "exec 3>&-; sleep 0.1; exit 5"]) == .exited(5))
  }

  @Test func whatIsNoProgramIsSaid() {
    let error = #expect(throws: SystemFault.self) { try end(of: ["/no/such/program"]) }
    #expect(error?.isMissing == true && error?.subject == "/no/such/program")
  }

  @Test func noShellSeesTheWords() throws {
    #expect(try end(of: ["test", "$HOME", "=", "$HOME"]) == .exited(0))
    #expect(try end(of: ["test", "-n", ""]) == .exited(1))
  }

  @Test func roomOnTheDiskIsAskedOnceAMinuteOrWhenStale() throws {
    var room = DiskRoom(path: "/")
    let first = room.ask(atMonotonicMs: 0)
    let again = room.ask(atMonotonicMs: 59_999)
    #expect(try #require(first) > 0 && again == first)
    var none = DiskRoom(path: "/no/such/place")
    let nothing = none.ask(atMonotonicMs: 0)
    #expect(nothing == nil)
  }
}
