import Dining
import Events

/// The rows of one day while they are gathered.
struct DayDraft: Equatable {
  var orders: [OrderID: PartOfOrder] = [:]
  var visits: Set<VisitRow> = []
  var utterances: Set<UtteranceRow> = []

  var isEmpty: Bool { orders.isEmpty && visits.isEmpty && utterances.isEmpty }

  /// Some rows an order has: so that memory stays bounded, none is counted.
  private static let rowsOfOrder = 5

  /// About how many rows they are.
  var weight: Int { orders.count * Self.rowsOfOrder + visits.count + utterances.count }
}

/// What of an order lies in one day.
struct PartOfOrder: Equatable {
  /// With the dishes and voids of that day; nil for an order that nobody is known to have opened: that there is
  /// something of it is all that is kept.
  var row: OrderRow?
  let isOpenedHere: Bool
  let isElsewhere: Bool

  /// An order day by day: where it was opened, where dishes of it were sent, where some were taken off.
  ///
  /// - Parameter day: which day a moment lies in.
  static func parts(of row: OrderRow, _ day: (Timestamp) -> BusinessDay) -> [(BusinessDay, PartOfOrder)] {
    let opened = day(row.moments.opened)
    let sent = row.dishes.map { day($0.sent) }
    let struck = row.voids.map { day($0.at) }
    let days = Set([opened] + sent + struck).sorted { $0.from < $1.from }
    return days.map { day in
      var part = row
      part.dishes = zip(row.dishes, sent).filter { $0.1 == day }.map(\.0)
      part.voids = zip(row.voids, struck).filter { $0.1 == day }.map(\.0)
      return (day, PartOfOrder(row: part, isOpenedHere: day == opened, isElsewhere: days.count > 1))
    }
  }
}
