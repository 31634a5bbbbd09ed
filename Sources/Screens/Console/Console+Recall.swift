import Dining
import Events
import Venue

/// Which row of the list of moves is marked: the move itself, so that the mark stays on it when newer ones come.
struct RecallMark: Sendable {
  var event: EventID?
  /// Whether the last number named no move: Enter then takes nothing back.
  var isLost = false
}

extension Console {
  /// As many as a cook may have to look back through on a busy evening.
  static let movesLimit = 50

  static func lastMoves(_ view: View) -> [LastMove] { LastMoves.list(of: view.house, limit: movesLimit) }

  /// Opens the list; in it, takes the marked move back.
  mutating func recall(_ view: View) -> [ConsoleEffect] {
    if pane == .recall { return recallMarked(view) }
    let wanted = subject(view)?.id
    let round = pane == .board ? selection?.round : nil
    let moves = Self.lastMoves(view)
    let own = moves.first { $0.order == wanted && (round.map($0.move.rounds.contains) ?? true) }
    go(to: .recall)
    recallMark = RecallMark(event: (own ?? moves.first)?.move.event)
    return []
  }

  /// The place of the marked move; the newest where it is no longer in the list.
  func markedPlace(_ moves: [LastMove]) -> Int { moves.firstIndex { $0.move.event == recallMark.event } ?? 0 }

  func whyNoRecallOfMarked(_ view: View) -> String? {
    if let reason = whyNoChange(.kitchen, view) { return reason }
    let moves = Self.lastMoves(view)
    guard moves.indices.contains(0) else { return "nothing was moved yet that could be recalled" }
    guard !recallMark.isLost else { return "mark a move first: press its number" }
    let move = moves[markedPlace(moves)]
    return move.move.obstacle.map { "\(move.code) can't be recalled: \($0.rawValue)" }
  }

  mutating func recallMarked(_ view: View) -> [ConsoleEffect] {
    let moves = Self.lastMoves(view)
    let place = markedPlace(moves)
    guard moves.indices.contains(place) else { return [] }
    go(to: .board)
    let name = OrderName(moves[place].order.description)
    return [.request(.change(name, .kitchen(.recall(round: moves[place].move.recallRound))))]
  }

  mutating func chooseMove(_ key: Key, _ view: View) -> [ConsoleEffect] {
    guard let digit = key.digit else { return [] }
    let moves = Self.lastMoves(view)
    let number = digits.take(digit, at: view.now, limit: Self.movesLimit)
    guard moves.indices.contains(number - 1) else {
      recallMark.isLost = true
      say("there is no move \(number); nothing is marked", isError: true, at: view.now)
      return []
    }
    mark(number - 1, moves, view)
    return []
  }

  mutating func markMove(_ key: Key, _ view: View) {
    let moves = Self.lastMoves(view)
    guard !moves.isEmpty else { return }
    let page = 10
    let place = markedPlace(moves)
    let wanted =
      switch key {
      case .up, .character("k"): place - 1
      case .down, .character("j"): place + 1
      case .pageUp, .wheelUp: place - page
      case .home: 0
      case .end: moves.count - 1
      default: place + page
      }
    mark(min(max(0, wanted), moves.count - 1), moves, view)
  }

  /// Marks a row and keeps it on the screen.
  private mutating func mark(_ place: Int, _ moves: [LastMove], _ view: View) {
    recallMark = RecallMark(event: moves[place].move.event)
    scroll = RecallPane(self, view, moves: moves).scroll(toShow: place, from: scroll)
  }
}
