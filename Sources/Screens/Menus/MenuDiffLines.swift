import Dining
import Events
import Menus

/// A difference of two menus in lines for people: what a manager reads before a menu takes effect.
public enum MenuDiffLines {
  /// One line, and what it says in a colour too.
  public struct Line: Hashable, Sendable {
    public let kind: Kind
    public let text: String
  }

  public enum Kind: Hashable, Sendable {
    case added, removed, changed, moved

    /// Stands before the line, so that it can be read without colours.
    public var mark: String {
      switch self {
      case .added: "+"
      case .removed: "-"
      case .changed: "~"
      case .moved: ">"
      }
    }

    var role: Role {
      switch self {
      case .added: .codeReady
      case .removed: .ageLate
      case .changed: .ageWarm
      case .moved: .codeNew
      }
    }
  }

  /// The lines for the difference that `old` and `new` have; none where they are the same.
  public static func lines(_ diff: MenuDiff, from old: MenuDocument, to new: MenuDocument) -> [Line] {
    var lines: [Line] = []
    func add(_ kind: Kind, _ text: String) { lines.append(Line(kind: kind, text: text)) }
    for change in diff.changedMenu { add(.changed, "menu: \(words(change, old, new))") }
    for id in diff.addedSections { add(.added, "section \(section(id, new))") }
    for id in diff.removedSections { add(.removed, "section \(section(id, old))") }
    for change in diff.changedSections {
      add(.changed, "section \(section(change.id, old)): \(words(change, old, new))")
    }
    if !diff.reorderedSections.isEmpty { add(.moved, "the sections stand in another order") }
    for id in diff.addedItems { add(.added, item(id, new) + price(id, new)) }
    for id in diff.removedItems { add(.removed, item(id, old) + price(id, old)) }
    for move in diff.movedItems {
      add(.moved, "\(item(move.id, new)): from \(section(move.from, old)) to \(section(move.to, new))")
    }
    for change in diff.changedItems { add(.changed, "\(item(change.id, old)): \(words(change, old, new))") }
    for id in diff.reorderedItems { add(.moved, "the dishes of \(section(id, new)) stand in another order") }
    return lines
  }

  private static func section(_ id: ExactString, _ document: MenuDocument) -> String {
    document.sections.first { $0.id == id }.map { named($0.name, id) } ?? id.string
  }

  private static func item(_ id: ExactString, _ document: MenuDocument) -> String {
    document.item(id).map { named($0.name, id) } ?? id.string
  }

  private static func named(_ name: String, _ id: ExactString) -> String {
    ExactString(name) == id ? name : "\(name) (\(id))"
  }

  private static func price(_ id: ExactString, _ document: MenuDocument) -> String {
    document.item(id).map { " \(amount($0.priceMinor, document))" } ?? ""
  }

  private static func words(_ change: MenuDiff.Change, _ old: MenuDocument, _ new: MenuDocument) -> String {
    "\(name(of: change.field)) \(value(change.from, of: change.field, old) ?? "nothing") → "
      + (value(change.to, of: change.field, new) ?? "nothing")
  }

  /// A field as people call it.
  static func name(of field: ExactString) -> String { field.string.exchanging("_", for: " ") }

  /// A field's value in a document's currency; nil where there is none.
  static func value(_ json: JSON?, of field: ExactString, _ document: MenuDocument) -> String? {
    if field == "price", let minor = json?.int { return amount(minor, document) }
    // Allergens and the like are words, not a list of a program's.
    if let words = json?.array?.map(\.string), !words.contains(nil) {
      return words.isEmpty ? nil : words.compactMap(\.self).joined(separator: ", ")
    }
    return json.map { $0.string ?? $0.compactText }
  }

  static func amount(_ minor: Int64, _ document: MenuDocument) -> String {
    guard let currency = Currency(document.currencyCode.string), let money = Money(minor: minor) else {
      return "\(minor)"
    }
    return currency.text(money)
  }
}
