/// Runs, and what came of them.
public enum Simulation {
  public static func run(_ options: SimulationOptions) -> SimulationOutcome {
    let world = World(options)
    world.run()
    defer { world.end() }
    return SimulationOutcome(
      options: options, terminals: world.terminals, seconds: world.faultsEndMs / 1_000, faults: world.kinds,
      failure: world.witness.breach, tail: world.trace.tail, sum: world.trace.sum,
      steps: world.timeline.steps,
      simulatedMs: world.timeline.nowMs, events: world.witness.authored.count,
      acknowledged: world.witness.acknowledged.count, captured: world.provider.book.captures.count,
      faultsHappened: world.faultsHappened)
  }

  /// The smallest run that still fails: fewer terminals, a shorter time, fewer kinds of faults.
  ///
  /// - Parameter tries: how many runs may be spent on it.
  public static func shrink(_ failed: SimulationOutcome, tries: Int = 60) -> SimulationOutcome {
    var best = failed
    var left = tries
    func attempt(_ change: (inout SimulationOptions) -> Void) -> Bool {
      guard left > 0 else { return false }
      left -= 1
      var options = best.options
      change(&options)
      guard options != best.options else { return false }
      let outcome = run(options)
      guard outcome.failure?.invariant == failed.failure?.invariant else { return false }
      best = outcome
      return true
    }
    while best.terminals > 2, attempt({ $0.terminals = best.terminals - 1 }) {}
    if let failure = best.failure {
      _ = attempt { $0.seconds = min(best.seconds, failure.atMs / 1_000 + 1) }
    }
    for kind in failed.faults { _ = attempt { $0.without.insert(kind) } }
    while best.seconds > 1, attempt({ $0.seconds = best.seconds / 2 }) {}
    while best.seconds > 1, attempt({ $0.seconds = best.seconds * 3 / 4 }) {}
    for kind in best.faults { _ = attempt { $0.without.insert(kind) } }
    return best
  }
}

extension SimulationOutcome {
  /// The seed and what it drew.
  public var heading: String {
    "seed \(options.seed): \(terminals) terminals, \(seconds) s of faults: "
      + (faults.isEmpty ? "none" : faults.map(\.rawValue).joined(separator: ", "))
  }

  /// Everything that somebody needs who looks for the cause.
  public var report: String {
    guard let failure else {
      return
        "holds: \(events) events, \(captured) payments, \(faultsHappened) faults, \(steps) steps, \(simulatedMs / 1_000) s"
    }
    return """
      FAILS at step \(failure.step), \(failure.atMs) ms: \(failure.invariant)
      \(failure.words)
      the last that happened:
        \(tail.joined(separator: "\n  "))
      again with: \(options.commandLine)
      """
  }
}
