import Dining
import Events
import Menus

/// Whether a dish can be had now, and why not.
enum DishState: Hashable, Sendable {
  case served
  case soldOut
  /// Outside its hours; the minute of the day at which it begins today, where it does.
  case notNow(fromMinute: Int?)

  /// - Parameter local: the clock on the wall, as milliseconds since 1970 began there.
  init(_ item: MenuItem, soldOut: Set<ExactString>, atLocal local: Int64) {
    if soldOut.contains(item.id) {
      self = .soldOut
    } else if item.isAvailable(atLocal: local) {
      self = .served
    } else {
      let minutes = local / 60_000
      let minute = Int(minutes % 1_440)
      // The first of January 1970 was a Thursday.
      let today = AvailabilityWindow.Weekday.allCases[Int((minutes / 1_440 + 3) % 7)]
      let later = item.available.filter { $0.days.contains(today) && $0.fromMinute > minute }
      self = .notNow(fromMinute: later.map(\.fromMinute).min())
    }
  }

  var words: String? {
    switch self {
    case .served: nil
    case .soldOut: TableWords.soldOut
    case .notNow(let minute): TableWords.notNow(from: minute)
    }
  }
}

/// How prices are written for guests: the amount, then the currency.
struct PriceTag: Hashable, Sendable {
  private let currency: Currency?
  private let sign: String

  init(_ code: ExactString) {
    currency = Currency(code.string)
    // The sign of a dollar is that of several currencies, so those keep their letters.
    sign = code.string == "EUR" ? "€" : code.string == "GBP" ? "£" : code.string
  }

  func text(_ money: Money) -> String {
    "\(currency?.text(money) ?? String(money.minor)) \(sign)"
  }

  func text(minor: Int64) -> String { text(Money(minor: minor) ?? .zero) }
}
