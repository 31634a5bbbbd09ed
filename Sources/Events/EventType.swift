/// The one whitelist of event types.
///
/// The row of each in ``table`` is what `galley-events(5)` prints. A type that is not here is stored and passed
/// on, without effect, and counted as unsupported.
public enum EventType: String, CaseIterable, Sendable {
  case orderOpened = "order_opened"
  case orderMoved = "order_moved"
  case orderCancelled = "order_cancelled"
  case orderChanged = "order_changed"
  case orderReopened = "order_reopened"
  case participantJoined = "participant_joined"
  case participantLeft = "participant_left"
  case itemAdded = "item_added"
  case itemRemoved = "item_removed"
  case itemRestored = "item_restored"
  case quantityChanged = "quantity_changed"
  case voidAcknowledged = "void_acknowledged"
  case statusChanged = "status_changed"
  case alertSet = "alert_set"
  case alertCleared = "alert_cleared"
  case rushSet = "rush_set"
  case delayMarked = "delay_marked"
  case adjustmentAdded = "adjustment_added"
  case adjustmentRemoved = "adjustment_removed"
  case billRequested = "bill_requested"
  case billWithdrawn = "bill_withdrawn"
  case billViewed = "bill_viewed"
  case splitAgreed = "split_agreed"
  case paymentRequested = "payment_requested"
  case paymentStarted = "payment_started"
  case paymentFailed = "payment_failed"
  case paymentCancelled = "payment_cancelled"
  case paid
  case refunded
  case paymentMethodAttached = "payment_method_attached"
  case paymentMethodDetached = "payment_method_detached"
  case autopayArmed = "autopay_armed"
  case autopayDisarmed = "autopay_disarmed"
  case autopayAttempted = "autopay_attempted"
  case mealCompleted = "meal_completed"
  case tableFreed = "table_freed"
  case messageSent = "message_sent"
  case messageFailed = "message_failed"
  case menuChanged = "menu_changed"
  case itemAvailabilityChanged = "item_availability_changed"
  case menuVersionCreated = "menu_version_created"
  case menuVersionActivated = "menu_version_activated"
  case menuActivationCancelled = "menu_activation_cancelled"
  case experimentCreated = "experiment_created"
  case experimentEnded = "experiment_ended"
  case menuViewed = "menu_viewed"
  case exposureRecorded = "exposure_recorded"
  case voiceHeard = "voice_heard"
  case staffAdded = "staff_added"
  case staffRemoved = "staff_removed"
  case partnerEnabled = "partner_enabled"
  case partnerDisabled = "partner_disabled"
  case settingChanged = "setting_changed"
  case originRetired = "origin_retired"

  /// What one type is about and carries; `?` marks a key that may be absent, `*` one that lies in `personal`.
  public struct Row: Sendable {
    public let type: EventType
    public let entities: [EntityType]
    public let payload: String

    init(_ type: EventType, _ entities: EntityType..., payload: String = "") {
      self.type = type
      self.entities = entities
      self.payload = payload
    }
  }

  /// A row for every type, in the order of the contract.
  public static let table: [Row] = [
    Row(
      .orderOpened, .order,
      payload: "short_code, currency, order_type (dine_in, takeaway, delivery), table_id?, guests?, "
        + "promised_at?, menu_id?, menu_version?, experiment_id?, arm?, session_id?"),
    Row(.orderMoved, .order, payload: "table_id, replaces?, undoes?"),
    Row(.orderCancelled, .order, payload: "reason"),
    Row(.orderChanged, .order, payload: "guests?, order_type?, promised_at?, replaces?, undoes?"),
    Row(.orderReopened, .order, payload: "undoes (the closing)"),
    Row(.participantJoined, .participant, payload: "label (P1, P2 …), name?*"),
    Row(.participantLeft, .participant),
    Row(
      .itemAdded, .item,
      payload: "menuitem_id, name, qty, unit_price, modifiers? [{name, price}], allergens?, station?, "
        + "course?, participant_id?, menu_version?, note?*"),
    Row(.itemRemoved, .item, payload: "reason?, undoes?"),
    Row(.itemRestored, .item, payload: "undoes"),
    Row(.quantityChanged, .item, payload: "from, to, undoes?"),
    Row(.voidAcknowledged, .item),
    Row(
      .statusChanged, .order, .item, payload: "from, to, items [{item_id, from}], round?, recall?, undoes?"),
    Row(
      .alertSet, .order, payload: "text* (beside those before it; empty clears them all), replaces?, undoes?"),
    Row(.alertCleared, .order, payload: "alert (that event's id), undoes?"),
    Row(.rushSet, .order, payload: "rush, undoes?"),
    Row(
      .delayMarked, .order,
      payload: "delay_minutes (the last one counts), round? (absent: the newest), replaces?, undoes?"),
    Row(
      .adjustmentAdded, .order,
      payload: "kind (discount, comp, service, tip, tax), amount (signed), label?"),
    Row(.adjustmentRemoved, .order, payload: "undoes"),
    Row(.billRequested, .order, payload: "from, total"),
    Row(.billWithdrawn, .order, payload: "reason, undoes?"),
    Row(.billViewed, .order),
    Row(.splitAgreed, .payment, payload: "total, shares [{share, participant_id?, amount}], replaces?"),
    Row(
      .paymentRequested, .payment,
      payload: "payment_id, provider, amount, share?, participant_id?, tip?, trigger?"),
    Row(.paymentStarted, .payment, payload: "payment_id, external_ref, state?, url?"),
    Row(.paymentFailed, .payment, payload: "payment_id, reason"),
    Row(.paymentCancelled, .payment, payload: "payment_id, reason"),
    Row(
      .paid, .payment,
      payload:
        "payment_id, provider, amount, external_ref?, share?, participant_id?, reason?"),
    Row(.refunded, .payment, payload: "payment_id, amount, external_ref?, reason?"),
    Row(.paymentMethodAttached, .participant, payload: "provider, reference"),
    Row(.paymentMethodDetached, .participant),
    Row(.autopayArmed, .participant, payload: "consent_text, max_amount, scope (order, share)"),
    Row(.autopayDisarmed, .participant, payload: "reason"),
    Row(.autopayAttempted, .payment, payload: "payment_id, trigger, amount"),
    Row(.mealCompleted, .order),
    Row(.tableFreed, .order, payload: "table_id, reason"),
    Row(.messageSent, .order, payload: "channel, template"),
    Row(.messageFailed, .order, payload: "channel, template, reason"),
    Row(.menuChanged, .menu, payload: "document"),
    Row(.itemAvailabilityChanged, .menu, payload: "menuitem_id, available"),
    Row(.menuVersionCreated, .menu, payload: "version_id, label?, snapshot"),
    Row(.menuVersionActivated, .menu, payload: "version_id, starts_at?, ends_at?"),
    Row(.menuActivationCancelled, .menu, payload: "activation (that event's id)"),
    Row(
      .experimentCreated, .experiment,
      payload: "menu_id, control, variant, allocation (percent to the variant), starts_at, ends_at, tables?"),
    Row(.experimentEnded, .experiment, payload: "reason"),
    Row(.menuViewed, .session, payload: "menu_id, version_id, table_id?"),
    Row(.exposureRecorded, .session, payload: "menu_id, version_id, experiment_id, arm, session_id"),
    Row(
      .voiceHeard, .voice,
      payload: "confidence? (thousandths), surface (guest, staff), intent?, outcome (executed, rejected, "
        + "refused, unscored), reason?, menuitem_id?, order?, event?, transcript*"),
    Row(.staffAdded, .staff, payload: "role (kitchen, staff, manager), pin_hash"),
    Row(.staffRemoved, .staff),
    Row(
      .partnerEnabled, .partner,
      payload: "terminal (the one that runs it), settings (names of secret files, never secrets)"),
    Row(.partnerDisabled, .partner),
    Row(.settingChanged, .venue, payload: "key, value"),
    Row(.originRetired, .venue, payload: "origin, reason"),
  ]
}

/// The `event_type` of a line: one of the whitelist, or a name that a newer galley wrote.
public enum EventName: Hashable, Sendable {
  case known(EventType)
  case unknown(ExactString)

  public var text: String {
    switch self {
    case .known(let type): type.rawValue
    case .unknown(let name): name.string
    }
  }
}

/// The `entity_type` of a line; unknown ones come only with unknown event types.
public enum EntityName: Hashable, Sendable {
  case known(EntityType)
  case unknown(ExactString)

  public var text: String {
    switch self {
    case .known(let type): type.rawValue
    case .unknown(let name): name.string
    }
  }
}

/// The `entity_id` of a line.
public enum EntityID: Hashable, Sendable {
  case uuid(UUIDv7)
  case text(ExactString)

  public var text: String {
    switch self {
    case .uuid(let id): id.description
    case .text(let name): name.string
    }
  }

  /// The UUID of an item, participant, payment, session, voice or experiment.
  public var uuid: UUIDv7? { if case .uuid(let id) = self { id } else { nil } }
}
