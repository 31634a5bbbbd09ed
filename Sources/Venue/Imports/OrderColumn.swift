/// What a column of a table of past orders says, by our own name for it.
public enum OrderColumn: String, CaseIterable, Sendable {
  case orderID = "order_id"
  case createdAt = "created_at"
  case menuitemID = "menuitem_id"
  case name
  case quantity = "qty"
  case unitPrice = "unit_price"
  case orderType = "order_type"
  case tableID = "table_id"
  case guests
  case sentAt = "sent_at"
  case readyAt = "ready_at"
  case paidAt = "paid_at"

  /// What the exports of tills call it, in the order in which one is taken; `+` joins two columns.
  public var aliases: [String] {
    switch self {
    case .orderID:
      ["order number", "order no", "order", "check number", "check id", "check", "ticket", "receipt number"]
    case .createdAt:
      [
        "opened at", "order created at", "ordered at", "datetime", "timestamp", "order date+order time",
        "date+time",
        "order date", "date",
      ]
    case .menuitemID: ["menu item id", "item id", "product id", "dish id", "sku", "plu"]
    case .name: ["item name", "menu item", "product name", "dish", "item", "product"]
    case .quantity: ["quantity", "count", "units"]
    case .unitPrice: ["price", "item price", "base price", "price each"]
    case .orderType: ["dining option", "service type"]
    case .tableID: ["table", "table name", "table number"]
    case .guests: ["guest count", "covers", "party size", "number of guests"]
    case .sentAt: ["fired at"]
    case .readyAt: ["fulfilled at"]
    case .paidAt: ["closed at", "payment time"]
    }
  }

  /// For the manual: a sentence without its first capital and its full stop.
  public var help: String {
    switch self {
    case .orderID: "what the till called the order; rows with the same are one order; needed"
    case .createdAt: "when the order was opened, or the dish put on it; needed"
    case .menuitemID: "what the till knows the dish by; this or the name is needed"
    case .name: "the name of the dish"
    case .quantity: "how many, 1 to 999; 1 without it"
    case .unitPrice: "the price of one, in the major unit, like 12.50"
    case .orderType: "dine_in, takeaway or delivery, or what tills call these; dine_in without it"
    case .tableID: "the name of the table"
    case .guests: "how many sat there"
    case .sentAt: "when the kitchen got it; created_at without it"
    case .readyAt: "when the kitchen was done with it; without it the dish counts in no prep time"
    case .paidAt: "when the bill was paid; without it, at the last moment that the order has"
    }
  }
}
