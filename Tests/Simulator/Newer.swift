import Events
import Venue

/// What a newer galley would write: an event of a type that nobody here knows (F22).
enum Newer {
  static func event(_ identity: Identity, _ tip: ChainTip, _ wall: Timestamp, _ chance: Chance) -> Event? {
    let id = UUIDv7(at: wall, random: chance.bits())
    var line = Array(
      (#"{"id":"\#(id)","origin":"\#(identity.origin)","seq":\#(tip.seq + 1),"created_at":"\#(wall)","#
        + #""event_type":"robot_greeted","entity_type":"venue","entity_id":"\#(identity.venue)","source":"system","#
        + #""actor":"\#(identity.terminal)","payload":{"mood":\#(chance.number(1...9))},"prev":"\#(tip.hash)""#)
        .utf8)
    let hash = Fingerprint(of: line)
    line += Array(#","hash":"\#(hash)"}"#.utf8)
    var decoder = EventDecoder()
    return try? decoder.decode(line)
  }
}
