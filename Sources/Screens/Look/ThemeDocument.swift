/// One theme file, read but not yet joined with what it inherits from.
struct ThemeDocument {
  /// More than anyone writes, less than would fill the memory.
  static let bytesLimit = 64 << 10

  /// A colour with the palette numbers that the file gives it.
  struct Tint: Hashable {
    let rgb: RGB
    /// In palettes of 256, 16 and 8 colours, in this order.
    let numbers: [UInt8]?
  }

  struct Row {
    let foreground: Tint
    let background: Tint
    let attributes: Attributes
    let attributesWithoutColours: Attributes
  }

  private(set) var rows: [Role: Row] = [:]
  private(set) var palette: [RGB]?
  private(set) var inherits: (name: String, line: Int)?

  /// Reads a file's bytes: `role = foreground background attributes`, `palette = ` 16 colours, `inherits = NAME`.
  ///
  /// A line whose first sign is `#` is a comment; elsewhere `#` begins a colour.
  init(file: String, bytes: [UInt8]) throws(ThemeFault) {
    guard bytes.count <= Self.bytesLimit else { throw ThemeFault(file: file, .tooLong) }
    for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let text = String(validating: line, as: UTF8.self), !text.unicodeScalars.contains("\0") else {
        throw ThemeFault(file: file, line: index + 1, .noText)
      }
      do throws(Wrong) {
        try read(text, line: index + 1)
      } catch {
        throw ThemeFault(file: file, line: index + 1, error.reason)
      }
    }
  }

  /// What is wrong with a line, before it is known which line that is.
  private struct Wrong: Error {
    let reason: ThemeFault.Reason

    init(_ reason: ThemeFault.Reason) { self.reason = reason }
  }

  private mutating func read(_ line: String, line number: Int) throws(Wrong) {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard let first = words.first, !first.hasPrefix("#") else { return }
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let keys = parts[0].split(whereSeparator: \.isWhitespace).map(String.init)
    guard parts.count == 2, keys.count == 1 else { throw Wrong(.noEquals) }
    let values = parts[1].split(whereSeparator: \.isWhitespace).map(String.init)
    switch keys[0] {
    case "inherits":
      guard inherits == nil else { throw Wrong(.twice(keys[0])) }
      inherits = (values.joined(separator: " "), number)
    case "palette":
      guard palette == nil else { throw Wrong(.twice(keys[0])) }
      palette = try Self.palette(values)
    default:
      guard let role = Role.themed.first(where: { $0.name == keys[0] }) else {
        throw Wrong(.unknownRole(keys[0]))
      }
      guard rows[role] == nil else { throw Wrong(.twice(keys[0])) }
      rows[role] = try Self.row(values, of: role)
    }
  }

  private static func palette(_ words: [String]) throws(Wrong) -> [RGB] {
    var colours: [RGB] = []
    for word in words {
      guard let colour = RGB(word) else { throw Wrong(.noColour(word)) }
      colours.append(colour)
    }
    guard colours.count == 16 else { throw Wrong(.noPalette(count: colours.count)) }
    return colours
  }

  /// Two colours, then attributes; what follows a bar stands in for all of them where there are no colours.
  private static func row(_ words: [String], of role: Role) throws(Wrong) -> Row {
    guard words.count >= 2 else { throw Wrong(.tooFewColours(role.name)) }
    let rest = words[2...].split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let attributes = try Self.attributes(rest.first ?? [])
    return Row(
      foreground: try tint(words[0]), background: try tint(words[1]), attributes: attributes,
      attributesWithoutColours: rest.count > 1 ? try Self.attributes(rest[1]) : attributes)
  }

  /// `#rrggbb`, or `#rrggbb/256/16/8` with its numbers in those palettes.
  private static func tint(_ word: String) throws(Wrong) -> Tint {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard let rgb = RGB(parts[0]), parts.count == 1 || parts.count == 4 else { throw Wrong(.noColour(word)) }
    guard parts.count == 4 else { return Tint(rgb: rgb, numbers: nil) }
    var numbers: [UInt8] = []
    for (part, last) in zip(parts[1...], [255, 15, 7] as [UInt8]) {
      guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt8(part), number <= last
      else { throw Wrong(.noColour(word)) }
      numbers.append(number)
    }
    return Tint(rgb: rgb, numbers: numbers)
  }

  private static func attributes(_ words: ArraySlice<String>) throws(Wrong) -> Attributes {
    var attributes: Attributes = []
    for word in words {
      guard let found = Attributes.words.first(where: { $0.word == word }) else {
        throw Wrong(.unknownAttribute(word))
      }
      attributes.insert(found.attribute)
    }
    return attributes
  }
}
