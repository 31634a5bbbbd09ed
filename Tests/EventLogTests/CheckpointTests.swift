import EventLog
import Events
import SimulatedDisk
import Testing

/// F14, F15: a start goes out from a checkpoint, and never from a wrong one.
@Suite struct CheckpointTests {
  private static let retained = 3

  private func log(withCheckpoints count: Int) throws -> (disk: SimulatedDisk, events: [Event]) {
    let disk = SimulatedDisk()
    var sample = Sample()
    let log = try Opened(disk).log
    var events: [Event] = []
    for round in 0..<count {
      let batch = sample.batch(9)
      events += batch
      try log.append(batch)
      try log.checkpoint(retained: batch.prefix(Self.retained).map(\.line), blob: [UInt8(round)])
    }
    let tail = sample.batch(4)
    try log.append(tail)
    try log.close()
    disk.restart(after: nil)
    return (disk, events + tail)
  }

  private func checkpoints(_ disk: SimulatedDisk) -> [String] {
    disk.paths.filter { $0.hasSuffix(".checkpoint") }
  }

  @Test func aStartReadsTheNewestCheckpointAndWhatCameAfter() throws {
    let (disk, events) = try log(withCheckpoints: 4)
    let opened = try Opened(disk)
    #expect(opened.blob == [3])
    #expect(opened.retained.map(\.line) == events[27..<30].map(\.line))
    #expect(opened.lines == events[36...].map(\.line))
    #expect(opened.log.report.linesRead == 4)
    #expect(opened.log.eventCount == 40)
    #expect(checkpoints(disk).count == 2)
  }

  @Test(arguments: ["damaged", "version", "empty", "ahead", "foreign"])
  func f15AWrongCheckpointIsIgnoredWithANote(_ flaw: String) throws {
    let (disk, events) = try log(withCheckpoints: 4)
    let newest = try #require(checkpoints(disk).last)
    var expectedBlob: [UInt8]? = [2]
    switch flaw {
    case "damaged": disk.damage(newest) { $0[$0.count / 2] ^= 4 }
    case "version": disk.damage(newest) { $0[7] = UInt8(ascii: "9") }
    case "empty": disk.damage(newest) { $0 = [] }
    case "ahead":
      // The log ends before the checkpoint does, as on a restored backup, and no journal knows better.
      disk.damage("checkpoint/journal") { $0 = [] }
      let last = try #require(disk.paths.last { $0.hasPrefix("log/") })
      disk.damage(last) { bytes in
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        bytes = Array(bytes[...ends[ends.count - 6]])
      }
    default:
      // Another log of the same lengths.
      expectedBlob = nil
      for path in disk.paths where path.hasPrefix("log/") {
        disk.damage(path) { $0 = Array($0.reversed()) }
      }
      disk.damage("checkpoint/journal") { $0 = [] }
    }
    let opened = try Opened(disk)
    #expect(opened.log.report.notes.contains { $0.file == newest && $0.code == .checkpoint })
    #expect(opened.blob == expectedBlob)
    guard flaw != "foreign" else { return }
    let held = events.prefix(Int(opened.log.eventCount))
    #expect(opened.lines == held[27...].map(\.line))
    #expect(opened.log.eventCount == (flaw == "ahead" ? 35 : 40))
  }

  /// What another reduction made of the log is left aside once, with a note; then there is a checkpoint of this one.
  @Test func aCheckpointOfAnotherReductionIsNotUsed() throws {
    let (disk, events) = try log(withCheckpoints: 4)
    let upgraded = try Opened(disk, reduction: 2)
    #expect(upgraded.blob == nil && upgraded.retained.isEmpty && upgraded.lines == events.map(\.line))
    #expect(upgraded.log.report.checkpoint == nil)
    #expect(upgraded.log.report.notes.map(\.code) == [.checkpoint, .checkpoint])
    try upgraded.log.checkpoint(retained: [], blob: [9])
    try upgraded.log.close()
    let again = try Opened(disk, reduction: 2)
    #expect(again.blob == [9] && again.lines.isEmpty && again.log.eventCount == 40)
    try again.log.close()
    // Back on the older program: its own last one is still there.
    let older = try Opened(disk, reduction: 1)
    #expect(older.blob == [3] && older.lines == events[36...].map(\.line))
  }

  @Test func withoutAnyCheckpointTheWholeLogIsReplayed() throws {
    let (disk, events) = try log(withCheckpoints: 4)
    for path in checkpoints(disk) { disk.damage(path) { $0[20] ^= 1 } }
    let opened = try Opened(disk)
    #expect(opened.blob == nil && opened.lines == events.map(\.line))
    #expect(opened.log.report.checkpoint == nil)
  }
}
