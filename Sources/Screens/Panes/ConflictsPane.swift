import Dining
import Events
import Menus

/// What people wanted at once and could not all have, newest first: orders in memory, and menus.
enum ConflictsPane {
  static let kind = PaneKind(
    name: "conflicts", help: "what people did at once and could not both have, with what each wanted",
    picture: .text { _, view, width in [lines(view, columns: width)] })

  /// The pane lists at most 200 conflicts: a bad evening has a dozen, and nobody reads more.
  static let limit = 200
  private static let indent = TextLine.Piece("      ", .dim)

  /// One conflict, to be sorted by when it came to be.
  private struct Entry {
    let moment: Timestamp
    /// Of two at one moment, the greater comes first.
    let event: EventID
    let lines: (View, Int) -> [TextLine]
  }

  static func lines(_ view: View, columns: Int) -> [TextLine] {
    let title = TextLine("Conflicts, newest first", .title, .bold)
    let entries = (orders(view) + menus(view)).sorted {
      ($0.moment, $0.event) > ($1.moment, $1.event)
    }
    guard !entries.isEmpty else {
      return [title, .empty]
        + TextLine.wrapped(
          "No two screens have got in each other's way.", Style(.text), toColumns: columns)
    }
    let more =
      entries.count > limit ? [TextLine("\(entries.count - limit) older ones are left out.", .dim)] : []
    return [title]
      + entries.prefix(limit).flatMap { [.empty] + $0.lines(view, columns) } + more
  }

  private static func orders(_ view: View) -> [Entry] {
    view.house.orders.values.flatMap { stream in
      stream.conflictStories.map { story in
        Entry(moment: story.moment.createdAt, event: story.wanted.event) { view, columns in
          lines(story, of: stream.order, view, columns)
        }
      }
    }
  }

  private static func lines(
    _ story: ConflictStory, of order: Order, _ view: View, _ columns: Int
  ) -> [TextLine] {
    let lead = [
      TextLine.Piece("\(view.clock(story.wanted.at)) ", .dim), TextLine.Piece(order.codeText, .title, .bold),
      TextLine.Piece(order.tableID.map { " \($0)" } ?? "", .title), TextLine.Piece("  ", .text),
    ]
    let wanted = "\(story.wanted.name): \(story.wanted.words)"
    return TextLine.wrapped(wanted, Style(.text), after: lead, toColumns: columns)
      + outcome(story, after: indent, view, columns)
  }

  /// What became of it, and what stands instead.
  static func outcome(
    _ story: ConflictStory, after indent: TextLine.Piece, _ view: View, _ columns: Int
  ) -> [TextLine] {
    let stands = story.stands.map { "= \(view.clock($0.at)) \($0.name): \($0.words)" }
    return TextLine.wrapped(
      "! \(story.conflict.reason.rawValue)", Style(.ageWarm), after: [indent], toColumns: columns)
      + (stands.map { TextLine.wrapped($0, Style(.text), after: [indent], toColumns: columns) } ?? [])
  }

  /// An event of a menu that made no sense: it took no other's place.
  private static func menus(_ view: View) -> [Entry] {
    view.house.menus.menus.flatMap { menu in
      menu.conflicts.map { conflict in
        let at = conflict.event.createdAt
        return Entry(moment: at, event: conflict.event) { view, columns in
          let lead = [
            TextLine.Piece("\(view.clock(at)) ", .dim), TextLine.Piece("menu ", .title),
            TextLine.Piece(menu.id.string, .title), TextLine.Piece("  ", .text),
          ]
          return TextLine.wrapped(
            "\(conflict.actor): a change of the menu", Style(.text), after: lead, toColumns: columns)
            + TextLine.wrapped(
              "! \(conflict.reason)", Style(.ageWarm), after: [indent], toColumns: columns)
        }
      }
    }
  }
}

extension Console.Pane {
  static let conflicts = Self(ConflictsPane.kind)
}
