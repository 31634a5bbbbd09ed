import Events

/// Makes a document of a draft: ids, what is taken over from the menu before, and the limits of every value.
struct MenuAssembly {
  private let draft: MenuDraft
  private let previous: MenuDocument?
  /// The dishes of the menu before, as their document writes them.
  private let before: [ExactString: JSON]
  private let namesBefore: Set<String>
  private(set) var notes: [ImportNote]
  private var keptFields = Tally()
  private var withoutAllergens = Tally()
  private var sameName = Tally()
  private var otherName = Tally()
  /// Of all dishes in canonical form: to stop in time.
  private var length = 0

  init(_ draft: MenuDraft, previous: MenuDocument?) {
    self.draft = draft
    self.previous = previous
    notes = draft.notes
    let items = previous?.json["sections"]?.array?.flatMap { $0["items"]?.array ?? [] } ?? []
    before = Dictionary(
      items.compactMap { item in item["id"]?.string.map { (ExactString($0), item) } },
      uniquingKeysWith: { first, _ in first })
    namesBefore = Set(items.compactMap { $0["name"]?.string })
  }

  mutating func document() throws(MenuFault) -> MenuDocument {
    let dishes = draft.sections.flatMap(\.dishes)
    guard dishes.count <= MenuLimits.items else {
      throw MenuFault(nil, "the file has \(dishes.count) dishes; a menu takes \(MenuLimits.items)")
    }
    guard draft.sections.count <= MenuLimits.sections else {
      throw MenuFault(
        nil, "the file has \(draft.sections.count) sections; a menu takes \(MenuLimits.sections)")
    }
    let sections = try self.sections()
    guard sections.contains(where: { $0["items"]?.array?.isEmpty == false }) else {
      guard let first = notes.first(where: { $0.subject != nil && $0.line != nil }) ?? notes.first else {
        throw MenuFault(nil, "no dish stands in this file")
      }
      let place = [first.subject.map { "“\($0)”" }, first.field].compactMap { $0 }.joined(separator: ", ")
      throw MenuFault(
        nil, line: first.line,
        "no dish of this file can be used; the first trouble: \(place)\(place.isEmpty ? "" : ": ")\(first.reason)"
      )
    }
    tellWhatIsKept()
    return try MenuDocument(
      json: .object([
        "menu_id": .string(menuID), "name": .string(name), "currency": .string(draft.currency.code.string),
        "sections": .array(sections),
      ]))
  }

  private var menuID: String {
    if let previous { return previous.menuID.string }
    if case .given(let id) = draft.id, ItemIDs.isLegal(id) { return id }
    return name.isEmpty ? "menu" : ItemIDs.slug(name)
  }

  /// The file's name for the menu where it has one that a document can hold.
  private var name: String {
    let isGood = draft.name.map {
      (try? MenuReader.text(.string($0), .root, bytes: MenuLimits.nameBytes)) != nil
    }
    return (isGood == true ? draft.name : nil) ?? previous?.name ?? "Menu"
  }

  // MARK: Sections

  private mutating func sections() throws(MenuFault) -> [JSON] {
    let names = sectionNames()
    let ids = sectionIDs(names)
    let made = ItemIDs.make(
      zip(draft.sections, names).flatMap { section, name in
        section.dishes.map { ItemIDs.Known(id: $0.id, name: $0.name, context: name) }
      }, reserved: MenuLimits.reservedItemID)
    var next = 0
    var sections: [JSON] = []
    for (place, section) in draft.sections.enumerated() {
      var items: [JSON] = []
      for dish in section.dishes {
        if let item = item(dish, made[next]) {
          items.append(item)
          length += item.canonicalBytes.count
        }
        next += 1
        guard length <= MenuLimits.canonicalBytes else {
          throw MenuFault(
            nil, line: dish.line,
            "up to here the menu is longer than \(MenuLimits.canonicalBytes) bytes, and no event takes more")
        }
      }
      // A heading over nothing is kept only where the file means it so.
      guard !items.isEmpty || section.dishes.isEmpty else { continue }
      sections.append(
        .object(["id": .string(ids[place]), "name": .string(names[place]), "items": .array(items)]))
    }
    return sections
  }

  private mutating func sectionNames() -> [String] {
    draft.sections.enumerated().map { place, section in
      do throws(MenuFault) {
        return try MenuReader.text(.string(section.name), .root, bytes: MenuLimits.nameBytes)
      } catch {
        let name = "Section \(place + 1)"
        notes.append(
          ImportNote(
            section.line, section.name, "a section's name \(error.reason); it is called “\(name)” here"))
        return name
      }
    }
  }

  /// The file's, else that of the section of the same name on the menu before, else one made of the name.
  private func sectionIDs(_ names: [String]) -> [String] {
    var known: [ItemIDs.Known] = []
    var seen: Set<String> = []
    for (section, name) in zip(draft.sections, names) {
      let old = section.id == nil ? previous?.sections.first { $0.name == name }?.id.string : nil
      let id = section.id ?? old.map { .given($0) }
      // A second section of an id is another one.
      let isNew = id.map { seen.insert($0.text).inserted } ?? true
      known.append(
        ItemIDs.Known(id: isNew ? id : nil, name: name, context: id?.text ?? ""))
    }
    return ItemIDs.make(known).map { made in
      switch made {
      case .id(let id), .byOrder(let id), .twice(let id): id
      }
    }
  }

  // MARK: Dishes

  private mutating func item(_ dish: DraftDish, _ made: ItemIDs.Made) -> JSON? {
    switch made {
    case .id(let id): return checked(dish, id, same(dish, id))
    case .byOrder(let id):
      let item = checked(dish, id, nil)
      if item != nil {
        notes.append(
          ImportNote(
            dish.line, dish.name,
            "stands twice in its section, and without an id only the order tells which is which; it is \(id) here"
          ))
      }
      return item
    case .twice(let id):
      notes.append(
        ImportNote(
          dish.line, dish.name, field: "id", "“\(ImportNote.short(id))” stands twice; this dish is left out"))
      return nil
    }
  }

  /// The dish of that id on the menu before. An id that is made of a name says nothing of a dish of another name: what its
  /// allergens are must not come from there.
  private mutating func same(_ dish: DraftDish, _ id: String) -> JSON? {
    guard let old = before[ExactString(id)] else { return nil }
    guard dish.id == nil, ItemIDs.slug(old["name"]?.string ?? "") != ItemIDs.slug(dish.name) else {
      return old
    }
    otherName.add("name", of: dish.name)
    return nil
  }

  /// The dish as its document writes it: what can't be held is left out and noted, without a name or allergens all of it.
  private mutating func checked(_ dish: DraftDish, _ id: String, _ old: JSON?) -> JSON? {
    var fields = dish.fields
    let taken = takeOver(&fields, from: old)
    while true {
      let item = Self.item(dish, id, fields)
      do {
        _ = try MenuDocumentReader(refusesUnknownKeys: true).item(item, .root)
        tell(dish, old, taken, fields)
        return item
      } catch {
        guard leaveOut(error, of: dish, &fields) else { return nil }
      }
    }
  }

  private static func item(_ dish: DraftDish, _ id: String, _ fields: [DishField: JSON]) -> JSON {
    var members = [JSON.Member("id", .string(id)), JSON.Member("name", .string(dish.name))]
    for field in DishField.allCases {
      if let value = fields[field] { members.append(JSON.Member(field.rawValue, value)) }
      if field == .description { members.append(JSON.Member("price", .int(dish.price))) }
    }
    return .object(members)
  }

  /// Takes one value away for a fault; false where the dish is none without it.
  private mutating func leaveOut(
    _ fault: MenuFault, of dish: DraftDish, _ fields: inout [DishField: JSON]
  ) -> Bool {
    guard case .key(let key)? = fault.path?.steps.first, let field = DishField(rawValue: key),
      field != .allergens, fields[field] != nil
    else {
      let key = if case .key(let key)? = fault.path?.steps.first { key } else { nil as String? }
      notes.append(ImportNote(dish.line, dish.name, field: key, "\(fault.reason); this dish is left out"))
      return false
    }
    if field == .modifiers, let path = fault.path, path.steps.count > 1,
      case .index(let place) = path.steps[1],
      var groups = fields[field]?.array
    {
      let group = groups.remove(at: place)
      // Without its choice the dish would cost what its cheapest variation does.
      guard group["group"]?.string != Variation.groupName else {
        notes.append(
          ImportNote(dish.line, dish.name, field: key, "\(path): \(fault.reason); this dish is left out"))
        return false
      }
      fields[field] = groups.isEmpty ? nil : .array(groups)
      let name = ImportNote.short(group["group"]?.string ?? "")
      notes.append(
        ImportNote(
          dish.line, dish.name, field: "modifiers",
          "\(path): \(fault.reason); the group “\(name)” is left out"))
    } else {
      fields[field] = nil
      notes.append(ImportNote(dish.line, dish.name, field: key, "\(fault.reason); it is left out"))
    }
    return true
  }

  // MARK: What the menu before had

  /// Fills what the format can't say with what the same dish had. Returns what was filled.
  private func takeOver(_ fields: inout [DishField: JSON], from old: JSON?) -> [DishField] {
    guard let old else { return [] }
    var taken: [DishField] = []
    for field in DishField.allCases where !draft.said.contains(field) {
      guard var value = old[field.rawValue] else { continue }
      if field == .modifiers, draft.saysVariations {
        let groups = (value.array ?? []).filter { $0["group"]?.string != Variation.groupName }
        guard !groups.isEmpty else { continue }
        value = .array((fields[field]?.array ?? []) + groups)
      } else if fields[field] != nil {
        continue
      }
      fields[field] = value
      taken.append(field)
    }
    if !draft.saysLimits, !taken.contains(.modifiers), let groups = fields[.modifiers]?.array {
      fields[.modifiers] = .array(groups.map { Self.limited($0, old["modifiers"]?.array ?? []) })
    }
    return taken
  }

  /// A group with how many may be chosen, as the group of the same name had it.
  private static func limited(_ group: JSON, _ old: [JSON]) -> JSON {
    guard let name = group["group"]?.string, let options = group["options"]?.array,
      let same = old.first(where: { $0["group"] == group["group"] }), let least = same["min"]?.int,
      let most = same["max"]?.int, most <= options.count
    else { return group }
    return Variation.group(name, min: least, max: most, options)
  }

  private mutating func tell(
    _ dish: DraftDish, _ old: JSON?, _ taken: [DishField], _ fields: [DishField: JSON]
  ) {
    for field in taken where fields[field] != nil { keptFields.add(field.rawValue, of: dish.name) }
    if !draft.said.contains(.allergens), fields[.allergens] == nil {
      withoutAllergens.add("allergens", of: dish.name)
    }
    if old == nil, namesBefore.contains(dish.name) { sameName.add("name", of: dish.name) }
  }

  private mutating func tellWhatIsKept() {
    if let previous, previous.currencyCode != draft.currency.code {
      notes.append(
        ImportNote(
          nil, nil, field: "currency",
          "the prices are in \(draft.currency.code); the menu before has \(previous.currencyCode)"))
    }
    for (field, who) in keptFields.lines("dish", "dishes") {
      notes.append(
        ImportNote(
          nil, nil, field: field, "this format does not say it; kept from the menu before for \(who)"))
    }
    for (_, who) in sameName.lines("dish", "dishes") {
      notes.append(
        ImportNote(nil, nil, "the menu before has \(who) under other ids; nothing of them was taken over"))
    }
    for (_, who) in otherName.lines("dish", "dishes") {
      notes.append(
        ImportNote(
          nil, nil,
          "\(who) got an id of the menu before, where it is that of a dish of another name; nothing of it was taken over"
        ))
    }
    for (_, who) in withoutAllergens.lines("dish", "dishes") {
      notes.append(
        ImportNote(nil, nil, field: "allergens", "this format does not say them; none are known of \(who)"))
    }
  }
}
