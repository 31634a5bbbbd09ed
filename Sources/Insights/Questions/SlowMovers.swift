import Dining
import Events
import Menus

/// Which dishes are ordered least, those that nobody ordered included.
extension Rollup {
  mutating func slowMovers(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer? {
    var count = DishCount(question)
    guard each(in: question.window, count.columns, { count.take($0, isWhole: $1) }) else { return nil }
    if question.window.from <= house.now {
      let book = menus()
      guard !isDamaged else { return nil }
      count.add(book.items(of: question, now: house.now))
    }
    return count.answer(question, house)
  }
}

extension MenuBook {
  /// The dishes of the menus that were in force in a window, or of the version that is asked for.
  fileprivate func items(of question: InsightQuestion, now: Timestamp) -> [MenuItem] {
    if let version = question.filter.menuVersion {
      return VersionID(version.string).flatMap { served(version: $0) }?.document.items ?? []
    }
    let last = min(now, Timestamp(clamping: question.window.until.milliseconds - 1))
    var moments = [question.window.from]
    let timeline = timeline
    while let next = moments.last.flatMap({ timeline.nextChange(after: $0) }), next <= last {
      moments.append(next)
    }
    moments.append(last)
    // Of a dish that several of them have, the last one's name holds.
    return moments.flatMap { served(at: $0)?.document.items ?? [] }
  }
}

/// Counts in how many orders each dish is, and how many of it.
private struct DishCount {
  private let filter: DayFilter
  private var dishes = DishList()
  private var sums: [Sum] = []
  /// How many orders the days before had.
  private var ordersBefore = 0
  /// Dishes of orders that lie in several days, so that an order counts once.
  private var spanning: Set<SpanningDish> = []

  private struct Sum {
    var orders: Int64 = 0
    var quantity: Int64 = 0
    /// The last order that has it, counted from the first day on.
    var last = -1
    /// Whether it is one of the house's, ordered or not.
    var isOnMenu = false
  }

  private struct SpanningDish: Hashable {
    let high: UInt64
    let low: UInt64
    let dish: Int
  }

  init(_ question: InsightQuestion) { filter = DayFilter(question) }

  func columns(_ head: DayHead, isWhole: Bool) -> [DayColumn] {
    let spans = head.spanning > 0 ? [.orderMarks, .orderHigh, .orderLow] : filter.orderColumns
    return DishList.kindColumns + Array(Set(spans + filter.orderColumns)) + [
      .dishOrder, .dishKind, .dishQuantity,
    ]
      + (isWhole ? [] : [.dishSent])
  }

  mutating func take(_ table: DayTable, isWhole: Bool) {
    let kinds = dishes.numbers(table, filter)
    sums += [Sum](repeating: Sum(), count: dishes.count - sums.count)
    let isMeant = filter.orders(table)
    let (orders, kind) = (table.numbers(.dishOrder), table.numbers(.dishKind))
    let (quantity, sent) = (table.numbers(.dishQuantity), table.numbers(.dishSent))
    let time = filter.dishes(table.head)
    let marks = table.head.spanning > 0 ? table.numbers(.orderMarks) : []
    let (high, low) = (table.wide(.orderHigh), table.wide(.orderLow))
    for place in orders.indices {
      let dish = kinds[Int(kind[place])]
      guard dish >= 0, isWhole || time.contains(sent[place]) else { continue }
      let order = Int(orders[place])
      if let isMeant, !isMeant[order] { continue }
      sums[dish].quantity += Int64(quantity[place])
      if !marks.isEmpty, OrderMarks(rawValue: marks[order]).contains(.isElsewhere) {
        let key = SpanningDish(high: high[order], low: low[order], dish: dish)
        if spanning.insert(key).inserted { sums[dish].orders += 1 }
      } else if sums[dish].last != ordersBefore + order {
        sums[dish].last = ordersBefore + order
        sums[dish].orders += 1
      }
    }
    ordersBefore += table.head.count(.orders)
  }

  /// Dishes that may never have been ordered.
  mutating func add(_ items: [MenuItem]) {
    for item in items where filter.filter.station == nil || filter.filter.station == item.station {
      let dish = dishes.number(item.id, ExactString(item.name))
      if dish == sums.count { sums.append(Sum()) }
      sums[dish].isOnMenu = true
    }
  }

  func answer(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer {
    let shown = sums.indices.filter { sums[$0].orders > 0 || sums[$0].isOnMenu }
    let order = shown.sorted { left, right in
      (sums[left].orders, sums[left].quantity, dishes.ids[left])
        < (sums[right].orders, sums[right].quantity, dishes.ids[right])
    }
    let ordered = sums.count { $0.orders > 0 }
    var notes = InsightNotes.few(sums.reduce(0) { $0 + $1.orders }, "dish was ordered", "dishes were ordered")
    if ordered == 0 {
      notes = [InsightNotes.nothing("Nothing was ordered", question.window, now: house.now)]
    } else if ordered < shown.count {
      let never = shown.count - ordered
      notes.append("\(never) \(never == 1 ? "dish was" : "dishes were") never ordered.")
    }
    return InsightAnswer(
      question,
      columns: [
        .init("menuitem_id", "Dish"), .init("name", "Name"), .init("orders", "Orders"),
        .init("qty", "Quantity"),
      ],
      rows: order.map { number in
        [
          .text(dishes.ids[number].string), .text(dishes.name(number)), .count(sums[number].orders),
          .count(sums[number].quantity),
        ]
      },
      plots: order.isEmpty
        ? []
        : [
          Plot(
            "Orders of the slowest dishes", .count,
            .bars(
              order.prefix(InsightAnswer.barsLimit).map { number in
                .init(dishes.name(number), sums[number].orders, isMarked: sums[number].orders == 0)
              }))
        ], notes: notes)
  }
}
