import Events

/// A menu as its events have made it.
public struct Menu: Sendable {
  public let id: ExactString
  /// The document of the last `menu_changed`; nil before one took effect.
  public internal(set) var document: MenuDocument?
  /// When that event was written, by its writer's wall clock.
  public internal(set) var changedAt: Timestamp?
  /// Dishes that can't be ordered now. One that the menu does not hold stays here: a later menu may.
  public internal(set) var soldOut: Set<ExactString> = []
  /// What had no effect because it made no sense.
  public internal(set) var conflicts: [MenuConflict] = []
  /// Events of types that this galley does not know.
  public internal(set) var unsupported = 0

  var keys: Set<ExactString> = []

  init(id: ExactString) { self.id = id }

  /// Whether a dish is on the menu and not sold out.
  public func canOrder(_ item: ExactString) -> Bool {
    document?.item(item) != nil && !soldOut.contains(item)
  }

  /// Whether a dish can't be had at the moment, on the menu or not.
  public func isSoldOut(_ item: ExactString) -> Bool { soldOut.contains(item) }

  /// What `state` prints of it: the same on every terminal with the same events.
  public var state: JSON {
    .object([
      "menu_id": .string(id.string),
      "document": document.map(\.json),
      "changed_at": changedAt.map { .string($0.description) },
      "sold_out": soldOut.isEmpty ? nil : .array(soldOut.sorted().map { .string($0.string) }),
      "conflicts": conflicts.isEmpty ? nil : .array(conflicts.map(\.report)),
      "unsupported": unsupported == 0 ? nil : .int(Int64(unsupported)),
    ])
  }
}

/// A menu's event that had no effect.
public struct MenuConflict: Hashable, Sendable {
  public let event: EventID
  public let actor: ExactString
  /// For people.
  public let reason: String

  var report: JSON { .object(["event_id": .string(event.description), "reason": .string(reason)]) }
}

extension Menu {
  /// What an event of a menu settles, until a later one does so anew.
  enum Subject: Hashable {
    case document
    case availability(ExactString)
  }

  /// Lets the next event of the menu's stream take effect.
  ///
  /// - Returns: what it settled; nil where nothing, or for good.
  mutating func apply(_ event: Event) -> Subject? {
    if let key = event.idempotencyKey, !keys.insert(key).inserted { return nil }
    switch event.type {
    case .menuChanged: return change(event)
    case .itemAvailabilityChanged: return setAvailability(event)
    case .menuVersionCreated, .menuVersionActivated, .menuActivationCancelled: break
    case nil: unsupported += 1
    case .orderOpened, .orderMoved, .orderCancelled, .orderChanged, .orderReopened, .participantJoined,
      .participantLeft, .itemAdded, .itemRemoved, .itemRestored, .quantityChanged, .voidAcknowledged,
      .statusChanged, .alertSet, .alertCleared, .rushSet, .delayMarked, .adjustmentAdded, .adjustmentRemoved,
      .billRequested, .billWithdrawn, .billViewed, .splitAgreed, .paymentRequested, .paymentStarted,
      .paymentFailed, .paymentCancelled, .paid, .refunded, .paymentMethodAttached, .paymentMethodDetached,
      .autopayArmed, .autopayDisarmed, .autopayAttempted, .mealCompleted, .tableFreed, .messageSent,
      .messageFailed,
      .experimentCreated, .experimentEnded, .menuViewed, .exposureRecorded, .voiceHeard, .staffAdded,
      .staffRemoved, .partnerEnabled, .partnerDisabled, .settingChanged, .originRetired:
      list(event, "the event's type is not one of a menu")
    }
    return nil
  }

  private mutating func change(_ event: Event) -> Subject? {
    var fields = event.payload
    guard let json = fields.json("document"), fields.isSound else {
      list(event, "the event's content makes no sense")
      return nil
    }
    do {
      let document = try MenuDocument(json: json)
      guard document.menuID == id else {
        list(event, "the document is that of another menu")
        return nil
      }
      self.document = document
      changedAt = event.writtenAt
      return .document
    } catch {
      list(event, error.sentence(file: "the document"))
      return nil
    }
  }

  private mutating func setAvailability(_ event: Event) -> Subject? {
    var fields = event.payload
    let isAvailable = fields.bool("available")
    guard let isAvailable, let item = fields.exact("menuitem_id"), fields.isSound else {
      list(event, "the event's content makes no sense")
      return nil
    }
    if isAvailable { soldOut.remove(item) } else { soldOut.insert(item) }
    return .availability(item)
  }

  private mutating func list(_ event: Event, _ reason: String) {
    conflicts.append(MenuConflict(event: event.id, actor: event.actor, reason: reason))
  }
}
