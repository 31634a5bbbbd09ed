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

/// The numbers under which tickets are selected.
///
/// A ticket keeps its number for as long as it is on the screen: numbers that moved up when another screen served a
/// ticket would put a cook's finger on the wrong one.
struct TicketNumbers: Equatable, Sendable {
  /// Two presses: more tickets than a board shows at once are beyond reading.
  static let limit = 99

  /// By number, from 1 at the first place.
  private var holders: [TicketID?] = []
  private var numbers: [TicketID: Int] = [:]

  /// Takes numbers back from tickets that are not shown and gives the lowest free ones to the first that have none.
  mutating func follow(_ tickets: [Ticket]) {
    let ids = tickets.map(\.id)
    let present = Set(ids)
    for index in holders.indices {
      if let holder = holders[index], !present.contains(holder) {
        holders[index] = nil
        numbers[holder] = nil
      }
    }
    var place = 0
    for id in ids where numbers[id] == nil {
      while place < holders.count, holders[place] != nil { place += 1 }
      guard place < Self.limit else { break }
      if place == holders.count { holders.append(nil) }
      holders[place] = id
      numbers[id] = place + 1
    }
    while holders.last == .some(nil) { holders.removeLast() }
  }

  /// 1 to 99; nil for a ticket without a number.
  func number(of ticket: TicketID) -> Int? { numbers[ticket] }

  /// The ticket with a number.
  func ticket(_ number: Int) -> TicketID? {
    holders.indices.contains(number - 1) ? holders[number - 1] : nil
  }
}
