import Events

/// A conflict with both its sides in words: what somebody wanted, and what stands instead.
public struct ConflictStory: Sendable {
  public let conflict: Conflict
  /// What is listed.
  public let wanted: Side
  /// What it lost to; nil where that is not one event.
  public let stands: Side?

  /// One event as its terminal and the person there meant it.
  public struct Side: Sendable {
    public let event: EventID
    /// A guest by their label, anybody else by the name that the event bears.
    public let who: String
    public let origin: Origin
    /// By the wall clock of whoever wrote it.
    public let at: Timestamp
    /// The later of two by this is the one that the stream has later.
    public let moment: StreamMoment
    /// The sentence of ``OrderStory``.
    public let words: String

    init(_ event: Event, in order: Order) {
      self.event = event.id
      who = order.name(ofActor: event.actor)
      origin = event.origin
      at = event.writtenAt
      moment = event.moment
      words = OrderStory.sentence(event, in: order)
    }

    /// `Mira at bar`; the terminal alone where it acted in its own name.
    public var name: String { who == origin.terminal ? who : "\(who) at \(origin.terminal)" }
  }

  /// When it came to be: the later of both sides.
  public var moment: StreamMoment { max(wanted.moment, stands?.moment ?? wanted.moment) }
}

extension OrderStream {
  /// Every conflict of the order with its sides, as the order lists them.
  public var conflictStories: [ConflictStory] {
    let conflicts = order.conflicts
    guard !conflicts.isEmpty else { return [] }
    let named = Set(conflicts.flatMap { [$0.event, $0.against ?? $0.event] })
    var sides: [EventID: ConflictStory.Side] = [:]
    for event in events where named.contains(event.id) {
      sides[event.id] = ConflictStory.Side(event, in: order)
    }
    return conflicts.compactMap { conflict in
      sides[conflict.event].map { wanted in
        ConflictStory(
          conflict: conflict, wanted: wanted, stands: conflict.against.flatMap { sides[$0] })
      }
    }
  }

  /// What `order show` prints: the order, its money and voids with who said them and when, and its conflicts with what
  /// each side wanted.
  public var report: JSON {
    order.report(conflicts: conflictStories.map(\.report)) { id in
      event(id).map { ConflictStory.Side($0, in: order).members } ?? []
    }
  }
}

extension ConflictStory {
  fileprivate var report: JSON {
    .object(
      conflict.members + wanted.members + [JSON.Member("wanted", .string(wanted.words))]
        + (stands.map { side in
          [
            JSON.Member(
              "stands",
              .object(
                [JSON.Member("event_id", .string(side.event.description))] + side.members
                  + [JSON.Member("words", .string(side.words))]))
          ]
        } ?? []))
  }
}

extension ConflictStory.Side {
  fileprivate var members: [JSON.Member] {
    [
      JSON.Member("actor", .string(who)), JSON.Member("terminal", .string(origin.terminal)),
      JSON.Member("at", .string(at.description)),
    ]
  }
}

extension Conflict {
  /// What every terminal says of it alike, with or without what is personal.
  var members: [JSON.Member] {
    [JSON.Member("event_id", .string(event.description)), JSON.Member("reason", .string(reason.rawValue))]
      + (against.map { [JSON.Member("against_event_id", .string($0.description))] } ?? [])
  }
}

extension Order {
  /// A guest by their label, anybody else by the name that the event bears.
  public func name(ofActor actor: ExactString) -> String {
    let guest = participants.first { ExactString($0.id.description) == actor }
    return guest?.label.string ?? actor.string
  }
}
