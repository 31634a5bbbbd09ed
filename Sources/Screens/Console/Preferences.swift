import Events

/// What one screen was set up for in `galley.conf`: it stays as it is while the screen is up.
public struct Preferences: Sendable {
  /// What big letters are painted with; nil: plain cells only.
  public var pixels: PixelShape?
  /// Dishes stay in plain cells however few tickets there are: for pictures that programs read.
  public var keepsDishesPlain: Bool
  public var bump: Bump
  /// Keys look and never change anything: for a keypad that guests can reach.
  public var isReadOnly: Bool
  /// The station whose dishes are shown at the start; nil: all.
  public var station: ExactString?
  /// Which keys do what.
  public var keys: KeyMap
  /// Whether clicks and touches are asked for, where the terminal has them.
  public var wantsMouse: Bool
  public var rings: Rings

  /// What one press moves.
  public enum Bump: String, CaseIterable, Sendable {
    case ticket, item
  }

  public init(
    pixels: PixelShape? = .half, keepsDishesPlain: Bool = false, bump: Bump = .ticket,
    isReadOnly: Bool = false, station: ExactString? = nil,
    wantsMouse: Bool = true, rings: Rings = Rings(), keys: KeyMap = KeyMap()
  ) {
    self.pixels = pixels
    self.keepsDishesPlain = keepsDishesPlain
    self.bump = bump
    self.isReadOnly = isReadOnly
    self.station = station
    self.keys = keys
    self.wantsMouse = wantsMouse
    self.rings = rings
  }
}
