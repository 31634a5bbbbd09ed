import Foundation

/// One day of the restaurant's data: its menu as a menu document, its orders in order of time.
struct Day {
  struct Dish {
    let id: String
    let qty: Int
  }

  struct Order {
    let time: String
    let dishes: [Dish]
  }

  let menuDocument: String
  let orders: [Order]
  /// Rows whose item_id is NULL.
  let skipped: Int

  init(menuFile: String, detailsFile: String, date: String) throws {
    let menu = try Self.rows(of: menuFile)
    menuDocument = try Self.document(menu)
    let rows = try Self.rows(of: detailsFile).filter { $0[2] == date }
    let sold = rows.filter { $0[4] != "NULL" }
    skipped = rows.count - sold.count
    // Rows stand in order of time, and the rows of one order together.
    var orders: [(id: String, time: String, dishes: [String])] = []
    for row in sold {
      if orders.last?.id != row[1] { orders.append((row[1], row[3], [])) }
      orders[orders.count - 1].dishes.append(row[4])
    }
    self.orders = orders.map { order in
      var seen: Set<String> = []
      let dishes = order.dishes.filter { seen.insert($0).inserted }
      return Order(
        time: order.time,
        dishes: dishes.map { dish in Dish(id: dish, qty: order.dishes.count { $0 == dish }) })
    }
    guard zip(self.orders, self.orders.dropFirst()).allSatisfy({ $0.time <= $1.time }) else {
      throw Failure("the rows of \(date) do not stand in order of time")
    }
  }

  /// The rows after the heading. Quotes hold names with blanks; none holds a comma or a quote.
  private static func rows(of file: String) throws -> [[String]] {
    try String(contentsOfFile: file, encoding: .utf8).splitLines.dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { !"\"\r".contains($0) } }
    }
  }

  /// Columns: menu_item_id, item_name, category, price in dollars with two decimals.
  private static func document(_ rows: [[String]]) throws -> String {
    var sections: [[String: Any]] = []
    for category in ["American", "Asian", "Mexican", "Italian"] {
      let items: [[String: Any]] = try rows.filter { $0[2] == category }.map { row in
        guard let cents = Int(row[3].replacing(".", with: "")), row[3].dropLast(2).hasSuffix(".") else {
          throw Failure("a price without two decimals: \(row)")
        }
        return ["id": row[0], "name": row[1], "price": cents]
      }
      sections.append(["id": category.lowercased(), "name": category, "items": items])
    }
    let document: [String: Any] = [
      "menu_id": "world", "name": "Taste of the World", "currency": "USD", "sections": sections,
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
  }
}
