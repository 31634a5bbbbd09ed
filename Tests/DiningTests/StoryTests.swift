import Events
import Testing

@testable import Dining

/// The sentences of ``OrderStory``, against what the events say when a person reads them.
@Suite struct StoryTests {
  @Test("The contract's evening, told")
  func evening() throws {
    let events = try Evening.events()
    let order = try #require(Evening.orders(events)["B07"])
    let told = events.filter { $0.orderID == order.id }.sorted { $0.moment < $1.moment }.map {
      OrderStory.sentence($0, in: order)
    }
    #expect(
      told == [
        "opened at T4 for 2", "P1 joined, Zoë 👩‍🍳", "P2 joined, 𠮷野 美咲",
        "1 × Phở bò, “no coriander, \"really\"\nnone 🌿”, for P1 added",
        "1 × 担々麺, extra chili 🌶, no\tpeanuts, for P2 added", "2 × Still water added", "1 × Bruschetta added",
        "1 × Bruschetta taken off: changed", "1 × Bruschetta put back on the order",
        "Still water: 3 instead of 2", "alert: severe peanut allergy 🥜 — seat 2", "round 1 sent: 4 items",
        "cooking: Phở bò, 担々麺 (extra chili 🌶, no\tpeanuts), Still water, Bruschetta",
        "1 × Bruschetta taken off: 86",
        "the kitchen saw the void of Bruschetta", "wanted 10 min later", "ready: Still water",
        "ready: Phở bò, 担々麺 (extra chili 🌶, no\tpeanuts)",
        "recalled to cooking: Phở bò, 担々麺 (extra chili 🌶, no\tpeanuts)",
        "ready: Phở bò, 担々麺 (extra chili 🌶, no\tpeanuts)",
        "served: Phở bò, 担々麺 (extra chili 🌶, no\tpeanuts), Still water", "1 × Tiramisù, for P1 added",
        "2 × 𠮷 sake 0.1 added",
        "round 2 sent: 2 items", "cooking: Tiramisù, 𠮷 sake 0.1", "ready: Tiramisù, 𠮷 sake 0.1",
        "served: Tiramisù, 𠮷 sake 0.1", "the meal is over", "comp -3.90 EUR: one water on the house",
        "tip 3.05 EUR", "bill asked for: 60.95 EUR", "the guests looked at the bill",
        "split in 2: 30.48 EUR, 30.47 EUR", "30.48 EUR asked for by P1, simulated",
        "payment of 30.48 EUR started, sim_1", "payment of 30.48 EUR failed: it did not work",
        "30.48 EUR asked for by P1, simulated", "payment of 30.48 EUR started, sim_2",
        "30.48 EUR paid by P1, simulated, sim_2", "30.47 EUR paid by P2, cash", "closed",
        "the table is free: closed",
      ])
  }

  @Test("What people take back and change their minds about")
  func takenBack() throws {
    var table = try OneOrder()
    try table.give(.soup, .undo, .bread, .submit, .undo, .submit, .to(.ready), .undo, .rush(true), .undo)
    try table.give(.moveTable("T9"), .undo, .alert("nuts"), .alert(""), .delay(minutes: 5), .undo)
    try table.give(.bill, .withdrawBill, .adjust(.discount, euro(50), label: "regular"), .undo)
    try table.give(.cancel(reason: "went home"))
    let told = table.box.events(table.id).map { OrderStory.sentence($0, in: table.order) }
    #expect(
      told == [
        "opened at T4 for 2", "1 × soup added", "1 × soup not added after all", "1 × bread added",
        "round 1 sent: 1 item", "put back to the cart: bread", "round 1 sent: 1 item", "ready: bread",
        "put back to new: bread", "rushed", "no longer rushed", "moved to T9", "back at T4", "alert: nuts",
        "alerts taken off", "round 1 wanted 5 min later", "round 1 no longer delayed",
        "bill asked for: 1.50 EUR", "bill taken back", "discount -0.50 EUR: regular",
        "discount or charge taken back", "cancelled: went home",
      ])
  }

  @Test("What partners and guests' screens say")
  func partners() throws {
    var table = try OneOrder.sent()
    try table.give(.join(name: nil))
    let guest = table.order.participants[0].id.uuid
    let payment = newOrder(52).uuid
    let id = JSON.string(payment.description)
    let told = [
      try table.write(
        .paymentMethodAttached, ["provider": .string("card"), "reference": .string("pm_1")], .participant,
        guest),
      try table.write(.paymentMethodDetached, [:], .participant, guest),
      try table.write(
        .autopayArmed,
        ["consent_text": .string("yes"), "max_amount": .int(5_000), "scope": .string("order")], .participant,
        guest),
      try table.write(.autopayDisarmed, ["reason": .string("asked")], .participant, guest),
      try table.write(
        .autopayAttempted, ["amount": .int(500), "payment_id": id, "trigger": .string("left")], .payment,
        payment),
      try table.write(
        .paid, ["amount": .int(500), "payment_id": id, "provider": .string("card")], .payment, payment),
      try table.write(.refunded, ["amount": .int(200), "payment_id": id], .payment, payment),
      try table.write(.participantLeft, [:], .participant, guest),
      try table.write(.messageSent, ["channel": .string("sms"), "template": .string("order_ready")]),
      try table.write(
        .messageFailed,
        ["channel": .string("sms"), "reason": .string("no number"), "template": .string("order_ready")]),
    ].map { OrderStory.line($0, in: table.order) }
    #expect(
      told == [
        "B07: P1 has a card on file, card", "B07: P1 took their card away",
        "B07: P1 agreed to auto-pay for the order, at most 50.00 EUR",
        "B07: auto-pay of P1 off: it was switched off",
        "B07: 5.00 EUR taken from the card on file", "B07: 5.00 EUR paid, card", "B07: 2.00 EUR given back",
        "B07: P1 left", "B07: message sent by sms: order_ready", "B07: message by sms failed: no number",
      ])
  }

  @Test("More dishes than a sentence should name are counted")
  func manyDishes() throws {
    var table = try OneOrder()
    for dish in 1...6 { try table.give(.dish("dish \(dish)", 100)) }
    try table.give(.submit, .to(.preparing))
    let last = try #require(table.box.events(table.id).last)
    #expect(OrderStory.sentence(last, in: table.order) == "cooking: dish 1, dish 2, dish 3 and 3 more")
  }

  @Test("An event that makes no sense is told as one, and what it names need not be here")
  func senseless() throws {
    var table = try OneOrder.sent()
    let senseless = try table.write(.rushSet, ["rush": .int(1)])
    #expect(
      OrderStory.sentence(senseless, in: table.order) == "“rush_set” was kept; its content makes no sense")
    let unknown = try table.write(.itemRemoved, [:], .item, newOrder(70).uuid)
    #expect(OrderStory.sentence(unknown, in: table.order) == "an item that is not here taken off")
  }

  @Test("Every type of an order's stream is told in words, none by its own name")
  func everyType() throws {
    let table = try SenselessTests().tellingTable()
    var told: Set<EventType> = [.mealCompleted, .alertSet, .billViewed]
    for (type, event, order) in table {
      let sentence = OrderStory.sentence(event, in: order)
      #expect(!sentence.contains(type.rawValue) || type == .paid, "\(type): \(sentence)")
      #expect(!sentence.contains("no sense"), "\(type): \(sentence)")
      told.insert(type)
    }
    let streams: Set<EntityType> = [.order, .item, .participant, .payment]
    let all = EventType.table.filter { !streams.isDisjoint(with: $0.entities) }.map(\.type)
    #expect(told == Set(all))
  }
}

extension SenselessTests {
  /// One sound event of each type, with the order that it is about.
  func tellingTable() throws -> [(EventType, Event, Order)] {
    let (table, write) = try table()
    return try Self.sound.map { type, entity, text in
      let after = try write(type, entity, Self.filled(text, table))
      guard let event = after.box.events(after.id).last else { preconditionFailure("it was just written") }
      return (type, event, after.order)
    }
  }
}
