import Events
import Menus

/// The menu of the scratch venue that `galley demo` opens: every key of a menu document has its use here.
enum DemoMenu {
  static let document: MenuDocument = {
    do throws(MenuFault) {
      return try MenuDocument(file: Array(text.utf8))
    } catch {
      preconditionFailure(error.sentence(file: "the demo's menu"))
    }
  }()

  /// The document as `menu import` would read it.
  static let text = """
    {"menu_id": "dinner", "name": "Dinner", "currency": "EUR", "sections": [
      {"id": "starters", "name": "Starters", "items": [
        {"id": "s1", "name": "Onion soup", "price": 850, "prep_minutes": 6, "allergens": ["gluten", "milk"],
          "station": "hot", "course": "starter", "modifiers": [
            {"group": "changes", "min": 0, "max": 1, "options": [{"name": "no croutons", "price": 0}]}]},
        {"id": "s2", "name": "Beetroot tartare", "price": 1050, "prep_minutes": 5, "allergens": ["mustard"],
          "station": "cold", "course": "starter"},
        {"id": "s3", "name": "Smoked trout", "price": 1290, "prep_minutes": 5, "allergens": ["fish", "milk"],
          "station": "cold", "course": "starter", "modifiers": [
            {"group": "changes", "min": 0, "max": 1, "options": [{"name": "horseradish apart", "price": 0}]}]},
        {"id": "s4", "name": "Burrata, tomato, basil", "price": 1190, "prep_minutes": 4, "allergens": ["milk"],
          "station": "cold", "course": "starter"},
        {"id": "s5", "name": "Crispy squid", "price": 1240, "prep_minutes": 7,
          "allergens": ["gluten", "molluscs", "egg"], "station": "hot", "course": "starter"}]},
      {"id": "mains", "name": "Mains", "items": [
        {"id": "m1", "name": "Mushroom risotto", "price": 1850, "prep_minutes": 11, "allergens": ["milk"],
          "station": "hot", "course": "main", "margin_hint": "high", "modifiers": [
            {"group": "changes", "min": 0, "max": 1, "options": [{"name": "no parmesan", "price": 0}]},
            {"group": "extra", "min": 0, "max": 1, "options": [{"name": "truffle", "price": 600}]}]},
        {"id": "m2", "name": "Cod, leeks, brown butter", "price": 2450, "prep_minutes": 11,
          "allergens": ["fish", "milk"], "station": "hot", "course": "main"},
        {"id": "m3", "name": "Duck leg, lentils", "price": 2390, "prep_minutes": 10, "allergens": ["celery"],
          "station": "oven", "course": "main"},
        {"id": "m4", "name": "Aubergine parmigiana", "price": 1750, "prep_minutes": 9,
          "allergens": ["milk", "gluten"], "station": "oven", "course": "main", "margin_hint": "high"},
        {"id": "m5", "name": "Margherita", "price": 1290, "prep_minutes": 8, "allergens": ["gluten", "milk"],
          "station": "oven", "course": "main", "modifiers": [
            {"group": "changes", "min": 0, "max": 2,
              "options": [{"name": "no basil", "price": 0}, {"name": "well done", "price": 0}]},
            {"group": "extra", "min": 0, "max": 2,
              "options": [{"name": "anchovies", "price": 250}, {"name": "buffalo", "price": 350}]}]},
        {"id": "m6", "name": "Pappardelle, beef shin", "price": 1990, "prep_minutes": 9,
          "allergens": ["gluten", "egg", "celery"], "station": "hot", "course": "main"}]},
      {"id": "grill", "name": "From the grill", "items": [
        {"id": "g1", "name": "Rib-eye 300 g", "price": 3450, "prep_minutes": 13, "station": "grill",
          "course": "main", "margin_hint": "low", "modifiers": [
            {"group": "cooked", "min": 1, "max": 1, "options": [{"name": "rare", "price": 0},
              {"name": "medium rare", "price": 0}, {"name": "medium", "price": 0}, {"name": "well done", "price": 0}]},
            {"group": "sauce", "min": 0, "max": 1,
              "options": [{"name": "pepper sauce", "price": 250}, {"name": "chimichurri", "price": 200}]}]},
        {"id": "g2", "name": "Burger, cheddar, pickles", "price": 1790, "prep_minutes": 10,
          "allergens": ["gluten", "milk", "sesame", "mustard"], "station": "grill", "course": "main",
          "modifiers": [
            {"group": "changes", "min": 0, "max": 2,
              "options": [{"name": "no onions", "price": 0}, {"name": "no pickles", "price": 0}]},
            {"group": "extra", "min": 0, "max": 1, "options": [{"name": "bacon", "price": 200}]}]},
        {"id": "g3", "name": "Half chicken, lemon", "price": 2090, "prep_minutes": 14, "station": "grill",
          "course": "main"},
        {"id": "g4", "name": "Sea bream, fennel", "price": 2590, "prep_minutes": 12, "allergens": ["fish"],
          "station": "grill", "course": "main"},
        {"id": "g5", "name": "Fries", "price": 550, "prep_minutes": 5, "station": "hot", "course": "side"},
        {"id": "g6", "name": "Green salad", "price": 590, "prep_minutes": 3, "allergens": ["mustard"],
          "station": "cold", "course": "side", "modifiers": [
            {"group": "changes", "min": 0, "max": 1, "options": [{"name": "no dressing", "price": 0}]}]}]},
      {"id": "desserts", "name": "Desserts", "items": [
        {"id": "d1", "name": "Crème brûlée", "price": 820, "prep_minutes": 4, "allergens": ["egg", "milk"],
          "station": "pastry", "course": "dessert"},
        {"id": "d2", "name": "Chocolate tart", "price": 890, "prep_minutes": 3,
          "allergens": ["gluten", "egg", "milk", "nuts"], "station": "pastry", "course": "dessert"},
        {"id": "d3", "name": "Plum sorbet", "price": 650, "prep_minutes": 2, "station": "pastry",
          "course": "dessert"}]},
      {"id": "drinks", "name": "Drinks", "items": [
        {"id": "w1", "name": "Still water 0.75", "price": 590, "prep_minutes": 1, "station": "bar",
          "course": "drink"},
        {"id": "w2", "name": "Pale ale 0.3", "price": 490, "prep_minutes": 2, "allergens": ["gluten"],
          "station": "bar", "course": "drink"},
        {"id": "w3", "name": "House white 0.2", "price": 720, "prep_minutes": 2, "allergens": ["sulphites"],
          "station": "bar", "course": "drink"},
        {"id": "w4", "name": "Blood orange spritz", "price": 950, "prep_minutes": 3, "allergens": ["sulphites"],
          "station": "bar", "course": "drink"},
        {"id": "w5", "name": "Espresso", "price": 320, "prep_minutes": 2, "station": "bar", "course": "drink",
          "modifiers": [{"group": "size", "min": 0, "max": 1, "options": [{"name": "double", "price": 120}]}]}]}
    ]}
    """
}
