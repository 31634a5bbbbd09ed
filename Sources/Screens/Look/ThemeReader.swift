/// A theme file as it was found: where, and its bytes.
public struct ThemeSource: Sendable {
  public let file: String
  public let bytes: [UInt8]

  public init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }
}

/// Makes a theme from its file and those that it inherits from.
public enum ThemeReader {
  /// More than any family of themes needs; it also ends a chain that somebody generates.
  public static let depthLimit = 8
  /// Of one file.
  public static let bytesLimit = ThemeDocument.bytesLimit
  public static let nameBytesLimit = 40

  /// Whether it can be a theme's name: it becomes a file's name, so it has no slashes and no dots.
  public static func isName(_ text: String) -> Bool {
    (1...nameBytesLimit).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
      }
  }

  /// The theme called `name`. What its file does not say comes from the one that it inherits from, and in the end
  /// from the built-in one, which is what `default` always means.
  ///
  /// - Parameter find: gives the file of a theme; nil where there is none.
  public static func theme(
    _ name: String, find: (String) throws(ThemeFault) -> ThemeSource?
  ) throws(ThemeFault) -> Theme {
    var documents: [ThemeDocument] = []
    var seen: [String] = []
    var wanted = name
    var place: (file: String, line: Int?) = ("", nil)
    while wanted != Theme.default.name {
      guard isName(wanted) else { throw ThemeFault(file: place.file, line: place.line, .noName(wanted)) }
      guard !seen.contains(wanted) else {
        throw ThemeFault(file: place.file, line: place.line, .circle(wanted))
      }
      guard seen.count < depthLimit else { throw ThemeFault(file: place.file, line: place.line, .tooDeep) }
      guard let source = try find(wanted) else {
        throw ThemeFault(file: place.file, line: place.line, .missing(wanted))
      }
      let document = try ThemeDocument(file: source.file, bytes: source.bytes)
      documents.append(document)
      seen.append(wanted)
      place = (source.file, document.inherits?.line)
      wanted = document.inherits?.name ?? Theme.default.name
    }
    return joined(name, documents)
  }

  /// The nearest document that says something is the one that counts.
  private static func joined(_ name: String, _ documents: [ThemeDocument]) -> Theme {
    let palette = documents.lazy.compactMap(\.palette).first ?? Theme.default.palette
    return Theme(name: name, palette: palette) { role in
      guard let row = documents.lazy.compactMap({ $0.rows[role] }).first else {
        return Theme.default.look(of: role)
      }
      let background = paint(row.background, palette)
      return Look(
        paint(row.foreground, palette, on: background), on: background, row.attributes,
        withoutColours: row.attributesWithoutColours)
    }
  }

  /// Numbers that a file does not give are those of the nearest colours. The first 16 of 256 are not looked at: they
  /// are whatever a person has chosen. Where a foreground would come out like its background, it takes the number
  /// that is read best on it instead.
  private static func paint(
    _ tint: ThemeDocument.Tint, _ palette: [RGB], on background: Paint? = nil
  ) -> Paint {
    if let numbers = tint.numbers {
      return Paint(tint.rgb.value, of256: numbers[0], of16: numbers[1], of8: numbers[2])
    }
    func number(_ range: ClosedRange<UInt8>, _ taken: UInt8?) -> UInt8 {
      let nearest = tint.rgb.nearest(of: range, palette: palette)
      guard let taken, nearest == taken else { return nearest }
      let ground = RGB(index: taken, palette: palette)
      func contrast(_ number: UInt8) -> Double { RGB(index: number, palette: palette).contrast(to: ground) }
      return range.max { contrast($0) < contrast($1) } ?? nearest
    }
    return Paint(
      tint.rgb.value, of256: number(16...255, background?.of256), of16: number(0...15, background?.of16),
      of8: number(0...7, background?.of8))
  }
}
