import Events

@testable import Menus

/// Menus as other programs write them. The names of their columns and keys are those of real exports.
enum ForeignSamples {
  static let ours =
    "section_id,section,id,name,description,price,currency,prep_minutes,allergens,station,course,margin_hint,"
    + "modifiers,available\r\n"
    + "grill,From the grill,burger,Burger,\"Beef, tomato\",17.90,EUR,10,gluten; sesame,grill,main,high,"
    + "cooked (1-1): pink | done; extra (0-1): bacon +2.00,fri sat 17:30-23:00\r\n"
    + "grill,From the grill,fries,\"Fries \"\"XL\"\"\",,4.50,EUR,,,fryer,side,,,\r\n"

  /// A till's item library: a row for each variation, and columns of which nothing can be used.
  static let library =
    "Token,Item Name,Variation Name,SKU,Description,Category,Price,Archived,Modifier Set - MILK\n"
    + "T1,Latte,Small,L-S,Double shot,Drinks,$3.50,N,Y\n"
    + "T1,Latte,Large,L-L,,Drinks,$4.50,N,Y\n"
    + "T2,Onion soup,Regular,S1,,Starters,8.50,N,N\n"
    + "T3,Old dish,Regular,S2,,Starters,8.50,Y,N\n"

  static let schemaOrg = """
    {"@context": "https://schema.org", "@graph": [
      {"@type": "Restaurant", "geo": {"latitude": 48.2, "longitude": 16.37}, "hasMenu": {"@id": "#menu"}},
      {"@type": "Menu", "@id": "#menu", "name": "Dinner", "hasMenuSection": [
        {"@type": "MenuSection", "name": "Starters", "hasMenuItem":
          {"@type": "MenuItem", "@id": "https://house.example/menu#soup", "name": "Onion soup",
           "description": "With\\n  cheese", "suitableForDiet": "https://schema.org/VegetarianDiet",
           "offers": {"@type": "Offer", "price": "8.50", "priceCurrency": "EUR"}}},
        {"@type": "MenuSection", "name": "Mains", "hasMenuSection":
          {"@type": ["MenuSection"], "name": "From the grill", "hasMenuItem": [
            {"@type": "https://schema.org/MenuItem", "name": "Burger", "identifier": "m1",
             "offers": [{"price": 17.9, "priceCurrency": "EUR"}],
             "menuAddOn": {"@type": "MenuItem", "name": "bacon", "offers": {"price": 2, "priceCurrency": "EUR"}}},
            {"@type": "MenuItem", "name": "Ale", "offers": [
              {"name": "0.3", "price": 4.90, "priceCurrency": "EUR"},
              {"name": "0.5", "price": 6.50, "priceCurrency": "EUR"}]},
            {"@type": "MenuItem", "name": "Bream", "offers": {"price": "market price", "priceCurrency": "EUR"}}]}}
      ]}
    ]}
    """

  static let square = """
    {"objects": [
      {"type": "CATEGORY", "id": "C1", "category_data": {"name": "Grill"}},
      {"type": "MODIFIER_LIST", "id": "M1", "modifier_list_data": {"name": "Extra",
        "min_selected_modifiers": 0, "max_selected_modifiers": 2, "modifiers": [
          {"type": "MODIFIER", "id": "MM1", "modifier_data": {"name": "Double Baconize",
            "kitchen_name": "Add 2x bacon", "price_money": {"amount": 200, "currency": "USD"}}},
          {"type": "MODIFIER", "id": "MM2", "modifier_data": {"name": "No onions"}},
          {"type": "MODIFIER", "id": "MM3", "is_deleted": true, "modifier_data": {"name": "Gone"}}]}},
      {"type": "MODIFIER", "id": "MM4", "modifier_data": {"name": "Cheese", "modifier_list_id": "M1",
        "price_money": {"amount": 100, "currency": "USD"}}},
      {"type": "ITEM", "id": "W62UWFY35CWMYGVWK6TWJDNI", "version": 1732000000000, "item_data": {
        "name": "Burger", "description": "Beef", "category_id": "C1",
        "modifier_list_info": [{"modifier_list_id": "M1", "min_selected_modifiers": -1,
          "max_selected_modifiers": -1, "enabled": true}],
        "variations": [
          {"type": "ITEM_VARIATION", "id": "V1", "item_variation_data": {"name": "Double",
            "price_money": {"amount": 1550, "currency": "USD"}}},
          {"type": "ITEM_VARIATION", "id": "V2", "item_variation_data": {"name": "Single",
            "price_money": {"amount": 1200, "currency": "USD"}}}],
        "food_and_beverage_details": {"calorie_count": 900, "ingredients": [
          {"type": "STANDARD", "standard_name": "TREE_NUTS"}]}}},
      {"type": "ITEM", "id": "X2", "is_deleted": true, "item_data": {"name": "Old", "variations": []}},
      {"type": "ITEM", "id": "X3", "item_data": {"name": "Tip jar", "variations": [
        {"type": "ITEM_VARIATION", "id": "V3", "item_variation_data": {"pricing_type": "VARIABLE_PRICING"}}]}}
    ]}
    """

  static let all: [(format: ForeignFormat, text: String)] = [
    (.csv, ours), (.csv, library), (.schemaOrg, schemaOrg), (.square, square),
  ]
}

/// Reads a menu of another format, in euros where nothing else is said.
func imported(
  _ format: ForeignFormat, _ text: String, currency: String? = "EUR", previous: MenuDocument? = nil
) throws -> MenuImport {
  try MenuImport(
    format, file: utf8(text),
    setting: MenuImport.Setting(currency: currency.flatMap { MinorUnit(of: $0) }, previous: previous))
}

/// The sentence that a file is refused with; nil where it is not.
func refusal(_ format: ForeignFormat, _ text: String, currency: String? = "EUR") -> String? {
  do {
    _ = try MenuImport(
      format, file: utf8(text),
      setting: MenuImport.Setting(currency: currency.flatMap { MinorUnit(of: $0) }))
    return nil
  } catch {
    return error.sentence(file: "menu")
  }
}

extension MenuImport {
  /// Its notes as a shell prints them.
  var told: [String] { notes.map { $0.sentence(file: "menu") } }
}
