import Dining
import Events

/// How long rounds take from their sending to their last dish ready, against the house's age limits.
extension Rollup {
  mutating func speed(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer? {
    var count = RoundCount(question, house)
    guard each(in: question.window, count.columns, { count.take($0, isWhole: $1) }) else { return nil }
    return count.answer()
  }
}

private struct RoundCount {
  private let question: InsightQuestion
  private let house: InsightHouse
  private let filter: DayFilter
  private var dishes = DishList()
  private var sums: [OrderType: Sum] = [:]

  private struct Sum {
    var durations = Durations()
    var late: Int64 = 0
  }

  /// The round whose dishes are being looked at.
  private struct Round {
    let order: UInt32
    let code: UInt32
    var isOpen = false
    /// Milliseconds from the sending to the last dish that was ready so far.
    private(set) var lastReady: UInt32?

    init(order: UInt32, code: UInt32) {
      self.order = order
      self.code = code
    }

    mutating func ready(_ milliseconds: UInt32) { lastReady = max(lastReady ?? 0, milliseconds) }
  }

  init(_ question: InsightQuestion, _ house: InsightHouse) {
    self.question = question
    self.house = house
    filter = DayFilter(question)
  }

  func columns(_ head: DayHead, isWhole: Bool) -> [DayColumn] {
    DishList.kindColumns + Array(Set([.orderMarks] + filter.orderColumns))
      + [.dishOrder, .dishKind, .dishRound, .dishEnd] + (isWhole ? [] : [.dishSent])
  }

  mutating func take(_ table: DayTable, isWhole: Bool) {
    let kinds = dishes.numbers(table, filter)
    let isMeant = filter.orders(table)
    let marks = table.numbers(.orderMarks)
    let (orders, kind) = (table.numbers(.dishOrder), table.numbers(.dishKind))
    let (rounds, end, sent) = (table.numbers(.dishRound), table.numbers(.dishEnd), table.numbers(.dishSent))
    let time = filter.dishes(table.head)
    var round: Round?
    for place in orders.indices {
      guard kinds[Int(kind[place])] >= 0, isWhole || time.contains(sent[place]) else { continue }
      if let isMeant, !isMeant[Int(orders[place])] { continue }
      if round?.order != orders[place] || round?.code != rounds[place] {
        take(round, marks)
        round = Round(order: orders[place], code: rounds[place])
      }
      if end[place] == DishEndCode.open {
        round?.isOpen = true
      } else if end[place] != DishEndCode.served {
        round?.ready(end[place])
      }
    }
    take(round, marks)
  }

  private mutating func take(_ round: Round?, _ marks: [UInt32]) {
    guard let round, !round.isOpen, let ready = round.lastReady else { return }
    let type = OrderMarks(rawValue: marks[Int(round.order)]).type
    let seconds = Int64(ready / 1_000)
    let limit = 60 * (house.ageLimits[type].lateMinutes + RoundCode.delayMinutes(round.code))
    sums[type, default: Sum()].durations.add(seconds)
    if seconds >= limit { sums[type, default: Sum()].late += 1 }
  }

  func answer() -> InsightAnswer {
    var all = Durations()
    var rows: [[InsightAnswer.Value]] = []
    var bars: [Plot.Bar] = []
    for type in OrderType.allCases {
      guard let sum = sums[type] else { continue }
      let sorted = sum.durations.sorted
      guard let median = sorted.medianHalves, let ninetieth = sorted.ninetieth else { continue }
      all.add(sum.durations)
      rows.append([
        .text(type.rawValue), .count(sorted.count), .halfSeconds(median), .halfSeconds(2 * ninetieth),
        .count(sum.late), .rate(sum.late, of: sorted.count),
      ])
      bars.append(Plot.Bar(type.rawValue, sum.late * 1_000 / sorted.count))
    }
    let distribution = Plot.distribution("Time from sending to the last dish ready", of: all.sorted)
    let limits = OrderType.allCases.map { house.ageLimits[$0].lateMinutes }
    let rule =
      Set(limits).count == 1
      ? "Late is \(limits[0]) minutes or more, as on the board."
      : "Late is, as on the board: "
        + zip(OrderType.allCases, limits).map { "\($0.rawValue) \($1) minutes or more" }.joined(
          separator: ", ") + "."
    let notes =
      all.count == 0
      ? [InsightNotes.nothing("No round was sent and made ready", question.window, now: house.now)]
      : InsightNotes.few(all.count, "round was timed", "rounds were timed") + [rule]
    return InsightAnswer(
      question,
      columns: [
        .init("order_type", "Type"), .init("count", "Rounds"), .init("median_seconds", "Median"),
        .init("p90_seconds", "90 of 100"), .init("late", "Late"), .init("late_rate", "Share late"),
      ], rows: rows,
      plots: (bars.isEmpty ? [] : [Plot("Share of rounds that were late", .rate, .bars(bars))])
        + (distribution.map { [$0] } ?? []), notes: notes)
  }
}
