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
  /// All that were ever frozen, in the order of their events.
  public internal(set) var versions: [MenuVersion] = []
  /// All that were ever said, in the order of their events.
  public internal(set) var activations: [Activation] = []
  /// What had no effect because it made no sense.
  public internal(set) var conflicts: [MenuConflict] = []
  /// Events of types that this galley does not know.
  public internal(set) var unsupported = 0

  var keys: Set<ExactString> = []

  init(id: ExactString) { self.id = id }

  /// A version of it; nil where it was never frozen so.
  public func version(_ id: VersionID) -> MenuVersion? { versions.first { $0.id == id } }

  /// The document as it stands, to be ordered from.
  var servedDocument: ServedMenu? {
    document.map(served)
  }

  func served(_ document: MenuDocument) -> ServedMenu {
    ServedMenu(document: document, isVersion: version(document.versionID) != nil, soldOut: soldOut)
  }

  func served(_ version: MenuVersion) -> ServedMenu {
    ServedMenu(document: version.document, isVersion: true, soldOut: soldOut)
  }

  /// What `state` prints of it: the same on every terminal with the same events.
  public var state: JSON {
    .object([
      "menu_id": .string(id.string),
      "document": document.map(\.json),
      "changed_at": changedAt.map { .string($0.description) },
      "sold_out": soldOut.isEmpty ? nil : .array(soldOut.sorted().map { .string($0.string) }),
      "versions": versions.isEmpty ? nil : .array(versions.map(\.state)),
      "activations": activations.isEmpty ? nil : .array(activations.map(\.state)),
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
    case .menuVersionCreated: freeze(event)
    case .menuVersionActivated: activate(event)
    case .menuActivationCancelled: cancelActivation(event)
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

  /// The first event that freezes a content counts; a later one with the same is as good as none.
  private mutating func freeze(_ event: Event) {
    do throws(MenuFault) {
      let version = try MenuVersion(event, of: id)
      if self.version(version.id) == nil { versions.append(version) }
    } catch {
      list(event, error.sentence(file: "the snapshot"))
    }
  }

  private mutating func activate(_ event: Event) {
    guard let activation = Activation(event, of: id) else {
      return list(event, "the event's content makes no sense")
    }
    guard version(activation.version) != nil else {
      return list(event, "the menu has no such version")
    }
    activations.append(activation)
  }

  private mutating func cancelActivation(_ event: Event) {
    var fields = event.payload
    guard let cancelled: EventID = fields.identifier("activation"), fields.isSound else {
      return list(event, "the event's content makes no sense")
    }
    guard let place = activations.firstIndex(where: { $0.id == cancelled }) else {
      return list(event, "the menu has no such activation")
    }
    guard activations[place].cancelled == nil else { return }
    activations[place].cancelled = Activation.Cancelling(at: event.writtenAt, actor: event.actor)
  }

  private mutating func list(_ event: Event, _ reason: String) {
    conflicts.append(MenuConflict(event: event.id, actor: event.actor, reason: reason))
  }
}
