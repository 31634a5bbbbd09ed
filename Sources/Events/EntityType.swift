/// What kind of thing an event is about.
public enum EntityType: String, CaseIterable, Sendable {
  case order, item, participant, payment
  case menu, experiment, session, voice, staff, partner, venue

  /// Whether an event about it belongs to an order's stream and carries the order_id.
  @inlinable
  public var isOfOrder: Bool {
    switch self {
    case .order, .item, .participant, .payment: true
    case .menu, .experiment, .session, .voice, .staff, .partner, .venue: false
    }
  }

  /// What stands in `entity_id` (contract, section 1).
  public var naming: Naming {
    switch self {
    case .order: .nothing
    case .item, .participant, .payment, .session, .voice, .experiment: .uuid
    case .menu, .staff, .partner, .venue: .text
    }
  }

  public enum Naming: Sendable { case nothing, uuid, text }

  /// The `entity_id` as this entity has it; fails where the ids are not those that go with it.
  func checked(_ id: EntityID?, orderID: OrderID?) throws(LineFault) -> EntityID? {
    guard isOfOrder == (orderID != nil) else {
      throw LineFault(.form, "order_id goes with order, item, participant and payment, and only with them")
    }
    switch naming {
    case .nothing:
      guard id == nil else { throw LineFault(.form, "an order is named by order_id alone") }
      return nil
    case .uuid:
      guard let id, id.uuid != nil else { throw LineFault(.form, "entity_id is no lower-case UUIDv7") }
      return id
    case .text:
      guard let id else { throw LineFault(.form, "entity_id is missing") }
      return .text(ExactString(id.text))
    }
  }
}

/// Who caused an event.
public enum Source: String, CaseIterable, Sendable {
  case guest, staff, voice, system, webhook
}
