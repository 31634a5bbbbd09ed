/// What a piece of a screen means. Screens name roles; a theme says how each looks, in every depth of colour.
public enum Role: UInt8, CaseIterable, Sendable {
  case text, dim, title, rule
  case codeNew, codeCooking, codeReady
  case ageCalm, ageWarm, ageLate
  case lateCard, changed, next
  case allergen, alert, rush, delay, bill, paid, void
  case selected, focus, past, allDay, pane, paneChosen
  case statusLine, banner, prompt, help, key
}

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
