import Foundation

/// What a log must be like after every fault: each hash right, the reported lines there, the state what they say.
///
/// All of it on bytes: an evening of 20,000 lines is looked at in a second or two.
func expectSound(_ house: ScratchHouse, holding reported: [String]) throws {
  let events = try expectWhole(house, holding: reported)
  guard !events.isEmpty else { return }
  let findings = try IndependentCheck.findings(events, arguments: ["maple"])
  guard findings.isEmpty else { throw Failure("another program finds: \(findings)") }
  let fromNothing = try ScratchHouse.with(settings: "venue = maple\nname = bar\nletter = C\n") { other in
    try other.done("ingest", other.file("lines.jsonl", events))
    return try other.done("state", "--all").outputBytes
  }
  guard try house.done("state", "--all").outputBytes == fromNothing else {
    throw Failure("the state differs from a replay from nothing")
  }
}

/// The shorter look: `verify` finds nothing, and the reported lines are there. Gives all lines.
@discardableResult func expectWhole(_ house: ScratchHouse, holding reported: [String]) throws -> [UInt8] {
  let verified = try house.galley("verify")
  guard verified.status == 0 else { throw Failure("verify says \(verified.output)\(verified.errors)") }
  let events = try house.done("events").outputBytes
  let bytes = Data(events)
  for line in reported where bytes.range(of: Data((line + "\n").utf8)) == nil {
    throw Failure("lost: \(line)")
  }
  return events
}
