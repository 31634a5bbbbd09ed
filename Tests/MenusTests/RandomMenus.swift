import Events
import Randomness

@testable import Menus

/// Menus within all limits, with whatever texts a document may hold.
struct RandomMenus {
  var random: Seeded

  private static let pieces = [
    "Soup", "é", "e\u{301}", "\u{301}", ",", ";", "\"", "'", "=", "+", "-", "@", "|", ":", "(", ")", "\\",
    "/", " ", "  ",
    "<", "</script>", "&", "日本", "🍕", "\u{200F}", "\u{2028}", "\u{A0}", "1", "12.50", "#", "%", "🇩🇪",
    "\u{202E}",
  ]

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func isHeads() -> Bool { Bool.random(using: &random) }

  /// Not blank, and short enough for everything.
  mutating func text() -> String {
    while true {
      let text = (0..<number(1...6)).map { _ in Self.pieces[number(0...Self.pieces.count - 1)] }.joined()
      if text.contains(where: { !$0.isWhitespace }), text.utf8.count <= 60 { return text }
    }
  }

  mutating func id(_ used: inout Set<ExactString>) -> String {
    while true {
      let id = text().filter { !$0.isWhitespace }
      let isLegal = ItemIDs.isLegal(id) && id != MenuLimits.reservedItemID
      if isLegal, used.insert(ExactString(id)).inserted { return id }
    }
  }

  mutating func document() throws(MenuFault) -> MenuDocument {
    var sectionIDs: Set<ExactString> = []
    var itemIDs: Set<ExactString> = []
    var sections: [JSON] = []
    for _ in 0..<number(1...4) {
      var items: [JSON] = []
      for _ in 0..<number(0...4) { items.append(item(id(&itemIDs))) }
      if itemIDs.isEmpty { items.append(item(id(&itemIDs))) }
      sections.append(
        .object(["id": .string(id(&sectionIDs)), "name": .string(text()), "items": .array(items)]))
    }
    let currency = ["EUR", "JPY", "KWD"][number(0...2)]
    return try MenuDocument(
      json: .object([
        "menu_id": "m", "name": .string(text()), "currency": .string(currency), "sections": .array(sections),
      ]))
  }

  private mutating func price() -> JSON {
    .int(isHeads() ? Int64(number(0...3_000)) : Int64(number(0...999_999_999_999)))
  }

  private mutating func item(_ id: String) -> JSON {
    var members = [
      JSON.Member("id", .string(id)), JSON.Member("name", .string(text())), JSON.Member("price", price()),
    ]
    if isHeads() { members.append(JSON.Member("description", .string(text() + text()))) }
    if isHeads() { members.append(JSON.Member("prep_minutes", .int(Int64(number(0...1_440))))) }
    if isHeads() {
      members.append(JSON.Member("allergens", .array((0..<number(1...3)).map { _ in .string(text()) })))
    }
    if isHeads() { members.append(JSON.Member("station", .string(text()))) }
    if isHeads() { members.append(JSON.Member("course", .string(text()))) }
    if isHeads() {
      members.append(JSON.Member("margin_hint", isHeads() ? .string(text()) : .int(Int64(number(-9...9)))))
    }
    if isHeads() {
      var names: Set<ExactString> = []
      members.append(JSON.Member("modifiers", .array((0..<number(1...3)).map { _ in group(&names) })))
    }
    if isHeads() {
      members.append(JSON.Member("available", .array((0..<number(1...2)).map { _ in window() })))
    }
    return .object(members)
  }

  /// Two names that are one without the blanks around them would be one after a round.
  private mutating func group(_ names: inout Set<ExactString>) -> JSON {
    var options: [JSON] = []
    for _ in 0..<number(1...3) {
      var name = text()
      while !names.insert(ExactString(ForeignText.oneLine(name))).inserted {
        name = text() + "\(names.count)"
      }
      options.append(.object(["name": .string(name), "price": price()]))
    }
    let most = number(0...options.count)
    return .object([
      "group": .string(text()), "min": .int(Int64(number(0...most))), "max": .int(Int64(most)),
      "options": .array(options),
    ])
  }

  private mutating func window() -> JSON {
    func clock(_ minute: Int) -> JSON {
      let (hour, rest) = (minute / 60, minute % 60)
      return .string("\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)")
    }
    let days = AvailabilityWindow.Weekday.allCases.filter { _ in isHeads() }.map { JSON.string($0.rawValue) }
    return .object([
      "days": .array(days.isEmpty ? ["sun"] : days), "from": clock(number(0...1_439)),
      "until": clock(number(0...1_440)),
    ])
  }
}
