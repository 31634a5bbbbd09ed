import Events

/// The order of work: which ticket of a column is worked on before which.
///
/// It goes by class, and in a class by due time. It does not know what time it is, so that cards change places when
/// something happens to an order, and never by themselves.
extension BoardRules {
  /// The class of a ticket: whatever stands in an earlier one is worked on first.
  public enum Rank: Int, CaseIterable, Comparable, Sendable {
    /// Somebody is cooking what nobody wants any more.
    case void
    /// The guests of what was brought back have waited once already.
    case recalled
    case rushed
    /// All others. Late ones need no class of their own: late is what is past due, and by due time it comes before
    /// what is not.
    case timed

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// What the manual calls it.
    public var name: String {
      switch self {
      case .void: "void"
      case .recalled: "recalled"
      case .rushed: "rush"
      case .timed: "by time"
      }
    }

    /// Which tickets are in it, for the manual.
    public var meaning: String {
      switch self {
      case .void: "an item was taken off after it was sent, until the kitchen acknowledges it"
      case .recalled:
        "an item was brought back from a later column, by a recall or an undo, until it is moved on again"
      case .rushed: "the order is rushed"
      case .timed: "all others; the late ones stand first, as they have been due for the longest"
      }
    }
  }

  /// The classes in the order of work: the one table, also the manual's.
  public static let ranks: [(name: String, meaning: String)] = Rank.allCases.map { ($0.name, $0.meaning) }

  /// Tickets in the order in which a column is worked through.
  public static func inOrder(_ tickets: [Ticket], limits: AgeLimits) -> [Ticket] {
    // What is sorted are places, each made once.
    let places = tickets.map { place(of: $0, limits: limits) }
    return places.indices.sorted { places[$0] < places[$1] }.map { tickets[$0] }
  }

  /// Where a ticket stands in its column, by what it shows.
  static func place(of ticket: Ticket, limits: AgeLimits) -> Place {
    Place(
      rank: ticket.rank, dueAt: due(of: ticket, limits: limits), sentAt: ticket.round.sentAt,
      sentBy: ticket.round.sentBy)
  }

  /// By class, then by when it is due, then the oldest first; no two tickets were sent by one event.
  struct Place: Comparable {
    let rank: Rank
    let dueAt: Timestamp
    let sentAt: Timestamp
    let sentBy: EventID

    static func < (left: Self, right: Self) -> Bool {
      if left.rank != right.rank { return left.rank < right.rank }
      if left.dueAt != right.dueAt { return left.dueAt < right.dueAt }
      return left.sentAt != right.sentAt ? left.sentAt < right.sentAt : left.sentBy < right.sentBy
    }
  }
}

extension Ticket {
  /// Its class in the order of work, by the dishes that it shows.
  public var rank: BoardRules.Rank {
    if items.contains(where: \.isPendingVoid) { return .void }
    if items.contains(where: \.wasPutBack) { return .recalled }
    return order.isRushed ? .rushed : .timed
  }
}
