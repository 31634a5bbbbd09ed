import Dining
import Events
import Menus
import Venue

/// A dish that somebody is about to order: its choices, how many, a wish, and which row the keys act on.
struct DishForm: Hashable, Sendable {
  /// As the menu had it when it was opened.
  let item: MenuItem
  private(set) var chosen: Set<Choice> = []
  private(set) var quantity: Int64 = 1
  private(set) var note = ShortText()
  private var focus = 0
  /// Whether nobody has moved about in it yet: it is read from its top.
  private(set) var isFresh = true

  /// A choice by its places on the menu.
  struct Choice: Hashable, Sendable {
    let group: Int
    let option: Int
  }

  enum Row: Hashable, Sendable {
    case choice(Choice)
    case note
    case add
  }

  /// What a key or a touch did to a choice.
  enum Taken: Hashable, Sendable {
    case taken
    /// The group is full: the most that it takes.
    case full(ModifierGroup)
  }

  /// The keys begin where something must be chosen, else where the dish is added.
  init(_ item: MenuItem) {
    self.item = item
    focus = firstWanting ?? rows.count - 1
  }

  var rows: [Row] {
    let choices = item.modifierGroups.indices.flatMap { group in
      item.modifierGroups[group].options.indices.map { Row.choice(Choice(group: group, option: $0)) }
    }
    return choices + [.note, .add]
  }

  var focused: Row { rows[max(0, min(focus, rows.count - 1))] }

  func count(inGroup group: Int) -> Int64 { Int64(chosen.count { $0.group == group }) }

  /// The first group of which fewer is chosen than it wants; nil where the dish can be added.
  var wanting: ModifierGroup? {
    item.modifierGroups.indices.first { isWanting($0) }.map { item.modifierGroups[$0] }
  }

  func isWanting(_ group: Int) -> Bool { count(inGroup: group) < item.modifierGroups[group].min }

  /// The row of the first choice of a group that wants more.
  private var firstWanting: Int? {
    rows.firstIndex { row in
      if case .choice(let choice) = row { isWanting(choice.group) } else { false }
    }
  }

  /// What the line comes to; nil where that is no amount.
  var total: Money? {
    var each = Money(minor: item.priceMinor)
    for choice in chosen {
      let option = item.modifierGroups[choice.group].options[choice.option]
      each = each.flatMap { sum in Money(minor: option.priceMinor).flatMap { sum.adding($0) } }
    }
    return each?.times(quantity)
  }

  /// What is said with the dish when it is ordered.
  func extras(for participant: String?) -> OrderRequest.Extras {
    let modifiers = chosen.sorted { ($0.group, $0.option) < ($1.group, $1.option) }.map {
      item.modifierGroups[$0.group].options[$0.option].name
    }
    return OrderRequest.Extras(
      quantity: quantity, modifiers: modifiers, note: note.trimmed, participant: participant)
  }

  mutating func move(by step: Int) {
    isFresh = false
    focus = max(0, min(focus + step, rows.count - 1))
  }

  mutating func moveToEnd(isLast: Bool) {
    isFresh = false
    focus = isLast ? rows.count - 1 : 0
  }

  mutating func focus(on row: Row) {
    isFresh = false
    if let place = rows.firstIndex(of: row) { focus = place }
  }

  mutating func changeQuantity(by step: Int64) {
    quantity = max(1, min(quantity + step, Item.quantityLimit))
  }

  /// Letters are the wish, wherever the keys are.
  mutating func type(_ scalar: Unicode.Scalar) {
    focus(on: .note)
    note.take(scalar)
  }

  mutating func erase() {
    focus(on: .note)
    note.erase()
  }

  /// Takes a choice or lets it go. In a group of which there can be one, it takes the place of the other, and the keys
  /// go on to what is still to be chosen, or else to where the dish is added.
  mutating func toggle(_ choice: Choice) -> Taken {
    let group = item.modifierGroups[choice.group]
    focus(on: .choice(choice))
    if chosen.remove(choice) != nil { return .taken }
    if group.max == 1 {
      chosen = chosen.filter { $0.group != choice.group }
    } else if count(inGroup: choice.group) >= group.max {
      return .full(group)
    }
    chosen.insert(choice)
    if count(inGroup: choice.group) == group.max { goOn() }
    return .taken
  }

  /// The same by its number, from wherever the keys are: they stay there, so that Enter does not undo it, or go to where
  /// the dish is added once nothing is missing, or on to what is still to be chosen where a group is full.
  mutating func toggleByNumber(_ choice: Choice) -> Taken {
    let before = focus
    let wasFresh = isFresh
    defer { isFresh = wasFresh }
    let result = toggle(choice)
    let isTaken = chosen.contains(choice)
    let isFull = count(inGroup: choice.group) == item.modifierGroups[choice.group].max
    if result == .taken, wanting == nil {
      focus = rows.count - 1
    } else if !(result == .taken && isTaken && isFull) {
      focus = before
    }
    return result
  }

  private mutating func goOn() { focus = firstWanting ?? rows.count - 1 }
}
