import Dining
import Events
import Synchronization

@testable import galley

/// What came of a demo's evening, watched from change to change.
struct PlayedEvening: Sendable {
  /// Each party's order as it was in the end.
  private(set) var orders: [Int: Order] = [:]
  private(set) var refusals: [String] = []
  private(set) var tickets: [RoundName: Life] = [:]
  private(set) var works: [WorkName: Work] = [:]
  /// What each party has on the board.
  private var standing: [Int: [Ticket]] = [:]
  private var boards: [(time: Timestamp, tickets: [BoardColumn: Int])] = []
  private static let played = Mutex<[UInt64: PlayedEvening]>([:])

  struct RoundName: Hashable, Sendable {
    let party: Int
    let number: Int
  }

  /// One round on the board.
  struct Life: Sendable {
    let sentAt: Timestamp
    var isTakeaway = false
    var delayMinutes: Int64 = 0
    var wasLate = false
    /// When it was in READY last.
    var readyAt: Timestamp?
    var goneAt: Timestamp?
  }

  /// What one crew has of a round.
  struct WorkName: Hashable, Sendable {
    let round: RoundName
    let isOfBar: Bool
  }

  struct Work: Sendable {
    let begunAt: Timestamp
    /// When it was ready first; nil where all of it was taken off before.
    var readyAt: Timestamp?
    /// How long its slowest dish takes, as the menu says.
    let prepMinutes: Int64
    let portions: Int64
    let wasRushed: Bool
  }

  /// The evening of a seed. It is the same each time, so it is played once for all tests.
  static func of(_ seed: UInt64) -> PlayedEvening {
    played.withLock { played in
      if let evening = played[seed] { return evening }
      let evening = PlayedEvening(seed: seed)
      played[seed] = evening
      return evening
    }
  }

  private init(seed: UInt64) {
    var evening = WallEvening(seed: seed)
    while let moment = evening.next() {
      guard let order = moment.order else { continue }
      follow(order, of: moment.step.party, at: moment.time)
      look(at: order, of: moment.step.party, moment)
    }
    refusals = evening.refusals
  }

  private mutating func follow(_ order: Order, of party: Int, at time: Timestamp) {
    let before = orders.updateValue(order, forKey: party)
    for item in order.items {
      guard let number = item.round, item.status != before?.item(item.id)?.status else { continue }
      let name = WorkName(round: RoundName(party: party, number: number), isOfBar: Self.isOfBar(item))
      switch item.status {
      case .preparing where works[name] == nil: works[name] = begun(name, order, at: time)
      case .ready where works[name]?.readyAt == nil: works[name]?.readyAt = time
      case .opened, .ordered, .preparing, .ready, .delivered: break
      }
    }
  }

  private func begun(_ name: WorkName, _ order: Order, at time: Timestamp) -> Work {
    let items = order.items.filter {
      $0.round == name.round.number && Self.isOfBar($0) == name.isOfBar && $0.status == .preparing
    }
    let minutes = items.compactMap { DemoMenu.document.item($0.dish.menuitemID)?.prepMinutes }
    return Work(
      begunAt: time, prepMinutes: Int64(minutes.max() ?? 0), portions: items.reduce(0) { $0 + $1.quantity },
      wasRushed: order.isRushed)
  }

  private static func isOfBar(_ item: Item) -> Bool { item.dish.station == "bar" }

  private mutating func look(at order: Order, of party: Int, _ moment: WallMoment) {
    let after = BoardRules.tickets(of: order)
    let before = standing.updateValue(after, forKey: party) ?? []
    // What stood there until now may have become late meanwhile.
    for ticket in before + after {
      note(ticket, RoundName(party: party, number: ticket.round.number), moment)
    }
    for ticket in before where !after.contains(where: { $0.round.number == ticket.round.number }) {
      tickets[RoundName(party: party, number: ticket.round.number)]?.goneAt = moment.time
    }
    let columns = standing.values.joined().map { ($0.column, 1) }
    boards.append((moment.time, Dictionary(columns, uniquingKeysWith: +)))
  }

  private mutating func note(_ ticket: Ticket, _ name: RoundName, _ moment: WallMoment) {
    var life = tickets[name] ?? Life(sentAt: ticket.round.sentAt)
    life.isTakeaway = ticket.order.opening?.type == .takeaway
    life.delayMinutes = ticket.round.delayMinutes
    let urgency = BoardRules.urgency(of: ticket, at: moment.time, limits: moment.house.ageLimits)
    life.wasLate = life.wasLate || urgency == .late
    if ticket.column != .ready {
      life.readyAt = nil
    } else if life.readyAt == nil {
      life.readyAt = moment.time
    }
    tickets[name] = life
  }

  /// The most tickets on the board at once.
  var mostTickets: Int { boards.map { $0.tickets.values.reduce(0, +) }.max() ?? 0 }

  /// How many tickets stand in a column on average over the rush.
  func mean(_ column: BoardColumn) -> Double {
    let rush = DinnerRush.rushMilliseconds
    let (from, to) = (WallEvening.watchedFrom, WallEvening.opens.advanced(byMilliseconds: rush.upperBound))
    var sum = 0.0
    for (board, following) in zip(boards, boards.dropFirst()) {
      let passed = min(following.time, to).milliseconds - max(board.time, from).milliseconds
      if passed > 0 { sum += Double(passed) * Double(board.tickets[column] ?? 0) }
    }
    return sum / Double(rush.upperBound - rush.lowerBound)
  }
}
