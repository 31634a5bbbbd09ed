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
  /// When letters of each column last became smaller or larger.
  var lettersAt: [Timestamp]

  func form(of ticket: TicketID, in column: Int) -> Int { raised[ticket] ?? forms[column] }

  /// The same with its times, beside the one that was before it.
  func following(_ before: Arrangement, at now: Timestamp) -> Arrangement {
    var next = self
    next.movedAt = lanes == before.lanes ? before.movedAt : now
    next.lettersAt = tickets.indices.map { column in
      let stayed = Set(before.tickets[column]).intersection(tickets[column])
      let isSame = stayed.allSatisfy { form(of: $0, in: column) == before.form(of: $0, in: column) }
      return isSame ? before.lettersAt[column] : now
    }
    return next
  }
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
