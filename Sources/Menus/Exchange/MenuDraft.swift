import Events

/// A menu as a foreign file has it, before its dishes have ids: what every reader makes, and ``MenuAssembly`` takes.
struct MenuDraft {
  var id: ForeignID?
  var name: String?
  var currency: MinorUnit
  var sections: [DraftSection] = []
  /// What the file can say of a dish. The rest is taken over from the menu before.
  var said: Set<DishField> = []
  /// Whether groups of modifiers come with how many of them may be chosen.
  var saysLimits = true
  /// Whether dishes come with their sizes and kinds, whatever is said of other modifiers.
  var saysVariations = false
  var notes: [ImportNote] = []
}

struct DraftSection {
  var id: ForeignID?
  var name: String
  var line: Int?
  var dishes: [DraftDish] = []
}

struct DraftDish {
  var id: ForeignID?
  var name: String
  var line: Int?
  /// In the currency's minor unit.
  var price: Int64
  var fields: [DishField: JSON] = [:]
}

/// What else than its name and price a document can say of a dish, by its key there.
enum DishField: String, CaseIterable {
  case description
  case prepMinutes = "prep_minutes"
  case allergens, station, course
  case marginHint = "margin_hint"
  case modifiers, available
}

/// What a foreign file knows a thing by.
enum ForeignID: Hashable {
  case given(String)
  /// An address of the web, whose last piece is enough to make a word of it.
  case address(String)

  var text: String {
    switch self {
    case .given(let text), .address(let text): text
    }
  }
}

/// Choices of one thing at different prices, as sizes are, become a group of which one must be taken.
struct Variation {
  let name: String
  let price: Int64
  let line: Int?

  /// What the group is called.
  static let groupName = "choice"
  /// More no group holds.
  static let limit = MenuLimits.modifierOptions

  /// The dish costs what its cheapest variation does; each choice adds the difference.
  static func fold(_ variations: [Variation]) -> (price: Int64, group: JSON?) {
    let cheapest = variations.map(\.price).min() ?? 0
    guard variations.count > 1 else { return (cheapest, nil) }
    let options = variations.map { Self.option($0.name, $0.price - cheapest) }
    return (cheapest, Self.group(groupName, min: 1, max: 1, options))
  }

  static func option(_ name: String, _ price: Int64) -> JSON {
    .object(["name": .string(name), "price": .int(price)])
  }

  static func group(_ name: String, min: Int64, max: Int64, _ options: [JSON]) -> JSON {
    .object(["group": .string(name), "min": .int(min), "max": .int(max), "options": .array(options)])
  }
}

/// What a menu document has no place for, counted over all dishes: one note for each, not one for each dish.
struct Tally {
  private var order: [String] = []
  private var subjects: [String: (count: Int, first: [String])] = [:]

  private static let named = 3

  mutating func add(_ what: String, of subject: String) {
    if subjects[what] == nil { order.append(what) }
    subjects[what, default: (0, [])].count += 1
    if subjects[what, default: (0, [])].first.count < Self.named {
      subjects[what]?.first.append(ImportNote.short(subject))
    }
  }

  /// `12 dishes (Burger, Fries, Soup …)`, one for each thing in the order in which they came.
  func lines(_ one: String, _ many: String) -> [(what: String, who: String)] {
    order.compactMap { what in
      subjects[what].map { entry in
        let more = entry.count > entry.first.count ? " …" : ""
        return (
          what,
          "\(entry.count) \(entry.count == 1 ? one : many) (\(entry.first.joined(separator: ", "))\(more))"
        )
      }
    }
  }
}
