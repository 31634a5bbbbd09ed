import Events

/// How a person names one item of an order: by its number on the order, its id or the id's tail, or by its
/// menuitem_id where that is unique.
public struct ItemName: Hashable, Sendable {
  public let text: String

  public init(_ text: String) { self.text = text }

  /// The digits of a tail that are enough to name something.
  public static let tailDigits = 6

  /// The one item that this names; a menuitem_id names those that `isMeant` takes, where there are any.
  public func item(in order: Order, isMeant: (Item) -> Bool = { !$0.isRemoved }) throws(Refusal) -> Item {
    if let number = Int(text), String(number) == text, text.utf8.count < Self.tailDigits {
      guard order.items.indices.contains(number - 1) else { throw .noSuchItem(text, order.codeText) }
      return order.items[number - 1]
    }
    var found = order.items.filter { Self.isTail(text, of: $0.id.description) }
    if found.isEmpty {
      let ofDish = order.items.filter { $0.dish.menuitemID == ExactString(text) }
      found = ofDish.contains(where: isMeant) ? ofDish.filter(isMeant) : ofDish
    }
    guard let item = found.first else { throw .noSuchItem(text, order.codeText) }
    guard found.count == 1 else { throw .severalItems(text, order.codeText) }
    return item
  }

  /// Whether a text is an id or the end of one, of six digits or more.
  public static func isTail(_ text: String, of id: String) -> Bool {
    let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
    guard digits.count >= tailDigits, digits.allSatisfy({ Hex.value(ofLowerCase: $0) != nil }) else {
      return false
    }
    let whole = id.utf8.filter { $0 != UInt8(ascii: "-") }
    return whole.suffix(digits.count).elementsEqual(digits)
  }
}

extension Order {
  /// The short code, for sentences about this order.
  public var codeText: String { opening?.shortCode.string ?? id.description }
}
