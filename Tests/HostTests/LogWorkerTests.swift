import EventLog
import Events
import Foundation
import Glibc
import SimulatedDisk
import TestAids
import Testing

@testable import Host

@Suite struct LogWorkerTests {
  private static let now = Timestamp(clamping: 1_795_000_000_000)

  /// Hands batches to a worker, numbered as a node numbers them.
  private final class Desk {
    let worker: LogWorker
    private var last = BatchNumber(0)
    private var refusalsHeard = 0

    init(_ log: sending EventLog) throws { worker = try LogWorker(log) }

    func append(_ events: [Event]) -> BatchNumber {
      last = BatchNumber(last.number + 1)
      worker.put(.append(events, last, isWhole: false, refusalsHeard: refusalsHeard))
      return last
    }

    func heardRefusal() { refusalsHeard += 1 }
  }

  private func open(_ disk: any Disk) throws -> EventLog {
    try EventLog.open(on: disk, venue: "maple", reduction: 1, at: Self.now) { _ in }
  }

  /// A chain of small events.
  private struct Chain {
    let origin = Origin("till-0a0b0c0d")!
    var tip = ChainTip(before: Origin("till-0a0b0c0d")!, venue: "maple")
    private var count: UInt64 = 0

    mutating func next() throws -> Event {
      count += 1
      var payload = PayloadWriter()
      payload.set("key", "currency")
      payload.set("value", "EUR")
      let stamp = StreamClock().stamp(wall: LogWorkerTests.now, latestInStream: nil)
      let draft = EventDraft(
        id: EventID(UUIDv7(at: LogWorkerTests.now, random: RandomBits(high: count, low: count))),
        stamp: stamp,
        type: .settingChanged, entity: .venue, entityID: .text("maple"), source: .system, actor: "till",
        payload: payload)
      let event = try draft.sealed(origin: origin, after: tip)
      tip = ChainTip(seq: event.seq, hash: event.hash)
      return event
    }
  }

  /// Takes outcomes until one fits; fails after ten seconds without one.
  private func outcomes(
    of worker: LogWorker, until fits: (LogOutcome) -> Bool, _ location: SourceLocation = #_sourceLocation
  ) -> [LogOutcome] {
    var taken: [LogOutcome] = []
    while !taken.contains(where: fits) {
      var ready = pollfd(fd: worker.wakeUpDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 10_000) == 1 else {
        Issue.record("nothing came of it", sourceLocation: location)
        break
      }
      taken += worker.takeOutcomes()
    }
    return taken
  }

  private func isDurable(_ batch: BatchNumber) -> (LogOutcome) -> Bool {
    {
      if case .durable(let upTo, _) = $0 { upTo >= batch } else { false }
    }
  }

  @Test func batchesBecomeDurableInTheirOrderAndAreThereAfterwards() throws {
    let scratch = try ScratchFolder()
    let disk = try PosixDisk(root: scratch.path, program: "galley test")
    let desk = try Desk(try open(disk))
    var chain = Chain()
    var last = BatchNumber(0)
    for _ in 0..<200 { last = desk.append([try chain.next(), try chain.next()]) }
    let taken = outcomes(of: desk.worker, until: isDurable(last))
    var reported: [BatchNumber] = []
    for case .durable(let batch, _) in taken { reported.append(batch) }
    #expect(reported == reported.sorted() && reported.last == last)
    desk.worker.put(.checkpoint(after: last, retained: [], blob: [7]))
    _ = outcomes(of: desk.worker) { if case .checkpointed(.some) = $0 { true } else { false } }
    desk.worker.close()
    let again = try open(disk)
    #expect(again.eventCount == 400 && again.report.linesRead == 0)
    try again.close()
  }

  @Test func aCheckpointThatDoesNotAgreeWithTheLogIsLeftOut() throws {
    let scratch = try ScratchFolder()
    let desk = try Desk(try open(try PosixDisk(root: scratch.path, program: "galley test")))
    var chain = Chain()
    let first = desk.append([try chain.next()])
    _ = desk.append([try chain.next()])
    desk.worker.put(.checkpoint(after: first, retained: [], blob: []))
    _ = outcomes(of: desk.worker) { if case .checkpointed(nil) = $0 { true } else { false } }
  }

  /// F9: who hands over a batch while a refusal is on its way took the refused one for written. Nothing of it is
  /// kept, whatever it is, until the refusal was heard.
  @Test func f9WhatFollowsARefusedBatchIsNotKeptUntilTheRefusalIsHeard() throws {
    let scratch = try ScratchFolder()
    let desk = try Desk(try open(try PosixDisk(root: scratch.path, program: "galley test")))
    var chain = Chain()
    let good = [try chain.next(), try chain.next(), try chain.next()]
    _ = try chain.next()
    let first = desk.append([good[0]])
    let bad = desk.append([try chain.next()])
    _ = desk.append([good[1]])
    let refused = outcomes(of: desk.worker) { if case .refused(bad, .chain) = $0 { true } else { false } }
    #expect(
      refused.contains(where: isDurable(first)) || !outcomes(of: desk.worker, until: isDurable(first)).isEmpty
    )
    _ = desk.append([good[1], good[2]])
    desk.heardRefusal()
    let again = desk.append([good[1]])
    let taken = outcomes(of: desk.worker, until: isDurable(again))
    for case .refused(let batch, let fault) in taken { Issue.record("\(batch) was refused: \(fault)") }
    desk.worker.close()
    let log = try open(try PosixDisk(root: scratch.path, program: "galley test"))
    #expect(log.eventCount == 2)
    try log.close()
  }

  /// F11 through the worker: open batches wait, new ones are refused, and it resumes by itself.
  @Test func f11TheWorkerResumesByItself() throws {
    let disk = SimulatedDisk()
    let log = try open(disk)
    disk.onCall = { [unowned disk] number, name in
      guard name == "write" else { return }
      disk.onCall = nil
      disk.plan(.fault(.io), atCall: number)
    }
    let desk = try Desk(log)
    var chain = Chain()
    let batch = desk.append([try chain.next()])
    let taken = outcomes(of: desk.worker) { if case .resumed = $0 { true } else { false } }
    let said = taken.map { outcome -> String in
      switch outcome {
      case .stalled: "stalled"
      case .resumed: "resumed"
      case .durable(let upTo, _): "durable \(upTo.number)"
      default: "\(outcome)"
      }
    }
    #expect(said == ["stalled", "durable \(batch.number)", "resumed"])
    desk.worker.close()
    disk.restart(after: .losingAll)
    #expect(try open(disk).eventCount == 1)
  }

  @Test func f18TheAlarmIsRaised() throws {
    let scratch = try ScratchFolder()
    let desk = try Desk(try open(try PosixDisk(root: scratch.path, program: "galley test")))
    try FileManager.default.removeItem(atPath: scratch.path + "/log")
    desk.worker.put(.checkThere)
    _ = outcomes(of: desk.worker) { if case .gone = $0 { true } else { false } }
    var chain = Chain()
    let batch = desk.append([try chain.next()])
    _ = outcomes(of: desk.worker) { if case .refused(batch, .gone) = $0 { true } else { false } }
  }

  /// F5 through the worker: a bit flips behind a checkpoint, someone notices, the log is read through, the missing
  /// event comes from elsewhere, and batches are taken again.
  @Test func f5TheWorkerExaminesAndHeals() throws {
    let disk = SimulatedDisk()
    let desk = try Desk(try open(disk))
    var chain = Chain()
    let events = [try chain.next(), try chain.next(), try chain.next()]
    let first = desk.append(events)
    desk.worker.put(.checkpoint(after: first, retained: [], blob: []))
    _ = outcomes(of: desk.worker) { if case .checkpointed = $0 { true } else { false } }
    desk.worker.put(.examine)
    _ = outcomes(of: desk.worker) { if case .examined(nil, gaps: [], tips: _) = $0 { true } else { false } }
    disk.damage("log/00000001.jsonl") { $0[events[0].line.count + 20] ^= 1 }
    desk.worker.put(.examine)
    let gap = ChainGap(
      origin: chain.origin, after: ChainTip(seq: 1, hash: events[0].hash),
      upTo: ChainTip(seq: 2, hash: events[1].hash))
    _ = outcomes(of: desk.worker) {
      if case .examined(.some, gaps: [gap], tips: _) = $0 { true } else { false }
    }
    let fourth = try chain.next()
    let refused = desk.append([fourth])
    _ = outcomes(of: desk.worker) { if case .refused(refused, .damaged) = $0 { true } else { false } }
    desk.heardRefusal()
    desk.worker.put(.heal([], isComplete: false, now: Self.now))
    let inVain = outcomes(of: desk.worker) { if case .healed = $0 { true } else { false } }
    for case .healed(let report, _) in inVain { #expect(report.remaining != nil && report.gaps == [gap]) }
    desk.worker.put(.heal([events[1]], isComplete: false, now: Self.now))
    let healed = outcomes(of: desk.worker) { if case .healed = $0 { true } else { false } }
    for case .healed(let report, let position) in healed {
      #expect(report.remaining == nil && report.recovered.map(\.hash) == [events[1].hash])
      #expect(position == LogPosition(segment: 2, offset: 0))
    }
    let again = desk.append([fourth])
    _ = outcomes(of: desk.worker, until: isDurable(again))
    desk.worker.close()
    disk.restart(after: .losingAll)
    let log = try open(disk)
    #expect(log.eventCount == 4 && log.condition == .writing)
    try log.close()
  }

  /// P3: all that waits while the disk is busy is synced together.
  @Test func whatWaitsIsSyncedTogether() throws {
    let disk = SimulatedDisk()
    let log = try open(disk)
    let gate = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var syncs = 0
    nonisolated(unsafe) var isHeld = true
    disk.onCall = { _, name in
      guard name == "sync" else { return }
      syncs += 1
      if isHeld { gate.wait() }
      isHeld = false
    }
    let desk = try Desk(log)
    var chain = Chain()
    _ = desk.append([try chain.next()])
    var last = BatchNumber(0)
    for _ in 0..<64 { last = desk.append([try chain.next()]) }
    gate.signal()
    _ = outcomes(of: desk.worker, until: isDurable(last))
    #expect(syncs <= 3)
    desk.worker.close()
  }
}
