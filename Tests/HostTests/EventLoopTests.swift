import Glibc
import Testing

@testable import Host

/// The one place where the program sleeps.
@Suite struct EventLoopTests {
  /// A pipe whose ends are closed with it.
  private final class Pipe {
    let reading: Int32
    let writing: Int32

    init() throws {
      var ends: [Int32] = [0, 0]
      guard pipe(&ends) == 0 else { throw SystemFault("pipe") }
      (reading, writing) = (ends[0], ends[1])
    }

    deinit {
      close(reading)
      close(writing)
    }

    func put(_ byte: UInt8) {
      var byte = byte
      #expect(write(writing, &byte, 1) == 1)
    }

    func get() -> UInt8 {
      var byte: UInt8 = 0
      #expect(read(reading, &byte, 1) == 1)
      return byte
    }
  }

  /// A limit for loops that should end by themselves: long after any of them has.
  private func limit(_ loop: EventLoop) {
    loop.at(SystemClock.monotonicMs() + 10_000, "limit") {
      Issue.record("the loop did not end by itself")
      loop.stop()
    }
  }

  @Test func deadlinesRunInTheirOrderAndOnce() throws {
    let loop = EventLoop()
    var ran: [String] = []
    let now = SystemClock.monotonicMs()
    loop.at(now + 30, "last") {
      ran.append("last")
      loop.stop()
    }
    loop.at(now + 10, "b") { ran.append("b") }
    loop.at(now + 10, "a") { ran.append("a") }
    loop.at(now - 5, "past") { ran.append("past") }
    limit(loop)
    try loop.run()
    #expect(ran == ["past", "a", "b", "last"])
    #expect(SystemClock.monotonicMs() >= now + 30)
  }

  @Test func aNewDeadlineOfTheSameNameReplacesTheOldOne() throws {
    let loop = EventLoop()
    var ran: [Int] = []
    let now = SystemClock.monotonicMs()
    loop.at(now, "clock") { ran.append(1) }
    loop.at(now + 5, "clock") { ran.append(2) }
    loop.at(now, "never") { ran.append(3) }
    loop.cancel("never")
    loop.at(now + 15, "end") { loop.stop() }
    limit(loop)
    try loop.run()
    #expect(ran == [2])
  }

  @Test func aDeadlineMaySetItselfAgain() throws {
    let loop = EventLoop()
    var count = 0
    func tick() {
      count += 1
      if count == 5 { loop.stop() } else { loop.at(SystemClock.monotonicMs() + 1, "tick", tick) }
    }
    loop.at(SystemClock.monotonicMs(), "tick", tick)
    limit(loop)
    try loop.run()
    #expect(count == 5)
  }

  @Test func stoppedBeforeItRunsItDoesNotSleep() throws {
    let loop = EventLoop()
    loop.stop()
    try loop.run()
    #expect(loop.wakeUps == 0)
    // The next run is a run again.
    loop.at(SystemClock.monotonicMs(), "end") { loop.stop() }
    limit(loop)
    try loop.run()
    #expect(loop.wakeUps == 1)
  }

  /// P13: an idle loop wakes up for its deadline and for nothing else.
  @Test func p13NothingWakesAnIdleLoop() throws {
    let loop = EventLoop()
    let quiet = try Pipe()
    loop.whenReadable(quiet.reading) { Issue.record("nothing was written") }
    loop.at(SystemClock.monotonicMs() + 200, "end") { loop.stop() }
    limit(loop)
    try loop.run()
    #expect(loop.wakeUps == 1)
  }

  @Test func itHearsOfReadingAndWritingUntilItIsToldToForget() throws {
    let loop = EventLoop()
    let pipe = try Pipe()
    var read: [UInt8] = []
    var writes = 0
    loop.whenWritable(pipe.writing) {
      writes += 1
      pipe.put(UInt8(writes))
      if writes == 3 { loop.whenWritable(pipe.writing, nil) }
    }
    loop.whenReadable(pipe.reading) {
      read.append(pipe.get())
      guard read.count == 3 else { return }
      loop.forget(pipe.reading)
      pipe.put(9)
      loop.at(SystemClock.monotonicMs() + 20, "end") { loop.stop() }
    }
    limit(loop)
    try loop.run()
    #expect(read == [1, 2, 3] && writes == 3)
  }

  @Test func theEndOfTheOtherSideIsReadable() throws {
    let loop = EventLoop()
    var pipe: Pipe? = try Pipe()
    let reading = dup(try #require(pipe).reading)
    defer { close(reading) }
    pipe = nil
    loop.whenReadable(reading) { loop.stop() }
    limit(loop)
    try loop.run()
  }
}
