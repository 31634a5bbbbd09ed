import Events
import Testing

@testable import Dining

/// Every pair of things that two people may do at once: what stands, and what is listed.
@Suite struct ConcurrentTests {
  static let pairs = ConcurrentPair.kitchen + ConcurrentPair.order + ConcurrentPair.money

  @Test(arguments: pairs.indices, [true, false])
  func f26WhatStandsAndWhatIsListed(number: Int, tillIsFirst: Bool) throws {
    let pair = Self.pairs[number]
    let fork = try Fork(pair, tillIsFirst: tillIsFirst)
    let stream = fork.streams[0]
    let expected = tillIsFirst ? pair.tillFirst : pair.stoveFirst
    #expect(pair.sees(stream.order) == expected.stands, "\(pair.name)")
    #expect(Self.listed(stream) == expected.listed, "\(pair.name)")
    let state = stream.order.state.canonicalBytes
    for other in fork.streams {
      #expect(other.order.state.canonicalBytes == state, "\(pair.name)")
      #expect(other.report.canonicalBytes == stream.report.canonicalBytes, "\(pair.name)")
    }
    #expect(fork.streams.count >= 4)
  }

  /// What somebody does who has heard of the other is an ordinary change: nothing is listed.
  @Test(arguments: pairs.indices) func whoeverHasHeardOfItMakesNoConflict(number: Int) throws {
    let pair = Self.pairs[number]
    var till = try OneOrder.sent()
    for command in pair.before { try till.give(command) }
    var stove = till.twin("stove")
    for command in pair.till { try till.give(command) }
    stove.hear(till)
    for command in pair.stove where stove.refusal(command) == nil { try stove.give(command) }
    #expect(stove.conflicts == [], "\(pair.name)")
  }

  static func listed(_ stream: OrderStream) -> [String] {
    stream.conflictStories.map { story in
      let stands = story.stands.map { "\($0.origin.terminal) \($0.words)" } ?? "nobody"
      return "\(story.wanted.origin.terminal) \(story.wanted.words) | \(story.conflict.reason) | \(stands)"
    }
  }
}

/// Two terminals that part with one history, act, and hear of each other in every order that chains allow.
struct Fork {
  private(set) var streams: [OrderStream] = []

  init(_ pair: ConcurrentPair, tillIsFirst: Bool) throws {
    try self.init(before: pair.before, tillIsFirst: tillIsFirst) { till in
      for command in pair.till { try till.give(command) }
    } stove: { stove in
      for command in pair.stove { try stove.give(command) }
    }
  }

  init(
    before: [OrderCommand] = [], tillIsFirst: Bool, till act: (inout OneOrder) throws -> Void,
    stove actToo: (inout OneOrder) throws -> Void
  ) throws {
    var till = try OneOrder.sent()
    for command in before { try till.give(command) }
    let history = till.box.events(till.id)
    var stove = till.twin("stove", laterBy: tillIsFirst ? 6_000 : 0)
    if !tillIsFirst { till.box.wall += 6_000 }
    try act(&till)
    try actToo(&stove)
    let mine = Array(till.box.events(till.id).dropFirst(history.count))
    let theirs = Array(stove.box.events(stove.id).dropFirst(history.count))
    precondition(!mine.isEmpty && !theirs.isEmpty, "somebody did nothing")
    for arrival in Self.interleavings(mine, theirs) {
      streams.append(Self.stream(till.id, one: history + arrival))
      streams.append(OrderStream(id: till.id, events: history + arrival))
    }
    streams.append(Self.stream(till.id, one: (history + mine + theirs).reversed()))
    streams.append(Self.stream(till.id, one: theirs + mine + history + mine))
  }

  /// Events that arrive one by one, each having its effect before the next is there.
  private static func stream(_ id: OrderID, one events: [Event]) -> OrderStream {
    var stream = OrderStream(id: id)
    for event in events { stream.insert(event) }
    return stream
  }

  private static func interleavings(_ left: [Event], _ right: [Event]) -> [[Event]] {
    guard let first = left.first, let other = right.first else { return [left + right] }
    return interleavings(Array(left.dropFirst()), right).map { [first] + $0 }
      + interleavings(left, Array(right.dropFirst())).map { [other] + $0 }
  }
}
