import Events
import Host
import Menus
import Screens
import Venue

/// The versions of a menu for a shell: a line each, then a line for each activation that holds or is to come.
enum VersionText {
  static func text(_ rows: [VersionRow], in house: House, at now: Timestamp) -> String {
    var versions = TextTable([
      "VERSION": .left, "LABEL": .left, "FROZEN": .left, "BY": .left, "STATE": .left,
    ])
    for row in rows {
      versions.add([
        row.version.id.short, row.version.label ?? "", LocalTime.short(row.version.madeAt, now: now),
        row.version.actor.string, row.state.words,
      ])
    }
    let standing = house.menus.standingActivations.filter { $0.endsAt.map { now < $0 } != false }
    guard !standing.isEmpty else { return versions.text }
    var activations = TextTable(["ACTIVATION": .left, "VERSION": .left, "WHEN": .left])
    for activation in standing {
      activations.add([
        String(activation.id.description.suffix(12)), activation.version.short,
        MenuReasons.span(activation) { LocalTime.short($0, now: now) },
      ])
    }
    return versions.text + "\n" + activations.text
  }
}
