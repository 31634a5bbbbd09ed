import Events
import Menus

/// Ordering, cooking and serving.
extension DemoEvening {
  mutating func order(_ party: Int, at time: Int64) {
    guard guests[party].isOpen else { return }
    let plan = guests[party].party
    let course = plan.courses[guests[party].round]
    var now = time
    let first = guests[party].items.count + 1
    for line in course.lines {
      add(line, party, at: now)
      now += chance.seconds(3...9)
    }
    if guests[party].round == 0 { now = changeMind(party, first, at: now) }
    guests[party].round += 1
    submit(party, from: first, at: now)
    planAfterSending(party, at: now)
  }

  /// Sends the items from one on as the next round.
  private mutating func submit(_ party: Int, from first: Int, at time: Int64) {
    guests[party].sentRounds += 1
    step(party, at: time, "order submit")
    send(party, round: guests[party].sentRounds, from: first, at: time)
  }

  private mutating func add(_ line: DemoParty.Line, _ party: Int, at time: Int64) {
    var words = [line.dish.id.string]
    if line.quantity > 1 { words += ["--qty", String(line.quantity)] }
    for modifier in line.modifiers { words += ["--modifier", modifier.name] }
    if let note = line.note { words += ["--note", note] }
    if let participant = line.participant { words += ["--participant", "P\(participant)"] }
    step(party, at: time, "order add", words)
    guests[party].items.append(
      DemoGuests.Item(
        priceMinor: line.modifiers.reduce(line.dish.priceMinor) { $0 + $1.priceMinor },
        quantity: line.quantity, prepMinutes: Int(line.dish.prepMinutes ?? 5),
        isDrink: line.dish.station == "bar"))
  }

  /// What guests take back before anything is sent.
  private mutating func changeMind(_ party: Int, _ first: Int, at time: Int64) -> Int64 {
    switch guests[party].party.wish {
    case .moreBeforeSending:
      guests[party].items[first - 1].quantity += 1
      step(party, at: time, "order quantity", "\(first)", "\(guests[party].items[first - 1].quantity)")
      return time + chance.seconds(4...9)
    case .wrongDish:
      guard let dish = DemoMenu.document.item("d1") else { return time }
      add(DemoParty.Line(dish: dish, quantity: 1), party, at: time)
      guests[party].items[guests[party].items.count - 1].isRemoved = true
      step(party, at: time + 4_000, "order undo")
      return time + 9_000
    case .openItem:
      step(party, at: time, "order add", "--open-item", "Cake brought along, plating", "--price", "15")
      guests[party].items.append(
        DemoGuests.Item(priceMinor: 1_500, quantity: 1, prepMinutes: 3, isDrink: false))
      return time + 6_000
    case .none, .void, .moreAfterSending, .delay, .hurry, .recall, .otherTable, .cancelTakeaway: return time
    }
  }

  /// Gives the crews their parts of a round.
  private mutating func send(_ party: Int, round: Int, from first: Int, at time: Int64) {
    let guest = guests[party]
    let sent = (first...guest.items.count).filter { !guest.items[$0 - 1].isRemoved }
    let wait = guest.party.wish == .delay && round == 1 ? delay(party, at: time) : 0
    for crew in DemoTicket.Crew.allCases {
      let items = sent.filter { guest.items[$0 - 1].isDrink == (crew == .bar) }
      guard let longest = items.map({ guest.items[$0 - 1].prepMinutes }).max() else { continue }
      let portions = items.reduce(0) { $0 + guest.items[$1 - 1].quantity }
      let handsOn = crew.handsOnMilliseconds(portions: portions)
      // The menu's minutes are those of a cook with nothing else to do.
      let work = max(handsOn, Int64(longest * chance.number(100...120)) * 600)
      let due = guest.promisedAt ?? time + wait + DinnerRush.lateMinutes * 60_000
      var start = time + wait + chance.seconds(15...50)
      if guest.promisedAt != nil { start = max(start, due - work - Self.takeawayHeadStartMilliseconds) }
      kitchen.add(
        DemoTicket(
          party: party, round: round, crew: crew, items: items, dueAt: due, readyToStartAt: start,
          handsOnMilliseconds: handsOn, workMilliseconds: work,
          size: guest.party.isLarge && crew == .kitchen ? 2 : 1, isWholeRound: items.count == sent.count))
      agenda.add(.look(crew), at: start)
    }
  }

  /// A takeaway is begun so much earlier than it has to be, for it is not to grow cold and not to be late.
  private static let takeawayHeadStartMilliseconds: Int64 = 6 * 60_000

  /// The guests are not ready yet. Returns how much later the crews begin.
  private mutating func delay(_ party: Int, at time: Int64) -> Int64 {
    let minutes = chance.one(of: [5, 10])
    step(party, at: time + 10_000, "order delay", String(minutes))
    return Int64(minutes) * 60_000
  }

  private mutating func planAfterSending(_ party: Int, at time: Int64) {
    let plan = guests[party].party
    let isFirst = guests[party].round == 1
    if isFirst {
      switch plan.wish {
      case .void: agenda.add(.void(party), at: time + chance.minutes(1...3))
      case .moreAfterSending: agenda.add(.more(party), at: time + chance.seconds(40...100))
      case .otherTable: agenda.add(.moveTable(party), at: time + chance.minutes(2...4))
      case .cancelTakeaway: agenda.add(.cancel(party), at: time + 12_000)
      case .none, .moreBeforeSending, .wrongDish, .delay, .hurry, .recall, .openItem: break
      }
    }
    for ticket in kitchen.open(party) {
      // Somebody notices that a ticket will soon be late, or says at once that a train won't.
      let soon =
        plan.wish == .hurry && isFirst
        ? time + chance.minutes(1...2) : kitchen.tickets[ticket].dueAt - chance.minutes(2...5)
      agenda.add(.hurry(party, ticket: ticket), at: soon)
    }
    if guests[party].hasAll, plan.asksForBillEarly {
      agenda.add(.bill(party), at: time + chance.minutes(2...5))
    }
  }

  mutating func look(_ crew: DemoTicket.Crew, at time: Int64) {
    while let (ticket, handsFreeAt) = kitchen.begin(for: crew, at: time, isRushed: { guests[$0].isRushed }) {
      move("order start", ticket, at: time)
      agenda.add(.look(crew), at: handsFreeAt)
      agenda.add(.cooked(ticket), at: time + kitchen.tickets[ticket].workMilliseconds)
    }
  }

  mutating func cooked(_ ticket: Int, at time: Int64) {
    guard !kitchen.tickets[ticket].items.isEmpty else { return }
    move("order ready", ticket, at: time)
    kitchen.set(.ready, ticket)
    let party = kitchen.tickets[ticket].party
    let mayRecall = kitchen.tickets[ticket].isWholeRound && !kitchen.tickets[ticket].wasRecalled
    if guests[party].party.wish == .recall, mayRecall {
      return agenda.add(.recall(ticket), at: time + chance.seconds(15...30))
    }
    let isRush = DinnerRush.rushMilliseconds.contains(time)
    agenda.add(.deliver(ticket), at: time + chance.seconds(isRush ? 60...140 : 30...90))
    agenda.add(.look(kitchen.tickets[ticket].crew), at: time + 3_000)
  }

  /// Sent back from the pass: something is missing, and it is made good within two minutes.
  mutating func recall(_ ticket: Int, at time: Int64) {
    step(
      kitchen.tickets[ticket].party, at: time, "order recall", "--round", "\(kitchen.tickets[ticket].round)")
    kitchen.noteRecall(ticket)
    agenda.add(.cooked(ticket), at: time + chance.seconds(60...120))
  }

  mutating func deliver(_ ticket: Int, at time: Int64) {
    guard !kitchen.tickets[ticket].items.isEmpty else { return }
    move("order deliver", ticket, at: time)
    kitchen.set(.delivered, ticket)
    let party = kitchen.tickets[ticket].party
    guard kitchen.open(party).isEmpty else { return }
    if guests[party].isRushed {
      guests[party].isRushed = false
      step(party, at: time + 2_000, "order rush", "--off")
    }
    if guests[party].isPaid {
      agenda.add(.leave(party), at: time + chance.minutes(1...3))
    } else if !guests[party].hasAll {
      let pause = guests[party].party.courses[guests[party].round].afterMilliseconds
      agenda.add(.order(party), at: time + pause)
    } else {
      let isTakeaway = guests[party].party.kind == .takeaway
      agenda.add(.bill(party), at: time + (isTakeaway ? 40_000 : chance.minutes(6...14)))
    }
  }

  /// Names the whole round where one crew has all of it, else the items.
  private mutating func move(_ command: String, _ number: Int, at time: Int64) {
    let ticket = kitchen.tickets[number]
    let words =
      ticket.isWholeRound
      ? ["--round", String(ticket.round)] : ticket.items.flatMap { ["--item", String($0)] }
    step(ticket.party, at: time, command, words)
  }

  /// Takes one item off a ticket that is not ready and keeps another one.
  mutating func void(_ party: Int, at time: Int64) {
    guard guests[party].isOpen,
      let ticket = kitchen.open(party).first(where: {
        kitchen.tickets[$0].stage < .ready && kitchen.tickets[$0].items.count > 1
      }), let item = kitchen.tickets[ticket].items.last
    else { return }
    kitchen.takeOff(item, from: ticket)
    guests[party].items[item - 1].isRemoved = true
    step(party, at: time, "order remove", "\(item)")
    step(party, at: time + chance.seconds(20...80), "order acknowledge", "\(item)")
  }

  /// One more of a dish that is being cooked: it is a round of its own.
  mutating func more(_ party: Int, at time: Int64) {
    guard guests[party].isOpen,
      let item = kitchen.open(party).first(where: { kitchen.tickets[$0].stage < .ready })
        .flatMap({ kitchen.tickets[$0].items.first })
    else { return }
    let before = guests[party].items[item - 1]
    step(party, at: time, "order quantity", "\(item)", "\(before.quantity + 1)")
    guests[party].items.append(
      DemoGuests.Item(
        priceMinor: before.priceMinor, quantity: 1, prepMinutes: before.prepMinutes, isDrink: before.isDrink))
    submit(party, from: guests[party].items.count, at: time + chance.seconds(4...9))
  }

  mutating func hurry(_ party: Int, _ ticket: Int, at time: Int64) {
    let isWaiting = kitchen.open(party).contains(ticket) && kitchen.tickets[ticket].stage < .ready
    guard isWaiting, !guests[party].isRushed else { return }
    guard guests[party].party.wish == .hurry || chance.percent(35) else { return }
    guests[party].isRushed = true
    step(party, at: time, "order rush")
  }
}
