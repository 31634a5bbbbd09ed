import Events
import Menus

/// What people try to say, and how often it works.
extension Rollup {
  mutating func voice(_ question: InsightQuestion, _ house: InsightHouse) -> InsightAnswer? {
    var count = VoiceCount(question)
    guard each(in: question.window, count.columns, { table, _ in count.take(table) }) else { return nil }
    let menu = count.dishes.isEmpty ? nil : menus().served(at: min(house.now, question.window.until))
    guard !isDamaged else { return nil }
    return count.answer(house, menu?.document)
  }
}

private struct VoiceCount {
  private let question: InsightQuestion
  private(set) var dishes: [ExactString: Tally] = [:]
  private var intents: [ExactString: Int64] = [:]
  private var outcomes: [ExactString: Int64] = [:]
  private var reasons: [ExactString: Int64] = [:]
  private var waiting: Int64 = 0

  struct Tally {
    var succeeded: Int64 = 0
    var failed: Int64 = 0
    var attempts: Int64 { succeeded + failed }
  }

  init(_ question: InsightQuestion) { self.question = question }

  func columns(_ head: DayHead, isWhole: Bool) -> [DayColumn] {
    [.voiceAt, .voiceOutcome, .voiceIntent, .voiceReason, .voiceDish]
  }

  mutating func take(_ table: DayTable) {
    let (at, outcome) = (table.wide(.voiceAt), table.numbers(.voiceOutcome))
    let (intent, reason, dish) = (
      table.numbers(.voiceIntent), table.numbers(.voiceReason), table.numbers(.voiceDish)
    )
    for place in at.indices {
      guard let time = DayTable.moment(at[place]), question.window.holds(time),
        let outcome = table.text(outcome[place])
      else { continue }
      // It waits for somebody's key; what that makes of it is an attempt of its own.
      guard outcome != "unscored" else {
        waiting += 1
        continue
      }
      let isDone = outcome == "executed"
      outcomes[outcome, default: 0] += 1
      if let intent = table.text(intent[place]) { intents[intent, default: 0] += 1 }
      if !isDone, let reason = table.text(reason[place]) { reasons[reason, default: 0] += 1 }
      guard let dish = table.text(dish[place]) else { continue }
      if isDone {
        dishes[dish, default: Tally()].succeeded += 1
      } else {
        dishes[dish, default: Tally()].failed += 1
      }
    }
  }

  func answer(_ house: InsightHouse, _ menu: MenuDocument?) -> InsightAnswer {
    func name(_ id: ExactString) -> String { menu?.item(id)?.name ?? id.string }
    let found = dishes.sorted { left, right in
      left.value.attempts != right.value.attempts
        ? left.value.attempts > right.value.attempts : left.key < right.key
    }
    let attempts = outcomes.values.reduce(0, +)
    var notes =
      attempts == 0
      ? [InsightNotes.nothing("Nobody spoke to galley", question.window, now: house.now)]
      : InsightNotes.few(attempts, "attempt", "attempts")
    if attempts > 0 {
      let done = outcomes["executed"] ?? 0
      notes.append("\(done) of \(attempts) \(attempts == 1 ? "attempt was" : "attempts were") carried out.")
    }
    if waiting > 0 {
      notes.append(
        waiting == 1
          ? "1 more was heard without a score and waited for a key."
          : "\(waiting) more were heard without a score and waited for a key.")
    }
    let bars = found.prefix(InsightAnswer.barsLimit).map { Plot.Bar(name($0.key), $0.value.attempts) }
    return InsightAnswer(
      question,
      columns: [
        .init("menuitem_id", "Dish"), .init("name", "Name"), .init("attempts", "Attempts"),
        .init("succeeded", "Succeeded"), .init("failed", "Failed"), .init("success_rate", "Share"),
      ],
      rows: found.map { id, tally in
        [
          .text(id.string), .text(name(id)), .count(tally.attempts), .count(tally.succeeded),
          .count(tally.failed), .rate(tally.succeeded, of: tally.attempts),
        ]
      },
      plots: (bars.isEmpty ? [] : [Plot("Attempts by dish", .count, .bars(bars))])
        + [("Intents", intents), ("Outcomes", outcomes), ("Why it failed", reasons)].compactMap(Self.plot),
      notes: notes)
  }

  private static func plot(_ title: String, _ counts: [ExactString: Int64]) -> Plot? {
    guard !counts.isEmpty else { return nil }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(InsightAnswer.barsLimit)
    return Plot(title, .count, .bars(sorted.map { .init($0.key.string, $0.value) }))
  }
}
