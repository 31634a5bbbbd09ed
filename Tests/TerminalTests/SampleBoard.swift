import Screens

/// A board of twelve tickets in three columns, much as a kitchen's on a busy evening: what the painter is measured
/// with.
struct SampleBoard {
  /// The seconds that each ticket has waited.
  var ages = (0..<12).map { 37 + $0 * 61 }
  /// The word under the first ticket's items.
  var firstState = "cooking"

  private static let dishes = [
    "Margherita", "Caesar salad", "Ribeye 300 g", "Fish & chips", "Tiramisù", "Pad Thai", "Bœuf bourguignon",
    "Ramen", "Burger", "Risotto ai funghi",
  ]

  func frame(columns: Int = 120, rows: Int = 34) -> Frame {
    var frame = Frame(size: Size(widthColumns: columns, heightRows: rows))
    let width = columns / 3
    frame.write(
      " galley · kitchen" + String(repeating: " ", count: columns), at: Position(row: 0, column: 0),
      style: Style(.statusLine))
    for ticket in 0..<12 {
      let place = Rectangle(
        row: 1 + ticket / 3 * 8, column: ticket % 3 * width, widthColumns: width, heightRows: 8)
      frame.inside(place) { draw(ticket, in: &$0) }
    }
    return frame
  }

  private func draw(_ ticket: Int, in pane: inout Frame) {
    let role = [Role.codeNew, .codeCooking, .codeReady][ticket % 3]
    let seconds = ages[ticket] % 60
    let timer = "\(ages[ticket] / 60):\(seconds < 10 ? "0" : "")\(seconds)"
    let ageRole = ages[ticket] > 480 ? Role.ageLate : ages[ticket] > 300 ? .ageWarm : .ageCalm
    let width = pane.window.widthColumns
    let outline = Rectangle(row: 0, column: 0, widthColumns: width, heightRows: pane.window.heightRows)
    pane.box(outline, style: Style(.rule))
    pane.write("B\(10 + ticket)", at: Position(row: 0, column: 2), style: Style(role))
    pane.write("T\(ticket + 1)", at: Position(row: 0, column: 8), style: Style(.title))
    pane.write(timer, at: Position(row: 0, column: width - 7), style: Style(ageRole))
    for line in 0..<4 {
      let dish = Self.dishes[(ticket * 3 + line) % Self.dishes.count]
      pane.write("\(line + 1) × \(dish)", at: Position(row: 1 + line, column: 2), style: Style(.text))
    }
    pane.write("NUTS", at: Position(row: 5, column: 2), style: Style(.allergen))
    pane.write("no onions, sauce beside", at: Position(row: 5, column: 8), style: Style(.dim))
    let state = ticket == 0 ? firstState : "cooking"
    pane.write("019ab3c0 · 4 covers · \(state)", at: Position(row: 6, column: 2), style: Style(.dim))
  }
}
