import Dining
import Events

/// Which ticket: it stays the same one whatever happens to it.
public struct TicketID: Hashable, Sendable {
  public let order: OrderID
  public let round: Int

  public init(order: OrderID, round: Int) {
    self.order = order
    self.round = round
  }
}

extension Ticket {
  var id: TicketID { TicketID(order: order.id, round: round.number) }
}

/// The digits under which tickets are selected.
///
/// A ticket keeps its digit for as long as it is on the screen: numbers that moved up when another screen served a ticket
/// would put a cook's finger on the wrong one.
struct TicketNumbers: Sendable {
  private var holders: [TicketID?] = Array(repeating: nil, count: 9)

  /// Takes digits back from tickets that are not shown and gives free ones to the first that have none.
  mutating func follow(_ tickets: [Ticket]) {
    let ids = tickets.map(\.id)
    let present = Set(ids)
    for index in holders.indices {
      if let holder = holders[index], !present.contains(holder) { holders[index] = nil }
    }
    let holding = Set(holders.compactMap { $0 })
    var waiting = ids.lazy.filter { !holding.contains($0) }.makeIterator()
    for index in holders.indices where holders[index] == nil {
      guard let next = waiting.next() else { return }
      holders[index] = next
    }
  }

  /// 1 to 9; nil for a ticket without a digit.
  func number(of ticket: TicketID) -> Int? { holders.firstIndex(of: ticket).map { $0 + 1 } }

  /// The ticket with a digit, 1 to 9.
  func ticket(_ number: Int) -> TicketID? { (1...9).contains(number) ? holders[number - 1] : nil }
}
