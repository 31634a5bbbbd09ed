/// Bounds on a menu document from outside: a big hotel's menu fits ten times over, a mistake does not.
public enum MenuLimits {
  /// Bytes of the text, spacing included, before it is looked at.
  public static let textBytes = 4 << 20
  /// Bytes in canonical form: with its envelope it must fit an event line of 1 MiB.
  public static let canonicalBytes = 1_000_000
  public static let sections = 200
  /// Dishes in all sections together.
  public static let items = 5_000
  /// Groups of modifiers on one dish, and options in one group.
  public static let modifierGroups = 30
  public static let modifierOptions = 100
  public static let allergens = 40
  public static let availabilityWindows = 50
  /// Bytes of an id, a station, a course, an allergen.
  public static let idBytes = 64
  /// Bytes of a name: what a ticket can show.
  public static let nameBytes = 200
  public static let descriptionBytes = 2_000
  /// 9,999,999,999.99 in a currency with cents: the twelve digits that an amount on the command line may have.
  public static let priceMinor: Int64 = 999_999_999_999
  /// A day.
  public static let prepMinutes: Int64 = 1_440
  /// The id that events give to what is not on the menu (contract, section 2).
  public static let reservedItemID = "open"
}
