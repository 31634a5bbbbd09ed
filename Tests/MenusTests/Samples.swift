import Events

/// Menus for the tests.
enum Samples {
  /// Every key of the contract once.
  static let whole = """
    {
      "menu_id": "supper", "name": "Supper", "currency": "EUR",
      "sections": [
        { "id": "starters", "name": "Starters", "items": [
          { "id": "m01", "name": "Soup of the day",
            "price": 650 }
        ] },
        { "id": "mains", "name": "Mains", "items": [
          { "id": "m02", "name": "Steak frites", "description": "Aged 28 days.\u{201C}…\u{201D}", "price": 2450,
            "prep_minutes": 14, "allergens": ["milk", "mustard"], "station": "grill", "course": "main",
            "margin_hint": "low",
            "modifiers": [
              { "group": "cooked", "min": 1, "max": 1, "options": [
                { "name": "pink", "price": 0 }, { "name": "rare", "price": 0 }, { "name": "done", "price": 0 }
              ] },
              { "group": "sauce", "min": 0, "max": 1, "options": [{ "name": "pepper sauce", "price": 250 }] }
            ],
            "available": [{ "days": ["fri", "sat"], "from": "17:30", "until": "24:00" }] }
        ] }
      ]
    }

    """

  /// A menu of one section with bare items.
  static func menu(_ id: String = "m", items: [(id: String, price: Int64)], name: String = "Dish") -> String {
    let rows = items.map { #"{"id":"\#($0.id)","name":"\#(name)","price":\#($0.price)}"# }
    return #"{"menu_id":"\#(id)","name":"Menu","currency":"EUR","sections":[{"id":"s","name":"All","items":["#
      + rows.joined(separator: ",") + "]}]}"
  }
}

func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

extension String {
  func range(ofFirst part: String) -> Range<String.Index> {
    ranges(of: part).first ?? endIndex..<endIndex
  }

  func replacingFirst(_ part: String, with other: String) -> String {
    let range = range(ofFirst: part)
    return range.isEmpty ? self : self[..<range.lowerBound] + other + self[range.upperBound...]
  }
}
