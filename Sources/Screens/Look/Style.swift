/// What a screen adds to a role's look.
public struct Attributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  public static let bold = Attributes(rawValue: 1)
  public static let reverse = Attributes(rawValue: 2)
  public static let underline = Attributes(rawValue: 4)
  public static let strike = Attributes(rawValue: 8)
  /// Cells that a big letter is drawn with: a line under or through each would become part of the letter.
  public static let drawn = Attributes(rawValue: 16)
}

/// How a cell is to be drawn, before a theme.
public struct Style: Hashable, Sendable {
  public var role: Role
  public var attributes: Attributes

  public init(_ role: Role, _ attributes: Attributes = []) {
    self.role = role
    self.attributes = attributes
  }
}

extension Attributes {
  /// Each attribute with its word in a theme file, in the order in which they are written.
  public static let words: [(word: String, attribute: Attributes)] = [
    ("bold", .bold), ("reverse", .reverse), ("underline", .underline), ("strike", .strike),
  ]

  /// As a theme file has them, blanks between.
  public var text: String {
    Self.words.filter { contains($0.attribute) }.map(\.word).joined(separator: " ")
  }
}
