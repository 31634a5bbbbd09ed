import Dining
import Testing
import Venue

@testable import Screens

/// Tickets are made anew where the house has changed, and only there.
@Suite struct ViewTests {
  private func view(_ dinner: Dinner, known: View.KnownTickets?) -> View {
    let view = dinner.view(120, 33)
    return View(size: view.size, house: view.house, identity: view.identity, now: view.now, known: known)
  }

  @Test(
    "The next view of a house that has not changed has the same tickets; after a change it has those of then")
  func known() throws {
    var dinner = Dinner.evening(12)
    let first = view(dinner, known: nil)
    dinner.wait(seconds: 60)
    let second = view(dinner, known: first.knownTickets)
    #expect(second.tickets.count == 12 && zip(first.tickets, second.tickets).allSatisfy { $0 === $1 })
    let order = first.tickets[0].order
    dinner.change(order.exactName, .kitchen(.rush(!order.isRushed)))
    let third = view(dinner, known: second.knownTickets)
    #expect(third.tickets.first { $0.order.id == order.id }?.order.isRushed == !order.isRushed)
    #expect(third.tickets.map(\.id) == view(dinner, known: nil).tickets.map(\.id))
  }

  @Test("Of two houses that have changed as often, each in its own way, neither has the other's tickets")
  func houses() throws {
    var one = Dinner.evening(12)
    var other = one
    let order = view(one, known: nil).tickets[0].order
    one.change(order.exactName, .kitchen(.rush(!order.isRushed)))
    other.change(order.exactName, .service(.alert("nuts")))
    let shown = view(other, known: view(one, known: nil).knownTickets).tickets
    let ticket = try #require(shown.first { $0.order.id == order.id })
    #expect(ticket.order.isRushed == order.isRushed && ticket.order.alertText?.hasSuffix("nuts") == true)
  }

  @Test("Other limits of age are another board")
  func limits() throws {
    var dinner = Dinner.evening(12)
    let before = view(dinner, known: nil)
    _ = dinner.request(.changeSetting(key: "age_limits", value: "1 2"))
    let after = view(dinner, known: before.knownTickets)
    #expect(!zip(before.tickets, after.tickets).allSatisfy { $0 === $1 })
  }
}
