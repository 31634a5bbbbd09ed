import Control
import Events
import TestAids
import Testing

@testable import galley

/// The JSON Schema of what partners get, judged by a validator that is not ours.
@Suite struct SchemaTests {
  private static let schema = CloudEventSchema.document

  /// What the demo's evening sends to partners.
  private static func evening() -> [CloudEvent] {
    var evening = WallEvening(seed: 7)
    var last: WallMoment?
    while let moment = evening.next() { last = moment }
    let streams = last?.house.orders.sorted { $0.key < $1.key } ?? []
    return streams.flatMap(\.value.events).compactMap { CloudEvent($0, venue: "demo") }
  }

  @Test func `every event of a played evening fits`() throws {
    let lines = Self.evening().map(\.json.compactText)
    #expect(lines.count > 500)
    #expect(try SchemaCheck.misfits(of: lines, in: Self.schema.compactText).isEmpty)
  }

  /// One event of each kind is spoiled in one way; what a newer galley adds is none.
  @Test func `what is wrong does not fit, what is new does`() throws {
    let good =
      #"{"specversion":"1.0","id":"01a20470-d96d-742f-ac48-28d9f0bbe9cf","source":"/venues/maple/terminals/till-7c1e09b4","type":"galley.quantity_changed.v1","subject":"01a2046c-3daf-70ff-98c0-6effa0c5154e","time":"2026-11-22T18:07:14.285Z","datacontenttype":"application/json","data":{"event_type":"quantity_changed","entity_type":"item","entity_id":"01a20470-d196-76fc-adf0-77387f7695f5","order_id":"01a2046c-3daf-70ff-98c0-6effa0c5154e","source":"staff","payload":{"from":1,"to":2}}}"#
    func changed(_ old: String, _ new: String) -> String {
      let parts = good.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
      precondition(parts.count == 2, old)
      return parts[0] + new + parts[1]
    }
    let wrong = [
      "null", "{}",
      changed(#""specversion":"1.0","#, ""), changed(#""1.0""#, #""0.3""#),
      changed(#""id":"01a20470"#, #""id":"01A20470"#), changed("/venues/maple", "/houses/maple"),
      changed("galley.quantity_changed.v1", "galley.rush_set.v1"),
      changed("galley.quantity_changed.v1", "galley.quantity_changed.v2"),
      changed("galley.quantity_changed.v1", "galley.staff_added.v1"),
      changed(#""subject":"01a2046c-3daf-70ff-98c0-6effa0c5154e","#, ""),
      changed("18:07:14.285Z", "18:07:14Z"), changed("application/json", "text/plain"),
      changed(#""entity_type":"item""#, #""entity_type":"order""#),
      changed(#""entity_id":"01a20470-d196-76fc-adf0-77387f7695f5","#, ""),
      changed(#""source":"staff""#, #""source":"nobody""#), changed(#","payload":{"from":1,"to":2}"#, ""),
      changed(#""from":1,"#, ""), changed(#""to":2"#, #""to":"2""#), changed(#""to":2"#, #""to":2.5"#),
      changed(#""to":2"#, #""to":2,"undoes":"7""#),
    ]
    let fitting = [
      good, changed(#""to":2"#, #""to":2,"later":[1]"#),
      changed(#"{"specversion""#, #"{"later":1,"specversion""#),
      changed("galley.quantity_changed.v1", "galley.lamp_dimmed.v1"),
    ]
    let schema = Self.schema.compactText
    #expect(try SchemaCheck.misfits(of: fitting, in: schema).isEmpty)
    #expect(try SchemaCheck.misfits(of: wrong, in: schema) == Array(wrong.indices))
  }

  /// Each key as its row writes it, apart from how the program reads the row.
  @Test func `every key of the table has a form, and keeps its marks`() throws {
    for row in EventType.table {
      let found = row.keys.map { "\($0.name)\($0.isOptional ? "?" : "")\($0.isPersonal ? "*" : "")" }
      #expect(found == Self.names(in: row.payload), "\(row.type)")
    }
    let added = try #require(EventType.table.first { $0.type == .itemAdded })
    guard case .objects(let modifiers)? = added.keys.first(where: { $0.name == "modifiers" })?.form else {
      return #expect(Bool(false))
    }
    #expect(modifiers.map(\.name) == ["name", "price"] && modifiers.map(\.form) == [.text, .number])
    let opened = try #require(EventType.table.first { $0.type == .orderOpened })
    #expect(
      opened.keys.first { $0.name == "order_type" }?.form == .words(["dine_in", "takeaway", "delivery"]))
    #expect(opened.keys.first { $0.name == "promised_at" }?.form == .moment)
  }

  private static func names(in payload: String) -> [String] {
    var text = payload
    for (open, close) in [("(", ")"), ("[", "]")] {
      while let start = text.firstIndex(of: Character(open)),
        let end = text[start...].firstIndex(of: Character(close))
      {
        text.removeSubrange(start...end)
      }
    }
    return text.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }
  }

  @Test func `nothing is told of what stays in the house`() throws {
    guard case .object(let types)? = Self.schema["$defs"] else { return #expect(Bool(false)) }
    let names = Set(types.map(\.key.string))
    let kept = [
      "staff_added", "staff_removed", "partner_enabled", "partner_disabled", "setting_changed",
      "origin_retired",
    ]
    #expect(names.isDisjoint(with: kept))
    #expect(names.count == EventType.table.count - kept.count + 4)
    let text = Self.schema.compactText
    for key in [
      "pin_hash", "external_ref", "reference", "url", "session_id", "consent_text", "transcript", "note",
    ] {
      #expect(!text.contains("\"\(key)\":"), "\(key)")
    }
  }
}
