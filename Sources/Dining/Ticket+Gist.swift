import Events

extension Ticket {
  /// What a cook must notice when a ticket changes: its dishes and voids, table, alert, marks and delay.
  ///
  /// The kitchen's own progress is left out, and so is money: neither changes what is to be cooked.
  public struct Gist: Hashable, Sendable {
    public let lines: [ItemID: Line]
    /// How much of what is struck through.
    public let voids: [ItemID: Int64]
    let table: ExactString?
    /// How the meal leaves the house, and when.
    let terms: OrderTerms?
    let alerts: [Order.Alert]
    let marks: [Badge.Name]
    let delayMinutes: Int64

    public struct Line: Hashable, Sendable {
      let quantity: Int64
      let name: String
      let modifiers: [String]
      let note: String?
      let allergens: [String]

      init(_ item: Item) {
        quantity = item.quantity
        name = item.dish.name
        modifiers = item.modifiers.map(\.name)
        note = item.noteShown
        allergens = item.dish.allergens
      }
    }

    init(_ ticket: Ticket) {
      var lines: [ItemID: Line] = [:]
      var voids: [ItemID: Int64] = [:]
      for item in ticket.items {
        if item.isPendingVoid {
          voids[item.id, default: 0] += item.quantity
        } else {
          lines[item.id] = Line(item)
        }
      }
      self.lines = lines
      self.voids = voids
      table = ticket.order.tableID
      terms = ticket.order.opening.map { OrderTerms(guests: nil, type: $0.type, promisedAt: $0.promisedAt) }
      alerts = Array(ticket.order.alerts)
      marks = ticket.order.marks
      delayMinutes = ticket.round.delayMinutes
    }

    /// Whether the ticket as a whole differs, its lines left aside.
    public func isChanged(beside before: Gist) -> Bool {
      table != before.table || terms != before.terms || alerts != before.alerts || marks != before.marks
        || delayMinutes != before.delayMinutes
    }
  }

  /// What a cook must notice of it: where two of one ticket differ, the cook is told.
  public var gist: Gist { Gist(self) }
}
