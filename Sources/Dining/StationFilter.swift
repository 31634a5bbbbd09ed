import Events

/// A ticket as one station of the kitchen sees it. Stations are told apart by their bytes.
extension Ticket {
  /// The same round at one station: its dishes and those of no station, in the column of the least advanced.
  ///
  /// - Parameter station: nil gives the whole ticket back.
  /// - Returns: nil where that station has nothing left to do or to acknowledge.
  public func at(_ station: ExactString?) -> Ticket? { BoardRules.ticket(of: order, round, at: station) }

  /// The other stations that have dishes on this round not yet served, in order of their bytes; none where all
  /// stations are shown. Voids that wait there count as they do for a card's column.
  public var alsoAt: [Elsewhere] {
    guard let station else { return [] }
    let whole = BoardRules.items(ofRound: round.number, in: order, at: nil)
    let others = Set(whole.compactMap(\.dish.station)).subtracting([station])
    return others.sorted().compactMap { other in
      let there = whole.filter { $0.dish.station == other }
      guard let column = BoardRules.column(of: there) else { return nil }
      let waiting = there.filter { !$0.isRemoved && $0.status < .delivered }
      return Elsewhere(station: other, column: column, quantity: Item.quantity(of: waiting))
    }
  }

  /// What another station still has to do for the same round.
  public struct Elsewhere: Hashable, Sendable {
    public let station: ExactString
    /// That of its least advanced dish.
    public let column: BoardColumn
    /// Portions not yet served; 0 where a void alone waits.
    public let quantity: Int64
  }
}

extension Item {
  /// How many portions some lines are together: at most the greatest number that there is.
  static func quantity(of items: some Sequence<Item>) -> Int64 {
    items.reduce(0) { $0.addingSaturating($1.quantity) }
  }
}
