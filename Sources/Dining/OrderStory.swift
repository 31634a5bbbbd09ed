import Events

/// Says what happened to an order in words of the house: one sentence for each event.
///
/// The history of an order, the log and the answer to a command all say it with these.
public enum OrderStory {
  /// The sentence with the order's short code before it: `B07: 2 × Still water added`.
  public static func line(_ event: Event, in order: Order) -> String {
    "\(order.codeText): \(sentence(event, in: order))"
  }

  /// What an event says, whether or not it had the effect; the sentence does not begin with the code.
  ///
  /// - Parameter order: the order with all its events; names of dishes and guests are taken from there.
  public static func sentence(_ event: Event, in order: Order) -> String {
    guard let type = event.type else {
      return "“\(event.name.text)”, which only a newer galley knows, was kept"
    }
    guard let fact = OrderFact(event, type) else {
      return "“\(type.rawValue)” was kept; its content makes no sense"
    }
    return Teller(event: event, order: order).tell(fact)
  }
}

/// Tells one event's content.
struct Teller {
  let event: Event
  let order: Order

  /// How many dishes a sentence names before it only counts them.
  static let namedLimit = 4

  func tell(_ opening: Order.Opening, _ table: ExactString?) -> String {
    var words = "opened"
    switch opening.type {
    case .dineIn: break
    case .takeaway: words += " as takeaway"
    case .delivery: words += " for delivery"
    }
    if let table { words += " at \(table)" }
    if let guests = opening.guests { words += " for \(guests)" }
    return words
  }

  func tell(_ item: Item) -> String {
    var words = "\(item.quantity) × \(item.dish.name)"
    if !item.modifiers.isEmpty { words += ", \(item.modifiers.map(\.name).joined(separator: ", "))" }
    if let note = item.noteShown { words += ", \(note)" }
    if let participant = item.participant { words += ", for \(label(participant))" }
    return words + " added"
  }

  func tell(_ change: OrderFact.StatusChange) -> String {
    guard case .kitchen(let status) = change.to else { return "closed" }
    let dishes = names(change.items.map(\.id))
    if change.undoes != nil {
      let verb = change.isRecall ? "recalled to" : "put back to"
      return "\(verb) \(Self.place(status)): \(dishes)"
    }
    switch status {
    case .opened, .ordered:
      let count = change.items.count
      return "round \(change.round ?? 1) sent: \(count) \(count == 1 ? "item" : "items")"
    case .preparing: return "cooking: \(dishes)"
    case .ready: return "ready: \(dishes)"
    case .delivered: return "served: \(dishes)"
    }
  }

  /// Where items stand, as the board's columns call it.
  static func place(_ status: KitchenStatus) -> String {
    switch status {
    case .opened: "the cart"
    case .ordered: "new"
    case .preparing: "cooking"
    case .ready: "ready"
    case .delivered: "served"
    }
  }

  func tellAlert(_ text: String?, _ isBlank: Bool, _ earlier: OrderFact.Earlier) -> String {
    if earlier.undoes != nil { return "what was done to the alerts is taken back" }
    return isBlank ? "alerts taken off" : "alert: \(text ?? "its text was erased")"
  }

  /// An alert's text, also of one that was taken off.
  func alertText(_ id: EventID) -> String { order.alertsSaid[id]?.shown ?? "one that is not here" }

  func tellDelay(_ minutes: Int64, _ round: Int?) -> String {
    let which = round.map { "round \($0) " } ?? ""
    return minutes == 0 ? "\(which)no longer delayed" : "\(which)wanted \(minutes) min later"
  }

  func tell(_ note: OrderFact.Note) -> String {
    switch note {
    case .messageSent(let channel, let template): "message sent by \(channel): \(template)"
    case .messageFailed(let channel, let reason): "message by \(channel) failed: \(reason)"
    }
  }

  /// With what is different about it: of three burgers one is meant.
  func dish(_ id: ItemID) -> String {
    guard let item = order.item(id) else { return "an item that is not here" }
    let modifiers = item.modifiers.map(\.name).joined(separator: ", ")
    return modifiers.isEmpty ? item.dish.name : "\(item.dish.name) (\(modifiers))"
  }

  func counted(_ id: ItemID) -> String {
    (order.item(id).map { "\($0.quantity) × " } ?? "") + dish(id)
  }

  private func names(_ ids: [ItemID]) -> String {
    let named = ids.prefix(ids.count > Self.namedLimit ? Self.namedLimit - 1 : Self.namedLimit)
    let rest = ids.count - named.count
    return named.map(dish).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  func label(_ id: ParticipantID) -> String {
    order.participant(id)?.label.string ?? "a guest who is not here"
  }

  func money(_ money: Money) -> String {
    guard let currency = order.opening?.currency else { return String(money.minor) }
    return "\(currency.text(money)) \(currency.code)"
  }
}
