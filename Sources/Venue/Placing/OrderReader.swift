import Dining
import Events
import Menus

/// Finds out what a typed order means: dishes on the menu in force, orders and tables in the house.
struct OrderReader {
  let line: OrderLine
  let house: House
  /// The order that `+` stands for.
  let selected: Order?
  let now: Timestamp
  /// What is ordered from at the place that is meant.
  private var menu: ServedMenu?
  private var doubts: [OrderDoubt] = []

  init(_ line: OrderLine, in house: House, selected: Order?, now: Timestamp) {
    self.line = line
    self.house = house
    self.selected = selected
    self.now = now
  }

  mutating func read() -> OrderReading {
    let place = readPlace()
    menu = served(place)
    let guests = readGuests(place)
    let isTooLong = line.dishes.count > Placement.itemsLimit
    if isTooLong { doubts.append(.tooManyDishes(line.dishes.count)) }
    if let order = order(place), !line.dishes.isEmpty, let refusal = order.noMoreDishes {
      doubts.append(.settled(refusal))
    }
    let alerts = line.dishes.compactMap(\.alert)
    let dishes = isTooLong ? [] : line.dishes.filter { $0.alert == nil }.compactMap { read($0) }
    if line.isQuoteOpen { doubts.append(.openQuote) }
    if case .existing = place, line.dishes.isEmpty, line.ending != .send { doubts.append(.nothingWanted) }
    // A number alone is often meant for a ticket; an order is opened with dishes, or for so many.
    if case .new(let table, _) = place, line.dishes.isEmpty, line.ending == .send || guests == nil {
      doubts.append(line.ending == .send ? table.map { .nothingAt($0) } ?? .nothingWanted : .nothingWanted)
    }
    let currency = menu.flatMap { Currency($0.document.currencyCode.string) }
    var reading = OrderReading(
      line: line, place: place, guests: guests, alert: alerts.isEmpty ? nil : alerts.joined(separator: ", "),
      dishes: dishes, doubts: doubts,
      currency: order(place)?.opening?.currency ?? currency)
    if reading.total == nil { reading.doubts.append(.amount) }
    return reading
  }

  private func served(_ place: OrderReading.Place) -> ServedMenu? {
    switch place {
    case .existing(let order): house.served(at: now, for: order)
    case .new(let table, _): house.served(at: now, atTable: table)
    case .unclear: house.served(at: now)
    }
  }

  private func order(_ place: OrderReading.Place) -> Order? {
    if case .existing(let order) = place { order } else { nil }
  }

  private mutating func readPlace() -> OrderReading.Place {
    switch line.place {
    case .missing:
      doubts.append(.noPlace)
      return .unclear
    case .selected:
      guard let selected else {
        doubts.append(.nothingSelected)
        return .unclear
      }
      return .existing(selected)
    case .takeaway: return .new(table: nil, .takeaway)
    case .delivery: return .new(table: nil, .delivery)
    case .named(let name): return readName(name)
    }
  }

  private mutating func readName(_ name: String) -> OrderReading.Place {
    switch OrderName(name).meaning(in: house) {
    case .none:
      guard ShortCodes.isWrittenLikeOne(name), !house.hasTable(name) else {
        return .new(table: name, .dineIn)
      }
      doubts.append(.noOrder(name.uppercased()))
      return .unclear
    case .several(let ids):
      let codes = ids.map { house.orders[$0]?.order.codeText ?? $0.description }
      doubts.append(.severalOrders(name, codes: codes))
      return .unclear
    case .order(let id):
      guard let order = house.orders[id]?.order, order.closing == nil else {
        doubts.append(.closed(name))
        return .unclear
      }
      return .existing(order)
    }
  }

  private mutating func readGuests(_ place: OrderReading.Place) -> Int64? {
    guard let text = line.guests else { return nil }
    guard let count = Int64(text), (1...OrderCommand.Opening.guestLimit).contains(count) else {
      doubts.append(.guests(text))
      return nil
    }
    if let order = order(place), order.opening?.guests != count {
      doubts.append(.guestsStay(order.codeText, order.opening?.guests))
    }
    return count
  }

  private mutating func read(_ dish: OrderLine.Dish) -> OrderReading.Dish? {
    guard let menu else {
      if !doubts.contains(.noMenu) { doubts.append(.noMenu) }
      return nil
    }
    if dish.words.isEmpty, let wish = dish.wishes.first, wish.isWithout, !wish.text.isEmpty {
      let words = wish.text.split(separator: " ").map(String.init)
      doubts.append(
        .takingOff(
          words.count > 1 && Int(words[0]) != nil ? words.dropFirst().joined(separator: " ") : wish.text))
      return nil
    }
    guard let (item, quantity) = find(dish.words, menu.document) else { return nil }
    guard menu.canOrder(item.id) else {
      doubts.append(.soldOut(item.name))
      return nil
    }
    guard (1...Item.quantityLimit).contains(quantity) else {
      doubts.append(.quantity(quantity))
      return nil
    }
    var each = Money(minor: item.priceMinor)
    var wishes: [OrderReading.Wish] = []
    for wish in dish.wishes {
      guard let read = read(wish, of: item) else { continue }
      wishes.append(read)
      each = each?.adding(read.price)
    }
    guard let price = each?.times(quantity) else {
      doubts.append(.amount)
      return nil
    }
    return OrderReading.Dish(item: item, quantity: quantity, wishes: wishes, note: dish.note, price: price)
  }

  /// A number before the name is how many, unless the name itself begins with it.
  private mutating func find(_ words: [String], _ menu: MenuDocument) -> (MenuItem, Int64)? {
    let whole = words.joined(separator: " ")
    let counted = OrderLine.quantity(words).flatMap { count in
      words.count > 1 ? (count, words.dropFirst().joined(separator: " ")) : nil
    }
    var found = menu.dishes(typed: whole).map { ($0, 1 as Int64) }
    if let (count, rest) = counted {
      let others = menu.dishes(typed: rest)
      // “3 cheese pizza” may be one pizza of three cheeses: what both could be is asked.
      found += others.filter { dish in !found.contains { $0.0.id == dish.id } }.map { ($0, count) }
      if found.isEmpty { doubts.append(Self.unknown(rest, menu)) }
    } else if found.isEmpty {
      let isBegun = whole.isEmpty || OrderLine.quantity(words) != nil
      doubts.append(isBegun ? .unfinished : Self.unknown(whole, menu))
    }
    if found.count > 1 {
      let names = found.map(\.0.name)
      doubts.append(
        .several(
          counted?.1 ?? whole,
          found.map { dish, _ in
            names.count { $0 == dish.name } > 1 ? "\(dish.name) (\(dish.id.string))" : dish.name
          }))
      return nil
    }
    return found.first
  }

  /// Words with which people take off what they have ordered.
  private static let lessWords: Set<String> = [
    "cancel", "delete", "less", "minus", "no", "off", "remove", "void",
  ]

  private static func unknown(_ typed: String, _ menu: MenuDocument) -> OrderDoubt {
    let words = typed.split(separator: " ").map(String.init)
    if words.count > 1, lessWords.contains(words[0].lowercased()) {
      return .takingOff(words.dropFirst().joined(separator: " "))
    }
    if let place = words.firstIndex(where: { ["no", "without"].contains($0.lowercased()) }), place > 0,
      place + 1 < words.count
    {
      let dish = words[..<place].joined(separator: " ")
      let without = words[(place + 1)...].joined(separator: " ")
      if !menu.dishes(typed: dish).isEmpty { return .withoutInWords(typed, dish: dish, without: without) }
    }
    return .unknown(typed, near: NearWord.nearest(to: typed, in: menu.items.map(\.name)))
  }

  private mutating func read(_ wish: OrderLine.Wish, of item: MenuItem) -> OrderReading.Wish? {
    guard !NameSearch.words(wish.text).isEmpty else {
      doubts.append(.unfinished)
      return nil
    }
    let name = wish.isWithout ? "no \(wish.text)" : wish.text
    let options = item.options(typed: name)
    if options.count > 1 {
      doubts.append(.severalOptions(wish.text, dish: item.name, options.map(\.name)))
      return nil
    }
    if let option = options.first, let price = Money(minor: option.priceMinor) {
      return OrderReading.Wish(name: option.name, price: price, isFreeAddition: false)
    }
    if !wish.isWithout { doubts.append(.freeWish(name, dish: item.name)) }
    return OrderReading.Wish(name: name, price: .zero, isFreeAddition: !wish.isWithout)
  }
}

extension OrderLine {
  /// What the line means in a house.
  ///
  /// - Parameter selected: the order that `+` stands for.
  public func reading(in house: House, selected: Order? = nil, at now: Timestamp) -> OrderReading {
    var reader = OrderReader(self, in: house, selected: selected, now: now)
    return reader.read()
  }

  /// How many, where the first word says so: `2`, `2x`, `2×`.
  public static func quantity(_ words: [String]) -> Int64? {
    guard let first = words.first else { return nil }
    let digits = first.last == "x" || first.last == "×" ? first.dropLast() : first[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(digits) ?? .max
  }
}
