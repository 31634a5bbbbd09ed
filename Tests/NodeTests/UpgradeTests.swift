import EventLog
import Events
import Node
import SimulatedDisk
import Testing
import Venue

/// A checkpoint was made by a galley that understood less than the one that starts from it.
@Suite struct UpgradeTests {
  /// The events of a house that somebody works in, and whose clock stands in a zone.
  private func events() throws -> [Event] {
    let origin = try IdentityFile.origin("desk", 3)
    var tip = ChainTip(before: origin, venue: "maple")
    func event(
      _ type: EventType, _ entity: EntityType, _ id: String, _ members: [(StaticString, JSON)]
    ) throws -> Event {
      let time = Timestamp(clamping: 1_795_348_000_000 + tip.seq)
      var payload = PayloadWriter()
      for (key, value) in members { payload.set(key, value) }
      let draft = EventDraft(
        id: EventID(UUIDv7(at: time, random: RandomBits(high: 1, low: UInt64(tip.seq)))),
        stamp: StreamClock().stamp(wall: time, latestInStream: nil), type: type, entity: entity,
        entityID: .text(ExactString(id)), source: .staff, actor: "Mira", payload: payload)
      let event = try draft.sealed(origin: origin, after: tip)
      tip = ChainTip(seq: event.seq, hash: event.hash)
      return event
    }
    return [
      try event(.settingChanged, .venue, "maple", [("key", "time_zone"), ("value", "UTC")]),
      try event(.staffAdded, .staff, "Mira", [("pin_hash", "$y$"), ("role", "kitchen")]),
    ]
  }

  /// What a galley leaves that does not know of staff: its checkpoint has the setting alone.
  private func disk(leftBy reduction: UInt32) throws -> SimulatedDisk {
    let desk = try Desk()
    desk.close()
    let log = try EventLog.open(on: desk.disk, venue: "maple", reduction: reduction, at: desk.now) { _ in }
    let events = try events()
    try log.append(events)
    var replay = HouseReplay(desk.node.venue.identity)
    for event in events { replay.take(event) }
    let memory = replay.finish { _ in [] }
    let venue = Venue(identity: desk.node.venue.identity, memory: memory, tips: log.tips)
    let understood = memory.house.retained.filter { $0.type != .staffAdded }
    try log.checkpoint(retained: understood.map(\.line), blob: CheckpointNotes(venue).bytes)
    try log.close()
    return desk.disk
  }

  @Test func whatAnOlderGalleyHeldAndDidNotUnderstandIsThereAfterTheUpgrade() throws {
    let disk = try disk(leftBy: House.reduction - 1)
    let desk = try Desk(disk)
    #expect(desk.node.venue.shown.hasStaff && desk.node.venue.shown.eventCount == 2)
    #expect(desk.node.venue.shown.setting("time_zone") == .string("UTC"))
  }

  /// A box whose power is cut every night reads all of it once, not each morning.
  @Test func aStartThatHadMuchToReadMakesACheckpointSoon() throws {
    let disk = try disk(leftBy: House.reduction - 1)
    let desk = try Desk(disk, eventsBetweenCheckpoints: 2)
    desk.close()
    let log = try EventLog.open(
      on: disk, venue: "maple", reduction: House.reduction, at: desk.now
    ) { _ in }
    #expect(log.report.linesRead == 0)
  }

  /// By the same number the start trusts what was kept: there the staff would be gone.
  @Test func aCheckpointOfTheSameReductionIsTrusted() throws {
    let disk = try disk(leftBy: House.reduction)
    let desk = try Desk(disk)
    #expect(!desk.node.venue.shown.hasStaff && desk.node.venue.shown.eventCount == 2)
    #expect(desk.node.venue.shown.setting("time_zone") == .string("UTC"))
  }
}
