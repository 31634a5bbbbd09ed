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
  /// A board that has just changed is left alone for as long.
  static let restMs: Int64 = 60_000
  /// A ticket that is hidden while this share of the rows is unused waits for no rest.
  private static let unusedShare = 4

  private var columns: [[Ticket]] { cards.columns }
  private var tickets: [[TicketID]] { columns.map { $0.map(\.id) } }

  /// The arrangement of a board that has shown none before, or that a person wants anew.
  ///
  /// - Parameters:
  ///   - usual: the lanes to stay near to; nil: those of a quiet evening.
  ///   - spare: what is left free.
  func fresh(usual: [Int]? = nil, sparing spare: Spare = .oneTicket) -> Arrangement {
    arranged(best(usual: usual ?? usualLanes, spare))
  }

  private func arranged(_ one: Candidate) -> Arrangement {
    Arrangement(
      lanes: one.lanes, forms: one.fits.map(\.form),
      raised: one.fits.reduce(into: [:]) { all, fit in all.merge(fit.raised) { $1 } }, tickets: tickets,
      movedAt: now, lettersAt: columns.map { _ in now })
  }

  /// What is left free in each column that has tickets.
  enum Spare {
    case nothing
    /// Room for one more like the others, so that letters which have grown don't shrink with the next one, and two that
    /// alternate change nothing.
    case oneTicket
  }

  /// The arrangement of a board that has shown one before. It shrinks at once when the tickets need it. It grows only
  /// when a ticket has come or gone, with room to spare, after a rest, and while nobody's hand is on it.
  func following(_ held: Arrangement, mayGrow: Bool) -> Arrangement {
    var kept = held
    kept.tickets = tickets
    kept.raised = held.raised.filter { raised in columns.joined().contains { $0.id == raised.key } }
    let lacksLane = !isPossible(kept.lanes)
    if lacksLane { kept.lanes = best(usual: held.lanes, .nothing).lanes }
    for column in columns.indices { shrink(column, &kept, beside: held) }
    // Time alone changes nothing.
    let isTouched = tickets != held.tickets || kept.forms != held.forms || kept.raised != held.raised
    if isTouched, !lacksLane { kept = movedForHidden(kept) }
    if tickets != held.tickets { kept = changed(kept, mayGrow: mayGrow) }
    return kept.following(held, at: now)
  }

  /// Room moves for a ticket that it shows: after a rest, or at once where much of it is unused.
  private func movedForHidden(_ kept: Arrangement) -> Arrangement {
    let before = hidden(kept)
    guard before > 0, isRested(kept.movedAt) || hasUnusedRoom(kept) else { return kept }
    let moved = moved(kept)
    return hidden(moved) < before ? moved : kept
  }

  /// What may change when a ticket has come or gone: letters, and after a rest the room.
  private func changed(_ kept: Arrangement, mayGrow: Bool) -> Arrangement {
    var best = kept
    if mayGrow { best = better(grown(kept), best) }
    guard isRested(kept.movedAt) else { return best }
    // Before heads are lost, room is moved.
    if worth(kept).heads < columns.joined().count {
      let moved = moved(kept)
      if moved.lanes != kept.lanes { best = better(moved, best) }
    }
    return mayGrow ? better(fresh(usual: kept.lanes), best) : best
  }

  private func isRested(_ time: Timestamp) -> Bool { time.advanced(byMilliseconds: Self.restMs) <= now }

  /// Larger letters in the same lanes, in columns whose letters have rested.
  private func grown(_ kept: Arrangement) -> Arrangement {
    var grown = kept
    for column in columns.indices where isRested(kept.lettersAt[column]) {
      let fit = fit(column, kept.lanes, .oneTicket)
      for ticket in columns[column] { grown.raised[ticket.id] = fit.raised[ticket.id] }
      grown.forms[column] = fit.form
    }
    return grown
  }

  /// Room shared out anew, as near to what was as can be.
  private func moved(_ kept: Arrangement) -> Arrangement { fresh(usual: kept.lanes, sparing: .nothing) }

  private func better(_ one: Arrangement, _ kept: Arrangement) -> Arrangement {
    let isWorthIt = worth(one).isMore(than: worth(kept), byMuch: one.lanes != kept.lanes)
    return isWorthIt ? one : kept
  }

  /// What an arrangement is worth to whoever reads it, the weightiest first.
  private struct Worth {
    let shown: Int
    let heads: Int
    let cards: Int
    let forms: Int

    /// - Parameter isMuch: whether dishes that are a little larger are not enough.
    func isMore(than other: Worth, byMuch isMuch: Bool) -> Bool {
      let weights = [shown, heads, cards]
      let others = [other.shown, other.heads, other.cards]
      guard weights == others else { return others.lexicographicallyPrecedes(weights) }
      return isMuch ? forms * 3 >= other.forms * 4 : forms > other.forms
    }
  }

  private func worth(_ one: Arrangement) -> Worth {
    let forms = columns.indices.flatMap { column in
      one.lanes[column] == 0 ? [] : columns[column].map { one.form(of: $0.id, in: column) }
    }
    return Worth(
      shown: -hidden(one), heads: forms.count { ladder[$0].hasLargeHead }, cards: forms.count,
      forms: forms.reduce(0, +))
  }
}

/// What fits where.
extension Arranger {
  /// The height of each place where cards of a form stand in a column.
  func laneRows(_ column: Int, _ lanes: [Int], _ form: Int) -> [Int] {
    let across = grid.cardsAcross(ladder[form])
    var rows = Array(repeating: grid.rows, count: lanes[column] * across)
    guard lanes[Self.readyColumn] == 0, column == lanes.lastIndex(where: { $0 > 0 }) else { return rows }
    let shelf = ReadyShelf.rows(tickets: columns[Self.readyColumn].count, grid)
    for index in rows.indices.suffix(across) { rows[index] = max(1, rows[index] - shelf) }
    return rows
  }

  private func holds(_ column: Int, _ one: Arrangement) -> Bool {
    guard one.lanes[column] > 0 else { return true }
    return holds(measures(column, one), laneRows(column, one.lanes, one.forms[column]), one.forms[column])
  }

  /// Whether cards stand on one page. Dishes are never large at the cost of a torn card.
  private func holds(_ measures: [LaneFilling.Measure], _ laneRows: [Int], _ form: Int) -> Bool {
    if LaneFilling.holds(measures.lazy.map(\.rows), laneRows: laneRows) { return true }
    guard !ladder[form].hasLargeDishes, measures.reduce(0, { $0 + $1.rows }) <= laneRows.reduce(0, +) else {
      return false
    }
    return LaneFilling(measures, laneRows: laneRows).pages.count == 1
  }

  private func measures(_ column: Int, _ one: Arrangement) -> [LaneFilling.Measure] {
    columns[column].map { cards.measure(of: $0, one.form(of: $0.id, in: column)) }
  }

  /// Tickets of a column that are not on its first page.
  private func hidden(_ column: Int, _ one: Arrangement) -> Int {
    if one.lanes[column] == 0 || holds(column, one) { return 0 }
    return unseen(measures(column, one), laneRows(column, one.lanes, one.forms[column])).tickets
  }

  private func unseen(_ measures: [LaneFilling.Measure], _ laneRows: [Int]) -> Unseen {
    let page = LaneFilling(measures, laneRows: laneRows).pages[0]
    let whole = page.count { $0.lines.upperBound == measures[$0.index].lineRows.count }
    return Unseen(
      tickets: measures.count - whole,
      rows: max(0, measures.reduce(0) { $0 + $1.rows } - page.reduce(0) { $0 + $1.rows }))
  }

  private func hidden(_ one: Arrangement) -> Int { columns.indices.reduce(0) { $0 + hidden($1, one) } }

  private func hasUnusedRoom(_ one: Arrangement) -> Bool {
    var all = 0
    var used = 0
    for column in columns.indices where one.lanes[column] > 0 {
      let rows = laneRows(column, one.lanes, one.forms[column])
      all += rows.reduce(0, +)
      used += LaneFilling(measures(column, one), laneRows: rows).pages[0].reduce(0) { $0 + $1.rows }
    }
    return (all - used) * Self.unusedShare >= all
  }
}

/// Lanes.
extension Arranger {
  /// How a column's cards stand in some lanes.
  private struct Fit {
    /// A place in the ladder.
    var form = 0
    /// Tickets whose cards are larger.
    var raised: [TicketID: Int] = [:]
    var unseen = Unseen()
  }

  /// What of a column is not on its first page.
  private struct Unseen {
    /// Tickets that are not there to their end.
    var tickets = 0
    var rows = 0
  }

  /// A way to share out the lanes, and what comes of it.
  private struct Candidate {
    let lanes: [Int]
    let fits: [Fit]
    /// What makes one better than another, the weightiest first; each is better where it is less.
    let weights: [Int]
  }

  /// One for NEW, one for READY that does not fold, the rest for what is cooking.
  private var usualLanes: [Int] {
    let ready = grid.laneCount > 2 && self.ready != .folded ? 1 : 0
    return [grid.laneCount > 1 ? 1 : 0, max(1, grid.laneCount - 1 - ready), ready]
  }

  private func best(usual: [Int], _ spare: Spare) -> Candidate {
    var best: Candidate?
    var known: [[Int]: Fit] = [:]
    for lanes in Self.shares(of: grid.laneCount) where isPossible(lanes) {
      let candidate = candidate(lanes, usual, spare, &known)
      if best.map({ candidate.weights.lexicographicallyPrecedes($0.weights) }) ?? true { best = candidate }
    }
    // Two lanes may be too few for three columns of cards: then the ready ones fold, whatever the setting.
    return best ?? candidate([1, max(0, grid.laneCount - 1), 0], usual, spare, &known)
  }

  /// Every way to share lanes out among the columns.
  private static func shares(of lanes: Int) -> [[Int]] {
    (0...lanes).flatMap { first in (0...(lanes - first)).map { [first, $0, lanes - first - $0] } }
  }

  /// Whether each column has a lane that must have one.
  private func isPossible(_ lanes: [Int]) -> Bool {
    columns.indices.allSatisfy { column in
      guard column == Self.readyColumn else { return lanes[column] > 0 || columns[column].isEmpty }
      switch ready {
      case .automatic: return true
      case .column: return lanes[column] > 0 || columns[column].isEmpty
      case .folded: return lanes[column] == 0
      }
    }
  }

  /// - Parameter known: what came of a column's rows, by column and rows: many ways give it the same.
  private func candidate(
    _ lanes: [Int], _ usual: [Int], _ spare: Spare, _ known: inout [[Int]: Fit]
  ) -> Candidate {
    let fits = columns.indices.map { column in
      let key = [column] + laneRows(column, lanes, 0)
      let fit = known[key] ?? self.fit(column, lanes, spare)
      known[key] = fit
      return fit
    }
    let forms = columns.indices.filter { lanes[$0] > 0 }.flatMap { column in
      columns[column].map { fits[column].raised[$0.id] ?? fits[column].form }
    }
    let smallHeads = ladder.contains(where: \.hasLargeHead) ? forms.count { !ladder[$0].hasLargeHead } : 0
    // What comes next is a ticket of NEW or one that is begun: a column that has lent its last lane takes it back then.
    let lent = lanes.dropLast().count { $0 == 0 }
    let isFolded = lanes[Self.readyColumn] == 0 && !columns[Self.readyColumn].isEmpty
    return Candidate(
      lanes: lanes, fits: fits,
      weights: [
        // Squared, so that one column does not hide what another shows.
        fits.reduce(0) { $0 + $1.unseen.tickets * $1.unseen.tickets }, fits.reduce(0) { $0 + $1.unseen.rows },
        lent, smallHeads,
        isFolded ? 1 : 0, -forms.reduce(0, +),
        zip(lanes, usual).reduce(0) { $0 + abs($1.0 - $1.1) },
      ])
  }

  /// The largest forms in which all of a column's cards stand in its lanes.
  private func fit(_ column: Int, _ lanes: [Int], _ spare: Spare) -> Fit {
    let tickets = columns[column]
    guard lanes[column] > 0, !tickets.isEmpty else { return Fit() }
    for form in ladder.indices.reversed() where form == 0 || mayHold(column, lanes, form) {
      let measures = tickets.map { cards.measure(of: $0, form) }
      let rows = laneRows(column, lanes, form)
      guard holds(measures + spared(measures, spare), rows, form) else { continue }
      return Fit(form: form, raised: raised(column, form, rows, spare) { _ in .max })
    }
    // Nothing is spared any more, but what must be read from afar is as large as it may be.
    let rows = laneRows(column, lanes, 0)
    let measures = tickets.map { cards.measure(of: $0, 0) }
    return Fit(
      raised: raised(column, 0, rows, .nothing) { need($0) == .rest ? 0 : .max },
      unseen: unseen(measures, rows))
  }

  /// The height of a card that is not there.
  private func spared(_ cards: [LaneFilling.Measure], _ spare: Spare) -> [LaneFilling.Measure] {
    switch spare {
    case .nothing: []
    case .oneTicket:
      cards.isEmpty
        ? [] : [LaneFilling.Measure(headRows: cards.reduce(0) { $0 + $1.rows } / cards.count, lineRows: [])]
    }
  }

  /// Most forms are out of the question at a glance.
  private func mayHold(_ column: Int, _ lanes: [Int], _ form: Int) -> Bool {
    columns[column].count * cards.leastRows(form) <= laneRows(column, lanes, form).reduce(0, +)
      && columns[column].allSatisfy { cards.isLegible($0, form) }
  }
}

/// Letters.
extension Arranger {
  /// A person's wish: every card of a column so many forms larger or smaller, whatever has no room then.
  func stepped(_ one: Arrangement, by steps: Int) -> Arrangement {
    func step(_ form: Int) -> Int { min(max(0, form + steps), ladder.count - 1) }
    var stepped = one
    stepped.forms = one.forms.map(step)
    for column in columns.indices {
      for ticket in columns[column] {
        let raised = one.raised[ticket.id].map(step)
        // A column's cards are all as wide as each other.
        let fits = raised.map { ladder[$0].isWide == ladder[stepped.forms[column]].isWide } ?? false
        stepped.raised[ticket.id] = fits ? raised : nil
      }
    }
    return stepped
  }

  /// Makes a column's letters smaller until its cards stand in its lanes; none gets larger than it was.
  private func shrink(_ column: Int, _ one: inout Arrangement, beside held: Arrangement) {
    guard !holds(column, one) else { return }
    for ticket in columns[column] { one.raised[ticket.id] = nil }
    while one.forms[column] > 0, !holds(column, one) { one.forms[column] -= 1 }
    let rows = laneRows(column, one.lanes, one.forms[column])
    let raised = raised(column, one.forms[column], rows, .nothing) { held.form(of: $0.id, in: column) }
    one.raised.merge(raised) { $1 }
  }

  /// The cards that can be larger, one by one, the next and the late ones first, as far as their column's lanes hold them.
  ///
  /// - Parameters:
  ///   - base: the form in which all of them stand there.
  ///   - limit: the largest form that a ticket may have.
  private func raised(
    _ column: Int, _ base: Int, _ laneRows: [Int], _ spare: Spare, limit: (Ticket) -> Int
  ) -> [TicketID: Int] {
    var raised: [TicketID: Int] = [:]
    let allRows = laneRows.reduce(0, +)
    var measures = columns[column].map { cards.measure(of: $0, base) }
    measures += spared(measures, spare)
    guard !laneRows.isEmpty, holds(measures, laneRows, base) else { return raised }
    let order = placesInOrderOfNeed(column)
    for form in ladder.indices.dropFirst(base + 1) where ladder[form].isWide == ladder[base].isWide {
      // A larger card has a row more at least.
      for place in order where measures.reduce(1, { $0 + $1.rows }) <= allRows {
        let ticket = columns[column][place]
        guard form <= limit(ticket), cards.isLegible(ticket, form) else { continue }
        let before = measures[place]
        measures[place] = cards.measure(of: ticket, form)
        if holds(measures, laneRows, form) { raised[ticket.id] = form } else { measures[place] = before }
      }
    }
    return raised
  }

  /// Who is first to have large letters.
  private enum Need: Int { case next, late, rest }

  private func need(_ ticket: Ticket) -> Need {
    if cards.state(ticket).isNext { return .next }
    return cards.view.age(of: ticket).urgency == .late ? .late : .rest
  }

  /// The places of a column's tickets, those first that must be read from afar, then in the order of work.
  private func placesInOrderOfNeed(_ column: Int) -> [Int] {
    let needs = columns[column].map { need($0).rawValue }
    return columns[column].indices.sorted { (needs[$0], $0) < (needs[$1], $1) }
  }
}
