import Dining

/// What decides how large a board's letters are: its room and its tickets.
struct BoardGround {
  let body: Rectangle
  let columns: Columns
  let preferences: Preferences
  let view: View

  /// The scale of a board that has shown one before: it shrinks at once when the tickets need it, and grows only
  /// with room to spare, so that letters don't jump with every ticket that comes and goes.
  func held(after held: Int?) -> Int {
    let fitting = fitting(rows: body.heightRows)
    guard let held, fitting > held else { return fitting }
    return max(held, fittingWithRoomToSpare)
  }

  private var fittingWithRoomToSpare: Int { fitting(rows: body.heightRows * 4 / 5) }

  /// The largest scale at which every ticket is on the screen, whole and with no word broken; the densest where
  /// there is none.
  private func fitting(rows: Int) -> Int {
    ladder.indices.last { $0 == 0 || fits(ladder[$0], rows: rows) } ?? 0
  }

  /// The scales that this screen can paint.
  private var ladder: ArraySlice<BoardScale> {
    if preferences.pixels == nil { return BoardScale.ladder.prefix { $0.isPlain } }
    return preferences.keepsDishesPlain
      ? BoardScale.ladder.prefix { $0.body == .plain } : BoardScale.ladder[...]
  }

  /// A scale of the ladder, moved by a person's wish.
  func scale(held: Int?, step: Int) -> BoardScale {
    let index = (held ?? fitting(rows: body.heightRows)) + step
    return ladder[min(max(0, index), ladder.count - 1)]
  }

  private func fits(_ scale: BoardScale, rows: Int) -> Bool {
    guard body.widthColumns >= BoardPane.threeColumnsLeast else { return false }
    let pixels = preferences.pixels ?? .half
    let width = BoardPane.columnWidth(body.widthColumns)
    let lanes = (width + 1) / (scale.laneColumnsLeast + 1)
    let least =
      1 + BigText.heightRows(scale.headline, pixels, box: .capitals)
      + BigText.heightRows(scale.body, pixels, box: .line)
    return columns.tickets.allSatisfy { tickets in
      // Most scales are out of the question at a glance.
      guard tickets.count * least <= max(1, lanes) * (rows - 1) else { return false }
      let layout = ColumnLayout.fitting(
        count: tickets.count, columns: width, rows: rows - 1, scale, .init()
      ) { index, columns in
        TicketCard(
          tickets[index], CardState(),
          CardSetting(view: view, widthColumns: columns, scale: scale, pixels: pixels))
      }
      return layout.isAllThere && layout.pages[0].allSatisfy(\.part.card.isLegible)
    }
  }
}
