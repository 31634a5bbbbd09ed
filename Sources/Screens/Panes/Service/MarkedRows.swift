import Events

/// The rows of a pane of which one can be marked: each is one line or more.
struct MarkedRows<Mark: Hashable & Sendable>: Sendable {
  struct Row: Sendable {
    let lines: [TextLine]
    /// Nil for a heading.
    let mark: Mark?

    init(_ lines: [TextLine], _ mark: Mark? = nil) {
      self.lines = lines
      self.mark = mark
    }
  }

  /// Side by side.
  let columns: [[Row]]

  var lines: [[TextLine]] { columns.map { $0.flatMap(\.lines) } }

  /// In the order in which arrows go.
  var marks: [Mark] { columns.flatMap { $0.compactMap(\.mark) } }

  /// The lines of the marked row in its column.
  func lines(of mark: Mark) -> Range<Int> {
    for column in columns {
      var first = 0
      for row in column {
        if row.mark == mark { return first..<first + row.lines.count }
        first += row.lines.count
      }
    }
    return 0..<1
  }

  /// What is marked by a touch on a line of a column.
  func mark(line: Int, column: Int) -> Mark? {
    guard columns.indices.contains(column) else { return nil }
    var first = 0
    for row in columns[column] {
      if first..<first + row.lines.count ~= line { return row.mark }
      first += row.lines.count
    }
    return nil
  }

  /// Where a key leads from a mark; with none, the first key marks a row.
  func moved(from mark: Mark?, _ key: Key) -> Mark? {
    let all = marks
    guard let place = mark.flatMap({ all.firstIndex(of: $0) }) else {
      return key == .up || key == .end ? all.last : all.first
    }
    switch key {
    case .left, .character("h"): return beside(all[place], by: -1)
    case .right, .character("l"): return beside(all[place], by: 1)
    default: return Console.moved(all, from: all[place], key)
    }
  }

  /// At the same place of the column beside; the same where there is none.
  private func beside(_ mark: Mark, by step: Int) -> Mark {
    let lists = columns.map { $0.compactMap(\.mark) }
    guard let column = lists.firstIndex(where: { $0.contains(mark) }),
      let place = lists[column].firstIndex(of: mark), lists.indices.contains(column + step),
      !lists[column + step].isEmpty
    else { return mark }
    let list = lists[column + step]
    return list[min(place, list.count - 1)]
  }
}

/// How long something has been, in as few letters as a row has: `12m`, `1h04`, `2d`.
enum Span {
  /// Of whole minutes by the clock on the wall, so that all rows turn with the clock.
  static func text(since time: Timestamp, at now: Timestamp) -> String {
    let minutes = max(0, now.milliseconds / 60_000 - time.milliseconds / 60_000)
    if minutes < 60 { return "\(minutes)m" }
    if minutes < 1_440 { return "\(minutes / 60)h\(View.twoDigits(minutes % 60))" }
    return "\(minutes / 1_440)d"
  }
}

extension TextLine.Piece {
  /// A text in a column of a table: cut or filled with blanks to a width, and a blank behind it.
  static func cell(_ text: String, _ style: Style, columns: Int, isRight: Bool = false) -> [TextLine.Piece] {
    let shown = SafeText(text, limit: columns + 2).cut(toColumns: columns)
    let blanks = String(repeating: " ", count: columns - shown.widthColumns)
    let gap = TextLine.Piece(" ", style)
    return isRight
      ? [TextLine.Piece(blanks, style), TextLine.Piece(shown, style), gap]
      : [TextLine.Piece(shown, style), TextLine.Piece(blanks, style), gap]
  }
}
