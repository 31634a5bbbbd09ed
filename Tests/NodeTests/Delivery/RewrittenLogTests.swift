import Events
import Randomness
import SimulatedDisk
import Testing

@testable import Node

/// The log's files are rewritten under the stream, or another terminal goes on with a log of its own.
@Suite struct RewrittenLogTests {
  /// The last line that was read becomes shorter and keeps its hash: what follows stands elsewhere.
  @Test(arguments: 1...12, [false, true])
  func `erasing what is personal leaves no gap, wherever the stream stands`(_ read: Int, restarts: Bool)
    throws
  {
    var evening = Evening(seed: 1)
    var route = try Route(segmentBytes: 1 << 20)
    try route.append(try (0..<12).map { try evening.alert(of: $0 % 6, "a name of \($0) letters") })
    for _ in 0..<read {
      var scan = try route.reader.scan(from: route.delivery.place.position)
      route.delivery.read(try #require(try scan.next()))
      scan.close()
    }
    let record = DeliveryRecord(route.delivery)
    try route.forget()
    #expect(try !route.delivery.stands(in: route.reader))
    if restarts { try route.restart(record) }
    try route.append(try evening.events(5))
    try route.takeAll()
    route.check("all")
    #expect(route.taken.count == Set(route.taken).count, "nothing comes twice")
  }

  /// A crash while the log is read anew: the record of that time names no place in it.
  @Test func `a record from the middle of reading anew leaves no gap`() throws {
    var evening = Evening(seed: 2)
    var route = try Route()
    try route.append(try evening.events(40))
    try route.goOn()
    try route.forget()
    route.delivery.relocate()
    var scan = try route.reader.scan()
    for _ in 0..<10 { route.delivery.read(try #require(try scan.next())) }
    scan.close()
    try route.restart(DeliveryRecord(route.delivery))
    try route.takeAll()
    route.check("all")
  }

  /// Bytes that do not read back are passed over; once they are put back, what stood there goes out.
  @Test(arguments: [false, true])
  func `what is repaired later goes out later`(restarts: Bool) throws {
    var evening = Evening(seed: 3)
    var route = try Route(segmentBytes: 1 << 20)
    try route.append(try evening.events(30))
    let path = try #require(route.disk.paths.first { $0.hasPrefix("log/") })
    let bytes = try #require(route.disk.contents(path))
    let lost = route.held[12...14].filter(\.goesOut).map(\.text)
    let start = route.held[..<12].reduce(0) { $0 + $1.line.count + 1 }
    let end = route.held[..<15].reduce(0) { $0 + $1.line.count + 1 }
    route.disk.damage(path) { for place in start..<end { $0[place] = 0 } }
    try route.takeAll()
    #expect(!lost.isEmpty && Set(route.taken).isDisjoint(with: lost))
    #expect(try route.delivery.stands(in: route.reader), "nothing has changed")
    let record = DeliveryRecord(route.delivery)
    route.disk.damage(path) { $0 = bytes }
    route.reader.forgetIndexes()
    if restarts { try route.restart(record) }
    try route.takeAll()
    #expect(Set(route.taken).isSuperset(of: lost))
    #expect(Set(route.expected).isSubset(of: route.taken))
  }

  /// Damage before anything was read, and at the end of the log.
  @Test(arguments: [0, 9])
  func `damage at either end is passed over`(_ line: Int) throws {
    var evening = Evening(seed: 4)
    var route = try Route(segmentBytes: 1 << 20)
    try route.append(try (0..<10).map { _ in try evening.menu() })
    let path = try #require(route.disk.paths.first { $0.hasPrefix("log/") })
    let start = route.held[..<line].reduce(0) { $0 + $1.line.count + 1 }
    route.disk.damage(path) { $0[start + 40] ^= 1 }
    try route.takeAll()
    try route.append([try evening.menu()])
    try route.takeAll()
    var expected = route.expected
    expected.remove(at: line)
    #expect(route.taken == expected)
  }

  /// Another terminal has all events too, in the order in which they came there.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `another terminal goes on from what it was told, in its own log's order`(_ seed: UInt64) throws {
    var evening = Evening(seed: seed, terminals: ["till", "bar", "pass"])
    var random = Seeded(seed: seed)
    let events = try evening.events(60)
    var first = try Route()
    try first.append(events)
    var steps = Int.random(in: 0...60, using: &random)
    while steps > 0 {
      try first.goOn()
      guard !first.inFlight.isEmpty else { break }
      first.take(Int.random(in: first.inFlight.indices, using: &random))
      steps -= 1
    }
    let told = first.delivery.settledReach
    var second = try Route()
    second.delivery = Delivery(venue: Evening.venue, past: told)
    try second.append(Self.shuffled(events, &random))
    try second.takeAll()
    let missing = Set(first.expected).subtracting(first.taken).subtracting(second.taken)
    #expect(missing.isEmpty)
    second.check("the other", also: first.taken)
  }

  /// Each origin's events stay in order.
  private static func shuffled(_ events: [Event], _ random: inout Seeded) -> [Event] {
    var queues = Dictionary(grouping: events, by: \.origin).sorted { $0.key < $1.key }.map { $0.value[...] }
    var mixed: [Event] = []
    while !queues.isEmpty {
      let place = Int.random(in: queues.indices, using: &random)
      if let event = queues[place].popFirst() { mixed.append(event) }
      if queues[place].isEmpty { queues.remove(at: place) }
    }
    return mixed
  }
}
