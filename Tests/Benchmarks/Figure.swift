/// One row of the table of figures: what is measured, beside what, in the same run on the same machine.
struct Figure: Sendable {
  /// The row's number: P1, P2 …
  let name: String
  let measure: String
  /// Measures once more and adds to the results; rounds of measure and yardstick alternate inside.
  let run: @Sendable () throws -> [Result]

  /// A figure, beside its yardstick where it has one.
  struct Result: Sendable {
    let label: String
    let ours: Double
    /// Nil where the figure is judged by itself.
    let yardstick: Double?
    let unit: String
    /// What we hold ourselves to: for the ratio of ours to the yardstick, or for ours where there is none.
    let reach: Reach
    /// What we would be proud of.
    let stretch: Reach?

    init(
      label: String, ours: Double, yardstick: Double? = nil, unit: String, reach: Reach,
      stretch: Reach? = nil
    ) {
      self.label = label
      self.ours = ours
      self.yardstick = yardstick
      self.unit = unit
      self.reach = reach
      self.stretch = stretch
    }

    var ratio: Double? { yardstick.map { ours / $0 } }

    /// What is held against the reach.
    var judged: Double { ratio ?? ours }

    var verdict: String {
      guard reach.isMet(by: judged) else { return "MISSED" }
      return stretch?.isMet(by: judged) == true ? "stretch" : "met"
    }
  }

  enum Reach: Sendable, CustomStringConvertible {
    case atLeast(Double)
    case atMost(Double)
    /// Told for comparison alone.
    case none

    func isMet(by value: Double) -> Bool {
      switch self {
      case .atLeast(let bound): value >= bound
      case .atMost(let bound): value <= bound
      case .none: true
      }
    }

    var description: String {
      switch self {
      case .atLeast(let bound): "≥ \(plain(bound))"
      case .atMost(let bound): "≤ \(plain(bound))"
      case .none: ""
      }
    }

    private func plain(_ bound: Double) -> String {
      bound == bound.rounded() ? String(Int(bound)) : String(bound)
    }
  }
}

/// The table that is printed and published: a Markdown row for each result.
enum FigureTable {
  static let head = """
    | figure | measure | ours | yardstick | ratio | reach | stretch | |
    |---|---|---|---|---|---|---|---|
    """

  static func row(_ figure: String, _ result: Figure.Result) -> String {
    let cells = [
      figure, result.label, "\(rounded(result.ours)) \(result.unit)",
      result.yardstick.map { "\(rounded($0)) \(result.unit)" } ?? "", result.ratio.map(rounded) ?? "",
      result.reach.description, result.stretch?.description ?? "", result.verdict,
    ]
    return "| " + cells.joined(separator: " | ") + " |"
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

/// The medians of two measures whose rounds take turns, so that what else the machine does meets both alike.
func medians(
  rounds: Int, _ ours: () throws -> Double, _ yardstick: () throws -> Double
) rethrows -> (ours: Double, yardstick: Double) {
  var results: (ours: [Double], yardstick: [Double]) = ([], [])
  for _ in 0..<rounds {
    results.ours.append(try ours())
    results.yardstick.append(try yardstick())
  }
  return (median(results.ours), median(results.yardstick))
}
