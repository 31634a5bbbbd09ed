import Dining
import Events
import Replication
import Venue

/// What is to be seen to, in words: what it is, and what deals with it.
extension Attention {
  /// Whom or what it is about: `T4 B07`, or a terminal.
  func subject(_ view: View) -> String {
    switch about {
    case .machine: return "this box"
    case .clock: return "clock"
    case .screen(let address):
      return view.mesh.peers.first { $0.address == address }.map { view.meshWords.title($0) } ?? address
    case .call(let order, _), .conflict(let order): return Self.name(of: order, view)
    case .late(let ticket): return Self.name(of: ticket.order, view)
    }
  }

  private static func name(of id: OrderID, _ view: View) -> String {
    guard let order = view.house.orders[id]?.order else { return "?" }
    return [order.tableID?.string, order.codeText].compactMap { $0 }.joined(separator: " ")
  }

  /// What is the matter, in a sentence without its first capital and its full stop.
  func words(_ view: View) -> String {
    switch about {
    case .machine(let words), .clock(let words): words
    case .screen(let address):
      view.mesh.peers.first { $0.address == address }.map { "screen \($0.wordsAway)" } ?? "screen away"
    case .call(let order, let kind):
      view.house.orders[order].map { kind.words(of: $0.order) } ?? ""
    case .late(let ticket): Self.lateWords(ticket, view)
    case .conflict(let order): Self.conflictWords(order, view)
    }
  }

  private static func lateWords(_ id: TicketID, _ view: View) -> String {
    guard let ticket = view.tickets.first(where: { $0.id == id }) else { return "late" }
    let round = ticket.roundWords.map { "\($0) " } ?? ""
    return "\(round)late, \(ticket.column == .ordered ? "nobody cooks it yet" : "still cooking")"
  }

  private static func conflictWords(_ id: OrderID, _ view: View) -> String {
    guard let order = view.house.orders[id]?.order, let last = order.conflicts.last else { return "conflict" }
    return "conflict: \(last.reason.rawValue)"
  }

  /// What is typed or pressed to deal with it.
  var remedy: String {
    switch about {
    case .machine, .clock: "F6 tells it whole"
    case .screen: "F5 peers"
    case .late: "Enter order"
    case .conflict: "F4 conflicts"
    case .call(_, let kind): kind.remedy
    }
  }

  var role: Role {
    switch about {
    case .machine: .banner
    case .late: .ageLate
    case .clock, .screen, .conflict: .ageWarm
    case .call(_, let kind): kind.role
    }
  }
}

extension ServiceCall.Kind {
  func words(of order: Order) -> String {
    func text(_ money: Money) -> String { order.opening?.currency.text(money) ?? "" }
    switch self {
    case .nothingSent: return order.cart.isEmpty ? "nothing ordered yet" : "their order is not sent yet"
    case .foodWaits(let dishes): return "ready to be served: \(dishes) \(dishes == 1 ? "dish" : "dishes")"
    case .servedUnpaid: return "all served, \(text(order.remaining)) not paid, no bill asked for"
    case .billAsked:
      let part = order.paidPortion > .zero ? " of \(text(order.total))" : ""
      return "bill asked for: \(text(order.remaining))\(part) to pay"
    case .paymentAsked(let id):
      return order.payment(id).map { "wants to pay \(text($0.amount))\(order.by($0))" } ?? "wants to pay"
    case .chargeFailed(let id):
      return order.payment(id).map { "\(text($0.amount))\(order.by($0)) \($0.words)" } ?? "a payment failed"
    case .needsGuest(let id):
      return order.payment(id).map {
        "\(text($0.amount))\(order.by($0)): their bank wants them to confirm it"
      }
        ?? "a guest has to confirm a payment"
    case .paidByItself(let isFree):
      return "\(text(order.paidPortion)) paid by itself" + (isFree ? "" : ", table not free yet")
    case .overpaid:
      let ref = order.payments.last { $0.state == .paid }?.externalRef.map { " (\($0))" } ?? ""
      return "\(text(order.overpaid)) too much paid: the guest's\(ref)"
    case .lateAlert(let id):
      let text = order.alerts.first { $0.event == id }?.shown ?? ""
      return "ALERT set while cooking: \(text)"
    case .voidUnseen(let lines): return "\(lines == 1 ? "VOID" : "\(lines) VOIDs") the kitchen has not seen"
    }
  }

  /// In two or three words, for a row that says the rest; nil where the row has said it.
  var short: String? {
    switch self {
    case .nothingSent: "nothing sent"
    case .foodWaits, .billAsked: nil
    case .servedUnpaid: "no bill asked"
    case .paymentAsked: "wants to pay"
    case .chargeFailed: "card refused"
    case .needsGuest: "guest confirms"
    case .paidByItself: "paid by itself"
    case .overpaid: "overpaid"
    case .lateAlert: "ALERT"
    case .voidUnseen: "VOID unseen"
    }
  }

  var remedy: String {
    switch self {
    case .nothingSent: "Ctrl-P order pad"
    case .foodWaits: "deliver"
    case .servedUnpaid: "bill"
    case .billAsked, .paymentAsked: "pay cash AMOUNT"
    case .chargeFailed: "pay cash AMOUNT"
    case .needsGuest: "pay start"
    case .paidByItself(let isFree): isFree ? "order close" : "order free"
    case .overpaid: "pay refund AMOUNT"
    case .lateAlert: "Enter order"
    case .voidUnseen: "acknowledge"
    }
  }

  var role: Role {
    switch self {
    case .foodWaits: .codeReady
    case .billAsked, .paymentAsked, .needsGuest, .paidByItself, .overpaid: .bill
    case .chargeFailed, .nothingSent, .servedUnpaid, .voidUnseen: .ageWarm
    case .lateAlert: .alert
    }
  }
}

extension Order {
  func payment(_ id: PaymentID) -> Payment? { payments.first { $0.id == id } }

  /// ` by P1` for a payment of a guest, ` of share 2` for one of a share, else nothing.
  func by(_ payment: Payment) -> String {
    if let guest = payment.participant.flatMap({ participant($0) }) { return " by \(guest.label)" }
    return payment.share.map { " of share \($0)" } ?? ""
  }
}
