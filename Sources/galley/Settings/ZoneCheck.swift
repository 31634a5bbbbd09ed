import Events
import Host
import Screens
import Venue

/// Holds names of time zones against those of this machine: any other word would make its clocks show another time
/// without a word.
extension ZoneFiles {
  /// What is wrong with a zone here, in a sentence; nil where it is known.
  static func complaint(about zone: String) -> String? {
    guard HouseSetting.timeZone.takes(zone) else {
      return "“\(zone)” is no name of a time zone; write one like Europe/Vienna"
    }
    return switch look(for: zone) {
    case .known: nil
    case .unknown:
      "this machine knows no time zone “\(zone)”; "
        + (NearWord.nearest(to: zone, in: names).map { "did you mean \($0)?" }
          ?? "write one like Europe/Vienna")
    case .noDatabase: "this machine has no time zones to look “\(zone)” up in; install the package tzdata"
    }
  }

  /// Refuses a zone of the house that this machine does not know.
  static func check(_ zone: String) throws(Failure) {
    if let complaint = complaint(about: zone) {
      throw Failure(.refused, "setting", "time_zone: \(complaint)")
    }
  }

  /// Refuses one of the settings file. Without a database all are taken: a screen that starts with the wrong time is
  /// better than none, and `galley doctor` says what is missing.
  static func check(_ settings: SettingValues) throws(SettingFault) {
    guard let zone = settings.timeZone, look(for: zone) != .noDatabase, let complaint = complaint(about: zone)
    else {
      return
    }
    throw SettingFault(
      source: settings.sources(of: SettingTable.rows.timeZone)[0], message: "time_zone: \(complaint)")
  }
}
