import Events
import Testing

@testable import Control

/// What frames carry is read as it was made; what is no such content is nil, never a part of it.
@Suite struct ControlContentTests {
  @Test(arguments: [[], ["order", "list"], ["", "é\u{0}\"\\", "👩‍🍳"]])
  func wordsComeBackAsTheyWere(_ words: [String]) {
    #expect(ControlFrame.command(words).words == words)
  }

  @Test(arguments: ["", "[", "5", "{}", "\"order\"", "[\"a\",5]", "[null]", "[[\"a\"]]", "[\"a\"] x"])
  func whatIsNoListOfTextsIsNoCommand(_ text: String) {
    #expect(ControlFrame(.run, text).words == nil)
  }

  @Test func bytesThatAreNoTextAreNoCommand() {
    #expect(ControlFrame(.run, [0x5B, 0x22, 0xFF, 0x22, 0x5D]).words == nil)
  }

  @Test(arguments: [(0, 0), (3, 3), (255, 255), (256, 0), (-1, 255)] as [(Int32, Int32)])
  func anExitIsItsLowByte(_ status: Int32, _ told: Int32) {
    #expect(ControlFrame.exit(status).exitStatus == told)
  }

  @Test(arguments: [0, 7, 1_000_000]) func aCountComesBack(_ count: Int) {
    #expect(ControlFrame.caughtUp(eventCount: count).eventCount == count)
  }

  @Test(arguments: ["", "-1", "+1", "1 ", "0x5", "١", "99999999999999999999"])
  func whatIsNoNumberIsNoCount(_ text: String) {
    #expect(ControlFrame(.caughtUp, text).eventCount == nil)
  }

  /// What one kind carries is not read out of another.
  @Test func contentIsReadFromItsOwnKindAlone() {
    for kind in ControlFrame.Kind.allCases {
      #expect((ControlFrame(kind, "[]").words != nil) == (kind == .run))
      #expect((ControlFrame(kind, "5").exitStatus != nil) == (kind == .exit))
      #expect((ControlFrame(kind, "5").eventCount != nil) == (kind == .caughtUp))
      #expect(ControlFrame(kind, "x\n").eventLines.isEmpty == (kind != .lines))
    }
  }

  @Test func pagesHoldAllLinesInTheirOrder() throws {
    let lines = [40, 300_000, 300_000, 300_000, 300_000, 90]
    let events = try lines.enumerated().map { try event(UInt64($0.offset), notes: $0.element) }
    let pages = ControlFrame.pages(of: events)
    // Three of the long ones are 0.86 MiB; a fourth would be more than a frame may hold.
    #expect(pages.map { $0.eventLines.count } == [4, 2])
    #expect(pages.flatMap(\.eventLines) == events.map(\.line))
    #expect(pages.allSatisfy { $0.kind == .lines && $0.content.count <= ControlFrame.contentLimit })
    #expect(ControlFrame.pages(of: []).isEmpty)
  }

  /// The longest event line there is fills a frame to its last byte.
  @Test func theLongestLineIsAPageOfItsOwn() throws {
    let bare = try event(1, notes: 0).line.count
    let longest = try event(1, notes: Event.lineBytesLimit - 1 - bare)
    #expect(longest.line.count + 1 == ControlFrame.contentLimit)
    let short = try event(2, notes: 0)
    let pages = ControlFrame.pages(of: [short, longest, short])
    #expect(
      pages.map(\.content.count) == [short.line.count + 1, ControlFrame.contentLimit, short.line.count + 1])
  }

  private func event(_ number: UInt64, notes bytes: Int) throws -> Event {
    let origin = try #require(Origin("till-00000001"))
    let time = Timestamp(clamping: 1_795_348_800_000)
    var payload = PayloadWriter()
    payload.set("key", "motto")
    payload.set("value", String(repeating: "x", count: bytes))
    let draft = EventDraft(
      id: EventID(UUIDv7(at: time, random: RandomBits(high: number, low: number))),
      stamp: StreamClock().stamp(wall: time, latestInStream: nil), type: .settingChanged, entity: .venue,
      entityID: .text("maple"), source: .staff, actor: "Mira", payload: payload)
    return try draft.sealed(origin: origin, after: ChainTip(before: origin, venue: "maple"))
  }
}
