import Dining
import Events
import Screens
import Testing
import Venue

@testable import galley

/// A house in memory that obeys the demo's steps: command lines are understood by the real table, decided by the
/// real decider, folded by the real reducer.
struct DemoHouse {
  private(set) var orders: [Int: OrderStream] = [:]
  private(set) var refusals: [String] = []
  /// Minutes from sending to ready of every round that became ready.
  private(set) var waits: [(order: Int, round: Int, minutes: Int64)] = []
  /// The most tickets on the board at once.
  private(set) var mostTickets = 0
  private var tickets: [Int: Int] = [:]
  private var random = DemoChance(seed: 99)
  private static let opens = Timestamp("2026-11-22T18:00:00.000Z")!
  private static let origin = Origin("demo-00000001")!

  mutating func play(_ steps: [DemoStep]) throws {
    for step in steps {
      let time = Self.opens.advanced(byMilliseconds: step.atMilliseconds)
      let code = orders[step.party]?.order.codeText ?? "none"
      let words = step.words(code: code) { Self.opens.advanced(byMilliseconds: $0).description }
      let before = orders[step.party]?.order
      do {
        guard case .change(let change) = try CommandTable.understand(Arguments(words)) else {
          refusals.append("\(words) is no change")
          continue
        }
        let command = try command(change, step.party, time)
        try apply(command, step.party, time)
      } catch {
        refusals.append("\(step.atMilliseconds / 1000) s, party \(step.party), \(words): \(error)")
      }
      note(before, step.party, time)
    }
  }

  private mutating func apply(_ command: OrderCommand, _ party: Int, _ time: Timestamp) throws {
    let id = OrderID(UUIDv7(at: Self.opens, random: RandomBits(high: UInt64(party), low: 7)))
    var stream = orders[party] ?? OrderStream(id: id)
    let stamp = StreamClock().stamp(wall: time, latestInStream: stream.latest)
    let author = Author(actor: "demo", source: .staff, entityRandom: bits(), salt: bits())
    let decision = try OrderDecider(order: stream.order, author: author, time: stamp.createdAt).decide(
      command)
    let draft = EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: bits())), stamp: stamp, orderID: id,
      type: decision.type, entity: decision.entity, entityID: decision.entityID.map(EntityID.uuid),
      source: .staff, actor: "demo", payload: decision.payload, personal: decision.personal)
    stream.insert([try draft.sealed(origin: Self.origin, after: ChainTip(before: Self.origin, venue: "demo"))]
    )
    orders[party] = stream
  }

  private mutating func bits() -> RandomBits { RandomBits(high: random.next(), low: random.next()) }

  private func command(_ change: Invocation.Change, _ party: Int, _ time: Timestamp) throws -> OrderCommand {
    let euro = try #require(Currency("EUR"))
    switch change {
    case .open(let table, let guests, let type, _):
      return .open(
        OrderCommand.Opening(
          shortCode: ExactString("D\(party)"), currency: euro, type: type,
          table: table.map { ExactString($0) }, guests: guests))
    case .request(.change(_, let wanted)): return try command(wanted, euro)
    case .request, .importMenu: throw UsageFault("no command of an order")
    }
  }

  private func command(_ wanted: OrderRequest, _ euro: Currency) throws -> OrderCommand {
    switch wanted {
    case .add(let menuitem, let extras): return try add(menuitem, extras)
    case .addOpenItem(let name, let price, let quantity):
      let amount = try #require(euro.amount(price))
      let dish = Dish(menuitemID: "open", name: name, unitPrice: amount)
      return .priced(.add(.init(dish: dish, quantity: quantity)))
    case .adjust(let kind, let amount, let label):
      return .priced(.adjust(kind, try #require(euro.amount(amount)), label: label))
    case .payCash(let amount, let participant):
      return .priced(.payCash(try #require(euro.amount(amount)), participant: participant))
    case .item(let command): return .item(command)
    case .kitchen(let command): return .kitchen(command)
    case .money(let command): return .money(command)
    case .service(let command): return .service(command)
    }
  }

  private func add(_ menuitem: String, _ extras: OrderRequest.Extras) throws -> OrderCommand {
    let dish = try #require(DemoMenu.document.item(ExactString(menuitem)))
    let modifiers = try extras.modifiers.map { name in
      let option = try #require(dish.modifier(name))
      return Modifier(name: option.name, price: try #require(Money(minor: option.priceMinor)))
    }
    let ordered = Dish(
      menuitemID: dish.id, name: dish.name, unitPrice: try #require(Money(minor: dish.priceMinor)),
      allergens: dish.allergens, station: dish.station, course: dish.course)
    return .priced(
      .add(
        .init(
          dish: ordered, quantity: extras.quantity, modifiers: modifiers, note: extras.note,
          participant: extras.participant)))
  }

  private mutating func note(_ before: Order?, _ party: Int, _ time: Timestamp) {
    guard let order = orders[party]?.order else { return }
    for round in order.rounds {
      let was = before?.kitchen(ofRound: round.number) ?? .opened
      guard was < .ready, let now = order.kitchen(ofRound: round.number), now >= .ready else { continue }
      let minutes = (time.milliseconds - round.sentAt.milliseconds) / 60_000
      waits.append((party, round.number, minutes))
    }
    tickets[party] = BoardRules.tickets(of: order).count
    mostTickets = max(mostTickets, tickets.values.reduce(0, +))
  }
}
