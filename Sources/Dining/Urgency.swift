import Events

/// What a cook should think of how long a ticket has been waiting; ordered.
public enum Urgency: Int, CaseIterable, Comparable, Sendable {
  case calm, warm, late

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// When a ticket becomes warm and when late.
///
/// A ticket without a promise goes by its age, whatever its column: from when its round was sent, by the wall clock
/// of who sent it. Nothing starts that again: no recall, and no new dish, which has a round of its own.
///
/// A ticket of an order with a promised time goes by that instead: late from the promise on, warm for as many
/// minutes before it as lie between warm and late; once all that it shows is ready, it is calm.
///
/// A delay moves both limits and the promise by its minutes. Moments are cut to whole seconds, so that all
/// timers of a board tick at once, and a ticket turns as its timer does.
extension BoardRules {
  public static func urgency(of ticket: Ticket, at now: Timestamp, limits: AgeLimits) -> Urgency {
    guard let turns = turns(of: ticket, limits) else { return .calm }
    return now >= turns.late ? .late : now >= turns.warm ? .warm : .calm
  }

  /// When a ticket's urgency changes next by time alone; nil where it does not.
  public static func nextUrgencyChange(
    of ticket: Ticket, after now: Timestamp, limits: AgeLimits
  ) -> Timestamp? {
    guard let turns = turns(of: ticket, limits) else { return nil }
    return turns.warm > now ? turns.warm : turns.late > now ? turns.late : nil
  }

  /// When a ticket becomes warm and late, warm no later than late; nil where it becomes neither.
  private static func turns(of ticket: Ticket, _ limits: AgeLimits) -> (warm: Timestamp, late: Timestamp)? {
    if ticket.dueAt != nil, ticket.column == .ready { return nil }
    let pair = limits[ticket.order.type]
    let late = due(of: ticket, limits: limits)
    return (late.advanced(byMinutes: pair.warmMinutes - pair.lateMinutes), late)
  }

  /// When a ticket is due, which is the very moment at which it becomes late; a promise is due also once all is ready,
  /// and nothing is late.
  public static func due(of ticket: Ticket, limits: AgeLimits) -> Timestamp {
    if let promised = ticket.dueAt { return promised }
    let minutes = ticket.round.delayMinutes + limits[ticket.order.type].lateMinutes
    return ticket.round.sentAt.wholeSecond.advanced(byMinutes: minutes)
  }
}

extension Order {
  /// As what its age counts; without an opening, as the usual.
  fileprivate var type: OrderType { opening?.type ?? .dineIn }
}

extension Ticket {
  /// When it was promised, moved by its delay and cut to the second; nil without a promise.
  public var dueAt: Timestamp? {
    order.opening?.promisedAt?.wholeSecond.advanced(byMinutes: round.delayMinutes)
  }

  /// Whole seconds until ``dueAt``, negative once it has passed; nil without a promise.
  public func promisedIn(at now: Timestamp) -> Int64? {
    dueAt.map { $0.milliseconds / 1000 - now.milliseconds / 1000 }
  }
}

extension Timestamp {
  fileprivate var wholeSecond: Timestamp { Timestamp(clamping: milliseconds / 1000 * 1000) }

  fileprivate func advanced(byMinutes minutes: Int64) -> Timestamp {
    advanced(byMilliseconds: minutes * 60_000)
  }
}
