import Foundation
import Testing

@testable import Events

@Suite struct EventLineTests {
  @Test func everyLineOfAnEveningIsTakenAndItsChainIsWhole() throws {
    var decoder = EventDecoder()
    var tips: [Origin: ChainTip] = [:]
    let lines = try Vectors.lines("evening.jsonl")
    #expect(lines.count == 59)
    for line in lines {
      let event = try decoder.decode(line)
      #expect(event.line == line)
      let tip = tips[event.origin] ?? ChainTip(before: event.origin, venue: Vectors.venue)
      #expect(tip.isFollowed(by: event), "\(event.origin) \(event.seq)")
      tips[event.origin] = ChainTip(seq: event.seq, hash: event.hash)
    }
    #expect(tips.values.map(\.seq).sorted() == [13, 46])
  }

  @Test func s17EveryBadLineIsRefusedForItsReason() throws {
    let lines = try Vectors.lines("bad-lines.jsonl")
    #expect(lines.count == 49)
    for wrapped in lines {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(wrapped)) as? [String: String])
      let why = try #require(object["why"])
      let encoded = Data(base64Encoded: object["line_base64"] ?? "")
      let bad = try object["line"].map(utf8) ?? Array(#require(encoded))
      let expected = why.prefix { $0 != ":" }
      #expect(refusal(of: bad) == String(expected), "\(why)")
    }
  }

  /// The code by which a line that should stand at seq 1 of its origin is refused; nil where it is taken.
  private func refusal(of line: [UInt8]) -> String? {
    var decoder = EventDecoder()
    do {
      let event = try decoder.decode(line)
      let tip = ChainTip(before: event.origin, venue: Vectors.venue)
      return tip.isFollowed(by: event) ? nil : "chain"
    } catch {
      return error.code.rawValue
    }
  }

  @Test func erasedPersonalDataLeavesTheSameEvent() throws {
    var decoder = EventDecoder()
    for line in try Vectors.lines("evening.jsonl") {
      let event = try decoder.decode(line)
      let erased = try decoder.decode(event.withoutPersonal)
      #expect(erased.hash == event.hash)
      #expect(erased.digest == event.digest)
      #expect(erased.personalRange == nil)
    }
  }

  @Test func s4ALineOfOneMebibyteIsTakenAndOneByteMoreIsNot() throws {
    let tip = ChainTip(before: try #require(Origin("bar-00000001")), venue: "maple")
    func draft(filling count: Int) -> EventDraft {
      var payload = PayloadWriter()
      payload.set("key", "motto")
      payload.set("value", String(repeating: "x", count: count))
      return sample(payload: payload)
    }
    let origin = try #require(Origin("bar-00000001"))
    let overhead = try draft(filling: 0).sealed(origin: origin, after: tip).line.count
    let room = Event.lineBytesLimit - 1 - overhead
    let longest = try draft(filling: room).sealed(origin: origin, after: tip)
    #expect(longest.line.count == Event.lineBytesLimit - 1)
    #expect(throws: LineFault.self) { try draft(filling: room + 1).sealed(origin: origin, after: tip) }
  }

  @Test func aSealedDraftReadsBackAsWhatItSays() throws {
    let origin = try #require(Origin("bar-00000001"))
    var personal = PayloadWriter()
    personal.set("name", "Zoë \u{1}\"")
    personal.set("salt", String(repeating: "0", count: 32))
    var payload = PayloadWriter()
    payload.set("count", -12 as Int64)
    payload.set("list", ["a", "b\n"])
    payload.set("truth", true)
    var draft = sample(payload: payload)
    draft.personal = personal
    draft.idempotencyKey = "k\\1"
    draft.stamp = StreamClock.Stamp(createdAt: draft.stamp.createdAt, skewMs: 7)
    let event = try draft.sealed(origin: origin, after: ChainTip(seq: 4, hash: Fingerprint(high: 1, low: 2)))
    var decoder = EventDecoder()
    let read = try decoder.decode(event.line)
    #expect(read.seq == 5 && read.skewMs == 7)
    #expect(read.writtenAt.milliseconds == read.createdAt.milliseconds - 7)
    #expect(read.idempotencyKey == "k\\1")
    var fields = read.payload
    #expect(fields.int("count") == -12)
    #expect(fields.texts("list") == ["a", "b\n"])
    #expect(fields.bool("truth") == true)
    var person = read.personal
    #expect(person.text("name") == "Zoë \u{1}\"")
  }

  private func sample(payload: PayloadWriter) -> EventDraft {
    let time = Timestamp(clamping: 1_795_000_000_000)
    return EventDraft(
      id: EventID(UUIDv7(at: time, random: RandomBits(high: 1, low: 2))),
      stamp: StreamClock.Stamp(createdAt: time, skewMs: nil), type: .settingChanged, entity: .venue,
      entityID: .text("maple"), source: .staff, actor: "bar", payload: payload)
  }

  /// F7, S4: whatever bit is flipped, wherever the line is cut, the decoder answers and does not fall.
  @Test func f7EveryFlippedBitAndEveryCutIsRefusedOrReadsAsAnotherWholeLine() throws {
    var decoder = EventDecoder()
    let line = try Vectors.lines("evening.jsonl")[7]
    let hash = try decoder.decode(line).hash
    for cut in 0..<line.count {
      #expect(throws: LineFault.self) { try decoder.decode(Array(line[..<cut])) }
    }
    for bit in 0..<(line.count * 8) {
      var flipped = line
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      if let event = try? decoder.decode(flipped) {
        Issue.record("bit \(bit) went unseen: \(event.hash) \(hash)")
      }
    }
  }
}
