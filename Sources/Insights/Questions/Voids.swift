import Dining
import Events

/// What was taken off after it had been sent, and why.
extension Rollup {
  mutating func voids(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer? {
    var count = VoidCount(question)
    guard each(in: question.window, count.columns, { table, _ in count.take(table) }) else { return nil }
    return count.answer(house)
  }
}

private struct VoidCount {
  private let question: InsightQuestion
  private let filter: DayFilter
  private var dishes = DishList()
  private var sums = CurrencySums<Int, Sum>()

  private struct Sum {
    var count: Int64 = 0
    var quantity: Int64 = 0
    var amount = Takings.Amount()
    var reasons: [ExactString: Int64] = [:]
  }

  init(_ question: InsightQuestion) {
    self.question = question
    filter = DayFilter(question)
  }

  func columns(_ head: DayHead, isWhole: Bool) -> [DayColumn] {
    DishList.kindColumns + Array(Set([.orderCurrency] + filter.orderColumns))
      + [.voidOrder, .voidKind, .voidQuantity, .voidAmount, .voidReason, .voidAt]
  }

  mutating func take(_ table: DayTable) {
    let orders = table.numbers(.voidOrder)
    guard !orders.isEmpty else { return }
    let kinds = dishes.numbers(table, filter)
    let isMeant = filter.orders(table)
    let currencies = table.numbers(.orderCurrency)
    let (kind, quantity) = (table.numbers(.voidKind), table.numbers(.voidQuantity))
    let (amount, reason, at) = (table.wide(.voidAmount), table.numbers(.voidReason), table.wide(.voidAt))
    for place in orders.indices {
      let (order, dish) = (Int(orders[place]), kinds[Int(kind[place])])
      guard dish >= 0, isMeant?[order] != false, let time = DayTable.moment(at[place]),
        filter.window.holds(time), let currency = table.text(currencies[order])
      else { continue }
      sums.add(currency, dish, Sum()) { sum in
        sum.count += 1
        sum.quantity += Int64(quantity[place])
        sum.amount += Int64(bitPattern: amount[place])
        sum.reasons[table.text(reason[place]) ?? "no reason given", default: 0] += 1
      }
    }
  }

  func answer(_ house: InsightHouse) -> InsightAnswer {
    let found = sums.sums.sorted { left, right in
      left.value.count != right.value.count
        ? left.value.count > right.value.count : dishes.ids[left.key] < dishes.ids[right.key]
    }
    let total = found.reduce(0) { $0 + $1.value.count }
    var reasons: [ExactString: Int64] = [:]
    for sum in found { reasons.merge(sum.value.reasons) { $0 + $1 } }
    let notes =
      total == 0
      ? [InsightNotes.nothing("Nothing that was sent was taken off", question.window, now: house.now)]
      : InsightNotes.few(total, "void", "voids") + sums.notes("void", "voids")
    let bars = found.prefix(InsightAnswer.barsLimit).map { Plot.Bar(dishes.name($0.key), $0.value.count) }
    let ofReasons = Self.counts(reasons).prefix(InsightAnswer.barsLimit).map { Plot.Bar($0.name, $0.count) }
    return InsightAnswer(
      question, currency: sums.main.flatMap { Currency($0.string) },
      columns: [
        .init("menuitem_id", "Dish"), .init("name", "Name"), .init("count", "Voids"),
        .init("qty", "Quantity"),
        .init("amount", "Amount"), .init("reasons", "Reasons"),
      ],
      rows: found.map { dish, sum in
        [
          .text(dishes.ids[dish].string), .text(dishes.name(dish)), .count(sum.count), .count(sum.quantity),
          .money(sum.amount.minor), .counts(Self.counts(sum.reasons)),
        ]
      },
      plots: bars.isEmpty
        ? []
        : [Plot("Voids by dish", .count, .bars(bars)), Plot("Voids by reason", .count, .bars(ofReasons))],
      notes: notes)
  }

  /// The most frequent first, in order of their bytes where several are as frequent.
  private static func counts(_ reasons: [ExactString: Int64]) -> [InsightAnswer.Count] {
    reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .init($0.key.string, $0.value) }
  }
}
