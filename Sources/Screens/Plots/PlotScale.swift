import Dining
import Insights

/// From where to where an axis goes, and the round numbers on it. Nought is always on it, so that lengths compare as
/// their values do.
struct PlotScale {
  /// Ascending, at least two; the first is the lowest value of the axis, the last the highest.
  let ticks: [Int64]

  var low: Int64 { ticks.first ?? 0 }
  var high: Int64 { ticks.last ?? 1 }

  /// - Parameters:
  ///   - values: beyond what money can be they count as that.
  ///   - limit: how many numbers there is room for, at least two.
  init(_ values: [Int64], _ unit: Plot.Unit, ticks limit: Int) {
    let limited = values.map(Self.limited)
    let (least, most) = (min(limited.min() ?? 0, 0), max(limited.max() ?? 0, 0))
    var step = Self.step(unit) { step in
      let count = Self.up(most, step) / step - Self.down(least, step) / step + 1
      return count <= max(2, limit) || most == 0 && least == 0
    }
    // What reaches to both sides of nought has three numbers, however little room there is.
    if least < 0, most > 0, limit < 3 { step = max(most, -least) }
    let first = Self.down(least, step)
    let last = most == 0 && least == 0 ? step : Self.up(most, step)
    ticks = Array(stride(from: first, through: last, by: Int64.Stride(step)))
  }

  /// What a step of shades may be: a quarter, or whatever part, of the largest value, rounded up.
  static func part(of largest: Int64, into parts: Int64, _ unit: Plot.Unit) -> Int64 {
    let largest = limited(max(1, largest))
    let least = (largest + parts - 1) / parts
    if case .seconds = unit { return up(least, least < 60 ? 5 : least < 600 ? 30 : least < 3_600 ? 60 : 900) }
    var grain: Int64 = 1
    while least / grain >= 100 { grain *= 10 }
    return up(least, grain)
  }

  static func limited(_ value: Int64) -> Int64 { min(max(value, -Money.limit), Money.limit) }

  private static func up(_ value: Int64, _ step: Int64) -> Int64 { -down(-value, step) }

  /// The multiple at or below a value.
  private static func down(_ value: Int64, _ step: Int64) -> Int64 {
    let rest = value % step
    return rest == 0 ? value : value - (rest < 0 ? rest + step : rest)
  }

  /// The least round step that is wide enough.
  private static func step(_ unit: Plot.Unit, _ isEnough: (Int64) -> Bool) -> Int64 {
    let own: [Int64] =
      switch unit {
      case .seconds:
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400]
      case .rate: [1, 2, 5, 10, 20, 50, 100, 200, 250, 500, 1_000]
      case .count, .money: []
      }
    if let step = own.first(where: isEnough) { return step }
    var power: Int64 = 1
    while power < Money.limit {
      for step in (1...5).map({ power * $0 }) where step > own.last ?? 0 && isEnough(step) { return step }
      power *= 10
    }
    return Money.limit
  }
}
