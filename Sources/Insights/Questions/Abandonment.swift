import Events

/// Where visits end, along the six steps from the menu to the payment.
extension Rollup {
  mutating func abandonment(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer? {
    var visits = VisitSteps(question)
    // A visit is of the window in which its menu was seen first, so the days before tell which are not; its order may
    // be of any day.
    let all = VisitSteps.visitColumns + VisitSteps.orderColumns
    let isRead =
      each(in: question.window, { _, _ in VisitSteps.visitColumns }, { table, _ in visits.begin(table) })
      && each(
        in: nil, { _, _ in all },
        { table, _ in
          visits.check(table)
          visits.take(table)
        })
    return isRead ? visits.answer(house) : nil
  }
}

private struct VisitSteps {
  private let question: InsightQuestion
  private var numbers = SessionNumbers()
  private var visits: [Visit] = []

  private struct Visit {
    var firstSeen: Timestamp
    var version: ExactString?
    var arm: ExactString?
  }

  /// When each visit reached each step after the first, in milliseconds since 1970, visit after visit.
  private var moments: [Int64] = []
  /// Stands for a step that was not reached.
  private static let never = Int64.max

  static let steps = [
    "menu_viewed", "item_added", "order_submitted", "bill_requested", "payment_started", "payment_succeeded",
  ]
  static let visitColumns: [DayColumn] = [.visitHigh, .visitLow, .visitAt, .visitVersion, .visitArm]
  static let stepColumns: [DayColumn] = [.orderAdded, .orderSent, .orderBill, .orderStarted, .orderPaid]
  static let orderColumns: [DayColumn] = [.orderSessionHigh, .orderSessionLow] + stepColumns

  init(_ question: InsightQuestion) { self.question = question }

  /// Visits that saw a menu in the window.
  mutating func begin(_ table: DayTable) {
    Self.each(table) { high, low, at, version, arm in
      guard arm == nil, question.window.holds(at), numbers.insert(high, low) else { return }
      visits.append(Visit(firstSeen: at, version: version))
      moments += [Int64](repeating: Self.never, count: Self.stepColumns.count)
    }
  }

  /// When those saw it first, and which arm they were shown.
  mutating func check(_ table: DayTable) {
    Self.each(table) { high, low, at, version, arm in
      guard let place = numbers.number(high, low) else { return }
      if let arm {
        visits[place].arm = visits[place].arm ?? arm
      } else if at < visits[place].firstSeen {
        visits[place].firstSeen = at
        visits[place].version = version
      }
    }
  }

  private static func each(
    _ table: DayTable, _ body: (UInt64, UInt64, Timestamp, ExactString?, ExactString?) -> Void
  ) {
    let (high, low, at) = (table.wide(.visitHigh), table.wide(.visitLow), table.wide(.visitAt))
    let (version, arm) = (table.numbers(.visitVersion), table.numbers(.visitArm))
    for place in high.indices {
      guard let time = DayTable.moment(at[place]) else { continue }
      body(high[place], low[place], time, table.text(version[place]), table.text(arm[place]))
    }
  }

  /// How far the orders of those visits got.
  mutating func take(_ table: DayTable) {
    let (high, low) = (table.wide(.orderSessionHigh), table.wide(.orderSessionLow))
    let columns = Self.stepColumns.map { table.wide($0) }
    for order in high.indices where high[order] != 0 {
      guard let visit = numbers.number(high[order], low[order]) else { continue }
      for step in columns.indices {
        guard let time = DayTable.moment(columns[step][order])?.milliseconds else { continue }
        let place = visit * columns.count + step
        moments[place] = min(moments[place], time)
      }
    }
  }

  private func isMeant(_ visit: Visit) -> Bool {
    question.window.holds(visit.firstSeen)
      && (question.filter.menuVersion == nil || question.filter.menuVersion == visit.version)
      && (question.filter.arm == nil || question.filter.arm == visit.arm?.string)
  }

  /// What the visits of one part of the house did.
  private struct Funnel {
    var reached = [Int64](repeating: 0, count: VisitSteps.steps.count)
    /// From each step to the next, for visits of which both are known.
    var durations = [Durations](repeating: Durations(), count: VisitSteps.steps.count)

    /// A step counts where it or a later one was reached: who pays at the till has not asked for the bill.
    ///
    /// - Parameters:
    ///   - first: when the menu was seen.
    ///   - moments: when each step after that was reached.
    mutating func take(_ first: Int64, _ moments: ArraySlice<Int64>) {
      reached[0] += 1
      var before = first
      var counted = 0
      for (step, moment) in zip(1..., moments) {
        if moment != never {
          for passed in (counted + 1)...step { reached[passed] += 1 }
          counted = step
          if before != never { durations[step - 1].add(max(0, moment - before) / 1_000) }
        }
        before = moment
      }
    }
  }

  private func take(_ visit: Int, into funnel: inout Funnel) {
    let count = Self.stepColumns.count
    funnel.take(visits[visit].firstSeen.milliseconds, moments[(visit * count)..<((visit + 1) * count)])
  }

  func answer(_ house: InsightHouse) -> InsightAnswer {
    let meant = visits.indices.filter { isMeant(visits[$0]) }
    var parts: [(arm: ExactString, visits: [Int])] = [("", meant)]
    if question.grouping == .arm {
      let byArm = Dictionary(grouping: meant) { visits[$0].arm ?? "" }
      parts = byArm.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    var rows: [[InsightAnswer.Value]] = []
    var plots: [Plot] = []
    for (arm, visits) in parts where !visits.isEmpty {
      let funnel = visits.reduce(into: Funnel()) { take($1, into: &$0) }
      let first: [InsightAnswer.Value] = question.grouping == .arm ? [.text(arm.string)] : []
      rows += Self.steps.indices.map { first + Self.row(funnel, $0) }
      let bars = Self.steps.indices.map { Plot.Bar(InsightAnswer.words(Self.steps[$0]), funnel.reached[$0]) }
      plots.append(
        Plot(
          arm.string.isEmpty ? "Visits that got so far" : "Visits of \(arm.string) that got so far", .count,
          .funnel(bars)))
    }
    let notes =
      meant.isEmpty
      ? [InsightNotes.nothing("No visit looked at the menu", question.window, now: house.now)]
      : InsightNotes.few(Int64(meant.count), "visit", "visits")
    let ofArm: [InsightAnswer.Column] = question.grouping == .arm ? [.init("arm", "Arm")] : []
    return InsightAnswer(question, columns: ofArm + Self.columns, rows: rows, plots: plots, notes: notes)
  }

  private static let columns: [InsightAnswer.Column] = [
    .init("step", "Step"), .init("reached", "Reached"), .init("continued", "Went on"), .init("rate", "Share"),
    .init("median_seconds", "Median until then"),
  ]

  /// After the last step nobody is lost.
  private static func row(_ funnel: Funnel, _ step: Int) -> [InsightAnswer.Value] {
    let reached = funnel.reached[step]
    let continued = funnel.reached[min(step + 1, steps.count - 1)]
    return [
      .text(steps[step]), .count(reached), .count(continued), .rate(continued, of: reached),
      funnel.durations[step].sorted.medianHalves.map { .halfSeconds($0) } ?? .none,
    ]
  }
}
