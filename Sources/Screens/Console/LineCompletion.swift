import Dining
import Menus
import Venue

/// What may stand in a command line where its cursor is.
struct LineCompletion {
  /// How many scalars before the cursor give way.
  var replacing: Int
  /// Each of them whole, sorted or in the menu's order.
  var candidates: [String]
  /// The same as a person chooses from them, where that says more.
  var told: [String]

  /// What all candidates begin with, whatever their case.
  var common: String {
    guard var common = candidates.first else { return "" }
    for other in candidates {
      while !other.lowercased().hasPrefix(common.lowercased()) { common.removeLast() }
    }
    return common
  }

  /// - Parameter text: the line up to the cursor.
  init(_ text: String, _ view: View) {
    let isBegun = text.contains(" ") || text.hasPrefix("+")
    if isBegun, let line = Console.orderLine(text) {
      self.init(line, text, view)
    } else {
      self.init(command: text, view)
    }
  }

  /// What a shell would offer, and first of all panes, codes and tables.
  private init(command text: String, _ view: View) {
    var words = text.drop { $0 == ":" || $0 == " " }.split(separator: " ", omittingEmptySubsequences: false)
      .map(
        String.init)
    let typed = words.popLast() ?? ""
    let before = Console.spelledOut(words.filter { !$0.isEmpty })
    let completer = Completer(before + [typed])
    var found = completer.words(in: view.house, at: view.wall)
    if before.isEmpty {
      let live = view.house.live
      let more = PaneTable.all.map(\.name) + live.map(\.codeText) + live.compactMap { $0.tableID?.string }
      found += more.filter { $0.lowercased().hasPrefix(typed.lowercased()) }
    }
    candidates = Set(found).sorted()
    told = completer.told(candidates, in: view.house)
    replacing = typed.unicodeScalars.count
  }

  /// The dish that is being typed, or the last of its wishes.
  private init(_ line: OrderLine, _ text: String, _ view: View) {
    replacing = 0
    candidates = []
    told = []
    defer { told = candidates }
    let part = Self.lastPart(of: text)
    guard !line.isQuoteOpen, let served = view.house.served(at: view.wall) else { return }
    let menu = served.document
    guard let dish = OrderLine("+ \(part)").dishes.first else {
      // Nothing is typed yet: all that can be had.
      candidates = menu.items.filter { served.canOrder($0.id) }.compactMap { menu.typedName(of: $0) }
      return
    }
    let count = OrderLine.quantity(dish.words)
    let words = dish.words.dropFirst(count == nil ? 0 : 1).joined(separator: " ")
    let found = menu.dishes(typed: words)
    if let wish = dish.wishes.last {
      let options = found.count == 1 ? found[0].options(typed: wish.text) : []
      candidates = options.map(\.name)
      replacing = wish.text.unicodeScalars.count
    } else {
      candidates = found.compactMap { menu.typedName(of: $0) }
      replacing = words.unicodeScalars.count
    }
    // What was typed with other blanks than these is left alone.
    let typed = String(text.unicodeScalars.suffix(replacing))
    if typed != (dish.wishes.last?.text ?? words) { candidates = [] }
  }

  /// What stands after the last comma, or after the table.
  private static func lastPart(of text: String) -> String {
    var start = text.startIndex
    for index in text.indices where text[index] == " " || text[index] == "+" {
      let next = text.index(after: index)
      guard OrderLine(String(text[..<next])).dishes.isEmpty else { break }
      start = next
    }
    let rest = text[start...]
    let comma = rest.lastIndex { $0 == "," || $0 == ";" }
    return String(comma.map { rest[rest.index(after: $0)...] } ?? rest)
  }
}

extension Console {
  /// Completes the word before the cursor as far as it is clear, and says what it may become.
  mutating func complete(_ view: View) {
    let completion = LineCompletion(entry.textBeforeCursor, view)
    let common = completion.common
    switch completion.candidates.count {
    case 0: say("nothing here begins so", isError: true, at: view.now)
    case 1: entry.replace(last: completion.replacing, with: common + " ")
    default:
      hush()
      if common.unicodeScalars.count > completion.replacing {
        entry.replace(last: completion.replacing, with: common)
      }
      entry.choices = completion.told
    }
  }
}
