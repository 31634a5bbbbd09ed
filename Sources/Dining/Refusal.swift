import Events

/// Why a command was refused: nothing was changed. The sentence is for whoever gave it.
public enum Refusal: Error, Hashable, Sendable {
  case noSuchItem(String, String)
  case severalItems(String, String)
  case noSuchParticipant(String, String)
  case noSuchPayment(String)
  case severalParticipants(String, String)
  case noSuchRound(Int, String)
  case noSuchAlert(String, String, alerts: [String])
  case notOpened(String)
  case closed(String)
  case cancelled(String)
  case paid(String)
  case billIsOut(String)
  case nothingToSend(String)
  case nothingSent(String)
  case nothingToMove(String, KitchenStatus)
  case nothingToRecall(String)
  case nothingToUndo(String)
  case othersFollowed(String, actor: String)
  case sentTooLongAgo(String)
  case sentAlready(String)
  case cannotBeUndone(String)
  case alreadyRemoved(String)
  case nothingToAcknowledge(String)
  case cartNotSent(String, dishes: [String] = [])
  case unserved(String, dishes: [String])
  case soldOut(String, on: String)
  case nothingOrdered(String)
  case noBill(String)
  /// With the sum that somebody is about to pay, and who.
  case paying(String, String)
  case noSuchShare(Int64, String, Int)
  case sharePaid(Int64, String)
  case splitStale(String, paid: [String])
  case splitWays(String)
  case tooManyShares(String, String, limit: Int64)
  case noMethod(String, String)
  case noConsent(String)
  case ceiling(String, due: String)
  case notArmed(String)
  case billAlreadyOut(String)
  case stillToPay(String, String)
  case moreThanDue(String, due: String)
  case nothingDue(String)
  case moreThanHeld(String, String)
  case belowZero(String)
  case moneyTaken(String)
  case quantity(Int64)
  case minutes(Int64)
  case guests(Int64)
  case promisePassed
  case promiseTooFar
  case noAmount(String)
  case moreThanTotal(String)
  case emptyText(String)
  case reasonWanted(String)
  case tooLong(String, limit: Int)
  case tooManyItems(Int)
  case tooManyRounds(Int)
  case onlyStaff
  /// It is so already; with the sentence that says it.
  case noChange(String)

  /// The word that a script looks for.
  public var code: String {
    switch self {
    case .noSuchItem, .noSuchParticipant, .noSuchPayment, .noSuchRound, .noSuchAlert, .noSuchShare,
      .notOpened:
      "not_found"
    case .severalItems, .severalParticipants: "ambiguous"
    case .closed, .cancelled: "closed"
    case .paid: "paid"
    case .billIsOut, .billAlreadyOut: "bill_requested"
    case .nothingToSend, .nothingSent, .nothingToMove, .nothingToRecall, .nothingToUndo,
      .nothingToAcknowledge, .nothingOrdered:
      "nothing_to_do"
    case .othersFollowed, .cannotBeUndone, .sentTooLongAgo: "cannot_undo"
    case .alreadyRemoved: "removed"
    case .sentAlready: "sent"
    case .cartNotSent: "not_sent"
    case .unserved: "unserved"
    case .soldOut: "sold_out"
    case .noBill: "no_bill"
    case .paying: "paying"
    case .sharePaid: "paid"
    case .splitStale: "split_stale"
    case .splitWays, .tooManyShares: "split"
    case .noMethod: "no_method"
    case .noConsent: "consent"
    case .ceiling: "ceiling"
    case .notArmed: "not_armed"
    case .stillToPay: "not_paid"
    case .moreThanDue, .nothingDue, .moreThanHeld, .moreThanTotal, .belowZero, .noAmount: "amount"
    case .moneyTaken: "money_taken"
    case .quantity, .guests: "quantity"
    case .minutes: "minutes"
    case .promisePassed, .promiseTooFar: "promised"
    case .noChange: "no_change"
    case .emptyText, .reasonWanted, .tooLong: "text"
    case .tooManyItems, .tooManyRounds: "too_many"
    case .onlyStaff: "only_staff"
    }
  }

  /// What happened and what to do, in words of the house.
  public var message: String {
    switch self {
    case .noSuchItem(let item, let order):
      "\(order) has no item “\(item)”; see its numbers with: order show \(order)"
    case .severalItems(let item, let order):
      "“\(item)” stands on \(order) more than once; name it by its number: order show \(order)"
    case .noSuchParticipant(let name, let order): "\(order) has no participant “\(name)”"
    case .noSuchPayment(let order): "\(order) has no such payment"
    case .severalParticipants(let name, let order):
      "\(order) has more than one participant “\(name)”; name one by its id: order show \(order)"
    case .noSuchRound(let number, let order): "\(order) has no round \(number)"
    case .noSuchAlert(let name, let order, let alerts):
      alerts.isEmpty
        ? "\(order) has no alert" : "\(order) has no alert “\(name)”; it has: \(Self.numbered(alerts))"
    case .notOpened(let order):
      "the opening of \(order) has not arrived here; give the command where it was opened, or wait"
    case .closed(let order): "\(order) is closed"
    case .cancelled(let order): "\(order) was cancelled"
    case .paid(let order): "\(order) is paid; open a new order"
    case .billIsOut(let order):
      "the bill for \(order) is out; take it back first: order bill \(order) --withdraw"
    case .nothingToSend(let order): "\(order) has nothing that was not sent"
    case .nothingSent(let order):
      "nothing of \(order) was sent to the kitchen; send it with: order submit \(order)"
    case .nothingToMove(let order, let status):
      "nothing of \(order) can go to \(status.rawValue): it is there or past it"
    case .nothingToRecall(let order): "nothing of \(order) was moved that could be recalled"
    case .nothingToUndo(let order): "there is no change of yours on \(order) to undo"
    case .othersFollowed(let order, let actor):
      "\(actor) changed \(order) after you; undo reaches only the last change"
    case .sentTooLongAgo(let order):
      "the kitchen may have begun with \(order); take a dish off with: order remove \(order) ITEM"
    case .sentAlready(let dish): "\(dish) was sent to the kitchen; ask the staff to change it"
    case .cannotBeUndone(let order): "the last change of \(order) can't be undone"
    case .alreadyRemoved(let item): "\(item) is off the order already"
    case .nothingToAcknowledge(let order): "\(order) has no void that waits to be seen"
    case .cartNotSent(let order, let dishes):
      "\(order) has \(dishes.isEmpty ? "items" : Self.named(dishes)) not sent; send or remove what was not sent first"
    case .unserved(let order, let dishes):
      "\(order) has dishes that were not served: \(Self.named(dishes)); serve them, or make voids of them with: "
        + "order close \(order) --anyway"
    case .soldOut(let dish, let order):
      "\(dish) is sold out; take what was not sent off with: order remove \(order) ITEM"
    case .nothingOrdered(let order): "nothing was ordered on \(order)"
    case .noBill(let order): "no bill is out for \(order); ask for it first: order bill \(order)"
    case .paying(let order, let what):
      "\(what) of \(order) is being paid just now; wait for it, or stop that and go on with --anyway"
    case .noSuchShare(let number, let order, let count):
      count == 0
        ? "\(order) is not split; split it with: pay split \(order) --ways N"
        : "\(order) has no share \(number); it has \(count)"
    case .sharePaid(let number, let order): "share \(number) of \(order) is paid"
    case .splitStale(let order, let paid):
      "\(order) or its guests have changed since it was split"
        + (paid.isEmpty ? "" : ", and paid is: \(Self.named(paid))")
        + "; split what is left: pay split \(order)"
    case .splitWays(let order): "say in how many parts: pay split \(order) --ways N"
    case .tooManyShares(let order, let due, let limit):
      "\(due) of \(order) can be split in 2 to \(limit) parts"
    case .noMethod(let who, let order):
      "\(who) has no card on file; the provider takes one at: pay method \(order) --participant \(who)"
    case .noConsent(let who): "\(who) has to read the words and agree: --consent says that they did"
    case .ceiling(let order, let due): "that is less than the \(due) of \(order) that would be due"
    case .notArmed(let order): "nobody at \(order) has agreed to pay by themselves"
    case .billAlreadyOut(let order): "the bill for \(order) is out already"
    case .stillToPay(let order, let due): "\(due) is still to pay on \(order)"
    case .moreThanDue(let order, let due): "only \(due) is still to pay on \(order)"
    case .nothingDue(let order): "nothing is due on \(order)"
    case .moreThanHeld(let order, let held):
      "no payment of \(order) holds as much: \(held) at most; see: pay status \(order)"
    case .belowZero(let order):
      "that would bring the bill of \(order) below zero; its discounts and comps are more than what is left"
    case .moneyTaken(let order): "money was taken for \(order); it can't be cancelled"
    case .quantity(let count): "\(count) is no quantity; give 1 to \(Item.quantityLimit)"
    case .minutes(let minutes): "\(minutes) minutes is no delay; give 0 to \(Round.delayMinutesLimit)"
    case .guests(let count): "\(count) is no number of guests; give 1 to \(OrderCommand.Opening.guestLimit)"
    case .promisePassed: "that time has passed; give a later one, with its date where it is not the next"
    case .promiseTooFar: "that is more than 30 days off; give a time before that"
    case .noAmount(let order): "the total of \(order) would be more than can be counted"
    case .moreThanTotal(let order): "that is more than \(order) comes to"
    case .emptyText(let what): "\(what) is empty"
    case .reasonWanted(let order): "say why \(order) is cancelled, with --reason TEXT"
    case .tooLong(let what, let limit): "\(what) is longer than \(limit) bytes"
    case .tooManyItems(let limit): "one order takes \(limit) items; open another"
    case .tooManyRounds(let limit): "one order takes \(limit) rounds; open another"
    case .onlyStaff: "only staff may do that"
    case .noChange(let sentence): sentence
    }
  }

  private static let namedLimit = 6

  private static func numbered(_ texts: [String]) -> String {
    texts.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ")
  }

  private static func named(_ dishes: [String]) -> String {
    let named = dishes.prefix(namedLimit).joined(separator: ", ")
    return dishes.count > namedLimit ? "\(named) and \(dishes.count - namedLimit) more" : named
  }
}
