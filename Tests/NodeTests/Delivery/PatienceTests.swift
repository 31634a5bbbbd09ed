import Events
import Testing

@testable import Node

/// How long a partner is waited for, and what becomes of what it does not take.
@Suite struct PatienceTests {
  private static let second: Int64 = 1_000
  private static let minute = 60 * second
  private static let hour = 60 * minute
  private static let day = 24 * hour

  /// Eight tries over a day (contract, section 4), each a little later than the plan says and never sooner.
  @Test func `an event is tried eight times over a day, and its order alone waits`() throws {
    var evening = Evening(seed: 1)
    var route = try Route()
    let poison = try evening.rush(of: 0)
    try route.append([poison, try evening.rush(of: 0)])
    var tries: [Int64] = []
    while route.letters.isEmpty {
      // Somebody else's order comes in between and is taken: the partner is there.
      let other = try evening.rush(of: 1)
      try route.append([other])
      repeat {
        try route.goOn()
        if let place = route.inFlight.firstIndex(where: { $0.cursor == poison.text }) {
          tries.append(route.now.monotonicMs)
          route.refuse(place)
        } else if !route.inFlight.isEmpty {
          route.take()
        }
      } while !route.taken.contains(other.text) || !route.inFlight.isEmpty
      try #require(tries.count <= 8)
      route.passToDeadline()
    }
    let plan = [
      5 * Self.second, Self.minute, 5 * Self.minute, 30 * Self.minute, 2 * Self.hour, 6 * Self.hour,
      15 * Self.hour,
    ]
    #expect(tries.count == 8)
    for (wait, planned) in zip(zip(tries, tries.dropFirst()).map({ $1 - $0 }), plan) {
      #expect((planned...(planned + planned / 10)).contains(wait), "\(wait) for \(planned)")
    }
    let letter = try #require(route.letters[poison.text])
    #expect(letter.tries == 8 && letter.error == "no")
    #expect(!route.taken.contains(poison.text))
    try route.takeAll()
    route.check("what came behind it goes on")
  }

  @Test func `what is never taken is given up at once, and held no longer than its room lasts`() throws {
    var evening = Evening(seed: 2)
    var route = try Route()
    try route.append([try evening.rush(of: 0), try evening.rush(of: 0)])
    try route.goOn()
    route.refuse(isFinal: true, mayBury: false)
    #expect(route.letters.isEmpty, "no room for it")
    route.pass(ms: Self.minute)
    try route.goOn()
    route.refuse(isFinal: true)
    #expect(Set(route.letters.keys) == [route.expected[0]])
    try route.takeAll()
    #expect(route.taken == [route.expected[1]])
  }

  @Test func `after three in a row it is away, asked with one at a time, and all go on when it is back`()
    throws
  {
    var evening = Evening(seed: 3)
    var route = try Route()
    try route.append(try (0..<6).map { try evening.rush(of: $0) })
    for _ in 0..<3 {
      try route.goOn()
      #expect(!route.delivery.isAway)
      route.refuse()
    }
    #expect(route.delivery.isAway)
    // 5, 10, 20 … s, and 5 min at most.
    for pause in [5, 10, 20, 40, 80, 160, 300, 300, 300] as [Int64] {
      try route.goOn()
      #expect(route.inFlight.isEmpty)
      #expect(route.delivery.deadlineMs == route.now.monotonicMs + pause * Self.second)
      route.pass(ms: pause * Self.second - 1)
      try route.goOn()
      #expect(route.inFlight.isEmpty)
      route.pass(ms: 1)
      try route.goOn()
      #expect(route.inFlight.count == 1)
      route.refuse()
    }
    #expect(Set(route.sent).count == 6, "not the same one each time")
    route.pass(ms: 300 * Self.second)
    try route.goOn()
    route.take()
    let back = route.now
    while !route.delivery.entries.isEmpty {
      try route.goOn()
      route.take()
    }
    #expect(route.now == back, "nothing waited any more")
    route.check("all")
  }

  /// Answers that come in after it was taken for away: it is there.
  @Test func `what was on its way meanwhile brings it back at once`() throws {
    var evening = Evening(seed: 4)
    var route = try Route()
    try route.append(try (0..<6).map { try evening.rush(of: $0) })
    for _ in 0..<2 {
      try route.goOn()
      route.take()
    }
    try route.goOn()
    #expect(route.inFlight.count == 4)
    for _ in 0..<3 { route.refuse() }
    #expect(route.delivery.isAway)
    route.take()
    #expect(!route.delivery.isAway)
    try route.goOn()
    #expect(!route.inFlight.isEmpty)
  }

  /// Nothing else goes on for hours, and an order that the partner never takes makes it look away.
  @Test func `an order that is never taken holds up no other in a quiet house`() throws {
    var evening = Evening(seed: 5)
    var route = try Route()
    let poison = try evening.rush(of: 0)
    try route.append([poison])
    for _ in 0..<20 {
      try route.goOn()
      if !route.inFlight.isEmpty { route.refuse() }
      route.passToDeadline()
    }
    let other = try evening.rush(of: 1)
    try route.append([other])
    let before = route.now.monotonicMs
    for _ in 0..<50 where !route.taken.contains(other.text) {
      try route.goOn()
      guard let place = route.inFlight.firstIndex(where: { $0.cursor == other.text }) else {
        if !route.inFlight.isEmpty { route.refuse() }
        route.passToDeadline()
        continue
      }
      route.take(place)
    }
    #expect(route.taken == [other.text])
    #expect(route.now.monotonicMs == before, "at once")
  }

  /// Three such orders look like a partner that is gone; what is taken is found out within its pause.
  @Test func `several such orders hold up others for five minutes at most, and are given up in the end`()
    throws
  {
    var evening = Evening(seed: 6)
    var route = try Route()
    let poison = try (0..<4).map { try evening.rush(of: $0) }
    let names = Set(poison.map(\.text))
    try route.append(poison)
    func answer() throws {
      try route.goOn()
      if route.inFlight.isEmpty {
        route.passToDeadline()
        try route.goOn()
      }
      while !route.inFlight.isEmpty {
        if names.contains(route.inFlight[0].cursor) { route.refuse() } else { route.take() }
      }
    }
    for _ in 0..<30 { try answer() }
    var turns = 0
    while route.letters.count < 4 {
      let other = try evening.rush(of: 5)
      let before = route.now.monotonicMs
      try route.append([other])
      while !route.taken.contains(other.text) {
        try answer()
        turns += 1
        try #require(turns < 20_000)
      }
      #expect(route.now.monotonicMs - before <= 5 * Self.minute)
      route.pass(ms: 4 * Self.hour)
    }
    #expect(Set(route.letters.keys) == names)
    #expect(route.now.monotonicMs < 4 * Self.day)
  }

  @Test
  func `a partner that is gone for two days loses nothing that it takes later or that stands in the letters`()
    throws
  {
    var evening = Evening(seed: 7)
    var route = try Route()
    try route.append(try evening.events(40))
    while route.now.monotonicMs < 2 * Self.day {
      try route.goOn()
      while !route.inFlight.isEmpty { route.refuse() }
      route.passToDeadline()
    }
    #expect(route.letters.values.allSatisfy { $0.tries >= 8 })
    try route.takeAll()
    route.check("all")
  }

  @Test func `one that says nothing for two minutes hangs, one without events never does`() throws {
    var evening = Evening(seed: 8)
    var route = try Route()
    #expect(route.delivery.deadlineMs == nil && !route.delivery.hangs(at: route.now))
    try route.append([try evening.rush(of: 0)])
    route.pass(ms: 10 * Self.minute)
    try route.goOn()
    #expect(route.delivery.deadlineMs == route.now.monotonicMs + 2 * Self.minute)
    route.pass(ms: 2 * Self.minute - 1)
    #expect(!route.delivery.hangs(at: route.now))
    route.pass(ms: 1)
    #expect(route.delivery.hangs(at: route.now))
  }

  /// While one is slow on its way, another that is due does not wait for its answer.
  @Test func `a slow answer delays no other order`() throws {
    var evening = Evening(seed: 9)
    var route = try Route()
    try route.append([try evening.rush(of: 0)])
    try route.goOn()
    route.take()
    try route.append([try evening.rush(of: 1), try evening.rush(of: 2)])
    try route.goOn()
    #expect(route.inFlight.count == 2)
    route.refuse(0)
    route.take(0)
    try route.append([try evening.rush(of: 3)])
    try route.goOn()
    #expect(route.inFlight.count == 1)
    let due = try #require(route.delivery.deadlineMs)
    #expect(due - route.now.monotonicMs <= 5_500, "the one that was refused is due after 5 s")
  }

  @Test func `letters that are sent again go before what came later in their stream, one at a time`() throws {
    var evening = Evening(seed: 11)
    var route = try Route()
    // So that there is room for several on their way.
    try route.append([try evening.rush(of: 0), try evening.rush(of: 1)])
    try route.takeAll()
    let menu = try (0..<3).map { _ in try evening.menu() }
    try route.append(menu)
    try route.goOn()
    route.refuse(isFinal: true)
    try route.goOn()
    #expect(route.inFlight.map(\.cursor) == [menu[1].text])
    route.delivery.retry(Array(route.letters.values))
    try route.goOn()
    #expect(route.inFlight.count == 1, "one of the menu is on its way")
    route.take()
    try route.goOn()
    #expect(route.inFlight.map(\.cursor) == [menu[0].text])
    route.take()
    #expect(route.letters.isEmpty)
    try route.takeAll()
    #expect(Set(route.taken) == Set(route.expected))
  }

  @Test func `a letter that is refused again is a letter again at once`() throws {
    var evening = Evening(seed: 12)
    var route = try Route()
    try route.append([try evening.rush(of: 0)])
    try route.goOn()
    route.refuse(isFinal: true)
    route.delivery.retry(Array(route.letters.values))
    try route.goOn()
    route.refuse()
    #expect(route.letters.count == 1 && route.delivery.entries.isEmpty)
  }
}
