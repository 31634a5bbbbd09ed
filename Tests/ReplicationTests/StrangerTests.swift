import Events
import Foundation
import Testing

@testable import Replication

/// A caller who says what it likes: what is refused, what ends the link, what is answered.
@Suite struct StrangerTests {
  private func town(_ events: [Event] = []) -> Town {
    var town = Town()
    town.add("tv", holding: events)
    return town
  }

  @Test func s1NothingIsToldBeforeTheProof() {
    var town = town()
    var stranger = Stranger(calling: "tv", in: &town)
    let said = stranger.lines(from: "tv", in: town)
    #expect(said.count == 1 && Hello(said[0]) != nil)
    #expect(!String(decoding: said[0], as: UTF8.self).contains("tv"))
    stranger.prove(to: "tv", in: &town, key: Array("a wrong key that is long enough too".utf8))
    #expect(stranger.lines(from: "tv", in: town).isEmpty && !stranger.isOpen("tv", in: town))
  }

  @Test func s1WrongProofsAreHeldOffForAWhileAndNoLonger() {
    var town = town()
    var refused = 0
    for _ in 0..<40 {
      var stranger = Stranger(calling: "tv", in: &town)
      if (town["tv"].sent[stranger.link] ?? []).isEmpty { refused += 1 }
      stranger.prove(to: "tv", in: &town, key: [UInt8](repeating: 7, count: 32))
    }
    #expect(refused == 20)
    var other = Stranger(calling: "tv", in: &town, from: "another host")
    other.prove(to: "tv", in: &town)
    #expect(other.isOpen("tv", in: town))
    town.nowMs += 3_000
    var again = Stranger(calling: "tv", in: &town)
    again.prove(to: "tv", in: &town)
    #expect(again.isOpen("tv", in: town))
  }

  @Test func s5NoMoreThanEightOfAHostAndSixtyFourInAllMayBeUnproved() {
    var town = town()
    for host in 1...12 { for _ in 1...12 { _ = town.call("tv", from: "host \(host)") } }
    #expect(town["tv"].mesh.links.count == 64)
    #expect(town["tv"].mesh.links.values.count { $0.address.host == "host 1" } == 8)
    town.run(forMs: Link.proofMs)
    #expect(town["tv"].mesh.links.isEmpty)
  }

  @Test(arguments: [4_096, 4_097])
  func s4TheFirstLineIsBounded(_ count: Int) {
    var town = town()
    let id = town.call("tv")
    town.give(.received(id, [UInt8](repeating: 0x20, count: count)), to: "tv")
    #expect((town["tv"].mesh.links[id] != nil) == (count == 4_096))
  }

  /// A proved caller; what it says next.
  private func proved(_ events: [Event] = []) -> (Town, Stranger) {
    var town = town(events)
    var stranger = Stranger(calling: "tv", in: &town)
    stranger.prove(to: "tv", in: &town)
    _ = stranger.messages(from: "tv", in: town)
    return (town, stranger)
  }

  @Test(arguments: [
    #"{"type":"have","origins":{"a":1}"#, #"{"type":"have"}"#, #"{"type":"want","origin":"x"}"#, "[]", "null",
    "",
    #"{"type":"ping"}"#, #"{"type":5}"#, #"{}"#, #"{"type":"ping","type":"ping"}"#,
    #"{"type":"x","v":\#(String(repeating: "[", count: 10_000))\#(String(repeating: "]", count: 10_000))}"#,
    #"{"type":"x","v":\#(String(repeating: "9", count: 1_000))}"#, #"{"type":"x","v":NaN}"#,
    #"{"type":"x","v":"\ud800"}"#, #"{"type":"event","line":{"a":1,"a":2}}"#, #"{"type":"event","line":nul}"#,
    #"{"type":"event","line":{"v":NaN}}"#, #"{"type":"events","lines":[{"v":"\ud800"}]}"#,
    #"{"type":"events","lines":{}}"#,
    #"{"type":"event","line":{"v":\#(String(repeating: "9", count: 100))}}"#,
    #"{"type":"iam","venue":"maple","terminal":"b","origin":"b-00000001","letter":"B","version":"1"}"#,
  ])
  func s4WhatIsNoMessageEndsTheLink(_ text: String) throws {
    var (town, stranger) = proved()
    stranger.say(Array(text.utf8), to: "tv", in: &town)
    #expect(!stranger.isOpen("tv", in: town))
    let last = try #require(stranger.messages(from: "tv", in: town).last)
    guard case .bye(.badLine, _) = last else {
      Issue.record("no bye: \(last)")
      return
    }
  }

  @Test func s4BytesThatAreNoUTF8EndTheLink() {
    var (town, stranger) = proved()
    stranger.say(Array(#"{"type":"x","v":""#.utf8) + [0xFF] + Array(#""}"#.utf8), to: "tv", in: &town)
    #expect(!stranger.isOpen("tv", in: town))
  }

  @Test(arguments: [
    #"{"type":"greeting from the future","numbers":[1.5e3,null,true],"more":{"a":[]}}"#,
    #"{"type":"ping","clock":"2026-11-22T19:04:05.123Z","colour":"blue"}"#,
    #"{"type":"event","line":{"v":1.5}}"#,
    #"{"type":"events","lines":[]}"#,
  ])
  func unknownKeysAndMessagesAreIgnored(_ text: String) {
    var (town, stranger) = proved()
    stranger.say(Array(text.utf8), to: "tv", in: &town)
    #expect(stranger.isOpen("tv", in: town))
  }

  @Test func s2ALineThatIsChangedDroppedDoubledOrReorderedEndsTheLink() {
    for kind in ["changed", "dropped", "doubled", "reordered", "renumbered"] {
      var (town, stranger) = proved()
      let ping = Message.ping(clock: town.now.wall).bytes
      let (one, two) = (stranger.sealer.seal(ping), stranger.sealer.seal(ping))
      let bytes: [UInt8] =
        switch kind {
        case "changed": Array(String(decoding: one, as: UTF8.self).replacing("ping", with: "pong").utf8)
        case "dropped": two
        case "doubled": one + one
        case "reordered": two + one
        default: Array(String(decoding: two, as: UTF8.self).replacing(#""n":3"#, with: #""n":2"#).utf8)
        }
      town.give(.received(stranger.link, bytes), to: "tv")
      #expect(!stranger.isOpen("tv", in: town), "\(kind)")
    }
  }

  @Test func aWantIsAnsweredToItsByteLimitAndClamped() throws {
    var writer = Writer("till")
    writer.write(20, padding: 500)
    var (town, stranger) = proved(writer.events)
    func answer(_ from: Int64, _ to: Int64, _ maxBytes: Int) -> [Int64] {
      stranger.say(
        .want(
          ChainRange(origin: writer.origin, tip: writer.tip.hash, from: from, to: to), maxBytes: maxBytes),
        to: "tv",
        in: &town)
      return stranger.messages(from: "tv", in: town).flatMap { message -> [Int64] in
        switch message {
        case .events(let lines): lines.compactMap { if case .good(let event) = $0 { event.seq } else { nil } }
        case .lack: [-1]
        default: []
        }
      }
    }
    let size = writer.events[0].line.count
    #expect(answer(3, 9, 1) == [3], "at least one comes")
    #expect(answer(3, 9, size + 1) == [3, 4], "the event that reaches the limit is the last")
    #expect(answer(3, 9, 1 << 30) == [3, 4, 5, 6, 7, 8, 9])
    #expect(answer(18, .max, 1 << 30) == [18, 19, 20])
    #expect(answer(21, .max, 1 << 30) == [-1])
    #expect(answer(9, 3, 1 << 30) == [-1])
    let text =
      #"{"type":"want","origin":"\#(writer.origin)","tip":"\#(writer.tip.hash)","from":0,"to":99999999999999999999,"#
      + #""max_bytes":99999999999999999999}"#
    stranger.say(Array(text.utf8), to: "tv", in: &town)
    #expect(stranger.isOpen("tv", in: town), "S6: a range of more than 2^63")
  }

  @Test func s17WhatIsNoEventLineIsRefusedAndTheOtherOriginsGoOn() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../EventsTests/Vectors/bad-lines.jsonl")
    // Which of the vectors is no JSON within bounds, by reasoning: RFC 8259 and the bounds of the contract.
    let endings = [
      "cut short", "a byte order mark in front", "a key of the line twice", "a key of payload twice",
      "a key twice, deep inside", "1,000 levels", "a control character as it is", "half a surrogate pair",
      "no UTF-8",
      "NaN", "a number of 500 digits",
      // It stands behind the event, within the message, which is then not compact.
      "a carriage return at the end",
    ]
    for row in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") {
      let json = try JSONParser.parse(Array(row.utf8))
      let why = try #require(json["why"]?.string)
      let encoded = try json["line_base64"].map { try #require(Data(base64Encoded: $0.string ?? "")) }
      let line = try encoded.map(Array.init) ?? Array(#require(json["line"]?.string).utf8)
      var (town, stranger) = proved()
      stranger.say(Array(#"{"type":"event","line":"#.utf8) + line + [UInt8(ascii: "}")], to: "tv", in: &town)
      let isEnd = endings.contains { why.contains($0) }
      #expect(stranger.isOpen("tv", in: town) == !isEnd, "\(why)")
      #expect(town["tv"].log.isEmpty, "\(why)")
      guard !isEnd else { continue }
      #expect(town["tv"].mesh.refusedLines == 1, "\(why)")
      var writer = Writer("other")
      stranger.say(.events([.good(writer.write())]), to: "tv", in: &town)
      #expect(town["tv"].log.count == 1, "\(why)")
    }
  }

  @Test func s17AnOriginWithABrokenChainIsNoLongerAskedForThere() {
    var writer = Writer("till")
    let good = writer.write()
    writer.write()
    var forged = Writer("till", wall: Writer.noon + 77)
    forged.write(2)
    var (town, stranger) = proved()
    let tip = ChainTip(seq: 2, hash: forged.tip.hash)
    stranger.say(.have([writer.origin: [tip]]), to: "tv", in: &town)
    stranger.say(.events([.good(good), .good(forged.events[1])]), to: "tv", in: &town)
    #expect(town["tv"].log.map(\.seq) == [1])
    #expect(town["tv"].mesh.links[stranger.link]?.refusedOrigins == [writer.origin])
    _ = stranger.messages(from: "tv", in: town)
    stranger.say(.have([writer.origin: [tip]]), to: "tv", in: &town)
    let wants = stranger.messages(from: "tv", in: town).filter { if case .want = $0 { true } else { false } }
    #expect(wants.isEmpty)
  }

  @Test func s10AnotherVenueIsToldSo() {
    var town = town()
    var stranger = Stranger(calling: "tv", in: &town)
    stranger.prove(to: "tv", in: &town, venue: "oak")
    let last = stranger.messages(from: "tv", in: town).last
    guard case .bye(.venue, _)? = last else {
      Issue.record("no bye venue: \(String(describing: last))")
      return
    }
    #expect(!stranger.isOpen("tv", in: town))
  }

  @Test func whoAsksForTooMuchIsToldToGo() {
    var writer = Writer("till")
    writer.write(3, padding: 1_000)
    var (town, stranger) = proved(writer.events)
    let want = Message.want(
      ChainRange(origin: writer.origin, tip: writer.tip.hash, from: 1, to: 3), maxBytes: 1 << 20)
    // Nothing is reported as sent, so nothing more is read for it.
    for _ in 0..<3_000 where stranger.isOpen("tv", in: town) { stranger.say(want, to: "tv", in: &town) }
    #expect(!stranger.isOpen("tv", in: town))
    #expect((town["tv"].sent[stranger.link] ?? []).count < MeshLink.serveWindowBytes + Event.lineBytesLimit)
  }
}
