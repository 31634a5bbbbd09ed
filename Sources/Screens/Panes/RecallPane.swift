import Dining
import Events
import Venue

/// The last moves, newest first: which ticket, what, from where to where, when, by whom.
struct RecallPane {
  static let kind = PaneKind(
    name: "recall", help: "the last moves, to be taken back",
    picture: .text { console, view, width in [RecallPane(console, view).lines(columns: width)] },
    keys: keys,
    wheel: { console, key, view in console.markMove(key == .wheelUp ? .up : .down, view) })

  private let console: Console
  private let view: View
  private let moves: [LastMove]

  /// The title and the blank row under it.
  private static let headRows = 2
  /// Each move has a row of facts and one of dishes.
  private static let moveRows = 2

  init(_ console: Console, _ view: View, moves: [LastMove]? = nil) {
    self.console = console
    self.view = view
    self.moves = moves ?? Console.lastMoves(view)
  }

  func lines(columns: Int) -> [TextLine] {
    let title = TextLine("Recall a move: its number, then Enter; Esc leaves", .title, .bold)
    guard !moves.isEmpty else {
      return [title, .empty, TextLine("Nothing was moved yet that could be recalled.", .text)]
    }
    let marked = console.markedPlace(moves)
    return [title, .empty]
      + moves.enumerated().flatMap { place, move in lines(move, place, isMarked: place == marked) }
  }

  /// The scroll that shows a move whole, as near as can be to the one that is.
  func scroll(toShow place: Int, from scroll: Int) -> Int {
    let rows = max(1, ScreenPlan(console, view).body.heightRows - 1)
    let first = place == 0 ? 0 : Self.headRows + place * Self.moveRows
    let last = Self.headRows + (place + 1) * Self.moveRows
    return first < scroll ? first : max(scroll, last - rows)
  }

  private func lines(_ move: LastMove, _ place: Int, isMarked: Bool) -> [TextLine] {
    let number = place < 9 ? " \(place + 1)" : "\(place + 1)"
    let when = "\(view.clock(move.at)) (\(view.seconds(since: move.at) / 60) min ago)"
    let table = move.table.map { " \($0.string)" } ?? ""
    let dishNames = move.move.items.map { entry in
      entry.item.quantity > 1 ? "\(entry.item.quantity) × \(entry.item.dish.name)" : entry.item.dish.name
    }
    let way = "\(Self.word(move.from)) → \(Self.word(move.to))"
    let style = Style(isMarked ? .selected : move.move.obstacle == nil ? .text : .dim)
    let head = TextLine(
      [
        .init(isMarked ? "►" : " ", style), .init("\(number) ", isMarked ? style : Style(.key)),
        .init("\(move.code)\(table)  \(way)", style),
      ], end: [.init("\(when) \(move.actor.string)", Style(.dim))])
    let dishes = TextLine([
      .init("    ", .dim), .init(dishNames.joined(separator: ", "), move.move.obstacle == nil ? .text : .dim),
    ])
    guard let reason = move.move.obstacle?.rawValue else { return [head, dishes] }
    return [head, TextLine(dishes.start, end: [.init("not now: \(reason)", .dim)])]
  }

  private static func word(_ status: KitchenStatus) -> String {
    switch status {
    case .opened: "not sent"
    case .ordered: "new"
    case .preparing: "cooking"
    case .ready: "ready"
    case .delivered: "served"
    }
  }
}

extension Console.Pane {
  static let recall = Self(RecallPane.kind)
}

extension Action.Place {
  static let recall = Self("recall")
}

extension RecallPane {
  private static let keys: [Action] = [
    Action(
      ActionTable.digits, "1–9", name: "choose_move", title: "choose",
      help: "Mark the move with this number; two digits one after the other are one number.",
      places: [.recall], isFixed: true
    ) { console, key, view in console.chooseMove(key, view) },
    Action(
      [.enter], "Enter", name: "recall_move", title: "recall it",
      help: "Recall the marked move: put its dishes back to where they were.", places: [.recall],
      isFixed: true, whyOff: ActionTable.whyNoRecall
    ) { console, _, view in console.recallMarked(view) },
    Action(
      [.up, .down, .pageUp, .pageDown, .home, .end, .character("j"), .character("k")],
      "arrows, jk, PgUp…", name: "mark_move", help: "Mark another move.", places: [.recall], isFixed: true
    ) { console, key, view in
      console.markMove(key, view)
      return []
    },
  ]
}
