import Events

/// A list of modifiers of a Square catalog, which several items share.
struct SquareModifiers {
  let object: ForeignValue
  private var modifiers: [ForeignValue]

  init(_ object: ForeignValue) {
    self.object = object
    modifiers = object["modifier_list_data"]?["modifiers"]?.values ?? []
  }

  /// Adds one that stands beside its list; once.
  mutating func add(_ modifier: ForeignValue) {
    let id = modifier["id"]?.text
    if !modifiers.contains(where: { $0["id"]?.text == id }) { modifiers.append(modifier) }
  }

  private var data: ForeignValue? { object["modifier_list_data"] }

  private var name: String { SquareCatalog.text(data?["name"]) ?? "modifiers" }

  /// The group of one item, and what of the list it can't have.
  func group(for info: ForeignValue, in catalog: SquareCatalog) -> (group: JSON?, reasons: [String]) {
    let shown = "“\(ImportNote.short(name))”"
    guard data?["modifier_type"]?.text != "TEXT" else {
      return (nil, ["\(shown) asks for a text and has no choices; it is left out"])
    }
    var options: [JSON] = []
    var reasons: [String] = []
    for modifier in modifiers where modifier["is_deleted"]?.isTrue != true {
      guard let data = modifier["modifier_data"], let option = SquareCatalog.text(data["name"]) else {
        reasons.append("a choice of \(shown) has no name; it is left out")
        continue
      }
      if let kitchen = SquareCatalog.text(data["kitchen_name"]), kitchen != option {
        reasons.append(
          "the kitchen's name “\(ImportNote.short(kitchen))” of “\(ImportNote.short(option))” has no place here"
        )
      }
      do {
        // A modifier without a price costs nothing.
        let price = try data["price_money"].map { money throws(PriceFault) in try catalog.amount(money) } ?? 0
        options.append(Variation.option(option, price))
      } catch {
        reasons.append("“\(ImportNote.short(option))” of \(shown): \(error.reason); it is left out")
      }
    }
    guard !options.isEmpty else { return (nil, reasons + ["\(shown) has no choices; it is left out"]) }
    let wanted = limits(for: info)
    let count = Int64(options.count)
    let most = wanted.most.map { Swift.min($0, count) } ?? count
    let least = Swift.min(wanted.least, most)
    if least != wanted.least || most != wanted.most ?? count {
      reasons.append(
        "\(shown) wants \(wanted.least) to \(wanted.most.map { "\($0)" } ?? "any number") of \(count) choices; here it "
          + "wants \(least) to \(most)")
    }
    return (Variation.group(name, min: least, max: most, options), reasons)
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
