/// One row of the table of figures: what is measured, beside what, in the same run on the same machine.
struct Figure: Sendable {
  /// The row's number: P1, P2 …
  let name: String
  let measure: String
  /// Measures once more and adds to the results; rounds of measure and yardstick alternate inside.
  let run: @Sendable () throws -> [Result]

  /// A figure beside its yardstick.
  struct Result: Sendable {
    let label: String
    let ours: Double
    let yardstick: Double
    let unit: String
    /// What we hold ourselves to, as a ratio of ours to the yardstick.
    let reach: Reach

    var ratio: Double { ours / yardstick }

    var line: String {
      let verdict = reach.isMet(by: ratio) ? "met" : "MISSED"
      return "\(label): ours \(rounded(ours)) \(unit), yardstick \(rounded(yardstick)) \(unit), "
        + "ratio \(rounded(ratio)) (reach \(reach)): \(verdict)"
    }
  }

  enum Reach: Sendable, CustomStringConvertible {
    case atLeast(Double)
    case atMost(Double)

    func isMet(by ratio: Double) -> Bool {
      switch self {
      case .atLeast(let bound): ratio >= bound
      case .atMost(let bound): ratio <= bound
      }
    }

    var description: String {
      switch self {
      case .atLeast(let bound): "≥ \(bound)"
      case .atMost(let bound): "≤ \(bound)"
      }
    }
  }
}

/// Three digits that count.
func rounded(_ value: Double) -> String {
  if value >= 100 { return String(Int(value.rounded())) }
  let scaled = Int((value * 100).rounded())
  let fraction = scaled % 100
  return "\(scaled / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}

/// The value at a share of the sorted values: 0.5 is the median.
func quantile(_ share: Double, of values: [Double]) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return .nan }
  return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

func median(_ values: [Double]) -> Double { quantile(0.5, of: values) }

/// How long something takes, in seconds of the monotonic clock.
func seconds(_ work: () throws -> Void) rethrows -> Double {
  let took = try ContinuousClock().measure(work)
  return Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18
}
