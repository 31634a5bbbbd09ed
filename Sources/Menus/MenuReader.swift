import Events

/// Reads one object of a menu document: each value with its kind and bounds, each fault with its place.
struct MenuReader {
  let json: JSON
  let path: MenuPath

  init(_ json: JSON, _ path: MenuPath) throws(MenuFault) {
    guard case .object = json else { throw MenuFault(path, "an object should stand here") }
    self.json = json
    self.path = path
  }

  /// Refuses keys that the contract does not name: a slip in `allergens` must not lose them.
  func refuseKeys(otherThan known: [String]) throws(MenuFault) {
    guard case .object(let members) = json else { return }
    let names = known.map { ExactString($0) }
    for member in members where !names.contains(member.key) {
      throw MenuFault(
        path.key(member.key.string), "no such key here; there may be \(known.joined(separator: ", "))")
    }
  }

  func fault(_ key: String, _ reason: String) -> MenuFault { MenuFault(path.key(key), reason) }

  func text(_ key: String, bytes limit: Int) throws(MenuFault) -> String {
    guard let text = try optionalText(key, bytes: limit) else { throw fault(key, "is missing") }
    return text
  }

  func optionalText(_ key: String, bytes limit: Int) throws(MenuFault) -> String? {
    guard let value = json[key] else { return nil }
    return try Self.text(value, path.key(key), bytes: limit)
  }

  static func text(_ value: JSON, _ path: MenuPath, bytes limit: Int) throws(MenuFault) -> String {
    guard let text = value.string else { throw MenuFault(path, "a text should stand here") }
    guard
      text.utf8.contains(where: { (0x21...0x7E).contains($0) }) || text.contains(where: { !$0.isWhitespace })
    else { throw MenuFault(path, "is empty") }
    guard text.utf8.count <= limit else { throw MenuFault(path, "is longer than \(limit) bytes") }
    guard text.isPlain || !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw MenuFault(path, "holds a control character")
    }
    return text
  }

  /// An id: a text without blanks, so that it is one word on a command line.
  func id(_ key: String) throws(MenuFault) -> ExactString {
    let text = try text(key, bytes: MenuLimits.idBytes)
    let hasBlanks =
      text.isPlain
      ? text.utf8.contains(0x20) : text.unicodeScalars.contains(where: \.properties.isWhitespace)
    guard !hasBlanks else {
      throw fault(key, "an id has no blanks")
    }
    return ExactString(text)
  }

  func price(_ key: String) throws(MenuFault) -> Int64 {
    guard let value = json[key] else { throw fault(key, "is missing") }
    guard let price = value.int, (0...MenuLimits.priceMinor).contains(price) else {
      throw fault(
        key, "a price is a whole number of the currency's smallest unit, 0 to \(MenuLimits.priceMinor)")
    }
    return price
  }

  func optionalInt(_ key: String, in range: ClosedRange<Int64>) throws(MenuFault) -> Int64? {
    guard let value = json[key] else { return nil }
    guard let number = value.int, range.contains(number) else {
      throw fault(key, "a whole number from \(range.lowerBound) to \(range.upperBound) should stand here")
    }
    return number
  }

  func int(_ key: String, in range: ClosedRange<Int64>) throws(MenuFault) -> Int64 {
    guard let number = try optionalInt(key, in: range) else { throw fault(key, "is missing") }
    return number
  }

  /// A list that must be there.
  func list<Element>(
    _ key: String, atMost limit: Int, _ read: (JSON, MenuPath) throws(MenuFault) -> Element
  ) throws(MenuFault) -> [Element] {
    guard json[key] != nil else { throw fault(key, "is missing") }
    return try optionalList(key, atMost: limit, read)
  }

  /// A list; empty where there is none.
  func optionalList<Element>(
    _ key: String, atMost limit: Int, _ read: (JSON, MenuPath) throws(MenuFault) -> Element
  ) throws(MenuFault) -> [Element] {
    guard let value = json[key] else { return [] }
    guard let values = value.array else { throw fault(key, "a list should stand here") }
    guard values.count <= limit else { throw fault(key, "has more than \(limit) entries") }
    var elements: [Element] = []
    for (number, value) in values.enumerated() {
      elements.append(try read(value, path.key(key).index(number)))
    }
    return elements
  }
}
