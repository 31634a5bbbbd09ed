/// What a run is made from: with the same options, the same happens.
public struct SimulationOptions: Sendable, Hashable {
  public var seed: UInt64
  /// 2 to 7; nil lets the seed choose.
  public var terminals: Int?
  /// How long faults go on; nil lets the seed choose.
  public var seconds: Int64?
  /// Left out of this run.
  public var without: Set<FaultKind>
  /// Every kind that is not left out; otherwise the seed chooses among them.
  public var hasAll: Bool
  /// Where a test plants a bug, to see that it is noticed.
  public var planted: PlantedBug?
  public var isVerbose = false

  public static let terminalsRange = 2...7

  public init(
    seed: UInt64, terminals: Int? = nil, seconds: Int64? = nil, without: Set<FaultKind> = [],
    hasAll: Bool = false, planted: PlantedBug? = nil
  ) {
    self.seed = seed
    self.terminals = terminals
    self.seconds = seconds
    self.without = without
    self.hasAll = hasAll
    self.planted = planted
  }

  /// The command line that gives this run again.
  public var commandLine: String {
    var words = ["galley-sim", "--seed", "\(seed)"]
    if let terminals { words += ["--terminals", "\(terminals)"] }
    if let seconds { words += ["--seconds", "\(seconds)"] }
    if hasAll { words.append("--all") }
    let left = FaultKind.allCases.filter(without.contains).map(\.rawValue)
    if !left.isEmpty { words += ["--without", left.joined(separator: ",")] }
    return words.joined(separator: " ")
  }
}

/// A mistake that a test puts around the shipped program, to see that the run fails.
public enum PlantedBug: Sendable, CaseIterable {
  /// Publishes and answers before the disk has it.
  case publishesBeforeSync
  /// Acknowledges what was never written.
  case forgetsToWrite
  /// Goes on as if what the disk refused had been written.
  case hearsNoRefusal
  /// Leaves an event out of each checkpoint.
  case checkpointsLess
  /// Never wakes up by itself.
  case sleepsOn
  /// The provider does each call that comes again once more: as if they carried no key.
  case forgetsKeys
}

/// What became of a run.
public struct SimulationOutcome: Sendable {
  public let options: SimulationOptions
  /// As the seed drew them.
  public let terminals: Int
  public let seconds: Int64
  public let faults: [FaultKind]
  public let failure: Breach?
  /// The last lines of what happened.
  public let tail: [String]
  /// All that happened, in one number.
  public let sum: UInt64
  public let steps: Int
  public let simulatedMs: Int64
  public let events: Int
  public let acknowledged: Int
  /// How many payments the provider took.
  public let captured: Int
  public let faultsHappened: Int
}

/// An invariant that does not hold.
public struct Breach: Error, Sendable, Hashable {
  public let invariant: String
  public let words: String
  public let step: Int
  public let atMs: Int64
}
