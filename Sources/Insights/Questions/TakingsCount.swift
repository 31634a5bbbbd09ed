import Dining
import Events

/// What was sold, and to how many: by day, hour, weekday or arm.
extension Rollup {
  mutating func takings(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer? {
    var count = TakingsCount(question, house)
    guard each(in: question.window, count.columns, { table, _ in count.take(table) }) else { return nil }
    return count.answer()
  }
}

private struct TakingsCount {
  private let question: InsightQuestion
  private let house: InsightHouse
  private let filter: DayFilter
  /// By hour of a day: all other parts are sums of these.
  private var sums = CurrencySums<Slot, Sum>()

  private struct Slot: Hashable {
    let day: Timestamp
    let hour: Int
    let arm: ExactString?
  }

  private struct Sum {
    var orders: Int64 = 0
    var covers = Takings.Amount()
    var amount = Takings.Amount()

    mutating func add(_ other: Sum) {
      orders += other.orders
      covers += other.covers.minor
      amount += other.amount.minor
    }
  }

  private var days: [Timestamp: BusinessDay] = [:]

  init(_ question: InsightQuestion, _ house: InsightHouse) {
    self.question = question
    self.house = house
    filter = DayFilter(question)
  }

  func columns(_ head: DayHead, isWhole: Bool) -> [DayColumn] {
    [.orderMarks, .orderArm, .orderVersion, .orderCurrency, .orderGuests, .orderTotal, .orderOpened]
  }

  mutating func take(_ table: DayTable) {
    for (part, found) in parts(of: table) {
      guard let currency = table.text(part.currency) else { continue }
      let slot = Slot(day: table.head.from, hour: part.hour, arm: table.text(part.arm))
      sums.add(currency, slot, Sum(), count: found.things) { $0.add(found.sum) }
    }
    days[table.head.from] = house.days.day(holding: table.head.from)
  }

  /// A part of a day by the numbers of its texts: a day has few, and many orders in each.
  private struct PartOfDay: Hashable {
    let currency: UInt32
    let arm: UInt32
    let hour: Int
  }

  private func parts(of table: DayTable) -> [PartOfDay: (things: Int64, sum: Sum)] {
    let hours = LocalHours(from: table.head.from, until: table.head.until, house.days)
    let isMeant = filter.orders(table)
    let version = filter.filter.menuVersion
    let (marks, arms) = (table.numbers(.orderMarks), table.numbers(.orderArm))
    let (versions, currencies) = (table.numbers(.orderVersion), table.numbers(.orderCurrency))
    let (guests, totals) = (table.wide(.orderGuests), table.wide(.orderTotal))
    let opened = table.wide(.orderOpened)
    var parts: [PartOfDay: (things: Int64, sum: Sum)] = [:]
    // Orders lie in the order in which they were opened, so those of one part mostly follow each other.
    var run: (part: PartOfDay, things: Int64, sum: Sum)?
    func end() {
      guard let run else { return }
      parts[run.part, default: (0, Sum())].things += run.things
      parts[run.part]?.sum.add(run.sum)
    }
    for place in marks.indices {
      let mark = OrderMarks(rawValue: marks[place])
      guard mark.contains(.isOpenedHere), !mark.isDisjoint(with: [.isSold, .hasMoney]),
        isMeant?[place] != false, let time = DayTable.moment(opened[place]), filter.window.holds(time),
        version == nil || version == table.text(versions[place])
      else { continue }
      let part = PartOfDay(
        currency: currencies[place], arm: arms[place], hour: hours.hour(at: time.milliseconds))
      if run?.part != part {
        end()
        run = (part, 0, Sum())
      }
      run?.things += 1
      if mark.contains(.isSold) {
        run?.sum.orders += 1
        run?.sum.covers += Int64(bitPattern: guests[place])
      }
      run?.sum.amount += Int64(bitPattern: totals[place])
    }
    end()
    return parts
  }

  func answer() -> InsightAnswer {
    let found = sums.sums
    let orders = found.values.reduce(0) { $0 + $1.orders }
    let notes =
      found.isEmpty
      ? [InsightNotes.nothing("Nothing was sold", question.window, now: house.now)]
      : InsightNotes.few(orders, "order", "orders") + sums.notes("order", "orders")
    let (columns, rows) = table(found)
    let currency = sums.main.flatMap { Currency($0.string) }
    return InsightAnswer(
      question, currency: currency,
      columns: columns + [.init("orders", "Orders"), .init("covers", "Covers"), .init("amount", "Amount")],
      rows: rows, plots: currency.map { plots(found, $0) } ?? [], notes: notes)
  }

  private func table(_ found: [Slot: Sum]) -> ([InsightAnswer.Column], [[InsightAnswer.Value]]) {
    func rows<Key: Comparable & Hashable>(_ key: (Slot) -> Key, _ cells: (Key) -> [InsightAnswer.Value])
      -> [[InsightAnswer.Value]]
    {
      Self.parted(found, by: key).map { cells($0.key) + Self.figures($0.sum) }
    }
    switch question.grouping {
    case .hour: return ([.init("hour", "Hour")], rows({ $0.hour }, { [.count(Int64($0))] }))
    case .weekday: return ([.init("weekday", "Weekday")], rows(weekday, { [.count(Int64($0))] }))
    case .arm: return ([.init("arm", "Arm")], rows({ $0.arm ?? "" }, { [.text($0.string)] }))
    case .day, .station, nil:
      return (
        [.init("from", "From"), .init("until", "Until")],
        rows(
          { $0.day },
          { [.time(max($0, question.window.from)), .time(min(until($0), question.window.until))] })
      )
    }
  }

  private func until(_ start: Timestamp) -> Timestamp { days[start]?.until ?? start }
  private func weekday(_ slot: Slot) -> Int { days[slot.day]?.weekday ?? 1 }

  private static func figures(_ sum: Sum) -> [InsightAnswer.Value] {
    [.count(sum.orders), .count(sum.covers.minor), .money(sum.amount.minor)]
  }

  private static func parted<Key: Comparable & Hashable>(
    _ found: [Slot: Sum], by key: (Slot) -> Key
  ) -> [(key: Key, sum: Sum)] {
    var parts: [Key: Sum] = [:]
    for (slot, sum) in found { parts[key(slot), default: Sum()].add(sum) }
    return parts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  private func plots(_ found: [Slot: Sum], _ currency: Currency) -> [Plot] {
    let amounts = Dictionary(
      uniqueKeysWithValues: Self.parted(found) { $0.day }.map { ($0.key, $0.sum.amount.minor) })
    let points = days.values.sorted { $0.from < $1.from }.map { Plot.Point($0.date, amounts[$0.from]) }
    var heat = [[Int64?]](repeating: [Int64?](repeating: nil, count: 24), count: 7)
    for (slot, sum) in found {
      heat[weekday(slot) - 1][slot.hour] = (heat[weekday(slot) - 1][slot.hour] ?? 0) + sum.amount.minor
    }
    let unit = Plot.Unit.money(currency)
    return [
      Plot("Takings by day", unit, .series(points)),
      Plot(
        "Takings by hour and weekday", unit,
        .heatMap(rows: Self.weekdays, columns: (0..<24).map { "\($0)" }, values: heat)),
    ]
  }
}
