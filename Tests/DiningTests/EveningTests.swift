import Events
import Foundation
import Randomness
import Testing

@testable import Dining

/// The contract's evening, folded: totals and states as its README names them and as its events read.
@Suite struct EveningTests {
  @Test func totalsAreThoseOfTheContract() throws {
    let orders = try Evening.orders(Evening.events())
    let b07 = try #require(orders["B07"])
    let b08 = try #require(orders["B08"])
    #expect(b07.total.minor == 6095)
    #expect(b08.total.minor == 3410)
    for order in [b07, b08] {
      #expect(order.remaining == .zero)
      #expect(order.status == "closed")
      #expect(!order.isLive)
      #expect(order.kitchen == .delivered)
      #expect(order.conflicts.isEmpty, "\(order.conflicts)")
    }
    #expect(b07.rounds.map(\.number) == [1, 2])
    #expect(b07.payments.map(\.state) == [.failed, .paid, .paid])
    #expect(b07.shares.map { b07.paid($0).minor } == [3048, 3047])
    #expect(b07.tableFreedAt != nil)
    #expect(b08.isRushed)
  }

  @Test func anyOrderOfArrivalAndDoublesMakeTheSameState() throws {
    let events = try Evening.events()
    let expected = Evening.orders(events).mapValues(\.state.canonicalBytes)
    var generator = Seeded(seed: 1)
    for _ in 0..<200 {
      let shuffled = (events + events).shuffled(using: &generator)
      #expect(Evening.orders(shuffled).mapValues(\.state.canonicalBytes) == expected)
    }
  }

  @Test func s20StateHoldsNothingPersonal() throws {
    var decoder = EventDecoder()
    let whole = try Evening.events()
    let erased = try whole.map { try decoder.decode($0.withoutPersonal) }
    let before = Evening.orders(whole).mapValues(\.state.canonicalBytes)
    #expect(Evening.orders(erased).mapValues(\.state.canonicalBytes) == before)
  }
}

enum Evening {
  static func events() throws -> [Event] {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../EventsTests/Vectors/evening.jsonl")
    var decoder = EventDecoder()
    return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map {
      try decoder.decode(Array($0))
    }
  }

  /// The orders by code after events in this order of arrival, one at a time.
  static func orders(_ events: [Event]) -> [String: Order] {
    var streams: [OrderID: OrderStream] = [:]
    for event in events {
      guard let id = event.orderID else { continue }
      streams[id, default: OrderStream(id: id)].insert([event])
    }
    return Dictionary(uniqueKeysWithValues: streams.values.map { ($0.order.codeText, $0.order) })
  }
}
