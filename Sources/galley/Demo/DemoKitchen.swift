/// Part of a round that one crew works on: the bar its drinks, the kitchen the rest.
struct DemoTicket {
  enum Crew: CaseIterable {
    case bar, kitchen

    /// People who begin tickets, each one at a time.
    var hands: Int { self == .bar ? 2 : 3 }

    /// How many tickets are at work at once: what two people mix side by side, what stoves, grill and oven hold.
    var places: Int { self == .bar ? 4 : 10 }

    /// How long a ticket keeps the hands of whoever begins it: to read it, and to pour each drink or to bring each
    /// portion onto the fire. What then cooks by itself leaves them free for the next one.
    func handsOnMilliseconds(portions: Int) -> Int64 {
      20_000 + Int64(portions) * (self == .bar ? 35_000 : 30_000)
    }
  }

  enum Stage: Comparable { case waiting, cooking, ready, delivered }

  let party: Int
  let round: Int
  let crew: Crew
  /// Numbers of the items on the order.
  var items: [Int]
  /// When guests begin to look at their watches.
  let dueAt: Int64
  /// No one begins earlier: someone has to read the ticket, or it is wanted later.
  let readyToStartAt: Int64
  /// How long it keeps the hands of whoever begins it.
  let handsOnMilliseconds: Int64
  /// From its beginning until it is ready.
  let workMilliseconds: Int64
  /// How many places it takes: a large table's food has two.
  let size: Int
  /// Whether the round has nothing for the other crew.
  let isWholeRound: Bool
  var stage = Stage.waiting
  var wasRecalled = false
}

/// Who works on what: tickets wait for a free place and for free hands, rushed ones first, then as they are due.
struct DemoKitchen {
  private(set) var tickets: [DemoTicket] = []
  /// When each person of a crew may begin the next ticket.
  private var handsFreeAt: [DemoTicket.Crew: [Int64]] = Dictionary(
    uniqueKeysWithValues: DemoTicket.Crew.allCases.map { ($0, Array(repeating: 0, count: $0.hands)) })

  mutating func add(_ ticket: DemoTicket) { tickets.append(ticket) }

  /// Begins the ticket whose turn it is; nil while no place or no hands are free, or nothing waits.
  ///
  /// - Returns: the ticket, and when whoever began it has free hands again.
  mutating func begin(
    for crew: DemoTicket.Crew, at time: Int64, isRushed: (Int) -> Bool
  ) -> (ticket: Int, handsFreeAt: Int64)? {
    let busy = tickets.filter { $0.crew == crew && $0.stage == .cooking }.reduce(0) { $0 + $1.size }
    guard busy < crew.places, let person = handsFreeAt[crew]?.firstIndex(where: { $0 <= time }),
      let ticket = next(for: crew, at: time, isRushed: isRushed)
    else { return nil }
    tickets[ticket].stage = .cooking
    let free = time + tickets[ticket].handsOnMilliseconds
    handsFreeAt[crew]?[person] = free
    return (ticket, free)
  }

  private func next(for crew: DemoTicket.Crew, at time: Int64, isRushed: (Int) -> Bool) -> Int? {
    let waiting = tickets.indices.filter {
      tickets[$0].crew == crew && tickets[$0].stage == .waiting && tickets[$0].readyToStartAt <= time
        && !tickets[$0].items.isEmpty
    }
    let rushed = waiting.filter { isRushed(tickets[$0].party) }
    return (rushed.isEmpty ? waiting : rushed).min { tickets[$0].dueAt < tickets[$1].dueAt }
  }

  mutating func set(_ stage: DemoTicket.Stage, _ ticket: Int) { tickets[ticket].stage = stage }

  mutating func noteRecall(_ ticket: Int) {
    tickets[ticket].stage = .cooking
    tickets[ticket].wasRecalled = true
  }

  mutating func takeOff(_ item: Int, from ticket: Int) { tickets[ticket].items.removeAll { $0 == item } }

  /// The party's tickets that the guests are still waiting for.
  func open(_ party: Int) -> [Int] {
    tickets.indices.filter {
      tickets[$0].party == party && tickets[$0].stage != .delivered && !tickets[$0].items.isEmpty
    }
  }
}
