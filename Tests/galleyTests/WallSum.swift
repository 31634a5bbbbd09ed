import Foundation

/// What came of some evenings on one screen.
struct WallSum {
  private var looks: [WallLook] = []
  private(set) var moves = 0
  private(set) var restless = 0

  /// A quarter of the rows: less is the ragged ends of lanes.
  private static let roomPercent = 25
  /// Up to so many tickets, heads are to be large.
  private static let fewTickets = 14
  /// With so many tickets, dishes are to be large.
  private static let dishTickets = 3...8

  mutating func add(_ evening: WatchedEvening) {
    looks += evening.looks
    moves += evening.moves
    restless += evening.restless
  }

  var hidesWithRoom: Int { looks.count { $0.hidden > 0 && $0.unusedPercent >= Self.roomPercent } }

  private var few: [WallLook] { looks.filter { $0.ticketCount <= Self.fewTickets } }
  var smallMoments: Int { few.count }
  var largeMoments: Int { few.count { $0.largeHeads == $0.cards } }

  /// Moments with three to eight tickets, and the height of their dishes on average.
  var dishes: (moments: Int, rows: Double) {
    let chosen = looks.filter { Self.dishTickets.contains($0.ticketCount) }
    return (chosen.count, chosen.reduce(0) { $0 + $1.dishRows } / Double(max(1, chosen.count)))
  }

  private func mean(_ value: (WallLook) -> Int) -> Double {
    Double(looks.reduce(0) { $0 + value($1) }) / Double(max(1, looks.count))
  }

  /// All of it, to be read or to be set beside that of another board.
  var figures: [(name: String, value: Double)] {
    [
      ("moments", Double(looks.count)), ("hidden tickets", Double(looks.reduce(0) { $0 + $1.hidden })),
      ("moments that hide", Double(looks.count { $0.hidden > 0 })),
      ("moments that hide with a quarter unused", Double(hidesWithRoom)),
      ("moments with up to \(Self.fewTickets) tickets", Double(smallMoments)),
      ("- with the heads of all cards large", Double(largeMoments)),
      ("- with all tickets in such cards", Double(few.count { $0.largeHeads == $0.ticketCount })),
      ("moments with 3 to 8 tickets", Double(dishes.moments)), ("- rows of a dish", dishes.rows),
      ("unused rows, %", mean(\.unusedPercent)), ("blank cells, %", mean(\.blankPercent)),
      ("moves", Double(moves)), ("moves within 60 s", Double(restless)),
    ]
  }

  var text: String {
    figures.map { "\($0.name) \($0.value.formatted(.number.precision(.fractionLength(0...2))))" }
      .joined(separator: "; ")
  }
}
