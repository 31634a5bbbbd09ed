import Events

extension Ticket {
  /// What a cook must notice when it changes: its dishes and voids, alert, rush, delay and table; not how far the
  /// kitchen is, nor anything of money.
  public struct Fingerprint: Hashable, Sendable {
    let items: [Line]
    let hasAlert: Bool
    let alert: ExactString?
    let isRushed: Bool
    let delayMinutes: Int64
    let table: ExactString?

    struct Line: Hashable, Sendable {
      let id: ItemID
      let quantity: Int64
      let isRemoved: Bool
      let name: ExactString
      let modifiers: [ExactString]
      let note: ExactString?
    }
  }

  /// Two of one ticket differ where a cook has something to notice.
  public var fingerprint: Fingerprint {
    Fingerprint(
      items: items.map { item in
        Fingerprint.Line(
          id: item.id, quantity: item.quantity, isRemoved: item.isRemoved, name: ExactString(item.dish.name),
          modifiers: item.modifiers.map { ExactString($0.name) }, note: item.note.map { ExactString($0) })
      },
      hasAlert: order.alert != nil, alert: order.alert?.text.map { ExactString($0) },
      isRushed: order.isRushed, delayMinutes: round.delayMinutes, table: order.tableID)
  }
}
