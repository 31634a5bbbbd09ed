import Events
import Menus

/// Where somebody is in a menu: in a section of it or in what they search, and which dish is marked there.
///
/// The menu may be another one at the next key, so places are held to it whenever they are used.
struct MenuBrowser: Hashable, Sendable {
  private var section = 0
  private var dish = 0
  private(set) var search = ShortText()

  var isSearching: Bool { !search.isEmpty }

  /// The place of the section that is shown.
  func sectionPlace(in menu: MenuDocument) -> Int { max(0, min(section, menu.sections.count - 1)) }

  /// The dishes of the section, or those found.
  func dishes(of menu: MenuDocument) -> [MenuItem] {
    if isSearching { return menu.dishes(found: search.text) }
    return menu.sections.isEmpty ? [] : menu.sections[sectionPlace(in: menu)].items
  }

  /// The place of the marked dish among so many.
  func place(among count: Int) -> Int { max(0, min(dish, count - 1)) }

  func marked(in menu: MenuDocument) -> MenuItem? {
    let dishes = dishes(of: menu)
    return dishes.isEmpty ? nil : dishes[place(among: dishes.count)]
  }

  mutating func mark(_ place: Int) { dish = max(0, place) }

  /// Marks the dish so many places on; the first and the last are the ends.
  mutating func move(by step: Int, in menu: MenuDocument) {
    let count = dishes(of: menu).count
    dish = max(0, min(place(among: count) + step, count - 1))
  }

  mutating func moveToEnd(isLast: Bool, in menu: MenuDocument) {
    dish = isLast ? max(0, dishes(of: menu).count - 1) : 0
  }

  mutating func show(section place: Int) {
    search.clear()
    section = max(0, place)
    dish = 0
  }

  /// Goes on to another section, from the last to the first.
  mutating func moveSection(by step: Int, in menu: MenuDocument) {
    let count = max(1, menu.sections.count)
    show(section: (sectionPlace(in: menu) + step + count) % count)
  }

  /// Takes a letter into the search.
  ///
  /// - Returns: whether it belongs there: a search begins with a letter, and goes on with anything.
  mutating func type(_ scalar: Unicode.Scalar) -> Bool {
    guard isSearching || scalar.properties.isAlphabetic else { return false }
    search.take(scalar)
    dish = 0
    return true
  }

  mutating func erase() {
    search.erase()
    dish = 0
  }

  mutating func endSearch() {
    guard isSearching else { return }
    search.clear()
    dish = 0
  }
}

/// A line that is typed from left to right and erased from its end.
struct ShortText: Hashable, Sendable {
  private var scalars: [Unicode.Scalar] = []

  /// Four bytes each at the most, so that a note stays below what an order takes.
  static let scalarLimit = 120

  var isEmpty: Bool { scalars.isEmpty }

  var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// The text without blanks around it; nil where nothing is left.
  var trimmed: String? {
    let rest = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    return rest.isEmpty ? nil : String(rest)
  }

  mutating func take(_ scalar: Unicode.Scalar) {
    if scalars.count < Self.scalarLimit { scalars.append(scalar) }
  }

  /// How much of it there is, once little room is left: a field that takes no more says so beforehand.
  var countWords: String? {
    scalars.count >= Self.toldFrom ? "\(scalars.count)/\(Self.scalarLimit)" : nil
  }

  private static let toldFrom = scalarLimit - 20

  mutating func erase() { _ = scalars.popLast() }

  mutating func clear() { scalars = [] }
}
