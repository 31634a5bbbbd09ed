import Dining
import Events

/// What happened last, of all orders that are in memory, newest first.
enum LogPane {
  static let kind = PaneKind(
    name: "log", help: "what happened last, of all orders",
    picture: .text { _, view, width in [lines(view, columns: width)] })

  /// More than anybody scrolls through; the rest is what `galley events` is for.
  static let eventLimit = 400

  static func lines(_ view: View, columns: Int) -> [TextLine] {
    let streams = view.house.orders.values
    let latest = streams.flatMap { stream in
      let stories = stream.conflictStories
      return stream.events.suffix(eventLimit).map { (event: $0, order: stream.order, stories: stories) }
    }
    let newestFirst = latest.sorted { $0.event.moment > $1.event.moment }.prefix(eventLimit)
    let title = TextLine("What happened last, newest first", .title, .bold)
    if newestFirst.isEmpty { return [title, .empty, TextLine("No order has been opened yet.", .text)] }
    return [title, .empty]
      + newestFirst.flatMap { entry in
        HistoryLine.lines(
          entry.event, in: entry.order, entry.stories, view: view, columns: columns, withCode: true)
      }
  }
}

extension Console.Pane {
  static let log = Self(LogPane.kind)
}

extension Action.Place {
  static let log = LogPane.kind.place
}

/// One event in words: when, who, how, what, and whether it counted.
enum HistoryLine {
  private static let actorColumns = 10
  private static let sourceColumns = 8

  static func lines(
    _ event: Event, in order: Order, _ stories: [ConflictStory], view: View, columns: Int, withCode: Bool
  ) -> [TextLine] {
    let actor = SafeText(order.name(ofActor: event.actor)).cut(toColumns: actorColumns)
    let blanks = String(repeating: " ", count: actorColumns + 1 - actor.widthColumns)
    var lead = [TextLine.Piece("\(view.clock(event.writtenAt)) ", .dim)]
    if columns >= CardSetting.tightColumns * 2 {
      lead += [TextLine.Piece(actor, Style(.dim)), TextLine.Piece(blanks, .dim)]
    }
    // Of one order it is asked how something came; of all, what.
    if !withCode, columns >= CardSetting.tightColumns * 2 {
      lead += TextLine.Piece.cell(event.source.words, Style(.dim), columns: sourceColumns)
    }
    let sentence = withCode ? OrderStory.line(event, in: order) : OrderStory.sentence(event, in: order)
    let lines = TextLine.wrapped(sentence, Style(.text), after: lead, toColumns: columns)
    let indent = TextLine.Piece(String(repeating: " ", count: TextLine(lead).startColumns), .dim)
    return lines
      + stories.filter { $0.wanted.event == event.id }.flatMap {
        ConflictsPane.outcome($0, after: indent, view, columns)
      }
  }
}

extension Source {
  /// How an event came, in a word for people.
  var words: String {
    switch self {
    case .guest: "guest"
    case .staff: "staff"
    case .voice: "voice"
    case .system: "galley"
    case .webhook: "provider"
    }
  }
}
