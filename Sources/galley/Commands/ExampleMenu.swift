/// A menu to begin with: small enough to be read, and every key that a menu may have is in it.
enum ExampleMenu {
  /// As `menu import` reads it. The manual and the README take their dishes from here.
  static let text = """
    {"menu_id": "dinner", "name": "Dinner", "currency": "EUR", "sections": [
      {"id": "starters", "name": "Starters", "items": [
        {"id": "soup", "name": "Onion soup", "price": 850, "prep_minutes": 6, "allergens": ["gluten", "milk"],
          "station": "hot", "course": "starter"},
        {"id": "salad", "name": "Green salad", "price": 590, "prep_minutes": 3, "station": "cold",
          "course": "starter"}]},
      {"id": "grill", "name": "From the grill", "items": [
        {"id": "burger", "name": "Burger", "description": "Beef, tomato, pickles, in a bun", "price": 1790,
          "prep_minutes": 10, "allergens": ["gluten", "sesame"], "station": "grill", "course": "main",
          "margin_hint": "high", "modifiers": [
            {"group": "changes", "min": 0, "max": 2,
              "options": [{"name": "no onions", "price": 0}, {"name": "no pickles", "price": 0}]},
            {"group": "extra", "min": 0, "max": 1, "options": [{"name": "bacon", "price": 200}]}]},
        {"id": "bream", "name": "Sea bream, fennel", "price": 2590, "prep_minutes": 12, "allergens": ["fish"],
          "station": "grill", "course": "main",
          "available": [{"days": ["fri", "sat"], "from": "17:30", "until": "23:00"}]},
        {"id": "fries", "name": "Fries", "price": 450, "prep_minutes": 5, "station": "fryer", "course": "side"}]},
      {"id": "drinks", "name": "Drinks", "items": [
        {"id": "water", "name": "Still water 0.75", "price": 590, "station": "bar", "course": "drink"},
        {"id": "ale", "name": "Pale ale 0.3", "price": 490, "allergens": ["gluten"], "station": "bar",
          "course": "drink"}]}]}

    """
}
