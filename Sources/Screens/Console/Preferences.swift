/// What one screen was set up for: it stays as it is while the screen is up.
public struct Preferences: Sendable {
  /// What big letters are painted with; nil: plain cells only.
  public var pixels: PixelShape?
  /// Dishes stay in plain cells however few tickets there are: for pictures that programs read.
  public var keepsDishesPlain: Bool
  public var settings: SettingValues
  /// Which keys do what.
  public var keys: KeyMap

  /// What one press moves.
  public enum Bump: String, CaseIterable, Sendable {
    case ticket, item
  }

  public init(
    pixels: PixelShape? = .quarter, keepsDishesPlain: Bool = false, settings: SettingValues = SettingValues(),
    keys: KeyMap = KeyMap()
  ) {
    self.pixels = pixels
    self.keepsDishesPlain = keepsDishesPlain
    self.settings = settings
    self.keys = keys
  }
}
