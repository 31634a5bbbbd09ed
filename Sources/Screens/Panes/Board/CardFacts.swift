import Dining
import Events
import Venue

/// What stands on a card beside its dishes: who sits where and since when, cautions, and badges.
enum CardFacts {
  /// The end of the order_id, by which an order is named where its code is not enough.
  static func tail(of ticket: Ticket) -> String {
    "…\(ticket.order.id.description.suffix(ItemName.tailDigits))"
  }

  static let tailColumns = 1 + ItemName.tailDigits

  static func table(of ticket: Ticket, _ setting: CardSetting) -> TextLine.Piece? {
    ticket.order.tableID.map { TextLine.Piece($0.string, Style(.title), limit: setting.bodyColumns + 1) }
  }

  /// Covers, time of opening, participants: the most asked for first.
  static func pieces(of ticket: Ticket, _ setting: CardSetting) -> [TextLine.Piece] {
    let order = ticket.order
    var pieces: [TextLine.Piece] = []
    guard !setting.isTight, !setting.form.isDense else { return pieces }
    if let opening = order.opening {
      if let guests = opening.guests {
        pieces.append(TextLine.Piece(Chrome.count(Int(guests), "cover"), .text))
      }
      pieces.append(TextLine.Piece(setting.view.clock(opening.createdAt), .dim))
    }
    let isCalled = order.opening?.type != .dineIn && !order.names.isEmpty
    let called = isCalled ? order.participants.first { !$0.hasLeft && $0.name != nil }?.id : nil
    let labels = order.participants.filter { !$0.hasLeft && $0.id != called }.map(\.label.string)
    if !labels.isEmpty {
      pieces.append(TextLine.Piece(joined(labels), Style(.dim), limit: setting.bodyColumns + 1))
    }
    return pieces
  }

  /// `P1–P4` where a row of labels would only count.
  private static func joined(_ labels: [String]) -> String {
    let counted = (1...max(1, labels.count)).map { "P\($0)" }
    guard labels.count > 2, labels == counted, let last = labels.last else {
      return labels.joined(separator: " ")
    }
    return "P1–\(last)"
  }

  /// A caution of a sentence or two; a longer one is whole in the order pane.
  static func alert(_ order: Order, _ setting: CardSetting) -> [CardLine] {
    guard let alerts = order.alertText else { return [] }
    let text = "\(Badge.Name.alert.rawValue) \(alerts)"
    let columns = setting.bodyColumns
    // A bar from edge to edge: no list of allergens looks like it.
    return TextLine.wrapped(text, Style(.alert), toColumns: columns)
      .cut(toRows: setting.isTight ? 2 : 4, columns: columns).map { line in
        let blanks = String(repeating: " ", count: columns - line.startColumns)
        return CardLine(TextLine(line.start + [TextLine.Piece(blanks, .alert)]))
      }
  }

  /// Badges, and what was promised.
  static func badges(of ticket: Ticket, _ setting: CardSetting) -> [TextLine.Piece] {
    ticket.badges.flatMap { pieces($0.name, ticket) } + promise(of: ticket, setting)
  }

  /// How the meal leaves the house, for whom, and when: it counts down, so its width is not steady.
  static func promise(of ticket: Ticket, _ setting: CardSetting) -> [TextLine.Piece] {
    var pieces: [TextLine.Piece] = []
    if let opening = ticket.order.opening, opening.type != .dineIn {
      pieces.append(TextLine.Piece(opening.type.rawValue.uppercased(), .title, .bold))
      // Who picks it up is called by name.
      if let name = ticket.order.names.first {
        pieces.append(TextLine.Piece(name, Style(.title), limit: setting.bodyColumns + 1))
      }
    }
    if let due = ticket.dueAt, let seconds = ticket.promisedIn(at: setting.view.now) {
      pieces.append(TextLine.Piece("for \(setting.view.dayAndClock(due))", .title))
      pieces.append(
        TextLine.Piece(View.inWords(seconds), seconds < 0 ? .ageLate : .title))
    }
    return pieces
  }

  /// The words of a badge; none for those that the card says otherwise: the alert above, a void on its line, a later
  /// round in its code.
  private static func pieces(_ name: Badge.Name, _ ticket: Ticket) -> [TextLine.Piece] {
    let order = ticket.order
    let word = name.rawValue
    switch name {
    case .alert, .void, .again: return []
    case .delay: return [TextLine.Piece("\(word) +\(ticket.round.delayMinutes) min", name.role)]
    case .rush, .bill, .autopay, .paid: return [TextLine.Piece(word, name.role)]
    case .balance:
      let left = order.opening?.currency.text(order.remaining) ?? ""
      return [TextLine.Piece(word, name.role), TextLine.Piece(left, name.role)]
    }
  }

  /// Where else the round is being made, under a station's filter.
  static func alsoAt(_ ticket: Ticket, _ setting: CardSetting) -> [CardLine] {
    let pieces = ticket.alsoAt.map { elsewhere in
      let count = elsewhere.quantity == 0 ? "" : "\(elsewhere.quantity) "
      return TextLine.Piece("\(count)\(elsewhere.station.string) \(elsewhere.column.title)", .dim)
    }
    guard !pieces.isEmpty else { return [] }
    let lines = TextLine.flowed(
      [TextLine.Piece("also at", .dim)] + pieces, toColumns: setting.bodyColumns, gapColumns: 1)
    return lines.map { CardLine($0) }
  }
}

extension Badge.Name {
  /// How its word looks, wherever it stands.
  var role: Role {
    switch self {
    case .alert: .alert
    case .rush: .rush
    case .delay: .delay
    case .void: .void
    case .bill, .balance, .autopay: .bill
    case .paid: .paid
    case .again: .title
    }
  }
}
