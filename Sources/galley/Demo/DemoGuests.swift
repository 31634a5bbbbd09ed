/// A party in the house: what it has, what it owes, what comes next.
struct DemoGuests {
  let party: DemoParty
  var table: String?
  /// When a takeaway is fetched.
  var promisedAt: Int64?
  /// What stands on the order, by number − 1.
  var items: [Item] = []
  /// Courses that were ordered.
  var round = 0
  /// Rounds that were sent: the courses, and more of one.
  var sentRounds = 0
  var adjustmentsMinor: Int64 = 0
  var isRushed = false
  var billIsOut = false
  var isPaid = false
  var isGone = false

  struct Item {
    let priceMinor: Int64
    var quantity: Int
    let prepMinutes: Int
    let isDrink: Bool
    var isRemoved = false
  }

  var totalMinor: Int64 {
    items.filter { !$0.isRemoved }.reduce(adjustmentsMinor) { $0 + $1.priceMinor * Int64($1.quantity) }
  }

  /// Whether every course was sent.
  var hasAll: Bool { round >= party.courses.count }

  /// Whether what stands on the order may still change.
  var isOpen: Bool { !billIsOut && !isPaid && !isGone }
}

/// What happens next to whom, the earliest first; of two at one moment the one that was planned first.
struct DemoAgenda {
  enum Turn {
    case arrive(Int)
    case order(Int)
    case look(DemoTicket.Crew)
    case cooked(Int)
    case recall(Int)
    case deliver(Int)
    case void(Int)
    case more(Int)
    case hurry(Int, ticket: Int)
    case moveTable(Int)
    case cancel(Int)
    case bill(Int)
    case pay(Int, part: Int)
    case leave(Int)
  }

  private var turns: [(at: Int64, turn: Turn)] = []

  mutating func add(_ turn: Turn, at time: Int64) {
    let place = turns.lastIndex { $0.at <= time }.map { $0 + 1 } ?? 0
    turns.insert((time, turn), at: place)
  }

  mutating func next() -> (at: Int64, turn: Turn)? { turns.isEmpty ? nil : turns.removeFirst() }
}
