import Dining
import Events

/// Plays an evening: guests come, order, eat and pay; the kitchen works through its tickets and falls behind.
///
/// Each turn happens at its moment and plans what follows from it, so that no step is given before the one that it
/// needs.
struct DemoEvening {
  var guests: [DemoGuests]
  var kitchen = DemoKitchen()
  var agenda = DemoAgenda()
  var chance: DemoChance
  private var steps: [DemoStep] = []
  private var freeTables: [String]
  private var freeLargeTables: [String]

  init(parties: [DemoParty], chance: DemoChance) {
    guests = parties.map { DemoGuests(party: $0) }
    self.chance = chance
    freeTables = (1...24).map { "T\($0)" }
    freeLargeTables = (30...34).map { "T\($0)" }
  }

  mutating func play() {
    for number in guests.indices { agenda.add(.arrive(number), at: guests[number].party.arrivesAt) }
    while let (time, turn) = agenda.next() { take(turn, at: time) }
  }

  /// Turns plan a few keystrokes ahead, so steps are put in order at the end; each party's stay in theirs.
  var stepsInOrder: [DemoStep] {
    steps.enumerated().sorted {
      ($0.element.atMilliseconds, $0.offset) < ($1.element.atMilliseconds, $1.offset)
    }.map(\.element)
  }

  private mutating func take(_ turn: DemoAgenda.Turn, at time: Int64) {
    switch turn {
    case .arrive(let party): arrive(party, at: time)
    case .order(let party): order(party, at: time)
    case .look(let crew): look(crew, at: time)
    case .cooked(let ticket): cooked(ticket, at: time)
    case .recall(let ticket): recall(ticket, at: time)
    case .deliver(let ticket): deliver(ticket, at: time)
    case .void(let party): void(party, at: time)
    case .more(let party): more(party, at: time)
    case .hurry(let party, let ticket): hurry(party, ticket, at: time)
    case .moveTable(let party): moveTable(party, at: time)
    case .cancel(let party): cancel(party, at: time)
    case .bill(let party): bill(party, at: time)
    case .pay(let party, let part): pay(party, part: part, at: time)
    case .leave(let party): leave(party, at: time)
    }
  }

  /// Writes a step down; its first words are those of the command, the order's code comes after them.
  mutating func step(
    _ party: Int, at time: Int64, _ command: String, _ arguments: String..., promisedAt: Int64? = nil
  ) {
    step(party, at: time, command, arguments, promisedAt: promisedAt)
  }

  mutating func step(
    _ party: Int, at time: Int64, _ command: String, _ arguments: [String], promisedAt: Int64? = nil
  ) {
    let words = command.split(separator: " ").map(String.init)
    let code = words == ["order", "open"] ? [] : [DemoStep.codeWord]
    steps.append(
      DemoStep(
        atMilliseconds: time, party: party + 1, arguments: words + code + arguments,
        promisedAtMilliseconds: promisedAt))
  }

  private mutating func arrive(_ party: Int, at time: Int64) {
    let plan = guests[party].party
    if plan.kind == .takeaway {
      let promised = time + chance.minutes(20...40)
      guests[party].promisedAt = promised
      step(
        party, at: time, "order open", "--type", "takeaway", "--promised", DemoStep.promisedWord,
        promisedAt: promised)
      return agenda.add(.order(party), at: time + chance.seconds(20...60))
    }
    guard let table = takeTable(isLarge: plan.isLarge) else {
      return agenda.add(.arrive(party), at: time + chance.minutes(4...7))
    }
    guests[party].table = table
    step(party, at: time, "order open", "--table", table, "--guests", String(plan.guests))
    for (number, name) in plan.names.enumerated() {
      step(party, at: time + Int64(20 + 8 * number) * 1000, "participant join", "--name", name)
    }
    if let alert = plan.alert { step(party, at: time + 60_000, "order alert", alert) }
    if plan.leavesBeforeOrdering { return agenda.add(.cancel(party), at: time + chance.minutes(9...12)) }
    agenda.add(.order(party), at: time + max(90_000, plan.courses[0].afterMilliseconds))
  }

  private mutating func takeTable(isLarge: Bool) -> String? {
    isLarge
      ? (freeLargeTables.isEmpty ? nil : freeLargeTables.removeFirst())
      : (freeTables.isEmpty ? nil : freeTables.remove(at: chance.number(0...(freeTables.count - 1))))
  }

  private mutating func free(_ table: String, isLarge: Bool) {
    if isLarge { freeLargeTables.append(table) } else { freeTables.append(table) }
  }

  private mutating func moveTable(_ party: Int, at time: Int64) {
    guard guests[party].isOpen, !guests[party].party.isLarge, let before = guests[party].table,
      let after = takeTable(isLarge: false)
    else { return }
    guests[party].table = after
    step(party, at: time, "order move", after)
    free(before, isLarge: false)
  }

  private mutating func cancel(_ party: Int, at time: Int64) {
    let waiting = kitchen.open(party)
    guard guests[party].isOpen, waiting.allSatisfy({ kitchen.tickets[$0].stage == .waiting }) else { return }
    guests[party].isGone = true
    let isTakeaway = guests[party].party.kind == .takeaway
    step(party, at: time, "order cancel", "--reason", isTakeaway ? "called off" : "left before ordering")
    var seen = time
    for ticket in waiting {
      for item in kitchen.tickets[ticket].items {
        seen += chance.seconds(8...40)
        step(party, at: seen, "order acknowledge")
        kitchen.takeOff(item, from: ticket)
      }
    }
    if let table = guests[party].table { free(table, isLarge: guests[party].party.isLarge) }
  }

  private mutating func bill(_ party: Int, at time: Int64) {
    guard guests[party].isOpen else { return }
    let plan = guests[party].party
    if plan.isLarge {
      let service = guests[party].totalMinor / 10
      adjust(party, at: time - 20_000, "service", service, label: "service 10 %")
    } else if chance.percent(8) {
      adjust(party, at: time - 20_000, "comp", 650, label: "sorry for the wait")
    }
    guests[party].billIsOut = true
    step(party, at: time, "order bill")
    agenda.add(.pay(party, part: 1), at: time + chance.minutes(2...6))
  }

  private mutating func adjust(_ party: Int, at time: Int64, _ kind: String, _ minor: Int64, label: String) {
    guests[party].adjustmentsMinor += kind == "comp" ? -minor : minor
    step(party, at: time, "order adjust", kind, Self.amount(minor), "--label", label)
  }

  private mutating func pay(_ party: Int, part: Int, at time: Int64) {
    let parts = Int64(guests[party].party.paysInParts)
    let total = guests[party].totalMinor
    let isLast = part >= parts
    let amount = isLast ? total - total / parts * (parts - 1) : total / parts
    step(party, at: time, "pay cash", Self.amount(amount))
    guard isLast else { return agenda.add(.pay(party, part: part + 1), at: time + chance.minutes(1...3)) }
    guests[party].isPaid = true
    agenda.add(.leave(party), at: time + chance.minutes(1...3))
  }

  /// Paid and served: the order is closed and the table laid anew. Who paid early waits for the food.
  private mutating func leave(_ party: Int, at time: Int64) {
    guard guests[party].isPaid, !guests[party].isGone, kitchen.open(party).isEmpty else { return }
    guests[party].isGone = true
    if chance.percent(40), guests[party].table != nil { step(party, at: time - 5_000, "order complete") }
    step(party, at: time, "order close")
    if let table = guests[party].table { free(table, isLarge: guests[party].party.isLarge) }
  }

  /// As people write it in euros.
  static func amount(_ minor: Int64) -> String {
    guard let euro = Currency("EUR"), let money = Money(minor: minor) else {
      preconditionFailure("the demo's sums are small")
    }
    return euro.text(money)
  }
}
