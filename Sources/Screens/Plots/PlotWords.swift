import Dining
import Insights

/// The numbers of a picture as people read them, by the unit that they are in: the same beside cells and in SVG.
struct PlotWords {
  let unit: Plot.Unit

  init(_ unit: Plot.Unit) { self.unit = unit }

  /// What stands behind a title, so that nobody takes cents for euros or minutes for hours.
  var name: String {
    switch unit {
    case .count: "number"
    case .seconds: "min:s"
    case .money(let currency): currency.code.string
    case .rate: "%"
    }
  }

  /// Beside a bar: `1 204`, `4:30`, `1:05:00`, `48.00`, `45.2%`.
  func value(_ value: Int64) -> String {
    switch unit {
    case .count: Self.grouped(value)
    case .seconds: Self.clock(value)
    case .money(let currency): Self.money(value, currency)
    case .rate: Self.rate(value)
    }
  }

  /// At an axis, where every number is a round one: `30 s`, `12 min`, `2 h`, `1:30`.
  func tick(_ value: Int64) -> String {
    guard case .seconds = unit, value != 0 else {
      return self.value(value) == "0:00" ? "0" : self.value(value)
    }
    let size = value.magnitude
    let text =
      if size % 3_600 == 0 { "\(size / 3_600) h" } else if size % 60 == 0, size < 3_600 {
        "\(size / 60) min"
      } else if size < 60 { "\(size) s" } else { Self.clock(Int64(size)) }
    return value < 0 ? "-\(text)" : text
  }

  /// How many of a hundred, as people say it; nothing of nothing.
  static func share(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "" }
    return "\((Int128(part) * 200 + Int128(whole)) / (Int128(whole) * 2))%"
  }

  private static func grouped(_ value: Int64) -> String {
    let digits = Truth.grouped(Int(clamping: value.magnitude))
    return value < 0 ? "-\(digits)" : digits
  }

  private static func clock(_ value: Int64) -> String {
    let size = Int64(clamping: value.magnitude)
    let (hours, minutes, seconds) = (size / 3_600, size / 60 % 60, View.twoDigits(size % 60))
    let text = hours > 0 ? "\(hours):\(View.twoDigits(minutes)):\(seconds)" : "\(minutes):\(seconds)"
    return value < 0 ? "-\(text)" : text
  }

  static func money(_ value: Int64, _ currency: Currency) -> String {
    let limited = min(max(value, -Money.limit), Money.limit)
    return Money(minor: limited).map(currency.text) ?? "\(limited)"
  }

  private static func rate(_ thousandths: Int64) -> String {
    let size = thousandths.magnitude
    let text = size % 10 == 0 ? "\(size / 10)%" : "\(size / 10).\(size % 10)%"
    return thousandths < 0 ? "-\(text)" : text
  }
}
