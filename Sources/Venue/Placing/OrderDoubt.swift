import Dining

/// What is not clear about a typed order, or worth to be known before it is given.
public enum OrderDoubt: Hashable, Sendable {
  /// The line does not say where.
  case noPlace
  /// `+` with nothing selected.
  case nothingSelected
  case severalOrders(String, codes: [String])
  case closed(String)
  /// It is written like a code, and no order has it.
  case noOrder(String)
  /// Its bill is out or paid.
  case settled(Refusal)
  /// Nothing that waits to be sent, since there is no order at that table.
  case nothingAt(String)
  /// Nothing would be done.
  case nothingWanted
  case guests(String)
  case noMenu
  case several(String, [String])
  /// What was typed, and the name that may be meant.
  case unknown(String, near: String?)
  /// What shall be left out was written in words; the dish, and what.
  case withoutInWords(String, dish: String, without: String)
  case soldOut(String)
  /// Something would be less, and a line only adds; the dish, as typed.
  case takingOff(String)
  case quantity(Int64)
  case severalOptions(String, dish: String, [String])
  /// A sign without a word after it, or a part of the line without a dish.
  case unfinished
  case openQuote
  case amount
  case tooManyDishes(Int)
  /// The order is there, and the number of its guests is left as it is.
  case guestsStay(String, Int64?)
  /// Of the menu's options none: a wish to the kitchen.
  case freeWish(String, dish: String)

  /// The names that a sentence lists before it only counts them.
  static let namedLimit = 6

  /// Whether the order can't be given before it is cleared up.
  public var stops: Bool {
    switch self {
    case .guestsStay, .freeWish: false
    case .noPlace, .nothingSelected, .severalOrders, .closed, .noOrder, .settled, .nothingAt, .nothingWanted,
      .guests,
      .noMenu,
      .several, .unknown, .withoutInWords, .takingOff,
      .soldOut, .quantity, .severalOptions, .unfinished, .openQuote, .amount, .tooManyDishes:
      true
    }
  }

  /// The word that a script looks for.
  public var code: String {
    switch self {
    case .noPlace, .nothingSelected, .nothingWanted, .guests, .unfinished, .openQuote, .takingOff: "usage"
    case .severalOrders, .several, .severalOptions: "ambiguous"
    case .noMenu, .unknown, .withoutInWords, .noOrder, .nothingAt: "not_found"
    case .closed: "closed"
    case .settled(let refusal): refusal.code
    case .soldOut: "sold_out"
    case .quantity: "quantity"
    case .amount: "amount"
    case .tooManyDishes: "too_many"
    case .guestsStay, .freeWish: "remark"
    }
  }

  /// What it is and what to do, for people.
  public var sentence: String {
    switch self {
    case .noPlace: "begin with a table, like T4 2 burger, fries; or with + for the order that is selected"
    case .nothingSelected: "no order is selected; begin with a table or a code"
    case .severalOrders(let name, let codes): "\(name) may be \(Self.choice(codes)): begin with its code"
    case .closed(let code): "\(code) is closed; begin with the table for a new order"
    case .noOrder(let code):
      "there is no order \(code); a table of that name is opened with: order open --table \(code)"
    case .settled(let refusal): refusal.message
    case .nothingAt(let table): "there is no order at \(table) that could be sent"
    case .nothingWanted: "write dishes with commas between, or send for what is not sent yet"
    case .guests(let text): "“\(text)” is no number of guests; write T4/2 for two"
    case .noMenu: "there is no menu yet; bring one in with: menu import FILE"
    case .several(let typed, let names): "“\(typed)”: \(Self.choice(names))?"
    case .unknown(let typed, let near):
      "the menu has no “\(typed)”\(near.map { "; did you mean \($0)?" } ?? "")"
    case .takingOff(let dish):
      "a line only adds; for fewer: quantity CODE \(dish) N, for none at all: remove CODE \(dish)"
    case .withoutInWords(let typed, let dish, let without):
      "the menu has no “\(typed)”; write \(dish) -\(without)"
    case .soldOut(let dish): "\(dish) is sold out"
    case .quantity(let count): Refusal.quantity(count).message
    case .severalOptions(let typed, let dish, let names): "\(dish), “\(typed)”: \(Self.choice(names))?"
    case .unfinished: "a dish is not named to its end"
    case .openQuote: "the note has no closing quote"
    case .tooManyDishes(let count): "\(count) dishes in one line; \(Placement.itemsLimit) are the most"
    case .amount: "that would be more than can be counted"
    case .guestsStay(let code, let count):
      "\(code) is open \(count.map { "for \($0)" } ?? "without a number of guests"), and that stays"
    case .freeWish(let wish, let dish):
      "“\(wish)” is no option of \(dish): a wish to the kitchen, free of charge"
    }
  }

  /// `Fries, Fritto misto or 3 more`.
  private static func choice(_ names: [String]) -> String {
    var named = Array(names.prefix(namedLimit))
    if names.count > named.count { named.append("\(names.count - named.count) more") }
    guard let last = named.popLast(), !named.isEmpty else { return names.first ?? "" }
    return "\(named.joined(separator: ", ")) or \(last)"
  }
}
