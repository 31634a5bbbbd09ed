import Events

/// What stands in one cell for several values: allergens, choices, hours; and back.
///
/// Allergens: `gluten; milk`. Choices: `cooked (1-1): pink | done; extra (0-2): bacon +2.00`. Hours:
/// `fri sat 17:30-23:00; sun 10:00-14:00`. A backslash before a mark makes it a part of the text.
enum CSVCells {
  /// Why a cell makes no sense.
  struct Fault: Error, Hashable {
    let reason: String
  }

  /// A letter of a cell, and whether a backslash before it makes it a letter like any other.
  private struct Letter {
    let character: Character
    let isPlain: Bool
  }

  private static let marks: Set<Character> = ["\\", ";", ",", "|", ":", "+", "(", ")"]

  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += marks.contains($1) ? "\\\($1)" : String($1) }
  }

  private static func letters(_ text: String) -> [Letter] {
    var letters: [Letter] = []
    var isEscaped = false
    for character in text {
      if !isEscaped, character == "\\" {
        isEscaped = true
        continue
      }
      letters.append(Letter(character: character, isPlain: isEscaped || !marks.contains(character)))
      isEscaped = false
    }
    return letters
  }

  private static func text(_ letters: some Sequence<Letter>) -> String {
    ForeignText.oneLine(String(letters.map(\.character)))
  }

  private static func split(_ letters: ArraySlice<Letter>, _ mark: Character) -> [ArraySlice<Letter>] {
    letters.split(omittingEmptySubsequences: false) { !$0.isPlain && $0.character == mark }
  }

  // MARK: Allergens

  /// Parted by semicolons; by commas where there are none.
  static func allergens(_ cell: String) -> JSON {
    let letters = letters(cell)[...]
    let bySemicolon = split(letters, ";")
    let parts = bySemicolon.count > 1 ? bySemicolon : split(letters, ",")
    return .array(parts.map(text).filter { !$0.isEmpty }.map { .string($0) })
  }

  // MARK: Choices

  static func modifiers(_ cell: String, _ price: ForeignPrice) throws(Fault) -> JSON {
    var groups: [JSON] = []
    for part in split(letters(cell)[...], ";") where !text(part).isEmpty {
      groups.append(try group(part, price))
    }
    return .array(groups)
  }

  private static func group(_ part: ArraySlice<Letter>, _ price: ForeignPrice) throws(Fault) -> JSON {
    guard let colon = part.firstIndex(where: { !$0.isPlain && $0.character == ":" }) else {
      throw Fault(reason: "“\(ImportNote.short(text(part)))” is no group: write cooked (1-1): pink | done")
    }
    var options: [JSON] = []
    for option in split(part[(colon + 1)...], "|") where !text(option).isEmpty {
      options.append(try self.option(option, price))
    }
    let head = part[..<colon]
    guard let end = head.lastIndex(where: { !$0.character.isWhitespace }), !head[end].isPlain,
      head[end].character == ")", let start = head.lastIndex(where: { !$0.isPlain && $0.character == "(" })
    else {
      return Variation.group(text(head), min: 0, max: Int64(options.count), options)
    }
    let limits = text(head[(start + 1)..<end]).split(separator: "-", omittingEmptySubsequences: false)
    let numbers = limits.compactMap { Int64(ForeignText.oneLine(String($0))) }
    guard (1...2).contains(limits.count), numbers.count == limits.count, let least = numbers.first,
      let most = numbers.last
    else { throw Fault(reason: "“\(ImportNote.short(text(head)))” should end with how many, like (0-2)") }
    return Variation.group(text(head[..<start]), min: least, max: most, options)
  }

  private static func option(_ part: ArraySlice<Letter>, _ price: ForeignPrice) throws(Fault) -> JSON {
    guard let plus = part.lastIndex(where: { !$0.isPlain && $0.character == "+" }) else {
      return Variation.option(text(part), 0)
    }
    do {
      return Variation.option(text(part[..<plus]), try price.minor(text(part[(plus + 1)...])))
    } catch {
      throw Fault(reason: "\(error.reason) after “\(ImportNote.short(text(part[..<plus])))”")
    }
  }

  static func cell(_ groups: [ModifierGroup], _ unit: MinorUnit) -> String {
    groups.map { group in
      let options = group.options.map { option in
        escaped(option.name) + (option.priceMinor == 0 ? "" : " +\(unit.text(option.priceMinor))")
      }
      return "\(escaped(group.name)) (\(group.min)-\(group.max)): \(options.joined(separator: " | "))"
    }.joined(separator: "; ")
  }

  // MARK: Hours

  static func windows(_ cell: String) throws(Fault) -> JSON {
    var windows: [JSON] = []
    for part in cell.split(separator: ";") where !part.allSatisfy(\.isWhitespace) {
      var words = part.split { $0.isWhitespace || $0 == "," }.map(String.init)
      let times = words.popLast()?.split { $0 == "-" || $0 == "–" }.map(String.init) ?? []
      guard times.count == 2, !words.isEmpty else {
        throw Fault(
          reason: "“\(ImportNote.short(String(part)))” should be days and hours, like fri sat 17:30-23:00")
      }
      windows.append(
        .object([
          "days": .array(words.map { .string($0.lowercased()) }), "from": .string(times[0]),
          "until": .string(times[1]),
        ]))
    }
    return .array(windows)
  }

  static func cell(_ windows: [AvailabilityWindow]) -> String {
    windows.map { window in
      "\(window.days.map(\.rawValue).joined(separator: " ")) \(clock(window.fromMinute))-\(clock(window.untilMinute))"
    }.joined(separator: "; ")
  }

  private static func clock(_ minute: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minute / 60)):\(two(minute % 60))"
  }
}
