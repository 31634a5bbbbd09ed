/// Between what a share lies that was seen so often in so many cases, in 95 of 100 such looks: Wilson's score interval
/// (E. B. Wilson, Journal of the American Statistical Association 22, 1927).
public struct WilsonInterval: Hashable, Sendable {
  /// 0 to 1, each.
  public let rate: Double
  public let low: Double
  public let high: Double

  /// The normal distribution's 97.5th percentile.
  static let z = 1.959963984540054

  /// nil without cases.
  public init?(successes: Int, of cases: Int) {
    guard cases > 0 else { return nil }
    let (n, z) = (Double(cases), Self.z)
    rate = Double(successes) / n
    let centre = rate + z * z / (2 * n)
    let reach = z * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    low = max(0, (centre - reach) / scale)
    high = min(1, (centre + reach) / scale)
  }

  /// A rate with four digits, as JSON writes a number.
  static func text(_ rate: Double) -> String {
    let digits = Int((rate * 10_000).rounded())
    guard digits < 10_000 else { return "1" }
    guard digits > 0 else { return "0" }
    var fraction = String(repeating: "0", count: 4 - String(digits).count) + String(digits)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "0.\(fraction)"
  }
}
