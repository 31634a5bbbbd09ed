@testable import Dining

/// What the kitchen and the pass may do at once.
extension ConcurrentPair {
  static let kitchen: [ConcurrentPair] = [
    ConcurrentPair(
      "bump and the same bump: they agree", till: [.to(.ready)], stove: [.to(.ready)], sees: Look.kitchen,
      always: .init("ready ready ready")),
    ConcurrentPair(
      "bump and a further bump: the further one holds, and both dishes are as far as each wanted at least",
      till: [.to(.preparing)], stove: [.to(.ready)], sees: Look.kitchen, always: .init("ready ready ready")),
    ConcurrentPair(
      "bumps of different dishes: both count", till: [.to(.ready, "1")], stove: [.to(.delivered, "2")],
      sees: Look.kitchen, always: .init("ready delivered ordered")),
    ConcurrentPair(
      "recall and a bump onwards: what is served stays served, whichever came first, and the recall is listed",
      [.to(.ready)], till: [.recall(round: 1)], stove: [.to(.delivered)], sees: Look.kitchen,
      tillFirst: .init(
        "delivered delivered delivered",
        "till recalled to new: soup, bread, wine | overtaken | stove served: soup, bread, wine"),
      stoveFirst: .init(
        "delivered delivered delivered",
        "till recalled to new: soup, bread, wine | movedOn | stove served: soup, bread, wine")),
    ConcurrentPair(
      "recall of a ticket of which one dish moved on: none goes back, or the one goes on",
      [.to(.ready)], till: [.recall(round: 1)], stove: [.to(.delivered, "1")], sees: Look.kitchen,
      tillFirst: .init(
        "delivered ordered ordered",
        "till recalled to new: soup, bread, wine | overtaken | stove served: soup"),
      stoveFirst: .init(
        "delivered ready ready",
        "till recalled to new: soup, bread, wine | movedOn | stove served: soup")),
    ConcurrentPair(
      "recall and recall of one move: they agree", [.to(.ready)], till: [.recall(round: 1)],
      stove: [.recall(round: 1)], sees: Look.kitchen, always: .init("ordered ordered ordered")),
    ConcurrentPair(
      "one recall and two: both agree on the first step; whoever is later than the second is listed",
      [.to(.preparing), .to(.ready)], till: [.recall(round: 1)],
      stove: [.recall(round: 1), .recall(round: 1)], sees: Look.kitchen,
      tillFirst: .init("ordered ordered ordered"),
      stoveFirst: .init(
        "ordered ordered ordered",
        "till recalled to cooking: soup, bread, wine | movedOn | stove recalled to new: soup, bread, wine")),
    ConcurrentPair(
      "recall and a bump of what was seen where the recall puts it: the bump is no answer to the recall",
      [.to(.preparing), .to(.ready, "1")], till: [.recall(round: 1)], stove: [.to(.ready, "2", "3")],
      sees: Look.kitchen, always: .init("preparing ready ready")),
    ConcurrentPair(
      "undo and recall of one move: they agree", [.to(.ready)], till: [.undo], stove: [.recall(round: 1)],
      sees: Look.kitchen, always: .init("ordered ordered ordered")),
    ConcurrentPair(
      "undo of a sending and a bump: what is cooked stays sent, or what went back stays in the cart",
      till: [.undo], stove: [.to(.preparing, "1")], sees: Look.kitchen,
      tillFirst: .init(
        "opened opened opened",
        "stove cooking: soup | notSent | till put back to the cart: soup, bread, wine"),
      stoveFirst: .init(
        "preparing ordered ordered",
        "till put back to the cart: soup, bread, wine | movedOn | stove cooking: soup")),
    ConcurrentPair(
      "void and bump: the void holds; the bump had its effect on a void, or is listed",
      till: [.off("1")], stove: [.to(.ready)], sees: Look.soup,
      tillFirst: .init(
        "1 removed VOID", "stove ready: soup, bread, wine | itemRemoved | till 1 × soup taken off"),
      stoveFirst: .init("1 removed VOID")),
    ConcurrentPair(
      "void and void: they agree", till: [.off("1")], stove: [.off("1")], sees: Look.soup,
      always: .init("1 removed VOID")),
    ConcurrentPair(
      "void and recall: a ticket with a void in it goes not back as a whole",
      [.to(.ready)], till: [.off("1")], stove: [.recall(round: 1)], sees: Look.kitchen,
      tillFirst: .init(
        "removed ready ready",
        "stove recalled to new: soup, bread, wine | itemRemoved | till 1 × soup taken off"),
      stoveFirst: .init("removed ordered ordered")),
    ConcurrentPair(
      "seen void and seen void: they agree", [.off("1")], till: [.acknowledge(nil)],
      stove: [.acknowledge(nil)], sees: Look.soup, always: .init("1 removed")),
    ConcurrentPair(
      "put back and seen: a void that the kitchen saw go stays off; one that came back can't be seen off",
      [.off("1")], till: [.undo], stove: [.acknowledge(nil)], sees: Look.soup,
      tillFirst: .init(
        "1 ordered", "stove the kitchen saw the void of soup | itemNotRemoved | nobody"),
      stoveFirst: .init(
        "1 removed",
        "till 1 × soup put back on the order | alreadyChanged | stove the kitchen saw the void of soup")),
    ConcurrentPair(
      "sending and sending of one cart: one round", [.soup], till: [.submit], stove: [.submit],
      sees: Look.cart, always: .init("2 rounds, 0 in the cart, none")),
    ConcurrentPair(
      "sending of different dishes: one round with both", till: [.soup, .submit], stove: [.wine, .submit],
      sees: Look.cart, always: .init("2 rounds, 0 in the cart, none")),
    ConcurrentPair(
      "cancelling and bump: the void holds, the bump is listed where it came too late",
      till: [.cancel(reason: "left")], stove: [.to(.ready, "1")], sees: Look.soup,
      tillFirst: .init("1 removed VOID", "stove ready: soup | itemRemoved | till cancelled: left"),
      stoveFirst: .init("1 removed VOID")),
  ]
}
