import EventLog
import Events
import SimulatedDisk
import Testing

/// F1, F4, F13, F14: the program dies at each of its calls, with the machine or without it.
@Suite struct CrashTests {
  enum Aftermath: Sendable, CaseIterable {
    case killed, powerLost, powerLostInPart

    func cut(_ seed: Int) -> PowerCut? {
      switch self {
      case .killed: nil
      case .powerLost: .losingAll
      case .powerLostInPart: .seeded(UInt64(seed))
      }
    }
  }

  @Test(arguments: Aftermath.allCases)
  func f1WhateverCallIsTheLastAllAcknowledgedEventsAreThere(_ aftermath: Aftermath) throws {
    var quiet = Dinner(seed: 7, steps: 26)
    let whole = SimulatedDisk()
    try quiet.run(on: whole)
    #expect(quiet.acknowledged == quiet.written.count)
    for call in 1...whole.calls {
      for moment in SimulatedDisk.Moment.allCases {
        let disk = SimulatedDisk()
        disk.plan(.crash(moment), atCall: call)
        var dinner = Dinner(seed: 7, steps: 26)
        try? dinner.run(on: disk)
        guard disk.isCrashed else { continue }
        disk.restart(after: aftermath.cut(call))
        let flaw = dinner.flaw(in: try Opened(disk, limits: .tiny), on: disk)
        #expect(flaw == nil, "call \(call), \(moment)")
      }
    }
  }

  /// A program was killed between making a file and syncing its name; what the next one keeps there outlives the power.
  @Test func f13NamesThatAKilledProgramLeftAreSyncedByTheNextStart() throws {
    var quiet = Dinner(seed: 7, steps: 26)
    let whole = SimulatedDisk()
    try quiet.run(on: whole)
    for call in 1...whole.calls {
      let disk = SimulatedDisk()
      disk.plan(.crash(.after), atCall: call)
      var dinner = Dinner(seed: 7, steps: 26)
      try? dinner.run(on: disk)
      guard disk.isCrashed else { continue }
      disk.restart(after: nil)
      var bar = Sample(seed: 9, terminals: ["bar"])
      let batch = bar.batch(2)
      let log = try Opened(disk, limits: .tiny).log
      try log.append(batch)
      try log.sync()
      disk.restart(after: .losingAll)
      #expect(try Opened(disk, limits: .tiny).lines.suffix(2) == batch.map(\.line), "call \(call)")
    }
  }

  /// The start that follows a crash may crash as well, at each of its own calls.
  @Test(arguments: [40, 137, 260], Aftermath.allCases)
  func f14ACrashDuringRecoveryLosesNothing(_ call: Int, _ aftermath: Aftermath) throws {
    var dinner = Dinner(seed: 11)
    let first = SimulatedDisk()
    first.plan(.crash(.halfway), atCall: call)
    try? dinner.run(on: first)
    first.restart(after: .seeded(UInt64(call)))
    for second in 1...200 {
      let disk = first.copy()
      disk.plan(.crash(.halfway), atCall: second)
      _ = try? Opened(disk, limits: .tiny)
      guard disk.isCrashed else { break }
      disk.restart(after: aftermath.cut(second))
      let flaw = dinner.flaw(in: try Opened(disk, limits: .tiny), on: disk)
      #expect(flaw == nil, "call \(second)")
    }
  }

  /// The disk loses names that were not synced; were the sync left out, events would be lost.
  @Test func f13DirectoriesAreSyncedBeforeAnythingIsAcknowledged() throws {
    func survives(_ prepare: (SimulatedDisk) -> Void) throws -> Bool {
      let disk = SimulatedDisk()
      prepare(disk)
      var dinner = Dinner(seed: 3)
      try dinner.run(on: disk)
      disk.restart(after: .losingAll)
      return dinner.flaw(in: try Opened(disk, limits: .tiny), on: disk) == nil
    }
    #expect(try survives { _ in })
    #expect(try !survives { $0.ignoresDirectorySync = true })
  }

  /// Long evenings with crashes in between, each going on where the last one stopped.
  @Test(arguments: 1...20)
  func whatAnEveningOfCrashesLeavesIsWhatWasAcknowledged(_ seed: Int) throws {
    let disk = SimulatedDisk()
    var random = SeededRandom(seed: UInt64(seed))
    var sample = Sample(seed: UInt64(seed), terminals: ["till", "bar", "tv"])
    var held: [Event] = []
    for night in 0..<12 {
      let opened = try Opened(disk, limits: .tiny)
      #expect(opened.log.condition == .writing, "\(seed) \(night)")
      let count = concatenated(disk).count { $0 == UInt8(ascii: "\n") }
      #expect(opened.log.eventCount == Int64(count), "\(seed) \(night)")
      // What was written and not acknowledged may be there or not; the chains go on from what is there.
      #expect(text(Array(held.prefix(count))) == concatenated(disk), "\(seed) \(night)")
      held = Array(held.prefix(count))
      for origin in sample.origins { sample.rewind(origin, to: opened.log.tips.tip(of: origin)) }
      disk.plan(.crash(.halfway), atCall: disk.calls + Int.random(in: 1...150, using: &random))
      var acknowledged = held.count
      do {
        for _ in 0..<60 {
          let batch = sample.batch(Int.random(in: 1...3, using: &random))
          held += batch
          try opened.log.append(batch)
          try opened.log.sync()
          acknowledged = held.count
          if Int.random(in: 0..<9, using: &random) == 0 { try opened.log.checkpoint(retained: [], blob: []) }
          if Int.random(in: 0..<5, using: &random) == 0 { _ = try opened.log.rest() }
        }
      } catch {}
      disk.restart(after: Bool.random(using: &random) ? .seeded(random.next()) : nil)
      let after = try Opened(disk, limits: .tiny)
      #expect(after.log.eventCount >= Int64(acknowledged), "\(seed) \(night)")
      try after.log.close()
    }
  }
}
