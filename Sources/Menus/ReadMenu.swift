import Events

extension MenuDocument {
  /// Reads a menu file that a person wrote.
  ///
  /// Strict, since a slip must not lose a price or an allergen: keys that the contract does not name are refused.
  /// - Throws: a fault with line and place; nothing of the file is taken.
  public init(file: [UInt8]) throws(MenuFault) {
    // Editors of Windows put a byte order mark before the text.
    let bytes = file.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(file.dropFirst(3)) : file
    guard !bytes.isEmpty else {
      throw MenuFault(nil, "the file is empty; a menu document should stand there")
    }
    guard bytes.count <= MenuLimits.textBytes else {
      throw MenuFault(nil, "the file is longer than \(MenuLimits.textBytes) bytes")
    }
    let json: JSON
    do {
      json = try JSONParser.parse(bytes)
    } catch {
      let line = JSONPlace.line(of: error.offset, in: bytes)
      guard let comma = JSONPlace.commaTooMany(before: error.offset, in: bytes) else {
        throw MenuFault(nil, line: line, error.reason)
      }
      throw MenuFault(
        nil, line: JSONPlace.line(of: comma, in: bytes), column: JSONPlace.column(of: comma, in: bytes),
        "a comma too many: nothing follows it")
    }
    do {
      self = try MenuDocumentReader(refusesUnknownKeys: true).document(Self.withoutAnswers(json))
    } catch {
      let line = error.path.map { JSONPlace.line(of: $0, in: bytes) }
      throw MenuFault(error.path, line: line, error.reason)
    }
  }

  /// What `menu show --json` says beside the document is no part of it.
  private static func withoutAnswers(_ json: JSON) -> JSON {
    guard case .object(let members) = json else { return json }
    return .object(members.filter { $0.key != "version_id" && $0.key != "considered" })
  }

  /// Reads the document of an event. Keys of a newer galley are kept and mean nothing here.
  public init(json: JSON) throws(MenuFault) {
    self = try MenuDocumentReader(refusesUnknownKeys: false).document(json)
  }
}

/// One row of the contract's menu document each.
struct MenuDocumentReader {
  let refusesUnknownKeys: Bool

  func document(_ json: JSON) throws(MenuFault) -> MenuDocument {
    let reader = try object(json, .root, keys: ["menu_id", "name", "currency", "sections"])
    let menuID = try reader.id("menu_id")
    let name = try reader.text("name", bytes: MenuLimits.nameBytes)
    let currency = try reader.text("currency", bytes: MenuLimits.idBytes)
    guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      throw reader.fault("currency", "three capital letters of ISO 4217 should stand here, such as EUR")
    }
    let sections = try reader.list("sections", atMost: MenuLimits.sections, section)
    try checkIDs(sections)
    let bytes = json.canonicalBytes
    let length = bytes.count
    guard length <= MenuLimits.canonicalBytes else {
      throw MenuFault(nil, "the menu is \(length) bytes long; an event takes \(MenuLimits.canonicalBytes)")
    }
    return MenuDocument(
      menuID: menuID, name: name, currencyCode: ExactString(currency), sections: sections, json: json,
      versionID: VersionID(ofCanonicalBytes: bytes))
  }

  private func object(_ json: JSON, _ path: MenuPath, keys: [String]) throws(MenuFault) -> MenuReader {
    let reader = try MenuReader(json, path)
    if refusesUnknownKeys { try reader.refuseKeys(otherThan: keys) }
    return reader
  }

  private func section(_ json: JSON, _ path: MenuPath) throws(MenuFault) -> MenuSection {
    let reader = try object(json, path, keys: ["id", "name", "items"])
    return MenuSection(
      id: try reader.id("id"), name: try reader.text("name", bytes: MenuLimits.nameBytes),
      items: try reader.list("items", atMost: MenuLimits.items, item))
  }

  func item(_ json: JSON, _ path: MenuPath) throws(MenuFault) -> MenuItem {
    let reader = try object(
      json, path,
      keys: [
        "id", "name", "description", "price", "prep_minutes", "allergens", "station", "course",
        "margin_hint", "modifiers", "available",
      ])
    let id = try reader.id("id")
    guard id != ExactString(MenuLimits.reservedItemID) else {
      throw reader.fault("id", "“open” is what is not on the menu; take another id")
    }
    let groups = try reader.optionalList("modifiers", atMost: MenuLimits.modifierGroups, group)
    try checkNames(groups, path.key("modifiers"))
    return MenuItem(
      id: id, name: try reader.text("name", bytes: MenuLimits.nameBytes),
      description: try reader.optionalText("description", bytes: MenuLimits.descriptionBytes),
      priceMinor: try reader.price("price"),
      prepMinutes: try reader.optionalInt("prep_minutes", in: 0...MenuLimits.prepMinutes),
      allergens: try reader.optionalList("allergens", atMost: MenuLimits.allergens) {
        json, path throws(MenuFault) in try MenuReader.text(json, path, bytes: MenuLimits.idBytes)
      },
      station: try reader.optionalText("station", bytes: MenuLimits.idBytes).map { ExactString($0) },
      course: try reader.optionalText("course", bytes: MenuLimits.idBytes),
      marginHint: try marginHint(reader), modifierGroups: groups,
      available: try reader.optionalList("available", atMost: MenuLimits.availabilityWindows, window))
  }

  private func marginHint(_ reader: MenuReader) throws(MenuFault) -> JSON? {
    guard let value = reader.json["margin_hint"] else { return nil }
    if value.int == nil {
      _ = try MenuReader.text(value, reader.path.key("margin_hint"), bytes: MenuLimits.nameBytes)
    }
    return value
  }

  private func group(_ json: JSON, _ path: MenuPath) throws(MenuFault) -> ModifierGroup {
    let reader = try object(json, path, keys: ["group", "min", "max", "options"])
    let options = try reader.list("options", atMost: MenuLimits.modifierOptions, option)
    let max = try reader.int("max", in: 0...Int64(options.count))
    return ModifierGroup(
      name: try reader.text("group", bytes: MenuLimits.nameBytes), min: try reader.int("min", in: 0...max),
      max: max, options: options)
  }

  private func option(_ json: JSON, _ path: MenuPath) throws(MenuFault) -> ModifierOption {
    let reader = try object(json, path, keys: ["name", "price"])
    return ModifierOption(
      name: try reader.text("name", bytes: MenuLimits.nameBytes), priceMinor: try reader.price("price"))
  }

  private func window(_ json: JSON, _ path: MenuPath) throws(MenuFault) -> AvailabilityWindow {
    let reader = try object(json, path, keys: ["days", "from", "until"])
    let days = try reader.list("days", atMost: AvailabilityWindow.Weekday.allCases.count, day)
    guard !days.isEmpty, Set(days).count == days.count else {
      throw reader.fault("days", "each day once, and at least one")
    }
    return AvailabilityWindow(
      days: days, fromMinute: try minute("from", reader), untilMinute: try minute("until", reader))
  }

  private func day(_ json: JSON, _ path: MenuPath) throws(MenuFault) -> AvailabilityWindow.Weekday {
    guard let day = json.string.flatMap(AvailabilityWindow.Weekday.init) else {
      throw MenuFault(path, "one of mon, tue, wed, thu, fri, sat, sun should stand here")
    }
    return day
  }

  /// `HH:MM`, to 24:00.
  private func minute(_ key: String, _ reader: MenuReader) throws(MenuFault) -> Int {
    let digits = Array(try reader.text(key, bytes: 5).utf8)
    let isTime =
      digits.count == 5 && digits[2] == UInt8(ascii: ":")
      && digits.enumerated().allSatisfy { $0.offset == 2 || (0x30...0x39).contains($0.element) }
    guard isTime else { throw reader.fault(key, "a time of day should stand here, such as 17:30") }
    let numbers = digits.map { Int($0) - 0x30 }
    let (hour, minute) = (numbers[0] * 10 + numbers[1], numbers[3] * 10 + numbers[4])
    guard minute < 60, hour * 60 + minute <= 24 * 60 else {
      throw reader.fault(key, "no day has this time")
    }
    return hour * 60 + minute
  }

  private func checkIDs(_ sections: [MenuSection]) throws(MenuFault) {
    var sectionIDs: Set<ExactString> = []
    var itemIDs: Set<ExactString> = []
    for (number, section) in sections.enumerated() {
      let path = MenuPath.root.key("sections").index(number)
      guard sectionIDs.insert(section.id).inserted else {
        throw MenuFault(path.key("id"), "the section id “\(section.id)” stands twice")
      }
      for (place, item) in section.items.enumerated() where !itemIDs.insert(item.id).inserted {
        throw MenuFault(
          path.key("items").index(place).key("id"), "the item id “\(item.id)” stands twice on the menu")
      }
      guard itemIDs.count <= MenuLimits.items else {
        throw MenuFault(path.key("items"), "the menu has more than \(MenuLimits.items) items")
      }
    }
  }

  /// A modifier is asked for by its name alone, so a name means one price on a dish.
  private func checkNames(_ groups: [ModifierGroup], _ path: MenuPath) throws(MenuFault) {
    var prices: [ExactString: Int64] = [:]
    for (number, group) in groups.enumerated() {
      var names: Set<ExactString> = []
      for (place, option) in group.options.enumerated() {
        let name = ExactString(option.name)
        let isFirst = names.insert(name).inserted
        guard isFirst, prices[name] == nil || prices[name] == option.priceMinor else {
          throw MenuFault(
            path.index(number).key("options").index(place).key("name"),
            "“\(option.name)” stands twice on this item")
        }
        prices[name] = option.priceMinor
      }
    }
  }
}
