/// Part of a round that one crew works on: the bar its drinks, the kitchen the rest.
struct DemoTicket {
  enum Crew: CaseIterable {
    case bar, kitchen

    /// How many tickets are in the works at once; a large table's takes two places.
    var places: Int { self == .bar ? 3 : 14 }
  }

  enum Stage: Comparable { case waiting, cooking, ready, delivered }

  let party: Int
  let round: Int
  let crew: Crew
  /// Numbers of the items on the order.
  var items: [Int]
  let sentAt: Int64
  /// No one begins earlier: someone has to read the ticket, or it was wanted later.
  let readyToStartAt: Int64
  let workMilliseconds: Int64
  let size: Int
  /// Whether the round has nothing for the other crew.
  let isWholeRound: Bool
  var stage = Stage.waiting
  var wasRecalled = false
}

/// Who works on what: tickets wait for a free place, rushed ones first, then the oldest.
struct DemoKitchen {
  private(set) var tickets: [DemoTicket] = []

  mutating func add(_ ticket: DemoTicket) -> Int {
    tickets.append(ticket)
    return tickets.count - 1
  }

  /// The ticket to begin now; nil while no place is free or nothing waits.
  func next(for crew: DemoTicket.Crew, at time: Int64, isRushed: (Int) -> Bool) -> Int? {
    let busy = tickets.filter { $0.crew == crew && $0.stage == .cooking }.reduce(0) { $0 + $1.size }
    guard busy < crew.places else { return nil }
    let waiting = tickets.indices.filter {
      tickets[$0].crew == crew && tickets[$0].stage == .waiting && tickets[$0].readyToStartAt <= time
        && !tickets[$0].items.isEmpty
    }
    return waiting.first { isRushed(tickets[$0].party) } ?? waiting.first
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
