import Dining
import Events
import Venue

/// What the rows of ``ActionTable`` do.
extension Console {
  /// The order that keys are about: the one that is shown, else the selected one.
  func subject(_ view: View) -> Order? {
    if let order = pane.order { return view.house.orders[order]?.order }
    // What is selected on the board is not what a hand in another list means.
    if hasMarks { return markedOrder(view) }
    return selection.flatMap { view.house.orders[$0.order]?.order }
  }

  /// The first void of the selected ticket, or of the order where that ticket has none.
  func acknowledge(_ view: View) -> [ConsoleEffect] {
    guard let order = subject(view) else { return [] }
    let pending = order.items.filter(\.isPendingVoid)
    guard let item = pending.first(where: { $0.round == selection?.round }) ?? pending.first else {
      return []
    }
    return [.request(.change(order.exactName, .kitchen(.acknowledge(ItemName(item.id.description)))))]
  }

  mutating func scroll(_ key: Key, _ view: View) {
    let pane = ScrollPane(self, view)
    let page = max(1, pane.rows - 1)
    let wanted =
      switch key {
      case .up, .character("k"): scroll - 1
      case .down, .character("j"): scroll + 1
      case .pageUp: scroll - page
      case .pageDown, .character(" "): scroll + page
      case .home: 0
      default: pane.limit
      }
    scroll = min(max(0, wanted), pane.limit)
  }

  /// The pane that a screen begins with, and that Esc goes back to.
  var home: Pane { mode == .manager ? .menus : .board }

  mutating func back() {
    if pane == .board, selection != nil || home == .board {
      selection = nil
      hush()
    } else if let before {
      go(to: before)
    } else if pane != home {
      go(to: home)
    }
  }

  /// In the staff console the line stays, so Esc does the nearest thing first.
  mutating func leaveTyping() {
    if mode == .staff, !entry.isEmpty { return entry.clear() }
    if mode == .staff, pane != .board { return go(to: before ?? .board) }
    entry.clear()
    isTyping = false
  }
}

extension Order {
  /// A name that means this order whatever its code means by the time it is read.
  var exactName: OrderName { OrderName(id.description) }
}
