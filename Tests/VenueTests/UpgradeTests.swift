import EventLog
import Events
import SimulatedDisk
import Testing

@testable import Venue

/// A checkpoint was made by a galley that understood less than the one that starts from it.
@Suite struct UpgradeTests {
  private let now = Timestamp(clamping: Till.noon)
  private let identity: Identity

  init() throws {
    let origin = try #require(Origin(terminal: "till", random: 1))
    identity = Identity(venue: "maple", origin: origin, letter: "B")
  }

  private func start(_ disk: SimulatedDisk, _ reduction: UInt32) throws -> (log: EventLog, memory: Memory) {
    var replay = HouseReplay(identity)
    let log = try EventLog.open(on: disk, venue: "maple", reduction: reduction, at: now) { step in
      switch step {
      case .summary(let blob): replay.take(notes: blob)
      case .retained(let event): replay.take(retained: event)
      case .event(let event): replay.take(event)
      case .progress: break
      }
    }
    return (log, replay.finish { _ in [] })
  }

  /// What a house leaves that does not know of staff: its checkpoint has the settings alone.
  private func diskOfAnOlderGalley() throws -> SimulatedDisk {
    let disk = SimulatedDisk()
    var scribe = try Scribe("desk", seed: 3)
    let events = [
      try scribe.setting("time_zone", .string("UTC")), try scribe.staff("Mira", .staffAdded),
    ]
    let (log, before) = try start(disk, House.reduction - 1)
    try log.append(events)
    var house = before.house
    house.insert(events)
    let memory = Memory(house: house, codes: before.codes, clockFloor: before.clockFloor)
    let older = Venue(identity: identity, memory: memory, tips: log.tips)
    let understood = house.retained.filter { $0.type != .staffAdded }
    try log.checkpoint(retained: understood.map(\.line), blob: CheckpointNotes(older).bytes)
    try log.close()
    return disk
  }

  @Test func whatAnOlderGalleyHeldAndDidNotUnderstandIsThereAfterTheUpgrade() throws {
    let disk = try diskOfAnOlderGalley()
    let (log, memory) = try start(disk, House.reduction)
    #expect(memory.house.hasStaff && memory.house.setting("time_zone") == .string("UTC"))
    #expect(memory.house.eventCount == 2 && log.report.linesRead == 2)
  }

  /// Without another number the start would trust what was kept, and the staff would be gone.
  @Test func byTheSameReductionTheCheckpointIsTrusted() throws {
    let disk = try diskOfAnOlderGalley()
    let (log, memory) = try start(disk, House.reduction - 1)
    #expect(!memory.house.hasStaff && memory.house.setting("time_zone") == .string("UTC"))
    #expect(memory.house.eventCount == 2 && log.report.linesRead == 0)
  }

  /// A house that keeps other events in its checkpoint is another reduction: raise `House.reduction`, then this list.
  @Test func theNumberStandsForWhatIsKept() throws {
    var scribe = try Scribe("desk", seed: 3)
    var kept: [EventType] = []
    for type in EventType.allCases {
      let entity = try #require(EventType.table.first { $0.type == type }?.entities.first)
      guard !entity.isOfOrder else { continue }
      var house = House()
      house.insert(try scribe.empty(type, of: entity))
      if !house.retained.isEmpty { kept.append(type) }
    }
    #expect(House.reduction == 1)
    #expect(
      kept == [
        .menuChanged, .itemAvailabilityChanged, .menuVersionCreated, .menuVersionActivated,
        .menuActivationCancelled, .staffAdded, .staffRemoved, .settingChanged,
      ])
  }
}
