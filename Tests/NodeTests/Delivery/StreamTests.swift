import Events
import Randomness
import Testing

@testable import Node

/// At least once, in order within an order, whatever happens meanwhile.
@Suite struct StreamTests {
  @Test(arguments: 0..<30 as Range<UInt64>)
  func `no answer, end or restart leaves a gap`(_ seed: UInt64) throws {
    var evening = Evening(seed: seed)
    var random = Seeded(seed: seed + 1_000)
    var route = try Route()
    var records: [DeliveryRecord?] = [nil]
    for _ in 0..<400 {
      switch Int.random(in: 0..<20, using: &random) {
      case 0..<6: try route.append(try evening.events(Int.random(in: 1...4, using: &random)))
      case 6..<12 where !route.inFlight.isEmpty:
        route.take(Int.random(in: route.inFlight.indices, using: &random))
      case 12...13 where !route.inFlight.isEmpty:
        route.refuse(
          Int.random(in: route.inFlight.indices, using: &random), isFinal: Bool.random(using: &random))
      case 14: route.end(keeping: Int.random(in: 0...route.inFlight.count, using: &random))
      case 15: records.append(DeliveryRecord(route.delivery))
      // The newest record is there in most cases; after a power cut it may be an older one.
      case 16: try route.restart(records.suffix(3).randomElement(using: &random) ?? nil)
      case 17: try route.forget()
      default: route.pass(ms: Int64.random(in: 1...40_000_000, using: &random))
      }
      try route.goOn()
    }
    try route.takeAll()
    route.check("seed \(seed)")
    #expect(route.delivery.settledReach == DeliveryRecord(route.delivery).settled)
  }

  /// Whoever looks at one line at a time finds the same as who starts at any of them.
  @Test(arguments: [3, 4] as [UInt64])
  func `a restart from any older record delivers all`(_ seed: UInt64) throws {
    var evening = Evening(seed: seed)
    var route = try Route()
    var kept: [(record: DeliveryRecord, taken: [String], letters: [String: DeadLetter])] = []
    for number in 0..<60 {
      try route.append([try evening.event()])
      try route.goOn()
      if !route.inFlight.isEmpty, !number.isMultiple(of: 3) { route.take(number % route.inFlight.count) }
      kept.append((DeliveryRecord(route.delivery), route.taken, route.letters))
    }
    for (number, state) in kept.enumerated() {
      var again = route
      try again.restart(state.record)
      let before = again.taken.count
      try again.takeAll()
      let after = Set(again.taken.dropFirst(before))
      let missing = Set(route.expected).subtracting(state.taken).subtracting(after)
      #expect(missing.isEmpty, "record \(number)")
    }
  }

  @Test func `what stands before the event that enabled it does not go out, all behind it does`() throws {
    var evening = Evening(seed: 8)
    var route = try Route()
    try route.append(try evening.events(30))
    let enabling = try evening.partner()
    try route.append([enabling])
    let behind = try evening.events(30)
    try route.append(behind)
    route.delivery = Delivery(venue: Evening.venue, after: enabling.hash)
    #expect(route.delivery.isSearching)
    try route.takeAll()
    #expect(!route.delivery.isSearching)
    #expect(Set(route.taken) == Set(behind.filter(\.goesOut).map(\.text)))
    #expect(route.taken.count == Set(route.taken).count, "nothing twice where nothing went wrong")
  }

  @Test func `memory is bounded while the log grows`() throws {
    var evening = Evening(seed: 9)
    var route = try Route(segmentBytes: 1 << 20)
    for _ in 0..<20 {
      try route.append(try evening.events(50))
      try route.goOn()
    }
    #expect(route.delivery.entries.count == 256)
    #expect(route.delivery.room == 0)
    #expect(DeliveryRecord(route.delivery).bytes.count < 64 << 10)
    try route.takeAll()
    route.check("all")
  }

  @Test func `more is on its way with each that is taken, up to 64, and one after a failure`() throws {
    var evening = Evening(seed: 10, orders: 120)
    var route = try Route(segmentBytes: 1 << 20)
    try route.append(try (0..<120).map { try evening.rush(of: $0) })
    for expected in [1, 2, 4, 8, 16, 32, 64, 64] {
      try route.goOn()
      #expect(route.inFlight.count == min(expected, 120))
      route.take()
    }
    route.refuse()
    while !route.inFlight.isEmpty { route.take() }
    route.append(failingOf: &evening)
  }
}

extension Route {
  /// One is refused when nothing else is on its way: then one goes at a time.
  fileprivate mutating func append(failingOf evening: inout Evening) {
    do {
      try takeAll()
      try append([try evening.rush(of: 0), try evening.rush(of: 1), try evening.rush(of: 2)])
      try goOn()
      while inFlight.count > 1 { take() }
      refuse()
      try append([try evening.rush(of: 3), try evening.rush(of: 4)])
      try goOn()
      #expect(inFlight.count == 1)
    } catch {
      Issue.record(error)
    }
  }
}
