/// Many lengths of time in whole seconds, and what lies in their middle: exactly, without keeping each where they are many.
struct Durations {
  /// While they are few, as they came.
  private var few: [Int64] = []
  /// How often each second below ``countedSeconds`` came.
  private var counts: [Int64] = []
  /// Those beyond.
  private var long: [Int64] = []
  private(set) var count: Int64 = 0

  /// With more, seconds are counted instead: what takes longer than some 68 minutes is rare.
  private static let fewLimit = 2_048
  private static let countedSeconds: Int64 = 4_096

  mutating func add(_ seconds: Int64, times: Int64 = 1) {
    count += times
    guard counts.isEmpty else { return addCounted(seconds, times) }
    guard times == 1, few.count < Self.fewLimit else {
      counts = [Int64](repeating: 0, count: Int(Self.countedSeconds))
      for seconds in few { addCounted(seconds, 1) }
      few = []
      return addCounted(seconds, times)
    }
    few.append(seconds)
  }

  private mutating func addCounted(_ seconds: Int64, _ times: Int64) {
    if seconds < Self.countedSeconds {
      counts[Int(seconds)] += times
    } else {
      long += [Int64](repeating: seconds, count: Int(times))
    }
  }

  mutating func add(_ other: Durations) {
    for run in other.sorted { add(run.seconds, times: run.count) }
  }

  /// How often each was, ascending.
  var sorted: Sorted {
    var runs: [(seconds: Int64, count: Int64)] = []
    for (seconds, count) in counts.enumerated() where count > 0 { runs.append((Int64(seconds), count)) }
    for seconds in (few + long).sorted() {
      if runs.last?.seconds == seconds { runs[runs.count - 1].count += 1 } else { runs.append((seconds, 1)) }
    }
    return Sorted(runs: runs, count: count)
  }

  /// The same ascending, each length with how often it came.
  struct Sorted: Sequence {
    fileprivate let runs: [(seconds: Int64, count: Int64)]
    let count: Int64

    func makeIterator() -> IndexingIterator<[(seconds: Int64, count: Int64)]> { runs.makeIterator() }

    /// Twice the median, so that it is whole; nil of none.
    var medianHalves: Int64? {
      guard count > 0, let low = value(rank: (count + 1) / 2), let high = value(rank: count / 2 + 1) else {
        return nil
      }
      return low + high
    }

    /// The nearest rank: the least of them that nine in ten do not exceed; nil of none.
    var ninetieth: Int64? { value(rank: (9 * count + 9) / 10) }

    /// - Parameter rank: from 1 on.
    private func value(rank: Int64) -> Int64? {
      var before = 0 as Int64
      for run in runs {
        before += run.count
        if before >= rank { return run.seconds }
      }
      return nil
    }
  }
}

extension Plot {
  /// How lengths of time are spread, with their median and the ninetieth of a hundred; nil of none.
  static func distribution(_ title: String, of durations: Durations.Sorted) -> Plot? {
    guard let median = durations.medianHalves, let ninetieth = durations.ninetieth,
      let longest = durations.runsMax
    else { return nil }
    // The last one in ten are put together at half as much again, so that one forgotten dish does not press all others
    // into one step.
    let shown = Swift.min(longest, Swift.max(ninetieth * 3 / 2, 1))
    let step = binSteps.first { shown / $0 < binsLimit } ?? (shown / binsLimit + 1)
    var counts = [Int64](repeating: 0, count: Int(shown / step) + 1)
    for run in durations { counts[Int(Swift.min(run.seconds, shown) / step)] += run.count }
    let bins = counts.enumerated().map { place, count in
      let from = Int64(place) * step
      return Bin(
        from: from, until: place == counts.count - 1 ? Swift.max(from + step, longest + 1) : from + step,
        count: count)
    }
    return Plot(
      title, .seconds,
      .distribution(bins, marks: [Mark("median", median / 2), Mark("90 of 100", ninetieth)]))
  }

  private static let binsLimit: Int64 = 20
  /// Lengths that people count in.
  private static let binSteps: [Int64] = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600]
}

extension Durations.Sorted {
  fileprivate var runsMax: Int64? { runs.last?.seconds }
}
