import Dining
import Events

/// A step forward of dishes in the kitchen, with who made it and when.
public struct LastMove: Sendable {
  public let order: OrderID
  /// The order's short code; `B07·2` where it moved a later round alone.
  public let code: String
  public let table: ExactString?
  /// What it moved, and whether a recall takes it back now.
  public let move: KitchenMove
  /// By the wall clock of who made it.
  public let at: Timestamp
  public let actor: ExactString
  public let source: Source
  /// Tells two moves of one millisecond apart: the later of an order stands first.
  let moment: StreamMoment

  /// The least advanced of where its items were.
  public var from: KitchenStatus { move.items.map(\.from).min() ?? .ordered }
  public var to: KitchenStatus { move.to }
}

/// What was last moved in the house, to see and to take back.
public enum LastMoves {
  /// The latest steps forward in the kitchen by anyone, of the orders in memory, latest first; none that was
  /// undone or recalled. For when a list is opened: it walks over all their events once.
  ///
  /// - Parameter limit: the most that are given.
  public static func list(of house: House, limit: Int = 50) -> [LastMove] {
    let found = house.orders.values.flatMap(moves)
    let places = found.map { ($0.at, $0.moment) }
    return found.indices.sorted { places[$0] > places[$1] }.prefix(max(0, limit)).map { found[$0] }
  }

  private static func moves(of stream: OrderStream) -> [LastMove] {
    let order = stream.order
    var steps: [EventID: KitchenMove] = [:]
    for move in order.kitchenMoves { steps[move.event] = move }
    guard !steps.isEmpty else { return [] }
    return stream.events.compactMap { event in
      steps[event.id].map { move in
        let round = move.rounds.count == 1 ? move.rounds[0] : 1
        return LastMove(
          order: order.id, code: round == 1 ? order.codeText : "\(order.codeText)·\(round)",
          table: order.tableID, move: move, at: event.writtenAt, actor: event.actor, source: event.source,
          moment: event.moment)
      }
    }
  }
}
