import Events

/// How long dishes take, and which take longer than they should.
extension Rollup {
  mutating func prepTimes(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer? {
    var times = PrepCount(question, house)
    guard each(in: question.window, times.columns, { times.take($0, isWhole: $1) }) else { return nil }
    return times.answer()
  }
}

/// When a dish takes longer than the others: the rule that the manual gives.
enum Outlier {
  static let samplesWanted: Int64 = 10
  static let secondsOver: Int64 = 180

  /// At least 1.5 × the menu's median and at least 180 s over it. Medians are twice what they are, so that they are whole.
  static func isOne(count: Int64, medianHalves: Int64, menuHalves: Int64) -> Bool {
    count >= samplesWanted && 2 * medianHalves >= 3 * menuHalves
      && medianHalves - menuHalves >= 2 * secondsOver
  }
}

private struct PrepCount {
  private let question: InsightQuestion
  private let house: InsightHouse
  private let filter: DayFilter
  private var dishes = DishList()
  private var stations: [ExactString: Int] = [:]
  /// By dish, hour or station.
  private var groups: [Durations] = []

  init(_ question: InsightQuestion, _ house: InsightHouse) {
    self.question = question
    self.house = house
    filter = DayFilter(question)
    if question.grouping == .hour { groups = [Durations](repeating: Durations(), count: 24) }
  }

  func columns(_ head: DayHead, isWhole: Bool) -> [DayColumn] {
    let needsTime = !isWhole || question.grouping == .hour
    return DishList.kindColumns + filter.orderColumns + (filter.orderColumns.isEmpty ? [] : [.dishOrder])
      + [.dishKind, .dishEnd] + (needsTime ? [.dishSent] : [])
  }

  mutating func take(_ table: DayTable, isWhole: Bool) {
    let kinds = groupsOfKinds(table)
    let isMeant = filter.orders(table)
    let (orders, kind) = (table.numbers(.dishOrder), table.numbers(.dishKind))
    let (sent, end) = (table.numbers(.dishSent), table.numbers(.dishEnd))
    let time = filter.dishes(table.head)
    let hours =
      question.grouping == .hour
      ? LocalHours(from: table.head.from, until: table.head.until, house.days) : nil
    let start = table.head.from.milliseconds
    for place in kind.indices {
      var group = kinds[Int(kind[place])]
      guard group >= 0, end[place] <= DishEndCode.longest, isWhole || time.contains(sent[place]) else {
        continue
      }
      if let isMeant, !isMeant[Int(orders[place])] { continue }
      if let hours { group = hours.hour(at: start + Int64(sent[place])) }
      groups[group].add(Int64(end[place] / 1_000))
    }
  }

  /// Which group each kind of a day belongs to; -1 for those that the filter leaves out.
  private mutating func groupsOfKinds(_ table: DayTable) -> [Int] {
    var numbers = dishes.numbers(table, filter)
    if question.grouping == .station {
      for (kind, station) in table.numbers(.kindStation).enumerated() where numbers[kind] >= 0 {
        numbers[kind] = number(ofStation: table.text(station) ?? "")
      }
    }
    let needed = (numbers.max() ?? -1) + 1
    groups += [Durations](repeating: Durations(), count: max(0, needed - groups.count))
    return numbers
  }

  private mutating func number(ofStation name: ExactString) -> Int {
    if let known = stations[name] { return known }
    stations[name] = stations.count
    return stations.count - 1
  }

  private struct Row {
    let group: Int
    let count: Int64
    let medianHalves: Int64
    let ninetieth: Int64
  }

  func answer() -> InsightAnswer {
    var all = Durations()
    var rows: [Row] = []
    for (group, durations) in groups.enumerated() {
      let sorted = durations.sorted
      guard let median = sorted.medianHalves, let ninetieth = sorted.ninetieth else { continue }
      all.add(durations)
      rows.append(Row(group: group, count: sorted.count, medianHalves: median, ninetieth: ninetieth))
    }
    let spread = all.sorted
    let notes =
      all.count == 0
      ? [InsightNotes.nothing("No dish was sent and marked as ready", question.window, now: house.now)]
      : InsightNotes.few(all.count, "dish was timed", "dishes were timed")
    let distribution = Plot.distribution("Time from sending to ready", of: spread)
    switch question.grouping {
    case .hour: return byHour(rows, distribution, notes)
    case .station: return byStation(rows, distribution, notes)
    case .day, .weekday, .arm, nil: return byDish(rows, spread.medianHalves ?? 0, distribution, notes)
    }
  }

  private static let figures: [InsightAnswer.Column] = [
    .init("count", "Timed"), .init("median_seconds", "Median"), .init("p90_seconds", "90 of 100"),
  ]

  private static func figures(_ row: Row) -> [InsightAnswer.Value] {
    [.count(row.count), .halfSeconds(row.medianHalves), .halfSeconds(2 * row.ninetieth)]
  }

  private func byDish(_ rows: [Row], _ menu: Int64, _ distribution: Plot?, _ notes: [String]) -> InsightAnswer
  {
    let rows = rows.sorted { left, right in
      left.medianHalves != right.medianHalves
        ? left.medianHalves > right.medianHalves : dishes.ids[left.group] < dishes.ids[right.group]
    }
    func isOutlier(_ row: Row) -> Bool {
      Outlier.isOne(count: row.count, medianHalves: row.medianHalves, menuHalves: menu)
    }
    let bars = rows.prefix(InsightAnswer.barsLimit).map { row in
      Plot.Bar(dishes.name(row.group), row.medianHalves / 2, isMarked: isOutlier(row))
    }
    let plots = rows.isEmpty ? [] : [Plot("Median time of the slowest dishes", .seconds, .bars(bars))]
    return InsightAnswer(
      question,
      columns: [.init("menuitem_id", "Dish"), .init("name", "Name")] + Self.figures + [
        .init("outlier", "Outlier")
      ],
      rows: rows.map { row in
        [.text(dishes.ids[row.group].string), .text(dishes.name(row.group))] + Self.figures(row)
          + [.flag(isOutlier(row))]
      }, plots: plots + (distribution.map { [$0] } ?? []), notes: notes)
  }

  private func byHour(_ rows: [Row], _ distribution: Plot?, _ notes: [String]) -> InsightAnswer {
    let medians = Dictionary(uniqueKeysWithValues: rows.map { ($0.group, $0.medianHalves / 2) })
    let points = (0..<24).map { Plot.Point("\($0)", medians[$0]) }
    let plots = rows.isEmpty ? [] : [Plot("Median time by hour", .seconds, .series(points))]
    return InsightAnswer(
      question, columns: [.init("hour", "Hour")] + Self.figures,
      rows: rows.map { [.count(Int64($0.group))] + Self.figures($0) },
      plots: plots + (distribution.map { [$0] } ?? []), notes: notes)
  }

  private func byStation(_ rows: [Row], _ distribution: Plot?, _ notes: [String]) -> InsightAnswer {
    let names = Dictionary(uniqueKeysWithValues: stations.map { ($0.value, $0.key) })
    func name(_ row: Row) -> ExactString { names[row.group] ?? "" }
    let rows = rows.sorted { left, right in
      left.medianHalves != right.medianHalves
        ? left.medianHalves > right.medianHalves : name(left) < name(right)
    }
    let bars = rows.map {
      Plot.Bar(name($0).string.isEmpty ? "(no station)" : name($0).string, $0.medianHalves / 2)
    }
    let plots = rows.isEmpty ? [] : [Plot("Median time by station", .seconds, .bars(bars))]
    return InsightAnswer(
      question, columns: [.init("station", "Station")] + Self.figures,
      rows: rows.map { [.text(name($0).string)] + Self.figures($0) },
      plots: plots + (distribution.map { [$0] } ?? []), notes: notes)
  }
}
