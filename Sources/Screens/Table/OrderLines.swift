import Dining
import Events

/// What stands on the page of an order, from top to bottom: what is not sent, guest by guest, then the rounds, the newest
/// first.
struct OrderLines {
  enum Line: Hashable {
    case heading(String, isFirst: Bool)
    case person(String)
    case words(String)
    /// A dish, by its place in ``items``.
    case item(Int)
    case blank
  }

  private(set) var lines: [Line] = []
  private(set) var items: [Item] = []

  /// - Parameters:
  ///   - soldOut: what can't be had at the moment.
  ///   - clock: a moment as the clock on the wall says it.
  init(_ order: Order, soldOut: Set<ExactString> = [], clock: (Timestamp) -> String = { _ in "" }) {
    let cart = order.cart
    if !cart.isEmpty {
      lines.append(.heading(TableWords.notSent, isFirst: true))
      if cart.contains(where: { soldOut.contains($0.dish.menuitemID) }) {
        lines.append(.words(TableWords.takeOff))
      }
      add(cart, of: order)
    }
    for round in order.rounds.reversed() {
      let sent = order.items(ofRound: round.number)
      guard !sent.isEmpty else { continue }
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(TableWords.round(round.number, at: clock(round.sentAt)), isFirst: false))
      // Of what is done nothing comes later.
      let isAwaited = sent.contains { !$0.isRemoved && $0.status < .ready }
      if round.delayMinutes > 0, isAwaited { lines.append(.words(TableWords.later(round.delayMinutes))) }
      add(sent, of: order)
    }
  }

  /// Guests are named where there are any.
  private mutating func add(_ wanted: [Item], of order: Order) {
    guard wanted.contains(where: { $0.participant != nil }) else {
      for item in wanted { add(item) }
      return
    }
    let people: [ParticipantID?] = order.participants.map(\.id) + [nil]
    for person in people {
      let own = wanted.filter { $0.participant == person }
      guard !own.isEmpty else { continue }
      let guest = person.flatMap { order.participant($0) }
      lines.append(.person(guest.map(TableWords.guest) ?? TableWords.forTable))
      for item in own { add(item) }
    }
  }

  private mutating func add(_ item: Item) {
    lines.append(.item(items.count))
    items.append(item)
  }
}
