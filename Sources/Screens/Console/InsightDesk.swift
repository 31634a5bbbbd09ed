import Dining
import Events
import Insights
import Venue

/// What the pane of insights remembers: the question as it was picked, and what the log said last.
struct InsightDesk: Sendable {
  var metric = Metric.takings
  var span = InsightSpan.days(7)
  var filter = InsightFilter()
  var grouping: InsightQuestion.Grouping?
  /// While the log is read anew, and for another question, this stays.
  var read: (answer: InsightAnswer, at: Timestamp)?
  /// What the log was asked last; nil since the pane was opened.
  var asked: InsightQuestion?
  var isReading = false
  /// Why the log could not be read the last time.
  var trouble: String?

  /// What is asked now.
  func question(_ view: View) -> InsightQuestion {
    InsightQuestion(
      metric, span.window(at: view.wall, view.businessDays), filter: filter,
      by: groupingAsked)
  }

  /// A metric that is not parted so has no grouping, whatever was picked for another.
  var groupingAsked: InsightQuestion.Grouping? {
    grouping.flatMap { metric.groupings.contains($0) ? $0 : nil }
  }
}

extension Console {
  // MARK: Reading

  /// Asks once the pane is open before somebody who has touched this screen, and whenever another question was picked:
  /// one at a time, so that whoever leafs through the metrics waits for the last one alone.
  mutating func wantedInsight(_ view: View) -> [ConsoleEffect] {
    guard pane.kind.name == InsightsPane.kind.name, past == nil, touchedAt != nil, desk.form == nil,
      !desk.insights.isReading
    else { return [] }
    let question = desk.insights.question(view)
    guard desk.insights.asked != question else { return [] }
    desk.insights.isReading = true
    desk.insights.asked = question
    return [.readInsight(question)]
  }

  /// Takes what the log said of a question.
  public mutating func take(_ answer: Result<InsightAnswer, Complaint>, at now: Timestamp) {
    desk.insights.isReading = false
    switch answer {
    case .success(let answer):
      desk.insights.read = (answer, now)
      desk.insights.trouble = nil
    case .failure(let complaint): desk.insights.trouble = complaint.message
    }
  }

  /// Shows an answer beside the question that it is of, as if that had been picked: for a picture without a screen.
  mutating func show(_ answer: InsightAnswer, at now: Timestamp) {
    let question = answer.question
    desk.insights.metric = question.metric
    desk.insights.span = .custom(question.window)
    desk.insights.filter = question.filter
    desk.insights.grouping = question.grouping
    take(.success(answer), at: now)
  }

  mutating func readInsightAnew() { desk.insights.asked = nil }

  // MARK: Picking

  mutating func pick(_ metric: Metric) {
    desk.insights.metric = metric
    scroll = 0
  }

  mutating func pickMetric(by step: Int) {
    pick(Self.turned(Metric.allCases, from: desk.insights.metric, by: step))
  }

  mutating func pickSpan(by step: Int) {
    desk.insights.span = Self.turned(InsightSpan.usual, from: desk.insights.span, by: step)
    scroll = 0
  }

  mutating func pickGrouping() {
    let all = [nil] + desk.insights.metric.groupings.map(Optional.some)
    desk.insights.grouping = Self.turned(all, from: desk.insights.groupingAsked, by: 1)
    scroll = 0
  }

  /// Puts the next value of one of the filters, and after the last one takes the filter off.
  mutating func pick<Value: Equatable>(_ filter: WritableKeyPath<InsightFilter, Value?>, from values: [Value])
  {
    let all = [nil] + values.map(Optional.some)
    desk.insights.filter[keyPath: filter] = Self.turned(
      all, from: desk.insights.filter[keyPath: filter], by: 1)
    scroll = 0
  }

  mutating func pickEverything() {
    desk.insights.filter = InsightFilter()
    scroll = 0
  }

  /// The one after a value, and after the last the first; what is not among them comes before the first.
  private static func turned<Value: Equatable>(_ all: [Value], from value: Value, by step: Int) -> Value {
    guard let place = all.firstIndex(of: value) else { return step < 0 ? all[all.count - 1] : all[0] }
    return all[(place + step + all.count) % all.count]
  }
}
