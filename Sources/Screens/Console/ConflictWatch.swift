import Dining
import Events
import Venue

/// Which conflicts nobody at this screen has looked at yet.
///
/// Those that are there at the first look are no news; they stand in the list all the same.
struct ConflictWatch: Sendable {
  /// What was there at the last look, of the orders that had any.
  private var known: [OrderID: Set<Conflict>] = [:]
  private var unread: [OrderID: Int] = [:]
  /// Events and orders that the house held then: while they are as many, nothing is new.
  private var held: [Int]?

  /// Conflicts that have come since somebody looked.
  var unreadCount: Int { unread.values.reduce(0, +) }

  func isUnread(_ order: OrderID) -> Bool { unread[order] != nil }

  /// Looks at the house.
  ///
  /// - Returns: The orders with new conflicts and these, in order of id.
  mutating func follow(_ house: House) -> [(order: OrderID, conflicts: Set<Conflict>)] {
    let holds = [house.eventCount, house.orders.count]
    guard holds != held else { return [] }
    let isFirst = held == nil
    held = holds
    var now: [OrderID: Set<Conflict>] = [:]
    for (id, stream) in house.orders where !stream.order.conflicts.isEmpty {
      now[id] = Set(stream.order.conflicts)
    }
    let fresh = now.compactMap { id, conflicts -> (order: OrderID, conflicts: Set<Conflict>)? in
      let fresh = conflicts.subtracting(known[id] ?? [])
      return fresh.isEmpty ? nil : (id, fresh)
    }
    known = now
    // What left memory, or is none any more, can't be looked at.
    unread = unread.filter { now[$0.key] != nil }
    guard !isFirst else { return [] }
    for entry in fresh { unread[entry.order, default: 0] += entry.conflicts.count }
    return fresh.sorted { $0.order < $1.order }
  }

  /// Somebody looks at an order's conflicts; at all of them where none is named.
  mutating func read(_ order: OrderID? = nil) {
    if let order { unread[order] = nil } else { unread = [:] }
  }
}

/// What a screen says of conflicts when they come.
extension Console {
  /// Marks what is new, and says so where the change that lost was written here.
  mutating func followConflicts(_ view: View) {
    let fresh = conflicts.follow(view.house)
    readConflicts()
    guard let newest = lost(fresh, view).max(by: { $0.story.moment < $1.story.moment }) else { return }
    say(Self.sentence(newest.story, of: newest.order, view), isError: true, at: view.now)
  }

  /// Conflicts count as seen once the list of conflicts or their order is on the screen.
  mutating func readConflicts() {
    if pane == .conflicts {
      conflicts.read()
    } else if case .order(let order) = pane.subject {
      conflicts.read(order)
    }
  }

  /// The new conflicts whose change this terminal wrote.
  private func lost(
    _ fresh: [(order: OrderID, conflicts: Set<Conflict>)], _ view: View
  ) -> [(order: Order, story: ConflictStory)] {
    fresh.flatMap { entry in
      guard let stream = view.house.orders[entry.order] else {
        return [(order: Order, story: ConflictStory)]()
      }
      return stream.conflictStories.filter {
        entry.conflicts.contains($0.conflict) && $0.wanted.origin == view.identity.origin
      }.map { (stream.order, $0) }
    }
  }

  /// `B07: “recalled to cooking: Soup” of 19:41 did not hold: bar at 19:42: served: Soup`.
  private static func sentence(_ story: ConflictStory, of order: Order, _ view: View) -> String {
    let wanted = "\(order.codeText): “\(story.wanted.words)” of \(view.clock(story.wanted.at))"
    guard let stands = story.stands else { return "\(wanted): \(story.conflict.reason.rawValue)" }
    return "\(wanted) met \(stands.name), \(view.clock(stands.at)): \(stands.words); "
      + story.conflict.reason.rawValue
  }
}
