import Dining
import Events
import Menus
import Testing
import Venue

@testable import Screens

/// A table's screen in a house: keys and fingers go in, and what they ask for is done as the table's socket does it.
struct Guest {
  var dinner: Dinner
  var console = TableConsole(Preferences(), seed: 77)
  var columns: Int
  var rows: Int
  let table = ExactString("T4")
  var closedBecause: String?
  var linkBase: String?
  /// Answers wait here until ``answer()``, where they come late.
  var isSlow = false
  private(set) var ran: [[String]] = []
  private var unanswered: [[String]] = []
  private(set) var touches = 0
  private(set) var hasQuit = false

  init(_ dinner: Dinner = .withMenu(), columns: Int = 80, rows: Int = 24) {
    self.dinner = dinner
    self.columns = columns
    self.rows = rows
  }

  /// A guest who has touched the screen.
  static func seated(_ dinner: Dinner = .withMenu(), columns: Int = 80, rows: Int = 24) -> Guest {
    var guest = Guest(dinner, columns: columns, rows: rows)
    guest.press(.enter)
    guest.wait(1)
    return guest
  }

  var view: TableView {
    let menu = dinner.house.served(at: dinner.wall, atTable: table.string)
    let orders = dinner.house.orders.values.filter { $0.isLive && $0.order.tableID == table }
    return TableView(
      size: Size(widthColumns: columns, heightRows: rows), table: table, menu: menu?.document,
      soldOut: menu?.soldOut ?? [],
      orders: orders.sorted { ($0.latest ?? .earliest) < ($1.latest ?? .earliest) }, now: dinner.wall,
      offsets: LocalOffsets(minutes: 60), closedBecause: closedBecause,
      paying: GuestTable(table.string).map {
        TablePaying(at: $0, in: dinner.house, at: dinner.wall, linkBase: linkBase)
      } ?? TablePaying())
  }

  var frame: Frame {
    mutating get {
      let frame = console.frame(view)
      for effect in console.shown(view) { take(effect) }
      return frame
    }
  }
  var text: String {
    mutating get { frame.text }
  }
  var message: String? { console.message(at: view.now)?.text }
  var order: Order? { view.current }

  mutating func wait(_ seconds: Int64) { dinner.wait(seconds: seconds) }

  /// Presses keys as a person does: no two at the same moment.
  mutating func press(_ keys: Key...) {
    for key in keys {
      for effect in console.handle(key, view) { take(effect) }
      dinner.wait(milliseconds: 600)
    }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { press(.character(scalar)) }
  }

  /// Puts a finger on the first place where a text stands.
  mutating func touch(_ text: String, _ place: SourceLocation = #_sourceLocation) {
    let frame = frame
    for row in 0..<frame.size.heightRows {
      let cells = (0..<frame.size.widthColumns).map { frame[row, $0]?.cluster.text ?? " " }
      let line = cells.joined()
      guard cells.allSatisfy({ $0.count == 1 }), let found = line.range(of: text) else { continue }
      let column = line.distance(from: line.startIndex, to: found.lowerBound)
      return press(.click(row: row, column: column))
    }
    Issue.record("“\(text)” is nowhere on the screen:\n\(frame.text)", sourceLocation: place)
  }

  mutating func take(_ effect: TableEffect) {
    switch effect {
    case .touch: touches += 1
    case .run(let words):
      ran.append(words)
      unanswered.append(words)
      if !isSlow { answer() }
    case .quit: hasQuit = true
    case .redraw, .repaint: break
    }
  }

  /// Lets all that was asked for be done and answered.
  mutating func answer() {
    while !unanswered.isEmpty {
      let words = unanswered.removeFirst()
      let (text, isError) = give(words)
      for effect in console.show(text, of: words, isError: isError, view) { take(effect) }
    }
  }

  private mutating func give(_ words: [String]) -> (String, Bool) {
    do throws(UsageFault) {
      let arguments = try Arguments(words)
      let action: Request.Action
      switch try CommandTable.understand(arguments) {
      case .change(.request(let asked)): action = asked
      case .change(.startPayment(let order, let target, let tip, _)):
        action = .change(order, .pay(.start(target, tip: tip)))
      case .change(.keepCard): return (#"{"url":"https://checkout.pay.example/card"}"#, false)
      case .change(.open(let table, let guests, let type, _)):
        action = .open(table: table, guests: guests, type: type, promisedAt: nil)
      default: return ("that is no request", true)
      }
      // Cautions are staff's alone until the table's socket lets them through.
      let isAlert = words.starts(with: ["order", "alert"])
      let request = Request(
        action, idempotencyKey: arguments.value("idempotency-key").map { ExactString($0) },
        actor: "T4", source: isAlert ? .staff : .guest)
      switch dinner.give(request) {
      case .wrote: return ("done", false)
      case .refused(let complaint), .recorded(_, let complaint): return (complaint.message, true)
      }
    } catch {
      return (error.message, true)
    }
  }

  /// What stands in the cart, as `2 × Burger`.
  var cart: [String] { order?.cart.map { "\($0.quantity) × \($0.dish.name)" } ?? [] }
}

extension Dinner {
  /// A house with a menu, nobody in it.
  static func withMenu(_ text: String = Menus.trattoria) -> Dinner {
    var dinner = Dinner()
    guard let json = try? JSONParser.parse(Array(text.utf8)) else { fatalError("the menu is no JSON") }
    if case .refused(let complaint) = dinner.request(.menu(.importDocument(json))) {
      fatalError(complaint.message)
    }
    return dinner
  }
}

/// Menus that guests read in tests.
enum Menus {
  static let trattoria = """
    {"menu_id": "dinner", "name": "Trattoria Casa", "currency": "EUR", "sections": [
      {"id": "starters", "name": "Starters", "items": [
        {"id": "soup", "name": "Onion soup", "description": "Slowly cooked, with a crust of cheese", "price": 850,
          "allergens": ["gluten", "milk"], "modifiers": [
            {"group": "Changes", "min": 0, "max": 1, "options": [{"name": "no croutons", "price": 0}]}]},
        {"id": "tartare", "name": "Beetroot tartare", "description": "Horseradish, rye bread", "price": 1050,
          "allergens": ["mustard"]},
        {"id": "trout", "name": "Smoked trout", "price": 1290, "allergens": ["fish", "milk"]},
        {"id": "squid", "name": "Crispy squid", "price": 1240, "allergens": ["gluten", "molluscs", "egg"]}]},
      {"id": "grill", "name": "From the grill", "items": [
        {"id": "ribeye", "name": "Rib-eye 300 g", "description":
          "Dry-aged for four weeks, with herb butter and fries. We like it medium rare.", "price": 3450,
          "allergens": ["milk"], "modifiers": [
            {"group": "Cooked", "min": 1, "max": 1, "options": [{"name": "rare", "price": 0},
              {"name": "medium rare", "price": 0}, {"name": "well done", "price": 0}]},
            {"group": "Sauces", "min": 0, "max": 2, "options": [{"name": "pepper sauce", "price": 250},
              {"name": "chimichurri", "price": 200}, {"name": "aioli", "price": 150}]}]},
        {"id": "burger", "name": "Burger", "description": "Cheddar, pickles, brioche", "price": 1790,
          "allergens": ["gluten", "milk", "sesame", "mustard"]},
        {"id": "fries", "name": "Fries", "price": 550}]},
      {"id": "night", "name": "Late plates", "items": [
        {"id": "toast", "name": "Welsh rarebit", "price": 990, "allergens": ["gluten", "milk"],
          "available": [{"days": ["sun"], "from": "22:00", "until": "02:00"}]}]},
      {"id": "drinks", "name": "Drinks", "items": [
        {"id": "water", "name": "Still water 0.75", "price": 590},
        {"id": "ale", "name": "Pale ale 0.3", "price": 490, "allergens": ["gluten"]},
        {"id": "wine", "name": "House white 0.2", "price": 620}]}]}
    """

  /// Sixty sections, two thousand dishes.
  static let huge: String = {
    let sections = (1...60).map { section in
      let count = section <= 20 ? 34 : 33
      let items = (1...count).map { dish in
        "{\"id\":\"d\(section)-\(dish)\",\"name\":\"Dish \(dish) of section \(section)\",\"description\":"
          + "\"Something good with something else, number \(dish)\",\"price\":\(500 + dish * 10),"
          + "\"allergens\":[\"gluten\",\"milk\"]}"
      }
      return
        "{\"id\":\"s\(section)\",\"name\":\"Section \(section)\",\"items\":[\(items.joined(separator: ","))]}"
    }
    return
      "{\"menu_id\":\"huge\",\"name\":\"Huge\",\"currency\":\"EUR\",\"sections\":[\(sections.joined(separator: ","))]}"
  }()
}
