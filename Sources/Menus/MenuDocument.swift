import Events

/// A menu as people write it and as `menu_changed` carries it: sections of dishes with their prices.
///
/// The contract (section 2) fixes its keys. Prices are in the currency's minor unit. What was read is kept whole,
/// so its canonical form (RFC 8785) is that of the text that it came from, on every terminal.
public struct MenuDocument: Hashable, Sendable {
  /// What the menu is called in events: the stream that it belongs to.
  public let menuID: ExactString
  public let name: String
  /// ISO 4217: three capital letters.
  public let currencyCode: ExactString
  public let sections: [MenuSection]
  /// The document as it was read.
  public let json: JSON
  /// What its content is called, frozen or not.
  public let versionID: VersionID

  private let places: [ExactString: Place]
  /// The words of each dish's name, in the order of ``items``: a line that is typed asks for them at every key.
  let nameWords: [[String]]

  private struct Place: Hashable, Sendable {
    let section: Int
    let item: Int
  }

  init(
    menuID: ExactString, name: String, currencyCode: ExactString, sections: [MenuSection], json: JSON,
    versionID: VersionID
  ) {
    self.versionID = versionID
    self.menuID = menuID
    self.name = name
    self.currencyCode = currencyCode
    self.sections = sections
    self.json = json
    var places: [ExactString: Place] = [:]
    for (section, content) in sections.enumerated() {
      for (item, dish) in content.items.enumerated() {
        places[dish.id] = Place(section: section, item: item)
      }
    }
    self.places = places
    nameWords = sections.flatMap(\.items).map { NameSearch.words($0.name) }
  }

  /// The one text that RFC 8785 gives the document.
  public var canonicalBytes: [UInt8] { json.canonicalBytes }

  /// All dishes, section after section.
  public var items: [MenuItem] { sections.flatMap(\.items) }

  /// The dish with an id; nil where the menu has none.
  public func item(_ id: ExactString) -> MenuItem? {
    places[id].map { sections[$0.section].items[$0.item] }
  }

  /// The section that a dish stands in; nil where the menu has no such dish.
  public func section(ofItem id: ExactString) -> MenuSection? { places[id].map { sections[$0.section] } }
}

/// A part of a menu: starters, from the grill, desserts.
public struct MenuSection: Hashable, Sendable {
  public let id: ExactString
  public let name: String
  public let items: [MenuItem]
}

/// A dish or a drink on a menu.
public struct MenuItem: Hashable, Sendable {
  public let id: ExactString
  public let name: String
  public let description: String?
  /// In the currency's minor unit, 0 or more.
  public let priceMinor: Int64
  /// How long it usually takes from order to pass.
  public let prepMinutes: Int64?
  public let allergens: [String]
  /// Where it is made: `grill`, `bar`.
  public let station: ExactString?
  /// `starter`, `main`, `dessert`, `drink`, or what the house calls it.
  public let course: String?
  /// For managers alone: a word or a number.
  public let marginHint: JSON?
  public let modifierGroups: [ModifierGroup]
  /// When it may be ordered; empty means always.
  public let available: [AvailabilityWindow]

  /// All choices, group after group.
  var options: [ModifierOption] { modifierGroups.flatMap(\.options) }

  /// The choice that a waiter or guest calls by its name, in whichever group; nil where there is none. Capitals count
  /// only where two choices differ by nothing else.
  public func modifier(_ name: String) -> ModifierOption? {
    let wanted = ExactString(name)
    return options.first { ExactString($0.name) == wanted }
      ?? options.first { $0.name.lowercased() == name.lowercased() }
  }
}

/// Choices that belong together: how it is cooked, what goes with it.
public struct ModifierGroup: Hashable, Sendable {
  public let name: String
  /// How many of the options must be taken at least, and may be at most.
  public let min: Int64
  public let max: Int64
  public let options: [ModifierOption]
}

/// One choice, and what it adds to the dish's price.
public struct ModifierOption: Hashable, Sendable {
  public let name: String
  /// In the currency's minor unit, 0 or more.
  public let priceMinor: Int64
}

/// Days of the week and a part of the day, by the venue's own clock.
public struct AvailabilityWindow: Hashable, Sendable {
  public let days: [Weekday]
  /// Minutes from midnight.
  public let fromMinute: Int
  /// Minutes from midnight, itself outside; no greater than `fromMinute` where the window ends on the next day.
  public let untilMinute: Int

  /// A day by its English short name, Monday first as in ISO 8601.
  public enum Weekday: String, CaseIterable, Sendable {
    case mon, tue, wed, thu, fri, sat, sun
  }
}
