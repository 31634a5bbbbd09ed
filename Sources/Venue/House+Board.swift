import Dining
import Events
import Menus

/// What a screen asks of the house beside its tickets.
extension House {
  /// The stations that dishes are cooked at: those of the tickets on the board and of the menu in force, each
  /// once, in order of their bytes.
  public func stations(at now: Timestamp) -> [ExactString] {
    let cooking = tickets.flatMap(\.items).compactMap(\.dish.station)
    let offered = served(at: now)?.document.items.compactMap(\.station) ?? []
    return Set(cooking).union(offered).sorted()
  }

  /// When a ticket counts as warm and as late: the house's setting, or else the usual.
  public var ageLimits: AgeLimits {
    setting(HouseSetting.ageLimits.key)?.string.flatMap { AgeLimits($0) } ?? AgeLimits()
  }
}
