import Dining
import Events
import Menus

/// The menu is held to: what it says of hours, choices and currency is warned of, and guests are held to it.
extension Composer {
  /// Refuses what is only warned of until somebody of the house wants it all the same.
  ///
  /// - Parameter wayOn: what to give, for those who may.
  func warn(
    _ code: String, _ message: String, wayOn: String = "or give --anyway"
  ) throws(Venue.Stop) {
    if isAnyway { return }
    throw .complaint(Complaint(code, request.source == .guest ? message : "\(message); \(wayOn)"))
  }

  /// The choices of a dish as the menu writes them; any other word is a wish to the kitchen and costs nothing.
  func modifiers(_ words: [String], of item: MenuItem, in currency: Currency?) throws(Venue.Stop)
    -> [Modifier]
  {
    var modifiers: [Modifier] = []
    for word in words {
      if let option = item.modifier(word) {
        modifiers.append(Modifier(name: option.name, price: Money(minor: option.priceMinor) ?? .zero))
        continue
      }
      let near = item.options(near: word).map { option in
        let price = Money(minor: option.priceMinor).flatMap { currency?.text($0) } ?? ""
        return "“\(option.name)” (\(price))"
      }
      if !near.isEmpty {
        try warn(
          "modifier_unclear",
          "“\(word)” is no choice of \(item.name); is it \(near.joined(separator: " or "))? Write it so")
      }
      modifiers.append(Modifier(name: word, price: .zero))
    }
    if let group = item.unmetGroup(modifiers.map(\.name)) {
      try warn("modifier_limits", "\(item.name) wants \(group.wish); give it with --modifier")
    }
    return modifiers
  }

  /// A dish is ordered in its hours, and at a price in the order's own currency.
  func check(_ item: MenuItem, of document: MenuDocument, on order: Order) throws(Venue.Stop) {
    if let currency = order.opening?.currency, currency.code != document.currencyCode {
      throw .complaint(
        Complaint(
          "currency",
          "the menu is in \(document.currencyCode) and \(order.codeText) in \(currency.code); "
            + "staff can add it with --open-item NAME --price PRICE"))
    }
    let local = moment.wall.milliseconds + Int64(moment.offsetMinutes) * 60_000
    guard !item.isAvailable(atLocal: local) else { return }
    let hours = item.available.map(\.words).joined(separator: ", ")
    try warn("outside_hours", "\(item.name) is not served now, but \(hours)")
  }

  /// A menu that would leave the house with nothing to sell, or with orders in another currency, asks first.
  func check(_ document: MenuDocument) throws(Venue.Stop) {
    if document.items.isEmpty { try warn("empty_menu", "this menu has no dishes") }
    let others = venue.ahead.live.filter { order in
      order.opening.map { $0.currency.code != document.currencyCode } ?? false
    }
    guard let first = others.first, let currency = first.opening?.currency else { return }
    let rest = others.count > 1 ? " and \(others.count - 1) more" : ""
    try warn(
      "other_currency",
      "this menu is in \(document.currencyCode), and \(first.codeText)\(rest) in \(currency.code): "
        + "close them first")
  }
}
