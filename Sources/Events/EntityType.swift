/// What kind of thing an event is about.
public enum EntityType: String, CaseIterable, Sendable {
  case order, item, participant, payment
  case menu, experiment, session, voice, staff, partner, venue

  /// Whether such an event belongs to an order's stream and carries its order_id.
  @inlinable
  public var isOfOrder: Bool {
    switch self {
    case .order, .item, .participant, .payment: true
    default: false
    }
  }

  /// What stands in `entity_id` (contract, section 1).
  var naming: Naming {
    switch self {
    case .order: .nothing
    case .item, .participant, .payment, .session, .voice, .experiment: .uuid
    case .menu, .staff, .partner, .venue: .text
    }
  }

  enum Naming { case nothing, uuid, text }
}

/// Who caused an event.
public enum Source: String, CaseIterable, Sendable {
  case guest, staff, voice, system, webhook
}
