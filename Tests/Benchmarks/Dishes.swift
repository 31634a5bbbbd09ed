import Dining
import Events

/// What the guests of the made-up past order.
enum Dishes {
  static let all: [Dish] = [
    dish("m-01", "Burrata, tomato, basil", 1350, "cold", "starter", ["milk"]),
    dish("m-02", "Bream crudo, citrus", 1600, "cold", "starter", ["fish"]),
    dish("m-03", "Onion soup, comté", 1100, "hot", "starter", ["milk", "gluten"]),
    dish("m-04", "Grilled leeks, romesco", 1200, "grill", "starter", ["nuts"]),
    dish("m-05", "Ribeye 300 g", 3400, "grill", "main", []),
    dish("m-06", "Half chicken, lemon", 2300, "grill", "main", []),
    dish("m-07", "Cod, beans, chorizo", 2700, "hot", "main", ["fish"]),
    dish("m-08", "Mushroom risotto", 2100, "hot", "main", ["milk", "celery"]),
    dish("m-09", "Tagliatelle, ragù", 2000, "hot", "main", ["gluten", "egg", "celery"]),
    dish("m-10", "Frites", 550, "fry", "side", []),
    dish("m-11", "Green salad", 600, "cold", "side", ["mustard"]),
    dish("m-12", "Crème brûlée", 950, "cold", "dessert", ["milk", "egg"]),
    dish("m-13", "Chocolate tart", 1000, "cold", "dessert", ["milk", "egg", "gluten"]),
    dish("m-14", "House red, carafe", 1900, "bar", "drink", ["sulphites"]),
  ]

  static let modifiers: [Modifier] = [
    ("rare", 0), ("medium", 0), ("no dairy", 0), ("extra sauce", 150), ("side of greens", 450),
  ].compactMap { name, price in Money(minor: price).map { Modifier(name: name, price: $0) } }

  static let notes = ["no salt", "sauce on the side", "birthday, with a candle", "cut for a child"]

  private static func dish(
    _ id: ExactString, _ name: String, _ price: Int64, _ station: ExactString, _ course: String,
    _ allergens: [String]
  ) -> Dish {
    Dish(
      menuitemID: id, name: name, unitPrice: Money(minor: price) ?? .zero, allergens: allergens,
      station: station, course: course)
  }
}
