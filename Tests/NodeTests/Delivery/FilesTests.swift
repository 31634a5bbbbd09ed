import Events
import Randomness
import SimulatedDisk
import Testing

@testable import Node

/// What is kept on the disk for a stream.
@Suite struct DeliveryFilesTests {
  private static func record() throws -> DeliveryRecord {
    var evening = Evening(seed: 1)
    var route = try Route()
    try route.append(try evening.events(20))
    try route.goOn()
    route.take()
    try route.goOn()
    route.refuse()
    return DeliveryRecord(route.delivery)
  }

  @Test func `a record reads back, and every spoiled one is none or the same`() throws {
    let record = try Self.record()
    let bytes = record.bytes
    #expect(DeliveryRecord(bytes) == record)
    #expect(!record.open.isEmpty && record.open.contains { $0.tries == 1 && $0.firstTriedAt != nil })
    for place in bytes.indices {
      for bit in 0..<8 {
        var spoiled = bytes
        spoiled[place] ^= 1 << bit
        let read = DeliveryRecord(spoiled)
        #expect(read == nil || read == record, "bit \(bit) of byte \(place)")
      }
      #expect(DeliveryRecord(Array(bytes[..<place])) == nil, "cut at \(place)")
    }
  }

  @Test func `a record on the disk is there, or as it was, or can be removed`() throws {
    let disk = SimulatedDisk()
    let files = DeliveryFiles("exec", on: disk)
    #expect(try files.readRecord() == nil)
    let record = try Self.record()
    try files.write(record)
    disk.restart(after: .losingAll)
    #expect(try files.readRecord() == record)
    disk.damage("partners/exec.json") { $0.removeLast() }
    #expect(try files.readRecord() == nil)
    try files.removeRecord()
    try files.removeRecord()
    #expect(!disk.paths.contains("partners/exec.json"))
  }

  private static func letter(_ id: String, _ error: String = "no") -> DeadLetter {
    DeadLetter(
      at: Evening.start, error: error, tries: 8, event: .object(["id": .string(id), "subject": "s"]))
  }

  @Test func `letters are added, replaced and taken out, and outlive a power cut`() throws {
    let disk = SimulatedDisk()
    let files = DeliveryFiles("exec", on: disk)
    #expect(try files.readLetters().isEmpty)
    var found = try files.change(adding: [Self.letter("a"), Self.letter("b")], removing: [])
    #expect(found.count == 2)
    found = try files.change(adding: [Self.letter("a", "again")], removing: ["b"])
    disk.restart(after: .losingAll)
    let letters = try files.readLetters()
    #expect(letters == [Self.letter("a", "again")])
    #expect(found == DeliveryFiles.Letters(count: 1, bytes: Self.letter("a", "again").line.count))
    #expect(try DeliveryFiles.names(on: disk) == ["exec"])
  }

  @Test func `half a line at the end is passed over, and the last line about an event counts`() throws {
    let whole = Self.letter("a").line + Self.letter("b").line + Self.letter("a", "later").line
    #expect(DeadLetter.letters(in: whole) == [Self.letter("a", "later"), Self.letter("b")])
    let torn = Self.letter("c").line
    for length in 0..<(torn.count - 1) {
      #expect(DeadLetter.letters(in: whole + torn[..<length]).map(\.id) == ["a", "b"], "\(length) bytes")
    }
    // Without its newline the line is whole all the same.
    #expect(DeadLetter.letters(in: whole + torn.dropLast()).map(\.id) == ["a", "b", "c"])
    #expect(DeadLetter.letters(in: Array("\n{}\nnull\n".utf8)).isEmpty)
  }

  @Test func `long words of a partner are cut`() {
    #expect(Self.letter("a", String(repeating: "x", count: 1_000)).error.count == 300)
  }
}
