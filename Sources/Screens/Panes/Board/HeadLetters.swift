import Dining

/// Table, code and timer in big letters: beside each other, else the table below the others.
///
/// Where they stand does not change while the timer runs: `4:32` stays `4:32` for the first ten minutes, and has the
/// room that `32m` needs after them.
struct HeadLetters {
  enum What { case table, code, timer }

  struct Placed {
    let what: What
    let text: BigText
    let row: Int
    let column: Int
  }

  let placed: [Placed]
  let heightRows: Int
  /// Whether code and timer stand beside each other whole.
  let fits: Bool
  var hasTable: Bool { placed.contains { $0.what == .table } }

  /// Closer together table and code are read as one.
  private static let gapColumns = 2
  /// The timer has another colour.
  private static let timerGapColumns = 1
  /// A column at each side keeps letters off the edges of a filled bar, where there is room.
  private static let marginColumns = 1
  /// A blank row keeps letters of one line off those of the next.
  private static let blankRows = 1

  init(_ ticket: Ticket, _ age: Age, _ setting: CardSetting) {
    let lettering = setting.form.head
    func big(_ text: String) -> BigText {
      BigText(SafeText(text), lettering, setting.pixels, box: .capitals)
    }
    let width = setting.widthColumns
    let table = ticket.order.tableID.map { big($0.string) }
    let steady = max(big("0:00").widthColumns, big("00m").widthColumns)
    let whole = big(ticket.code)
    let tableColumns = table.map { $0.widthColumns + Self.gapColumns } ?? 0
    let isWhole = tableColumns + whole.widthColumns + Self.timerGapColumns + steady <= width
    // A later round's number follows its code in plain cells where that is too wide.
    let code = isWhole ? whole : big(ticket.order.codeText)
    let round = BigText(
      SafeText(isWhole || ticket.round.number == 1 ? "" : "·\(ticket.round.number)"), .plain, setting.pixels)
    let least = code.widthColumns + round.widthColumns + Self.timerGapColumns + steady
    let isBeside = table != nil && tableColumns + least <= width
    let used = least + (isBeside ? tableColumns : 0)
    fits = least <= width
    let margin = used + 2 * Self.marginColumns <= width ? Self.marginColumns : 0
    let rows = code.heightRows
    // The order in which they are looked for, from the left.
    var placed: [Placed] = []
    var column = margin
    if isBeside, let table {
      placed.append(Placed(what: .table, text: table, row: 0, column: column))
      column += tableColumns + (width - 2 * margin - used) / 2
    }
    placed.append(Placed(what: .code, text: code.cut(toColumns: width - column), row: 0, column: column))
    column += code.widthColumns
    placed.append(Placed(what: .code, text: round, row: rows - 1, column: column))
    column += round.widthColumns + Self.timerGapColumns
    let end = width - margin
    // Hours in minutes may be wider than the rest of an evening: then they are plain.
    let timers = [
      big(age.text), big(age.shortText), BigText(SafeText(age.shortText), .plain, setting.pixels),
    ]
    if let timer = timers.first(where: { $0.widthColumns <= end - column }) {
      placed.append(Placed(what: .timer, text: timer, row: 0, column: end - timer.widthColumns))
    }
    var height = rows
    if !isBeside, let table, table.widthColumns <= width - 2 * margin {
      placed.append(Placed(what: .table, text: table, row: rows + Self.blankRows, column: margin))
      height += Self.blankRows + rows
    }
    self.placed = placed
    heightRows = height
  }
}
