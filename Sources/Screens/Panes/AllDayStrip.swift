import Dining

/// How many of each dish are sent and not yet ready, summed over all tickets that this screen shows.
struct AllDayStrip {
  let tickets: [Ticket]

  /// How many of a dish's modifiers are told: a cook reads it in passing.
  private static let modifiersTold = 3

  /// `9 × Burger, 3 no onions`: how many, and how many of them otherwise.
  private static func text(_ sum: AllDay.Sum) -> String {
    let told = sum.modifiers.prefix(modifiersTold).map { ", \($0.quantity) \($0.name)" }.joined()
    return "\(sum.quantity) × \(sum.name)\(told)\(sum.modifiers.count > modifiersTold ? ", …" : "")"
  }

  /// `6 × Margherita` after each other, over at most `rows` rows; the last says how many dishes it leaves out.
  func lines(columns: Int, rows: Int) -> [TextLine] {
    guard rows > 0 else { return [] }
    let sums = AllDay.sums(of: tickets)
    let lead = TextLine.Piece("ALL DAY", .allDay, .bold)
    guard !sums.isEmpty else { return [TextLine([lead, .init("  nothing is left to make", .allDay)])] }
    let pieces = sums.map { TextLine.Piece(Self.text($0), .allDay) }
    let whole = TextLine.flowed([lead] + pieces, toColumns: columns, gapColumns: 3)
    if whole.count <= rows { return whole }
    var shown = pieces.count - 1
    while shown > 0 {
      let rest = TextLine.Piece("… \(pieces.count - shown) more", .allDay, .bold)
      let lines = TextLine.flowed([lead] + pieces.prefix(shown) + [rest], toColumns: columns, gapColumns: 3)
      if lines.count <= rows { return lines }
      shown -= 1
    }
    return [TextLine("ALL DAY … \(pieces.count) dishes", .allDay, .bold)]
  }
}
