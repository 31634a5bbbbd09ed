import Dining
import Events

/// What programs that plan shifts want to know: how many orders come, how long dishes take, how long tables are taken.
///
/// Its JSON is `galley.workforce.v1`; see galley(1), EXPORTS.
public struct WorkforceExport: Sendable {
  public let venue: String
  public let window: InsightWindow
  public let now: Timestamp
  private var sent: [Timestamp] = []
  private var prepTimes: [ExactString: Prepared] = [:]
  private var occupancies: [ExactString: [Int64]] = [:]
  private var seated: [Seated] = []

  private struct Prepared: Sendable {
    var name: String
    var namedAt: Timestamp
    var seconds: [Int64] = []
  }

  private struct Seated: Sendable {
    let table: ExactString
    let guests: Int64?
    let since: Timestamp
    let order: OrderID
  }

  /// What “now” looks back on.
  private static let nowMinutes: Int64 = 15
  private static let minuteMs: Int64 = 60_000
  /// Quarters of an hour are told of the last day of the window, hours of its last hundred days.
  private static let quarterHourLimit = 96
  private static let hourLimit = 2_400

  public init(venue: String, _ window: InsightWindow, now: Timestamp) {
    self.venue = venue
    self.window = window
    self.now = now
  }

  /// When the first of the orders that count was written: earlier events say nothing here.
  public var since: Timestamp {
    min(window.from, now.advanced(byMilliseconds: -Self.nowMinutes * Self.minuteMs))
  }

  /// Takes an order with all of its events; each once.
  public mutating func take(_ order: ServiceTimes) {
    if !order.isCancelled, let first = order.rounds.map(\.sent).min(), first <= now { sent.append(first) }
    for dish in order.dishes where window.holds(dish.sent) {
      guard let ready = dish.ready else { continue }
      var known = prepTimes[dish.menuitemID] ?? Prepared(name: dish.name, namedAt: dish.sent)
      if dish.sent >= known.namedAt { (known.name, known.namedAt) = (dish.name, dish.sent) }
      known.seconds.append(dish.sent.seconds(until: ready))
      prepTimes[dish.menuitemID] = known
    }
    guard let table = order.table else { return }
    if order.isSeated {
      seated.append(Seated(table: table, guests: order.guests, since: order.seated, order: order.id))
    } else if let freed = order.freed, window.holds(freed), !order.isCancelled {
      occupancies[table, default: []].append(order.seated.seconds(until: freed))
    }
  }

  // MARK: What is told

  public var json: JSON {
    .object([
      "schema": "galley.workforce.v1", "venue": .string(venue), "generated_at": .string(now.description),
      "from": .string(window.from.description), "until": .string(window.until.description),
      "orders": orders, "prep_times": .array(preparations), "tables": tables,
    ])
  }

  private var orders: JSON {
    let begin = now.advanced(byMilliseconds: -Self.nowMinutes * Self.minuteMs)
    let count = Int64(sent.count { begin < $0 && $0 <= now })
    return .object([
      "now": .object([
        "minutes": .int(Self.nowMinutes), "orders": .int(count),
        "orders_per_minute_thousandths": .int(Self.perMinute(count, of: Self.nowMinutes)),
      ]),
      "quarter_hours": .array(series(minutes: 15, limit: Self.quarterHourLimit)),
      "hours": .array(series(minutes: 60, limit: Self.hourLimit)),
    ])
  }

  private static func perMinute(_ orders: Int64, of minutes: Int64) -> Int64 {
    (orders * 1_000 + minutes / 2) / minutes
  }

  /// Even steps from the window's beginning to its end or to now, whichever is first; of many the last.
  private func series(minutes: Int64, limit: Int) -> [JSON] {
    let step = minutes * Self.minuteMs
    let start = window.from.milliseconds
    let end = min(window.until.milliseconds, now.milliseconds + 1)
    guard end > start else { return [] }
    let count = Int((end - start + step - 1) / step)
    var counts = [Int64](repeating: 0, count: min(count, limit))
    let first = count - counts.count
    for time in sent where window.holds(time) {
      let place = Int((time.milliseconds - start) / step) - first
      if counts.indices.contains(place) { counts[place] += 1 }
    }
    return counts.enumerated().map { place, orders in
      .object([
        "from": .string(window.from.advanced(byMilliseconds: Int64(first + place) * step).description),
        "orders": .int(orders),
        "orders_per_minute_thousandths": .int(Self.perMinute(orders, of: minutes)),
      ])
    }
  }

  /// In order of the dishes' ids.
  private var preparations: [JSON] {
    prepTimes.sorted { $0.key < $1.key }.map { id, prepared in
      let times = SortedTimes(prepared.seconds)
      return .object([
        "menuitem_id": .string(id.string), "name": .string(prepared.name), "count": .int(times.count),
        "median_seconds": times.median.map { .int($0) }, "p90_seconds": times.ninetieth.map { .int($0) },
      ])
    }
  }

  private var tables: JSON {
    let inOrder = seated.sorted { ($0.table, $0.since, $0.order) < ($1.table, $1.since, $1.order) }
    return .object([
      "now": .array(
        inOrder.map { table in
          .object([
            "table_id": .string(table.table.string), "party_size": table.guests.map { .int($0) },
            "since": .string(table.since.description), "seconds": .int(table.since.seconds(until: now)),
          ])
        }),
      "by_table": .array(
        occupancies.sorted { $0.key < $1.key }.map { table, seconds in
          let times = SortedTimes(seconds)
          return .object([
            "table_id": .string(table.string), "count": .int(times.count),
            "median_seconds": times.median.map { .int($0) },
          ])
        }),
    ])
  }
}
