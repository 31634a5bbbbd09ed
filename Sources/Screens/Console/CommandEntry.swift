/// The line in which a command is typed, with those typed before.
struct CommandEntry: Sendable {
  private(set) var scalars: [Unicode.Scalar] = []
  /// The place of the next character, 0 to `scalars.count`.
  private(set) var cursor = 0
  private var history: [String] = []
  /// The place in the history that is shown; `history.count` for the line that is being typed.
  private var place = 0
  private var draft = ""
  /// What the word before the cursor may become, until the next key.
  var choices: [String] = []
  /// Set while a line typed before is looked for.
  private(set) var search: HistorySearch?

  /// More than any command needs.
  static let scalarLimit = 1_000
  static let historyLimit = 200

  var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  var isEmpty: Bool { scalars.isEmpty && search == nil }

  var hasHistory: Bool { !history.isEmpty }

  var textBeforeCursor: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[..<cursor])
    return String(text)
  }

  /// Puts a text in the place of the last scalars before the cursor.
  mutating func replace(last count: Int, with text: String) {
    erase(max(0, cursor - count)..<cursor)
    for scalar in text.unicodeScalars { insert(scalar) }
  }

  mutating func clear() { set("") }

  /// Hands the line over and starts a new one; the history keeps it, once where it is repeated.
  mutating func take() -> String {
    let line = text
    if !line.isEmpty, history.last?.utf8.elementsEqual(line.utf8) != true { history.append(line) }
    if history.count > Self.historyLimit { history.removeFirst() }
    place = history.count
    draft = ""
    set("")
    return line
  }

  /// Takes a key of editing; false where it is none.
  mutating func edit(_ key: Key) -> Bool {
    choices = []
    if search != nil { return editSearch(key) }
    switch key {
    case .character(let scalar): insert(scalar)
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(scalars.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = scalars.count
    case .backspace: erase(max(0, cursor - 1)..<cursor)
    case .delete: erase(cursor..<min(scalars.count, cursor + 1))
    case .control("u"): erase(0..<cursor)
    case .control("k"): erase(cursor..<scalars.count)
    case .control("w"): erase(startOfWord..<cursor)
    case .up: recall(place - 1)
    case .down: recall(place + 1)
    default: return false
    }
    return true
  }

  /// Looks for a line typed before; while that is done, goes on to the next older one.
  mutating func lookBack() {
    if search == nil { search = HistorySearch() } else { search?.go(by: 1, in: history) }
  }

  /// The line that a search has found; nil where it has found none, or nothing is looked for.
  var foundLine: String? { search?.line(in: history) }

  /// Ends the search. What was found is the line now, to be changed or done; else the line is as it was.
  mutating func endSearch(takingFound isTaking: Bool) {
    if isTaking, let foundLine { set(foundLine) }
    search = nil
  }

  /// A key that moves in the line takes what was found, and moves there.
  private mutating func editSearch(_ key: Key) -> Bool {
    switch key {
    case .character(let scalar): search?.type(scalar)
    case .backspace: search?.type(nil)
    case .up: search?.go(by: 1, in: history)
    case .down: search?.go(by: -1, in: history)
    default:
      endSearch(takingFound: true)
      return edit(key)
    }
    return true
  }

  private mutating func set(_ text: String) {
    choices = []
    scalars = Array(text.unicodeScalars)
    cursor = scalars.count
  }

  private mutating func insert(_ scalar: Unicode.Scalar) {
    guard scalars.count < Self.scalarLimit else { return }
    scalars.insert(scalar, at: cursor)
    cursor += 1
  }

  private mutating func erase(_ range: Range<Int>) {
    scalars.removeSubrange(range)
    cursor = range.lowerBound
  }

  private var startOfWord: Int {
    var start = cursor
    while start > 0, scalars[start - 1] == " " { start -= 1 }
    while start > 0, scalars[start - 1] != " " { start -= 1 }
    return start
  }

  /// Shows another line of the history; what was being typed is kept behind its end.
  private mutating func recall(_ wanted: Int) {
    guard (0...history.count).contains(wanted), wanted != place else { return }
    if place == history.count { draft = text }
    place = wanted
    set(wanted == history.count ? draft : history[wanted])
  }
}
