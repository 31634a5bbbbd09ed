import Events

/// Reads a menu from the objects of a Square catalog.
///
/// An item there has no price: its variations do. One variation is the dish's price, several are a choice of one.
struct SquareCatalog {
  let unit: MinorUnit
  private(set) var draft: MenuDraft
  private var categories: [String: String] = [:]
  private var lists: [String: SquareModifiers] = [:]
  private var sections: [String: Int] = [:]
  private var unused = Tally()

  private static let withoutCategory = "Menu"
  private static let plainVariations = ["regular", ""]
  private static let itemKeys: Set<String> = [
    "name", "description", "description_plaintext", "description_html", "category_id", "categories",
    "reporting_category", "variations", "modifier_list_info", "product_type", "is_archived",
    "food_and_beverage_details", "is_taxable", "visibility", "available_online", "available_for_pickup",
    "available_electronically",
  ]

  static func draft(_ root: ForeignValue, _ setting: MenuImport.Setting) throws(MenuFault) -> MenuDraft {
    let objects = objects(root)
    guard objects.contains(where: { $0["type"]?.text == "ITEM" }) else {
      throw MenuFault(
        nil, line: root.line,
        "no object of type ITEM stands in this file; a Square catalog has them under “objects”")
    }
    let said = LinkedData(root).first("price_money")?["currency"]?.text
    var catalog = SquareCatalog(try setting.currency(said: said.flatMap { MinorUnit(of: $0) }))
    if root["cursor"] != nil {
      catalog.note(
        root, nil, field: "cursor", "the catalog goes on in another answer, which is not in this file")
    }
    catalog.index(objects)
    for object in objects where object["type"]?.text == "ITEM" { catalog.take(object) }
    for (what, who) in catalog.unused.lines("dish", "dishes") {
      catalog.draft.notes.append(
        ImportNote(nil, nil, field: what, "a menu document has no place for it: \(who)"))
    }
    return catalog.draft
  }

  /// Of a list of objects, or of one or several answers of the service.
  private static func objects(_ root: ForeignValue) -> [ForeignValue] {
    root.values.flatMap { value in
      value["type"] != nil
        ? [value] : (value["objects"]?.values ?? []) + (value["related_objects"]?.values ?? [])
    }
  }

  private init(_ unit: MinorUnit) {
    self.unit = unit
    draft = MenuDraft(currency: unit)
    draft.said = [.description, .modifiers]
  }

  mutating func note(_ value: ForeignValue, _ name: String?, field: String? = nil, _ reason: String) {
    draft.notes.append(ImportNote(value.line, name, field: field, reason))
  }

  static func text(_ value: ForeignValue?) -> String? {
    value?.text.map(ForeignText.oneLine).flatMap { $0.isEmpty ? nil : $0 }
  }

  private mutating func index(_ objects: [ForeignValue]) {
    for object in objects where object["is_deleted"]?.isTrue != true {
      guard let id = object["id"]?.text else { continue }
      switch object["type"]?.text {
      case "CATEGORY": categories[id] = Self.text(object["category_data"]?["name"])
      case "MODIFIER_LIST": lists[id] = SquareModifiers(object)
      default: break
      }
    }
    // Modifiers stand in their list, or beside it.
    for object in objects where object["type"]?.text == "MODIFIER" && object["is_deleted"]?.isTrue != true {
      if let list = object["modifier_data"]?["modifier_list_id"]?.text { lists[list]?.add(object) }
    }
    for (id, list) in lists.sorted(by: { $0.value.object.line < $1.value.object.line }) {
      var list = list
      for reason in list.readOptions(in: self) { note(list.object, list.name, field: "modifiers", reason) }
      lists[id] = list
    }
  }

  // MARK: Items

  private mutating func take(_ object: ForeignValue) {
    guard let data = object["item_data"], let name = Self.text(data["name"]) else {
      return note(object, object["id"]?.text, field: "name", "no name stands here; this dish is left out")
    }
    guard object["is_deleted"]?.isTrue != true else {
      return note(object, name, "is deleted; it is left out")
    }
    guard data["is_archived"]?.isTrue != true else {
      return note(object, name, "is put away; it is left out")
    }
    let variations = variations(data, of: name)
    guard !variations.isEmpty else {
      return note(object, name, field: "variations", "no variation with a price; this dish is left out")
    }
    let (price, choice) = Variation.fold(variations)
    if choice == nil, let only = variations.first?.name, only != name,
      !Self.plainVariations.contains(only.lowercased())
    {
      note(
        object, name, field: "variations", "its only variation “\(ImportNote.short(only))” has no place here")
    }
    var dish = DraftDish(
      id: object["id"]?.text.map { .given($0) }, name: name, line: object.line, price: price)
    if let text = Self.text(data["description_plaintext"]) ?? Self.text(data["description"]) {
      dish.fields[.description] = .string(text)
    }
    let groups = [choice].compactMap { $0 } + groups(data, of: name)
    if !groups.isEmpty { dish.fields[.modifiers] = .array(groups) }
    takeFoodDetails(data["food_and_beverage_details"], &dish)
    for member in data.members where !Self.itemKeys.contains(member.key) {
      unused.add(ImportNote.short(member.key), of: name)
    }
    draft.sections[section(data, of: name)].dishes.append(dish)
  }

  private mutating func section(_ data: ForeignValue, of name: String) -> Int {
    let listed = (data["categories"]?.values ?? []).compactMap { $0["id"]?.text }
    let ids = [data["category_id"]?.text, data["reporting_category"]?["id"]?.text].compactMap { $0 } + listed
    let id = ids.first { categories[$0] != nil } ?? ""
    if listed.count > 1 {
      note(
        data, name, field: "categories", "stands in \(listed.count) categories; it is taken into the first")
    } else if id.isEmpty, let first = ids.first {
      note(data, name, field: "categories", "the category “\(ImportNote.short(first))” is not in this file")
    }
    if let place = sections[id] { return place }
    sections[id] = draft.sections.count
    draft.sections.append(
      DraftSection(
        id: id.isEmpty ? nil : .given(id), name: categories[id] ?? Self.withoutCategory, line: data.line))
    return draft.sections.count - 1
  }

  /// Each with a name of its own and a price that is known.
  private mutating func variations(_ data: ForeignValue, of name: String) -> [Variation] {
    var found: [Variation] = []
    let variations = data["variations"]?.values ?? []
    guard variations.count <= Variation.limit else {
      note(data, name, field: "variations", "there are more than \(Variation.limit)")
      return []
    }
    for object in variations where object["is_deleted"]?.isTrue != true {
      guard let data = object["item_variation_data"], data["sellable"].map({ $0.isTrue }) != false else {
        continue
      }
      let variation = Self.text(data["name"]) ?? ""
      let shown = "the variation “\(ImportNote.short(variation))”"
      do throws(PriceFault) {
        let price = try amount(data["price_money"])
        guard !found.contains(where: { $0.name == variation }) else {
          throw PriceFault(reason: "stands twice")
        }
        found.append(Variation(name: variation, price: price, line: object.line))
      } catch {
        note(object, name, field: "variations", "\(shown): \(error.reason); it is left out")
      }
      if data["location_overrides"]?.values.isEmpty == false {
        unused.add("location_overrides", of: name)
      }
    }
    if found.count > 1, let place = found.firstIndex(where: { $0.name.isEmpty }) {
      found[place] = Variation(name: "regular", price: found[place].price, line: found[place].line)
    }
    return found
  }

  /// An amount of minor units.
  func amount(_ money: ForeignValue?) throws(PriceFault) -> Int64 {
    guard let money, let amount = money["amount"] else { throw PriceFault(reason: "no price stands here") }
    let currency = money["currency"]?.text ?? unit.code.string
    guard currency == unit.code.string else {
      throw PriceFault(reason: "a price in “\(ImportNote.short(currency))” and not in \(unit.code)")
    }
    guard let minor = amount.integer, (0...MenuLimits.priceMinor).contains(minor) else {
      throw PriceFault(reason: "“\(ImportNote.short(amount.text ?? ""))” is no price in the smallest unit")
    }
    return minor
  }

  /// Square's standard ingredients are the fourteen that must be declared.
  private mutating func takeFoodDetails(_ details: ForeignValue?, _ dish: inout DraftDish) {
    guard let details else { return }
    let ingredients = (details["ingredients"]?.values ?? []).compactMap { $0["standard_name"]?.text }
    if !ingredients.isEmpty {
      let names = ingredients.map { name in
        JSON.string(String(name.lowercased().map { $0 == "_" ? " " : $0 }))
      }
      dish.fields[.allergens] = .array(names)
    }
    if (details["ingredients"]?.values ?? []).contains(where: { $0["custom_name"] != nil }) {
      unused.add("ingredients of its own", of: dish.name)
    }
    for member in details.members where member.key != "ingredients" {
      unused.add(ImportNote.short(member.key), of: dish.name)
    }
  }

  // MARK: Modifiers

  private mutating func groups(_ data: ForeignValue, of name: String) -> [JSON] {
    var groups: [JSON] = []
    for info in data["modifier_list_info"]?.values ?? [] {
      guard info["enabled"].map({ $0.isTrue }) != false else { continue }
      guard let id = info["modifier_list_id"]?.text, let list = lists[id] else {
        note(
          info, name, field: "modifier_list_info",
          "the modifier list “\(ImportNote.short(info["modifier_list_id"]?.text ?? ""))” is not in this file")
        continue
      }
      let (group, reason) = list.group(for: info)
      if let reason { note(info, name, field: "modifier_list_info", reason) }
      if let group { groups.append(group) }
    }
    return groups
  }
}
