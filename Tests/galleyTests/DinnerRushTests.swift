import Dining
import Events
import Testing

@testable import galley

@Suite struct DinnerRushTests {
  @Test func theSameSeedGivesTheSameEvening() {
    #expect(DinnerRush(seed: 7).steps == DinnerRush(seed: 7).steps)
    #expect(DinnerRush(seed: 7).steps != DinnerRush(seed: 8).steps)
  }

  @Test(arguments: [1, 2, 3, 7, 42, 1_000, UInt64.max])
  func nothingIsRefusedAndTheHouseIsClosed(_ seed: UInt64) throws {
    var house = DemoHouse()
    try house.play(DinnerRush(seed: seed).steps)
    #expect(house.refusals.isEmpty, "\(house.refusals.prefix(5))")
    for (party, stream) in house.orders.sorted(by: { $0.key < $1.key }) {
      let order = stream.order
      #expect(order.closing != nil, "party \(party) is still \(order.status)")
      #expect(order.closing?.cancelledBecause != nil || order.remaining == .zero)
      #expect(order.closing?.cancelledBecause != nil || order.isServed, "party \(party) left hungry")
      #expect(order.items.filter(\.isPendingVoid).isEmpty, "party \(party) left a void")
      #expect(order.conflicts.isEmpty)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 42]) func itLooksLikeAnEvening(_ seed: UInt64) throws {
    let steps = DinnerRush(seed: seed).steps
    var house = DemoHouse()
    try house.play(steps)
    let orders = house.orders.values.map(\.order)
    #expect((60...80).contains(orders.count), "\(orders.count) parties")
    #expect(orders.filter { ($0.opening?.guests ?? 0) >= 8 }.count >= 3)
    #expect(orders.filter { $0.opening?.type == .takeaway }.count >= 5)
    #expect(orders.filter { $0.rounds.count > 1 }.count * 3 > orders.count, "second rounds")
    #expect(orders.filter { $0.alert != nil }.count >= 3)
    #expect(orders.filter { $0.closing?.cancelledBecause != nil }.count >= 1)
    let late = house.waits.filter { $0.minutes >= 15 }
    #expect(late.count >= 5, "late tickets: \(late.count) of \(house.waits.count)")
    #expect(late.count * 2 < house.waits.count, "late tickets: \(late.count) of \(house.waits.count)")
    #expect((house.waits.map(\.minutes).max() ?? 0) <= 60)
    #expect((12...60).contains(house.mostTickets), "\(house.mostTickets) tickets at once")
    let openings = steps.filter { $0.arguments.starts(with: ["order", "open"]) }.map(\.atMilliseconds)
    let inRush = openings.count { DinnerRush.rushMilliseconds.contains($0) }
    #expect(inRush * 100 > openings.count * 35, "\(inRush) of \(openings.count) come in the rush's hour")
    #expect((steps.last?.atMilliseconds ?? 0) < 6 * 3_600_000)
  }

  @Test func everythingThatAnEveningBringsIsThere() {
    let steps = DinnerRush(seed: 1).steps
    for words in [
      ["order", "alert"], ["order", "remove"], ["order", "acknowledge"], ["order", "quantity"],
      ["order", "undo"],
      ["order", "rush"], ["order", "delay"], ["order", "recall"], ["order", "move"], ["order", "cancel"],
      ["order", "adjust"], ["order", "bill"], ["pay", "cash"], ["order", "complete"], ["order", "close"],
      ["participant", "join"],
    ] {
      #expect(steps.contains { $0.arguments.starts(with: words) }, "nobody does: \(words)")
    }
    for flag in [
      "--modifier", "--note", "--qty", "--participant", "--promised", "--open-item", "--item", "--round",
    ] {
      #expect(steps.contains { $0.arguments.contains(flag) }, "nobody uses \(flag)")
    }
    #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.atMilliseconds <= $1.atMilliseconds })
  }

  @Test func theMenuHasWhatAKitchenNeeds() {
    let menu = DemoMenu.document
    #expect((20...30).contains(menu.items.count))
    #expect((4...5).contains(menu.sections.count))
    #expect(menu.items.allSatisfy { $0.station != nil && $0.course != nil && $0.prepMinutes != nil })
    #expect(Set(menu.items.compactMap(\.station)).count >= 5)
    #expect(menu.items.contains { !$0.allergens.isEmpty })
  }
}
