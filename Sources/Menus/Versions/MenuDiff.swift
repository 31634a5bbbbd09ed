import Events

/// What differs between two menus, by id: the same for the same two, in an order that does not depend on theirs.
public struct MenuDiff: Hashable, Sendable {
  /// A field of a section or an item that is not what it was.
  public struct Change: Hashable, Sendable {
    public let id: ExactString
    public let field: ExactString
    /// nil: it was not there.
    public let from: JSON?
    /// nil: it is there no more.
    public let to: JSON?
  }

  /// An item that stands in another section.
  public struct Move: Hashable, Sendable {
    public let id: ExactString
    public let from: ExactString
    public let to: ExactString
  }

  /// Of the menu itself: its name, its currency. Their ids are the menu's.
  public let changedMenu: [Change]
  public let addedSections: [ExactString]
  public let removedSections: [ExactString]
  public let changedSections: [Change]
  /// Sections that have another place among those that both menus have.
  public let reorderedSections: [ExactString]
  public let addedItems: [ExactString]
  public let removedItems: [ExactString]
  public let movedItems: [Move]
  public let changedItems: [Change]
  /// Sections in which the items that stayed stand in another order.
  public let reorderedItems: [ExactString]

  public init(from old: MenuDocument, to new: MenuDocument) {
    changedMenu = Self.changes(new.menuID, old.json, new.json, leavingOut: "sections")
    let (oldSections, newSections) = (old.sections.map(\.id), new.sections.map(\.id))
    let (before, after) = (Set(oldSections), Set(newSections))
    addedSections = after.subtracting(before).sorted()
    removedSections = before.subtracting(after).sorted()
    let (oldParts, newParts) = (Self.parts(old), Self.parts(new))
    let common = before.intersection(after).sorted()
    changedSections = common.flatMap { id in
      Self.changes(id, oldParts.sections[id], newParts.sections[id], leavingOut: "items")
    }
    reorderedSections = Self.displaced(
      oldSections.filter(after.contains), newSections.filter(before.contains))
    let (oldItems, newItems) = (oldParts.items, newParts.items)
    addedItems = newItems.keys.filter { oldItems[$0] == nil }.sorted()
    removedItems = oldItems.keys.filter { newItems[$0] == nil }.sorted()
    let kept = oldItems.keys.filter { newItems[$0] != nil }.sorted()
    movedItems = kept.compactMap { id in
      guard let from = oldItems[id]?.section, let to = newItems[id]?.section, from != to else { return nil }
      return Move(id: id, from: from, to: to)
    }
    changedItems = kept.flatMap { id in
      Self.changes(id, oldItems[id]?.json, newItems[id]?.json, leavingOut: nil)
    }
    reorderedItems = common.filter { id in
      let stayed = { (items: [ExactString], other: [ExactString: Part]) in
        items.filter { other[$0]?.section == id }
      }
      return stayed(oldParts.order[id] ?? [], newItems) != stayed(newParts.order[id] ?? [], oldItems)
    }
  }

  /// Whether the two are the same.
  public var isEmpty: Bool {
    changedMenu.isEmpty && addedSections.isEmpty && removedSections.isEmpty && changedSections.isEmpty
      && reorderedSections.isEmpty && addedItems.isEmpty && removedItems.isEmpty && movedItems.isEmpty
      && changedItems.isEmpty && reorderedItems.isEmpty
  }

  /// An item as it stands in its section.
  private struct Part {
    let section: ExactString
    let json: JSON
  }

  private struct Parts {
    var sections: [ExactString: JSON] = [:]
    var items: [ExactString: Part] = [:]
    var order: [ExactString: [ExactString]] = [:]
  }

  /// The document by its ids, as it was read: also what this galley makes nothing of is compared.
  private static func parts(_ document: MenuDocument) -> Parts {
    var parts = Parts()
    for (section, json) in zip(document.sections, document.json["sections"]?.array ?? []) {
      parts.sections[section.id] = json
      parts.order[section.id] = section.items.map(\.id)
      for (item, json) in zip(section.items, json["items"]?.array ?? []) {
        parts.items[item.id] = Part(section: section.id, json: json)
      }
    }
    return parts
  }

  /// Compared by canonical bytes: texts that only look the same differ, and the order of keys does not count.
  private static func changes(
    _ id: ExactString, _ old: JSON?, _ new: JSON?, leavingOut content: String?
  ) -> [Change] {
    guard case .object(let before)? = old, case .object(let after)? = new else { return [] }
    let left = content.map { ExactString($0) }
    func fields(_ members: [JSON.Member]) -> [ExactString: JSON] {
      Dictionary(members.filter { $0.key != left }.map { ($0.key, $0.value) }) { first, _ in first }
    }
    let (from, to) = (fields(before), fields(after))
    return Set(from.keys).union(to.keys).sorted().compactMap { field in
      guard from[field]?.canonicalBytes != to[field]?.canonicalBytes else { return nil }
      return Change(id: id, field: field, from: from[field], to: to[field])
    }
  }

  /// What stands at another place in `new` than in `old`; both hold the same.
  private static func displaced(_ old: [ExactString], _ new: [ExactString]) -> [ExactString] {
    zip(old, new).filter { $0 != $1 }.map(\.1).sorted()
  }
}

extension MenuDiff {
  /// What `menu diff --json` prints: contract, sections 2 and 6.
  public var json: JSON {
    func ids(_ list: [ExactString]) -> JSON { .array(list.map { .string($0.string) }) }
    func changes(_ list: [Change], withID: Bool = true) -> JSON {
      .array(
        list.map { change in
          .object([
            "id": withID ? .string(change.id.string) : nil, "field": .string(change.field.string),
            "from": change.from, "to": change.to,
          ])
        })
    }
    let moves: [JSON] = movedItems.map { move in
      .object([
        "id": .string(move.id.string), "from": .string(move.from.string), "to": .string(move.to.string),
      ])
    }
    return .object([
      "added_sections": ids(addedSections), "removed_sections": ids(removedSections),
      "changed_sections": changes(changedSections), "added_items": ids(addedItems),
      "removed_items": ids(removedItems), "moved_items": .array(moves),
      "changed_items": changes(changedItems),
      "reordered_sections": ids(reorderedSections), "reordered_items": ids(reorderedItems),
      "changed_menu": changes(changedMenu, withID: false),
    ])
  }
}
