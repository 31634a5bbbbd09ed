import Dining
import EventLog
import Events
import Venue

/// What must hold when everything that went wrong is over and all have told each other everything.
struct FinalCheck {
  private let world: World
  private var witness: Witness { world.witness }
  private let boxes: [Box]

  init(_ world: World) {
    self.world = world
    boxes = world.boxes.filter { !$0.isGivenUp }
  }

  func run() {
    guard let first = boxes.first else { return }
    let events = Readable.events(on: first.disk)
    let hashes = Set(events.map(\.hash))
    for box in boxes { checkLog(of: box, hashes) }
    checkAcknowledged(hashes)
    checkNumbers(events)
    let expected = Folding.states(of: events)
    let shuffled = Folding.states(of: Chance(world.options.seed, "shuffle").shuffled(events))
    if shuffled != expected {
      witness.fail("order of arrival does not matter", difference(shuffled, expected))
    }
    for box in boxes { checkState(of: box, expected) }
    checkOrders(events)
    checkBook(events)
    checkLinks()
  }

  /// A connection on which somebody has changed something for long is over.
  private func checkLinks() {
    for connection in world.network.connections where connection.ends.allSatisfy(\.isOpen) {
      guard let changed = connection.attacker?.changedMs, world.timeline.nowMs - changed > 60_000,
        !connection.isSilent
      else { continue }
      witness.fail("a changed line ends the link", "connection \(connection.number) goes on")
    }
  }

  /// The log reads back whole, and holds the same as the others, each once.
  private func checkLog(of box: Box, _ expected: Set<Fingerprint>) {
    let held = Readable.events(on: box.disk).map(\.hash)
    let hashes = Set(held)
    if held.count != hashes.count {
      witness.fail("nothing is kept twice", "box \(box.index): \(held.count) lines, \(hashes.count) events")
    }
    if hashes != expected {
      witness.fail(
        "healed terminals hold the same",
        "box \(box.index): \(hashes.symmetricDifference(expected).count) differ")
    }
    if let bad = hashes.subtracting(witness.authored).min() {
      witness.fail("nothing bad is kept", "box \(box.index) holds \(bad), which nobody wrote")
    }
    do {
      guard let durable = box.program?.log.durable else { return }
      var verification = try Verification(on: box.disk, venue: Program.venue, durable: durable)
      while try verification.step() {}
      // A checkpoint of what was lost is passed over by every start.
      if let finding = verification.report.findings.first(where: { $0.code != .checkpoint }) {
        witness.fail("every chain is whole", "box \(box.index): \(finding)")
      }
    } catch {
      witness.fail("every chain is whole", "box \(box.index): \(error)")
    }
  }

  private func checkAcknowledged(_ hashes: Set<Fingerprint>) {
    // What a log that stays damaged holds behind its hole is still there, and told to nobody.
    let kept = world.boxes.filter(\.isGivenUp).reduce(into: witness.doomed) { $0.formUnion($1.durable) }
    let gone = witness.acknowledged.keys.filter { !hashes.contains($0) && !kept.contains($0) }
    guard let hash = gone.min() else { return }
    witness.fail(
      "what was acknowledged survives",
      "\(gone.count) events are gone, \(hash) among them, which box \(witness.acknowledged[hash] ?? -1) had told is kept"
    )
  }

  /// No number of an origin is used twice, but by disks that were copied or put back: then that origin is retired.
  private func checkNumbers(_ events: [Event]) {
    var used: [Origin: [Int64: Fingerprint]] = [:]
    var forked: Set<Origin> = []
    var retired: Set<String> = []
    for event in events {
      if let other = used[event.origin]?[event.seq], other != event.hash { forked.insert(event.origin) }
      used[event.origin, default: [:]][event.seq] = event.hash
      if event.type == .originRetired {
        var payload = event.payload
        if let origin = payload.text("origin") { retired.insert(origin) }
      }
    }
    for origin in forked.sorted() {
      if !witness.forkable.contains(origin) {
        witness.fail("no number is used twice", "\(origin) has two histories, and no disk of it was copied")
      } else if !retired.contains(origin.description) {
        witness.fail("an origin with two histories is retired", "\(origin) is not" + Standings.words(boxes))
      }
    }
  }

  private func checkState(of box: Box, _ expected: Folding.States) {
    guard let program = box.program else { return }
    do {
      let states = try Folding.states(of: program)
      guard states != expected else { return }
      witness.fail(
        "what is shown is a fold of the log", "box \(box.index): " + difference(states, expected))
    } catch {
      witness.fail("what is shown is a fold of the log", "box \(box.index): \(error)")
    }
  }

  private func difference(_ left: Folding.States, _ right: Folding.States) -> String {
    let (a, b) = left.recent == right.recent ? (left.all, right.all) : (left.recent, right.recent)
    let same = zip(a, b).prefix { $0 == $1 }.count
    func excerpt(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[max(0, same - 120)..<min(bytes.count, same + 120)], as: UTF8.self)
    }
    return
      "\(left.recent == right.recent ? "state --all" : "state") differs at \(same): …\(excerpt(a))… and …\(excerpt(b))…"
  }

  /// Money adds up, and everything that is to be done stands on one ticket.
  private func checkOrders(_ events: [Event]) {
    for (id, own) in Folding.orders(of: events) {
      let order = OrderStream(id: id, events: own).order
      checkMoney(order, own)
      checkTickets(order)
    }
  }

  /// What the house has recorded is what the provider has done.
  private func checkBook(_ events: [Event]) {
    let check = MoneyCheck(world.provider.book, isDestroyed: world.kinds.contains(where: \.isDestructive))
    let orders = Folding.orders(of: events)
    var fault = check.ofProvider ?? check.unknown(Set(orders.map(\.0.description)))
    for (id, own) in orders {
      let stream = OrderStream(id: id, events: own)
      fault = fault ?? check.fault(of: stream.order, stream.events)
    }
    if let fault { witness.fail(fault.invariant, fault.words) }
  }

  private func checkMoney(_ order: Order, _ events: [Event]) {
    var told: [UUIDv7: Set<Int64>] = [:]
    for event in events where event.type == .paid {
      var payload = event.payload
      guard let payment = event.entityUUID, let amount = payload.int("amount") else { continue }
      told[payment, default: []].insert(amount)
    }
    let paid = order.payments.filter { $0.state == .paid }
    let unheard = paid.contains { told[$0.id.uuid]?.contains($0.amount.minor) != true }
    let sum = paid.reduce(0) { $0 + $1.amount.minor - $1.refunded.minor }
    if unheard || Set(paid.map(\.id)).count != paid.count || order.paidPortion.minor != sum {
      witness.fail(
        "every order's payments add up", "\(order.id): \(order.paidPortion.minor), and \(sum) was paid")
    }
    let items = order.items.filter { !$0.isRemoved }.reduce(0) {
      $0 + ($1.lineTotal(quantity: $1.quantity)?.minor ?? 0)
    }
    let adjustments = order.isCancelled ? 0 : order.adjustments.reduce(0) { $0 + $1.amount.minor }
    if order.total.minor != items + adjustments {
      witness.fail(
        "every order's payments add up",
        "\(order.id): total \(order.total.minor) of \(items) + \(adjustments)")
    }
  }

  private func checkTickets(_ order: Order) {
    let tickets = BoardRules.tickets(of: order)
    let rounds = tickets.map(\.round.number)
    if Set(rounds).count != rounds.count {
      witness.fail("no doubled ticket", "\(order.id): rounds \(rounds)")
    }
    guard order.closing == nil, order.opening != nil else { return }
    let shown = tickets.flatMap { $0.items.map(\.id) }
    for item in order.items where !item.isRemoved && item.round != nil && item.status != .delivered {
      let count = shown.count { $0 == item.id }
      if count != 1 { witness.fail("no ticket is lost", "\(order.id): an item stands on \(count) tickets") }
    }
  }
}
