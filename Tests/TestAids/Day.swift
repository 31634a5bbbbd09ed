import Foundation

/// One day of a restaurant's data: its menu as a menu document, its orders in order of time.
///
/// A folder of such data has `menu_items.csv` (menu_item_id, item_name, category, price) and `order_details.csv`
/// (order_id, order_date, order_time, item_id): a row for each dish of each order.
public struct Day {
  public struct Dish {
    public let id: String
    public let qty: Int
  }

  public struct Order {
    /// By the clock on the wall, `HH:MM:SS`.
    public let time: String
    public let dishes: [Dish]
  }

  public let menuDocument: String
  public let orders: [Order]
  /// Rows whose item_id is NULL.
  public let skipped: Int

  /// The busiest day of a restaurant's quarter is in the checkout: its folder, and its date (DD-MM-YYYY).
  public static let busiest = (
    folder: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Acceptance/RestaurantDay").path,
    date: "01-02-2023"
  )

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// The day that is in the checkout.
  public static func ofCheckout() throws -> Day {
    try Day(
      menuFile: "\(busiest.folder)/menu_items.csv", detailsFile: "\(busiest.folder)/order_details.csv",
      date: busiest.date)
  }

  /// - Parameter date: as the file writes it, DD-MM-YYYY.
  public init(menuFile: String, detailsFile: String, date: String) throws {
    menuDocument = try Self.document(Self.rows(of: menuFile))
    let rows = try Self.rows(of: detailsFile).filter { $0["order_date"] == date }
    let sold = rows.filter { $0["item_id"] != "NULL" }
    skipped = rows.count - sold.count
    // Rows stand in order of time, and the rows of one order together.
    var orders: [(id: String, time: String, dishes: [String])] = []
    for row in sold {
      guard let id = row["order_id"], let time = row["order_time"], let dish = row["item_id"] else {
        throw Fault(description: "\(detailsFile) has no order_id, order_time or item_id: \(row)")
      }
      if orders.last?.id != id { orders.append((id, time, [])) }
      orders[orders.count - 1].dishes.append(dish)
    }
    self.orders = orders.map { order in
      var seen: Set<String> = []
      let dishes = order.dishes.filter { seen.insert($0).inserted }
      return Order(
        time: order.time,
        dishes: dishes.map { dish in Dish(id: dish, qty: order.dishes.count { $0 == dish }) })
    }
    guard zip(self.orders, self.orders.dropFirst()).allSatisfy({ $0.time <= $1.time }) else {
      throw Fault(description: "the rows of \(date) do not stand in order of time")
    }
  }

  /// The days that a file of orders has, in its order.
  public static func dates(of detailsFile: String) throws -> [String] {
    var seen: Set<String> = []
    return try rows(of: detailsFile).compactMap { $0["order_date"] }.filter { seen.insert($0).inserted }
  }

  /// The rows after the heading, under its names. Quotes hold names with blanks; none holds a comma or a quote.
  private static func rows(of file: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { !"\"\r".contains($0) } }
    }
    guard let heading = lines.first else { throw Fault(description: "\(file) is empty") }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(heading, $0)) }
  }

  /// The set does not say how long a dish takes. Mains take about as long.
  private static let prepMinutes = 15

  private static func document(_ rows: [[String: String]]) throws -> String {
    var sections: [[String: Any]] = []
    for category in ["American", "Asian", "Mexican", "Italian"] {
      let items: [[String: Any]] = try rows.filter { $0["category"] == category }.map { row in
        // In dollars with two decimals.
        guard let price = row["price"], price.dropLast(2).hasSuffix("."),
          let cents = Int(price.replacing(".", with: ""))
        else { throw Fault(description: "a price without two decimals: \(row)") }
        return [
          "id": row["menu_item_id"] ?? "", "name": row["item_name"] ?? "", "price": cents,
          "prep_minutes": prepMinutes,
        ]
      }
      sections.append(["id": category.lowercased(), "name": category, "items": items])
    }
    let document: [String: Any] = [
      "menu_id": "world", "name": "Taste of the World", "currency": "USD", "sections": sections,
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: document), as: UTF8.self)
  }
}
