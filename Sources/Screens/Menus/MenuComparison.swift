import Events
import Menus
import Venue

/// Two menus beside each other, row by row: what differs in full, what is the same as a count.
struct MenuComparison: Sendable {
  let old: MenuDocument
  let new: MenuDocument
  let lines: [MenuDiffLines.Line]
  let rows: [Row]

  /// What stands left and right in one row; nil where one of the two has nothing there.
  struct Row: Hashable, Sendable {
    let weight: Weight
    /// nil: the same on both sides.
    let kind: MenuDiffLines.Kind?
    let left: Cell?
    let right: Cell?
  }

  struct Cell: Hashable, Sendable {
    let text: String
    /// Stands at the right edge: a price.
    var end = ""
  }

  enum Weight: Hashable, Sendable {
    case section, dish, field
    /// So many dishes that are the same.
    case folded
  }

  init(_ old: MenuDocument, _ new: MenuDocument) {
    let diff = MenuDiff(from: old, to: new)
    self.old = old
    self.new = new
    lines = MenuDiffLines.lines(diff, from: old, to: new)
    rows = ComparisonRows(old, new, diff).rows
  }

  func isOf(_ old: MenuDocument, _ new: MenuDocument) -> Bool {
    self.old.versionID == old.versionID && self.new.versionID == new.versionID
  }

  /// `3 changes: + 1, - 0, ~ 2`: only the kinds that there are.
  var summary: String {
    guard !lines.isEmpty else { return "the same, every dish and price" }
    let kinds: [MenuDiffLines.Kind] = [.added, .removed, .changed, .moved]
    let parts = kinds.compactMap { kind in
      let count = lines.count { $0.kind == kind }
      return count == 0 ? nil : "\(kind.mark) \(count)"
    }
    return "\(Chrome.count(lines.count, "change")): \(parts.joined(separator: "  "))"
  }
}

/// Makes the rows of a ``MenuComparison``: the new menu's order, with what is gone at its old place.
private struct ComparisonRows {
  private typealias Cell = MenuComparison.Cell

  private let old: MenuDocument
  private let new: MenuDocument
  private let diff: MenuDiff
  private let changes: [ExactString: [MenuDiff.Change]]
  private let sectionChanges: [ExactString: [MenuDiff.Change]]
  private let moves: [ExactString: MenuDiff.Move]
  private let oldSections: [ExactString: MenuSection]
  private let newSections: [ExactString: MenuSection]

  init(_ old: MenuDocument, _ new: MenuDocument, _ diff: MenuDiff) {
    self.old = old
    self.new = new
    self.diff = diff
    changes = Dictionary(grouping: diff.changedItems, by: \.id)
    sectionChanges = Dictionary(grouping: diff.changedSections, by: \.id)
    moves = Dictionary(diff.movedItems.map { ($0.id, $0) }) { first, _ in first }
    oldSections = Dictionary(old.sections.map { ($0.id, $0) }) { first, _ in first }
    newSections = Dictionary(new.sections.map { ($0.id, $0) }) { first, _ in first }
  }

  var rows: [MenuComparison.Row] {
    var rows = diff.changedMenu.map { field($0, indent: "") }
    if !diff.reorderedSections.isEmpty {
      rows.append(row(.field, .moved, nil, "the sections stand in another order"))
    }
    for id in Self.merged(old.sections.map(\.id), new.sections.map(\.id)) { rows += section(id) }
    return rows
  }

  private func row(
    _ weight: MenuComparison.Weight, _ kind: MenuDiffLines.Kind?, _ left: String?, _ right: String?
  ) -> MenuComparison.Row {
    row(weight, kind, left.map { Cell(text: $0) }, right.map { Cell(text: $0) })
  }

  private func row(
    _ weight: MenuComparison.Weight, _ kind: MenuDiffLines.Kind?, _ left: Cell?, _ right: Cell?
  ) -> MenuComparison.Row {
    MenuComparison.Row(weight: weight, kind: kind, left: left, right: right)
  }

  /// What is only in `old` stands after what it stood after there.
  private static func merged(_ old: [ExactString], _ new: [ExactString]) -> [ExactString] {
    let kept = Set(new)
    var merged = new
    for (place, id) in old.enumerated() where !kept.contains(id) {
      let before = place == 0 ? nil : merged.firstIndex(of: old[place - 1])
      merged.insert(id, at: before.map { $0 + 1 } ?? 0)
    }
    return merged
  }

  private func section(_ id: ExactString) -> [MenuComparison.Row] {
    let (before, after) = (oldSections[id], newSections[id])
    let kind: MenuDiffLines.Kind? = before == nil ? .added : after == nil ? .removed : nil
    var rows = [row(.section, kind, before?.name, after?.name)]
    rows += (sectionChanges[id] ?? []).filter { $0.field != "name" }.map { field($0, indent: "  ") }
    if sectionChanges[id]?.contains(where: { $0.field == "name" }) == true {
      rows[0] = row(.section, .changed, before?.name, after?.name)
    }
    if diff.reorderedItems.contains(id) {
      rows.append(row(.field, .moved, nil, "  the dishes stand in another order"))
    }
    let (oldItems, newItems) = (before?.items.map(\.id) ?? [], after?.items.map(\.id) ?? [])
    var same = 0
    func fold() {
      guard same > 0 else { return }
      let words = "  \(same) the same"
      rows.append(row(.folded, nil, words, words))
      same = 0
    }
    let (left, right) = (Set(oldItems), Set(newItems))
    for item in Self.merged(oldItems, newItems) {
      let dish = dish(item, inOld: left.contains(item), inNew: right.contains(item))
      if dish.isEmpty { same += 1 } else { fold() }
      rows += dish
    }
    fold()
    return rows
  }

  /// A dish at one place of one section; no rows where it is the same on both sides.
  private func dish(_ id: ExactString, inOld: Bool, inNew: Bool) -> [MenuComparison.Row] {
    let (left, right) = (text(id, old), text(id, new))
    if let move = moves[id], inOld != inNew {
      return inNew
        ? [row(.dish, .moved, Cell(text: "  (from \(name(move.from, oldSections)))"), right)] + fields(id)
        : [row(.dish, .moved, left, Cell(text: "  (to \(name(move.to, newSections)))"))]
    }
    guard inOld, inNew else {
      return [row(.dish, inNew ? .added : .removed, inOld ? left : nil, inNew ? right : nil)]
    }
    guard changes[id] != nil else { return [] }
    return [row(.dish, .changed, left, right)] + fields(id)
  }

  /// Name and price stand in the dish's own row.
  private func fields(_ id: ExactString) -> [MenuComparison.Row] {
    (changes[id] ?? []).filter { $0.field != "price" && $0.field != "name" }.map { field($0, indent: "    ") }
  }

  private func field(_ change: MenuDiff.Change, indent: String) -> MenuComparison.Row {
    func side(_ json: JSON?, _ document: MenuDocument) -> String {
      let value = MenuDiffLines.value(json, of: change.field, document)
      return "\(indent)\(MenuDiffLines.name(of: change.field)): \(value ?? "nothing")"
    }
    return row(.field, .changed, side(change.from, old), side(change.to, new))
  }

  private func text(_ id: ExactString, _ document: MenuDocument) -> Cell? {
    document.item(id).map {
      Cell(text: "  \($0.name)", end: MenuDiffLines.amount($0.priceMinor, document))
    }
  }

  private func name(_ id: ExactString, _ sections: [ExactString: MenuSection]) -> String {
    sections[id]?.name ?? id.string
  }
}
