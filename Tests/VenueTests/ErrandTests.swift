import Dining
import Events
import Testing

@testable import Venue

/// What is done outside the house: recorded before it is carried out, and its answer is an event.
@Suite struct ErrandTests {
  /// A till with a bill of 9.00 that a provider is asked for; the request is on its way to the disk.
  private func asked(_ till: inout Till) throws -> Event {
    let code = try till.open("T4")
    let id = try #require(till.house.live.first?.id)
    try till.give(.order(code, .addOpenItem(name: "Soup", price: "9", quantity: 1)))
    try till.give(.order(code, .kitchen(.submit)))
    let stream = try #require(till.house.orders[id])
    let payment = UUIDv7(
      at: Timestamp(clamping: till.wall), random: RandomBits(high: 1, low: 2))
    var payload = PayloadWriter()
    payload.set("amount", Int64(900))
    payload.set("payment_id", payment)
    payload.set("provider", "simulated")
    let stamp = StreamClock().stamp(wall: Timestamp(clamping: till.wall), latestInStream: stream.latest)
    let draft = EventDraft(
      id: EventID(UUIDv7(at: stamp.createdAt, random: RandomBits(high: 3, low: 4))), stamp: stamp,
      orderID: id, type: .paymentRequested, entity: .payment, entityID: .uuid(payment), source: .staff,
      actor: "Mira", payload: payload)
    let origin = till.venue.identity.origin
    let event = try draft.sealed(origin: origin, after: till.venue.tip(of: origin))
    till.hear([event])
    return event
  }

  @Test func itIsCarriedOutWhenTheWishIsOnTheDisk() throws {
    var till = try Till()
    let wish = try asked(&till)
    #expect(till.errands.isEmpty, "a power cut now would lose the wish")
    till.sync()
    #expect(till.errands.map(\.id) == [wish.id] && till.errands.map(\.amount.minor) == [900])
  }

  @Test func anAnswerIsAnEventAndTwiceTheSameIsOne() throws {
    var till = try Till()
    _ = try asked(&till)
    till.sync()
    let errand = try #require(till.errands.first)
    let count = till.log.count
    for answer in [PaymentAnswer.started(externalRef: "pi_1", url: nil), .paid(externalRef: "pi_1")] {
      for _ in 0..<2 {
        till.handle(.answered(errand, answer, at: till.moment()))
        till.sync()
      }
    }
    #expect(till.log[count...].map(\.type) == [.paymentStarted, .paid])
    let order = try #require(till.house.orders[errand.order]?.order)
    #expect(order.payments.map(\.state) == [.paid] && order.remaining == .zero)
  }

  /// Nobody knows how far the first went: the same errand, under the same id, is asked for again, once.
  @Test func aStartAsksAgainForWhatHasNoAnswer() throws {
    var till = try Till()
    let wish = try asked(&till)
    till.sync()
    var again = Till(as: till.venue.identity)
    again.venue = Venue(
      identity: till.venue.identity,
      memory: Memory(house: till.house, codes: ShortCodes(letter: "B"), clockFloor: .earliest),
      tips: ChainTips(venue: "maple"))
    #expect(again.venue.deadlineMs.map { $0 <= 0 } == true)
    again.tick(afterMs: 0)
    #expect(again.errands.map(\.id) == [wish.id] && again.venue.deadlineMs == nil)
    again.tick(afterMs: 60_000)
    #expect(again.errands.count == 1)
  }

  @Test func anotherTerminalsErrandIsNotOurs() throws {
    var till = try Till()
    _ = try asked(&till)
    till.sync()
    var other = try Till("stove", letter: "K", seed: 2)
    other.hear(till.log)
    other.sync()
    #expect(other.errands.isEmpty)
  }
}
