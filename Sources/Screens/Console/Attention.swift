import Dining
import Events
import Venue

/// Something that whoever waits on tables must know, and does something about.
///
/// A list of them is made from a ``View`` and remembers nothing: what has been dealt with is in no later list.
struct Attention: Hashable, Sendable {
  let about: About
  /// Since when; nil for what is wrong with a machine: it stands first.
  let since: Timestamp?

  enum About: Hashable, Sendable {
    /// What keeps orders from being saved, or soon will, or has happened to a log, in words.
    case machine(String)
    /// A clock that makes times wrong, in words.
    case clock(String)
    /// Another terminal with which there is no link, by its address.
    case screen(String)
    case call(OrderID, ServiceCall.Kind)
    /// A ticket past its limit.
    case late(TicketID)
    /// An order on which two people got in each other's way, and nobody here has looked at it.
    case conflict(OrderID)

    /// The order that it is about; nil for what is about none.
    var order: OrderID? {
      switch self {
      case .machine, .clock, .screen: nil
      case .call(let order, _), .conflict(let order): order
      case .late(let ticket): ticket.order
      }
    }
  }

  /// Whether a person must turn to it at once, so that it rings. What has a sound of its own (a late ticket, a void, a
  /// change of what is cooked) does not ring a second time.
  var isUrgent: Bool {
    switch about {
    case .machine: true
    case .clock, .screen, .late, .conflict: false
    case .call(_, let kind):
      switch kind {
      case .billAsked, .paymentAsked, .chargeFailed, .needsGuest, .paidByItself, .foodWaits: true
      case .nothingSent, .servedUnpaid, .overpaid, .lateAlert, .voidUnseen: false
      }
    }
  }

  /// All that there is, newest first; what is wrong with a machine stands before it.
  ///
  /// Walks over all orders in memory: once for a picture, not once for a row.
  static func list(_ view: View, unread conflicts: ConflictWatch) -> [Attention] {
    machines(view) + (screens(view) + orders(view, conflicts)).inOrder
  }

  private static func machines(_ view: View) -> [Attention] {
    let truth = view.truth
    let grave = [view.banner].compactMap { $0 } + (truth?.logProblems ?? []) + view.mesh.alarms
    let clocks = (truth?.clockProblems ?? []) + view.meshWords.clockProblems
    return (grave + (truth?.diskProblems ?? [])).map { Attention(about: .machine($0), since: nil) }
      + clocks.map { Attention(about: .clock($0), since: nil) }
  }

  /// A box that starts anew is back before anybody could do something.
  private static func screens(_ view: View) -> [Attention] {
    view.mesh.peers.filter { peer in
      let awayMs = view.wall.milliseconds - peer.awaySince.milliseconds
      return !peer.isInTouch && (peer.state == .refused || awayMs >= MeshWords.bannerAfterMs)
    }.map { Attention(about: .screen($0.address), since: $0.awaySince) }
  }

  private static func orders(_ view: View, _ conflicts: ConflictWatch) -> [Attention] {
    // What is ready and late waits for whoever carries it out, which is a call of its own.
    var found = view.tickets.compactMap { ticket -> Attention? in
      guard !ticket.bump.isEmpty, ticket.column != .ready, view.age(of: ticket).urgency == .late else {
        return nil
      }
      return Attention(about: .late(ticket.id), since: BoardRules.due(of: ticket, limits: view.ageLimits))
    }
    for stream in view.house.orders.values {
      let order = stream.order
      found += order.calls(at: view.now).map {
        Attention(about: .call(order.id, $0.kind), since: $0.since)
      }
      if conflicts.isUnread(order.id), let last = order.conflicts.last {
        found.append(Attention(about: .conflict(order.id), since: last.event.createdAt))
      }
    }
    return found
  }
}

extension [Attention] {
  /// What is to be seen to of each order.
  var byOrder: [OrderID: [Attention]] {
    reduce(into: [:]) { orders, entry in
      if let order = entry.about.order { orders[order, default: []].append(entry) }
    }
  }

  /// Newest first; of one moment by order, and of one order as its rules stand.
  fileprivate var inOrder: [Attention] {
    let places = enumerated().map { place, entry in
      (since: entry.since ?? .latest, order: entry.about.order?.description ?? "", place: place)
    }
    return places.sorted { left, right in
      if left.since != right.since { return left.since > right.since }
      return (left.order, left.place) < (right.order, right.place)
    }.map { self[$0.place] }
  }
}

/// What is urgent and was not there at the last look.
struct AttentionWatch: Sendable {
  private var known: Set<Attention.About>?

  /// - Parameter own: orders that were just changed from this very screen: what comes of that is no news to it.
  /// - Returns: whether something is news that must be heard.
  mutating func follow(_ list: [Attention], own: Set<OrderID>) -> Bool {
    let now = Set(list.filter(\.isUrgent).map(\.about))
    defer { known = now }
    guard let known else { return false }
    return now.subtracting(known).contains { about in
      if case .call(_, .foodWaits) = about { return !Self.waits(about.order, in: known) }
      return about.order.map(own.contains) != true
    }
  }

  /// One more dish on the pass is no other news than that food waits there.
  private static func waits(_ order: OrderID?, in known: Set<Attention.About>) -> Bool {
    known.contains { about in
      if case .call(order, .foodWaits) = about { return true }
      return false
    }
  }

  /// The next look is at another house.
  mutating func lookAnew() { known = nil }
}
