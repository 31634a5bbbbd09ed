import Events
import Menus

extension Complaint {
  /// Says that no dish has this id, and which was meant: people type a dish's name where its id belongs, or slip.
  static func unknownDish(_ typed: String, on menu: MenuDocument?) -> Complaint {
    guard let menu else {
      return Complaint(
        "not_found",
        "this house has no menu, and so no “\(typed)”; give it one with: galley menu import FILE, and see one with: "
          + "galley menu example")
    }
    let advice = "see: galley menu list; what is not on it takes --open-item NAME --price PRICE"
    return Complaint(
      "not_found",
      "the menu has no “\(typed)”" + (meant(typed, menu).map { "; did you mean \($0)?" } ?? "; \(advice)"))
  }

  private static func meant(_ typed: String, _ menu: MenuDocument) -> String? {
    let items = menu.items
    let names = items.map(\.id.string) + items.map(\.name)
    guard let near = NearWord.nearest(to: typed, in: names), let place = names.firstIndex(of: near) else {
      return nil
    }
    let item = items[place % items.count]
    return item.id.string == item.name ? item.name : "\(item.id) (\(item.name))"
  }
}
