/// Reading a line. Every text is one, so that it can be told at each key what it would do.
extension OrderLine {
  fileprivate enum Token: Hashable {
    case word(String)
    case note(String)
    case comma

    var word: String? { if case .word(let text) = self { text } else { nil } }
  }

  /// - Parameter text: bounded by whoever has it: a command line's word, or a typed line.
  public init(_ text: String) {
    self.init(place: .missing)
    // The sign for the selected order may stand close to the first dish.
    let text = text.drop { $0 == " " || $0 == "\t" }
    var tokens = tokens(of: text.hasPrefix("+") ? "+ \(text.dropFirst())" : String(text))
    takeEnding(&tokens)
    takePlace(&tokens)
    dishes = tokens.split(separator: .comma).map { Dish(Array($0)) }
  }

  /// Words, notes and commas; a semicolon is a comma, and one between two digits is part of a word: `0,2`.
  private mutating func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var word = ""
    var note: String?
    func isDigit(_ character: Character?) -> Bool { character.map { ("0"..."9").contains($0) } ?? false }
    let characters = Array(text)
    func flush() {
      if !word.isEmpty { tokens.append(.word(word)) }
      word = ""
    }
    for (place, character) in characters.enumerated() {
      if let open = note {
        if character == "\"" { tokens.append(.note(open)) }
        note = character == "\"" ? nil : open + String(character)
        continue
      }
      switch character {
      case "\"":
        flush()
        note = ""
      case ",", ";":
        let next = place + 1 < characters.count ? characters[place + 1] : nil
        if character == ",", isDigit(word.last), isDigit(next) {
          word.append(character)
        } else {
          flush()
          tokens.append(.comma)
        }
      case " ", "\t": flush()
      default: word.append(character)
      }
    }
    flush()
    if let note {
      isQuoteOpen = true
      tokens.append(.note(note))
    }
    return tokens
  }

  private mutating func takeEnding(_ tokens: inout [Token]) {
    func dropCommas() { while tokens.last == .comma { tokens.removeLast() } }
    dropCommas()
    if tokens.last?.word?.lowercased() == "anyway" {
      isAnyway = true
      tokens.removeLast()
      dropCommas()
    }
    guard case .word(let last)? = tokens.last else { return }
    switch last.lowercased() {
    case "send": ending = .send
    case "hold": ending = .hold
    default:
      guard last.hasSuffix("!") else { return }
      ending = .send
      let rest = String(last.dropLast())
      tokens[tokens.count - 1] = .word(rest)
      guard rest.isEmpty else { return }
    }
    tokens.removeLast()
  }

  private mutating func takePlace(_ tokens: inout [Token]) {
    guard let first = tokens.first?.word else { return }
    if first == "+" {
      place = .selected
      tokens.removeFirst()
      return
    }
    guard let head = headLength(tokens) else { return }
    var words = tokens.prefix(head).compactMap(\.word)
    tokens.removeFirst(head)
    // The colon is a word of its own, or ends one.
    if let last = words.popLast() {
      let bare = Self.withoutColons(last)
      if !bare.isEmpty { words.append(bare) }
    }
    if words.count > 1, let count = Self.guests(words[words.count - 1]) {
      guests = count
      words.removeLast()
    }
    var name = words.joined(separator: " ")
    if guests == nil, let slash = name.lastIndex(of: "/") {
      let count = String(name[name.index(after: slash)...])
      guests = Self.guests(count) ?? count
      name = String(name[..<slash])
    }
    if name.isEmpty { guests = nil }
    place =
      Self.types.first { $0.word == name.lowercased() }?.place ?? (name.isEmpty ? .missing : .named(name))
  }

  private static func withoutColons(_ word: String) -> String {
    var word = word[...]
    while word.last == ":" { word.removeLast() }
    return String(word)
  }

  /// How many tokens say where; nil where none does.
  private func headLength(_ tokens: [Token]) -> Int? {
    let words = tokens.prefix { $0.word != nil }.compactMap(\.word)
    guard let first = words.first else { return nil }
    let bare = first.split(separator: "/").first.map { $0.lowercased() } ?? ""
    if first.contains(where: \.isWholeNumber) || Self.types.contains(where: { $0.word == bare }) {
      guard !first.hasSuffix(":") else { return 1 }
      guard words.count > 1 else { return 1 }
      let next = words[1]
      if next == ":" { return 2 }
      let count = Self.withoutColons(next)
      guard count.hasSuffix("p"), Self.guests(count) != nil else { return 1 }
      return next.hasSuffix(":") ? 2 : words.count > 2 && words[2] == ":" ? 3 : 2
    }
    return words.firstIndex { $0.hasSuffix(":") }.map { $0 + 1 }
  }

  /// `2` or `2p`; nil where a word is neither.
  private static func guests(_ word: String) -> String? {
    let digits = word.hasSuffix("p") ? word.dropLast() : word[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return String(digits)
  }
}

extension OrderLine.Dish {
  fileprivate init(_ tokens: [OrderLine.Token]) {
    self.init(words: [])
    for token in tokens {
      switch token {
      case .comma: break
      case .note(let text): note = note.map { "\($0), \(text)" } ?? text
      case .word(let word):
        if let sign = word.first, sign == "-" || sign == "+" {
          wishes.append(OrderLine.Wish(isWithout: sign == "-", String(word.dropFirst())))
        } else if let last = wishes.indices.last {
          wishes[last].text += wishes[last].text.isEmpty ? word : " \(word)"
        } else {
          words.append(word)
        }
      }
    }
  }
}
