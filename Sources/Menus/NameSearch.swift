/// Finds what a menu names by what people type of it: `burg`, `cheese bur`, `BURGERS`.
///
/// Words are what letters and digits make; case does not count, and a plural s is left out where the name has none.
/// The best kind of match counts: the whole name, then its beginning, then beginnings of its words in their order.
public enum NameSearch {
  /// How well typed words fit a name; the lower the better.
  enum Fit: Int, Comparable {
    case whole, beginning, within

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The words of a text, in small letters.
  public static func words(_ text: String) -> [String] {
    guard !text.isPlain else { return plainWords(Array(text.utf8)) }
    return text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static func plainWords(_ text: [UInt8]) -> [String] {
    text.split { byte in
      !(0x61...0x7A).contains(byte | 0x20) && !(0x30...0x39).contains(byte)
    }.map { word in
      String(decoding: word.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
  }

  /// The places of the names that fit best: one where it is clear what is meant, several where it is not, none where
  /// nothing fits.
  public static func best(_ typed: String, among names: [[String]]) -> [Int] {
    let typed = words(typed)
    guard !typed.isEmpty else { return [] }
    let fits = names.indices.compactMap { place in fit(typed, names[place]).map { (place: place, fit: $0) } }
    guard let best = fits.map(\.fit).min() else { return [] }
    return fits.filter { $0.fit == best }.map(\.place)
  }

  static func fit(_ typed: [String], _ name: [String]) -> Fit? {
    guard typed.count <= name.count else { return nil }
    let start = zip(typed, name)
    if typed.count == name.count, start.allSatisfy(isWhole) { return .whole }
    if start.allSatisfy(isBeginning) { return .beginning }
    // A number alone is how many, and not the end of “House white 0,2”.
    guard typed[0].contains(where: { !$0.isWholeNumber }) else { return nil }
    var rest = name[...]
    for word in typed {
      guard let place = rest.firstIndex(where: { isBeginning(word, $0) }) else { return nil }
      rest = rest[(place + 1)...]
    }
    return .within
  }

  private static func isWhole(_ typed: String, _ word: String) -> Bool {
    typed == word || typed == word + "s" || typed == word + "es"
  }

  private static func isBeginning(_ typed: String, _ word: String) -> Bool {
    word.hasPrefix(typed) || isWhole(typed, word)
  }
}

extension MenuDocument {
  /// The dishes that somebody may mean: by the id, which is exact, or else by what is typed of the name.
  public func dishes(typed: String) -> [MenuItem] {
    if let item = item(.init(typed)) { return [item] }
    let items = items
    let sameID = items.filter { $0.id.string.lowercased() == typed.lowercased() }
    if sameID.count == 1 { return sameID }
    return NameSearch.best(typed, among: nameWords).map { items[$0] }
  }
}

extension MenuItem {
  /// The options that somebody may mean by what is typed of their names, of all groups.
  public func options(typed: String) -> [ModifierOption] {
    let options = modifierGroups.flatMap(\.options)
    return NameSearch.best(typed, among: options.map { NameSearch.words($0.name) }).map { options[$0] }
  }
}
