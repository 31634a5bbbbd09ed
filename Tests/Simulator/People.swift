import Dining
import Events
import Replication
import Venue

/// Those who work at the terminals: whatever they can ask for, on any of them, also on one order at two at once.
final class People {
  private let world: World
  let chance: Chance
  private var isWorking = false
  /// Orders that were opened last, anywhere.
  private var recent: [OrderID] = []
  /// How long a box is left alone between two requests, at most.
  private let pauseMs: Int64

  init(_ world: World) {
    self.world = world
    chance = Chance(world.options.seed, "people")
    pauseMs = chance.pick([2_000, 10_000, 40_000])
  }

  func begin() {
    isWorking = true
    for box in world.boxes { work(at: box) }
    forgetNowAndThen(Chance(world.options.seed, "forget"))
  }

  /// Somebody has the personal data of last week, or of just now, erased from one terminal.
  private func forgetNowAndThen(_ own: Chance) {
    world.timeline.after(own.number(5_000...600_000)) { [self] in
      guard isWorking else { return }
      let box = own.pick(world.boxes)
      let ageMs = own.pick([0, 60_000, 7 * 86_400_000] as [Int64])
      box.soon { box.program?.forget(before: box.wall().advanced(byMilliseconds: -ageMs)) }
      forgetNowAndThen(own)
    }
  }

  func end() { isWorking = false }

  func work(at box: Box) {
    let pause = chance.oneIn(10) ? chance.number(0...200) : chance.number(0...pauseMs)
    world.timeline.after(pause) { [self] in
      guard isWorking else { return }
      act(at: box)
      work(at: box)
    }
  }

  private func act(at box: Box) {
    guard let program = box.program, !box.isFrozen else { return }
    let request = Request(action(), idempotencyKey: key(), actor: ExactString(chance.pick(["anna", "ben"])))
    let ask = { [self] in
      program.ask(request) { reply in
        guard case .wrote(let events, _) = reply else { return }
        for event in events where event.type == .orderOpened { self.remember(event) }
      }
    }
    box.soon(ask)
    // Now and then somebody presses twice.
    if chance.oneIn(15) { box.after(chance.number(0...50), ask) }
  }

  private func remember(_ event: Event) {
    if let id = event.orderID, !recent.contains(id) { recent.append(id) }
    if recent.count > 25 { recent.removeFirst() }
  }

  private func key() -> ExactString? {
    chance.oneIn(4) ? ExactString(chance.pick(["a", "b", "c", "d", "e", "f"])) : nil
  }

  private func name() -> OrderName {
    guard !recent.isEmpty, !chance.oneIn(8) else {
      return OrderName(chance.pick(["T1", "T4", "A01", "B01"]))
    }
    return OrderName(chance.pick(recent).description)
  }

  private func action() -> Request.Action {
    if recent.count < 3 || chance.oneIn(6) { return opening() }
    let name = name()
    switch chance.number(0...21) {
    case 0...3:
      return .change(
        name,
        .addOpenItem(
          name: chance.pick(["Soup", "Fish", "Tarte Tatin"]), price: chance.pick(["4", "12.50", "0.99"]),
          quantity: chance.number(1...3)))
    case 4, 5: return .change(name, .kitchen(.submit))
    case 6...8:
      return .change(
        name, .kitchen(.move(to: chance.pick([.preparing, .ready, .delivered]), round: nil, items: [])))
    case 9: return .change(name, .kitchen(.recall(round: nil)))
    case 10: return .change(name, .service(.undo))
    case 11, 12:
      let amount = chance.pick(["4", "12.50", "16.50", "30"])
      return .change(name, .payCash(amount: amount, .order))
    case 13: return .change(name, .money(.bill))
    case 14: return .change(name, .money(.close))
    case 15: return .change(name, .service(.cancel(reason: "left")))
    case 16: return .change(name, .service(.alert(chance.pick(["nuts", ""]))))
    case 17: return .change(name, .kitchen(.rush(chance.oneIn(2))))
    case 18: return .change(name, .service(.moveTable(ExactString(chance.pick(["T1", "T2", "T9"])))))
    case 19: return .change(name, .item(.remove(ItemName(chance.pick(["1", "2"])), reason: nil)))
    case 20: return .change(name, .adjust(.discount, amount: "1", label: nil))
    default:
      return .changeSetting(key: "age_limits", value: chance.pick(["5 8", "6 10", "dine_in 5 8"]))
    }
  }

  private func opening() -> Request.Action {
    .open(
      table: chance.pick(["T1", "T2", "T4", nil]), guests: chance.number(1...6),
      type: chance.pick([.dineIn, .takeaway]), promisedAt: nil)
  }
}
