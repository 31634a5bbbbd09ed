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
  func nothingIsRefusedAndTheHouseIsClosed(_ seed: UInt64) {
    let evening = PlayedEvening.of(seed)
    #expect(evening.refusals.isEmpty, "\(evening.refusals.prefix(5))")
    for (party, order) in evening.orders.sorted(by: { $0.key < $1.key }) {
      #expect(order.closing != nil, "party \(party) is still \(order.status)")
      #expect(order.closing?.cancelledBecause != nil || order.remaining == .zero)
      #expect(order.closing?.cancelledBecause != nil || order.isServed, "party \(party) left hungry")
      #expect(order.items.filter(\.isPendingVoid).isEmpty, "party \(party) left a void")
      #expect(order.conflicts.isEmpty)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 42]) func itLooksLikeAnEvening(_ seed: UInt64) {
    let steps = DinnerRush(seed: seed).steps
    let evening = PlayedEvening.of(seed)
    let orders = evening.orders.values
    #expect((60...80).contains(orders.count), "\(orders.count) parties")
    #expect(orders.filter { ($0.opening?.guests ?? 0) >= 8 }.count >= 3)
    #expect(orders.filter { $0.opening?.type == .takeaway }.count >= 5)
    #expect(orders.filter { $0.rounds.count > 1 }.count * 3 > orders.count, "second rounds")
    #expect(orders.filter { !$0.alerts.isEmpty }.count >= 3)
    #expect(orders.filter { $0.closing?.cancelledBecause != nil }.count >= 1)
    #expect((12...60).contains(evening.mostTickets), "\(evening.mostTickets) tickets at once")
    let openings = steps.filter { $0.arguments.starts(with: ["order", "open"]) }.map(\.atMilliseconds)
    let inRush = openings.count { DinnerRush.rushMilliseconds.contains($0) }
    #expect(inRush * 100 > openings.count * 35, "\(inRush) of \(openings.count) come in the rush's hour")
    #expect((steps.last?.atMilliseconds ?? 0) < 6 * 3_600_000)
  }

  /// A good service: some tickets are late and few, and those that wait do so in NEW and not on the stove.
  @Test(arguments: [1, 2, 3, 7, 42]) func ticketsWaitAsInAKitchen(_ seed: UInt64) {
    let evening = PlayedEvening.of(seed)
    let late = evening.tickets.values.count(where: \.wasLate)
    #expect(late >= 1 && late * 5 <= evening.tickets.count, "\(late) of \(evening.tickets.count) were late")
    let (new, cooking, ready) = (evening.mean(.ordered), evening.mean(.preparing), evening.mean(.ready))
    let all = new + cooking + ready
    #expect(new >= 2 && new <= cooking, "\(new) wait and \(cooking) cook in the rush")
    #expect(cooking <= 0.75 * all, "\(cooking) of \(all) tickets are in COOKING")
    #expect(ready >= 0.5, "\(ready) are ready in the rush")
    // Whoever carries comes after a minute or two, and nothing stands on the pass for long.
    let carried = evening.tickets.values.compactMap { life in
      life.readyAt.flatMap { ready in life.goneAt.map { $0.milliseconds - ready.milliseconds } }
    }
    #expect(carried.count * 10 >= evening.tickets.count * 9)
    #expect((carried.max() ?? 0) <= 150_000 && (carried.reduce(0, +) / Int64(carried.count)) >= 45_000)
  }

  /// Nothing is ready sooner than the menu says that it takes; nobody begins two things at once.
  @Test(arguments: [1, 2, 3, 7, 42]) func cooksAreNotFasterThanPeople(_ seed: UInt64) {
    let evening = PlayedEvening.of(seed)
    for (name, work) in evening.works {
      guard let ready = work.readyAt else { continue }
      let minutes = Double(ready.milliseconds - work.begunAt.milliseconds) / 60_000
      #expect(minutes >= Double(work.prepMinutes), "\(name) took \(minutes) minutes")
      #expect(
        minutes <= Double(work.prepMinutes) * 1.3 + Double(work.portions), "\(name): \(minutes) minutes")
    }
    // Two at the bar and three in the kitchen; the smallest ticket keeps one of them for 55 and for 50 seconds.
    for (isOfBar, people, places, milliseconds) in [(true, 2, 4, 55_000 as Int64), (false, 3, 10, 50_000)] {
      let works = evening.works.filter { $0.key.isOfBar == isOfBar }.map(\.value)
      let begun = works.map(\.begunAt.milliseconds).sorted()
      for (first, next) in zip(begun, begun.dropFirst(people)) {
        #expect(next - first >= milliseconds, "\(people + 1) begun within \(next - first) ms")
      }
      let atOnce = works.map { work in
        works.count { $0.begunAt <= work.begunAt && ($0.readyAt ?? $0.begunAt) > work.begunAt }
      }
      #expect((people...places).contains(atOnce.max() ?? 0), "\(atOnce.max() ?? 0) at work at once")
    }
  }

  /// A table's food is begun before that of any table that sent its own later, but for rushed and delayed ones.
  @Test(arguments: [1, 2, 3, 7, 42]) func theOldestTicketIsBegunFirst(_ seed: UInt64) throws {
    let evening = PlayedEvening.of(seed)
    let food = evening.works.filter { !$0.key.isOfBar }.compactMap { name, work in
      evening.tickets[name.round].map { (name: name, life: $0, work: work) }
    }.filter { !$0.life.isTakeaway && $0.life.delayMinutes == 0 && !$0.work.wasRushed }
    #expect(food.count > 50)
    for one in food {
      // Within 50 seconds each has been read.
      let overtaken = food.filter {
        $0.life.sentAt.milliseconds + 50_000 < one.life.sentAt.milliseconds
          && $0.work.begunAt > one.work.begunAt
      }
      #expect(overtaken.isEmpty, "\(one.name) is begun before \(overtaken.map(\.name))")
    }
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
