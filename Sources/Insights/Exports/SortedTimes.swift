/// Lengths of time, and what lies in their middle.
struct SortedTimes {
  private let seconds: [Int64]

  init(_ seconds: [Int64]) { self.seconds = seconds.sorted() }

  var count: Int64 { Int64(seconds.count) }

  /// Of an even number the mean of the two in the middle, half a second rounded up; nil of none.
  var median: Int64? {
    guard !seconds.isEmpty else { return nil }
    return (seconds[(seconds.count - 1) / 2] + seconds[seconds.count / 2] + 1) / 2
  }

  /// The nearest rank: the least of them that nine in ten do not exceed; nil of none.
  var ninetieth: Int64? { seconds.isEmpty ? nil : seconds[(9 * seconds.count + 9) / 10 - 1] }
}
