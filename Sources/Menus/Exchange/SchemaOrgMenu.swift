import Events

/// Reads a schema.org `Menu` from JSON-LD: one object or several wherever one may stand, nested sections, references.
///
/// Nested sections become sections of their own. Of several menus in a file all sections are taken.
struct SchemaOrgMenu {
  private let graph: LinkedData
  private let price: ForeignPrice
  private var draft: MenuDraft
  private var unused = Tally()
  /// Nodes that were read already, by their address.
  private var seen: Set<String> = []
  /// Groups of additions that many dishes point to, by their address; nil for what is none.
  private var groups: [String: JSON?] = [:]

  /// Sections in sections in sections.
  private static let depthLimit = 16
  private static let addOnsName = "add-ons"

  static func draft(_ root: ForeignValue, _ setting: MenuImport.Setting) throws(MenuFault) -> MenuDraft {
    let graph = LinkedData(root)
    let said = graph.first("priceCurrency")?.text ?? graph.first("currenciesAccepted")?.text
    let unit = try setting.currency(said: said.flatMap { MinorUnit(of: $0.uppercased()) })
    var menu = SchemaOrgMenu(graph, unit)
    menu.draft.said = graph.first("menuAddOn") == nil ? [.description] : [.description, .modifiers]
    menu.readAll()
    guard !menu.draft.sections.isEmpty || !menu.draft.notes.isEmpty else {
      throw MenuFault(
        nil, line: root.line, "nothing of type Menu, MenuSection or MenuItem stands in this file")
    }
    for (what, who) in menu.unused.lines("place", "places") {
      menu.draft.notes.append(
        ImportNote(nil, nil, field: what, "a menu document has no place for it: \(who)"))
    }
    return menu.draft
  }

  private init(_ graph: LinkedData, _ unit: MinorUnit) {
    self.graph = graph
    price = ForeignPrice(unit: unit)
    draft = MenuDraft(currency: unit)
    draft.saysLimits = false
  }

  private mutating func note(
    _ node: ForeignValue, _ name: String? = nil, field: String? = nil, _ reason: String
  ) {
    draft.notes.append(ImportNote(node.line, name ?? graph.name(node), field: field, reason))
  }

  // MARK: Menus and sections

  private mutating func readAll() {
    let parts = graph.parts
    let menus = parts.filter { $0.kind == .menu }.map(\.node)
    if let first = menus.first {
      draft.name = graph.name(first)
      draft.id = graph.id(first)
    }
    if menus.count > 1 {
      let names = menus.prefix(20).map { ImportNote.short(graph.name($0) ?? "Menu") }.joined(separator: ", ")
      note(menus[0], nil, "\(menus.count) menus stand in this file, and become one: \(names)")
    }
    for menu in menus { section(menu, over: nil, depth: 0) }
    // Sections and dishes beside a menu are its own by a reference, or none of it.
    let additions = graph.addresses(under: "menuAddOn")
    var loose: [DraftDish] = []
    for part in parts where part.kind != .menu {
      let address = graph.address(part.node)
      if let address, seen.contains(address) || additions.contains(address) { continue }
      guard menus.isEmpty else {
        note(part.node, nil, "belongs to no menu of this file; it is left out")
        continue
      }
      if part.kind == .section {
        section(part.node, over: nil, depth: 1)
      } else if let dish = dish(part.node) {
        loose.append(dish)
      }
    }
    if !loose.isEmpty { draft.sections.append(DraftSection(name: "Menu", dishes: loose)) }
  }

  /// A menu is read as the section around its sections.
  private mutating func section(_ node: ForeignValue, over parent: String?, depth: Int) {
    guard depth <= Self.depthLimit else {
      return note(
        node, nil, "sections stand more than \(Self.depthLimit) deep in each other; this one is left out")
    }
    if let address = graph.address(node) { seen.insert(address) }
    let own = graph.name(node) ?? (depth == 0 ? "Menu" : "Section \(draft.sections.count + 1)")
    let name = parent.map { "\($0) · \(own)" } ?? own
    tellUnused(node, of: own, knowing: LinkedData.sectionKeys)
    if node["menuAddOn"] != nil {
      note(
        node, own, field: "menuAddOn", "additions to a whole section have no place here; they are left out")
    }
    let place = draft.sections.count
    let parts = (node["hasMenuSection"]?.values ?? []) + (node["hasMenuItem"]?.values ?? [])
    draft.sections.append(DraftSection(id: depth == 0 ? nil : graph.id(node), name: name, line: node.line))
    for part in parts {
      guard let child = resolved(part, in: own) else { continue }
      if graph.isDish(child) {
        if let dish = dish(child) { draft.sections[place].dishes.append(dish) }
      } else {
        section(child, over: depth == 0 ? nil : name, depth: depth + 1)
      }
    }
    // What holds only sections is no heading of its own.
    let holdsSections = draft.sections.count > place + 1 || depth == 0
    if holdsSections, draft.sections[place].dishes.isEmpty { draft.sections.remove(at: place) }
  }

  /// The node that stands here, or the one that is pointed to; nil, with a note, where that is missing or was read already.
  private mutating func resolved(_ value: ForeignValue, in owner: String) -> ForeignValue? {
    guard let node = graph.node(value) else {
      note(
        value, owner, "“\(ImportNote.short(graph.address(value) ?? ""))” is not in this file; it is left out")
      return nil
    }
    if let address = graph.address(node), !seen.insert(address).inserted {
      note(value, graph.name(node), "“\(ImportNote.short(address))” stands twice; it is taken once")
      return nil
    }
    return node
  }

  private mutating func tellUnused(_ node: ForeignValue, of name: String, knowing known: Set<String>) {
    for member in node.members where !known.contains(LinkedData.term(member.key)) {
      unused.add(ImportNote.short(LinkedData.term(member.key)), of: name)
    }
  }

  // MARK: Dishes

  private mutating func dish(_ node: ForeignValue) -> DraftDish? {
    guard let name = graph.name(node) else {
      note(node, "a dish", field: "name", "no name stands here; this dish is left out")
      return nil
    }
    tellUnused(node, of: name, knowing: LinkedData.dishKeys)
    let prices = offers(node, of: name)
    guard !prices.isEmpty else { return nil }
    guard
      prices.count == 1
        || Set(prices.map(\.name)).count == prices.count && prices.allSatisfy({ !$0.name.isEmpty })
    else {
      note(
        node, name, field: "offers",
        "several prices, and nothing tells which is for what; this dish is left out")
      return nil
    }
    let (amount, choice) = Variation.fold(prices)
    var dish = DraftDish(id: graph.id(node), name: name, line: node.line, price: amount)
    if let text = graph.text(node["description"]) { dish.fields[.description] = .string(text) }
    let groups = [choice].compactMap { $0 } + additions(node, of: name)
    if !groups.isEmpty { dish.fields[.modifiers] = .array(groups) }
    return dish
  }

  /// The prices of a dish, each once; none, with a note, where it has none that can be used.
  private mutating func offers(_ node: ForeignValue, of name: String) -> [Variation] {
    var found: [Variation] = []
    let offers = node["offers"]?.values ?? node["price"]?.values ?? []
    guard !offers.isEmpty, offers.count <= Variation.limit else {
      note(
        node, name, field: "offers",
        offers.isEmpty
          ? "no price stands here; this dish is left out"
          : "more than \(Variation.limit) prices stand here; this dish is left out")
      return []
    }
    for offer in offers {
      guard let node = offer.isObject ? graph.node(offer) : offer else {
        note(
          offer, name, field: "offers", "points to an offer that is not in this file; the offer is left out")
        continue
      }
      do {
        let amount = try amount(node)
        let variation = Variation(name: graph.name(node) ?? "", price: amount, line: node.line)
        // The same amount said again, as for eating here and taking away, is one price.
        if !found.contains(where: { $0.price == amount && ($0.name == variation.name || $0.name.isEmpty) }) {
          found.append(variation)
        }
      } catch {
        let what = offers.count == 1 ? "this dish" : "the offer"
        note(node, name, field: "offers", "\(error.reason); \(what) is left out")
      }
    }
    return found
  }

  private func amount(_ offer: ForeignValue) throws(PriceFault) -> Int64 {
    let specification = offer["priceSpecification"]?.values.first
    let currency = offer["priceCurrency"]?.text ?? specification?["priceCurrency"]?.text
    if let currency, currency.uppercased() != price.unit.code.string {
      throw PriceFault(reason: "a price in “\(ImportNote.short(currency))” and not in \(price.unit.code)")
    }
    let low = offer["lowPrice"]?.text
    let range = low != nil && low == offer["highPrice"]?.text ? low : nil
    guard let text = offer.text ?? graph.text(offer["price"]) ?? graph.text(specification?["price"]) ?? range
    else {
      throw PriceFault(
        reason: low == nil ? "no price stands here" : "a range from “\(low ?? "")” is no price")
    }
    return try price.minor(text)
  }

  // MARK: Additions

  private mutating func additions(_ node: ForeignValue, of name: String) -> [JSON] {
    var groups: [JSON] = []
    var single: [JSON] = []
    for value in node["menuAddOn"]?.values ?? [] {
      guard let addition = graph.node(value) else {
        note(value, name, field: "menuAddOn", "points to what is not in this file; it is left out")
        continue
      }
      guard !graph.isDish(addition) else {
        if let option = option(addition, of: name) { single.append(option) }
        continue
      }
      if let group = group(addition, of: name) { groups.append(group) }
    }
    if !single.isEmpty {
      groups.append(Variation.group(Self.addOnsName, min: 0, max: Int64(single.count), single))
    }
    return groups
  }

  /// What many dishes point to is read once, and its notes are made once.
  private mutating func group(_ addition: ForeignValue, of dish: String) -> JSON? {
    let address = graph.address(addition)
    if let address, let known = groups[address] { return known }
    var options: [JSON] = []
    for part in addition["hasMenuItem"]?.values ?? [] {
      if let item = graph.node(part), let option = option(item, of: dish) { options.append(option) }
    }
    let name = graph.name(addition) ?? Self.addOnsName
    if options.isEmpty {
      note(addition, dish, field: "menuAddOn", "“\(ImportNote.short(name))” has no choices; it is left out")
    }
    let group = options.isEmpty ? nil : Variation.group(name, min: 0, max: Int64(options.count), options)
    if let address { groups[address] = .some(group) }
    return group
  }

  /// An addition whose price is not known is not given away.
  private mutating func option(_ node: ForeignValue, of dish: String) -> JSON? {
    guard let name = graph.name(node) else {
      note(node, dish, field: "menuAddOn", "an addition has no name; it is left out")
      return nil
    }
    let offer = (node["offers"]?.values ?? node["price"]?.values ?? []).first.flatMap { graph.node($0) ?? $0 }
    do throws(PriceFault) {
      guard let offer else { throw PriceFault(reason: "no price stands here") }
      return Variation.option(name, try amount(offer))
    } catch {
      note(
        node, dish, field: "menuAddOn",
        "“\(ImportNote.short(name))”: \(error.reason); this addition is left out")
      return nil
    }
  }
}
