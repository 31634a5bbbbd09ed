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

/// The numbers under which tickets are selected, over all pages of the board.
///
/// A ticket keeps its number for as long as it is on the board: numbers that moved up when another screen served a
/// ticket would put a cook's finger on the wrong one. For the same reason a number that becomes free rests: a finger
/// on its way to it finds nothing.
struct TicketNumbers: Equatable, Sendable {
  /// Two presses: more tickets than that at once are beyond reading.
  static let limit = 99
  /// Longer than a finger needs from the look to the second digit.
  static let restMs: Int64 = 10_000

  /// What a number stands for.
  private enum Place: Equatable {
    case held(TicketID)
    case resting(until: Timestamp)
  }

  /// By number, from 1 at the first place.
  private var places: [Place] = []
  private var numbers: [TicketID: Int] = [:]

  /// Takes numbers back from tickets that are gone and gives the lowest free ones to the first that have none.
  mutating func follow(_ tickets: [Ticket], at now: Timestamp) {
    let ids = tickets.map(\.id)
    let present = Set(ids)
    for index in places.indices {
      if case .held(let holder) = places[index], !present.contains(holder) {
        places[index] = .resting(until: now.advanced(byMilliseconds: Self.restMs))
        numbers[holder] = nil
      }
    }
    var place = 0
    for id in ids where numbers[id] == nil {
      while place < places.count, !isFree(place, at: now) { place += 1 }
      guard place < Self.limit else { break }
      if place == places.count { places.append(.held(id)) } else { places[place] = .held(id) }
      numbers[id] = place + 1
    }
  }

  private func isFree(_ place: Int, at now: Timestamp) -> Bool {
    switch places[place] {
    case .held: false
    case .resting(let end): end <= now
    }
  }

  /// The highest number that was ever given.
  var highest: Int { places.count }

  /// 1 to 99; nil for a ticket without a number.
  func number(of ticket: TicketID) -> Int? { numbers[ticket] }

  /// The ticket with a number.
  func ticket(_ number: Int) -> TicketID? {
    guard places.indices.contains(number - 1), case .held(let ticket) = places[number - 1] else { return nil }
    return ticket
  }
}
