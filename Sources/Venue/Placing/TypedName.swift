import Menus

extension MenuDocument {
  /// How a dish is typed so that no other is meant; nil where no text names it alone.
  public func typedName(of item: MenuItem) -> String? {
    let texts = [item.name, NameSearch.words(item.name).joined(separator: " "), item.id.string]
    return texts.first { text in
      let line = OrderLine("+ 1 \(text)")
      guard line.dishes.count == 1, line.ending == .usual, let dish = line.dishes.first, dish.wishes.isEmpty,
        dish.note == nil,
        dish.words.first == "1"
      else { return false }
      return dishes(typed: dish.words.dropFirst().joined(separator: " ")).map(\.id) == [item.id]
        && dishes(typed: dish.words.joined(separator: " ")).isEmpty
    }
  }
}
