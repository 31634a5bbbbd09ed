import Events

/// Makes ids of what foreign files know their things by: the same file gives the same ids, whenever it is read.
///
/// An id that the file gives is kept as it is where it may be one; then a thing keeps it through every change of its
/// name. Else it is a word made of the last piece of its address, or of its name. Where two things would get the same
/// word, each gets a part of a hash of what it is known by instead of a number, since numbers would change places with
/// the lines of the file.
package struct ItemIDs {
  /// What one thing is known by.
  struct Known {
    let id: ForeignID?
    let name: String
    /// What tells it from others of the same name: its section.
    let context: String
  }

  enum Made: Hashable {
    case id(String)
    /// Only its place in the file tells it from another, so that it is another thing when lines change places.
    case byOrder(String)
    /// The file gives this id to something before it.
    case twice(String)
  }

  private static let wordBytes = 48
  private static let hashDigits = 8

  /// Whether a text may be an id as it is.
  package static func isLegal(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= MenuLimits.idBytes
      && !text.unicodeScalars.contains {
        $0.properties.isWhitespace || $0.properties.generalCategory == .control
      }
  }

  /// One for each, in their order.
  ///
  /// - Parameter reserved: what nothing may be called.
  static func make(_ things: [Known], reserved: String? = nil) -> [Made] {
    var made: [Made?] = Array(repeating: nil, count: things.count)
    var used = Set([reserved].compactMap { $0.map { ExactString($0) } })
    for (place, thing) in things.enumerated() {
      guard case .given(let id) = thing.id, isLegal(id), id != reserved else { continue }
      made[place] = used.insert(ExactString(id)).inserted ? .id(id) : .twice(id)
    }
    let words = things.map(word)
    var counts: [ExactString: Int] = [:]
    var numbers: [String: Int] = [:]
    for place in things.indices where made[place] == nil {
      counts[ExactString(words[place]), default: 0] += 1
    }
    for place in things.indices where made[place] == nil {
      let word = words[place]
      if counts[ExactString(word)] == 1, used.insert(ExactString(word)).inserted {
        made[place] = .id(word)
        continue
      }
      let thing = things[place]
      let known = thing.id?.text ?? "\(thing.context)\n\(thing.name)"
      let hashed = "\(word)-\(Fingerprint(of: Array(known.utf8)).description.prefix(hashDigits))"
      if used.insert(ExactString(hashed)).inserted {
        made[place] = .id(hashed)
      } else if thing.id != nil {
        made[place] = .twice(known)
      } else {
        made[place] = .byOrder(numbered(hashed, &numbers, &used))
      }
    }
    return made.map { $0 ?? .twice("") }
  }

  private static func numbered(
    _ word: String, _ numbers: inout [String: Int], _ used: inout Set<ExactString>
  ) -> String {
    var number = numbers[word] ?? 2
    while !used.insert(ExactString("\(word)-\(number)")).inserted { number += 1 }
    numbers[word] = number + 1
    return "\(word)-\(number)"
  }

  private static func word(_ thing: Known) -> String {
    switch thing.id {
    case .address(let address):
      let pieces = address.split { "/#?:=&".contains($0) }
      return slug(String(pieces.last ?? ""))
    case .given(let id): return slug(id)
    case nil: return slug(thing.name)
    }
  }

  /// Letters and digits of a text in small letters, with hyphens between its words.
  package static func slug(_ text: String) -> String {
    var word = ""
    var isGap = false
    for scalar in text.lowercased().unicodeScalars {
      let isPart =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || !word.isEmpty && scalar.properties.generalCategory == .nonspacingMark
      guard isPart else {
        isGap = true
        continue
      }
      let more = (isGap && !word.isEmpty ? "-" : "") + String(scalar)
      guard word.utf8.count + more.utf8.count <= wordBytes else { break }
      word += more
      isGap = false
    }
    return word.isEmpty ? "dish" : word
  }
}
