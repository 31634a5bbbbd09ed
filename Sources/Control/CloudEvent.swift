import Events

/// An event as partners get it: a CloudEvent 1.0 in its JSON form, without what is the house's own business
/// (contract, section 4).
public struct CloudEvent: Hashable, Sendable {
  public let json: JSON

  /// What says who somebody is, or lets somebody act for them.
  private static let keptBack: Set<ExactString> = [
    "pin_hash", "external_ref", "reference", "url", "session_id", "consent_text",
  ]

  /// - Returns: nil for an event of staff, partners or the venue, which does not go out.
  public init?(_ event: Event, venue: String) {
    if let entity = event.entityType, !Self.goesOut(entity) { return nil }
    // The line was checked when it was taken, so its payload is an object.
    guard let payload = try? JSONParser.parse(Array(event.line[event.payloadRange])) else { return nil }
    let order = event.orderID.map { JSON.string($0.description) }
    let id: JSON? = event.entityID.map { .string($0.text) }
    json = .object([
      "specversion": "1.0",
      "id": .string(event.id.description),
      "source": .string("/venues/\(venue)/terminals/\(event.origin)"),
      "type": .string(Self.type(event.name.text)),
      "subject": order,
      "time": .string(event.createdAt.description),
      "datacontenttype": "application/json",
      "data": .object([
        "event_type": .string(event.name.text), "entity_type": .string(event.entity.text), "entity_id": id,
        "order_id": order, "source": .string(event.source.rawValue), "payload": Self.cleaned(payload),
      ]),
    ])
  }

  /// Whether what is about it is for partners.
  static func goesOut(_ entity: EntityType) -> Bool {
    switch entity {
    case .staff, .partner, .venue: false
    case .order, .item, .participant, .payment, .menu, .experiment, .session, .voice: true
    }
  }

  /// The `type` of an event type.
  static func type(_ name: String) -> String { "galley.\(name).v1" }

  /// Whether a key of a payload does not go out, at any depth.
  static func isKeptBack(_ key: String) -> Bool { keptBack.contains(ExactString(key)) }

  /// The line, with its newline.
  public var line: [UInt8] { Array(json.compactText.utf8) + [UInt8(ascii: "\n")] }

  private static func cleaned(_ value: JSON) -> JSON {
    switch value {
    case .null, .bool, .int, .string: value
    case .array(let values): .array(values.map(cleaned))
    case .object(let members):
      .object(
        members.filter { !keptBack.contains($0.key) }.map { JSON.Member($0.key.string, cleaned($0.value)) })
    }
  }
}
