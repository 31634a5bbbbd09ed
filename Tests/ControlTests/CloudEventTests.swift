import Events
import Foundation
import Testing

@testable import Control

/// An event as partners get it, beside the contract's section 4 read by Foundation's JSON.
@Suite struct CloudEventTests {
  private static func lines() throws -> [[UInt8]] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../EventsTests/Vectors/evening.jsonl").standardized
    return Array(try Data(contentsOf: path)).split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  private static let keptBack = [
    "pin_hash", "external_ref", "reference", "url", "session_id", "consent_text",
  ]

  private static func cleaned(_ value: Any) -> Any {
    if let object = value as? [String: Any] {
      return object.filter { !keptBack.contains($0.key) }.mapValues(cleaned)
    }
    if let array = value as? [Any] { return array.map(cleaned) }
    return value
  }

  private static func object(_ bytes: some Sequence<UInt8>) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private static func expected(_ line: [String: Any]) throws -> [String: Any]? {
    let entity = try #require(line["entity_type"] as? String)
    guard !["staff", "partner", "venue"].contains(entity) else { return nil }
    var data: [String: Any] = [
      "event_type": line["event_type"]!, "entity_type": entity, "source": line["source"]!,
    ]
    data["entity_id"] = line["entity_id"]
    data["order_id"] = line["order_id"]
    data["payload"] = cleaned(line["payload"]!)
    var cloud: [String: Any] = [
      "specversion": "1.0", "id": line["id"]!,
      "source": "/venues/maple/terminals/\(line["origin"]!)", "type": "galley.\(line["event_type"]!).v1",
      "time": line["created_at"]!, "datacontenttype": "application/json", "data": data,
    ]
    cloud["subject"] = line["order_id"]
    return cloud
  }

  @Test func `every line of the evening is what the contract says`() throws {
    var decoder = EventDecoder()
    var count = 0
    for line in try Self.lines() {
      let cloud = CloudEvent(try decoder.decode(line), venue: "maple")
      let expected = try Self.expected(try Self.object(line))
      guard let cloud else {
        #expect(expected == nil)
        continue
      }
      #expect(cloud.line.last == UInt8(ascii: "\n") && cloud.line.filter { $0 == 0x0A }.count == 1)
      let found = try Self.object(cloud.line)
      #expect(NSDictionary(dictionary: found) == expected.map(NSDictionary.init(dictionary:)))
      #expect(found["personal"] == nil)
      count += 1
    }
    #expect(count > 40)
  }

  @Test func `keys that let somebody act or name a person are taken out at any depth`() throws {
    var payload = PayloadWriter()
    let inner = Self.keptBack.map { "\"\($0)\":{\"deep\":1}" }.sorted().joined(separator: ",")
    let document = try JSONParser.parse(
      Array("{\"a\":[{\"b\":{\(inner),\"z\":1}}],\"urls\":\"stays\",\(inner)}".utf8))
    payload.set("document", document)
    let wall = try #require(Timestamp("2026-11-22T19:04:05.123Z"))
    let id = UUIDv7(at: wall, random: RandomBits(high: 1, low: 2))
    let origin = try #require(Origin("till-7c1e09b4"))
    let event = try EventDraft(
      id: EventID(id), stamp: StreamClock().stamp(wall: wall, latestInStream: nil), type: .menuChanged,
      entity: .menu, entityID: .text(ExactString("supper")), source: .staff, actor: "Mira", payload: payload
    ).sealed(origin: origin, after: ChainTip(before: origin, venue: "maple"))
    let cloud = try #require(CloudEvent(event, venue: "maple"))
    #expect(
      cloud.json["data"]?["payload"]?.canonicalBytes
        == Array(#"{"document":{"a":[{"b":{"z":1}}],"urls":"stays"}}"#.utf8))
    #expect(cloud.json["subject"] == nil)
    #expect(cloud.json["data"]?["entity_id"] == "supper")
  }

  @Test(arguments: [("staff_removed", "staff"), ("partner_disabled", "partner"), ("origin_retired", "venue")])
  func `what is the house's own business does not go out`(_ type: String, _ entity: String) throws {
    let wall = try #require(Timestamp("2026-11-22T19:04:05.123Z"))
    let origin = try #require(Origin("till-7c1e09b4"))
    let event = try EventDraft(
      id: EventID(UUIDv7(at: wall, random: RandomBits(high: 1, low: 2))),
      stamp: StreamClock().stamp(wall: wall, latestInStream: nil),
      type: try #require(EventType(rawValue: type)), entity: try #require(EntityType(rawValue: entity)),
      entityID: .text(ExactString("x")), source: .system, actor: "till"
    ).sealed(origin: origin, after: ChainTip(before: origin, venue: "maple"))
    #expect(CloudEvent(event, venue: "maple") == nil)
  }
}
