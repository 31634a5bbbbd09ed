import Events
import Menus
import Venue

/// A version of the menu as lists show it: in the shell and in the manager's pane.
public struct VersionRow: Sendable {
  public let version: MenuVersion
  public let state: State

  public enum State: String, Sendable {
    case inForce = "in_force"
    /// It comes into force by itself, or lies under another one that ends.
    case scheduled
    case none

    public var words: String {
      switch self {
      case .inForce: "in force"
      case .scheduled: "scheduled"
      case .none: ""
      }
    }
  }

  /// Every version, the newest first.
  public static func all(in house: House, at now: Timestamp) -> [VersionRow] {
    let timeline = house.menus.timeline
    let serving = house.menus.served(at: now)?.version
    let coming = Set(
      timeline.stretches(from: now, limit: stretchesLimit).dropFirst().compactMap { $0.activation?.version })
    return house.menus.versions.map { version in
      let state: State = version.id == serving ? .inForce : coming.contains(version.id) ? .scheduled : .none
      return VersionRow(version: version, state: state)
    }
  }

  /// How far ahead is looked: more changes than people plan.
  public static let stretchesLimit = 200

  public var json: JSON {
    .object([
      "version_id": .string(version.id.description), "label": version.label.map { .string($0) },
      "created_at": .string(version.madeAt.description), "actor": .string(version.actor.string),
      "state": .string(state.rawValue), "menu_id": .string(version.menuID.string),
    ])
  }
}
