import Events

/// A list of modifiers of a Square catalog, which several items share.
struct SquareModifiers {
  let object: ForeignValue
  private var modifiers: [ForeignValue]
  private var ids: Set<String>
  /// What may be chosen, once it is read; none for a list that can't be had.
  private var options: [JSON] = []

  init(_ object: ForeignValue) {
    self.object = object
    modifiers = object["modifier_list_data"]?["modifiers"]?.values ?? []
    ids = Set(modifiers.compactMap { $0["id"]?.text })
  }

  /// Adds one that stands beside its list; once.
  mutating func add(_ modifier: ForeignValue) {
    if let id = modifier["id"]?.text, ids.insert(id).inserted { modifiers.append(modifier) }
  }

  private var data: ForeignValue? { object["modifier_list_data"] }

  var name: String { SquareCatalog.text(data?["name"]) ?? "modifiers" }

  /// Reads the choices, once for all items; says what of the list can't be had.
  mutating func readOptions(in catalog: SquareCatalog) -> [String] {
    guard data?["modifier_type"]?.text != "TEXT" else {
      return ["asks for a text and has no choices; it is left out"]
    }
    guard modifiers.count <= MenuLimits.modifierOptions else {
      return ["has more than \(MenuLimits.modifierOptions) choices; it is left out"]
    }
    var reasons: [String] = []
    for modifier in modifiers where modifier["is_deleted"]?.isTrue != true {
      guard let data = modifier["modifier_data"], let option = SquareCatalog.text(data["name"]) else {
        reasons.append("a choice has no name; it is left out")
        continue
      }
      let shown = "“\(ImportNote.short(option))”"
      if let kitchen = SquareCatalog.text(data["kitchen_name"]), kitchen != option {
        reasons.append("the kitchen's name “\(ImportNote.short(kitchen))” of \(shown) has no place here")
      }
      do throws(PriceFault) {
        // A modifier without a price costs nothing.
        let price = if let money = data["price_money"] { try catalog.amount(money) } else { 0 as Int64 }
        options.append(Variation.option(option, price))
      } catch {
        reasons.append("\(shown): \(error.reason); it is left out")
      }
    }
    return reasons + (options.isEmpty ? ["has no choices; it is left out"] : [])
  }

  /// The group of one item, and how its limits differ from what the item wants.
  func group(for info: ForeignValue) -> (group: JSON?, reason: String?) {
    guard !options.isEmpty else { return (nil, nil) }
    let wanted = limits(for: info)
    let count = Int64(options.count)
    let most = wanted.most.map { Swift.min($0, count) } ?? count
    let least = Swift.min(wanted.least, most)
    let group = Variation.group(name, min: least, max: most, options)
    guard least != wanted.least || most != wanted.most ?? count else { return (group, nil) }
    let wish = "\(wanted.least) to \(wanted.most.map { "\($0)" } ?? "any number")"
    return (
      group,
      "“\(ImportNote.short(name))” wants \(wish) of \(count) choices; here it wants \(least) to \(most)"
    )
  }

  /// The item's own limits, or where it sets none those of the list. Less than 1 is no limit.
  private func limits(for info: ForeignValue) -> (least: Int64, most: Int64?) {
    let own = (info["min_selected_modifiers"]?.integer ?? -1, info["max_selected_modifiers"]?.integer ?? -1)
    guard own == (-1, -1) else { return Self.limits(own.0, own.1) }
    if let least = data?["min_selected_modifiers"]?.integer,
      let most = data?["max_selected_modifiers"]?.integer,
      (least, most) != (-1, -1)
    {
      return Self.limits(least, most)
    }
    // Before lists had limits they said one or several.
    return (0, data?["selection_type"]?.text == "SINGLE" ? 1 : nil)
  }

  private static func limits(_ least: Int64, _ most: Int64) -> (least: Int64, most: Int64?) {
    (Swift.max(least, 0), most > 0 ? most : nil)
  }
}
