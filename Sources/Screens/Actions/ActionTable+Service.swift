import Dining
import Events
import Venue

/// Keys of the panes of whoever waits on tables. In the always-open line of the staff console they are on while nothing
/// is typed; letters are text there.
extension ActionTable {
  private static let marking: [Key] = [
    .up, .down, .pageUp, .pageDown, .home, .end, .character("j"), .character("k"),
  ]

  static let tablesPane: [Action] = [
    Action(
      marking + [.left, .right, .character("h"), .character("l")], "↑ ↓ ← →", name: "mark_table",
      title: "table", help: "Mark another table; keys and commands without a code are then for its order.",
      places: [.tables], isFixed: true, isInEmptyLine: true
    ) { console, key, view in
      console.markTable(key, view)
      return []
    },
    Action(
      [.enter, .character("o")], "Enter, o", name: "open_table", title: "order",
      help: "Show the order of the marked table; of a free one, begin a line that orders for it.",
      places: [.tables], isFixed: true, isInEmptyLine: true, whyOff: nothingMarked
    ) { console, _, view in console.openMarkedTable(view) },
  ]

  static let paymentsPane: [Action] = [
    Action(
      marking, "↑ ↓", name: "mark_payment", title: "bill",
      help: "Mark another bill; keys and commands without a code are then for it.", places: [.payments],
      isFixed: true, isInEmptyLine: true
    ) { console, key, view in
      console.markPayment(key, view)
      return []
    },
    Action(
      [.enter, .character("o")], "Enter, o", name: "open_bill", title: "order",
      help: "Show the whole order of the marked bill.", places: [.payments], isFixed: true,
      isInEmptyLine: true, whyOff: nothingMarked
    ) { console, _, view in
      if let order = console.markedOrder(view) { console.visit(order.id) }
      return []
    },
  ]

  static let attentionPane: [Action] = [
    Action(
      marking, "↑ ↓", name: "mark_attention", title: "choose",
      help: "Mark something else; keys and commands without a code are then for its order.",
      places: [.attention], isFixed: true, isInEmptyLine: true
    ) { console, key, view in
      console.markAttention(key, view)
      return []
    },
    Action(
      [.enter, .character("o")], "Enter, o", name: "open_attention", title: "go there",
      help: "Go where what is marked is dealt with: the order, the conflicts, the peers, the help pane.",
      places: [.attention], isFixed: true, isInEmptyLine: true, whyOff: nothingMarked
    ) { console, _, view in
      if let about = console.service.attention { console.open(about, view) }
      return []
    },
  ]

  static let codePane: [Action] = [
    Action(
      [.up, .down, .character("j"), .character("k")], "↑ ↓", name: "other_code", title: "another payment",
      help: "Show the code of another payment of this order that waits for somebody.", places: [.code],
      isFixed: true, isInEmptyLine: true, whyOff: whyNoOtherCode
    ) { console, key, view in
      console.moveCode(key, view)
      return []
    }
  ]

  static let orderPane: [Action] = [
    Action(
      [.enter], "Enter", name: "show_code",
      help: "Show the code of a payment of this order that waits for a guest's telephone.", places: [.order],
      isFixed: true, isInEmptyLine: true, whyOff: whyNoCode
    ) { console, _, view in
      if let order = console.subject(view) {
        console.showCode(of: order.id, share: CodePane.newestShare(of: order))
      }
      return []
    }
  ]

  private static let whyNoCode: Reason = { console, view in
    guard let order = console.subject(view) else { return nothingSelected(console, view) }
    return order.payments.contains(where: { $0.page != nil })
      ? nil : "nobody pays \(order.codeText) at a page: pay start asks for one"
  }

  private static let whyNoOtherCode: Reason = { console, view in
    let open = console.subject(view).map(CodePane.openShares) ?? []
    return open.count > 1 ? nil : "no other payment of this order waits for somebody"
  }

  /// No row of a pane with rows is marked.
  static let nothingMarked: Reason = { console, view in
    let isMarked =
      console.markedOrder(view) != nil || console.markedFreeTable != nil
      || console.pane == .attention && console.service.attention != nil
    return isMarked ? nil : "nothing is marked: ↓ marks the first row"
  }
}
