/// An event line as somebody would read it with Foundation: the same fields as ours, one structure a payload.
///
/// Identifiers and times stay texts here, and nothing is held against hash or order of keys: the yardstick has the
/// easier work.
struct LineMirror: Codable {
  let id: String
  let origin: String
  let seq: Int64
  let createdAt: String
  let skewMs: Int64?
  let orderID: String?
  let eventType: String
  let entityType: String
  let entityID: String?
  let source: String
  let actor: String
  let idempotencyKey: String?
  let payload: PayloadMirror
  let prev: String
  let digest: String?
  let hash: String
  let personal: Personal?

  struct Personal: Codable {
    let name: String?
    let note: String?
    let salt: String
    let text: String?
  }

  enum CodingKeys: String, CodingKey {
    case id, origin, seq, source, actor, payload, prev, digest, hash, personal
    case createdAt = "created_at"
    case skewMs = "skew_ms"
    case orderID = "order_id"
    case eventType = "event_type"
    case entityType = "entity_type"
    case entityID = "entity_id"
    case idempotencyKey = "idempotency_key"
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    id = try fields.decode(String.self, forKey: .id)
    origin = try fields.decode(String.self, forKey: .origin)
    seq = try fields.decode(Int64.self, forKey: .seq)
    createdAt = try fields.decode(String.self, forKey: .createdAt)
    skewMs = try fields.decodeIfPresent(Int64.self, forKey: .skewMs)
    orderID = try fields.decodeIfPresent(String.self, forKey: .orderID)
    eventType = try fields.decode(String.self, forKey: .eventType)
    entityType = try fields.decode(String.self, forKey: .entityType)
    entityID = try fields.decodeIfPresent(String.self, forKey: .entityID)
    source = try fields.decode(String.self, forKey: .source)
    actor = try fields.decode(String.self, forKey: .actor)
    idempotencyKey = try fields.decodeIfPresent(String.self, forKey: .idempotencyKey)
    payload = try PayloadMirror(eventType, fields)
    prev = try fields.decode(String.self, forKey: .prev)
    digest = try fields.decodeIfPresent(String.self, forKey: .digest)
    hash = try fields.decode(String.self, forKey: .hash)
    personal = try fields.decodeIfPresent(Personal.self, forKey: .personal)
  }
}
