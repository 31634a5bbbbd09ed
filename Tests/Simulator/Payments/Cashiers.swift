import Control
import Dining
import Events
import Venue

/// Those who see to it that parties pay: they seat them, bring bills, start pages, split, take cash beside that, arm and
/// charge cards on file, give money back, and change their minds in the middle of all that, on two terminals at once too.
final class Cashiers {
  private let world: World
  let chance: Chance
  private var isWorking = false
  private var parties: [OrderID] = []
  private let pauseMs: Int64

  /// In a run that is longer than this they take their time: they do a hundred things more or less, however long it is.
  private static let busyMs: Int64 = 20_000

  init(_ world: World) {
    self.world = world
    chance = Chance(world.options.seed, "cashiers")
    pauseMs = max(chance.pick([200, 1_000, 5_000]), (world.faultsEndMs - Self.busyMs) / 40)
  }

  func begin() {
    isWorking = true
    world.timeline.after(2_000) { [self] in work() }
  }

  func end() { isWorking = false }

  private func work() {
    guard isWorking else { return }
    act(at: chance.pick(world.boxes))
    world.timeline.after(chance.number(0...pauseMs)) { [self] in work() }
  }

  private func act(at box: Box) {
    guard let program = box.program, !box.isFrozen else { return }
    let known = parties.compactMap { program.venue.shown.orders[$0]?.order }.filter { $0.opening != nil }
    let waiting = known.filter { $0.bill == .none || $0.bill == .billRequested }
    if waiting.count < 3 || chance.oneIn(12) { seat(at: box) }
    let isOther = chance.oneIn(8)
    let order = isOther ? program.venue.shown.live.last : known.isEmpty ? nil : chance.pick(known)
    guard let order else { return }
    if chance.oneIn(6), order.payments.contains(where: { $0.held > .zero }) {
      return giveBack(order, at: box)
    }
    guard let wanted = next(order, box) else { return }
    ask(.change(OrderName(order.id.description), wanted), at: box)
  }

  private func ask(_ action: Request.Action, at box: Box) {
    let request = Request(action, actor: "carla", isAnyway: chance.oneIn(3))
    world.trace.note(
      box.index, "cashier", request.isAnyway ? 1 : 0, 0, action.line.words.joined(separator: " "))
    box.soon { box.program?.ask(request) { _ in } }
    guard chance.oneIn(6) else { return }
    let other = chance.pick(world.boxes)
    other.after(chance.spread(upTo: 300)) { other.program?.ask(request) { _ in } }
  }

  // MARK: an order's way

  private func seat(at box: Box) {
    let request = Request(
      .open(table: nil, guests: chance.number(1...4), type: .dineIn, promisedAt: nil), actor: "carla")
    box.soon { [self] in
      box.program?.ask(request) { reply in
        guard case .wrote(let events, _) = reply, let id = events.first?.orderID else { return }
        self.parties.append(id)
        if self.parties.count > 8 { self.parties.removeFirst() }
      }
    }
  }

  private func next(_ order: Order, _ box: Box) -> OrderRequest? {
    switch order.bill {
    case .none: beforeTheBill(order, box)
    case .billRequested: toPay(order)
    case .paid:
      chance.pick([.kitchen(.move(to: .delivered, round: nil, items: [])), .money(.close), .service(.undo)])
    case .closed: nil
    }
  }

  private func beforeTheBill(_ order: Order, _ box: Box) -> OrderRequest? {
    if order.standing.isEmpty || chance.oneIn(6) { return dish() }
    if order.present.count < 3, chance.oneIn(2) { return .item(.join(name: nil)) }
    if !order.cart.isEmpty { return .kitchen(.submit) }
    guard let guest = order.present.isEmpty ? nil : chance.pick(order.present), chance.oneIn(2) else {
      return chance.oneIn(4) ? .service(.complete) : .money(.bill)
    }
    if guest.paymentMethod == nil {
      takeCard(of: guest, order, box)
      return nil
    }
    guard guest.autopay == nil else { return .money(.bill) }
    return .pay(
      .arm(
        participant: guest.label.string, most: chance.pick(["5", "20", "60"]), coversOrder: chance.oneIn(2),
        isConsent: true))
  }

  private func dish() -> OrderRequest {
    .addOpenItem(
      name: chance.pick(["Soup", "Fish", "Tart"]), price: chance.pick(["4", "12.50", "0.99", "7.03"]),
      quantity: chance.number(1...2))
  }

  private func toPay(_ order: Order) -> OrderRequest {
    switch chance.number(0...17) {
    case 0...3: return .pay(.start(.order, tip: chance.oneIn(4) ? "1" : nil))
    case 4...6: return .pay(.start(target(order), tip: nil))
    case 7, 8: return .pay(.split(ways: chance.oneIn(2) ? nil : chance.number(2...3)))
    case 9, 10: return .payCash(amount: chance.pick(["2", "4", "30"]), target(order))
    case 11: return .pay(.charge)
    case 12: return .pay(.release(target(order)))
    case 13: return .pay(.disarm(participant: nil))
    case 14: return dish()
    case 15: return .item(.remove(ItemName("1"), reason: "cold"))
    case 16: return .money(.withdrawBill)
    default:
      return chance.oneIn(2) ? .service(.cancel(reason: "left")) : .adjust(.discount, amount: "1", label: nil)
    }
  }

  private func target(_ order: Order) -> PaymentTarget {
    if !order.shares.isEmpty, chance.oneIn(2) { return .share(chance.number(1...Int64(order.shares.count))) }
    guard !order.present.isEmpty, chance.oneIn(2) else { return .order }
    return .participant(chance.pick(order.present).label.string)
  }

  // MARK: what a partner is asked before anything is written

  /// As ``Station/keepCard(_:participant:_:)`` asks.
  private func takeCard(of guest: Participant, _ order: Order, _ box: Box) {
    guard let program = box.program, let opening = order.opening,
      let provider = program.venue.shown.providerToAsk
    else { return }
    let params = JSON.object([
      "currency": .string(opening.currency.code.string), "order_id": .string(order.id.description),
      "participant_id": .string(guest.id.description), "short_code": .string(opening.shortCode.string),
    ])
    program.desk.ask(provider, .startMethod, params) { [weak self] result in
      guard let self, case .success(let value) = result, let url = value["url"]?.string else { return }
      world.guests.leaveCard(at: url)
      guard case .object(let members) = params else { return }
      let asked = JSON.object(members + [JSON.Member("external_ref", value["external_ref"] ?? .null)])
      for afterMs in [5_000, 10_000] as [Int64] {
        box.after(afterMs) { box.program?.desk.ask(provider, .checkMethod, asked) { _ in } }
      }
    }
  }

  /// Whoever hears of no end gives the same command again, where the partner runs then.
  private func giveBack(_ order: Order, at box: Box) {
    if world.provider.tells, !world.kinds.contains(.clocks), chance.oneIn(4) { return giveBackThere(order) }
    let number = order.payments.firstIndex { $0.held > .zero } ?? 0
    let refunding = Refunding(payment: "\(number + 1)", isComp: chance.oneIn(3))
    let amount = chance.pick(["1", "2.50"])
    let request = Request(
      .change(OrderName(order.id.description), .refund(amount: amount, refunding)), actor: "carla")
    world.refunds.ask(request, at: box)
  }

  /// On the provider's own pages.
  private func giveBackThere(_ order: Order) {
    let own = world.provider.book.captures.filter { $0.metadata["order_id"]?.string == order.id.description }
    guard !own.isEmpty else { return }
    world.provider.giveBack(chance.pick(own), chance.pick([50, 100]))
  }
}
