import Events

/// What the CloudEvent of every type looks like: JSON Schema 2020-12, made of the one table of types.
///
/// Keys that a newer galley adds, and types that it adds, fit as well.
public enum CloudEventSchema {
  public static let document = JSON.object([
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Events of galley, as partners get them",
    "oneOf": .array(types.map { reference($0.type.rawValue) } + [reference("later")]),
    "$defs": .object(
      [
        JSON.Member("uuid", pattern("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")),
        JSON.Member(
          "moment", pattern(#"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$"#)),
        JSON.Member("envelope", envelope),
      ] + types.map { JSON.Member($0.type.rawValue, schema(of: $0)) } + [JSON.Member("later", later)]),
  ])

  private static var types: [EventType.Row] { EventType.table.filter { !entities(of: $0).isEmpty } }

  private static func entities(of row: EventType.Row) -> [EntityType] {
    row.entities.filter { CloudEvent.goesOut($0) }
  }

  // MARK: One type

  private static func schema(of row: EventType.Row) -> JSON {
    let entities = entities(of: row)
    let isOfOrder = entities.allSatisfy(\.isOfOrder)
    var needed: [JSON] = ["event_type", "entity_type", "source", "payload"]
    if isOfOrder { needed.append("order_id") }
    if entities.allSatisfy({ $0.naming != .nothing }) { needed.append("entity_id") }
    return .object([
      // The type stands first: a validator that goes on in order is done with a wrong one at once.
      "properties": .object([
        "type": constant(CloudEvent.type(row.type.rawValue)),
        "subject": isOfOrder ? nil : false,
        "data": .object([
          "type": "object", "required": .array(needed),
          "properties": .object([
            "event_type": constant(row.type.rawValue),
            "entity_type": .object(["enum": .array(entities.map { .string($0.rawValue) })]),
            "entity_id": name(of: entities),
            "order_id": isOfOrder ? reference("uuid") : false,
            "payload": object(row.keys),
          ]),
        ]),
      ]),
      "required": isOfOrder ? .array(["subject"]) : nil,
      "$ref": "#/$defs/envelope",
    ])
  }

  private static func name(of entities: [EntityType]) -> JSON {
    if entities.contains(where: { $0.naming == .uuid }) { return reference("uuid") }
    return entities.contains { $0.naming == .text } ? text : false
  }

  private static func object(_ keys: [PayloadKey]) -> JSON {
    let shown = keys.filter { !$0.isPersonal && !CloudEvent.isKeptBack($0.name) }
    let needed = shown.filter { !$0.isOptional }.map { JSON.string($0.name) }
    return .object([
      "type": "object", "required": needed.isEmpty ? nil : .array(needed),
      "properties": .object(shown.map { JSON.Member($0.name, value($0.form)) }),
    ])
  }

  private static func value(_ form: PayloadKey.Form) -> JSON {
    switch form {
    case .text: text
    case .words(let words): .object(["enum": .array(words.map { .string($0) })])
    case .number: .object(["type": "integer"])
    case .truth: .object(["type": "boolean"])
    case .uuid: reference("uuid")
    case .moment: reference("moment")
    case .texts: .object(["type": "array", "items": text])
    case .objects(let keys): .object(["type": "array", "items": object(keys)])
    case .document: .object(["type": "object"])
    }
  }

  // MARK: What all have

  private static let envelope = JSON.object([
    "type": "object",
    "required": .array(["specversion", "id", "source", "type", "time", "datacontenttype", "data"]),
    "properties": .object([
      "specversion": constant("1.0"), "id": reference("uuid"),
      "source": pattern("^/venues/[a-z0-9-]{1,40}/terminals/[a-z][a-z0-9-]{0,30}-[0-9a-f]{8}$"),
      "type": pattern(#"^galley\..+\.v1$"#), "subject": reference("uuid"), "time": reference("moment"),
      "datacontenttype": constant("application/json"),
      "data": .object([
        "type": "object", "required": .array(["event_type", "entity_type", "source", "payload"]),
        "properties": .object([
          "event_type": text, "entity_type": text, "entity_id": text, "order_id": reference("uuid"),
          "source": .object(["enum": .array(Source.allCases.map { .string($0.rawValue) })]),
          "payload": .object(["type": "object"]),
        ]),
      ]),
    ]),
  ])

  /// A type that is not known yet.
  private static var later: JSON {
    let known = EventType.table.map { JSON.string(CloudEvent.type($0.type.rawValue)) }
    return .object([
      "properties": .object(["type": .object(["not": .object(["enum": .array(known)])])]),
      "$ref": "#/$defs/envelope",
    ])
  }

  private static let text = JSON.object(["type": "string"])

  private static func constant(_ word: String) -> JSON { .object(["const": .string(word)]) }

  private static func reference(_ name: String) -> JSON { .object(["$ref": .string("#/$defs/\(name)")]) }

  private static func pattern(_ pattern: String) -> JSON {
    .object(["type": "string", "pattern": .string(pattern)])
  }
}
