/// Which row of a table's screen is for what. The page keeps most of them; what is told below gives way first.
struct TablePlan {
  let size: Size
  let header: Rectangle
  /// For whom the next dish is.
  let strip: Rectangle
  let body: Rectangle
  /// What has just happened.
  let message: Rectangle
  let tabs: Rectangle
  /// In place of tabs, where one thing is to be finished first: its buttons, and the page above them.
  let foot: Rectangle
  let form: Rectangle
  /// The keys; no rows where the screen is low.
  let hints: Rectangle

  /// From this height on, the tabs are three rows high too; below it a row is as high as a finger is wide.
  private static let tallLeast = 22
  private static let hintLeast = 14
  /// Below this nothing that a guest could use has room.
  static let least = Size(widthColumns: 40, heightRows: 12)

  var isUsable: Bool {
    size.widthColumns >= Self.least.widthColumns && size.heightRows >= Self.least.heightRows
  }

  /// Where what has happened is told above the buttons of a form.
  var formMessage: Rectangle {
    Rectangle(row: foot.row - 1, column: message.column, widthColumns: message.widthColumns, heightRows: 1)
  }

  init(_ size: Size) {
    self.size = size
    let width = size.widthColumns
    let isTall = size.heightRows >= Self.tallLeast
    let margin = width >= 100 ? 3 : 1
    let hintRows = size.heightRows >= Self.hintLeast ? 1 : 0
    let tabRows = isTall ? 3 : 1
    let airRows = size.heightRows >= 30 ? 1 : 0
    func rows(_ row: Int, _ count: Int, margin: Int = 0) -> Rectangle {
      Rectangle(row: row, column: margin, widthColumns: max(1, width - 2 * margin), heightRows: count)
    }
    header = rows(0, 1)
    strip = rows(1, 1, margin: margin)
    hints = rows(size.heightRows - hintRows, hintRows, margin: margin)
    tabs = rows(size.heightRows - hintRows - tabRows, tabRows, margin: margin)
    message = rows(tabs.row - 1, 1, margin: margin)
    let top = 3 + airRows
    body = rows(top, max(1, message.row - top - airRows), margin: margin)
    let footRows = size.heightRows >= Self.hintLeast ? 3 : 1
    foot = rows(tabs.rows.upperBound - footRows, footRows, margin: margin)
    form = rows(top, max(1, foot.row - 1 - top), margin: margin)
  }
}
