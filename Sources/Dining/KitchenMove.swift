import Events

/// A step forward of dishes in the kitchen that nobody has taken back.
public struct KitchenMove: Sendable {
  public let event: EventID
  public let to: KitchenStatus
  /// What it moved, each with where it was before; in the order of the ticket.
  public let items: [(item: Item, from: KitchenStatus)]
  /// The round that `.recall(round:)` must name to take this back now; nil where it can't.
  public let recallRound: Int?
  /// Why it can't be recalled now; nil where it can.
  public let obstacle: Obstacle?

  /// The rounds of its items, ascending.
  public var rounds: [Int] { Set(items.compactMap(\.item.round)).sorted() }

  public enum Obstacle: String, CaseIterable, Sendable {
    case closed = "the order is closed"
    case cancelled = "the order was cancelled"
    case removed = "its items were taken off"
    case movedOn = "its items are no longer where it put them"
    case laterFirst = "a later move of the round is taken back first"
  }
}

extension Order {
  /// The steps forward in the kitchen that stand, oldest first, each with whether a recall takes it back now.
  public var kitchenMoves: [KitchenMove] {
    var next: [EventID: Int] = [:]
    if closing == nil {
      for round in rounds.reversed() {
        if let event = recallable(round: round.number)?.event { next[event] = round.number }
      }
    }
    return changes.compactMap { change in
      guard case .moved = change.kind, let move = moves[change.event] else { return nil }
      let moved = items.compactMap { item in move.start(of: item.id).map { (item: item, from: $0) } }
      let round = next[change.event]
      return KitchenMove(
        event: change.event, to: move.to, items: moved, recallRound: round,
        obstacle: round == nil ? obstacle(change.event, moved.map(\.item)) : nil)
    }
  }

  private func obstacle(_ event: EventID, _ moved: [Item]) -> KitchenMove.Obstacle {
    if closing != nil { return isCancelled ? .cancelled : .closed }
    if moved.allSatisfy(\.isRemoved) { return .removed }
    return goingBack(event) == nil ? .movedOn : .laterFirst
  }

  /// What a recall takes back: the latest move of the round (or of the order) whose items are still where it put
  /// them.
  func recallable(round number: Int?) -> (event: EventID, back: (items: [Item], to: KitchenStatus))? {
    for change in changes.reversed() {
      guard case .moved = change.kind, let back = goingBack(change.event) else { continue }
      guard number == nil || back.items.contains(where: { $0.round == number }) else { continue }
      return (change.event, back)
    }
    return nil
  }

  /// The items that a move moved and where they would go back to; nil where one of them has moved on.
  func goingBack(_ event: EventID) -> (items: [Item], to: KitchenStatus)? {
    guard let move = moves[event] else { return nil }
    let moved = standing.filter { move.start(of: $0.id) != nil }
    guard !moved.isEmpty, moved.allSatisfy({ $0.status == move.to }) else { return nil }
    let statuses = moved.compactMap { move.start(of: $0.id) }
    return statuses.min().map { (moved, $0) }
  }
}
