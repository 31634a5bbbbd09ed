import Events
import Menus
import Venue

/// One side of a comparison: a version, or a word for one that changes.
enum ComparedMenu: Hashable, Sendable {
  case live
  case draft
  case version(VersionID)

  /// What a person means by a word, a label or the first digits.
  init(_ name: String, in house: House) throws(Complaint) {
    switch name {
    case MenuVersion.live: self = .live
    case MenuVersion.draft: self = .draft
    default: self = .version(try house.version(name).id)
    }
  }

  func document(in view: View) -> MenuDocument? {
    switch self {
    case .live: view.house.menus.served(at: view.wall)?.document
    case .draft: view.house.menus.draft?.document
    case .version(let id): view.house.menus.served(version: id)?.document
    }
  }

  /// `live: winter 3f2a91c0d1e2`, for the top of its side.
  func name(in view: View) -> String {
    let id = document(in: view)?.versionID
    let version = id.map { view.versionName($0) } ?? "no menu"
    let digits = id.map { version == $0.short ? "" : " \($0.short)" } ?? ""
    switch self {
    case .live: return "live: \(version)\(digits)"
    case .draft: return "draft: \(version)\(digits)"
    case .version: return "\(version)\(digits)"
    }
  }

  /// All that may be chosen, in the order of the keys.
  static func all(in view: View) -> [ComparedMenu] {
    [.live, .draft] + view.house.menus.versions.map { .version($0.id) }
  }
}

extension View {
  /// A version's label, or its first digits.
  func versionName(_ id: VersionID) -> String {
    house.menus.name(of: id)
  }

  /// `at once until 23:00`, `from 17:00 on`: for when an activation was said to hold.
  func span(_ activation: Activation) -> String {
    let end = activation.endsAt.map { " until \(dayAndClock($0))" }
    guard let start = activation.startsAt else { return "at once\(end ?? "")" }
    return "from \(dayAndClock(start))\(end ?? " on")"
  }

  /// What a time in a form means: of a time of day the next one from `base` on, as the terminal that holds the log takes it.
  func moment(of time: TimeName, from base: Timestamp) -> Timestamp {
    switch time {
    case .instant(let moment): moment
    case .now: base
    case .clock(let hour, let minute): offsets.next(minuteOfDay: hour * 60 + minute, from: base)
    }
  }
}

extension LocalOffsets {
  /// The next moment at which clocks on the wall say a time of day, the minute that runs included.
  func next(minuteOfDay: Int, from base: Timestamp) -> Timestamp {
    WallClock(offset: minutes(at:)).next(minuteOfDay: minuteOfDay, from: base)
  }
}
