import Events

/// The word that a version is in force: from a moment on, or for a window of time.
public struct Activation: Sendable {
  /// The event that said so: its name for who wants to cancel it.
  public let id: EventID
  public let menuID: ExactString
  public let version: VersionID
  /// When it was said, by the wall clock of the terminal that said so, and by whom.
  public let madeAt: Timestamp
  public let actor: ExactString
  /// As it was said; nil: at once.
  public let startsAt: Timestamp?
  /// Itself outside; nil: for good, and so a default and no window.
  public let endsAt: Timestamp?
  /// Who took it back, and when.
  public internal(set) var cancelled: Cancelling?

  public struct Cancelling: Hashable, Sendable {
    public let at: Timestamp
    public let actor: ExactString
  }

  /// From when on it is in force.
  public var begin: Timestamp { startsAt ?? madeAt }
  public var isWindow: Bool { endsAt != nil }

  /// Half-open: the moment of the end is outside.
  public func holds(at time: Timestamp) -> Bool {
    cancelled == nil && begin <= time && endsAt.map { time < $0 } != false
  }

  /// Of several that hold, the greatest is in force: a window lies over every default, then what began later, then what
  /// was said later.
  private var rank: (Int, Timestamp, Timestamp, EventID) { (isWindow ? 1 : 0, begin, madeAt, id) }

  func yields(to other: Activation) -> Bool { rank < other.rank }
}

extension Activation {
  /// Reads a `menu_version_activated`; nil where its content makes no sense.
  init?(_ event: Event, of menu: ExactString) {
    var fields = event.payload
    endsAt = fields.time("ends_at")
    startsAt = fields.time("starts_at")
    guard let text = fields.text("version_id"), fields.isSound, let version = VersionID(text) else {
      return nil
    }
    id = event.id
    menuID = menu
    self.version = version
    madeAt = event.writtenAt
    actor = event.actor
    if let endsAt, endsAt <= begin { return nil }
  }

  var state: JSON {
    .object([
      "activation": .string(id.description),
      "version_id": .string(version.description),
      "created_at": .string(madeAt.description),
      "actor": .string(actor.string),
      "starts_at": startsAt.map { .string($0.description) },
      "ends_at": endsAt.map { .string($0.description) },
      "cancelled_at": cancelled.map { .string($0.at.description) },
      "cancelled_by": cancelled.map { .string($0.actor.string) },
    ])
  }
}
