import Events
import Host
import Menus
import Screens
import Venue

/// Experiments for a shell.
enum ExperimentText {
  static func list(_ all: [Experiment], in house: House, at now: Timestamp) -> String {
    var table = TextTable([
      "EXPERIMENT": .left, "CONTROL": .left, "VARIANT": .left, "SPLIT": .right, "FROM": .left, "UNTIL": .left,
      "TABLES": .left, "BY": .left, "STATE": .left,
    ])
    for experiment in all {
      let plan = experiment.plan
      table.add([
        String(experiment.id.description.suffix(12)), house.menus.name(of: plan.control),
        house.menus.name(of: plan.variant),
        "\(100 - plan.allocation):\(plan.allocation)", LocalTime.short(plan.startsAt, now: now),
        LocalTime.short(plan.endsAt, now: now), plan.tables.map(\.string).joined(separator: " "),
        experiment.actor.string, ExperimentWords.state(experiment, at: now) { LocalTime.short($0, now: now) },
      ])
    }
    return table.text
  }

  static func report(_ report: ExperimentReport) -> String {
    var table = TextTable([
      "ARM": .left, "VERSION": .left, "VISITS": .right, "ORDERS": .right, "ITEMS": .right, "TAKINGS": .right,
      "EACH VISIT": .right, "CONVERSION": .right, "95 %": .left,
    ])
    for arm in report.arms {
      table.add([
        arm.arm.rawValue, arm.version.short, "\(arm.visits)", "\(arm.orders)", "\(arm.items)",
        arm.takingsText, arm.takingsPerVisitText, ExperimentWords.percent(arm.interval?.rate),
        arm.interval.map { "\(ExperimentWords.percent($0.low)) to \(ExperimentWords.percent($0.high))" }
          ?? "",
      ])
    }
    let verdict =
      report.hasEnoughData
      ? ""
      : "Not enough data: each arm wants \(ExperimentReport.visitsWanted) visits before it tells anything.\n"
    return table.text + verdict
  }
}
