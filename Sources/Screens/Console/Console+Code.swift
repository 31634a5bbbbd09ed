import Dining
import Events
import Venue

/// How the code of a payment comes onto a screen, and what gives way to it.
extension Console {
  /// Whether keys and empty command line give their rows to the pane.
  func isBare(_ view: View) -> Bool {
    pane.kind.wantsRoom && past == nil && menu == nil && !find.isOpen && presence.field == nil
      && entry.isEmpty && entry.search == nil && (mode == .staff || !isTyping)
      && VoiceLine(view, for: person(view)) == nil
  }

  /// Shows the code of an order's payment; Esc leads back to the pane it was shown from.
  mutating func showCode(of order: OrderID, share: Int64?) {
    let from = pane.kind.name == CodePane.kind.name ? before : pane
    go(to: Pane(CodePane.kind, .payment(order, share: share)))
    before = from == .board ? nil : from
  }

  /// Goes to another payment of the order that waits for somebody.
  mutating func moveCode(_ key: Key, _ view: View) {
    guard case .payment(let id, let share) = pane.subject, let order = view.house.orders[id]?.order else {
      return
    }
    let open = CodePane.openShares(of: order)
    guard let place = open.firstIndex(of: share) else {
      if let first = open.first { showCode(of: id, share: first) }
      return
    }
    let step = key == .up || key == .character("k") ? -1 : 1
    showCode(of: id, share: open[max(0, min(open.count - 1, place + step))])
  }

  /// Whether a typed command has begun a payment whose code is now shown: the address alone is of no use to anybody.
  ///
  /// The answer may come before the lines that this screen follows; then the pane has what it waits for a moment later.
  mutating func showCode(begunBy words: [String], _ view: View) -> Bool {
    guard let arguments = try? Arguments(words), !arguments.has("json"),
      case .change(.startPayment(let name, let target, _, _)) = try? CommandTable.understand(arguments),
      let order = name.order(in: view.house)
    else { return false }
    let share: Int64? =
      switch target {
      case .order: nil
      case .share(let number): number
      case .participant(let label):
        (try? order.participant(named: label)).flatMap { id in
          order.shares.first { $0.participant == id }?.number
        }
      }
    let known = order.openPayments.last { !$0.isAutomatic && $0.share == share }
    if let known, known.state != .requested, known.url == nil { return false }
    // What an earlier line said would be read as what becomes of the payment.
    hush()
    showCode(of: order.id, share: share)
    return true
  }
}
