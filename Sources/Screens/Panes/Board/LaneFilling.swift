/// Where the cards of one column stand: below each other in a lane, going on in the next, on as many pages as it
/// takes. A long card may go on in the next one; one that is not long stands whole.
struct LaneFilling {
  /// How high a card is, without what it says.
  struct Measure: Hashable, Sendable {
    /// Rows above the body.
    let headRows: Int
    /// The body's lines, which are never torn apart.
    let lineRows: [Int]

    var rows: Int { headRows + lineRows.reduce(0, +) }
  }

  /// A stretch of a card and where it stands.
  struct Placed: Hashable, Sendable {
    /// The card's place in the column.
    let index: Int
    let lane: Int
    let row: Int
    /// Lines of its body.
    let lines: Range<Int>
    let rows: Int
  }

  /// What stands on each page, in order; one empty page where there is nothing.
  private(set) var pages: [[Placed]] = [[]]
  /// The height of each lane: the last ones may be lower.
  private let laneRows: [Int]
  private let tearsLong: Bool
  private var lane = 0
  private var row = 0

  /// A part of a card says in a row above what it goes on with, and in one below what is still to come.
  static let partRows = 1
  /// Less of a ticket than this is no use at the end of a lane.
  private static let partRowsLeast = 6
  /// A ticket of so many rows or fewer is never torn where a lane holds it.
  static let wholeRows = 12

  /// Untorn where that holds all of a column on one page, else with long cards torn.
  ///
  /// - Parameter laneRows: at least one lane.
  init(_ cards: [Measure], laneRows: [Int]) {
    let whole = Self(cards, laneRows, tearsLong: false)
    self = whole.pages.count == 1 ? whole : Self(cards, laneRows, tearsLong: true)
  }

  private init(_ cards: [Measure], _ laneRows: [Int], tearsLong: Bool) {
    self.laneRows = laneRows.map { max(1, $0) }
    self.tearsLong = tearsLong
    for (index, card) in cards.enumerated() {
      place(card, index, isLastCard: index == cards.count - 1)
    }
  }

  /// Whether cards of these heights stand untorn on one page: what the whole filling would say, without the places.
  static func holds(_ rows: some Sequence<Int>, laneRows: [Int]) -> Bool {
    var lane = 0
    var used = 0
    for rows in rows {
      while used + rows > laneRows[lane] {
        lane += 1
        used = 0
        if lane == laneRows.count { return false }
      }
      used += rows
    }
    return true
  }

  /// The page on which a card is whole, or begins where it is torn.
  func page(of index: Int) -> Int? {
    pages.firstIndex { $0.contains { $0.index == index && $0.lines.lowerBound == 0 } }
  }

  /// The first row of the next card; on a page after the first, below how many tickets are above.
  private func topRow(_ index: Int) -> Int { pages.count > 1 && lane == 0 && index > 0 ? 1 : 0 }

  /// What of the current lane is free below a row. The last row of a page is kept for how much comes after it.
  private func room(below start: Int, keepsLast: Bool) -> Int {
    laneRows[lane] - start - (keepsLast && lane == laneRows.count - 1 ? 1 : 0)
  }

  private mutating func nextLane(_ index: Int) {
    lane += 1
    if lane == laneRows.count {
      pages.append([])
      lane = 0
    }
    row = topRow(index)
  }

  private mutating func place(_ card: Measure, _ index: Int, isLastCard: Bool) {
    let whole = card.lineRows.indices
    if card.rows <= room(below: row, keepsLast: !isLastCard) { return put(card, whole, index) }
    guard let highest = laneRows.max(), card.rows <= highest - 2, !isWorthTearing(card, index) else {
      return tear(card, index, isLastCard: isLastCard)
    }
    repeat { nextLane(index) } while card.rows > room(below: row, keepsLast: !isLastCard)
    put(card, whole, index)
  }

  /// Where a long ticket would leave much of a lane empty, it begins there and goes on in the next lane of the page.
  private func isWorthTearing(_ card: Measure, _ index: Int) -> Bool {
    tearsLong && card.rows > Self.wholeRows && lane < laneRows.count - 1
      && room(below: row, keepsLast: true) >= card.headRows + Self.partRowsLeast
  }

  private mutating func put(_ card: Measure, _ lines: Range<Int>, _ index: Int) {
    let isLast = lines.upperBound == card.lineRows.count
    let rows =
      (lines.lowerBound == 0 ? card.headRows : Self.partRows) + card.lineRows[lines].reduce(0, +)
      + (isLast ? 0 : Self.partRows)
    pages[pages.count - 1].append(Placed(index: index, lane: lane, row: row, lines: lines, rows: rows))
    row += rows
  }

  private mutating func tear(_ card: Measure, _ index: Int, isLastCard: Bool) {
    if row != topRow(index), room(below: row, keepsLast: true) < Self.partRowsLeast { nextLane(index) }
    var line = 0
    var isEmptyLane = row == topRow(index)
    while true {
      let room = room(below: row, keepsLast: !isLastCard)
      var lines = Self.beginning(of: card, at: line, rows: room)
      // In an empty lane that is too low for anything, one line stands anyway, cut by the lane's edge.
      if lines == nil, isEmptyLane { lines = line..<min(line + 1, card.lineRows.count) }
      if let lines {
        put(card, lines, index)
        line = lines.upperBound
        if line == card.lineRows.count { return }
      }
      nextLane(index)
      isEmptyLane = true
    }
  }

  /// As many lines of a card, from one of its body on, as a height holds; nil where not even one has room.
  private static func beginning(of card: Measure, at first: Int, rows: Int) -> Range<Int>? {
    var used = first == 0 ? card.headRows : partRows
    var end = first
    while end < card.lineRows.count {
      let isLast = end == card.lineRows.count - 1
      guard used + card.lineRows[end] + (isLast ? 0 : partRows) <= rows else { break }
      used += card.lineRows[end]
      end += 1
    }
    return end > first || card.lineRows.isEmpty ? first..<end : nil
  }
}
