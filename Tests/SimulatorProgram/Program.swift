import Glibc
import Simulator

/// `galley-sim`: one run or many, each from its seed.
struct Program {
  private var options = SimulationOptions(seed: 1)
  private var isTwice = false
  private var count = 1
  private var shrinks = true

  static let usage = """
    galley-sim --seed N [--twice] [--terminals K] [--seconds S] [--all] [--without KIND,…] [--no-shrink] [--verbose]
    galley-sim --seeds COUNT [--from N] [the same]
    kinds: \(FaultKind.allCases.map(\.rawValue).joined(separator: ", "))
    """

  init(_ arguments: [String]) {
    var rest = arguments[...]
    func fail(_ words: String) -> Never {
      Self.say(words + "\n" + Self.usage)
      exit(2)
    }
    func number<Value: FixedWidthInteger>(_ flag: String) -> Value {
      guard let text = rest.popFirst(), let value = Value(text) else { fail("\(flag) wants a number") }
      return value
    }
    while let flag = rest.popFirst() {
      switch flag {
      case "--seed", "--from": options.seed = number(flag)
      case "--seeds": count = number(flag)
      case "--terminals": options.terminals = number(flag)
      case "--seconds": options.seconds = number(flag)
      case "--twice": isTwice = true
      case "--all": options.hasAll = true
      case "--verbose": options.isVerbose = true
      case "--no-shrink": shrinks = false
      case "--without":
        for name in (rest.popFirst() ?? "").split(separator: ",") {
          guard let kind = FaultKind(rawValue: String(name)) else { fail("there is no fault “\(name)”") }
          options.without.insert(kind)
        }
      default: fail("there is no flag “\(flag)”")
      }
    }
    guard options.terminals.map(SimulationOptions.terminalsRange.contains) ?? true else {
      fail("2 to 7 terminals")
    }
  }

  func run() async {
    if count > 1 { await runMany() } else { runOne() }
  }

  private func runOne() {
    say(options.commandLine)
    let start = ContinuousClock.now
    let outcome = Simulation.run(options)
    say(outcome.heading)
    say(outcome.report)
    say(Self.speed(outcome.simulatedMs, since: start))
    if isTwice {
      let isSame = Simulation.run(options).sum == outcome.sum
      say(isSame ? "the second run was the same" : "FAILS: the second run was another one")
      if !isSame { exit(1) }
    }
    guard outcome.failure != nil else { return }
    if shrinks { say("\nsmallest that fails:\n" + Self.short(Simulation.shrink(outcome))) }
    exit(1)
  }

  private static func short(_ outcome: SimulationOutcome) -> String {
    "\(outcome.heading)\n\(outcome.failure?.invariant ?? "")\n\(outcome.options.commandLine)"
  }

  private static func speed(_ simulatedMs: Int64, since start: ContinuousClock.Instant) -> String {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    let took = Double(seconds) + Double(attoseconds) / 1e18
    let factor = Int(Double(simulatedMs) / 1_000 / max(took, 0.001))
    return "\(simulatedMs / 1_000) simulated seconds in \(Int(took * 10) / 10) s: \(factor) a second"
  }

  /// Many seeds on all cores; each run is one by itself.
  private func runMany() async {
    say("\(options.commandLine), and \(count - 1) more seeds")
    let start = ContinuousClock.now
    var failures: [SimulationOutcome] = []
    var done = 0
    var simulatedMs: Int64 = 0
    var next = options.seed
    let last = options.seed + UInt64(count)
    await withTaskGroup(of: SimulationOutcome.self) { group in
      func begin() {
        guard next < last else { return }
        var one = options
        one.seed = next
        next += 1
        let isTwice = isTwice
        group.addTask { Self.run(one, isTwice) }
      }
      for _ in 0..<max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) { begin() }
      for await outcome in group {
        begin()
        done += 1
        simulatedMs += outcome.simulatedMs
        if let failure = outcome.failure {
          failures.append(outcome)
          say("seed \(outcome.options.seed) FAILS: \(failure.invariant): \(failure.words.prefix(300))")
        }
        if done % 100 == 0 {
          say("\(done) seeds, \(failures.count) failures; \(Self.speed(simulatedMs, since: start))")
        }
      }
    }
    say("\(done) seeds, \(failures.count) failures; \(Self.speed(simulatedMs, since: start))")
    for failure in failures.sorted(by: { $0.options.seed < $1.options.seed }) {
      say("  \(failure.options.commandLine): \(failure.failure?.invariant ?? "")")
    }
    if !failures.isEmpty { exit(1) }
  }

  private static func run(_ options: SimulationOptions, _ isTwice: Bool) -> SimulationOutcome {
    Seeds.begin(options.seed)
    defer { Seeds.end(options.seed) }
    let outcome = Simulation.run(options)
    guard isTwice, Simulation.run(options).sum != outcome.sum else { return outcome }
    say("seed \(options.seed) FAILS: the second run was another one")
    return outcome
  }

  /// A line that is seen at once, also in a file.
  private static func say(_ words: String) {
    print(words)
    fflush(nil)
  }

  private func say(_ words: String) { Self.say(words) }
}
