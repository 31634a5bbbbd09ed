import Dining
import Events

/// How a board's room is shared out: which column has how many lanes, and how large whose letters are.
///
/// A screen keeps it from picture to picture, so that nothing moves without a cause.
struct Arrangement: Hashable, Sendable {
  /// Lanes of each of ``BoardColumn``. A column without one is its heading; ready tickets stand as lines then.
  var lanes: [Int]
  /// The form of a column's cards: a place in the ladder of ``CardForm``.
  var forms: [Int]
  /// Tickets whose cards are larger than their column's form.
  var raised: [TicketID: Int] = [:]
  /// The tickets of each column for which it was made, in their order.
  var tickets: [[TicketID]]
  /// When lanes were last lent or given back.
  var movedAt: Timestamp
  func form(of ticket: TicketID, in column: Int) -> Int { raised[ticket] ?? forms[column] }
}

/// When ready tickets stand as lines.
public enum ReadyPlace: String, CaseIterable, Sendable {
  /// When room is short.
  case automatic = "auto"
  /// Never: they have a column of cards.
  case column
  /// Always.
  case folded
}
