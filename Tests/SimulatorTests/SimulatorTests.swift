import Simulator
import Testing

/// Houses in simulated time, with everything that may go wrong (P16; F1 to F31 as far as they are the log's and the
/// links').
@Suite struct SimulatorTests {
  /// Small enough for every day; `galley-sim --seeds 10000` is the long run.
  private func options(_ seed: UInt64) -> SimulationOptions {
    SimulationOptions(seed: seed, terminals: 2 + Int(seed % 4), seconds: 8)
  }

  @Test func aQuietHouseAgrees() {
    let quiet = SimulationOptions(seed: 1, terminals: 3, seconds: 60, without: Set(FaultKind.allCases))
    let outcome = Simulation.run(quiet)
    #expect(outcome.failure == nil, "\(outcome.report)")
    #expect(outcome.acknowledged > 5 && outcome.captured > 0 && outcome.faultsHappened == 0)
  }

  @Test(arguments: 0..<20)
  func twoHundredSeedsHold(_ group: Int) {
    for seed in (group * 10 + 1)...(group * 10 + 10) {
      let outcome = Simulation.run(options(UInt64(seed)))
      #expect(outcome.failure == nil, "\(outcome.heading)\n\(outcome.report)")
    }
  }

  @Test func theSameSeedGivesTheSameRunTwice() {
    for seed in UInt64(1)...10 {
      let (first, second) = (Simulation.run(options(seed)), Simulation.run(options(seed)))
      #expect(first.sum == second.sum && first.steps == second.steps && first.steps > 30)
    }
  }

  /// Each kind of fault alone, for as long as it takes to happen a few times.
  @Test(arguments: FaultKind.allCases)
  func eachFaultAloneIsSurvived(_ kind: FaultKind) {
    var options = SimulationOptions(
      seed: 7, terminals: 3, seconds: 45, without: Set(FaultKind.allCases), hasAll: true)
    options.without.remove(kind)
    let outcome = Simulation.run(options)
    #expect(outcome.failure == nil, "\(outcome.report)")
    #expect(outcome.faultsHappened > 0)
  }

  /// Mistakes put around the shipped program: a simulator that finds nothing proves nothing.
  @Test(arguments: PlantedBug.allCases)
  func aPlantedMistakeIsNoticed(_ bug: PlantedBug) {
    // Some mistakes show in one seed of ten or so; the first that shows one is the last that is run.
    let outcomes = bug.seeds.lazy.map { seed in Simulation.run(bug.options(seed)) }
    #expect(outcomes.contains { $0.failure?.invariant == bug.invariant })
  }

  @Test func aFailureIsShrunk() throws {
    let options = SimulationOptions(seed: 1, terminals: 4, seconds: 600, planted: .forgetsToWrite)
    let failed = Simulation.run(options)
    let failure = try #require(failed.failure)
    let small = Simulation.shrink(failed, tries: 40)
    #expect(small.failure?.invariant == failure.invariant)
    #expect(small.terminals == 2 && small.faults.count < failed.faults.count, "\(small.heading)")
    #expect(small.seconds < failed.seconds)
    #expect(Simulation.run(small.options).sum == small.sum)
  }
}

extension PlantedBug {
  fileprivate var seeds: [UInt64] {
    switch self {
    case .publishesBeforeSync, .forgetsToWrite, .hearsNoRefusal, .checkpointsLess, .sleepsOn: Array(1...60)
    // One in fifty; these are the first that show it.
    case .forgetsKeys: [39, 123, 135, 217]
    }
  }

  fileprivate func options(_ seed: UInt64) -> SimulationOptions {
    switch self {
    case .publishesBeforeSync, .forgetsToWrite, .hearsNoRefusal, .checkpointsLess, .sleepsOn:
      SimulationOptions(
        seed: seed, terminals: 3, seconds: 120, without: loudFaults, hasAll: true, planted: self)
    case .forgetsKeys: SimulationOptions(seed: seed, seconds: 20, planted: self)
    }
  }

  /// Left out, so that what is noticed is the mistake.
  fileprivate var loudFaults: Set<FaultKind> {
    let loud: [FaultKind] =
      switch self {
      case .publishesBeforeSync, .forgetsToWrite: []
      case .hearsNoRefusal: [.fulldisks]
      case .checkpointsLess: [.kills]
      case .sleepsOn: [.partitions]
      case .forgetsKeys: FaultKind.allCases
      }
    return Set(FaultKind.allCases).subtracting(loud)
  }

  fileprivate var invariant: String {
    switch self {
    case .publishesBeforeSync, .forgetsToWrite: "nothing is told before it is durable"
    case .hearsNoRefusal, .sleepsOn: "healed terminals agree"
    case .checkpointsLess: "what is shown is a fold of the log"
    case .forgetsKeys: "nobody is charged twice"
    }
  }
}
