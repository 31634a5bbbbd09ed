import Events

/// What a terminal says of a message when it asks for one.
struct MessageAsk: Hashable, Sendable {
  let template: MessageTemplate
  let orderID: String
  let paymentID: String?
  let participantID: String?
  let shortCode: String
  let tableID: String?
  /// In minor units of the currency by ISO 4217.
  let amount: Int64
  let unit: MinorUnit
  /// When the house asked: tells a second message of one kind from the first; nil where there is one only.
  let requestedAt: String?

  /// The longest of its texts.
  private static let limitBytes = 255

  /// - Returns: nil where it does not say what is to be told of which order.
  init?(_ params: JSON) {
    func text(_ key: String) -> String? {
      guard let text = params[key]?.string, !text.isEmpty, text.utf8.count <= Self.limitBytes,
        text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
      else { return nil }
      return text
    }
    guard let template = text("template").flatMap({ MessageTemplate(rawValue: $0) }),
      let orderID = text("order_id"), let shortCode = text("short_code"),
      let amount = params["amount"]?.int, amount >= 0,
      let unit = text("currency").flatMap({ MinorUnit(of: $0) })
    else { return nil }
    self.template = template
    self.orderID = orderID
    self.shortCode = shortCode
    self.amount = amount
    self.unit = unit
    paymentID = text("payment_id")
    participantID = text("participant_id")
    tableID = text("table_id")
    requestedAt = text("requested_at")
  }

  /// What a repeat has too, and another message has not.
  var key: String {
    "message/\(template.rawValue)/\(paymentID ?? orderID)" + (requestedAt.map { "/\($0)" } ?? "")
  }
}

/// The messages that there are, and their words: the one place of them. They say nothing of a card and of no dish.
enum MessageTemplate: String, CaseIterable, Sendable {
  /// Something was paid.
  case receipt
  /// The bill waits.
  case nudge

  /// A line for a mail's subject.
  func subject(_ ask: MessageAsk, house: String) -> String {
    switch self {
    case .receipt: "Receipt of \(house), order \(ask.shortCode)"
    case .nudge: "Your bill at \(house), order \(ask.shortCode)"
    }
  }

  /// Short enough for one message to a telephone, in its plain letters where the names are.
  func text(_ ask: MessageAsk, house: String) -> String {
    let amount = "\(ask.unit.text(ask.amount)) \(ask.unit.code.string)"
    let order = "order \(ask.shortCode)" + (ask.tableID.map { " (table \($0))" } ?? "")
    return switch self {
    case .receipt: "\(house): \(amount) paid for \(order). Thank you."
    case .nudge: "\(house): the bill of \(order) waits, \(amount). Please pay at the table or ask us."
    }
  }
}
