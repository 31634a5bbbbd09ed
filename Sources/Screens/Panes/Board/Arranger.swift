import Dining
import Events

/// Shares out a board's room: lanes among the columns first, then letters among the cards.
///
/// A person at the stove comes first: that no ticket is hidden, then that code, table and time of all can be read
/// from afar, then that whoever carries has cards too, then dishes in large letters.
struct Arranger {
  let grid: BoardGrid
  let ladder: [CardForm]
  let cards: BoardCards
  let ready: ReadyPlace
  let now: Timestamp

  /// READY's place among the columns.
  static let readyColumn = 2

  private var columns: [[Ticket]] { cards.columns }

  private var tickets: [[TicketID]] { columns.map { $0.map(\.id) } }

  /// How a column's cards stand in some lanes.
  private struct Fit {
    /// A place in the ladder.
    let form: Int
    /// Tickets that are not on the first page.
    let hidden: Int
  }

  /// A way to share out the lanes, and what comes of it.
  private struct Candidate {
    let lanes: [Int]
    let isFolded: Bool
    let fits: [Fit]
    let usual: [Int]

    var hidden: Int { fits.reduce(0) { $0 + $1.hidden } }
    /// The smallest letters of a column that has tickets.
    let form: Int
    let headsLarge: Bool
    var distance: Int { zip(lanes, usual).reduce(0) { $0 + abs($1.0 - $1.1) } }

    /// What makes one better than another, the weightiest first; each is better where it is less.
    private var weights: [Int] {
      [hidden, headsLarge ? 0 : 1, isFolded ? 1 : 0, -form, distance, -fits.reduce(0) { $0 + $1.form }]
    }

    func isBetter(than other: Candidate) -> Bool { weights.lexicographicallyPrecedes(other.weights) }
  }

  /// The arrangement of a board that has shown none before, or that a person wants anew.
  ///
  /// - Parameter spareRows: rows of each lane that are left free.
  func fresh(spareRows: Int = 0, usual: [Int]? = nil) -> Arrangement {
    let best = best(spareRows: spareRows, usual: usual ?? usualLanes)
    return raising(
      Arrangement(
        lanes: best.lanes, isFolded: best.isFolded, forms: best.fits.map(\.form), movedAt: now,
        tickets: tickets), spareRows: spareRows)
  }

  /// The arrangement of a board that has shown one before. It shrinks at once when the tickets need it. It grows only
  /// when a ticket has come or gone, with room to spare, after a rest, and while nobody's hand is on it.
  func following(_ held: Arrangement, mayGrow: Bool) -> Arrangement {
    let kept = kept(held)
    guard tickets != held.tickets, kept.movedAt.advanced(byMilliseconds: Self.restMs) <= now else {
      return kept
    }
    var best = kept
    // Before letters are lost, room is moved.
    if kept.forms != held.forms, kept.hasRoom(of: held) { best = better(moved(held), best) }
    if mayGrow { best = better(fresh(spareRows: grid.rows / Self.spareShare, usual: kept.lanes), best) }
    return best
  }

  /// A board that has just moved is left alone for as long.
  static let restMs: Int64 = 60_000
  /// Letters grow when a lane would still have this share of its rows free.
  private static let spareShare = 6

  private func better(_ one: Arrangement, _ kept: Arrangement) -> Arrangement {
    var one = one
    if one.hasRoom(of: kept) { one.movedAt = kept.movedAt }
    return worth(kept).lexicographicallyPrecedes(worth(one)) ? one : kept
  }

  /// What an arrangement is worth to whoever reads it: shown, large heads, unfolded, large dishes.
  private func worth(_ one: Arrangement) -> [Int] {
    let forms = columns.indices.flatMap { column -> [Int] in
      isFolding(column, one.isFolded) ? [] : columns[column].map { one.form(of: $0.id, in: column) }
    }
    return [
      -hidden(one), forms.count { ladder[$0].hasLargeHead }, one.isFolded ? 0 : 1, forms.reduce(0, +),
    ]
  }

  private func hidden(_ one: Arrangement) -> Int { columns.indices.reduce(0) { $0 + hidden($1, one) } }

  private func hidden(_ column: Int, _ one: Arrangement) -> Int {
    guard !isFolding(column, one.isFolded), !columns[column].isEmpty else { return 0 }
    let form = ladder[one.forms[column]]
    let rows = laneRows(column, one.lanes, one.isFolded, form)
    guard !rows.isEmpty else { return columns[column].count }
    let heights = columns[column].map { cards.rows(of: $0, one.form(of: $0.id, in: column)) }
    return LaneFilling.holds(heights, laneRows: rows) ? 0 : columns[column].count - shownCount(heights, rows)
  }

  private func shownCount(_ heights: [Int], _ rows: [Int]) -> Int {
    // The last row names what is hidden.
    let shorter = rows.dropLast() + [max(0, (rows.last ?? 0) - 1)]
    return (0...heights.count).last { LaneFilling.holds(heights.prefix($0), laneRows: Array(shorter)) } ?? 0
  }
}

/// Lanes.
extension Arranger {
  /// One for NEW, one for READY that does not fold, the rest for what is cooking.
  private var usualLanes: [Int] {
    let ready = grid.laneCount > 2 && self.ready != .folded ? 1 : 0
    return [grid.laneCount > 1 ? 1 : 0, max(1, grid.laneCount - 1 - ready), ready]
  }

  private func isFolding(_ column: Int, _ isFolded: Bool) -> Bool { isFolded && column == Self.readyColumn }

  private func best(spareRows: Int, usual: [Int]) -> Candidate {
    var best: Candidate?
    for isFolded in foldings {
      for lanes in Self.shares(of: grid.laneCount) where isPossible(lanes, isFolded) {
        let candidate = candidate(lanes, isFolded, spareRows, usual)
        if best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
      }
    }
    // Two lanes may be too few for three columns of cards: then the ready ones fold, whatever the setting.
    return best ?? candidate([1, max(0, grid.laneCount - 1), 0], true, spareRows, usual)
  }

  private var foldings: [Bool] {
    switch ready {
    case .automatic: [false, true]
    case .column: [false]
    case .folded: [!columns[Self.readyColumn].isEmpty]
    }
  }

  /// Every way to share lanes out among the columns.
  private static func shares(of lanes: Int) -> [[Int]] {
    (0...lanes).flatMap { first in (0...(lanes - first)).map { [first, $0, lanes - first - $0] } }
  }

  /// Whether each column of cards has a lane, and none is lost on a fold.
  private func isPossible(_ lanes: [Int], _ isFolded: Bool) -> Bool {
    columns.indices.allSatisfy { column in
      if isFolding(column, isFolded) { return lanes[column] == 0 && !columns[column].isEmpty }
      return lanes[column] > 0 || columns[column].isEmpty
    }
  }

  private func candidate(_ lanes: [Int], _ isFolded: Bool, _ spareRows: Int, _ usual: [Int]) -> Candidate {
    let fits = columns.indices.map { fit($0, lanes, isFolded, spareRows) }
    let forms = columns.indices.filter { !columns[$0].isEmpty && !isFolding($0, isFolded) }.map {
      fits[$0].form
    }
    let least = forms.min() ?? ladder.count - 1
    return Candidate(
      lanes: lanes, isFolded: isFolded, fits: fits, usual: usual, form: least,
      headsLarge: ladder[least].hasLargeHead || !ladder.contains(where: \.hasLargeHead))
  }

  /// The largest form in which all of a column's cards stand in its lanes.
  private func fit(_ column: Int, _ lanes: [Int], _ isFolded: Bool, _ spareRows: Int) -> Fit {
    guard !columns[column].isEmpty, !isFolding(column, isFolded) else { return Fit(form: 0, hidden: 0) }
    for form in ladder.indices.reversed() {
      let rows = laneRows(column, lanes, isFolded, ladder[form], spareRows)
      // Most forms are out of the question at a glance.
      guard !rows.isEmpty, columns[column].count * cards.leastRows(form) <= rows.reduce(0, +) else {
        continue
      }
      let isLegible = form == 0 || columns[column].allSatisfy { cards.isLegible($0, form) }
      guard isLegible else { continue }
      let heights = columns[column].lazy.map { cards.rows(of: $0, form) }
      if LaneFilling.holds(heights, laneRows: rows) { return Fit(form: form, hidden: 0) }
    }
    let rows = laneRows(column, lanes, isFolded, ladder[0], spareRows)
    let shown = shownCount(columns[column].map { cards.rows(of: $0, 0) }, rows)
    return Fit(form: 0, hidden: columns[column].count - shown)
  }

  /// The height of each place where cards of a form stand in a column.
  func laneRows(
    _ column: Int, _ lanes: [Int], _ isFolded: Bool, _ form: CardForm, _ spareRows: Int = 0
  ) -> [Int] {
    let across = grid.cardsAcross(form)
    var rows = Array(repeating: max(1, grid.rows - spareRows), count: lanes[column] * across)
    let isLast = column == lanes.lastIndex { $0 > 0 }
    guard isFolded, isLast else { return rows }
    let shelf = ReadyShelf.rows(tickets: columns[Self.readyColumn].count, grid)
    for index in rows.indices.suffix(across) { rows[index] = max(1, rows[index] - shelf) }
    return rows
  }
}

/// Letters.
extension Arranger {
  /// A person's wish: every card of a column so many forms larger or smaller, whatever has no room then.
  func stepped(_ one: Arrangement, by steps: Int) -> Arrangement {
    var stepped = one
    stepped.raised = [:]
    stepped.forms = one.forms.map { min(max(0, $0 + steps), ladder.count - 1) }
    return stepped
  }

  /// What a held arrangement comes to: letters shrink until nothing is hidden, and where they can't, room moves.
  private func kept(_ held: Arrangement) -> Arrangement {
    var kept = held
    kept.tickets = tickets
    kept.raised = held.raised.filter { raised in columns.joined().contains { $0.id == raised.key } }
    // Nothing to fold: the lane is the column's again when something comes.
    if held.isFolded, columns[Self.readyColumn].isEmpty { return moved(kept) }
    guard isPossible(kept.lanes, kept.isFolded) else { return moved(kept) }
    for column in columns.indices { shrink(column, &kept) }
    return hidden(kept) > 0 ? moved(kept) : kept
  }

  /// Room shared out anew, as near to what was as can be; letters don't grow on that occasion.
  private func moved(_ held: Arrangement) -> Arrangement {
    let best = best(spareRows: 0, usual: held.lanes)
    var moved = held
    moved.lanes = best.lanes
    moved.isFolded = best.isFolded
    moved.raised = [:]
    moved.forms = best.fits.map(\.form)
    if !moved.hasRoom(of: held) { moved.movedAt = now }
    return raising(moved, spareRows: 0)
  }

  /// Makes a column's letters smaller until its cards stand in its lanes: the last ones raised first.
  private func shrink(_ column: Int, _ one: inout Arrangement) {
    guard !isFolding(column, one.isFolded) else { return }
    for place in placesInOrderOfNeed(column).reversed() {
      guard hidden(column, one) > 0 else { return }
      one.raised[columns[column][place].id] = nil
    }
    while hidden(column, one) > 0, one.forms[column] > 0 { one.forms[column] -= 1 }
  }

  /// Makes cards larger one by one, the next and the late ones first, as far as their column's lanes hold them.
  private func raising(_ one: Arrangement, spareRows: Int) -> Arrangement {
    var one = one
    for column in columns.indices where !isFolding(column, one.isFolded) && !columns[column].isEmpty {
      for (ticket, form) in raised(column, one, spareRows) { one.raised[ticket] = form }
    }
    return one
  }

  private func raised(_ column: Int, _ one: Arrangement, _ spareRows: Int) -> [TicketID: Int] {
    let base = one.forms[column]
    let laneRows = laneRows(column, one.lanes, one.isFolded, ladder[base], spareRows)
    let allRows = laneRows.reduce(0, +)
    var rows = columns[column].map { cards.rows(of: $0, base) }
    var raised: [TicketID: Int] = [:]
    guard LaneFilling.holds(rows, laneRows: laneRows) else { return raised }
    let order = placesInOrderOfNeed(column)
    for form in ladder.indices.dropFirst(base + 1) where ladder[form].isWide == ladder[base].isWide {
      // A larger card has a row more at least.
      for place in order where rows.reduce(1, +) <= allRows {
        let ticket = columns[column][place]
        guard cards.isLegible(ticket, form) else { continue }
        let before = rows[place]
        rows[place] = cards.rows(of: ticket, form)
        if LaneFilling.holds(rows, laneRows: laneRows) { raised[ticket.id] = form } else { rows[place] = before }
      }
    }
    return raised
  }

  /// The places of a column's tickets, those first that must be read from afar: the next, the late, then in the order
  /// of work.
  private func placesInOrderOfNeed(_ column: Int) -> [Int] {
    let tickets = columns[column]
    let next = column == 0 ? cards.view.next(of: tickets)?.id : nil
    func need(_ ticket: Ticket) -> Int {
      ticket.id == next ? 0 : cards.view.age(of: ticket).urgency == .late ? 1 : 2
    }
    let needs = tickets.map(need)
    return tickets.indices.sorted { (needs[$0], $0) < (needs[$1], $1) }
  }
}
